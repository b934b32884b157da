"""Chats, subscriptions, alerts and the outbox.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of who is told what; those that others refer to come first."""
    _action_token()
    _chat()
    _meta()
    _subscription()
    _told()
    _alert()
    _delivery()


def downgrade() -> None:
    """Steps are not taken back; the backup made before them is."""
    raise NotImplementedError("restore the backup instead")


def _one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


def _action_token() -> None:
    op.create_table(
        "action_token",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_action_token")),
    )
    op.create_index(op.f("ix_action_token_expires_at"), "action_token", ["expires_at"])


def _chat() -> None:
    op.create_table(
        "chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("inactive_why", sa.Text()),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hold_until", sa.DateTime(timezone=True)),
        _one_of("chat", "kind", "private group supergroup channel"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_chat_channel_address")),
    )


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _subscription() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("place_name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_subscription_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint(
            "chat_id", "thread_id", "place_id", name=op.f("uq_subscription_chat_id_thread_id_place_id")
        ),
    )
    op.create_index(op.f("ix_subscription_place_id"), "subscription", ["place_id"])


def _told() -> None:
    op.create_table(
        "told",
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("card_message_id", sa.BigInteger(), nullable=False),
        sa.Column("sounded_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_told_chat_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_told_incident_id")),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "incident_id", name=op.f("pk_told")),
    )


def _alert() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _one_of(
            "alert",
            "reason",
            "new toll severity confirmed contested denied corrected retracted place detail",
        ),
        _one_of("alert", "severity", "critical high medium low"),
        sa.ForeignKeyConstraint(
            ["incident_id", "revision"],
            ["incident_revision.incident_id", "incident_revision.revision"],
            name=op.f("fk_alert_incident_id_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("incident_id", "revision", name=op.f("uq_alert_incident_id_revision")),
    )


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("uncertain", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("lease_owner", sa.String()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("superseded_by", sa.Integer()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("why", sa.Text()),
        sa.CheckConstraint("(lease_owner IS NOT NULL) = (state = 'sending')", name=op.f("ck_delivery_owner")),
        sa.CheckConstraint("(lease_until IS NOT NULL) = (state = 'sending')", name=op.f("ck_delivery_lease")),
        sa.CheckConstraint("(message_id IS NOT NULL) = (state = 'sent')", name=op.f("ck_delivery_message")),
        _one_of("delivery", "state", "pending sending sent dead superseded cancelled expired unanswered"),
        sa.CheckConstraint("attempt >= 0 AND uncertain >= 0", name=op.f("ck_delivery_counts")),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_delivery_alert_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_delivery_chat_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_delivery_incident_id")),
        sa.ForeignKeyConstraint(["superseded_by"], ["alert.id"], name=op.f("fk_delivery_superseded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "alert_id", "chat_id", "thread_id", name=op.f("uq_delivery_alert_id_chat_id_thread_id")
        ),
    )
    op.create_index("ix_delivery_chat", "delivery", ["chat_id"])
    op.create_index(
        "ix_delivery_due",
        "delivery",
        ["urgency", "due_at"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index("ix_delivery_incident", "delivery", ["incident_id"])
    op.create_index(
        "ix_delivery_superseded",
        "delivery",
        ["superseded_by", "chat_id", "thread_id"],
        sqlite_where=sa.text("superseded_by IS NOT NULL"),
        postgresql_where=sa.text("superseded_by IS NOT NULL"),
    )
    op.create_index(
        "uq_delivery_pending",
        "delivery",
        ["incident_id", "chat_id", "thread_id"],
        unique=True,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "uq_delivery_sending",
        "delivery",
        ["chat_id"],
        unique=True,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
