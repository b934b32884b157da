"""A text as published: the unit that is collected, stored and read.

Two times are kept apart: what the page claims (``published_at`` or only a day, ``published_on``;
may be wrong or missing) and when we fetched it (``seen_at``, never missing).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

DUSHANBE = timezone(timedelta(hours=5), "Asia/Dushanbe")
_LATEST_AFTER_SEEN = timedelta(days=2)
_EARLIEST_BEFORE_SEEN = timedelta(days=20 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry of a feed, cleaned and capped, before it is stored.

    ``external_id`` is the feed's own id, else the address; ``text`` is plain text;
    ``published_on`` stands in where only a day is known; ``truncated`` says that more text is known
    to exist elsewhere.
    """

    external_id: str
    url: str | None
    title: str | None
    text: str
    published_at: datetime | None
    published_on: date | None = None
    truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the reader reads. Times are aware; ``id`` is opaque to the reader."""

    id: str
    outlet: str
    title: str | None
    text: str
    seen_at: datetime
    url: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    published_on: date | None = None
    truncated: bool = False
    reliability: str = "F"
    origin: str | None = None

    def reference_date(self) -> date:
        """The local day (UTC+5) against which "yesterday" is read.

        What the page claims is believed unless it cannot be: a day to come, or one before there were
        pages (clocks that were never set say 1970). Old texts met late are still old.
        """
        seen = self.seen_at.astimezone(DUSHANBE).date()
        claimed = self.published_on
        if claimed is None and self.published_at is not None:
            claimed = self.published_at.astimezone(DUSHANBE).date()
        if claimed is None:
            return seen
        believed = seen - _EARLIEST_BEFORE_SEEN <= claimed <= seen + _LATEST_AFTER_SEEN
        return claimed if believed else seen
