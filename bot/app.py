"""The composition root: puts all parts together, starts them, and stops them in order.

Order of start: lock, database, knowledge (by the caller) → workers → conversation. Order of stop:
conversation, collector, analyst, dispatcher (which waits for what is on the wire), parser, client.
Nothing is decided here.
"""

import asyncio
import contextlib
import os
import secrets
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.channels.connection import Connection, connect, disconnect, receive_anew, stop_receiving
from bot.channels.pacing import Pacing
from bot.channels.polling import Reception
from bot.channels.request import LONGEST_CALL_SECONDS
from bot.channels.telegram import TelegramSender
from bot.clock import Clock
from bot.desk.desk import Desk
from bot.desk.surroundings import Surroundings
from bot.knowledge import Knowledge
from bot.render.texts import Texts
from bot.settings import Settings
from bot.sources.client import GuardedClient
from bot.sources.parsing import Parser
from bot.store.database import Database
from bot.store.problems import StorageBroken, StoragePause
from bot.workers.analysis import Consequences
from bot.workers.analyst import Analyst
from bot.workers.collector import Collector
from bot.workers.dispatcher import Dispatcher
from bot.workers.first_start import FirstStart
from bot.workers.janitor import Janitor
from bot.workers.loops import Loop, Step
from bot.workers.waking import start_waking
from handlers import publish_menus, register

LONGEST_PAUSE_SECONDS = 30.0
STOP_SECONDS = 10.0
CONNECT_PAUSES_SECONDS = (1.0, 3.0, 5.0, 10.0, 20.0)

log = structlog.get_logger("borderwatch.app")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """The four steps."""

    collector: Collector
    analyst: Analyst
    dispatcher: Dispatcher
    janitor: Janitor


