"""Reports as the correlator and the fold need them, and running totals beside our own count."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from bot.model.answers import OtherCount
from bot.model.incident import Candidate, LinkedReport, Snapshot
from bot.model.report import Reason
from bot.model.vocabulary import IncidentStatus
from bot.store import codec, mapping
from bot.store.mapping import key
from bot.store.tables import (
    DocumentRow,
    IncidentReportRow,
    IncidentRow,
    ReportRow,
    SourceRow,
    SummaryRow,
)

_NEVER = 0


def candidates(
    session: Session, border: str | None, first_day: date, last_day: date
) -> tuple[Candidate, ...]:
    """Incidents that a report about these days may belong to, with all their reports.

    An incident is one when it, or any report in it, may be dated to the days, on that border or on
    an unknown one. ``border`` None looks at all borders. Merged ones are left out.
    """
    own = select(IncidentRow.id).where(
        col(IncidentRow.window_first) <= last_day, col(IncidentRow.window_last) >= first_day
    )
    by_report = (
        select(IncidentReportRow.incident_id)
        .join(ReportRow, col(ReportRow.id) == col(IncidentReportRow.report_id))
        .where(col(ReportRow.window_first) <= last_day, col(ReportRow.window_last) >= first_day)
    )
    if border is not None:
        own = own.where(or_(col(IncidentRow.border) == border, col(IncidentRow.border).is_(None)))
        by_report = by_report.where(or_(col(ReportRow.border) == border, col(ReportRow.border).is_(None)))
    query = (
        select(IncidentRow)
        .where(
            or_(col(IncidentRow.id).in_(own), col(IncidentRow.id).in_(by_report)),
            col(IncidentRow.status) != IncidentStatus.MERGED,
        )
        .order_by(col(IncidentRow.id))
    )
    rows = list(session.exec(query))
    linked = _linked(session, [key(row.id) for row in rows])
    return tuple(
        Candidate(
            incident_id=key(row.id),
            ref=row.ref,
            snapshot=codec.load(Snapshot, row.snapshot),
            reports=tuple(linked.get(row.id or _NEVER, ())),
        )
        for row in rows
    )


def linked_reports(session: Session, incident_id: int) -> tuple[LinkedReport, ...]:
    """All reports of an incident in order of publication (of first sight where none is given)."""
    found = _linked(session, [incident_id]).get(incident_id, [])
    return tuple(sorted(found, key=lambda r: (r.published_at or r.seen_at, r.report_id)))


def _linked(session: Session, incident_ids: Collection[int]) -> dict[int, list[LinkedReport]]:
    query = (
        select(IncidentReportRow.incident_id, ReportRow, DocumentRow, SourceRow)
        .join(ReportRow, col(ReportRow.id) == col(IncidentReportRow.report_id))
        .join(DocumentRow, col(DocumentRow.id) == col(ReportRow.document_id))
        .join(SourceRow, col(SourceRow.id) == col(DocumentRow.source_id))
        .where(col(IncidentReportRow.incident_id).in_(incident_ids))
        .order_by(col(ReportRow.id))
    )
    linked: dict[int, list[LinkedReport]] = {}
    for incident_id, report, document, source in session.exec(query):
        linked.setdefault(incident_id, []).append(mapping.linked_report(report, document, source))
    return linked


def brought_by(session: Session, source_id: int) -> tuple[int, int]:
    """How many texts a source brought, and how many reports they hold."""
    texts = select(func.count()).select_from(DocumentRow).where(col(DocumentRow.source_id) == source_id)
    told = (
        select(func.count())
        .select_from(ReportRow)
        .join(DocumentRow, col(DocumentRow.id) == col(ReportRow.document_id))
        .where(col(DocumentRow.source_id) == source_id)
    )
    return session.exec(texts).one(), session.exec(told).one()


def verdict(session: Session, report_id: int) -> tuple[Reason, ...]:
    """Why a report was put into its incident; empty if it is in none."""
    query = select(IncidentReportRow.verdict).where(col(IncidentReportRow.report_id) == report_id)
    stored = session.exec(query).first()
    return () if stored is None else codec.load(tuple[Reason, ...], stored)


def other_counts(session: Session, limit: int) -> tuple[OtherCount, ...]:
    """Running totals that others published, the latest publication first."""
    query = (
        select(SummaryRow, DocumentRow, SourceRow)
        .join(DocumentRow, col(DocumentRow.id) == col(SummaryRow.document_id))
        .join(SourceRow, col(SourceRow.id) == col(DocumentRow.source_id))
        .order_by(
            col(DocumentRow.published_at).desc().nulls_last(),
            col(SummaryRow.document_id).desc(),
            col(SummaryRow.ordinal),
        )
        .limit(limit)
    )
    return tuple(
        OtherCount(
            by=row.counted_by or source.name,
            measure=row.measure,
            value=row.value,
            since=row.since,
            outlet=source.name,
            published_at=document.published_at,
        )
        for row, document, source in session.exec(query)
    )
