"""After the very first start: which sources could not be reached, said once and all together.

A catalogue is somebody else's experience; whoever installs the bot must learn what works from
their own network without reading a log for an hour.
"""

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.model.source import Source
from bot.model.vocabulary import SourceState
from bot.render.texts import Texts
from bot.store import meta, sources
from bot.store.database import Database

REPORTED = "first_start_reported"

log = structlog.get_logger("borderwatch.sources")


class FirstStart:
    """Waits until every active source was visited once, then reports the failures together."""

    def __init__(self, *, database: Database, texts: Texts, tell: Callable[[str], None]) -> None:
        self._database = database
        self._texts = texts
        self._tell = tell
        self._done = False

    async def step(self, now: datetime) -> None:
        """Report if it is time; does nothing ever after."""
        if self._done:
            return
        reported = await self._database.read(lambda session: meta.get(session, REPORTED))
        if reported is not None:
            self._done = True
            return
        listed = await self._database.read(sources.all_sources)
        active = [source for source in listed if source.state is SourceState.ACTIVE]
        if not active or any(source.last_poll_at is None for source in active):
            return
        self._report(active)
        await self._database.write(lambda session: meta.put(session, REPORTED, now.isoformat()))
        self._done = True

    def _report(self, active: list[Source]) -> None:
        failed = [source for source in active if source.failures]
        log.info("first round done", sources=len(active), failed=len(failed))
        if failed:
            listed = ", ".join(f"{source.spec.slug} ({source.last_result})" for source in failed)
            log.warning("sources that could not be read", sources=listed)
            self._tell(
                self._texts.say("first_start.failed", failed=len(failed), sources=len(active), listed=listed)
            )
