"""A loop goes on whatever its step does, except on a broken disk."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from bot.store.problems import StorageBroken, StorageBusy, StorageFull
from bot.workers import loops
from bot.workers.loops import Loop
from tests.builders import NOON
from tests.fakes.clock import HandClock

Deed = Exception | None


class Steps:
    """A step that does what a script says, and nothing when the script is over."""

    def __init__(self, *script: Deed) -> None:
        self.script = list(script)
        self.done = 0
        self.moments: list[datetime] = []
        self._more = asyncio.Event()

    async def __call__(self, now: datetime) -> None:
        self.moments.append(now)
        self.done += 1
        self._more.set()
        deed = self.script.pop(0) if self.script else None
        if deed is not None:
            raise deed

    async def until(self, number: int) -> None:
        async with asyncio.timeout(5):
            while self.done < number:
                self._more.clear()
                await self._more.wait()


def loop_of(step: Callable[[datetime], Awaitable[object]], pause: float = 3600) -> Loop:
    return Loop("test", step, HandClock(NOON), longest_pause_seconds=pause)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "PAUSE_AFTER_FAILURE_SECONDS", 0.001)
    monkeypatch.setattr(loops, "PAUSE_WHEN_FULL_SECONDS", 0.001)


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_loop_steps_at_once_and_then_when_it_is_woken() -> None:
    steps = Steps()
    loop = loop_of(steps)
    task = asyncio.create_task(loop.run())
    await steps.until(1)
    for _ in range(20):
        await asyncio.sleep(0)
    assert steps.done == 1

    loop.wake()
    loop.wake()
    await steps.until(2)
    await ended(task)
    assert steps.moments == [NOON, NOON]


async def test_a_wake_up_during_a_step_is_not_lost() -> None:
    steps = Steps()

    async def step(now: datetime) -> None:
        await steps(now)
        if steps.done == 1:
            loop.wake()

    loop = loop_of(step)
    task = asyncio.create_task(loop.run())
    await steps.until(2)
    await ended(task)


async def test_a_loop_that_nobody_wakes_steps_after_its_longest_pause() -> None:
    steps = Steps()
    task = asyncio.create_task(loop_of(steps, pause=0.001).run())
    await steps.until(3)
    await ended(task)


FAULTS = [ValueError("a fault of ours"), StorageFull("no space"), StorageBusy("locked"), TimeoutError()]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_step_that_raises_is_tried_again(fault: Exception) -> None:
    steps = Steps(fault, fault)
    task = asyncio.create_task(loop_of(steps, pause=0.001).run())
    await steps.until(4)
    assert not task.done()
    await ended(task)


async def test_a_broken_disk_ends_the_loop() -> None:
    steps = Steps(None, StorageBroken("I/O error"))
    with pytest.raises(StorageBroken):
        async with asyncio.timeout(5):
            await loop_of(steps, pause=0.001).run()
    assert steps.done == 2


async def test_a_loop_that_is_stopped_ends_after_the_step_under_way() -> None:
    begun, finish = asyncio.Event(), asyncio.Event()
    finished = False

    async def step(now: datetime) -> None:
        nonlocal finished
        begun.set()
        await finish.wait()
        finished = True

    loop = loop_of(step)
    task = asyncio.create_task(loop.run())
    await begun.wait()
    loop.stop()
    finish.set()
    async with asyncio.timeout(5):
        await task
    assert finished


async def test_a_loop_that_is_stopped_while_it_waits_ends_at_once() -> None:
    steps = Steps(ValueError("then it pauses"))
    loop = loop_of(steps)
    task = asyncio.create_task(loop.run())
    await steps.until(1)
    loop.stop()
    async with asyncio.timeout(5):
        await task
    assert steps.done == 1
