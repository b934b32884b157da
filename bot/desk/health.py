"""Whether silence can be trusted: which sources answered, when, and what waits.

"No incidents" must never mean "we were blind": every empty answer carries this.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.desk.surroundings import Surroundings
from bot.model.answers import Health
from bot.model.source import Source
from bot.model.vocabulary import SourceState
from bot.store import documents, incidents, outbox, sources
from bot.store.database import Session

GRACE = timedelta(minutes=10)
"""A source may be late by this much, beyond two of its intervals, before it counts as silent."""


async def health(around: Surroundings) -> Health:
    """How we are now."""
    now = around.clock.now()
    return await around.database.read(lambda session: read_health(session, around, now))


def read_health(session: Session, around: Surroundings, now: datetime) -> Health:
    """How we are, within a read transaction."""
    listed = sources.all_sources(session)
    active = [source for source in listed if source.state is SourceState.ACTIVE]
    counts = documents.counts(session)
    return Health(
        active=len(active),
        alive=sum(is_alive(source, now, around.floor_seconds) for source in active),
        failing=sum(source.failures > 0 for source in active),
        never=sum(source.last_ok_at is None for source in active),
        paused=len(listed) - len(active),
        last_poll_at=_newest([source.last_poll_at for source in active]),
        newest_item_at=_newest([source.newest_item_at for source in listed]),
        newest_incident=incidents.newest(session),
        review_waiting=counts.review,
        unread=counts.unread,
        deliveries_waiting=outbox.counts(session).waiting,
        blind=not any(is_alive(source, now, around.floor_seconds) for source in active),
        started_at=around.started_at,
        now=now,
    )


def is_alive(source: Source, now: datetime, floor_seconds: int) -> bool:
    """Whether a source answered within two of its intervals and some grace.

    One failed poll does not make a source dead; a day without an answer does.
    """
    if source.state is not SourceState.ACTIVE or source.last_ok_at is None:
        return False
    interval = timedelta(seconds=max(source.spec.interval_seconds, floor_seconds))
    return now - source.last_ok_at <= 2 * interval + GRACE


def _newest(moments: Sequence[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)
