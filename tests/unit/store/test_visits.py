"""T1: documents, validators, health and schedule stand or fall together."""

from typing import Any

import pytest
from sqlmodel import Session, select

from bot.model.source import Empty, Failed, Source, Unchanged, Validators
from bot.model.vocabulary import SourceState
from bot.store import documents, sources, visits
from bot.store.database import Database
from bot.store.tables import DocumentRow
from tests.unit.store.facts import NOW, item, minutes, poll, reading, report, stored_reading, stored_source

TAGS = Validators(etag='"2"', last_modified="yesterday", digest="abc")


def visited(session: Session, source_id: int, visit: Any) -> Source:
    visits.record_visit(session, source_id, visit, now=NOW + minutes(1), next_poll_at=NOW + minutes(16))
    found = sources.get(session, source_id)
    assert found is not None
    return found


def rows(database: Database) -> list[DocumentRow]:
    return database.read_now(lambda session: list(session.exec(select(DocumentRow))))


def test_new_items_are_stored_once_whatever_is_polled_again(database: Database) -> None:
    source_id = database.write_now(stored_source)
    first = database.write_now(lambda session: poll(session, source_id, item("a"), item("b")))
    again = database.write_now(lambda session: poll(session, source_id, item("b"), item("a"), item("c")))
    assert (len(first.new), len(again.new), again.changed) == (2, 1, ())
    assert sorted(row.external_id for row in rows(database)) == ["a", "b", "c"]


def test_the_same_id_from_two_sources_is_two_documents(database: Database) -> None:
    for slug in ("a", "b"):
        source_id = database.write_now(lambda session, slug=slug: stored_source(session, slug))  # type: ignore[misc]
        database.write_now(lambda session, known=source_id: poll(session, known, item("x")))  # type: ignore[misc]
    assert len(rows(database)) == 2


def test_an_item_repeated_within_one_visit_is_stored_once(database: Database) -> None:
    source_id = database.write_now(stored_source)
    recorded = database.write_now(lambda session: poll(session, source_id, item("a"), item("a", "other")))
    assert len(recorded.new) == 1


def test_a_changed_item_is_read_again_and_keeps_its_first_times(database: Database) -> None:
    def change(session: Session) -> None:
        source_id = stored_source(session)
        stored_reading(session, source_id, item("a"), reading(report()))
        assert documents.next_unread(session, NOW, 10) == ()
        later = item("a", "Six armed men were killed.", published_at=NOW)
        recorded = poll(session, source_id, later, now=NOW + minutes(20))
        assert (recorded.new, recorded.changed) == ((), (1,))
        (unread,) = documents.next_unread(session, NOW + minutes(20), 10)
        assert unread.document.text == "Six armed men were killed."
        assert unread.document.published_at == NOW - minutes(30)
        assert unread.document.seen_at == unread.first_seen_at == NOW

    database.write_now(change)


def test_a_first_import_is_never_pushable_and_the_second_poll_is(database: Database) -> None:
    source_id = database.write_now(lambda session: stored_source(session, polls=0))
    for name in ("first", "second"):
        database.write_now(lambda session, name=name: poll(session, source_id, item(name)))  # type: ignore[misc]
    assert {row.external_id: row.pushable for row in rows(database)} == {"first": False, "second": True}


def test_a_failed_visit_does_not_count_as_a_first_import(database: Database) -> None:
    source_id = database.write_now(lambda session: stored_source(session, polls=0))
    database.write_now(lambda session: visited(session, source_id, Failed(reason="timeout")))
    database.write_now(lambda session: poll(session, source_id, item("a")))
    assert [row.pushable for row in rows(database)] == [False]


def test_a_first_import_of_an_empty_feed_counts(database: Database) -> None:
    source_id = database.write_now(lambda session: stored_source(session, polls=0))
    database.write_now(lambda session: visited(session, source_id, Empty(validators=TAGS)))
    database.write_now(lambda session: poll(session, source_id, item("a")))
    assert [row.pushable for row in rows(database)] == [True]


def test_an_edited_item_of_the_first_import_becomes_pushable(database: Database) -> None:
    source_id = database.write_now(lambda session: stored_source(session, polls=0))
    database.write_now(lambda session: poll(session, source_id, item("a")))
    database.write_now(lambda session: poll(session, source_id, item("a", "The toll rose to six.")))
    assert [row.pushable for row in rows(database)] == [True]


