"""Where documents come from, and how one visit there ended.

A *source* is an address we poll; an *origin* (``bot.model.report``) is who speaks. The three good
ends of a visit (new items, unchanged, empty) and the bad one (failed) are different values and
must never be confused: silence is only worth something while sources are known to be alive.
"""

from dataclasses import dataclass, field
from datetime import datetime

from bot.model.document import FeedItem
from bot.model.vocabulary import SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpec:
    """A source as the catalogue or an operator describes it.

    ``slug`` is stable and unique; ``interval_seconds`` is the wished pause between polls (the
    setting ``POLL_SECONDS`` is its floor); ``reliability`` is an Admiralty letter A-F;
    ``origin`` names whom the outlet usually repeats (``own`` when it reports by itself).
    """

    slug: str
    name: str
    url: str
    kind: str = "feed"
    language: str | None = None
    country: str | None = None
    reliability: str = "F"
    origin: str | None = None
    tier: int = 3
    interval_seconds: int = 900
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as stored: its description, its schedule and its health. Times are aware UTC."""

    id: int
    spec: SourceSpec
    state: SourceState = SourceState.ACTIVE
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    next_poll_at: datetime | None = None
    last_poll_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_full_fetch_at: datetime | None = None
    newest_item_at: datetime | None = None
    failures: int = 0
    last_result: str | None = None
    last_error: str | None = None
    polls: int = 0

    @property
    def alive(self) -> bool:
        """Whether its last visit succeeded and it is polled at all."""
        return self.state is SourceState.ACTIVE and self.last_ok_at is not None and self.failures == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """HTTP validators of a feed; saved in the same commit as its items, never before.

    ``digest`` is a hash of the body as it came: servers without validators of their own can be
    seen to say the same again.
    """

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The feed answered with items, newest first. ``dropped`` counts items over the cap or unusable.

    ``moved_to``, here and below, is the address on another site to which the server says the feed
    has moved for good; the source is not rewritten by it, an operator decides. ``found_at`` is the
    address that answered in the end: whoever is there named the addresses of the items.
    """

    items: tuple[FeedItem, ...]
    validators: Validators
    title: str | None = None
    dropped: int = 0
    moved_to: str | None = None
    found_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The feed answered that nothing is new (304 or the same bytes)."""

    validators: Validators
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """A valid feed that holds no items."""

    validators: Validators
    title: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The visit failed. ``reason`` is a stable code, ``detail`` goes to the log only.

    Codes: ``address`` (refused, internal or malformed), ``unreachable``, ``timeout``, ``tls``,
    ``status`` (see ``status``), ``redirect``, ``too_big``, ``encoding``, ``not_a_feed``,
    ``no_text`` (a page without an article), ``parser`` (the parsing process died).
    ``retry_after_seconds`` as the server asked, clamped to a minute and six hours.
    """

    reason: str
    detail: str = ""
    status: int | None = None
    retry_after_seconds: int | None = None
    moved_to: str | None = None


Visit = Fetched | Unchanged | Empty | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed discovered behind an address that an operator gave."""

    url: str
    title: str | None
    visit: Visit = field(repr=False)
