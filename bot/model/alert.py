"""Who is told what: alerts, subscriptions, the outbox row, and how a send ended."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.vocabulary import AlertReason, ChatKind, DeliveryState, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatAddress:
    """A place to post to. ``thread_id`` 0 means no topic (NULL would defeat UNIQUE)."""

    channel: str
    chat_id: int
    thread_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat as stored."""

    id: int
    channel: str
    address: int
    kind: ChatKind
    title: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What a chat wants to hear. ``place_id`` '' means the default: everything on TJ-AF and what
    is grave on the neighbours."""

    id: int
    chat: Chat
    thread_id: int
    place_id: str
    place_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The decision that a revision of an incident deserves telling."""

    id: int
    incident_id: int
    revision: int
    reason: AlertReason
    severity: Severity
    sound: bool
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One alert for one chat: a row of the outbox."""

    id: int
    alert_id: int
    incident_id: int
    chat: Chat
    thread_id: int
    state: DeliveryState
    attempt: int
    uncertain: int
    due_at: datetime
    reason: AlertReason
    severity: Severity
    sound: bool
    created_at: datetime
    lease_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a chat was last told of an incident, and the message that says it first.

    ``sounded_at``: when a message about it last made a sound there, if any did.
    """

    revision: int
    message_id: int
    card_message_id: int
    sounded_at: datetime | None = None


# How a send ended. ``Halt`` is not about the row: it stops the whole sender.


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Telegram accepted the message."""

    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttled:
    """Not accepted: wait. ``whole_bot`` when every chat must wait."""

    after_seconds: float
    whole_bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """Certainly not accepted: the line failed before the request was taken."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The chat has another id now."""

    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Refused for good. ``scope``: ``chat`` (gone), ``suspended`` (rights lost), ``topic``,
    ``target`` (the message to edit is gone) or ``content`` (our words)."""

    scope: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain:
    """Perhaps accepted: the answer never came or made no sense."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Halt:
    """Stop sending altogether: the token or the account is in question."""

    why: str


Outcome = Sent | Throttled | Unreached | Moved | Refused | Uncertain | Halt
