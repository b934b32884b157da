"""Whether silence can be trusted."""

from datetime import datetime

from bot.model.source import Empty, Failed, Validators, Visit
from bot.model.vocabulary import SourceState
from bot.store import sources, visits
from bot.store.database import Session
from tests.unit.desk.conftest import Office
from tests.unit.store.facts import spec

GOOD = Empty(validators=Validators())
BAD = Failed(reason="timeout")


def visited(office: Office, slug: str, *results: Visit) -> None:
    """A source with these visits, now."""
    now: datetime = office.clock.now()

    def keep(session: Session) -> None:
        source, _ = sources.add(session, spec(slug, interval_seconds=900), now)
        for result in results:
            visits.record_visit(session, source.id, result, now=now, next_poll_at=now, arrivals=())

    office.database.write_now(keep)


async def test_without_any_source_we_are_blind(office: Office) -> None:
    health = await office.desk.status()
    assert (health.active, health.alive, health.blind) == (0, 0, True)


async def test_sources_are_counted_by_how_they_are(office: Office) -> None:
    visited(office, "good", GOOD)
    visited(office, "bad", BAD)
    visited(office, "new")
    visited(office, "paused", GOOD)
    office.database.write_now(
        lambda session: sources.set_state(
            session, _id(session, "paused"), SourceState.PAUSED, office.clock.now()
        )
    )
    health = await office.desk.status()
    assert (health.active, health.alive, health.failing, health.never, health.paused) == (3, 1, 1, 2, 1)
    assert not health.blind
    assert health.last_poll_at == office.clock.now()


def _id(session: Session, slug: str) -> int:
    source = sources.find(session, slug)
    assert source is not None
    return source.id


async def test_one_failed_poll_is_not_death(office: Office) -> None:
    visited(office, "shaky", GOOD, BAD)
    health = await office.desk.status()
    assert (health.alive, health.failing, health.blind) == (1, 1, False)


async def test_a_source_without_an_answer_for_two_of_its_intervals_is_dead(office: Office) -> None:
    visited(office, "good", GOOD)
    office.clock.on(minutes=39)
    assert not (await office.desk.status()).blind
    office.clock.on(minutes=2)
    assert (await office.desk.status()).blind


async def test_a_source_that_never_answered_makes_nobody_see(office: Office) -> None:
    visited(office, "bad", BAD, BAD, BAD)
    assert (await office.desk.status()).blind


async def test_a_removed_source_is_not_counted(office: Office) -> None:
    visited(office, "gone", GOOD)
    office.database.write_now(
        lambda session: sources.set_state(
            session, _id(session, "gone"), SourceState.REMOVED, office.clock.now()
        )
    )
    health = await office.desk.status()
    assert (health.active, health.paused) == (0, 0)
