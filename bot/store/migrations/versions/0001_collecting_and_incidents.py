"""Sources, documents, reports and incidents.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of what is known; those that others refer to come first."""
    _incident()
    _source()
    _correction()
    _document()
    _incident_alias()
    _incident_place()
    _incident_revision()
    _report()
    _summary()
    _incident_report()


def downgrade() -> None:
    """Steps are not taken back; the backup made before them is."""
    raise NotImplementedError("restore the backup instead")


def _one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event_type", sa.String(), nullable=False),
        sa.Column("border", sa.String()),
        sa.Column("country", sa.String()),
        sa.Column("adm1", sa.String()),
        sa.Column("adm2", sa.String()),
        sa.Column("date_start", sa.Date(), nullable=False),
        sa.Column("date_end", sa.Date(), nullable=False),
        sa.Column("window_first", sa.Date(), nullable=False),
        sa.Column("window_last", sa.Date(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("killed_low", sa.Integer()),
        sa.Column("killed_best", sa.Integer()),
        sa.Column("killed_high", sa.Integer()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("merged_into", sa.String()),
        sa.Column("first_reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(merged_into IS NOT NULL) = (status = 'merged')", name=op.f("ck_incident_merged")
        ),
        _one_of(
            "incident",
            "event_type",
            "drone_attack abduction attack_on_civilians explosion_mine armed_clash "
            "shelling_crossfire infiltration drug_seizure weapons_seizure detention "
            "border_closure other",
        ),
        _one_of("incident", "severity", "critical high medium low"),
        _one_of("incident", "status", "open retracted merged"),
        sa.CheckConstraint("date_start <= date_end", name=op.f("ck_incident_dates")),
        sa.CheckConstraint("killed_best <= killed_high", name=op.f("ck_incident_killed_high")),
        sa.CheckConstraint("killed_low <= killed_best", name=op.f("ck_incident_killed_low")),
        sa.CheckConstraint("killed_low <= killed_high", name=op.f("ck_incident_killed_span")),
        sa.CheckConstraint("revision >= 1 AND number >= 1", name=op.f("ck_incident_numbers")),
        sa.CheckConstraint(
            "window_first <= date_start AND window_last >= date_end", name=op.f("ck_incident_window")
        ),
        sa.ForeignKeyConstraint(["merged_into"], ["incident.ref"], name=op.f("fk_incident_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("prefix", "year", "number", name=op.f("uq_incident_prefix_year_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_incident_ref")),
    )
    op.create_index(op.f("ix_incident_border_window_first"), "incident", ["border", "window_first"])
    op.create_index(op.f("ix_incident_date_start"), "incident", ["date_start"])


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String()),
        sa.Column("country", sa.String()),
        sa.Column("reliability", sa.String(), nullable=False),
        sa.Column("origin", sa.String()),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("interval_seconds", sa.Integer(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("from_catalogue", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("etag", sa.String()),
        sa.Column("last_modified", sa.String()),
        sa.Column("digest", sa.String()),
        sa.Column("next_poll_at", sa.DateTime(timezone=True)),
        sa.Column("last_poll_at", sa.DateTime(timezone=True)),
        sa.Column("last_ok_at", sa.DateTime(timezone=True)),
        sa.Column("last_full_fetch_at", sa.DateTime(timezone=True)),
        sa.Column("newest_item_at", sa.DateTime(timezone=True)),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_result", sa.String()),
        sa.Column("last_error", sa.Text()),
        sa.Column("polls", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        _one_of("source", "reliability", "A B C D E F"),
        _one_of("source", "state", "active paused removed"),
        sa.CheckConstraint("failures >= 0 AND polls >= 0", name=op.f("ck_source_counts")),
        sa.CheckConstraint("interval_seconds > 0", name=op.f("ck_source_interval")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("slug", name=op.f("uq_source_slug")),
    )
    op.create_index(op.f("ix_source_state_next_poll_at"), "source", ["state", "next_poll_at"])
    op.create_index(op.f("ix_source_url"), "source", ["url"])


def _correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_correction_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_incident_id"), "correction", ["incident_id"])


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String()),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("published_on", sa.Date()),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("truncated", sa.Boolean(), nullable=False),
        sa.Column("page_fetched", sa.Boolean(), nullable=False),
        sa.Column("pushable", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True)),
        sa.Column("last_error", sa.Text()),
        sa.Column("decision", sa.String()),
        sa.Column("score", sa.Float()),
        sa.Column("reading", sa.Text()),
        sa.CheckConstraint(
            "(next_attempt_at IS NOT NULL) = (state = 'new')", name=op.f("ck_document_waiting")
        ),
        _one_of("document", "decision", "incident review other"),
        _one_of("document", "state", "new done failed"),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_document_attempts")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_document_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("source_id", "external_id", name=op.f("uq_document_source_id_external_id")),
    )
    op.create_index(
        "ix_document_review",
        "document",
        ["first_seen_at"],
        sqlite_where=sa.text("decision = 'review'"),
        postgresql_where=sa.text("decision = 'review'"),
    )
    op.create_index(
        "ix_document_unread",
        "document",
        ["pushable", "next_attempt_at", "id"],
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )


def _incident_alias() -> None:
    op.create_table(
        "incident_alias",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_alias_incident_id")),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_incident_alias")),
    )
    op.create_index(op.f("ix_incident_alias_incident_id"), "incident_alias", ["incident_id"])


def _incident_place() -> None:
    op.create_table(
        "incident_place",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_place_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", "place_id", name=op.f("pk_incident_place")),
    )
    op.create_index(op.f("ix_incident_place_place_id"), "incident_place", ["place_id"])


def _incident_revision() -> None:
    op.create_table(
        "incident_revision",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_incident_revision_revision")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_revision_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "revision", name=op.f("pk_incident_revision")),
    )


def _report() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("event_type", sa.String(), nullable=False),
        sa.Column("border", sa.String()),
        sa.Column("country", sa.String()),
        sa.Column("adm1", sa.String()),
        sa.Column("adm2", sa.String()),
        sa.Column("date_start", sa.Date(), nullable=False),
        sa.Column("date_end", sa.Date(), nullable=False),
        sa.Column("window_first", sa.Date(), nullable=False),
        sa.Column("window_last", sa.Date(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        _one_of(
            "report",
            "event_type",
            "drone_attack abduction attack_on_civilians explosion_mine armed_clash "
            "shelling_crossfire infiltration drug_seizure weapons_seizure detention "
            "border_closure other",
        ),
        sa.CheckConstraint("date_start <= date_end", name=op.f("ck_report_dates")),
        sa.CheckConstraint(
            "window_first <= date_start AND window_last >= date_end", name=op.f("ck_report_window")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_report_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_report_document_id_ordinal")),
    )
    op.create_index(op.f("ix_report_border_window_first"), "report", ["border", "window_first"])


def _summary() -> None:
    op.create_table(
        "summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("party", sa.String()),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("since", sa.String()),
        sa.Column("counted_by", sa.String()),
        sa.Column("facts", sa.Text(), nullable=False),
        _one_of(
            "summary",
            "measure",
            "killed wounded detained missing abducted escaped seized casualties incidents",
        ),
        _one_of(
            "summary", "party", "border_guards police military militants smugglers civilians taliban unknown"
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_summary_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_summary_document_id_ordinal")),
    )


def _incident_report() -> None:
    op.create_table(
        "incident_report",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("score", sa.Float()),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_report_incident_id")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_incident_report_report_id")),
        sa.PrimaryKeyConstraint("incident_id", "report_id", name=op.f("pk_incident_report")),
        sa.UniqueConstraint("report_id", name=op.f("uq_incident_report_report_id")),
    )
