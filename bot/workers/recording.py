"""T4: what is stored when a claimed row has ended, with all that follows for its chat.

One transaction for each row. Must never decide what becomes of a row: the delivery machine did.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.alerts.lifecycle import Transition
from bot.model.alert import Delivery, Told
from bot.store import chats, meta, outbox
from bot.store.database import Session
from bot.workers.composing import Composed

HELD_UNTIL = "sending_held_until"

log = structlog.get_logger("borderwatch.dispatcher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a claimed row ended at a moment. ``told``: what the chat knows now, if anything was sent."""

    delivery: Delivery
    transition: Transition
    at: datetime
    told: Told | None = None


def record(session: Session, ended: Ended) -> None:
    """Store how a row ended."""
    delivery, transition, now = ended.delivery, ended.transition, ended.at
    if transition.forget_card:
        outbox.forget(session, delivery.chat.id, delivery.thread_id, delivery.incident_id)
    if not outbox.settle(session, delivery, transition, now=now, told=ended.told):
        log.warning("row was taken back before it was settled", delivery=delivery.id)
    if transition.hold_all_until is not None:
        _hold_all(session, transition.hold_all_until)
    if transition.drop_thread:
        outbox.leave_topic(session, delivery.id, now)
    if transition.moved_to is not None:
        chats.migrate(session, delivery.chat.channel, delivery.chat.address, transition.moved_to, now)


def held_until(session: Session) -> datetime | None:
    """Until when nothing at all may be sent, as Telegram asked; it outlives a restart."""
    stored = meta.get(session, HELD_UNTIL)
    return None if stored is None else datetime.fromisoformat(stored)


def _hold_all(session: Session, until: datetime) -> None:
    known = held_until(session)
    meta.put(session, HELD_UNTIL, (until if known is None else max(until, known)).isoformat())


def told_by(composed: Composed, message_id: int, now: datetime) -> Told:
    """What the chat knows now. The card stays the first message; an edit leaves it the last one."""
    known = composed.told
    heard_before = known.sounded_at if known is not None else None
    return Told(
        revision=composed.revision,
        message_id=message_id,
        card_message_id=known.card_message_id if known is not None else message_id,
        sounded_at=now if composed.sounds else heard_before,
    )
