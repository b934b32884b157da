"""What parsing yields, as plain values, and the form in which they cross between processes.

The parsing process writes these as JSON; the parent reads them back field by field and believes
nothing beyond the caps. No parser may be imported here: the parent loads this module.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.model.document import FeedItem
from bot.sources.cleaning import MAX_BODY_CHARACTERS, MAX_TITLE_CHARACTERS, MAX_URL_CHARACTERS

MAX_ITEMS = 500
MAX_ID_CHARACTERS = 200
MAX_FEED_LINKS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed. ``dropped`` counts items beyond the cap, repeated or without any use."""

    title: str | None
    items: tuple[FeedItem, ...]
    dropped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text of a page, paragraphs on lines of their own, and its title."""

    text: str
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAFeed:
    """The text is no feed that can be read, and why."""

    why: str


class MalformedAnswer(ValueError):  # noqa: N818 - named for what it says of the other side
    """The parsing process said something it must not say."""


def feed_to_wire(feed: ParsedFeed) -> dict[str, Any]:
    """A feed as JSON values."""
    return {
        "title": feed.title,
        "dropped": feed.dropped,
        "items": [
            {
                "external_id": item.external_id,
                "url": item.url,
                "title": item.title,
                "text": item.text,
                "published_at": item.published_at.isoformat() if item.published_at else None,
                "truncated": item.truncated,
            }
            for item in feed.items
        ],
    }


def feed_from_wire(wire: Any) -> ParsedFeed:
    """Read a feed back; raises ``MalformedAnswer`` on anything out of form or bounds."""
    fields = _fields(wire)
    items, dropped = fields.get("items"), fields.get("dropped")
    if not isinstance(items, list) or len(items) > MAX_ITEMS:
        raise MalformedAnswer("items")
    if not isinstance(dropped, int) or dropped < 0:
        raise MalformedAnswer("dropped")
    return ParsedFeed(
        title=_text_or_none(fields, "title", MAX_TITLE_CHARACTERS),
        items=tuple(_item(item) for item in items),
        dropped=dropped,
    )


def article_from_wire(wire: Any) -> Article:
    """Read an article back; raises ``MalformedAnswer``."""
    fields = _fields(wire)
    return Article(
        text=_text(fields, "text", MAX_BODY_CHARACTERS),
        title=_text_or_none(fields, "title", MAX_TITLE_CHARACTERS),
    )


def links_from_wire(wire: Any) -> tuple[str, ...]:
    """Read a list of addresses back; raises ``MalformedAnswer``."""
    links = _fields(wire).get("links")
    if not isinstance(links, list) or len(links) > MAX_FEED_LINKS:
        raise MalformedAnswer("links")
    return tuple(_text({"link": link}, "link", MAX_URL_CHARACTERS) for link in links)


def why_from_wire(wire: Any) -> str | None:
    """The reason why there is no result, or None where there is one."""
    return _text_or_none(_fields(wire), "refused", MAX_TITLE_CHARACTERS)


def _item(wire: Any) -> FeedItem:
    fields = _fields(wire)
    external_id = _text(fields, "external_id", MAX_ID_CHARACTERS)
    truncated = fields.get("truncated")
    if not external_id or not isinstance(truncated, bool):
        raise MalformedAnswer("item")
    return FeedItem(
        external_id=external_id,
        url=_text_or_none(fields, "url", MAX_URL_CHARACTERS),
        title=_text_or_none(fields, "title", MAX_TITLE_CHARACTERS),
        text=_text(fields, "text", MAX_BODY_CHARACTERS),
        published_at=_moment(fields),
        truncated=truncated,
    )


def _moment(fields: dict[str, Any]) -> datetime | None:
    text = _text_or_none(fields, "published_at", 40)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise MalformedAnswer("published_at") from None
    if moment.tzinfo is None:
        raise MalformedAnswer("published_at")
    return moment.astimezone(UTC)


def _fields(wire: Any) -> dict[str, Any]:
    if not isinstance(wire, dict):
        raise MalformedAnswer("no object")
    return wire


def _text_or_none(fields: dict[str, Any], name: str, most: int) -> str | None:
    return None if fields.get(name) is None else _text(fields, name, most)


def _text(fields: dict[str, Any], name: str, most: int) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or len(value) > most:
        raise MalformedAnswer(name)
    try:
        value.encode()  # a lone surrogate must not travel on: JSON can carry one
    except UnicodeEncodeError:
        raise MalformedAnswer(name) from None
    return value
