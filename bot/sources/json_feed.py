"""JSON Feed (versions 1 and 1.1) to raw entries. Runs in the parsing process only."""

import json
from datetime import UTC, datetime
from typing import Any

from bot.sources.entries import Entry, RawFeed
from bot.sources.parsed import MAX_ITEMS, NotAFeed

_VERSION = "https://jsonfeed.org/version/"


def read_json_feed(text: str) -> RawFeed | NotAFeed:
    """Read a JSON Feed; other JSON is not a feed. Wrongly typed fields count as absent."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return NotAFeed(why="broken JSON")
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return NotAFeed(why="JSON, but no JSON Feed")
    if not _text(feed, "version").startswith(_VERSION):
        return NotAFeed(why="JSON without the version of a JSON Feed")
    items = [item for item in feed["items"] if isinstance(item, dict)]
    return RawFeed(
        title=_text(feed, "title"),
        entries=tuple(_entry(item) for item in items[:MAX_ITEMS]),
        over=len(feed["items"]) - len(items[:MAX_ITEMS]),
    )


def _entry(item: dict[str, Any]) -> Entry:
    return Entry(
        id=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        texts=tuple(
            text for name in ("content_html", "content_text", "summary") if (text := _text(item, name))
        ),
        published=_moment(_text(item, "date_published") or _text(item, "date_modified")),
    )


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # the format allows numbers as ids
    return value if isinstance(value, str) else ""


def _moment(text: str) -> datetime | None:
    """An RFC 3339 time; one without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text.strip()[:40])
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
