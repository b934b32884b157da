"""A text as published: the unit that is collected, stored and read.

Two times are kept apart: what the page claims (``published_at`` or only a day, ``published_on``;
may be wrong or missing) and when we fetched it (``seen_at``, never missing).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

DUSHANBE = timezone(timedelta(hours=5), "Asia/Dushanbe")


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
        """The local day (UTC+5) against which "yesterday" is read."""
        if self.published_on is not None:
            return self.published_on
        moment = self.published_at or self.seen_at
        return moment.astimezone(DUSHANBE).date()
