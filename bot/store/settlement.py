"""T4: recording how a send ended, with all that follows for its chat, in one transaction.

Which state follows is decided by the pure delivery machine; here it is only compared and set. A
row goes back to waiting unless newer news waits already: then it ends as superseded and hands on
its due time and its uncertainty, so that a chat never hears old news after new.
"""

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select as core_select
from sqlalchemy import update
from sqlmodel import Session, col

from bot.model.alert import Delivery, Told
from bot.model.vocabulary import DeliveryState
from bot.store import chats
from bot.store.states import IS_PENDING
from bot.store.tables import DeliveryRow
from bot.store.told import remember


class Transition(Protocol):
    """What the delivery machine (``bot.alerts.lifecycle``) decided about a row."""

    @property
    def state(self) -> DeliveryState:
        """The state that follows."""
        ...

    @property
    def due_at(self) -> datetime | None:
        """When to try again; None for a final state."""
        ...

    @property
    def attempt(self) -> int:
        """Attempts counted so far."""
        ...

    @property
    def uncertain(self) -> int:
        """Sends so far that may have arrived without an answer."""
        ...

    @property
    def deactivate_chat(self) -> bool:
        """Whether the chat is gone for us."""
        ...

    @property
    def hold_chat_until(self) -> datetime | None:
        """Nothing may be sent to the chat before."""
        ...

    @property
    def why(self) -> str | None:
        """A short reason for people who look at the queue."""
        ...


def settle(
    session: Session,
    delivery: Delivery,
    transition: Transition,
    *,
    now: datetime,
    told: Told | None = None,
) -> bool:
    """Record how a claimed row ended, with all that follows for its chat, in one transaction.

    ``told`` is what the chat knows from now on; it is required for SENT, whose message id it
    bears. False if the row is no longer as ``delivery`` says (taken back, claimed anew, final): then
    the row is left alone, but what the chat was told is kept, which spares it a repeat.
    """
    if transition.state is DeliveryState.SENT:
        if told is None:
            raise ValueError("a sent row needs the message that was sent")
        remember(session, delivery.chat.id, delivery.thread_id, delivery.incident_id, told)
    if not _move(session, delivery, transition, now, told):
        return False
    if transition.hold_chat_until is not None:
        chats.hold(session, delivery.chat.id, transition.hold_chat_until)
    if transition.deactivate_chat:
        chats.deactivate(session, delivery.chat.id, transition.why or "refused", now)
    return True


def _move(
    session: Session, delivery: Delivery, transition: Transition, now: datetime, told: Told | None
) -> bool:
    state = transition.state
    due_at = transition.due_at or now
    if state is DeliveryState.PENDING and _is_unchanged(session, delivery):
        newer = _hand_on(session, delivery, due_at, transition.uncertain)
        state = DeliveryState.SUPERSEDED if newer is not None else state
    else:
        newer = None
    changes = {
        "state": state,
        "attempt": transition.attempt,
        "uncertain": transition.uncertain,
        "lease_until": None,
        "lease_owner": None,
        "superseded_by": newer,
        "why": transition.why,
        "settled_at": now if state.final else None,
        "message_id": told.message_id if told and state is DeliveryState.SENT else None,
    }
    if state is DeliveryState.PENDING:
        changes["due_at"] = due_at
    statement = update(DeliveryRow).where(*_unchanged(delivery)).values(changes)
    return session.connection().execute(statement).rowcount == 1


def _unchanged(delivery: Delivery) -> tuple[Any, ...]:
    """Whether the row is still as it was handed out. The lease tells two claims apart even where
    an attempt was not counted."""
    return (
        col(DeliveryRow.id) == delivery.id,
        col(DeliveryRow.state) == delivery.state,
        col(DeliveryRow.attempt) == delivery.attempt,
        col(DeliveryRow.uncertain) == delivery.uncertain,
        col(DeliveryRow.lease_until).is_not_distinct_from(delivery.lease_until),
    )


def _is_unchanged(session: Session, delivery: Delivery) -> bool:
    query = core_select(col(DeliveryRow.id)).where(*_unchanged(delivery))
    return session.connection().execute(query).scalar() is not None


def _hand_on(session: Session, delivery: Delivery, due_at: datetime, uncertain: int) -> int | None:
    """Give due time and uncertainty to the row that waits for the same chat; returns its alert."""
    waiting = (
        IS_PENDING,
        col(DeliveryRow.id) != delivery.id,
        col(DeliveryRow.incident_id) == delivery.incident_id,
        col(DeliveryRow.chat_id) == delivery.chat.id,
        col(DeliveryRow.thread_id) == delivery.thread_id,
    )
    connection = session.connection()
    newer = connection.execute(
        core_select(col(DeliveryRow.id), col(DeliveryRow.alert_id), col(DeliveryRow.due_at)).where(*waiting)
    ).first()
    if newer is None:
        return None
    connection.execute(
        update(DeliveryRow)
        .where(col(DeliveryRow.id) == newer.id)
        .values(due_at=min(newer.due_at, due_at), uncertain=DeliveryRow.uncertain + uncertain)
    )
    return int(newer.alert_id)
