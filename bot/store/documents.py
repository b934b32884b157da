"""Documents: what waits to be read, and what became of it.

Document done means that its consequences are stored in the same transaction (T2). A reading is
only accepted for the text it was made of: if the page changed meanwhile, it is read again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from bot.model.document import Document
from bot.model.incident import LinkedReport
from bot.model.report import Reading, Report, Summary
from bot.store import codec, mapping
from bot.store.mapping import key
from bot.store.states import IS_REVIEW, IS_UNREAD
from bot.store.tables import DocumentRow, IncidentReportRow, ReportRow, SourceRow, SummaryRow

ATTEMPTS = 5
FIRST_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A document that waits for the reader. ``content_hash`` says which text was handed out;
    ``first_seen_at`` and ``pushable`` decide whether its news may be pushed."""

    id: int
    document: Document
    pushable: bool
    first_seen_at: datetime
    attempts: int
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A report as stored, and the incident it already belonged to when the text was read before."""

    linked: LinkedReport
    incident_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading:
    """What ``mark_done`` stored. ``bereft``: incidents that lost a report, because the text no
    longer tells of them; they have to be folded anew."""

    reports: tuple[StoredReport, ...]
    bereft: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A document that was read, with its reading."""

    id: int
    document: Document
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCounts:
    """How many documents wait to be read, were read, failed for good, and wait for a person's look."""

    unread: int
    done: int
    failed: int
    review: int


def next_unread(session: Session, now: datetime, limit: int) -> tuple[Unread, ...]:
    """Documents whose reading is due: what may be pushed first, then the longest waiting."""
    query = (
        select(DocumentRow, SourceRow)
        .join(SourceRow, col(SourceRow.id) == col(DocumentRow.source_id))
        .where(IS_UNREAD, col(DocumentRow.next_attempt_at) <= now)
        .order_by(
            col(DocumentRow.pushable).desc(),
            col(DocumentRow.next_attempt_at),
            col(DocumentRow.id),
        )
        .limit(limit)
    )
    return tuple(_unread(row, source) for row, source in session.exec(query))


def _unread(row: DocumentRow, source: SourceRow) -> Unread:
    return Unread(
        id=key(row.id),
        document=mapping.document(row, source),
        pushable=row.pushable,
        first_seen_at=row.first_seen_at,
        attempts=row.attempts,
        content_hash=row.content_hash,
    )


def next_attempt_at(session: Session) -> datetime | None:
    """When the next document is due for reading; None if none waits."""
    query = select(func.min(DocumentRow.next_attempt_at)).where(IS_UNREAD)
    return session.exec(query).one()


def get(session: Session, document_id: int) -> Document | None:
    """One document."""
    found = _with_source(session, document_id)
    return None if found is None else mapping.document(*found)


def _with_source(session: Session, document_id: int) -> tuple[DocumentRow, SourceRow] | None:
    query = (
        select(DocumentRow, SourceRow)
        .join(SourceRow, col(SourceRow.id) == col(DocumentRow.source_id))
        .where(col(DocumentRow.id) == document_id)
    )
    return session.exec(query).first()


def mark_done(session: Session, unread: Unread, reading: Reading) -> StoredReading | None:
    """Store a reading with its reports and totals, and mark the document done.

    Reports keep their ids and incidents by ordinal. None if the text changed since it was handed
    out (or is gone): then nothing is stored and it will be read again.
    """
    found = _with_source(session, unread.id)
    if found is None or found[0].content_hash != unread.content_hash or found[0].state != "new":
        return None
    row, source = found
    row.state = "done"
    row.next_attempt_at = None
    row.last_error = None
    row.language = reading.language or row.language
    row.decision = reading.decision
    row.score = reading.score
    row.reading = codec.dump(codec.trimmed(reading))
    bereft = _drop_surplus(session, unread.id, len(reading.reports))
    rows = _store_reports(session, unread.id, reading.reports)
    _store_summaries(session, unread.id, reading.summaries)
    session.flush()
    homes = _homes(session, [key(report.id) for report in rows])
    stored = tuple(
        StoredReport(linked=mapping.linked_report(report, row, source), incident_id=homes.get(key(report.id)))
        for report in rows
    )
    return StoredReading(reports=stored, bereft=bereft)