def test_a_fetched_page_does_not_make_the_item_look_changed(database: Database) -> None:
    def change(session: Session) -> None:
        source_id = stored_source(session)
        (arrival,) = visits.unseen(session, source_id, [item("a", "Short.")])
        whole = visits.Arrival(
            item=item("a", "The whole article."), content_hash=arrival.content_hash, page_fetched=True
        )
        visits.record_visit(
            session,
            source_id,
            Unchanged(validators=TAGS),
            now=NOW,
            next_poll_at=NOW,
            arrivals=[whole],
        )
        assert visits.unseen(session, source_id, [item("a", "Short.")]) == ()

    database.write_now(change)
    (row,) = rows(database)
    assert (row.text, row.page_fetched) == ("The whole article.", True)


def test_the_three_good_ends_and_the_bad_one_are_told_apart(database: Database) -> None:
    source_id = database.write_now(lambda session: stored_source(session, polls=0))
    results = []
    for visit in (Unchanged(validators=TAGS), Empty(validators=TAGS), Failed(reason="status", detail="503")):
        source = database.write_now(lambda session, visit=visit: visited(session, source_id, visit))  # type: ignore[misc]
        results.append((source.last_result, source.polls, source.failures, source.alive))
    database.write_now(lambda session: poll(session, source_id, item()))
    source = database.read_now(lambda session: sources.all_sources(session)[0])
    results.append((source.last_result, source.polls, source.failures, source.alive))
    assert results == [
        ("unchanged", 1, 0, True),
        ("empty", 2, 0, True),
        ("status", 2, 1, False),
        ("fetched", 3, 0, True),
    ]


def test_only_a_full_answer_counts_as_a_full_fetch(database: Database) -> None:
    source_id = database.write_now(lambda session: stored_source(session, polls=0))
    source = database.write_now(lambda s: visited(s, source_id, Unchanged(validators=TAGS)))
    assert (source.last_full_fetch_at, source.last_ok_at) == (None, NOW + minutes(1))
    source = database.write_now(lambda s: visited(s, source_id, Empty(validators=TAGS)))
    assert source.last_full_fetch_at == NOW + minutes(1)


def test_a_failure_keeps_the_validators_and_a_success_clears_the_error(database: Database) -> None:
    source_id = database.write_now(stored_source)
    failed = database.write_now(lambda s: visited(s, source_id, Failed(reason="timeout", detail="20 s")))
    assert (failed.etag, failed.last_error, failed.last_ok_at) == ('"1"', "20 s", NOW)
    good = database.write_now(lambda s: visited(s, source_id, Unchanged(validators=TAGS)))
    assert (good.etag, good.last_modified, good.digest) == ('"2"', "yesterday", "abc")
    assert good.last_error is None


def test_validators_are_not_stored_when_the_documents_are_not(database: Database) -> None:
    source_id = database.write_now(stored_source)

    def change(session: Session) -> None:
        recorded = poll(session, source_id, item("a"))
        visited(session, source_id, Unchanged(validators=TAGS))
        raise RuntimeError(f"killed after storing {recorded}")

    with pytest.raises(RuntimeError):
        database.write_now(change)
    (source,) = database.read_now(sources.all_sources)
    assert source.etag == '"1"'
    assert rows(database) == []


def test_the_newest_item_never_lies_in_the_future_and_never_goes_back(database: Database) -> None:
    source_id = database.write_now(stored_source)
    items = [item("a"), item("b", published_at=NOW + minutes(600)), item("c", published_at=None)]
    database.write_now(lambda session: poll(session, source_id, *items))
    database.write_now(lambda session: poll(session, source_id, item("d", published_at=NOW - minutes(90))))
    (source,) = database.read_now(sources.all_sources)
    assert source.newest_item_at == NOW - minutes(30)


def test_a_visit_to_a_source_that_was_removed_meanwhile_leaves_nothing(database: Database) -> None:
    def change(session: Session) -> None:
        source_id = stored_source(session)
        sources.set_state(session, source_id, SourceState.REMOVED, NOW)
        assert poll(session, source_id, item("a")) == visits.Recorded()

    database.write_now(change)
    assert rows(database) == []
