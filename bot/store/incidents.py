"""Incidents: identity, current state and history.

An incident is folded from its reports; what is stored here is the result. History only grows: a
revision is added when the snapshot differs and never otherwise, so folding again is silent. A
reference, once given, is never given to another incident.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, delete, select, update

from bot.incidents.refs import format_ref
from bot.model.incident import Incident, Revision, Snapshot
from bot.model.report import Reason
from bot.model.vocabulary import IncidentStatus, Measure
from bot.store import codec, mapping
from bot.store.mapping import key
from bot.store.tables import (
    IncidentAliasRow,
    IncidentPlaceRow,
    IncidentReportRow,
    IncidentRevisionRow,
    IncidentRow,
)


def create(
    session: Session,
    snapshot: Snapshot,
    *,
    prefix: str,
    year: int,
    first_reported_at: datetime,
    now: datetime,
    reason: str = "new",
) -> Incident:
    """Open an incident with its first revision, under the next free reference.

    The number is taken inside the caller's write transaction; there is one writer, so two
    incidents cannot get the same.
    """
    highest = session.exec(
        select(func.max(IncidentRow.number)).where(
            col(IncidentRow.prefix) == prefix, col(IncidentRow.year) == year
        )
    ).one()
    number = (highest or 0) + 1
    row = IncidentRow(
        ref=format_ref(prefix, year, number),
        prefix=prefix,
        year=year,
        number=number,
        revision=1,
        first_reported_at=first_reported_at,
        updated_at=now,
        **_columns(snapshot),
    )
    session.add(row)
    session.flush()
    _append(session, key(row.id), 1, snapshot, reason, now)
    return mapping.incident(row)


def save_revision(
    session: Session, incident_id: int, snapshot: Snapshot, *, reason: str, now: datetime
) -> int | None:
    """Store a snapshot as the next revision; None if it equals the current one.

    Raises ``LookupError`` if there is no such incident.
    """
    row = _row(session, incident_id)
    if codec.load(Snapshot, row.snapshot) == snapshot:
        return None
    row.revision += 1
    row.updated_at = now
    for name, value in _columns(snapshot).items():
        setattr(row, name, value)
    _append(session, incident_id, row.revision, snapshot, reason, now)
    return row.revision


def _row(session: Session, incident_id: int) -> IncidentRow:
    row = session.get(IncidentRow, incident_id)
    if row is None:
        raise LookupError(f"no incident {incident_id}")
    return row


def _append(
    session: Session, incident_id: int, revision: int, snapshot: Snapshot, reason: str, now: datetime
) -> None:
    session.add(
        IncidentRevisionRow(
            incident_id=incident_id, revision=revision, at=now, reason=reason, snapshot=codec.dump(snapshot)
        )
    )
    session.exec(delete(IncidentPlaceRow).where(col(IncidentPlaceRow.incident_id) == incident_id))
    for place_id in sorted(mapping.places_of(snapshot.scene)):
        session.add(IncidentPlaceRow(incident_id=incident_id, place_id=place_id))
    session.flush()


def _columns(snapshot: Snapshot) -> dict[str, Any]:
    killed = snapshot.total(Measure.KILLED)
    return mapping.place_columns(snapshot.date, snapshot.scene) | {
        "event_type": snapshot.event_type,
        "severity": snapshot.severity,
        "status": snapshot.status,
        "killed_low": killed.low if killed else None,
        "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
        "snapshot": codec.dump(snapshot),
    }


def link_report(
    session: Session,
    incident_id: int,
    report_id: int,
    *,
    reasons: Sequence[Reason] = (),
    score: float | None = None,
    now: datetime,
) -> int | None:
    """Put a report into an incident, with why; returns the incident it was taken from, if any.

    A report belongs to one incident. Linking it where it already is only renews the reasons.
    """
    verdict = codec.dump(tuple(reasons))
    row = session.exec(select(IncidentReportRow).where(col(IncidentReportRow.report_id) == report_id)).first()
    previous = row.incident_id if row is not None and row.incident_id != incident_id else None
    if row is not None and previous is None:
        row.verdict, row.score = verdict, score
    else:
        if row is not None:
            session.delete(row)
            session.flush()
        session.add(
            IncidentReportRow(
                incident_id=incident_id, report_id=report_id, linked_at=now, score=score, verdict=verdict
            )
        )
    session.flush()
    return previous


def merge(session: Session, from_id: int, into_id: int, now: datetime) -> None:
    """Move all reports of one incident into another; its reference and aliases answer there.

    The caller folds the other one anew. Raises ``LookupError`` if either is missing.
    """
    gone, stays = _row(session, from_id), _row(session, into_id)
    if from_id == into_id or gone.status == IncidentStatus.MERGED:
        return
    session.exec(
        update(IncidentReportRow)
        .where(col(IncidentReportRow.incident_id) == from_id)
        .values(incident_id=into_id)
    )
    session.exec(
        update(IncidentAliasRow)
        .where(col(IncidentAliasRow.incident_id) == from_id)
        .values(incident_id=into_id)
    )
    session.exec(
        update(IncidentRow).where(col(IncidentRow.merged_into) == gone.ref).values(merged_into=stays.ref)
    )
    session.add(IncidentAliasRow(ref=gone.ref, incident_id=into_id))
    gone.status = IncidentStatus.MERGED
    gone.merged_into = stays.ref
    gone.updated_at = now
    session.flush()


def get(session: Session, incident_id: int) -> Incident | None:
    """One incident as it stands."""
    row = session.get(IncidentRow, incident_id)
    return None if row is None else mapping.incident(row)


def find_by_ref(session: Session, ref: str) -> Incident | None:
    """The incident that answers to a well-formed reference, which may be an alias."""
    alias = session.get(IncidentAliasRow, ref)
    if alias is not None:
        return get(session, alias.incident_id)
    row = session.exec(select(IncidentRow).where(col(IncidentRow.ref) == ref)).first()
    return None if row is None else mapping.incident(row)


def revisions(session: Session, incident_id: int) -> tuple[Revision, ...]:
    """The history of an incident, oldest first."""
    query = (
        select(IncidentRevisionRow)
        .where(col(IncidentRevisionRow.incident_id) == incident_id)
        .order_by(col(IncidentRevisionRow.revision))
    )
    return tuple(
        Revision(
            revision=row.revision,
            at=row.at,
            reason=row.reason,
            snapshot=codec.load(Snapshot, row.snapshot),
        )
        for row in session.exec(query)
    )


def snapshot_at(session: Session, incident_id: int, revision: int) -> Snapshot | None:
    """The facts as they stood at a revision: what a chat was told."""
    row = session.get(IncidentRevisionRow, (incident_id, revision))
    return None if row is None else codec.load(Snapshot, row.snapshot)


def latest(
    session: Session,
    limit: int,
    *,
    places: Collection[str] | None = None,
    retracted: bool = False,
) -> tuple[Incident, ...]:
    """The newest incidents by day of the event, newest first.

    ``places`` are ids of places, units, countries or borders; an incident matches when its scene
    lies in any of them. None means everywhere.
    """
    statuses = [IncidentStatus.OPEN, *([IncidentStatus.RETRACTED] if retracted else [])]
    query = select(IncidentRow).where(col(IncidentRow.status).in_(statuses))
    if places is not None:
        inside = select(IncidentPlaceRow.incident_id).where(col(IncidentPlaceRow.place_id).in_(places))
        query = query.where(col(IncidentRow.id).in_(inside))
    query = query.order_by(
        col(IncidentRow.date_start).desc(),
        col(IncidentRow.first_reported_at).desc(),
        col(IncidentRow.id).desc(),
    ).limit(limit)
    return tuple(mapping.incident(row) for row in session.exec(query))


def newest(session: Session) -> Incident | None:
    """The incident that was first reported last."""
    query = (
        select(IncidentRow)
        .where(col(IncidentRow.status) == IncidentStatus.OPEN)
        .order_by(col(IncidentRow.first_reported_at).desc(), col(IncidentRow.id).desc())
        .limit(1)
    )
    row = session.exec(query).first()
    return None if row is None else mapping.incident(row)


def possible_duplicates(session: Session) -> tuple[Incident, ...]:
    """Open incidents that may be the same as another one, first reported last first."""
    query = (
        select(IncidentRow)
        .where(
            col(IncidentRow.status) == IncidentStatus.OPEN,
            func.json_extract(IncidentRow.snapshot, "$.d.possible_duplicate_of").is_not(None),
        )
        .order_by(col(IncidentRow.first_reported_at).desc(), col(IncidentRow.id).desc())
    )
    return tuple(mapping.incident(row) for row in session.exec(query))


def ids(session: Session) -> tuple[int, ...]:
    """The ids of all incidents that are not merged away, by day: to go through many one by one."""
    query = select(IncidentRow.id).where(col(IncidentRow.status) != IncidentStatus.MERGED)
    return tuple(
        key(number)
        for number in session.exec(query.order_by(col(IncidentRow.date_start), col(IncidentRow.id)))
    )


def between(session: Session, since: date | None, until: date | None) -> tuple[Incident, ...]:
    """Incidents that are not merged away and touch the days from ``since`` to ``until``, by day.

    Retracted ones are among them; whether they count is for the tally to say.
    """
    query = select(IncidentRow).where(col(IncidentRow.status) != IncidentStatus.MERGED)
    if since is not None:
        query = query.where(col(IncidentRow.date_end) >= since)
    if until is not None:
        query = query.where(col(IncidentRow.date_start) <= until)
    query = query.order_by(col(IncidentRow.date_start), col(IncidentRow.id))
    return tuple(mapping.incident(row) for row in session.exec(query))
