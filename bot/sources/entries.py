"""Raw feed entries to clean items: identity, address, text and date, each by one rule.

Shared by all feed formats. Runs in the parsing process; everything it returns is bounded.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.document import FeedItem
from bot.sources.cleaning import MAX_BODY_CHARACTERS, clean_line, clean_text, clean_url
from bot.sources.markup import plain
from bot.sources.parsed import MAX_ID_CHARACTERS, MAX_ITEMS

EARLIEST_YEAR = 2000
MOST_AHEAD = timedelta(days=1)

_MORE_TO_READ = ("…", "...", "[…]", "[...]", "(…)", "(...)", "[&hellip;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of one item, in the feed's own words; may hold markup."""

    id: str = ""
    link: str = ""
    title: str = ""
    texts: tuple[str, ...] = ()
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """A feed before cleaning. ``over`` counts entries beyond the cap, which were not read."""

    title: str
    entries: tuple[Entry, ...]
    over: int = 0


def clean_items(entries: Sequence[Entry], base: str, now: datetime) -> tuple[FeedItem, ...]:
    """Clean entries into items; those without address, title and text are left out.

    Newest first where every item is dated, else in the feed's order. Of several items with one
    identity the first stays.
    """
    shared_ids = _ids_of_many_links(entries)
    items: dict[str, FeedItem] = {}
    for entry in entries[:MAX_ITEMS]:
        item = _clean_item(entry, base, now, trust_id=entry.id not in shared_ids)
        if item is not None:
            items.setdefault(item.external_id, item)
    found = tuple(items.values())
    if all(item.published_at is not None for item in found):
        return tuple(sorted(found, key=_moment, reverse=True))
    return found


def plausible(moment: datetime | None, now: datetime) -> datetime | None:
    """The date, unless it is before 2000 or more than a day ahead: then it is no date."""
    if moment is None or moment.year < EARLIEST_YEAR or moment > now + MOST_AHEAD:
        return None
    return moment


def _clean_item(entry: Entry, base: str, now: datetime, *, trust_id: bool) -> FeedItem | None:
    url = clean_url(entry.link, base)
    title = clean_line(plain(entry.title)) or None
    text = max((clean_text(plain(text)) for text in entry.texts), key=len, default="")
    if url is None and title is None and not text:
        return None
    identity = clean_line(entry.id, most=2_048) if trust_id else ""
    return FeedItem(
        external_id=_bounded(identity or url or f"{title or ''}\n{text}"),
        url=url,
        title=title,
        text=text,
        published_at=plausible(entry.published, now),
        truncated=not text or len(text) >= MAX_BODY_CHARACTERS or text.endswith(_MORE_TO_READ),
    )


def _ids_of_many_links(entries: Sequence[Entry]) -> frozenset[str]:
    """Ids that several links share: such a feed puts the site's address where an id belongs."""
    links = {(entry.id, entry.link) for entry in entries if entry.id}
    counts = Counter(identity for identity, _ in links)
    return frozenset(identity for identity, count in counts.items() if count > 1)


def _bounded(identity: str) -> str:
    """A short identity as it is, anything else as a hash: it becomes part of a unique key."""
    if len(identity) <= MAX_ID_CHARACTERS and "\n" not in identity:
        return identity
    return "blake2b:" + hashlib.blake2b(identity.encode(), digest_size=20).hexdigest()


def _moment(item: FeedItem) -> float:
    return item.published_at.timestamp() if item.published_at is not None else 0.0
