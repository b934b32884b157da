"""A stage for each timeline: 18 January, 09:50 in Dushanbe."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.model.document import DUSHANBE
from tests.e2e.stage import Stage
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.clock import HandClock
from tests.fakes.web import FakeWeb

CURTAIN = datetime(2026, 1, 18, 9, 50, tzinfo=DUSHANBE)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot runs; it knows no source and nobody."""
    clock = HandClock(CURTAIN)
    async with (
        FakeWeb() as web,
        FakeBotApi(now=lambda: clock.now().timestamp(), monotonic=clock.monotonic) as api,
    ):
        performance = Stage(folder=tmp_path / "data", web=web, api=api, clock=clock)
        await performance.start()
        try:
            yield performance
        finally:
            await performance.stop()
