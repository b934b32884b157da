"""Rows of the outbox, queued, claimed and ended in one line each."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from bot.alerts.lifecycle import settle
from bot.model.alert import Chat, Delivery, Outcome, Sent, Told
from bot.model.incident import Incident
from bot.model.vocabulary import DeliveryState
from bot.store import alerts, outbox, queue
from tests.unit.store.facts import NOW, stored_alert, stored_incident

LEASE = timedelta(seconds=90)
PENDING, SENDING, SENT = DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.SENT
SUPERSEDED, CANCELLED = DeliveryState.SUPERSEDED, DeliveryState.CANCELLED


def queued(session: Session, *to: Chat, incident: Incident | None = None, **alert: Any) -> Incident:
    """An alert of an incident, waiting for these chats since now."""
    known = incident or stored_incident(session)
    raised = stored_alert(session, known, **alert)
    alerts.enqueue(session, raised, [(chat.id, 0) for chat in to], due_at=NOW, now=NOW)
    return known


def claim(session: Session, now: Any = NOW, **more: Any) -> Delivery | None:
    described: dict[str, Any] = {"lease": LEASE, "owner": "me", "channel": "telegram"}
    return outbox.claim(session, now=now, **(described | more))


def claimed(session: Session, **more: Any) -> Delivery:
    row = claim(session, **more)
    assert row is not None
    return row


def end(session: Session, row: Delivery, outcome: Outcome, now: Any = NOW) -> bool:
    told = None
    if isinstance(outcome, Sent):
        told = Told(revision=1, message_id=outcome.message_id, card_message_id=outcome.message_id)
    return outbox.settle(session, row, settle(row, outcome, now), now=now, told=told)


def states(session: Session) -> list[DeliveryState]:
    return [row.state for row in queue.load(session)]
