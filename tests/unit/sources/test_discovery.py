"""From an address to a feed, and from an item to its article."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.model.source import Empty, Failed, Fetched, FoundFeed
from bot.sources.article import Article, article
from bot.sources.client import GuardedClient
from bot.sources.discovery import discover
from bot.sources.parsing import Parser
from tests.fakes.web import FakeWeb

NOW = datetime(2025, 11, 27, 12, 0, tzinfo=UTC)
ITEM = "<item><guid>1</guid><title>t</title></item>"
RSS = f"<rss version='2.0'><channel><title>News</title>{ITEM}</channel></rss>"
EMPTY = "<rss version='2.0'><channel><title>Nothing yet</title></channel></rss>"


@dataclass
class Trial:
    web: FakeWeb
    client: GuardedClient
    parser: Parser

    async def discover(self, path: str) -> FoundFeed | Failed:
        return await discover(self.web.url(path), self.client, self.parser, NOW)


@pytest.fixture
async def trial() -> AsyncIterator[Trial]:
    async with FakeWeb() as web, GuardedClient(frozenset({web.pair})) as client, Parser() as parser:
        yield Trial(web, client, parser)


def page(head: str = "", body: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def feed_link(address: str) -> str:
    return f'<link rel="alternate" type="application/rss+xml" href="{address}">'


async def test_a_feed_is_found_at_its_own_address(trial: Trial) -> None:
    trial.web.publish("/feed", RSS, "text/xml", '"1"')
    found = await trial.discover("/feed")
    assert isinstance(found, FoundFeed)
    assert found.url == trial.web.url("/feed")
    assert found.title == "News"
    assert isinstance(found.visit, Fetched)
    assert found.visit.validators.etag is None


async def test_the_feed_behind_a_page_is_found(trial: Trial) -> None:
    trial.web.publish(
        "/", page('<link rel="alternate" type="application/rss+xml" href="/x/feed">'), "text/html"
    )
    trial.web.publish("/x/feed", RSS, "text/xml")
    found = await trial.discover("/")
    assert isinstance(found, FoundFeed)
    assert found.url == trial.web.url("/x/feed")


async def test_common_addresses_are_tried_where_a_page_declares_nothing(trial: Trial) -> None:
    trial.web.publish("/about", page(), "text/html")
    trial.web.publish("/rss.xml", RSS, "text/xml")
    found = await trial.discover("/about")
    assert isinstance(found, FoundFeed)
    assert found.url == trial.web.url("/rss.xml")


async def test_a_feed_with_items_is_preferred_to_an_empty_one(trial: Trial) -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in ("empty", "full")
    )
    trial.web.publish("/", page(links), "text/html")
    trial.web.publish("/empty", EMPTY, "text/xml")
    trial.web.publish("/full", RSS, "text/xml")
    found = await trial.discover("/")
    assert isinstance(found, FoundFeed)
    assert found.url == trial.web.url("/full")
    trial.web.fail("/full", "404")
    found = await trial.discover("/")
    assert isinstance(found, FoundFeed)
    assert isinstance(found.visit, Empty)


async def test_a_page_that_leads_nowhere_is_not_a_feed(trial: Trial) -> None:
    trial.web.publish("/", page(body="<a href='/feed'>dead</a>"), "text/html")
    found = await trial.discover("/")
    assert isinstance(found, Failed)
    assert found.reason == "not_a_feed"


async def test_a_page_cannot_lead_inside(trial: Trial) -> None:
    async with FakeWeb() as inside:
        inside.publish("/feed", RSS, "text/xml")
        trial.web.publish("/", page(feed_link(inside.url("/feed"))), "text/html")
        found = await trial.discover("/")
        assert isinstance(found, Failed)
        assert inside.requests == []


@pytest.mark.parametrize(
    ("kind", "reason"), [("404", "status"), ("reset", "unreachable"), ("huge", "too_big")]
)
async def test_an_address_that_fails_says_how(trial: Trial, kind: str, reason: str) -> None:
    trial.web.fail("/feed", kind)
    found = await trial.discover("/feed")
    assert isinstance(found, Failed)
    assert found.reason == reason


@pytest.mark.parametrize(
    "url",
    ["", "   ", "nonsense", "file:///etc/passwd", "http://", "http://127.0.0.1/", "http://[::1]/", "ab"],
)
async def test_a_bad_address_is_refused(trial: Trial, url: str) -> None:
    class Nobody:
        async def __call__(self, host: str, port: int) -> list[str]:
            return [host] if host[0] in "1:" else []

    async with GuardedClient(resolver=Nobody()) as client:
        found = await discover(url, client, trial.parser, NOW)
    assert isinstance(found, Failed)
    assert found.reason in ("address", "unreachable")


async def test_an_article_is_fetched_and_extracted(trial: Trial) -> None:
    text = "Border guards found three armed men in the district on Tuesday morning. " * 5
    trial.web.publish("/17", page(body=f"<h1>Three</h1><article><p>{text}</p></article>"), "text/html")
    found = await article(trial.web.url("/17"), trial.client, trial.parser)
    assert found == Article(text=text.strip(), title="Three")
    assert "text/html" in (trial.web.requests[0].header("accept") or "")


async def test_a_page_without_text_or_without_answer_is_a_failure(trial: Trial) -> None:
    trial.web.publish("/bare", page(), "text/html")
    bare = await article(trial.web.url("/bare"), trial.client, trial.parser)
    gone = await article(trial.web.url("/gone"), trial.client, trial.parser)
    assert isinstance(bare, Failed)
    assert bare.reason == "no_text"
    assert isinstance(gone, Failed)
    assert gone.status == 404
