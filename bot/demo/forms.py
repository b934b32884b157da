"""Feeds and pages of the demo as bytes: RSS 2.0, RSS 1.0, Atom, JSON Feed, and article pages.

Pure: the same reports give the same bytes, so validators (ETag) are honest. Every feed and every
page says that its texts are synthetic.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from bot.demo.season import (
    NOTICE,
    FeedForm,
    Season,
    SeasonFeed,
    SeasonReport,
    feed_path,
    report_path,
)

_RTL = {"fa", "ps", "ur", "ar"}


def write_feed(feed: SeasonFeed, reports: Sequence[SeasonReport], base_url: str) -> bytes:
    """The feed with ``reports``, given newest first, at a server that answers under ``base_url``."""
    return _WRITERS[feed.form](feed, reports, base_url).encode("utf-8")


def content_type(form: FeedForm) -> str:
    """The media type under which a feed of this form is served."""
    return {
        FeedForm.RSS: "application/rss+xml; charset=utf-8",
        FeedForm.RDF: "application/rdf+xml; charset=utf-8",
        FeedForm.ATOM: "application/atom+xml; charset=utf-8",
        FeedForm.JSON: "application/feed+json; charset=utf-8",
    }[form]


def write_page(report: SeasonReport, feed: SeasonFeed, others: Sequence[SeasonReport]) -> bytes:
    """The report's own page, with the menu, the share line and the links that pages have."""
    links = "".join(f'<li><a href="{report_path(other)}">{escape(other.title)}</a></li>' for other in others)
    body = "\n".join(f"<p>{escape(part)}</p>" for part in _paragraphs(report.text))
    direction = "rtl" if report.language in _RTL else "ltr"
    return f"""<!doctype html>
<html lang="{report.language}" dir="{direction}">
<head><meta charset="utf-8"><title>{escape(report.title)} | {escape(feed.name)}</title>
<link rel="alternate" type="{content_type(feed.form).partition(";")[0]}" href="{feed_path(feed)}">
</head>
<body>
<header><nav><a href="/">Home</a> <a href="/">News</a> <a href="/">Archive</a></nav></header>
<main><article>
<h1>{escape(report.title)}</h1>
<time datetime="{report.published_at.isoformat()}">{report.published_at:%d.%m.%Y %H:%M}</time>
{body}
</article></main>
<aside><ul>{links}</ul></aside>
<footer>{escape(NOTICE)}</footer>
</body></html>
""".encode()


def write_index(season: Season) -> bytes:
    """The server's first page: every feed, as a link that feed discovery understands."""
    heads = "".join(
        f'<link rel="alternate" type="{content_type(feed.form).partition(";")[0]}"'
        f' title="{escape(feed.name)}" href="{feed_path(feed)}">\n'
        for feed in season.feeds
    )
    items = "".join(f'<li><a href="{feed_path(f)}">{escape(f.name)}</a></li>\n' for f in season.feeds)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>borderwatch demo feeds</title>
{heads}</head>
<body><p>{escape(NOTICE)}</p><ul>
{items}</ul></body></html>
""".encode()


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def _html(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in _paragraphs(text))


def _newest(reports: Sequence[SeasonReport]) -> datetime:
    return max((report.published_at for report in reports), default=datetime(2025, 1, 1, tzinfo=UTC))


def _rss(feed: SeasonFeed, reports: Sequence[SeasonReport], base_url: str) -> str:
    items = "".join(
        f"""<item>
<title>{escape(report.title)}</title>
<link>{base_url}{report_path(report)}</link>
<guid isPermaLink="false">{report.id}</guid>
<pubDate>{format_datetime(report.published_at)}</pubDate>
<description>{escape(_html(report.in_feed))}</description>
</item>
"""
        for report in reports
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>{escape(feed.name)}</title>
<link>{base_url}/</link>
<description>{escape(NOTICE)}</description>
<language>{feed.language}</language>
<lastBuildDate>{format_datetime(_newest(reports))}</lastBuildDate>
{items}</channel></rss>
"""


def _rdf(feed: SeasonFeed, reports: Sequence[SeasonReport], base_url: str) -> str:
    sequence = "".join(f'<rdf:li rdf:resource="{base_url}{report_path(report)}"/>' for report in reports)
    items = "".join(
        f"""<item rdf:about="{base_url}{report_path(report)}">
<title>{escape(report.title)}</title>
<link>{base_url}{report_path(report)}</link>
<description>{escape(report.in_feed)}</description>
<dc:date>{report.published_at.isoformat()}</dc:date>
<dc:language>{report.language}</dc:language>
</item>
"""
        for report in reports
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{base_url}{feed_path(feed)}">
<title>{escape(feed.name)}</title>
<link>{base_url}/</link>
<description>{escape(NOTICE)}</description>
<items><rdf:Seq>{sequence}</rdf:Seq></items>
</channel>
{items}</rdf:RDF>
"""


def _atom(feed: SeasonFeed, reports: Sequence[SeasonReport], base_url: str) -> str:
    entries = "".join(
        f"""<entry>
<id>urn:borderwatch-demo:{report.id}</id>
<title>{escape(report.title)}</title>
<link rel="alternate" type="text/html" href="{base_url}{report_path(report)}"/>
<published>{report.published_at.isoformat()}</published>
<updated>{report.published_at.isoformat()}</updated>
<{(tag := "summary" if report.teaser else "content")} type="html">{escape(_html(report.in_feed))}</{tag}>
</entry>
"""
        for report in reports
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">
<id>urn:borderwatch-demo:{feed.slug}</id>
<title>{escape(feed.name)}</title>
<subtitle>{escape(NOTICE)}</subtitle>
<link rel="self" href="{base_url}{feed_path(feed)}"/>
<link rel="alternate" href="{base_url}/"/>
<updated>{_newest(reports).isoformat()}</updated>
<author><name>{escape(feed.name)}</name></author>
{entries}</feed>
"""


def _json(feed: SeasonFeed, reports: Sequence[SeasonReport], base_url: str) -> str:
    items = [
        {
            "id": report.id,
            "url": f"{base_url}{report_path(report)}",
            "title": report.title,
            ("summary" if report.teaser else "content_text"): report.in_feed,
            "date_published": report.published_at.isoformat(),
            "language": report.language,
        }
        for report in reports
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.name,
        "home_page_url": f"{base_url}/",
        "feed_url": f"{base_url}{feed_path(feed)}",
        "description": NOTICE,
        "language": feed.language,
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


_WRITERS: dict[FeedForm, Callable[[SeasonFeed, Sequence[SeasonReport], str], str]] = {
    FeedForm.RSS: _rss,
    FeedForm.RDF: _rdf,
    FeedForm.ATOM: _atom,
    FeedForm.JSON: _json,
}
