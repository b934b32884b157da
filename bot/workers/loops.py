"""Keeps steps going: each runs when woken, and at the latest after its longest pause.

The pause is measured on monotonic time inside this process, so neither a clock that is set back nor
a scheduler that forgets can put a worker to sleep. A step that breaks is logged and tried again; a
full disk or a busy database pauses; a broken disk ends the process, because nothing may be sent that
cannot be recorded.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.store.problems import StorageBroken, StorageFull, StoragePause

PAUSE_AFTER_FAILURE_SECONDS = 5.0
PAUSE_WHEN_FULL_SECONDS = 15.0
PAUSE_WHEN_BUSY_SECONDS = 2.0

Step = Callable[[datetime], Awaitable[object]]

log = structlog.get_logger("borderwatch.workers")


class Loop:
    """One worker's loop around a step that takes ``now``."""

    def __init__(
        self,
        name: str,
        step: Step,
        clock: Clock,
        *,
        longest_pause_seconds: float,
    ) -> None:
        self.name = name
        self._step = step
        self._clock = clock
        self._longest_pause_seconds = longest_pause_seconds
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()

    def wake(self) -> None:
        """Run the step soon. Waking a loop that is already awake is harmless."""
        self._woken.set()

    def stop(self) -> None:
        """End after the step under way; one that has not begun is not begun."""
        self._stopping.set()
        self._woken.set()

    async def run(self) -> None:
        """Run until stopped or cancelled. Raises ``StorageBroken`` and nothing else."""
        while not self._stopping.is_set():
            pause = await self._once()
            if pause:
                await _wait(self._stopping, pause)
            await _wait(self._woken, self._longest_pause_seconds)
            self._woken.clear()

    async def _once(self) -> float:
        """One step; returns for how long to hold back after it."""
        try:
            await self._step(self._clock.now())
        except StorageBroken:
            raise
        except StorageFull:
            log.error("the disk is full", worker=self.name)
            return PAUSE_WHEN_FULL_SECONDS
        except StoragePause:
            log.error("the database is held by another process", worker=self.name)
            return PAUSE_WHEN_BUSY_SECONDS
        except Exception:
            log.exception("step broke", worker=self.name)
            return PAUSE_AFTER_FAILURE_SECONDS
        return 0.0


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, but not for longer than this."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
