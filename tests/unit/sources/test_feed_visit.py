"""Visits to feeds over real HTTP and a real parsing process: unchanged, empty and failed are three."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.source import Empty, Failed, Fetched, Source, SourceSpec, Unchanged, Validators, Visit
from bot.sources.client import GuardedClient
from bot.sources.parsing import Parser
from bot.sources.registry import visit
from tests.fakes.names import PUBLIC_HOST, FakeNames, RecordingDialler
from tests.fakes.web import FakeWeb

NOW = datetime(2025, 11, 27, 12, 0, tzinfo=UTC)
ITEM = "<item><guid>1</guid><title>t</title></item>"


def rss(inner: str = ITEM) -> str:
    return f"<rss version='2.0'><channel><title>News</title>{inner}</channel></rss>"


@dataclass
class Desk:
    """A web, a client, a parser, and a source that remembers what its visits taught it."""

    web: FakeWeb
    client: GuardedClient
    parser: Parser
    source: Source

    async def poll(self, now: datetime = NOW) -> Visit:
        result = await visit(self.source, self.client, self.parser, now)
        if not isinstance(result, Failed):
            known = result.validators
            self.source = replace(
                self.source, etag=known.etag, last_modified=known.last_modified, digest=known.digest
            )
        if isinstance(result, Fetched | Empty):
            self.source = replace(self.source, last_full_fetch_at=now)
        return result


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with FakeWeb() as web, GuardedClient(frozenset({web.pair})) as client, Parser() as parser:
        spec = SourceSpec(slug="news", name="News", url=web.url("/feed"))
        yield Desk(web, client, parser, Source(id=1, spec=spec))


async def test_a_feed_is_fetched_with_what_a_commit_needs(desk: Desk) -> None:
    desk.web.publish("/feed", rss(), "text/xml", '"1"', last_modified="Thu, 27 Nov 2025 10:00:00 GMT")
    result = await desk.poll()
    assert isinstance(result, Fetched)
    assert [item.external_id for item in result.items] == ["1"]
    assert result.title == "News"
    assert result.validators.etag == '"1"'
    assert result.validators.last_modified == "Thu, 27 Nov 2025 10:00:00 GMT"
    assert result.moved_to is None


async def test_the_second_poll_is_conditional_and_a_304_is_unchanged(desk: Desk) -> None:
    desk.web.publish("/feed", rss(), "text/xml", '"1"')
    await desk.poll()
    result = await desk.poll(NOW + timedelta(minutes=5))
    assert isinstance(result, Unchanged)
    assert result.validators.etag == '"1"'
    assert desk.web.requests[0].header("if-none-match") is None
    assert desk.web.requests[1].header("if-none-match") == '"1"'


async def test_the_same_bytes_without_validators_are_unchanged(desk: Desk) -> None:
    desk.web.publish("/feed", rss(), "text/xml")
    assert isinstance(await desk.poll(), Fetched)
    assert isinstance(await desk.poll(NOW + timedelta(minutes=5)), Unchanged)
    desk.web.publish("/feed", rss(ITEM + ITEM.replace(">1<", ">2<")), "text/xml")
    assert isinstance(await desk.poll(NOW + timedelta(minutes=10)), Fetched)


async def test_a_server_that_says_304_for_ever_is_read_whole_after_six_hours(desk: Desk) -> None:
    desk.web.publish("/feed", rss(), "text/xml", '"1"')
    await desk.poll()
    desk.web.publish("/feed", rss(ITEM.replace(">1<", ">2<")), "text/xml", '"1"')
    assert isinstance(await desk.poll(NOW + timedelta(hours=5, minutes=59)), Unchanged)
    late = await desk.poll(NOW + timedelta(hours=6))
    assert isinstance(late, Fetched)
    assert late.items[0].external_id == "2"
    assert desk.web.requests[-1].header("if-none-match") is None


async def test_a_clock_that_went_back_does_not_postpone_the_full_fetch(desk: Desk) -> None:
    desk.web.publish("/feed", rss(), "text/xml", '"1"')
    await desk.poll()
    assert isinstance(await desk.poll(NOW - timedelta(hours=1)), Fetched)


async def test_an_empty_feed_is_empty_and_not_failed(desk: Desk) -> None:
    desk.web.publish("/feed", rss(""), "text/xml", '"1"')
    result = await desk.poll()
    assert isinstance(result, Empty)
    assert result.title == "News"
    assert isinstance(await desk.poll(), Unchanged)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        ("", "text/xml"),
        ("<html>Sign in</html>", "text/html"),
        ("12345678901", "text/xml"),
        ("%PDF-1.7", "application/pdf"),
    ],
)
async def test_a_200_that_holds_no_feed_is_failed_and_not_empty(
    desk: Desk, content: str, content_type: str
) -> None:
    desk.web.publish("/feed", content, content_type)
    result = await desk.poll()
    assert isinstance(result, Failed)
    assert result.reason == "not_a_feed"


@pytest.mark.parametrize(
    ("kind", "reason"), [("410", "status"), ("reset", "unreachable"), ("bomb", "too_big")]
)
async def test_troubles_of_the_web_are_failures(desk: Desk, kind: str, reason: str) -> None:
    desk.web.fail("/feed", kind)
    result = await desk.poll()
    assert isinstance(result, Failed)
    assert result.reason == reason


async def test_a_failure_does_not_forget_the_validators(desk: Desk) -> None:
    desk.web.publish("/feed", rss(), "text/xml", '"1"')
    await desk.poll()
    desk.web.fail("/feed", "500")
    await desk.poll()
    desk.web.publish("/feed", rss(), "text/xml", '"1"')
    assert isinstance(await desk.poll(), Unchanged)


async def test_a_304_without_validators_keeps_those_that_were_sent(desk: Desk) -> None:
    desk.source = replace(desk.source, etag='"1"', digest="d", last_full_fetch_at=NOW)
    desk.web.fail("/feed", "304")
    result = await desk.poll()
    assert result == Unchanged(validators=Validators(etag='"1"', digest="d"))


async def test_a_kind_that_nobody_knows_is_a_failure(desk: Desk) -> None:
    desk.source = replace(desk.source, spec=replace(desk.source.spec, kind="carrier_pigeon"))
    assert isinstance(await desk.poll(), Failed)


async def test_a_permanent_move_to_another_site_is_reported_with_the_content() -> None:
    address, port = "93.184.216.34", 80
    async with FakeWeb(PUBLIC_HOST) as web, Parser() as parser:
        web.redirect("/old", "http://new.example/feed", status=301)
        web.publish("/feed", rss(), "text/xml")
        names = FakeNames({"old.example": [address], "new.example": [address]})
        dialler = RecordingDialler({address: (PUBLIC_HOST, web.port)})
        source = Source(id=1, spec=SourceSpec(slug="news", name="News", url="http://old.example/old"))
        async with GuardedClient(resolver=names, dialler=dialler) as client:
            result = await visit(source, client, parser, NOW)
    assert isinstance(result, Fetched)
    assert result.moved_to == "http://new.example/feed"
    assert dialler.dialled == [(address, port)] * 2
