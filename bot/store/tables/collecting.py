"""Tables of what was collected and read: sources, documents, reports and running totals.

``document U(source_id, external_id)`` and ``report U(document_id, ordinal)`` make a repeated poll
and a repeated reading harmless. Facts stand in one typed JSON column (``bot.store.codec``); only
what queries need has a column of its own.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.model.vocabulary import Decision, EventType, Measure, Party, SourceState
from bot.store.tables.common import partial_index, vocabulary


class SourceRow(SQLModel, table=True):
    """A source: description, schedule, HTTP validators and health. Removed rows stay."""

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("slug"),
        vocabulary("state", SourceState),
        vocabulary("reliability", "ABCDEF"),
        CheckConstraint("failures >= 0 AND polls >= 0", name="counts"),
        CheckConstraint("interval_seconds > 0", name="interval"),
        Index(None, "state", "next_poll_at"),
        Index(None, "url"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str
    name: str
    url: str
    kind: str = "feed"
    language: str | None = None
    country: str | None = None
    reliability: str = "F"
    origin: str | None = None
    tier: int = 3
    interval_seconds: int = 900
    enabled: bool = True
    from_catalogue: bool = False
    state: str = SourceState.ACTIVE
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    next_poll_at: datetime | None = None
    last_poll_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_full_fetch_at: datetime | None = None
    newest_item_at: datetime | None = None
    failures: int = 0
    last_result: str | None = None
    last_error: str | None = Field(default=None, sa_type=Text)
    polls: int = 0
    added_at: datetime


class DocumentRow(SQLModel, table=True):
    """A text as fetched, and how far the analyst is with it."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("source_id", "external_id"),
        vocabulary("state", ("new", "done", "failed")),
        vocabulary("decision", Decision),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(next_attempt_at IS NOT NULL) = (state = 'new')", name="waiting"),
        partial_index("ix_document_unread", "pushable", "next_attempt_at", "id", where="state = 'new'"),
        partial_index("ix_document_review", "first_seen_at", where="decision = 'review'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    external_id: str = Field(sa_type=Text)
    url: str | None = Field(default=None, sa_type=Text)
    title: str | None = Field(default=None, sa_type=Text)
    text: str = Field(sa_type=Text)
    language: str | None = None
    published_at: datetime | None = None
    published_on: date | None = None
    first_seen_at: datetime
    seen_at: datetime
    content_hash: str
    truncated: bool = False
    page_fetched: bool = False
    pushable: bool = False
    state: str = "new"
    attempts: int = 0
    next_attempt_at: datetime | None = None
    last_error: str | None = Field(default=None, sa_type=Text)
    decision: str | None = None
    score: float | None = None
    reading: str | None = Field(default=None, sa_type=Text)


class ReportRow(SQLModel, table=True):
    """What one document says about one event. ``window_*`` span every day it may be dated to."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("document_id", "ordinal"),
        vocabulary("event_type", EventType),
        CheckConstraint("date_start <= date_end", name="dates"),
        CheckConstraint("window_first <= date_start AND window_last >= date_end", name="window"),
        Index(None, "border", "window_first"),
    )

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id")
    ordinal: int
    event_type: str
    border: str | None = None
    country: str | None = None
    adm1: str | None = None
    adm2: str | None = None
    date_start: date
    date_end: date
    window_first: date
    window_last: date
    background: bool = False
    facts: str = Field(sa_type=Text)


class SummaryRow(SQLModel, table=True):
    """A running total that a document states. It never enters an incident."""

    __tablename__ = "summary"
    __table_args__ = (
        UniqueConstraint("document_id", "ordinal"),
        vocabulary("measure", Measure),
        vocabulary("party", Party),
    )

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id")
    ordinal: int
    measure: str
    party: str | None = None
    value: int
    since: str | None = None
    counted_by: str | None = None
    facts: str = Field(sa_type=Text)
