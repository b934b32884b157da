"""Plays the season: the real application on a loopback web of feeds, under a clock set by hand.

Nothing of the product is replaced but the time and the far ends: sources are fetched over HTTP,
parsed, read, merged, stored, queued and sent as in earnest; the console stands in for Telegram.
When the season is over the console answers questions until its input ends.
"""

import asyncio
import tempfile
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import App
from bot.channels.connection import console_connection
from bot.channels.console import OPERATOR_ID, ConsoleRequest
from bot.channels.terminal import TerminalOutput, standard_input
from bot.demo.clock import SeasonClock
from bot.demo.feeds import FeedServer
from bot.demo.progress import Progress, progress_line
from bot.demo.screen import Screen
from bot.demo.season import NOTICE, Moment, Season, load_season
from bot.desk.asker import Asker
from bot.knowledge import Knowledge, load_knowledge
from bot.knowledge.locales import load_texts
from bot.logs import set_up_logs
from bot.model.alert import ChatAddress
from bot.model.answers import Problem
from bot.model.vocabulary import ChatKind
from bot.render.texts import Texts
from bot.render.tolls import toll_line
from bot.settings import Settings
from bot.store import documents, incidents, sources
from bot.store.database import Database, Session
from bot.store.problems import OpenProblem

SEASON_SECONDS = 60.0
ZONE = ZoneInfo("Asia/Dushanbe")
SINCE = date(2025, 11, 1)
STEP = timedelta(seconds=1)
MOST_STEPS_BETWEEN_MOMENTS = 500
PROMPT = "> "


def play(speed: float) -> int:
    """Play the season at ``speed`` (1: about a minute) and answer questions; returns the exit code."""
    set_up_logs("ERROR")
    with tempfile.TemporaryDirectory(prefix="borderwatch-demo-") as folder:
        return asyncio.run(_play(speed, Path(folder)))


async def _play(speed: float, folder: Path) -> int:
    season = load_season()
    clock = SeasonClock(season.opening)
    knowledge = load_knowledge()
    texts = load_texts("en", ZONE, knowledge.gazetteer)
    database = Database.open(folder / "borderwatch.db", now=clock.now())
    if isinstance(database, OpenProblem):
        raise RuntimeError(f"the demo's own database: {database.code}")
    screen = Screen(TerminalOutput())
    try:
        async with FeedServer(season, clock.now) as server:
            specs = season.specs(server.base_url)
            database.write_now(lambda session: sources.seed_catalogue(session, specs, clock.now()))
            settings = Settings(fetch_allow=frozenset({server.address}), poll_seconds=5)
            return await _Demo(season, clock, settings, database, knowledge, texts, screen).run(speed)
    finally:
        database.close()


class _Demo:
    """One performance."""

    def __init__(
        self,
        season: Season,
        clock: SeasonClock,
        settings: Settings,
        database: Database,
        knowledge: Knowledge,
        texts: Texts,
        screen: Screen,
    ) -> None:
        self._season = season
        self._clock = clock
        self._database = database
        self._texts = texts
        self._screen = screen
        self._reviewed: set[int] = set()
        self._console = ConsoleRequest(
            standard_input(),
            screen,
            clock.now,
            ansi=screen.styled,
            timezone=ZONE,
            prompt=PROMPT if screen.styled else "",
            reading=False,
        )
        self._connection = console_connection(self._console)
        self._app = App(
            settings=settings,
            database=database,
            knowledge=knowledge,
            texts=texts,
            clock=clock,
            connection=self._connection,
        )

    async def run(self, speed: float) -> int:
        """The season, its sum, then questions."""
        for line in NOTICE, self._texts.say("demo.opening", feeds=len(self._season.feeds)), "":
            self._screen.line(line)
        try:
            await self._app.converse()
            await self._subscribe()
            await self._season_at(speed)
            await self._sum_up()
            self._console.open_input()
            await self._console.ended.wait()
        finally:
            await self._app.close()
        return 0

    async def _subscribe(self) -> None:
        channel = self._connection.channel
        asker = Asker(
            user_id=OPERATOR_ID,
            chat=ChatAddress(channel=channel, chat_id=OPERATOR_ID),
            kind=ChatKind.PRIVATE,
            is_admin=True,
        )
        await self._app.desk.subscribe(asker, "")

    async def _season_at(self, speed: float) -> None:
        moments = self._season.moments()
        told = [moment for moment in moments if moment.reports]
        pause = SEASON_SECONDS / max(1, len(told)) / speed
        for number, moment in enumerate(moments):
            following = moments[number + 1] if number + 1 < len(moments) else None
            await self._at(moment, following)
            if moment.reports:
                await asyncio.sleep(pause)
        self._screen.end_status()

    async def _at(self, moment: Moment, following: Moment | None) -> None:
        """Step to a moment, then through what falls due before the next one."""
        self._clock.advance_to(moment.at)
        await self._app.step(self._clock.now())
        await self._note()
        for _ in range(MOST_STEPS_BETWEEN_MOMENTS):
            now = self._clock.now()
            due = await self._app.workers.dispatcher.next_due_at(now)
            if due is None or (following is not None and due >= following.at):
                break
            self._clock.advance_to(max(due, now + STEP))
            await self._app.workers.dispatcher.step(self._clock.now())

    async def _note(self) -> None:
        """Show how far we are, and what was left to people."""
        reports, count, waiting = await self._database.read(_counts)
        for found in reversed(waiting):
            if found.id not in self._reviewed:
                self._reviewed.add(found.id)
                self._screen.line(
                    self._texts.say(
                        "demo.review",
                        outlet=found.document.outlet,
                        title=found.document.title or "",
                        language=found.reading.language,
                    )
                )
        moments = self._season.moments()
        progress = Progress(
            opening=self._season.opening,
            closing=moments[-1].at,
            now=self._clock.now(),
            reports=reports,
            incidents=count,
        )
        self._screen.status(progress_line(progress, zone=ZONE, words=self._texts.say("demo.progress")))

    async def _sum_up(self) -> None:
        answer = await self._app.desk.toll("", SINCE)
        if isinstance(answer, Problem):
            raise RuntimeError(f"the demo's own toll: {answer.code}")
        self._screen.line()
        self._screen.line(self._texts.say("demo.questions"))
        self._screen.line(toll_line(answer.toll))


def _counts(session: Session) -> tuple[int, int, tuple[documents.ReadDocument, ...]]:
    read = documents.counts(session)
    return read.done, len(incidents.between(session, None, None)), documents.review(session, 50)
