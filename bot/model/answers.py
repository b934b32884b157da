"""What the desk answers to people: plain results that a front end renders.

Every use-case returns its answer or a ``Problem``; nothing here is text for people.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.model.alert import Subscription
from bot.model.document import Document
from bot.model.incident import Incident, LinkedReport, Revision, Toll
from bot.model.place import Place
from bot.model.report import Reading
from bot.model.source import Source
from bot.model.vocabulary import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An expected failure. ``code`` names a sentence ``problem.<code>`` of the catalogue, ``values``
    fill it; ``suggestions`` are places that may have been meant."""

    code: str
    values: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether silence can be trusted. ``blind``: no source has answered within its due time."""

    active: int
    alive: int
    failing: int
    never: int
    paused: int
    last_poll_at: datetime | None
    newest_item_at: datetime | None
    newest_incident: Incident | None
    review_waiting: int
    unread: int
    deliveries_waiting: int
    blind: bool
    started_at: datetime
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed:
    """Subscriptions stand: those that were begun, and those asked for that stood before.

    At least one of the two is not empty; ``sample`` is the latest match.
    """

    begun: tuple[Subscription, ...]
    standing: tuple[Subscription, ...]
    sample: Incident | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribed:
    """These subscriptions are gone."""

    removed: tuple[Subscription, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """All subscriptions of a chat (and topic)."""

    subscriptions: tuple[Subscription, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The newest incidents, newest first; ``place`` None means everywhere watched."""

    place: Place | None
    incidents: tuple[Incident, ...]
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFile:
    """One incident whole: reports in order of publication, revisions oldest first.

    ``asked`` is the reference as asked for, which may be an alias of ``incident.ref``.
    """

    asked: str
    incident: Incident
    reports: tuple[LinkedReport, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCount:
    """A running total that somebody else published; shown beside ours, never mixed in."""

    by: str
    measure: str
    value: int
    since: str | None
    outlet: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TollAnswer:
    """Our own count with its list, and what others count."""

    toll: Toll
    others: tuple[OtherCount, ...]
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """All sources that were not removed, and the health behind them."""

    sources: tuple[Source, ...]
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialItem:
    """One item of a source on trial, with what the reader makes of it."""

    title: str
    published_at: datetime | None
    decision: Decision
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTrial:
    """A source that an operator wants to add: seen, not yet stored. ``token`` confirms it."""

    token: str
    url: str
    asked: str
    name: str
    items: tuple[TrialItem, ...]
    total_items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewText:
    """A text that the reader left to a person, with its reasons; ``id`` names it when it is decided."""

    id: int
    document: Document
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQueue:
    """Texts that wait, newest first, after the ``skipped`` newest of all that are ``waiting``.

    ``doubles`` are open incidents that may be the same as an earlier one."""

    texts: tuple[ReviewText, ...]
    skipped: int
    waiting: int
    doubles: tuple[Incident, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChanged:
    """A source was added, paused, resumed, removed or polled (``what``)."""

    what: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRemoval:
    """A source that an operator wants to remove, and what stays of it: texts, and reports in them.

    ``token`` confirms it."""

    token: str
    source: Source
    texts: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """The outcome of an immediate poll: source, stable result code, number of new documents."""

    results: tuple[tuple[Source, str, int], ...]
