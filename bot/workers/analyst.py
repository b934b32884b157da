"""Reads documents that wait, and has the consequences stored (T2).

Reading runs in a thread, so that a long text does not hold up the chats. A document whose reading
breaks is set aside with growing pauses and never blocks those behind it.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.extraction.reader import Reader
from bot.store import documents
from bot.store.database import Database
from bot.store.documents import Unread
from bot.store.problems import StorageBroken, StoragePause
from bot.workers.analysis import Analysis, Consequences

BATCH = 50

log = structlog.get_logger("borderwatch.analyst")


class Analyst:
    """Turns documents into reports, incidents and queued alerts. ``queued`` is called when the
    outbox grew."""

    def __init__(
        self,
        *,
        database: Database,
        reader: Reader,
        consequences: Consequences,
        queued: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._reader = reader
        self._consequences = consequences
        self._queued = queued

    async def step(self, now: datetime) -> int:
        """Read everything that is due; returns how many documents were dealt with."""
        dealt_with = 0
        while batch := await self._database.read(lambda session: documents.next_unread(session, now, BATCH)):
            for unread in batch:
                await self._read(unread, now)
            dealt_with += len(batch)
        return dealt_with

    async def _read(self, unread: Unread, now: datetime) -> None:
        try:
            reading = await asyncio.to_thread(self._reader.read, unread.document)
            analysis = await self._database.write(
                lambda session: self._consequences.of(session, unread, reading, now)
            )
        except (StorageBroken, StoragePause):
            raise
        except Exception as error:
            log.exception("reading broke", document=unread.id)
            name = type(error).__name__
            await self._database.write(lambda session: documents.mark_failed(session, unread, name, now))
            return
        self._tell(unread, analysis)

    def _tell(self, unread: Unread, analysis: Analysis | None) -> None:
        for raised in analysis.raised if analysis else ():
            log.info(
                "alert raised",
                incident=raised.ref,
                revision=raised.alert.revision,
                reason=raised.alert.reason.value,
                severity=raised.alert.severity.value,
                chats=raised.queued,
                document=unread.id,
            )
            if raised.queued:
                self._queued()
