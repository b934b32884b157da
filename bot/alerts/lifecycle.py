"""The life of a delivery: what a send's outcome makes of a row of the outbox.

One pure function, total over states and outcomes, decides every arrow; the store
only does compare-and-set. Final states never change. Spread is a hash of the row's id, so nothing here
is random and a replay takes the same path.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import assert_never

from bot.alerts.policy import DELIVERY, DeliveryPolicy, Repeats
from bot.model.alert import (
    Delivery,
    Halt,
    Moved,
    Outcome,
    Refused,
    Sent,
    Throttled,
    Uncertain,
    Unreached,
)
from bot.model.vocabulary import AlertReason, DeliveryState, Severity

OPENING = frozenset({AlertReason.NEW, AlertReason.PLACE})
"""Reasons that may be the first a chat hears of an incident, with or without sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """What becomes of a row, and what the sender must do besides.

    ``due_at`` matters for PENDING only. ``message_id`` is set with SENT. ``hold_chat_until`` shuts the
    lane of this chat, ``hold_all_until`` the whole sender; ``halt`` stops it until the token is proven.
    ``moved_to``: the chat has this address now. ``drop_thread``: send without topic from now on.
    ``forget_card``: the card to edit is gone, tell it anew.
    """

    state: DeliveryState
    due_at: datetime
    attempt: int
    uncertain: int
    why: str
    message_id: int | None = None
    deactivate_chat: bool = False
    hold_chat_until: datetime | None = None
    hold_all_until: datetime | None = None
    halt: bool = False
    moved_to: int | None = None
    drop_thread: bool = False
    forget_card: bool = False


def settle(
    delivery: Delivery, outcome: Outcome, now: datetime, policy: DeliveryPolicy = DELIVERY
) -> Transition:
    """Decide what an outcome makes of a delivery.

    Total: a final row stays as it is; a row that went back to PENDING (its lease ran out) still takes a
    late ``Sent``, which spares a repeat, and ignores every other late answer.
    """
    if delivery.state.final:
        return _stay(delivery, f"already {delivery.state.value}")
    if delivery.state is DeliveryState.PENDING and not isinstance(outcome, Sent):
        return _stay(delivery, "not on the wire")
    match outcome:
        case Sent():
            return _end(delivery, DeliveryState.SENT, "accepted", message_id=outcome.message_id)
        case Throttled():
            return _throttled(delivery, outcome, now, policy)
        case Unreached():
            return _unreached(delivery, outcome.why, now, policy)
        case Moved():
            return _moved(delivery, outcome, now, policy)
        case Refused():
            return _refused(delivery, outcome, now, policy)
        case Uncertain():
            return _uncertain(delivery, outcome.why, now, policy)
        case Halt():
            return _again(delivery, now, outcome.why, halt=True)
        case _:
            assert_never(outcome)


def orphaned(delivery: Delivery, now: datetime, policy: DeliveryPolicy = DELIVERY) -> Transition:
    """Settle a SENDING row whose sender died: nobody knows, so it counts as uncertain."""
    return settle(delivery, Uncertain(why="the sender stopped before the answer"), now, policy)


def postponed(delivery: Delivery, due_at: datetime, why: str) -> Transition:
    """Put a claimed row back that was never on the wire, because its moment has not come."""
    return _again(delivery, due_at, why)


def needless(delivery: Delivery, why: str) -> Transition:
    """End a claimed row that has nothing to tell any more."""
    return _end(delivery, DeliveryState.SUPERSEDED, why, counted=False)


def outlived(delivery: Delivery) -> Transition:
    """End a claimed row that is too old to be news: unanswered where a copy may be out."""
    state = DeliveryState.UNANSWERED if delivery.uncertain else DeliveryState.EXPIRED
    return _end(delivery, state, "too old", counted=False)


def expired(delivery: Delivery, now: datetime, policy: DeliveryPolicy = DELIVERY) -> bool:
    """Whether a row has outlived its time and may not be sent any more."""
    return now - delivery.created_at >= timedelta(hours=policy.life_hours)


def repeats(delivery: Delivery, policy: DeliveryPolicy = DELIVERY) -> Repeats:
    """How often an unanswered row may be repeated, by its class.

    A silent row is an edit for looks, unless it may be a chat's first card.
    """
    if delivery.reason is AlertReason.RETRACTED or (
        delivery.severity is Severity.CRITICAL and delivery.sound
    ):
        return policy.critical
    if not delivery.sound and delivery.reason not in OPENING:
        return policy.cosmetic
    return policy.ordinary


