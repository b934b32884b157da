"""The loopback server: what feeds show at a moment, conditional requests, pages."""

import asyncio
import json
from calendar import timegm
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO

import feedparser
import httpx
import pytest

from bot.demo.clock import SeasonClock
from bot.demo.feeds import FeedServer, Request
from bot.demo.season import NOTICE, FeedForm, Season, SeasonFeed, feed_path, load_season, report_path

SEASON = load_season()
END = SEASON.moments()[-1].at


def feed_of(form: FeedForm) -> SeasonFeed:
    return next(feed for feed in SEASON.feeds if feed.form is form)


def server_at(moment: datetime, season: Season = SEASON) -> FeedServer:
    return FeedServer(season, SeasonClock(moment).now)


def get(server: FeedServer, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    response = server.answer(Request(method="GET", path=path, headers=named))
    return response.status, response.body, dict(response.headers)


@pytest.fixture
async def running() -> AsyncIterator[tuple[FeedServer, SeasonClock]]:
    clock = SeasonClock(SEASON.opening)
    async with FeedServer(SEASON, clock.now) as server:
        yield server, clock


@pytest.mark.parametrize("feed", SEASON.feeds, ids=lambda feed: feed.slug)
def test_every_feed_is_read_without_complaint_and_tells_titles_links_and_times(feed: SeasonFeed) -> None:
    _, body, _ = get(server_at(END), feed_path(feed))
    expected = list(SEASON.of_feed(feed.slug)[::-1][: feed.keeps])
    if feed.form is FeedForm.JSON:
        document = json.loads(body)
        assert document["version"] == "https://jsonfeed.org/version/1.1"
        assert [item["title"] for item in document["items"]] == [r.title for r in expected]
        times = [datetime.fromisoformat(item["date_published"]) for item in document["items"]]
        assert times == [r.published_at for r in expected]
        return
    parsed = feedparser.parse(BytesIO(body))
    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == [r.title for r in expected]
    assert all(entry.link.endswith(report_path(r)) for entry, r in zip(parsed.entries, expected, strict=True))
    stamps = [entry.get("published_parsed") or entry["updated_parsed"] for entry in parsed.entries]
    times = [datetime.fromtimestamp(timegm(stamp), UTC) for stamp in stamps]
    assert times == [r.published_at for r in expected]


@pytest.mark.parametrize("feed", SEASON.feeds, ids=lambda feed: feed.slug)
def test_every_feed_says_that_it_is_synthetic(feed: SeasonFeed) -> None:
    _, body, _ = get(server_at(END), feed_path(feed))
    assert NOTICE.encode() in body


@pytest.mark.parametrize("feed", SEASON.feeds, ids=lambda feed: feed.slug)
def test_items_appear_when_their_time_has_come(feed: SeasonFeed) -> None:
    first, second = SEASON.of_feed(feed.slug)[:2]
    before = get(server_at(second.published_at - timedelta(seconds=1)), feed_path(feed))[1].decode()
    after = get(server_at(second.published_at), feed_path(feed))[1].decode()
    assert first.id in before
    assert second.id not in before
    assert first.id in after
    assert second.id in after


def test_a_feed_shows_a_teaser_and_the_page_the_whole_text() -> None:
    report = next(report for report in SEASON.reports if report.teaser)
    feed = next(feed for feed in SEASON.feeds if feed.slug == report.feed)
    server = server_at(report.published_at)
    last_words = report.text.split("\n")[-1]
    assert last_words not in get(server, feed_path(feed))[1].decode()
    assert last_words in get(server, report_path(report))[1].decode()


def test_a_page_exists_only_once_its_report_is_published() -> None:
    report = SEASON.told[0]
    assert get(server_at(report.published_at - timedelta(seconds=1)), report_path(report))[0] == 404
    status, body, headers = get(server_at(report.published_at), report_path(report))
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    assert NOTICE.encode() in body


def test_the_index_leads_to_every_feed() -> None:
    body = get(server_at(END), "/")[1].decode()
    assert all(f'href="{feed_path(feed)}"' in body for feed in SEASON.feeds)


def test_the_same_content_is_answered_with_304_by_tag_or_by_date() -> None:
    feed = feed_of(FeedForm.RSS)
    server = server_at(END)
    _, body, headers = get(server, feed_path(feed))
    assert body
    by_tag = get(server, feed_path(feed), If_None_Match=f'"other", W/{headers["ETag"]}')
    by_date = get(server, feed_path(feed), If_Modified_Since=headers["Last-Modified"])
    assert (by_tag[0], by_tag[1], by_date[0]) == (304, b"", 304)


def test_a_wrong_tag_outweighs_a_matching_date() -> None:
    feed = feed_of(FeedForm.ATOM)
    server = server_at(END)
    modified = get(server, feed_path(feed))[2]["Last-Modified"]
    answer = get(server, feed_path(feed), If_None_Match='"old"', If_Modified_Since=modified)
    assert answer[0] == 200


@pytest.mark.parametrize("date", ["yesterday", "", "Mon, 99 Nov 2025 99:00:00 GMT"])
def test_a_date_nobody_understands_is_ignored(date: str) -> None:
    answer = get(server_at(END), feed_path(feed_of(FeedForm.RSS)), If_Modified_Since=date)
    assert answer[0] == 200


def test_an_earlier_copy_is_answered_in_full() -> None:
    feed = feed_of(FeedForm.RSS)
    old = SEASON.of_feed(feed.slug)[0].published_at
    answer = get(server_at(END), feed_path(feed), If_Modified_Since=format_datetime(old, usegmt=True))
    assert answer[0] == 200


@pytest.mark.parametrize("method", ["POST", "DELETE", "get"])
def test_other_methods_are_refused(method: str) -> None:
    request = Request(method=method, path="/", headers={})
    assert server_at(END).answer(request).status == 405


async def test_it_speaks_http_on_the_loopback_interface(running: tuple[FeedServer, SeasonClock]) -> None:
    server, clock = running
    assert server.address == ("127.0.0.1", server.port)
    feed = feed_of(FeedForm.RSS)
    async with httpx.AsyncClient(base_url=server.base_url, trust_env=False) as client:
        first = await client.get(feed_path(feed))
        again = await client.get(feed_path(feed), headers={"If-None-Match": first.headers["ETag"]})
        clock.advance_to(END)
        later = await client.get(feed_path(feed), headers={"If-None-Match": first.headers["ETag"]})
        head = await client.head(feed_path(feed))
        missing = await client.get("/feeds/nothing.xml")
    assert (first.status_code, again.status_code, later.status_code) == (200, 304, 200)
    assert (head.status_code, head.content, missing.status_code) == (200, b"", 404)
    assert len(later.content) > len(first.content)
    assert server.requests == 5


@pytest.mark.parametrize("noise", [b"\r\n\r\n", b"GET /\r\n\r\n", b"\x16\x03\x01\x02\x00\r\n\r\n"])
async def test_what_is_not_http_gets_a_400_and_the_server_goes_on(
    running: tuple[FeedServer, SeasonClock], noise: bytes
) -> None:
    server, _ = running
    reader, writer = await asyncio.open_connection(*server.address)
    writer.write(noise)
    assert (await reader.read()).startswith(b"HTTP/1.1 400 ")
    writer.close()
    async with httpx.AsyncClient(base_url=server.base_url, trust_env=False) as client:
        assert (await client.get("/")).status_code == 200


async def test_a_head_without_end_is_dropped(running: tuple[FeedServer, SeasonClock]) -> None:
    server, _ = running
    reader, writer = await asyncio.open_connection(*server.address)
    writer.write(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000)
    try:
        answer = await reader.read()
    except ConnectionResetError:
        answer = b""
    assert answer == b""
    writer.close()
    async with httpx.AsyncClient(base_url=server.base_url, trust_env=False) as client:
        assert (await client.get("/")).status_code == 200
