"""Removing a source: asked first, done when the same operator confirms, once.

What a source brought is never removed with it. A press on a question that was decided, or is too
old, changes nothing and is told how things stand.
"""

from datetime import datetime, timedelta

from bot.desk.asker import Asker
from bot.desk.source_names import named
from bot.desk.surroundings import UseCases
from bot.model.answers import Problem, SourceChanged, SourceRemoval
from bot.model.source import Source
from bot.model.vocabulary import SourceState
from bot.store import reports, sources, tokens
from bot.store.database import Session

REMOVAL_LIFETIME = timedelta(minutes=10)
REMOVAL_KIND = "remove_source"


class Removing(UseCases):
    """The use-cases around the end of a source."""

    async def ask_removal(self, asker: Asker, name: str) -> SourceRemoval | Problem:
        """What would be removed and what would stay; stores nothing but the pending question."""
        now = self._around.clock.now()

        def ask(session: Session) -> SourceRemoval | Problem:
            source = named(session, name)
            if isinstance(source, Problem):
                return source
            token = tokens.issue(
                session,
                kind=REMOVAL_KIND,
                payload={"source": source.id},
                owner=asker.user_id,
                chat=asker.chat.chat_id,
                now=now,
                lifetime=REMOVAL_LIFETIME,
            )
            texts, told = reports.brought_by(session, source.id)
            return SourceRemoval(token=token, source=source, texts=texts, reports=told)

        return await self._around.database.write(ask)

    async def confirm_removal(self, asker: Asker, token: str) -> SourceChanged | Problem | None:
        """Remove the source of a question for good; a newer catalogue does not bring it back.

        None where there is nothing to say: the question is another person's.
        """
        now = self._around.clock.now()

        def remove(session: Session) -> SourceChanged | Problem | None:
            source = _decided_now(session, asker, token, now)
            if source is None or isinstance(source, Problem):
                return source
            removed = sources.set_state(session, source.id, SourceState.REMOVED, now)
            return SourceChanged(what="removed", source=removed or source)

        return await self._around.database.write(remove)

    async def dismiss_removal(self, asker: Asker, token: str) -> Source | Problem | None:
        """Let the source of a question stay; None as with ``confirm_removal``."""
        now = self._around.clock.now()
        return await self._around.database.write(lambda session: _decided_now(session, asker, token, now))


def _decided_now(session: Session, asker: Asker, token: str, now: datetime) -> Source | Problem | None:
    """Use the token of a question up and return its source, or why nothing can be decided by it."""
    owner, chat = asker.user_id, asker.chat.chat_id
    taken = tokens.take(session, token, kind=REMOVAL_KIND, owner=owner, chat=chat, now=now)
    if taken == "token_foreign":
        return None
    question = tokens.look(session, token, owner=owner, chat=chat)
    if taken in ("token_unknown", "token_expired") or question is None:
        return Problem(code="removal_expired")
    source = sources.get(session, int(question.payload["source"]))
    if source is None:
        return Problem(code="removal_expired")
    name = (("name", source.spec.name),)
    if source.state is SourceState.REMOVED:
        return Problem(code="source_removed", values=name)
    return Problem(code="removal_decided", values=name) if taken == "token_used" else source
