"""Rows of the outbox for tests of the delivery machine: on the wire unless said otherwise."""

from typing import Any

from bot.model.alert import Chat, Delivery
from bot.model.vocabulary import AlertReason, ChatKind, DeliveryState, Severity
from tests.builders import NOON

CHAT = Chat(id=1, channel="telegram", address=-100, kind=ChatKind.GROUP)


def make_delivery(**more: Any) -> Delivery:
    described: dict[str, Any] = {
        "id": 7,
        "alert_id": 1,
        "incident_id": 1,
        "chat": CHAT,
        "thread_id": 0,
        "state": DeliveryState.SENDING,
        "attempt": 0,
        "uncertain": 0,
        "due_at": NOON,
        "reason": AlertReason.NEW,
        "severity": Severity.HIGH,
        "sound": True,
        "created_at": NOON,
    }
    return Delivery(**(described | more))
