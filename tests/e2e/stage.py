"""The stage of the timelines: the real application between a fake web and a fake Bot API, time set by hand.

Sources are fetched over HTTP, parsed in their process, read, merged, stored, queued and sent by the
real library over HTTP. Nothing between the two ends is replaced but the time.
"""

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path

from bot.app import App
from bot.channels.connection import telegram_connection
from bot.knowledge import Knowledge, load_knowledge
from bot.knowledge.locales import load_texts
from bot.model.document import DUSHANBE
from bot.model.source import SourceSpec
from bot.settings import Settings
from bot.store import sources
from bot.store.database import Database
from bot.store.problems import OpenProblem
from tests.e2e.texts import Text, harvest
from tests.fakes.bot_api import TOKEN, FakeBotApi, Person
from tests.fakes.bot_api.state import Posted
from tests.fakes.clock import HandClock
from tests.fakes.database import fresh_database
from tests.fakes.web import FakeWeb

OPERATOR_ID = 500
LEAST_STEP = timedelta(seconds=5)
POLL_SECONDS = 60


@cache
def known() -> Knowledge:
    """What the bot knows, loaded once for all timelines."""
    return load_knowledge()


@dataclass
class Feed:
    """A feed of the fake web: its items, newest first."""

    path: str
    name: str
    items: list[str] = field(default_factory=list)
    edition: int = 0


def rss_item(text: Text, moment: datetime, number: int) -> str:
    """An item with the whole text in it."""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.body.split("\n\n"))
    return (
        f"<item><guid isPermaLink='false'>item-{number}</guid><title>{escape(text.title)}</title>"
        f"<description>{escape(paragraphs)}</description>"
        f"<pubDate>{format_datetime(moment.astimezone(DUSHANBE))}</pubDate></item>"
    )


def rss(name: str, items: list[str]) -> str:
    """A feed as RSS 2.0."""
    return f"<rss version='2.0'><channel><title>{escape(name)}</title>{''.join(items)}</channel></rss>"


