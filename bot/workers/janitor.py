"""Keeps house: takes back abandoned rows, ends what is too old, forgets used-up tokens.

Deletes nothing that somebody may still ask for.
"""

from datetime import datetime, timedelta

import structlog

from bot.alerts.lifecycle import orphaned
from bot.alerts.policy import DELIVERY
from bot.store import outbox, tokens
from bot.store.database import Database, Session

log = structlog.get_logger("borderwatch.janitor")


class Janitor:
    """``owner`` is the name of this start of the bot in leases."""

    def __init__(self, *, database: Database, owner: str) -> None:
        self._database = database
        self._owner = owner

    async def step(self, now: datetime) -> None:
        """One round."""

        def tidy(session: Session) -> tuple[int, int]:
            recovered = outbox.recover(session, owner=self._owner, now=now, decide=orphaned)
            ended = outbox.expire(session, created_before=now - timedelta(hours=DELIVERY.life_hours), now=now)
            tokens.forget_expired(session, now - timedelta(days=1))
            return recovered, ended

        recovered, ended = await self._database.write(tidy)
        if recovered or ended:
            log.warning("outbox tidied", recovered=recovered, expired=ended)
