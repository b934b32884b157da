"""The whole application started and stopped: in order, with a reason, and losing nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.app import App
from bot.channels.connection import console_connection, telegram_connection
from bot.channels.console import ConsoleRequest
from bot.channels.terminal import QueuedLines
from bot.clock import SystemClock
from bot.knowledge.locales import load_texts
from bot.model.source import SourceSpec
from bot.model.vocabulary import AlertReason, ChatKind, DeliveryState, Severity
from bot.settings import Settings
from bot.store import alerts, chats, incidents, queue, sources
from bot.store.database import Database, Session
from bot.store.problems import StorageBroken, StorageBusy, StorageFull
from tests.builders import make_snapshot
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.clock import HandClock
from tests.fakes.database import fresh_database
from tests.fakes.web import FakeWeb
from tests.unit.workers.world import known


@dataclass
class House:
    """An application over a fresh database; ``stop`` ends it."""

    app: App
    database: Database
    stop: asyncio.Event

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["asyncio.Task[str | None]"]:
        task = asyncio.create_task(self.app.serve(self.stop))
        try:
            yield task
        finally:
            self.stop.set()
            async with asyncio.timeout(20):
                await asyncio.gather(task, return_exceptions=True)


def house(folder: Path, api: FakeBotApi, *, token: str = TOKEN, settings: Settings | None = None) -> House:
    database = fresh_database(folder / "data", datetime.now(UTC))
    app = App(
        settings=settings or Settings(),
        database=database,
        knowledge=known(),
        texts=load_texts(),
        clock=SystemClock(),
        connection=telegram_connection(token, api.url),
    )
    return House(app, database, asyncio.Event())


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


@pytest.fixture
async def home(tmp_path: Path, api: FakeBotApi) -> AsyncIterator[House]:
    made = house(tmp_path, api)
    yield made
    made.database.close()


def queue_alert(database: Database, address: int) -> None:
    """A row that is due now."""

    def change(session: Session) -> None:
        now = datetime.now(UTC)
        chat = chats.upsert(
            session, channel="telegram", address=address, kind=ChatKind.PRIVATE, title=None, now=now
        )
        incident = incidents.create(
            session, make_snapshot(), prefix="TJAF", year=2026, first_reported_at=now, now=now
        )
        alert = alerts.raise_alert(
            session,
            incident.id,
            1,
            reason=AlertReason.NEW,
            severity=Severity.HIGH,
            sound=True,
            now=now,
        )
        alerts.enqueue(session, alert, [(chat.id, 0)], due_at=now, now=now)

    database.write_now(change)


def states(database: Database) -> list[DeliveryState]:
    return [row.state for row in database.read_now(queue.load)]


async def test_it_answers_and_sends_until_it_is_told_to_stop(home: House, api: FakeBotApi) -> None:
    ann = api.user(11, "Ann")
    chat = api.private_chat(ann)
    async with home.serving() as serving:
        answer = await api.ask(chat, ann, "/help")
        assert "/subscribe" in answer.text
        queue_alert(home.database, chat)
        await api.until(lambda: len(api.messages(chat)) == 2, seconds=20)
        home.stop.set()
        assert await serving is None
    assert states(home.database) == [DeliveryState.SENT]
    assert not home.app.connection.application.running


async def test_a_refused_token_ends_it_with_that_reason(tmp_path: Path, api: FakeBotApi) -> None:
    refused = house(tmp_path, api, token="4242424242:" + "nope" * 9)
    async with refused.serving() as serving, asyncio.timeout(20):
        assert await serving == "token_refused"
    refused.database.close()


@pytest.mark.parametrize(
    ("worker", "step"), [("collector", "start_due"), ("analyst", "step"), ("janitor", "step")]
)
async def test_a_worker_whose_disk_breaks_ends_everything(
    home: House, monkeypatch: pytest.MonkeyPatch, worker: str, step: str
) -> None:
    async def broken(now: datetime) -> None:
        raise StorageBroken("I/O error")

    monkeypatch.setattr(getattr(home.app.workers, worker), step, broken)
    async with home.serving() as serving, asyncio.timeout(20):
        assert await serving == "storage_broken"


async def test_a_sender_whose_disk_breaks_ends_everything(
    home: House, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object, **more: object) -> None:
        raise StorageBroken("I/O error")

    monkeypatch.setattr("bot.workers.dispatcher.outbox.claim", broken)
    async with home.serving() as serving, asyncio.timeout(20):
        assert await serving == "storage_broken"


async def test_a_part_that_ends_by_a_fault_of_ours_is_seen(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*given: object, **more: object) -> bool:
        raise KeyError("a fault of ours")

    monkeypatch.setattr("bot.app.connect", broken)
    async with home.serving() as serving, asyncio.timeout(20):
        assert await serving == "worker_ended"


async def test_where_nothing_is_received_for_long_it_begins_anew_and_still_stops_cleanly(
    home: House, api: FakeBotApi
) -> None:
    ann = api.user(11, "Ann")
    chat = api.private_chat(ann)
    async with home.serving() as serving:
        await api.ask(chat, ann, "/help")
        clock = HandClock(datetime.now(UTC))
        home.app.clock = clock
        await home.app.watch_reception(clock.now())
        polls = [t for t in asyncio.all_tasks() if t.get_name() == "Updater:start_polling:polling_task"]
        for task in polls:
            task.cancel()
        await asyncio.wait(polls)
        await home.app.watch_reception(clock.now())
        clock.on(seconds=91)
        with capture_logs() as logs:
            await home.app.watch_reception(clock.now())
            await home.app.watch_reception(clock.now())
        assert [entry["log_level"] for entry in logs if "anew" in entry["event"]] == ["error"]
        # The poll that was left behind may still answer once, but not twice.
        await api.ask(chat, ann, "/help")
        await api.ask(chat, ann, "/help")
        home.stop.set()
        assert await serving is None


@pytest.mark.parametrize(
    "fault", [StorageBusy("locked"), StorageFull("no space"), StorageBroken("I/O error")]
)
async def test_a_disk_that_fails_at_the_start_ends_it_with_that_reason(
    home: House, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def broken(*given: object, **more: object) -> None:
        raise fault

    monkeypatch.setattr("bot.workers.dispatcher.outbox.recover", broken)
    async with asyncio.timeout(20):
        assert await home.app.serve(home.stop) == "storage_broken"
    await home.app.close()


async def test_what_is_on_the_wire_when_it_stops_is_still_recorded(home: House, api: FakeBotApi) -> None:
    chat = api.private_chat(api.user(11, "Ann"))
    gate = api.gate("sendMessage")
    async with home.serving() as serving:
        queue_alert(home.database, chat)
        await api.until(lambda: gate.waiting == 1, seconds=20)
        home.stop.set()
        await asyncio.sleep(0)
        assert states(home.database) == [DeliveryState.SENDING]
        gate.open()
        async with asyncio.timeout(20):
            assert await serving is None
    assert states(home.database) == [DeliveryState.SENT]
    assert len(api.messages(chat)) == 1


async def test_a_claim_under_way_when_it_stops_is_carried_through(
    home: House, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the row would stand on the wire, and be repeated at the next start although nothing was sent."""
    loop, claimed, stopping, go_on = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event(), Event()

    def slow_claim(*given: Any, **more: Any) -> Any:
        row = queue.claim(*given, **more)
        if row is not None:
            loop.call_soon_threadsafe(claimed.set)
            go_on.wait(20)
        return row

    async def stop_collector() -> None:
        stopping.set()

    monkeypatch.setattr("bot.workers.dispatcher.outbox.claim", slow_claim)
    monkeypatch.setattr(home.app.workers.collector, "stop", stop_collector)
    chat = api.private_chat(api.user(11, "Ann"))
    queue_alert(home.database, chat)
    async with home.serving() as serving, asyncio.timeout(20):
        await claimed.wait()
        home.stop.set()
        await stopping.wait()
        for _ in range(20):
            await asyncio.sleep(0)
        go_on.set()
        assert await serving is None

    assert states(home.database) == [DeliveryState.SENT]
    assert len(api.messages(chat)) == 1


