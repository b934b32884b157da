"""What waits to be read, and what a reading leaves behind."""

from datetime import timedelta

from sqlmodel import Session, select

from bot.model.report import Reading
from bot.model.vocabulary import Decision
from bot.store import codec, documents, incidents, reports
from bot.store.database import Database
from bot.store.tables import DocumentRow, ReportRow, SummaryRow
from tests.unit.store.facts import (
    NOW,
    item,
    minutes,
    poll,
    reading,
    report,
    stored_incident,
    stored_reading,
    stored_source,
    summary,
)


def unread_ids(session: Session) -> list[str]:
    return [unread.document.url or "" for unread in documents.next_unread(session, NOW + minutes(60), 10)]


def test_what_may_be_pushed_is_read_before_a_first_import(database: Database) -> None:
    def change(session: Session) -> list[str]:
        new = stored_source(session, "new", polls=0)
        old = stored_source(session, "old")
        poll(session, new, item("import"))
        poll(session, old, item("later"), now=NOW + minutes(2))
        poll(session, old, item("sooner"), now=NOW + minutes(1))
        return unread_ids(session)

    assert [url.rpartition("/")[2] for url in database.write_now(change)] == ["sooner", "later", "import"]


def test_a_document_bears_what_is_known_of_its_source(database: Database) -> None:
    def change(session: Session) -> documents.Unread:
        poll(session, stored_source(session, "khovar"), item("a", truncated=True))
        return documents.next_unread(session, NOW, 1)[0]

    unread = database.write_now(change)
    document = unread.document
    assert (document.id, document.outlet, document.reliability) == (str(unread.id), "Khovar", "F")
    assert (document.published_at, document.seen_at) == (NOW - minutes(30), NOW)
    assert document.truncated
    assert database.read_now(lambda session: documents.get(session, unread.id)) == document


def test_a_reading_stores_reports_totals_and_the_end_of_waiting_together(database: Database) -> None:
    def change(session: Session) -> documents.StoredReading:
        source_id = stored_source(session)
        return stored_reading(
            session, source_id, item(), reading(report(), report(background=True), summaries=(summary(),))
        )

    stored = database.write_now(change)
    assert [linked.linked.report.ordinal for linked in stored.reports] == [0, 1]
    assert [linked.incident_id for linked in stored.reports] == [None, None]
    assert stored.reports[0].linked.report == report()
    assert stored.reports[0].linked.outlet == "Khovar"
    (count,) = database.read_now(lambda session: reports.other_counts(session, 5))
    assert (count.by, count.value, count.since, count.outlet) == ("AFP", 16, "2025-11", "Khovar")
    assert database.read_now(unread_ids) == []
    (row,) = database.read_now(lambda session: list(session.exec(select(DocumentRow))))
    assert (row.state, row.decision, row.score, row.language) == ("done", "incident", 0.9, "en")
    assert codec.load(Reading, row.reading or "").segments == ()


def test_a_reading_of_an_older_text_is_not_accepted(database: Database) -> None:
    def change(session: Session) -> None:
        source_id = stored_source(session)
        poll(session, source_id, item("a"))
        (unread,) = documents.next_unread(session, NOW, 10)
        poll(session, source_id, item("a", "Six were killed."))
        assert documents.mark_done(session, unread, reading(report())) is None
        assert not documents.mark_failed(session, unread, "broken", NOW)
        assert len(documents.next_unread(session, NOW, 10)) == 1

    database.write_now(change)
    assert database.read_now(lambda session: list(session.exec(select(ReportRow)))) == []


def test_a_document_is_done_only_once(database: Database) -> None:
    def change(session: Session) -> None:
        source_id = stored_source(session)
        poll(session, source_id, item("a"))
        (unread,) = documents.next_unread(session, NOW, 10)
        assert documents.mark_done(session, unread, reading(report())) is not None
        assert documents.mark_done(session, unread, reading(report())) is None

    database.write_now(change)


def test_reading_again_keeps_reports_and_their_incidents_by_ordinal(database: Database) -> None:
    def change(session: Session) -> None:
        source_id = stored_source(session)
        first = stored_reading(
            session, source_id, item(), reading(report(), report(background=True), summaries=(summary(),))
        )
        kept, lost = (stored_incident(session).id for _ in range(2))
        for incident_id, stored in zip((kept, lost), first.reports, strict=True):
            incidents.link_report(session, incident_id, stored.linked.report_id, now=NOW)
        changed = report(anchors=("time:01:00",))
        again = stored_reading(session, source_id, item(text="Edited."), reading(changed))
        (only,) = again.reports
        assert only.linked.report_id == first.reports[0].linked.report_id
        assert (only.incident_id, again.bereft) == (kept, (lost,))
        assert only.linked.report == changed
        assert reports.linked_reports(session, lost) == ()
        assert list(session.exec(select(SummaryRow))) == []

    database.write_now(change)


def test_failures_are_tried_again_ever_later_and_then_set_aside(database: Database) -> None:
    def change(session: Session) -> list[timedelta]:
        poll(session, stored_source(session), item("a"))
        now, pauses = NOW, []
        for _ in range(documents.ATTEMPTS):
            (unread,) = documents.next_unread(session, now, 10)
            again = documents.mark_failed(session, unread, "x" * 1000, now)
            following = documents.next_attempt_at(session)
            assert again == (following is not None)
            if following is not None:
                pauses.append(following - now)
                now = following
        assert documents.next_unread(session, now + timedelta(days=9), 10) == ()
        return pauses

    assert database.write_now(change) == [minutes(1), minutes(4), minutes(16), minutes(64)]
    counts = database.read_now(documents.counts)
    assert (counts.unread, counts.failed, counts.review) == (0, 1, 0)


def test_a_failed_document_is_tried_anew_when_its_text_changes(database: Database) -> None:
    def change(session: Session) -> None:
        source_id = stored_source(session)
        poll(session, source_id, item("a"))
        for number in range(documents.ATTEMPTS):
            now = NOW + timedelta(days=number)
            (unread,) = documents.next_unread(session, now, 10)
            documents.mark_failed(session, unread, "broken", now)
        poll(session, source_id, item("a", "Mended."))
        (unread,) = documents.next_unread(session, NOW, 10)
        assert unread.attempts == 0

    database.write_now(change)


def test_what_the_reader_leaves_to_people_is_listed_newest_first(database: Database) -> None:
    def change(session: Session) -> None:
        source_id = stored_source(session)
        for number, decision in enumerate((Decision.REVIEW, Decision.OTHER, Decision.REVIEW)):
            poll(session, source_id, item(str(number), f"Text {number}."), now=NOW + minutes(number))
            (unread,) = documents.next_unread(session, NOW + minutes(9), 10)
            documents.mark_done(session, unread, reading(decision=decision))

    database.write_now(change)
    listed = database.read_now(lambda session: documents.review(session, 10))
    assert [read.document.text for read in listed] == ["Text 2.", "Text 0."]
    assert all(read.reading.decision is Decision.REVIEW for read in listed)
    assert database.read_now(documents.counts).review == 2
