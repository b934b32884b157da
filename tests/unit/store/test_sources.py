"""The catalogue seeds, commands win, and the schedule is a column."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session

from bot.model.vocabulary import SourceState
from bot.store import sources
from bot.store.database import Database
from bot.store.tables import SourceRow
from tests.unit.store.facts import NOW, minutes, poll, spec, stored_source


def seeded(session: Session, *slugs: str) -> None:
    sources.seed_catalogue(session, [spec(slug) for slug in slugs], NOW)


def slugs(session: Session) -> list[str]:
    return [source.spec.slug for source in sources.all_sources(session)]


def test_the_catalogue_seeds_once_and_an_upgrade_adds_new_rows(database: Database) -> None:
    assert database.write_now(lambda s: sources.seed_catalogue(s, [spec("a"), spec("b")], NOW)) == 2
    assert database.write_now(lambda s: sources.seed_catalogue(s, [spec("a"), spec("b")], NOW)) == 0
    assert database.write_now(lambda s: sources.seed_catalogue(s, [spec("b"), spec("c")], NOW)) == 1
    assert database.read_now(slugs) == ["a", "b", "c"]


def test_what_was_removed_stays_removed_and_what_was_paused_stays_paused(database: Database) -> None:
    def change(session: Session) -> None:
        seeded(session, "a", "b")
        for slug, state in (("a", SourceState.REMOVED), ("b", SourceState.PAUSED)):
            found = sources.find(session, slug)
            assert found is not None
            sources.set_state(session, found.id, state, NOW)
        seeded(session, "a", "b")

    database.write_now(change)
    listed = database.read_now(lambda session: sources.all_sources(session, removed=True))
    assert {source.spec.slug: source.state for source in listed} == {
        "a": SourceState.REMOVED,
        "b": SourceState.PAUSED,
    }


def test_a_catalogue_row_that_is_not_enabled_starts_paused(database: Database) -> None:
    database.write_now(lambda session: sources.seed_catalogue(session, [spec("a", enabled=False)], NOW))
    (source,) = database.read_now(sources.all_sources)
    assert source.state is SourceState.PAUSED
    assert database.read_now(lambda session: sources.due(session, NOW, 10)) == ()


def test_the_catalogue_does_not_repeat_an_address_that_an_operator_added(database: Database) -> None:
    def change(session: Session) -> None:
        sources.add(session, spec("mine", url="https://same.example/feed"), NOW)
        sources.seed_catalogue(session, [spec("theirs", url="https://same.example/feed")], NOW)

    database.write_now(change)
    assert database.read_now(slugs) == ["mine"]


def test_a_source_keeps_every_word_of_its_description(database: Database) -> None:
    described = spec(
        "khovar", language="ru", country="TJ", reliability="B", origin="own", tier=1, interval_seconds=300
    )
    added, already = database.write_now(lambda session: sources.add(session, described, NOW))
    assert (added.spec, already) == (described, False)
    assert database.read_now(lambda session: sources.get(session, added.id)) == added


def test_adding_a_known_address_changes_nothing(database: Database) -> None:
    first, _ = database.write_now(lambda session: sources.add(session, spec("a"), NOW))
    again = spec("other", url=first.spec.url, name="Other")
    assert database.write_now(lambda session: sources.add(session, again, NOW)) == (first, True)


def test_a_taken_slug_gets_a_number(database: Database) -> None:
    def change(session: Session) -> list[str]:
        urls = ["https://one.example/", "https://two.example/", "https://three.example/"]
        return [sources.add(session, spec("a", url=url), NOW)[0].spec.slug for url in urls]

    assert database.write_now(change) == ["a", "a_2", "a_3"]


def test_a_removed_source_comes_back_as_new(database: Database) -> None:
    def change(session: Session) -> tuple[int, int]:
        source_id = stored_source(session, "a", polls=3)
        sources.set_state(session, source_id, SourceState.REMOVED, NOW)
        assert sources.find(session, "a") is None
        added, already = sources.add(session, spec("a", name="Again"), NOW)
        assert not already
        assert (added.spec.name, added.state, added.etag) == ("Again", SourceState.ACTIVE, None)
        return source_id, added.polls

    source_id, polls = database.write_now(change)
    assert polls == 0
    assert database.read_now(lambda session: sources.get(session, source_id)) is not None


@pytest.mark.parametrize("wanted", ["khovar", " KHOVAR ", "https://khovar.example/feed", "Khovar"])
def test_a_source_is_found_by_slug_address_or_name(database: Database, wanted: str) -> None:
    database.write_now(lambda session: seeded(session, "khovar", "asiaplus"))
    found = database.read_now(lambda session: sources.find(session, wanted))
    assert found is not None
    assert found.spec.slug == "khovar"


def test_an_unknown_source_is_nothing(database: Database) -> None:
    assert database.read_now(lambda session: sources.find(session, "nobody")) is None
    assert database.read_now(lambda session: sources.get(session, 7)) is None
    assert database.write_now(lambda s: sources.set_state(s, 7, SourceState.PAUSED, NOW)) is None


def test_due_sources_come_longest_waiting_first(database: Database) -> None:
    def change(session: Session) -> None:
        for slug, late in (("a", 1), ("b", 3), ("c", 2), ("later", -1), ("paused", 9)):
            source, _ = sources.add(session, spec(slug), NOW)
            sources.poll_at(session, source.id, NOW - minutes(late))
            if slug == "paused":
                sources.set_state(session, source.id, SourceState.PAUSED, NOW)

    database.write_now(change)
    due = database.read_now(lambda session: sources.due(session, NOW, 10))
    assert [source.spec.slug for source in due] == ["b", "c", "a"]
    assert len(database.read_now(lambda session: sources.due(session, NOW, 2))) == 2
    assert database.read_now(sources.next_due_at) == NOW - minutes(3)


def test_without_active_sources_nothing_is_due(database: Database) -> None:
    assert database.read_now(sources.next_due_at) is None


def test_a_resumed_source_is_due_at_once_and_one_that_runs_keeps_its_time(database: Database) -> None:
    def change(session: Session) -> tuple[object, object]:
        source_id = stored_source(session, "a")
        running = sources.set_state(session, source_id, SourceState.ACTIVE, NOW)
        sources.set_state(session, source_id, SourceState.PAUSED, NOW)
        resumed = sources.set_state(session, source_id, SourceState.ACTIVE, NOW + minutes(1))
        assert running is not None
        assert resumed is not None
        return running.next_poll_at, resumed.next_poll_at

    assert database.write_now(change) == (NOW + minutes(15), NOW + minutes(1))


def test_the_schema_refuses_a_second_slug_and_unknown_words(database: Database) -> None:
    database.write_now(lambda session: seeded(session, "a"))
    row = {"slug": "b", "name": "B", "url": "u", "added_at": NOW}
    for wrong in ({"slug": "a"}, {"state": "asleep"}, {"reliability": "G"}, {"interval_seconds": 0}):
        with pytest.raises(IntegrityError):
            database.write_now(lambda session, wrong=wrong: session.add(SourceRow(**(row | wrong))))  # type: ignore[misc]


def test_a_naive_moment_is_refused_and_others_come_back_in_utc(database: Database) -> None:
    with pytest.raises(StatementError, match="timezone"):
        database.write_now(lambda s: sources.add(s, spec("a"), NOW.replace(tzinfo=None)))
    local = NOW.astimezone(tz=None)
    source, _ = database.write_now(lambda session: sources.add(session, spec("a"), local))
    stored = database.read_now(lambda session: sources.get(session, source.id))
    assert stored is not None
    assert stored.next_poll_at == NOW
    assert stored.next_poll_at.utcoffset() == timedelta(0)


def test_polling_moves_the_schedule(database: Database) -> None:
    source_id = database.write_now(lambda session: stored_source(session, polls=0))
    database.write_now(lambda session: poll(session, source_id, now=NOW + minutes(5)))
    assert database.read_now(sources.next_due_at) == NOW + minutes(20)
