"""The queue side of the outbox: which row goes next (T3), when to look again, how much waits.

Pacing comes before the claim, so a row is on the wire only while its call lasts. One row in flight
per chat: news about one incident cannot overtake itself.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, func, or_, text, update
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.model.alert import Delivery
from bot.model.vocabulary import AlertReason, DeliveryState, Severity
from bot.store import mapping
from bot.store.mapping import key
from bot.store.states import IS_PENDING
from bot.store.tables import AlertRow, ChatRow, DeliveryRow

_URGENCIES = range(2 * (1 + len(Severity)))


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """Rows by state, and since when the longest waiting due row waits."""

    by_state: dict[DeliveryState, int]
    oldest_due_at: datetime | None

    @property
    def waiting(self) -> int:
        """Rows that are not final."""
        return sum(number for state, number in self.by_state.items() if not state.final)


def claim(
    session: Session,
    *,
    now: datetime,
    lease: timedelta,
    owner: str,
    channel: str,
    exclude: Collection[int] = (),
) -> Delivery | None:
    """Take the channel's most urgent due row and mark it as on the wire until ``now + lease``.

    One row in flight per chat; inactive and held chats and those in ``exclude`` (chat ids) are
    passed over. ``owner`` names this start of the bot: at the next start, rows of another owner
    are orphans at once. None if nothing can be sent now.
    """
    for urgency in _URGENCIES:
        query = _sendable(now, channel, exclude).where(
            col(DeliveryRow.urgency) == urgency, col(DeliveryRow.due_at) <= now
        )
        found = session.connection().execute(
            query.order_by(col(DeliveryRow.due_at), col(DeliveryRow.id)).limit(1)
        )
        identifier = found.scalar()
        if identifier is not None:
            return _take(session, identifier, now + lease, owner)
    return None


def _sendable(now: datetime, channel: str, exclude: Collection[int]) -> Select[Any]:
    flying = aliased(DeliveryRow, name="flying")
    in_flight = exists().where(
        text("flying.state = 'sending'"), col(flying.chat_id) == col(DeliveryRow.chat_id)
    )
    query = (
        core_select(col(DeliveryRow.id))
        .join(ChatRow, col(ChatRow.id) == col(DeliveryRow.chat_id))
        .where(
            IS_PENDING,
            col(ChatRow.channel) == channel,
            col(ChatRow.active),
            or_(col(ChatRow.hold_until).is_(None), col(ChatRow.hold_until) <= now),
            ~in_flight,
        )
    )
    if exclude:
        held = func.json_each(json.dumps(sorted(exclude))).table_valued("value")
        query = query.where(col(DeliveryRow.chat_id).not_in(core_select(held.c.value)))
    return query


def _take(session: Session, identifier: int, lease_until: datetime, owner: str) -> Delivery:
    session.connection().execute(
        update(DeliveryRow)
        .where(col(DeliveryRow.id) == identifier, IS_PENDING)
        .values(
            state=DeliveryState.SENDING,
            lease_until=lease_until,
            lease_owner=owner,
        )
    )
    return load(session, col(DeliveryRow.id) == identifier)[0]


def get(session: Session, delivery_id: int) -> Delivery | None:
    """One row of the outbox."""
    found = load(session, col(DeliveryRow.id) == delivery_id)
    return found[0] if found else None


def load(session: Session, *conditions: Any) -> list[Delivery]:
    """Rows that satisfy the conditions, with their alerts and chats, oldest first."""
    query = (
        select(DeliveryRow, AlertRow, ChatRow)
        .join(AlertRow, col(AlertRow.id) == col(DeliveryRow.alert_id))
        .join(ChatRow, col(ChatRow.id) == col(DeliveryRow.chat_id))
        .where(*conditions)
        .order_by(col(DeliveryRow.id))
        .execution_options(populate_existing=True)
    )
    return [
        Delivery(
            id=key(row.id),
            alert_id=row.alert_id,
            incident_id=row.incident_id,
            chat=mapping.chat(chat),
            thread_id=row.thread_id,
            state=DeliveryState(row.state),
            attempt=row.attempt,
            uncertain=row.uncertain,
            due_at=row.due_at,
            reason=AlertReason(alert.reason),
            severity=Severity(alert.severity),
            sound=alert.sound,
            created_at=row.created_at,
            lease_until=row.lease_until,
        )
        for row, alert, chat in session.exec(query)
    ]


def next_due_at(
    session: Session, *, now: datetime, channel: str, exclude: Collection[int] = ()
) -> datetime | None:
    """When to look for a row again: now or later; None if nothing can become due by itself.

    Chats with a row in flight and those in ``exclude`` do not count: their settling wakes the sender.
    Held chats count from the end of their hold.
    """
    query = _sendable(datetime.max.replace(tzinfo=now.tzinfo), channel, exclude)
    moment = func.max(col(DeliveryRow.due_at), func.coalesce(col(ChatRow.hold_until), DeliveryRow.due_at))
    found: datetime | None = (
        session.connection()
        .execute(query.with_only_columns(func.min(moment), maintain_column_froms=True))
        .scalar()
    )
    return None if found is None else max(found, now)


def counts(session: Session) -> QueueCounts:
    """Rows by state, for ``/status`` and alarms."""
    by_state = session.connection().execute(
        core_select(col(DeliveryRow.state), func.count()).group_by(col(DeliveryRow.state))
    )
    oldest = session.connection().execute(core_select(func.min(DeliveryRow.due_at)).where(IS_PENDING))
    return QueueCounts(
        by_state={DeliveryState(state): number for state, number in by_state},
        oldest_due_at=oldest.scalar(),
    )
