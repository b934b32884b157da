"""Tables of who is told what: chats, subscriptions, alerts, the outbox, and what was told.

The outbox keeps its promises by constraints: one row per alert, chat and topic; one waiting row
per incident, chat and topic (bursts coalesce); one row in flight per chat (order). "No topic" is
0, because NULLs would defeat the unique indexes.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from bot.model.vocabulary import AlertReason, ChatKind, DeliveryState, Severity
from bot.store.tables.common import partial_index, vocabulary


class ChatRow(SQLModel, table=True):
    """A chat that spoke to us. ``hold_until``: nothing may be sent there before."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("channel", "address"), vocabulary("kind", ChatKind))

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    address: int = Field(sa_type=BigInteger)
    kind: str
    title: str | None = Field(default=None, sa_type=Text)
    active: bool = True
    inactive_why: str | None = Field(default=None, sa_type=Text)
    changed_at: datetime
    hold_until: datetime | None = None


class SubscriptionRow(SQLModel, table=True):
    """What a chat (and topic) wants to hear; ``place_id`` '' is the default selection."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("chat_id", "thread_id", "place_id"), Index(None, "place_id"))

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id")
    thread_id: int = Field(default=0, sa_type=BigInteger)
    place_id: str = ""
    place_name: str = ""
    created_at: datetime


class AlertRow(SQLModel, table=True):
    """The decision that a revision deserves telling; at most one per revision."""

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("incident_id", "revision"),
        ForeignKeyConstraint(
            ["incident_id", "revision"], ["incident_revision.incident_id", "incident_revision.revision"]
        ),
        vocabulary("reason", AlertReason),
        vocabulary("severity", Severity),
    )

    id: int | None = Field(default=None, primary_key=True)
    incident_id: int
    revision: int
    reason: str
    severity: str
    sound: bool
    created_at: datetime


class DeliveryRow(SQLModel, table=True):
    """One alert for one chat and topic. ``superseded_by`` is the alert that took its place."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("alert_id", "chat_id", "thread_id"),
        vocabulary("state", DeliveryState),
        CheckConstraint("(lease_until IS NOT NULL) = (state = 'sending')", name="lease"),
        CheckConstraint("(lease_owner IS NOT NULL) = (state = 'sending')", name="owner"),
        CheckConstraint("(message_id IS NOT NULL) = (state = 'sent')", name="message"),
        CheckConstraint("attempt >= 0 AND uncertain >= 0", name="counts"),
        partial_index(
            "uq_delivery_pending",
            "incident_id",
            "chat_id",
            "thread_id",
            where="state = 'pending'",
            unique=True,
        ),
        partial_index("uq_delivery_sending", "chat_id", where="state = 'sending'", unique=True),
        partial_index("ix_delivery_due", "urgency", "due_at", where="state = 'pending'"),
        partial_index(
            "ix_delivery_superseded",
            "superseded_by",
            "chat_id",
            "thread_id",
            where="superseded_by IS NOT NULL",
        ),
        Index("ix_delivery_chat", "chat_id"),
        Index("ix_delivery_incident", "incident_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    alert_id: int = Field(foreign_key="alert.id")
    incident_id: int = Field(foreign_key="incident.id")
    chat_id: int = Field(foreign_key="chat.id")
    thread_id: int = Field(default=0, sa_type=BigInteger)
    state: str = DeliveryState.PENDING
    urgency: int
    attempt: int = 0
    uncertain: int = 0
    due_at: datetime
    created_at: datetime
    lease_until: datetime | None = None
    lease_owner: str | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    superseded_by: int | None = Field(default=None, foreign_key="alert.id")
    settled_at: datetime | None = None
    why: str | None = Field(default=None, sa_type=Text)


class ToldRow(SQLModel, table=True):
    """What a chat was last told of an incident, the first message that told it, and the last sound."""

    __tablename__ = "told"

    chat_id: int = Field(primary_key=True, foreign_key="chat.id")
    thread_id: int = Field(primary_key=True, sa_type=BigInteger)
    incident_id: int = Field(primary_key=True, foreign_key="incident.id")
    revision: int
    message_id: int = Field(sa_type=BigInteger)
    card_message_id: int = Field(sa_type=BigInteger)
    sounded_at: datetime | None = None