async def test_it_stops_while_telegram_cannot_be_reached(tmp_path: Path, api: FakeBotApi) -> None:
    lonely = house(tmp_path, api)
    await api.stop()
    async with lonely.serving() as serving:
        for _ in range(50):
            await asyncio.sleep(0)
        lonely.stop.set()
        async with asyncio.timeout(10):
            assert await serving is None
    lonely.database.close()


async def test_menus_that_cannot_be_set_stop_nothing(
    home: House, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*given: object) -> int:
        raise KeyError("a fault of ours")

    monkeypatch.setattr("bot.app.publish_menus", broken)
    chat = api.private_chat(api.user(11, "Ann"))
    queue_alert(home.database, chat)
    async with home.serving():
        await api.until(lambda: len(api.messages(chat)) == 1, seconds=20)


async def test_sources_that_fail_at_the_first_start_are_told_on_the_terminal(tmp_path: Path) -> None:
    lines, written = QueuedLines(), list[str]()
    told = asyncio.Event()

    def write(text: str) -> None:
        written.append(text)
        if "could not be read at the first start" in text:
            told.set()

    async with FakeWeb() as web:
        web.fail("/feed", "404")
        database = fresh_database(tmp_path / "data", datetime.now(UTC))
        spec = SourceSpec(slug="valley", name="Valley", url=web.url("/feed"))
        database.write_now(
            lambda session: sources.seed_catalogue(session, [spec], datetime.now(UTC) - timedelta(minutes=1))
        )
        console = ConsoleRequest(lines, write, lambda: datetime.now(UTC))
        app = App(
            settings=Settings(fetch_allow=frozenset({web.pair})),
            database=database,
            knowledge=known(),
            texts=load_texts(),
            clock=SystemClock(),
            connection=console_connection(console),
        )
        async with House(app, database, asyncio.Event()).serving():
            await web.until_asked("/feed", 1, seconds=20)
            async with asyncio.timeout(20):
                await told.wait()
        database.close()
