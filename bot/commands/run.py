"""``run``: the real bot, on Telegram with a token, on this terminal without one."""

import asyncio
import signal
import sys
from pathlib import Path

import structlog

from bot.app import App
from bot.channels.connection import Connection, console_connection, telegram_connection
from bot.channels.console import ConsoleRequest
from bot.channels.terminal import TerminalOutput, standard_input
from bot.clock import Clock, SystemClock
from bot.commands.terminal import database_sentence, give_up, knowledge_or_exit, say, sentence
from bot.knowledge import Knowledge
from bot.knowledge.locales import load_texts
from bot.knowledge.sources import CatalogueProblem, load_catalogue
from bot.logs import set_up_logs
from bot.model.source import SourceSpec
from bot.render.texts import Texts
from bot.settings import Settings
from bot.store import sources
from bot.store.database import Database
from bot.store.files import InstanceLock
from bot.store.problems import OpenNote, OpenProblem

PROMPT = "> "

log = structlog.get_logger("borderwatch.run")


def run(settings: Settings, *, until_ready: bool = False) -> int:
    """Run until a signal or the end of input; returns the exit code."""
    on_terminal = settings.telegram_token is None
    level = "WARNING" if on_terminal and settings.log_level == "INFO" else settings.log_level
    set_up_logs(level, secrets=settings.secrets)
    specs = catalogue_or_exit(settings.sources_file)
    clock = SystemClock()
    lock = InstanceLock.take(settings.database)
    if isinstance(lock, OpenProblem):
        give_up([database_sentence(lock)])
    try:
        database = open_or_exit(settings.database, clock)
        try:
            knowledge = knowledge_or_exit()
            texts = load_texts(settings.locale, settings.timezone, knowledge.gazetteer)
            database.write_now(lambda session: sources.seed_catalogue(session, specs, clock.now()))
            return asyncio.run(_serve(settings, database, knowledge, texts, clock, until_ready=until_ready))
        finally:
            database.close()
    finally:
        lock.release()


def catalogue_or_exit(path: Path | None) -> tuple[SourceSpec, ...]:
    """The catalogue of sources, or the end with a sentence for each fault."""
    catalogue = load_catalogue(path)
    if isinstance(catalogue, CatalogueProblem):
        give_up(["The catalogue of sources (SOURCES_FILE) cannot be used:", *catalogue.faults])
    return catalogue


def open_or_exit(address: str | Path, clock: Clock) -> Database:
    """The database, or the end with a sentence; what was noticed goes to the log."""
    database = Database.open(address, now=clock.now())
    if isinstance(database, OpenProblem):
        give_up([database_sentence(database)])
    for note in database.notes:
        _log_note(note)
    return database


def _log_note(note: OpenNote) -> None:
    log.info("database", note=note.code, **dict(note.values))


async def _serve(
    settings: Settings,
    database: Database,
    knowledge: Knowledge,
    texts: Texts,
    clock: Clock,
    *,
    until_ready: bool,
) -> int:
    connection = _connection(settings, clock)
    app = App(
        settings=settings,
        database=database,
        knowledge=knowledge,
        texts=texts,
        clock=clock,
        connection=connection,
    )
    if until_ready:
        sys.stdout.write("ready\n")
        return 0
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if connection.console is None:
        say(sentence("running"))
    else:
        say(sentence("without_token"))
        connection.console.open_input()
    ending = asyncio.create_task(_end_of_input(connection.console, stop))
    why = await app.serve(stop)
    ending.cancel()
    if why is not None:
        say(sentence(why))
        return 1
    return 0


def _connection(settings: Settings, clock: Clock) -> Connection:
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value()
        return telegram_connection(token, settings.telegram_api_url)
    output = TerminalOutput()
    return console_connection(
        ConsoleRequest(
            standard_input(),
            output,
            clock.now,
            ansi=output.styled,
            timezone=settings.zone,
            prompt=PROMPT if sys.stdin.isatty() else "",
            reading=False,
        )
    )


async def _end_of_input(console: ConsoleRequest | None, stop: asyncio.Event) -> None:
    if console is not None:
        await console.ended.wait()
        stop.set()