def _store_reports(session: Session, document_id: int, reports: Sequence[Report]) -> list[ReportRow]:
    known = {
        row.ordinal: row
        for row in session.exec(select(ReportRow).where(col(ReportRow.document_id) == document_id))
    }
    rows = []
    for ordinal, report in enumerate(reports):
        columns = mapping.place_columns(report.date, report.scene) | {
            "event_type": report.event_type,
            "background": report.background,
            "facts": codec.dump(mapping.with_ordinal(report, ordinal)),
        }
        row = known.get(ordinal)
        if row is None:
            row = ReportRow(document_id=document_id, ordinal=ordinal, **columns)
        for name, value in columns.items():
            setattr(row, name, value)
        session.add(row)
        rows.append(row)
    session.flush()
    return rows


def _drop_surplus(session: Session, document_id: int, kept: int) -> tuple[int, ...]:
    """Forget reports that the text no longer makes; returns the incidents that lose one."""
    surplus = list(
        session.exec(
            select(ReportRow.id).where(
                col(ReportRow.document_id) == document_id, col(ReportRow.ordinal) >= kept
            )
        )
    )
    if not surplus:
        return ()
    losers = tuple(sorted(set(_homes(session, surplus).values())))
    session.exec(delete(IncidentReportRow).where(col(IncidentReportRow.report_id).in_(surplus)))
    session.exec(delete(ReportRow).where(col(ReportRow.id).in_(surplus)))
    return losers


def _homes(session: Session, report_ids: Sequence[int | None]) -> dict[int, int]:
    query = select(IncidentReportRow.report_id, IncidentReportRow.incident_id).where(
        col(IncidentReportRow.report_id).in_(report_ids)
    )
    return dict(session.exec(query).all())


def _store_summaries(session: Session, document_id: int, summaries: Sequence[Summary]) -> None:
    session.exec(delete(SummaryRow).where(col(SummaryRow.document_id) == document_id))
    for ordinal, summary in enumerate(summaries):
        session.add(
            SummaryRow(
                document_id=document_id,
                ordinal=ordinal,
                measure=summary.measure,
                party=summary.party,
                value=summary.value,
                since=summary.since,
                counted_by=summary.by,
                facts=codec.dump(summary),
            )
        )


def mark_failed(session: Session, unread: Unread, error: str, now: datetime) -> bool:
    """Note that reading failed; returns whether it will be tried again.

    Pauses grow fourfold from a minute; after five attempts the document is set aside as failed.
    """
    row = session.get(DocumentRow, unread.id)
    if row is None or row.content_hash != unread.content_hash or row.state != "new":
        return False
    row.attempts += 1
    row.last_error = error[:500]
    again = row.attempts < ATTEMPTS
    row.state = "new" if again else "failed"
    row.next_attempt_at = now + FIRST_PAUSE * 4 ** (row.attempts - 1) if again else None
    session.flush()
    return again


def counts(session: Session) -> DocumentCounts:
    """How much waits, failed, and asks for a person's look."""

    def count(*conditions: object) -> int:
        return session.exec(select(func.count()).select_from(DocumentRow).where(*conditions)).one()  # type: ignore[arg-type]

    return DocumentCounts(
        unread=count(IS_UNREAD),
        done=count(col(DocumentRow.state) == "done"),
        failed=count(col(DocumentRow.state) == "failed"),
        review=count(IS_REVIEW),
    )


def review(session: Session, limit: int, skip: int = 0) -> tuple[ReadDocument, ...]:
    """Documents that the reader left to people, newest first, after the ``skip`` newest."""
    query = (
        select(DocumentRow, SourceRow)
        .join(SourceRow, col(SourceRow.id) == col(DocumentRow.source_id))
        .where(IS_REVIEW)
        .order_by(col(DocumentRow.first_seen_at).desc(), col(DocumentRow.id).desc())
        .offset(skip)
        .limit(limit)
    )
    return tuple(
        ReadDocument(
            id=key(row.id),
            document=mapping.document(row, source),
            reading=codec.load(Reading, row.reading or ""),
        )
        for row, source in session.exec(query)
    )
