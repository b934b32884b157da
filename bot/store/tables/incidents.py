"""Tables of incidents: current state, references, history, and the reports behind each.

``incident_revision`` and ``correction`` are append-only: an incident is folded anew from its
reports and corrections, never edited in place. A reference once given is never given again.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.model.vocabulary import EventType, IncidentStatus, Severity
from bot.store.tables.common import vocabulary


class IncidentRow(SQLModel, table=True):
    """An incident as it stands. Key columns repeat the snapshot for queries only."""

    __tablename__ = "incident"
    __table_args__ = (
        UniqueConstraint("ref"),
        UniqueConstraint("prefix", "year", "number"),
        vocabulary("event_type", EventType),
        vocabulary("status", IncidentStatus),
        vocabulary("severity", Severity),
        CheckConstraint("revision >= 1 AND number >= 1", name="numbers"),
        CheckConstraint("date_start <= date_end", name="dates"),
        CheckConstraint("window_first <= date_start AND window_last >= date_end", name="window"),
        CheckConstraint("killed_low <= killed_best", name="killed_low"),
        CheckConstraint("killed_best <= killed_high", name="killed_high"),
        CheckConstraint("killed_low <= killed_high", name="killed_span"),
        CheckConstraint("(merged_into IS NOT NULL) = (status = 'merged')", name="merged"),
        Index(None, "border", "window_first"),
        Index(None, "date_start"),
    )

    id: int | None = Field(default=None, primary_key=True)
    ref: str
    prefix: str
    year: int
    number: int
    event_type: str
    border: str | None = None
    country: str | None = None
    adm1: str | None = None
    adm2: str | None = None
    date_start: date
    date_end: date
    window_first: date
    window_last: date
    severity: str
    status: str = IncidentStatus.OPEN
    killed_low: int | None = None
    killed_best: int | None = None
    killed_high: int | None = None
    revision: int
    merged_into: str | None = Field(default=None, foreign_key="incident.ref")
    first_reported_at: datetime
    updated_at: datetime
    snapshot: str = Field(sa_type=Text)


class IncidentPlaceRow(SQLModel, table=True):
    """Every place, unit, country and border that an incident's current scene lies in."""

    __tablename__ = "incident_place"
    __table_args__ = (Index(None, "place_id"),)

    incident_id: int = Field(primary_key=True, foreign_key="incident.id")
    place_id: str = Field(primary_key=True)


class IncidentAliasRow(SQLModel, table=True):
    """A reference that was merged away and still answers."""

    __tablename__ = "incident_alias"

    ref: str = Field(primary_key=True)
    incident_id: int = Field(foreign_key="incident.id", index=True)


class IncidentReportRow(SQLModel, table=True):
    """Which incident a report belongs to (exactly one), and why it was put there."""

    __tablename__ = "incident_report"
    __table_args__ = (UniqueConstraint("report_id"),)

    incident_id: int = Field(primary_key=True, foreign_key="incident.id")
    report_id: int = Field(primary_key=True, foreign_key="report.id")
    linked_at: datetime
    score: float | None = None
    verdict: str = Field(sa_type=Text)


class IncidentRevisionRow(SQLModel, table=True):
    """One state of an incident that could be told. Append-only."""

    __tablename__ = "incident_revision"
    __table_args__ = (CheckConstraint("revision >= 1", name="revision"),)

    incident_id: int = Field(primary_key=True, foreign_key="incident.id")
    revision: int = Field(primary_key=True)
    at: datetime
    reason: str
    snapshot: str = Field(sa_type=Text)


class CorrectionRow(SQLModel, table=True):
    """What an operator decided about an incident. Append-only."""

    __tablename__ = "correction"

    id: int | None = Field(default=None, primary_key=True)
    incident_id: int = Field(foreign_key="incident.id", index=True)
    kind: str
    payload: str = Field(sa_type=Text)
    by: str
    at: datetime
