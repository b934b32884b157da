"""Reading what waits: each text once, a text that breaks set aside, nobody held up by it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.model.document import Document
from bot.model.report import Reading
from bot.store import documents
from bot.store.problems import StorageBroken, StorageFull
from bot.workers.analysis import Consequences
from bot.workers.analyst import Analyst
from tests.builders import make_report
from tests.unit.workers.world import World, known, reading_of


class ScriptedReader:
    """Reads as told: a text that names an exception raises it."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = {type(fault).__name__: fault for fault in faults}
        self.read_texts: list[str] = []

    def read(self, document: Document) -> Reading:
        self.read_texts.append(document.text)
        if document.text in self.faults:
            raise self.faults[document.text]
        return reading_of(make_report(killed=4))


def analyst(world: World, reader: ScriptedReader, woken: list[int] | None = None) -> Analyst:
    heard = woken if woken is not None else []
    return Analyst(
        database=world.database,
        reader=reader,  # type: ignore[arg-type]  # only ``read`` is asked
        consequences=Consequences(known()),
        queued=lambda: heard.append(1),
    )


def left_unread(world: World, moment: datetime) -> list[str]:
    found = world.database.read_now(lambda session: documents.next_unread(session, moment, 10))
    return [one.document.text for one in found]


async def test_everything_that_waits_is_read_once_and_the_sender_is_woken(world: World) -> None:
    world.chat()
    for name in "abc":
        world.collect(item=name, text=f"text {name}")
    woken: list[int] = []
    reader = ScriptedReader()

    assert await analyst(world, reader, woken).step(world.now) == 3
    assert await analyst(world, reader, woken).step(world.now) == 0

    assert sorted(reader.read_texts) == ["text a", "text b", "text c"]
    assert woken == [1]
    assert len(world.waiting()) == 1


async def test_more_texts_than_a_batch_are_all_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.workers.analyst.BATCH", 3)
    for number in range(8):
        world.collect(item=str(number), text=f"text {number}")
    reader = ScriptedReader()

    assert await analyst(world, reader).step(world.now) == 8
    assert left_unread(world, world.now) == []


@pytest.mark.parametrize(
    "fault", [KeyError("x"), RuntimeError("x"), AttributeError("x"), RecursionError("x")]
)
async def test_a_text_that_breaks_is_set_aside_and_the_others_are_read(
    world: World, fault: Exception
) -> None:
    world.collect(item="a", text=type(fault).__name__)
    world.collect(item="b", text="good")
    reader = ScriptedReader(fault)

    await analyst(world, reader).step(world.now)

    assert reader.read_texts.count("good") == 1
    assert left_unread(world, world.now) == []
    assert left_unread(world, world.now + timedelta(minutes=1)) == [type(fault).__name__]


async def test_after_five_attempts_a_text_is_left_as_failed(world: World) -> None:
    world.collect(item="a", text="KeyError")
    reader = ScriptedReader(KeyError("x"))
    for _ in range(8):
        await analyst(world, reader).step(world.now)
        world.on(days=1)

    assert len(reader.read_texts) == 5
    assert world.database.read_now(documents.counts).failed == 1


@pytest.mark.parametrize("fault", [StorageFull("no space"), StorageBroken("I/O error")])
async def test_a_failing_disk_is_not_the_texts_fault(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def broken(*given: Any) -> None:
        raise fault

    world.collect(item="a", text="good")
    reader = ScriptedReader()
    with monkeypatch.context() as failing:
        failing.setattr("bot.workers.analysis.documents.mark_done", broken)
        with pytest.raises(type(fault)):
            await analyst(world, reader).step(world.now)

    assert left_unread(world, world.now) == ["good"]
    await analyst(world, reader).step(world.now)
    assert left_unread(world, world.now) == []


async def test_a_fault_in_what_follows_sets_the_text_aside_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The incident was made in the same transaction as the alert that broke, so neither is there."""

    def broken(*given: Any, **more: Any) -> None:
        raise KeyError("a fault of ours")

    world.chat()
    world.collect(item="a", text="good")
    with monkeypatch.context() as failing:
        failing.setattr("bot.workers.analysis.alerts.enqueue_for_places", broken)
        await analyst(world, ScriptedReader()).step(world.now)
    assert world.incidents() == ()

    world.on(minutes=2)
    await analyst(world, ScriptedReader()).step(world.now)
    assert len(world.waiting()) == 1
