"""Visits over real HTTP and a real parser, and what they leave in a real database."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from html import escape

import pytest

from bot.model.source import Source, SourceSpec
from bot.model.vocabulary import SourceState
from bot.sources.client import GuardedClient
from bot.sources.parsing import Parser
from bot.store import documents, sources
from bot.store.database import Database, Session
from bot.store.documents import Unread
from bot.store.problems import StorageFull
from bot.workers.collector import SHORT_ITEM_CHARACTERS, Collector
from tests.builders import NOON
from tests.fakes.clock import HandClock
from tests.fakes.names import FakeNames, RecordingDialler
from tests.fakes.web import FakeWeb

PAGE_TEXT = "Four armed men were killed by border guards near the river, officials said. " * 12
SHORT = "Four men were killed at the border."
LONG = "Four men were killed at the border. " * 30


def rss(*items: tuple[str, str, str]) -> str:
    """A feed of (id, text, address) items."""
    body = "".join(
        f"<item><guid isPermaLink='false'>{name}</guid><title>News {name}</title>"
        f"<description>{escape(text)}</description><link>{url}</link></item>"
        for name, text, url in items
    )
    return f"<rss version='2.0'><channel><title>News</title>{body}</channel></rss>"


def page(text: str = PAGE_TEXT) -> str:
    return f"<html><body><article><h1>At the border</h1><p>{text}</p></article></body></html>"


@dataclass
class Newsroom:
    """A collector, the web it visits, and the time."""

    web: FakeWeb
    database: Database
    client: GuardedClient
    parser: Parser
    clock: HandClock = field(default_factory=lambda: HandClock(NOON))
    woken: int = 0
    stored: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.collector = Collector(
            database=self.database,
            client=self.client,
            parser=self.parser,
            gate=lambda title, text: "killed" in text,
            floor_seconds=60,
            stored=self._wake,
        )

    def _wake(self) -> None:
        self.woken += 1
        self.stored.set()

    async def told_of(self, name: str) -> None:
        """Wait until the collector says that something is stored, and see that it is this."""
        async with asyncio.timeout(20):
            await self.stored.wait()
        self.stored.clear()
        assert name in self.unread()

    def source(self, slug: str = "news", web: FakeWeb | None = None, *, address: str | None = None) -> Source:
        url = address or (web or self.web).url(f"/{slug}")
        spec = SourceSpec(slug=slug, name=slug, url=url, interval_seconds=60)
        return self.database.write_now(lambda session: sources.add(session, spec, self.clock.now())[0])

    def publish(self, *items: tuple[str, str, str], slug: str = "news", etag: str | None = None) -> None:
        self.web.publish(f"/{slug}", rss(*items), "application/rss+xml", etag)

    async def step(self) -> None:
        await self.collector.step(self.clock.now())

    def unread(self) -> dict[str, Unread]:
        def query(session: Session) -> dict[str, Unread]:
            found = documents.next_unread(session, self.clock.now(), 100)
            return {(one.document.title or "").removeprefix("News "): one for one in found}

        return self.database.read_now(query)

    def known(self, slug: str = "news") -> Source:
        found = self.database.read_now(lambda session: sources.find(session, slug))
        assert found is not None
        return found


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Newsroom]:
    async with FakeWeb() as web, GuardedClient(frozenset({web.pair})) as client, Parser() as parser:
        newsroom = Newsroom(web, database, client, parser)
        yield newsroom
        await newsroom.collector.stop()


async def test_a_first_import_is_stored_but_not_to_be_pushed_and_the_second_poll_is(room: Newsroom) -> None:
    room.source()
    room.publish(("a", LONG, ""))
    await room.step()
    room.clock.on(minutes=2)
    room.publish(("a", LONG, ""), ("b", LONG, ""))
    await room.step()

    assert {name: one.pushable for name, one in room.unread().items()} == {"a": False, "b": True}
    assert room.woken == 2


async def test_a_short_item_that_passes_the_gate_has_its_page_fetched_once(room: Newsroom) -> None:
    room.source()
    room.web.publish("/page", page(), "text/html")
    room.publish(("a", SHORT, room.web.url("/page")))
    await room.step()
    document = room.unread()["a"].document
    assert document.text.startswith("Four armed men were killed by border guards")
    assert len(document.text) > SHORT_ITEM_CHARACTERS
    assert not document.truncated

    for minute in range(2, 8, 2):
        room.clock.on(minutes=minute)
        room.publish(("a", SHORT, room.web.url("/page")), (f"x{minute}", LONG, ""))
        await room.step()
    assert room.web.asked("/page") == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [(LONG, "it is long enough"), ("Apricots are cheap this year.", "it does not pass the gate")],
)
async def test_no_other_page_is_ever_fetched(room: Newsroom, text: str, why: str) -> None:
    room.source()
    room.publish(("a", text, room.web.url("/page")))
    await room.step()
    assert room.web.asked("/page") == 0, why
    assert not room.unread()["a"].document.truncated


@pytest.mark.parametrize("trouble", ["404", "reset", "cut"])
async def test_an_item_whose_page_cannot_be_had_is_read_as_it_is_and_marked(
    room: Newsroom, trouble: str
) -> None:
    room.source()
    room.web.fail("/page", trouble)
    room.publish(("a", SHORT, room.web.url("/page")))
    await room.step()

    document = room.unread()["a"].document
    assert document.text == SHORT
    assert document.truncated
    room.clock.on(minutes=2)
    await room.step()
    assert room.web.asked("/page") == 1


async def test_a_page_inside_the_network_is_never_dialled(room: Newsroom) -> None:
    async with FakeWeb() as internal:
        room.source()
        room.publish(("a", SHORT, internal.url("/secret")))
        await room.step()

        assert internal.requests == []
    assert room.unread()["a"].document.truncated


async def test_validators_are_stored_with_the_items_they_came_with(room: Newsroom) -> None:
    room.source()
    room.publish(("a", LONG, ""), etag='"1"')
    await room.step()
    room.clock.on(minutes=2)
    await room.step()

    assert [request.header("if-none-match") for request in room.web.requests] == [None, '"1"']
    assert room.known().last_result == "unchanged"
    assert room.woken == 1


async def test_a_failure_is_noted_and_costs_no_validators(room: Newsroom) -> None:
    room.source()
    room.publish(("a", LONG, ""), etag='"1"')
    await room.step()
    room.web.fail("/news", "503")
    room.clock.on(minutes=2)
    await room.step()

    known = room.known()
    assert (known.failures, known.last_result, known.etag) == (1, "status", '"1"')
    assert known.next_poll_at is not None
    assert known.next_poll_at > room.clock.now()


async def test_only_what_is_due_is_visited(room: Newsroom) -> None:
    room.source()
    room.publish(("a", LONG, ""))
    await room.step()
    room.clock.on(seconds=5)
    await room.step()
    assert room.web.asked("/news") == 1


async def test_one_silent_source_does_not_hold_up_the_others(room: Newsroom) -> None:
    async with FakeWeb("127.0.0.2") as slow:
        both = frozenset({room.web.pair, slow.pair})
        async with GuardedClient(both) as client:
            room.client = client
            room.__post_init__()
            slow.fail("/slow", "silent")
            room.source("slow", slow)
            room.source("news")
            room.publish(("a", LONG, ""))

            await room.collector.start_due(room.clock.now())
            await slow.first_request.wait()
            await room.told_of("a")
            room.clock.on(minutes=2)
            room.publish(("a", LONG, ""), ("b", LONG, ""))
            await room.collector.start_due(room.clock.now())
            await room.told_of("b")

            under_way = [task.get_name() for task in asyncio.all_tasks() if task.get_name() == "visit slow"]
            assert len(under_way) == 1, "a visit under way is not begun again"
            await room.collector.stop()
    assert room.known("slow").last_poll_at is None


async def test_a_fault_in_one_visit_is_a_failure_of_that_source(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*given: object) -> None:
        raise KeyError("a fault of ours")

    room.source()
    monkeypatch.setattr("bot.workers.collector.visit_source", broken)
    await room.step()

    known = room.known()
    assert (known.last_result, known.failures) == ("parser", 1)
    assert known.next_poll_at is not None
    assert known.next_poll_at > room.clock.now() + timedelta(seconds=60)


async def test_a_disk_that_is_full_pauses_the_collector_instead_of_fetching_for_ever(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object, **more: object) -> None:
        raise StorageFull("no space")

    room.source()
    room.publish(("a", LONG, ""))
    with monkeypatch.context() as broken:
        broken.setattr("bot.workers.collector.visits.record_visit", full)
        await room.collector.start_due(room.clock.now())
        await room.collector.idle()
        with pytest.raises(StorageFull):
            await room.collector.start_due(room.clock.now())
    assert room.web.asked("/news") == 1

    await room.step()
    assert "a" in room.unread()


async def test_a_source_that_was_removed_meanwhile_leaves_nothing(room: Newsroom) -> None:
    source = room.source()
    room.publish(("a", LONG, ""))
    room.database.write_now(
        lambda session: sources.set_state(session, source.id, SourceState.REMOVED, room.clock.now())
    )
    recorded = await room.collector.visit(source, room.clock.now())

    assert recorded.new == ()
    assert room.unread() == {}


async def test_a_feed_outside_cannot_have_an_inner_page_fetched(room: Newsroom) -> None:
    async with FakeWeb("127.0.0.2") as outside:
        names = FakeNames({"outside.example": ["93.184.216.34"], "127.0.0.1": ["127.0.0.1"]})
        inner = (room.web.host, room.web.port)
        dialler = RecordingDialler({"93.184.216.34": (outside.host, outside.port), "127.0.0.1": inner})
        room.web.publish("/a", page(), "text/html")
        outside.publish("/news", rss(("a", SHORT, room.web.url("/a"))), "application/rss+xml")
        room.web.redirect("/bridge", "http://outside.example/news")
        async with GuardedClient(frozenset({room.web.pair}), resolver=names, dialler=dialler) as client:
            strange = Newsroom(room.web, room.database, client, room.parser)
            strange.source("news", address="http://outside.example/news")
            strange.source("bridge")
            await strange.step()
            assert strange.unread()["a"].document.truncated
    assert outside.asked("/news") == 2
    assert room.web.asked("/a") == 0