class App:
    """A whole bot over one database and one connection."""

    def __init__(
        self,
        *,
        settings: Settings,
        database: Database,
        knowledge: Knowledge,
        texts: Texts,
        clock: Clock,
        connection: Connection,
        client: GuardedClient | None = None,
        parser: Parser | None = None,
    ) -> None:
        self.database = database
        self.clock = clock
        self.connection = connection
        self._texts = texts
        self._operators = settings.admin_ids | connection.operators
        self._allowed_chats = settings.allowed_chats
        self._client = client or GuardedClient(settings.fetch_allow)
        self._parser = parser or Parser()
        self._loops: dict[str, Loop] = {}
        self._reception = Reception()
        owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.workers = self._build_workers(settings, knowledge, owner)
        self.desk = Desk(
            Surroundings(
                database=database,
                knowledge=knowledge,
                clock=clock,
                client=self._client,
                parser=self._parser,
                poll=self.workers.collector.visit,
                started_at=clock.now(),
                floor_seconds=settings.poll_seconds,
            )
        )
        register(
            connection.application,
            desk=self.desk,
            texts=texts,
            operators=self._operators,
            allowed_chats=settings.allowed_chats,
            monotonic=clock.monotonic,
            channel=connection.channel,
        )
        self._first_start = FirstStart(database=database, texts=texts, tell=self._tell_terminal)

    def _build_workers(self, settings: Settings, knowledge: Knowledge, owner: str) -> Workers:
        return Workers(
            collector=Collector(
                database=self.database,
                client=self._client,
                parser=self._parser,
                gate=knowledge.reader.gate,
                floor_seconds=settings.poll_seconds,
                stored=lambda: self._wake("analyst"),
                visited=lambda: self._wake("first_start"),
            ),
            analyst=Analyst(
                database=self.database,
                reader=knowledge.reader,
                consequences=Consequences(knowledge),
                queued=lambda: self._wake("dispatcher"),
            ),
            dispatcher=Dispatcher(
                database=self.database,
                sender=TelegramSender(self.connection.application.bot),
                pacing=Pacing(),
                clock=self.clock,
                knowledge=knowledge,
                texts=self._texts,
                owner=owner,
                channel=self.connection.channel,
            ),
            janitor=Janitor(database=self.database, owner=owner),
        )

    async def step(self, now: datetime) -> int:
        """Do once whatever is due: collect, analyse, dispatch. For clocks that are set by hand.

        Returns how many deliveries were dealt with.
        """
        await self.workers.collector.step(now)
        await self.workers.analyst.step(now)
        return await self.workers.dispatcher.step(now)

    async def take_over(self) -> None:
        """Take over what an earlier run left: rows on the wire, and chats that are served no longer."""
        await self.workers.dispatcher.recover(self.clock.now())
        if self._allowed_chats:
            dropped = await self.desk.serve_only(self._allowed_chats | self._operators)
            if dropped:
                log.info("chats outside ALLOWED_CHATS are told nothing more", chats=dropped)

    async def serve(self, stop: asyncio.Event) -> str | None:
        """Run until ``stop`` is set; returns why it ended early, as a problem code, or None."""
        try:
            await self.take_over()
        except (StorageBroken, StoragePause):
            log.critical("a worker ended", worker="take_over", exc_info=True)
            return "storage_broken"
        self._loops = {name: self._loop(name, step) for name, step in self._steps().items()}
        tasks = {
            name: asyncio.create_task(loop.run(), name=name)
            for name, loop in self._loops.items()
            if name != "dispatcher"
        }
        conversation = asyncio.create_task(self._converse(), name="conversation")
        waiting = asyncio.create_task(stop.wait())
        scheduler = start_waking(self._wake)
        try:
            done, _ = await asyncio.wait(
                {waiting, conversation, *tasks.values()}, return_when=asyncio.FIRST_COMPLETED
            )
            return _why_ended(done - {waiting})
        finally:
            scheduler.shutdown(wait=False)
            await _cancel(waiting)
            # Before all else: it must not begin to receive again what the stop has ended.
            self._loops["reception"].stop()
            await _within(STOP_SECONDS, _cancel(tasks["reception"]))
            await self._stop(conversation, tasks.values())

    def _steps(self) -> dict[str, Step]:
        return {
            "collector": self.workers.collector.start_due,
            "analyst": self.workers.analyst.step,
            "dispatcher": self.workers.dispatcher.step,
            "janitor": self.workers.janitor.step,
            "first_start": self._first_start.step,
            "reception": self.watch_reception,
        }

    def _loop(self, name: str, step: Step) -> Loop:
        return Loop(name, step, self.clock, longest_pause_seconds=LONGEST_PAUSE_SECONDS)

    async def converse(self) -> bool:
        """Begin to receive and answer; False if the token is refused."""
        return await connect(
            self.connection,
            pause=_pause,
            failed=_unreachable,
        )

    async def watch_reception(self, now: datetime) -> None:
        """Begin to receive anew where no poll was good for too long, by monotonic time."""
        del now
        polling = self.connection.polling
        if polling is None or not self.connection.application.running:
            return
        if self._reception.overdue(polling.good_polls, self.clock.monotonic()):
            log.error("nothing is received: beginning anew")
            await receive_anew(self.connection, failed=_unreachable)
            self._reception.begun_anew(self.clock.monotonic())

    async def close(self) -> None:
        """Stop conversation, parser and client. For an app that was stepped by hand."""
        await disconnect(self.connection)
        await self.workers.collector.stop()
        await self._parser.aclose()
        await self._client.aclose()

    async def _converse(self) -> str | None:
        """Connect, then send: nothing is claimed before the line is known to be good."""
        if not await self.converse():
            return "token_refused"
        log.info("connected", channel=self.connection.channel)
        menus = asyncio.create_task(self._publish_menus())
        try:
            await self._loops["dispatcher"].run()
        finally:
            await _cancel(menus)
        return None

    async def _publish_menus(self) -> None:
        try:
            await publish_menus(self.connection.application.bot, self._texts, self._operators)
        except Exception:
            # Menus are a convenience: without them every command still works.
            log.exception("menu not set")

    def _wake(self, name: str) -> None:
        loop = self._loops.get(name)
        if loop is not None:
            loop.wake()

    def _tell_terminal(self, text: str) -> None:
        if self.connection.console is not None:
            self.connection.console.notice(text)

    async def _stop(
        self, conversation: asyncio.Task[str | None], others: Iterable[asyncio.Task[None]]
    ) -> None:
        """End everything in order. What hangs is given up: all that matters is stored already."""
        if not self.connection.application.running:
            await _cancel(conversation)
        await _within(STOP_SECONDS, stop_receiving(self.connection))
        await _cancel(*others)
        await self.workers.collector.stop()
        self.workers.dispatcher.stop()
        self._loops["dispatcher"].stop()
        await asyncio.wait({conversation}, timeout=LONGEST_CALL_SECONDS)
        await _cancel(conversation)
        await _within(STOP_SECONDS, self.close())


def _unreachable(kind: str) -> None:
    log.warning("Telegram cannot be reached", error=kind)


async def _pause(attempt: int) -> None:
    await asyncio.sleep(CONNECT_PAUSES_SECONDS[min(attempt, len(CONNECT_PAUSES_SECONDS) - 1)])


async def _within(seconds: float, work: Awaitable[None]) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await work


async def _cancel(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _why_ended(done: set[asyncio.Task[Any]]) -> str | None:
    """Why it is over although nobody asked for it; None if nothing ended by itself.

    A ``Loop`` ends by itself for a broken disk only; anything else is a fault of ours.
    """
    for task in done:
        error = task.exception()
        if error is None and isinstance(task.result(), str):
            return str(task.result())
        log.critical("a worker ended", worker=task.get_name(), exc_info=error)
        return "storage_broken" if isinstance(error, StorageBroken) else "worker_ended"
    return None
