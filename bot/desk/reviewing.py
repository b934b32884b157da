"""What waits for a person's look: texts that could not be judged, incidents that may be one.

Nothing is decided here. Each text comes with its id, by which a decision can name it.
"""

from bot.desk.surroundings import UseCases
from bot.model.answers import ReviewQueue, ReviewText
from bot.store import documents, incidents
from bot.store.database import Session

MOST_REVIEWED = 20


class Reviewing(UseCases):
    """The use-cases of whoever looks after the reading."""

    async def review(self, limit: int, skip: int = 0) -> ReviewQueue:
        """Some of the texts that wait, newest first, after the ``skip`` newest.

        Where so many do not wait any more, the last ones are shown.
        """
        wanted = min(max(limit, 1), MOST_REVIEWED)

        def look(session: Session) -> ReviewQueue:
            waiting = documents.counts(session).review
            skipped = min(max(skip, 0), max(waiting - 1, 0))
            found = documents.review(session, wanted, skipped)
            return ReviewQueue(
                texts=tuple(
                    ReviewText(id=one.id, document=one.document, reading=one.reading) for one in found
                ),
                skipped=skipped,
                waiting=waiting,
                doubles=incidents.possible_duplicates(session),
            )

        return await self._around.database.read(look)
