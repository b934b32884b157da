"""Feed text to plain items: RSS 0.9x, 1.0, 2.0, Atom and JSON Feed. Runs in the parsing process only.

feedparser reads the XML formats. It is given bytes in memory, never a string, because it opens a
string that looks like a path or an address. The prolog is cut off before, so that no entity
definition reaches a parser, and a feed is cut after its last item that counts.
"""

import io
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import feedparser

from bot.sources.cleaning import clean_line
from bot.sources.entries import Entry, RawFeed, clean_items
from bot.sources.json_feed import read_json_feed
from bot.sources.markup import plain
from bot.sources.parsed import MAX_ITEMS, NotAFeed, ParsedFeed

MAX_ATTRIBUTE_CHARACTERS = 65_536

_HEAD_CHARACTERS = 20_000
_ROOT = re.compile(r"<(rss|channel|(?:[A-Za-z][\w.-]{0,30}:)?(?:RDF|feed))(?=[\s>/])")
_PAGE = re.compile(r"<!doctype\s{1,8}html|<html[\s>]", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?(?:item|entry)(?=[\s>/])")
_SAMPLES = (
    """<rss version="2.0"><channel><item><guid>1</guid><title>&lt;b&gt;a&lt;/b&gt;</title><link>/b</link>
    <pubDate>Sat, 01 Jan 2000 00:00:00 +0500</pubDate></item></channel></rss>""",
    "<rss version='2.0'><channel><item><title>&nbsp; broken &xyz; <description>c</item></channel>",
    """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><updated>2000-01-01T00:00:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">d</div></content></entry></feed>""",
)
_GIANT_ATTRIBUTE = re.compile(
    rf"""="[^"]{{{MAX_ATTRIBUTE_CHARACTERS}}}|='[^']{{{MAX_ATTRIBUTE_CHARACTERS}}}"""
)


def parse_feed(text: str, url: str, now: datetime) -> ParsedFeed | NotAFeed:
    """Read a decoded feed that was found at ``url``.

    Items come newest first where all are dated, else in the feed's order. Dates before 2000 or
    more than a day after ``now`` count as missing.
    """
    feed = read_json_feed(text) if text.lstrip()[:1] == "{" else _read_xml_feed(text)
    if isinstance(feed, NotAFeed):
        return feed
    items = clean_items(feed.entries, url, now)
    if feed.entries and not items:
        return NotAFeed(why="none of its items has an address, a title or a text")
    return ParsedFeed(
        title=clean_line(plain(feed.title)) or None,
        items=items,
        dropped=feed.over + len(feed.entries) - len(items),
    )


def warm_up() -> None:
    """Have feedparser load what it loads on first use, before the process may open no more files."""
    feedparser.api.PREFERRED_XML_PARSERS.clear()  # a driver that nobody has, looked for on every feed
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    for text in _SAMPLES:
        parse_feed(text, "https://пример.example/", moment)


def _read_xml_feed(text: str) -> RawFeed | NotAFeed:
    root = _ROOT.search(text[:_HEAD_CHARACTERS])
    if root is None:
        return NotAFeed(why="no feed element at its head")
    if _PAGE.search(text[: root.start()]):
        return NotAFeed(why="an HTML page")
    if _GIANT_ATTRIBUTE.search(text):
        return NotAFeed(why=f"an attribute of more than {MAX_ATTRIBUTE_CHARACTERS} characters")
    body, over = _first_items(text[root.start() :], root[1])
    parsed: Any = feedparser.parse(
        io.BytesIO(body.encode("utf-8", "replace")),
        # No address of its own: it would make ids absolute, and they would change with the host.
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    entries = tuple(_entry(entry) for entry in parsed.entries[:MAX_ITEMS])
    if not parsed.version and not entries:
        return NotAFeed(why="neither RSS nor Atom")
    over += max(0, len(parsed.entries) - MAX_ITEMS)
    return RawFeed(title=_text(parsed.feed, "title"), entries=entries, over=over)


def _first_items(text: str, root: str) -> tuple[str, int]:
    """Cut a feed after ``MAX_ITEMS`` items and close it; say how many are lost.

    feedparser's time grows with the document, and nothing beyond the cap would be kept.
    """
    starts = _ITEM.finditer(text)
    beyond = next(islice(starts, MAX_ITEMS, None), None)
    if beyond is None:
        return text, 0
    inner = "</channel>" if root == "rss" else ""
    return f"{text[: beyond.start()]}{inner}</{root}>", 1 + sum(1 for _ in starts)


def _entry(entry: Mapping[str, Any]) -> Entry:
    contents = entry.get("content")
    texts = [_text(content, "value") for content in contents] if isinstance(contents, list) else []
    texts.append(_text(entry, "summary"))
    return Entry(
        id=_text(entry, "id"),
        link=_text(entry, "link"),
        title=_text(entry, "title"),
        texts=tuple(text for text in texts if text),
        published=_moment(entry, "published_parsed") or _moment(entry, "updated_parsed"),
    )


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _moment(entry: Mapping[str, Any], name: str) -> datetime | None:
    """A time as feedparser gives it, in UTC; None when it lies outside the calendar."""
    parts = entry[name] if name in entry else None  # noqa: SIM401 - get() answers for names not there
    if not isinstance(parts, time.struct_time):
        return None
    year, month, day, hour, minute, second = parts[:6]
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