@dataclass
class Stage:
    """One performance. ``day`` is the day of the timeline; times are local to Dushanbe."""

    folder: Path
    web: FakeWeb
    api: FakeBotApi
    clock: HandClock
    feeds: dict[str, Feed] = field(default_factory=dict)
    published: int = 0
    allowed_chats: frozenset[int] = frozenset()
    _database: Database | None = None
    _app: App | None = None

    @property
    def app(self) -> App:
        """The application that runs now."""
        assert self._app is not None, "the bot is not running"
        return self._app

    @property
    def database(self) -> Database:
        """Its database."""
        assert self._database is not None, "the bot is not running"
        return self._database

    # The bot.

    async def start(self) -> None:
        """Start the bot, for the first time or again over what an earlier run left."""
        path = self.folder / "borderwatch.db"
        if path.exists():
            opened = Database.open(path, now=self.clock.now())
            assert not isinstance(opened, OpenProblem), opened
            self._database = opened
        else:
            self._database = fresh_database(self.folder, self.clock.now())
        knowledge = known()
        settings = Settings(
            admin_ids=frozenset({OPERATOR_ID}),
            allowed_chats=self.allowed_chats,
            fetch_allow=frozenset({self.web.pair}),
            poll_seconds=POLL_SECONDS,
        )
        self._app = App(
            settings=settings,
            database=self._database,
            knowledge=knowledge,
            texts=load_texts("en", settings.zone, knowledge.gazetteer),
            clock=self.clock,
            connection=telegram_connection(TOKEN, self.api.url),
        )
        await self._app.take_over()
        assert await self._app.converse()

    async def stop(self) -> None:
        """End the bot in order."""
        if self._app is not None:
            await self._app.close()
        if self._database is not None:
            self._database.close()
        self._app = self._database = None

    async def restart(self) -> None:
        """End the bot in order and start it again."""
        await self.stop()
        await self.start()

    async def killed_on_the_wire(self) -> None:
        """Let the next message be accepted, and end the bot before it can record that.

        The database is taken away first, so nothing that happens afterwards is stored.
        """
        before = len(self.api.accepted_calls("sendMessage"))
        self.api.fault("sendMessage", accept=True, wire="hang")
        step = asyncio.create_task(self.app.workers.dispatcher.step(self.clock.now()))
        await self.api.until(lambda: len(self.api.accepted_calls("sendMessage")) > before)
        await asyncio.to_thread(self.database.close)
        while not step.done():
            step.cancel()
            with contextlib.suppress(asyncio.CancelledError, RuntimeError):
                await asyncio.wait({step}, timeout=0.05)
        with contextlib.suppress(asyncio.CancelledError, RuntimeError):
            step.result()
        await self.app.close()
        self._app = self._database = None

    # The web.

    def feed(self, slug: str, name: str, *, reliability: str = "B", interval_seconds: int = 60) -> None:
        """Open a feed with some old unrelated news in it, and know it as a source."""
        self.open_feed(slug, name)
        spec = SourceSpec(
            slug=slug,
            name=name,
            url=self.web.url(f"/{slug}"),
            reliability=reliability,
            interval_seconds=interval_seconds,
        )
        self.database.write_now(lambda session: sources.seed_catalogue(session, [spec], self.clock.now()))

    def open_feed(self, slug: str, name: str) -> str:
        """Open a feed that the bot does not know yet; returns its address."""
        self.feeds[slug] = Feed(path=f"/{slug}", name=name)
        self.publish(slug, harvest(), ago=timedelta(hours=3))
        return self.web.url(f"/{slug}")

    def publish(self, slug: str, text: Text, *, ago: timedelta = timedelta(0)) -> None:
        """Let an outlet publish a text now, or some time ago."""
        feed = self.feeds[slug]
        self.published += 1
        feed.edition += 1
        feed.items.insert(0, rss_item(text, self.clock.now() - ago, self.published))
        self.web.publish(feed.path, rss(feed.name, feed.items), "application/rss+xml", f'"{feed.edition}"')

    # The time.

    async def to(self, time: str) -> None:
        """Go on to a time of the day, step by step."""
        hour, minute = (int(part) for part in time.split(":"))
        local = self.clock.now().astimezone(DUSHANBE)
        await self.until(local.replace(hour=hour, minute=minute, second=0, microsecond=0))

    async def on(self, **step: float) -> None:
        """Go on by a step, given as for ``timedelta``."""
        await self.until(self.clock.now() + timedelta(**step))

    async def until(self, moment: datetime) -> None:
        """Go on to a moment; whenever a source or a message is due on the way, the bot does its work."""
        assert moment >= self.clock.now(), "time never goes back"
        await self.app.step(self.clock.now())
        while self.clock.now() < moment:
            now = self.clock.now()
            due = [
                await self.database.read(sources.next_due_at),
                await self.app.workers.dispatcher.next_due_at(now),
            ]
            following = min([one for one in due if one is not None], default=moment)
            self.clock.to(min(moment, max(following, now + LEAST_STEP)))
            await self.app.step(self.clock.now())

    # The chats.

    def person(self, user_id: int, name: str) -> Person:
        """Somebody whose private chat with the bot is open."""
        person = self.api.user(user_id, name)
        self.api.private_chat(person)
        return person

    async def ask(self, person: Person, text: str, chat: int | None = None) -> Posted:
        """Say something and wait for the answer."""
        return await self.api.ask(person.id if chat is None else chat, person, text)

    async def press(self, person: Person, posted: Posted, label: str) -> None:
        """Press a button and wait until the message was edited or another came."""
        edits, sent = len(posted.edits), len(self.api.messages(posted.chat_id))
        self.api.press(posted.chat_id, person, posted.message_id, posted.data_of(label))
        await self.api.until(
            lambda: len(posted.edits) > edits or len(self.api.messages(posted.chat_id)) > sent
        )

    def alerts(self, chat: int) -> list[Posted]:
        """The alerts in a chat: what the bot said there beside its answers."""
        return [posted for posted in self.api.messages(chat) if _is_alert(posted)]


def _is_alert(posted: Posted) -> bool:
    return posted.text[:1] in "🔴🟠🟡⚪⚫" and "TJAF-" in posted.text