def spread(row_id: int, attempt: int) -> float:
    """A share in 0..1 that differs between rows and attempts and never between runs."""
    digest = sha256(f"{row_id}:{attempt}".encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32


def _stay(delivery: Delivery, why: str) -> Transition:
    return Transition(
        state=delivery.state,
        due_at=delivery.due_at,
        attempt=delivery.attempt,
        uncertain=delivery.uncertain,
        why=why,
    )


def _end(
    delivery: Delivery,
    state: DeliveryState,
    why: str,
    *,
    message_id: int | None = None,
    deactivate_chat: bool = False,
    uncertain: int | None = None,
    counted: bool = True,
) -> Transition:
    return Transition(
        state=state,
        due_at=delivery.due_at,
        attempt=delivery.attempt + int(counted),
        uncertain=delivery.uncertain if uncertain is None else uncertain,
        why=why,
        message_id=message_id,
        deactivate_chat=deactivate_chat,
    )


def _again(
    delivery: Delivery,
    due_at: datetime,
    why: str,
    *,
    counted: bool = False,
    uncertain: int = 0,
    hold_chat: bool = False,
    hold_all: bool = False,
    halt: bool = False,
    moved_to: int | None = None,
    drop_thread: bool = False,
    forget_card: bool = False,
) -> Transition:
    return Transition(
        state=DeliveryState.PENDING,
        due_at=due_at,
        attempt=delivery.attempt + int(counted),
        uncertain=delivery.uncertain + uncertain,
        why=why,
        hold_chat_until=due_at if hold_chat else None,
        hold_all_until=due_at if hold_all else None,
        halt=halt,
        moved_to=moved_to,
        drop_thread=drop_thread,
        forget_card=forget_card,
    )


def _over(delivery: Delivery, why: str) -> Transition:
    """Its time is over: unanswered when a copy may be out, dead when none ever was."""
    state = DeliveryState.UNANSWERED if delivery.uncertain else DeliveryState.DEAD
    return _end(delivery, state, why)


def _throttled(delivery: Delivery, outcome: Throttled, now: datetime, policy: DeliveryPolicy) -> Transition:
    if expired(delivery, now, policy):
        return _over(delivery, "throttled to the end of its time")
    wait = max(policy.shortest_wait_seconds, outcome.after_seconds)
    due_at = now + timedelta(seconds=wait)
    return _again(delivery, due_at, f"throttled for {wait:g} s", hold_chat=True, hold_all=outcome.whole_bot)


def _unreached(delivery: Delivery, why: str, now: datetime, policy: DeliveryPolicy) -> Transition:
    if expired(delivery, now, policy):
        return _over(delivery, why)
    wait = _back_off(
        delivery, delivery.attempt, policy.first_unreached_seconds, policy.longest_unreached_seconds, policy
    )
    return _again(delivery, now + timedelta(seconds=wait), why, counted=True)


def _moved(delivery: Delivery, outcome: Moved, now: datetime, policy: DeliveryPolicy) -> Transition:
    """Follow the chat. Earlier attempts may have failed for any reason, so they end nothing; they only
    slow a row down whose chat seems to move back and forth, until its time is over."""
    why = f"moved to {outcome.to}"
    if outcome.to == delivery.chat.address:
        return _end(delivery, DeliveryState.DEAD, "the chat moved in a circle")
    if expired(delivery, now, policy):
        return replace(_over(delivery, why), moved_to=outcome.to)
    wait = 0.0
    if delivery.attempt >= policy.moves:
        first, longest = policy.first_unreached_seconds, policy.longest_unreached_seconds
        wait = _back_off(delivery, delivery.attempt - policy.moves, first, longest, policy)
    return _again(delivery, now + timedelta(seconds=wait), why, counted=True, moved_to=outcome.to)


def _refused(delivery: Delivery, outcome: Refused, now: datetime, policy: DeliveryPolicy) -> Transition:
    match outcome.scope:
        case "chat":
            return _end(delivery, DeliveryState.DEAD, outcome.why, deactivate_chat=True)
        case "suspended":
            due_at = now + timedelta(hours=policy.suspended_hours)
            # By time, not by attempts: those may have failed for the line's sake.
            patience = timedelta(hours=policy.suspended_hours * policy.suspended_tries)
            if due_at - delivery.created_at >= patience:
                return _end(delivery, DeliveryState.DEAD, outcome.why, deactivate_chat=True)
            return _again(delivery, due_at, outcome.why, counted=True, hold_chat=True)
        case "topic" if delivery.thread_id != 0:
            return _again(delivery, now, outcome.why, counted=True, drop_thread=True)
        case "target" if delivery.sound or delivery.reason in OPENING:
            return _again(delivery, now, outcome.why, counted=True, forget_card=True)
        case "target":
            return _end(delivery, DeliveryState.CANCELLED, outcome.why)
        case _:
            return _end(delivery, DeliveryState.DEAD, outcome.why)


def _uncertain(delivery: Delivery, why: str, now: datetime, policy: DeliveryPolicy) -> Transition:
    limit = repeats(delivery, policy).limit
    used_up = limit is not None and delivery.uncertain >= limit
    if used_up or expired(delivery, now, policy):
        return _end(delivery, DeliveryState.UNANSWERED, why, uncertain=delivery.uncertain + 1)
    wait = _back_off(
        delivery, delivery.uncertain, policy.first_repeat_seconds, policy.longest_repeat_seconds, policy
    )
    return _again(delivery, now + timedelta(seconds=wait), why, counted=True, uncertain=1)


def _back_off(delivery: Delivery, times: int, first: float, longest: float, policy: DeliveryPolicy) -> float:
    """Doubling waits in seconds, with a spread that keeps rows from marching in step."""
    wait = min(longest, first * 2.0 ** min(times, 20))
    return wait * (1 + policy.spread_share * spread(delivery.id, delivery.attempt))
