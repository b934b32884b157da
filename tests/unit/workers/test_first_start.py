"""Sources that fail at the first start are reported once, together."""

import pytest

from bot.knowledge.locales import load_texts
from bot.model.source import Empty, Failed, SourceSpec, Validators, Visit
from bot.model.vocabulary import SourceState
from bot.store import sources, visits
from bot.store.database import Database
from bot.workers.first_start import FirstStart
from tests.builders import NOON

GOOD = Empty(validators=Validators())
BAD = Failed(reason="dns")


class FirstDay:
    """A catalogue of three sources, and what the terminal is told."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.said: list[str] = []
        specs = [SourceSpec(slug=slug, name=slug, url=f"https://{slug}.example") for slug in "abc"]
        database.write_now(lambda session: sources.seed_catalogue(session, specs, NOON))

    def visited(self, slug: str, result: Visit) -> None:
        source = self.database.read_now(lambda session: sources.find(session, slug))
        assert source is not None
        self.database.write_now(
            lambda session: visits.record_visit(session, source.id, result, now=NOON, next_poll_at=NOON)
        )

    def paused(self, slug: str) -> None:
        source = self.database.read_now(lambda session: sources.find(session, slug))
        assert source is not None
        self.database.write_now(
            lambda session: sources.set_state(session, source.id, SourceState.PAUSED, NOON)
        )

    def worker(self) -> FirstStart:
        return FirstStart(database=self.database, texts=load_texts(), tell=self.said.append)


@pytest.fixture
def day(database: Database) -> FirstDay:
    return FirstDay(database)


async def test_the_report_waits_until_every_source_was_visited(day: FirstDay) -> None:
    worker = day.worker()
    for slug, result in (("a", BAD), ("b", GOOD)):
        day.visited(slug, result)
        await worker.step(NOON)
    assert day.said == []

    day.visited("c", BAD)
    await worker.step(NOON)

    (sentence,) = day.said
    assert sentence.startswith("2 of 3 sources could not be read at the first start: a (dns), c (dns).")


async def test_it_is_said_once_whatever_fails_later_and_however_often_the_bot_starts(day: FirstDay) -> None:
    for slug in "abc":
        day.visited(slug, BAD)
    worker = day.worker()
    await worker.step(NOON)
    await worker.step(NOON)
    await day.worker().step(NOON)
    assert len(day.said) == 1


async def test_when_all_is_well_nothing_is_said_then_or_later(day: FirstDay) -> None:
    for slug in "abc":
        day.visited(slug, GOOD)
    await day.worker().step(NOON)
    day.visited("a", BAD)
    await day.worker().step(NOON)
    assert day.said == []


async def test_a_paused_source_is_not_waited_for(day: FirstDay) -> None:
    day.paused("c")
    day.visited("a", BAD)
    day.visited("b", GOOD)
    await day.worker().step(NOON)
    assert len(day.said) == 1
