"""Alerts and their rows in the outbox: the end of T2, in the transaction of the change itself.

Newer news about the same incident takes the place of what still waits for the same chat and topic:
the older row ends as superseded, the newer takes its earlier due time and its uncertainty. All
rows of one alert are made by two statements, whatever their number.
"""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    case,
    exists,
    func,
    insert,
    literal,
    tuple_,
    union_all,
    update,
)
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from bot.model.alert import Alert
from bot.model.vocabulary import AlertReason, ChatKind, DeliveryState, Severity
from bot.store.mapping import key
from bot.store.states import IS_PENDING
from bot.store.tables import AlertRow, ChatRow, DeliveryRow, SubscriptionRow, ToldRow


def raise_alert(
    session: Session,
    incident_id: int,
    revision: int,
    *,
    reason: AlertReason,
    severity: Severity,
    sound: bool,
    now: datetime,
) -> Alert:
    """The alert of a revision; the one that stands already, if it was raised before."""
    query = select(AlertRow).where(
        col(AlertRow.incident_id) == incident_id, col(AlertRow.revision) == revision
    )
    row = session.exec(query).first()
    if row is None:
        row = AlertRow(
            incident_id=incident_id,
            revision=revision,
            reason=reason,
            severity=severity,
            sound=sound,
            created_at=now,
        )
        session.add(row)
        session.flush()
    return Alert(
        id=key(row.id),
        incident_id=row.incident_id,
        revision=row.revision,
        reason=AlertReason(row.reason),
        severity=Severity(row.severity),
        sound=row.sound,
        created_at=row.created_at,
    )


def any_raised(session: Session, incident_id: int) -> bool:
    """Whether the incident was ever worth telling: none is raised for what a first import brought."""
    query = select(AlertRow.id).where(col(AlertRow.incident_id) == incident_id).limit(1)
    return session.exec(query).first() is not None


def urgency(reason: AlertReason, severity: Severity) -> int:
    """The rank of an alert in the queue, 0 first: retractions, then by severity."""
    return 0 if reason is AlertReason.RETRACTED else 1 + severity.rank


def enqueue(
    session: Session,
    alert: Alert,
    targets: Iterable[tuple[int, int]],
    *,
    due_at: datetime,
    now: datetime,
) -> int:
    """Queue an alert for chats and topics (chat id, thread id); returns how many rows are new.

    Inactive chats are left out. Doing it again changes nothing.
    """
    pairs = func.json_each(json.dumps(list(targets))).table_valued("value")
    chosen = core_select(
        func.json_extract(pairs.c.value, "$[0]").label("chat_id"),
        func.json_extract(pairs.c.value, "$[1]").label("thread_id"),
    ).distinct()
    return _enqueue(session, alert, chosen, due_at, now)


def enqueue_for_places(
    session: Session, alert: Alert, place_ids: Collection[str], *, due_at: datetime, now: datetime
) -> int:
    """Queue an alert for every active chat and topic that subscribes to one of these places.

    '' among them stands for the default selection. Returns how many rows are new.
    """
    chosen = (
        core_select(col(SubscriptionRow.chat_id), col(SubscriptionRow.thread_id))
        .where(col(SubscriptionRow.place_id).in_(place_ids))
        .distinct()
    )
    return _enqueue(session, alert, chosen, due_at, now)


def _enqueue(
    session: Session, alert: Alert, chosen: Select[int, int], due_at: datetime, now: datetime
) -> int:
    targets = chosen.subquery("targets")
    _supersede(session, alert, targets, now)
    older = aliased(DeliveryRow, name="older")
    due = literal(due_at, UTCDateTime())
    rank = 2 * urgency(alert.reason, alert.severity)
    filled: dict[str, ColumnElement[Any]] = {
        "alert_id": literal(alert.id),
        "incident_id": literal(alert.incident_id),
        "chat_id": targets.c.chat_id,
        "thread_id": targets.c.thread_id,
        "state": literal(DeliveryState.PENDING.value),
        "urgency": case((col(ChatRow.kind) == ChatKind.CHANNEL, rank), else_=rank + 1),
        "attempt": literal(0),
        "uncertain": func.coalesce(older.uncertain, 0),
        "due_at": func.min(due, func.coalesce(older.due_at, due)),
        "created_at": literal(now, UTCDateTime()),
    }
    superseded_here = (
        (col(older.superseded_by) == alert.id)
        & (col(older.chat_id) == targets.c.chat_id)
        & (col(older.thread_id) == targets.c.thread_id)
    )
    rows = (
        core_select(*filled.values())
        .join(ChatRow, col(ChatRow.id) == targets.c.chat_id)
        .outerjoin(older, superseded_here)
        .where(col(ChatRow.active))
    )
    statement = insert(DeliveryRow).prefix_with("OR IGNORE").from_select(list(filled), rows)
    return session.connection().execute(statement).rowcount


def _supersede(session: Session, alert: Alert, targets: Subquery, now: datetime) -> None:
    """End what waits of older alerts, but only where this alert is really going to be queued."""
    mine = aliased(DeliveryRow, name="mine")
    queued_before = exists().where(
        col(mine.alert_id) == alert.id,
        col(mine.chat_id) == col(DeliveryRow.chat_id),
        col(mine.thread_id) == col(DeliveryRow.thread_id),
    )
    statement = (
        update(DeliveryRow)
        .where(
            IS_PENDING,
            col(DeliveryRow.incident_id) == alert.incident_id,
            col(DeliveryRow.alert_id) < alert.id,
            tuple_(col(DeliveryRow.chat_id), col(DeliveryRow.thread_id)).in_(core_select(targets)),
            ~queued_before,
        )
        .values(state=DeliveryState.SUPERSEDED, superseded_by=alert.id, settled_at=now, why="newer revision")
    )
    session.connection().execute(statement)


def cancel_pending(session: Session, incident_id: int, why: str, now: datetime) -> int:
    """Cancel all waiting rows of an incident (retracted, merged); returns how many."""
    statement = (
        update(DeliveryRow)
        .where(IS_PENDING, col(DeliveryRow.incident_id) == incident_id)
        .values(state=DeliveryState.CANCELLED, why=why, settled_at=now)
    )
    return session.connection().execute(statement).rowcount


def reached(session: Session, incident_id: int) -> tuple[tuple[int, int], ...]:
    """Chats and topics that have, or may have, seen something of an incident, latest first.

    These are the audience of a retraction: told, on the wire, or never answered.
    """
    maybe = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNANSWERED)
    own = (col(DeliveryRow.chat_id), col(DeliveryRow.thread_id))
    rows: Select[int, int, int] = core_select(*own, col(DeliveryRow.id).label("latest")).where(
        col(DeliveryRow.incident_id) == incident_id,
        (col(DeliveryRow.state).in_(maybe)) | (col(DeliveryRow.uncertain) > 0),
    )
    told = core_select(col(ToldRow.chat_id), col(ToldRow.thread_id), literal(0).label("latest"))
    both = union_all(rows, told.where(col(ToldRow.incident_id) == incident_id)).subquery()
    query = (
        core_select(both.c.chat_id, both.c.thread_id)
        .group_by(both.c.chat_id, both.c.thread_id)
        .order_by(func.max(both.c.latest).desc(), both.c.chat_id, both.c.thread_id)
    )
    return tuple((chat_id, thread_id) for chat_id, thread_id in session.connection().execute(query))
