"""Rows that cannot end in the ordinary way: their sender died, their topic is gone, they are too old."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import and_, case, or_, update
from sqlmodel import Session, col, select

from bot.model.alert import Delivery
from bot.model.vocabulary import DeliveryState
from bot.store.queue import load
from bot.store.settlement import Transition, settle
from bot.store.states import IS_PENDING, IS_SENDING
from bot.store.tables import DeliveryRow


def orphans(session: Session, *, owner: str, now: datetime) -> tuple[Delivery, ...]:
    """Rows on the wire whose sender is gone: another start of the bot, or a lease that ran out.

    Whether they arrived is unknown; ``recover`` settles them.
    """
    gone = or_(col(DeliveryRow.lease_owner) != owner, col(DeliveryRow.lease_until) <= now)
    return tuple(load(session, IS_SENDING, gone))


def recover(
    session: Session, *, owner: str, now: datetime, decide: Callable[[Delivery, datetime], Transition]
) -> int:
    """Settle all orphans as the delivery machine decides (``decide(row, now)``); returns how many."""
    found = orphans(session, owner=owner, now=now)
    for delivery in found:
        settle(session, delivery, decide(delivery, now), now=now)
    return len(found)


def leave_topic(session: Session, delivery_id: int, now: datetime) -> None:
    """Let a waiting row go to the chat itself, because its topic is gone.

    If the chat itself hears of the same incident anyway, the row is cancelled instead.
    """
    row = session.get(DeliveryRow, delivery_id, populate_existing=True)
    if row is None or row.state != DeliveryState.PENDING or row.thread_id == 0:
        return
    twin = session.exec(
        select(DeliveryRow.id).where(
            col(DeliveryRow.chat_id) == row.chat_id,
            col(DeliveryRow.thread_id) == 0,
            or_(
                col(DeliveryRow.alert_id) == row.alert_id,
                and_(IS_PENDING, col(DeliveryRow.incident_id) == row.incident_id),
            ),
        )
    ).first()
    if twin is None:
        row.thread_id = 0
    else:
        row.state, row.why, row.settled_at = DeliveryState.CANCELLED, "topic gone", now
    session.flush()


def expire(session: Session, *, created_before: datetime, now: datetime) -> int:
    """End waiting rows that are too old to be news; returns how many.

    Where a copy may have arrived the row ends as unanswered, otherwise as expired.
    """
    ended = case((col(DeliveryRow.uncertain) > 0, DeliveryState.UNANSWERED), else_=DeliveryState.EXPIRED)
    statement = (
        update(DeliveryRow)
        .where(IS_PENDING, col(DeliveryRow.created_at) < created_before)
        .values(state=ended, why="too old", settled_at=now)
    )
    return session.connection().execute(statement).rowcount
