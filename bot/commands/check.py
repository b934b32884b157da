"""``check``: is everything in place? Settings, data files, database, token, and on request sources.

Changes nothing: the database is opened for reading only, the token is only asked for its name.
Every line is one finding; the exit code is 1 if any of them is wrong.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.channels.connection import disconnect, telegram_connection
from bot.channels.telegram import TelegramSender
from bot.commands.terminal import database_sentence
from bot.knowledge.sources import CatalogueProblem, load_catalogue
from bot.knowledge.validate import validate
from bot.model.alert import Halt, Sent
from bot.model.source import Empty, Failed, Fetched, Source, SourceSpec, Visit
from bot.settings import Settings
from bot.sources.client import GuardedClient
from bot.sources.parsing import Parser
from bot.sources.registry import visit
from bot.store.database import Database
from bot.store.problems import OpenProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the answer."""

    good: bool
    what: str
    said: str

    def line(self) -> str:
        """As printed."""
        return f"{'ok   ' if self.good else 'wrong'}  {self.what:<10} {self.said}"


async def findings(settings: Settings, *, fetch_sources: bool, now: datetime) -> AsyncIterator[Finding]:
    """Look at everything, one finding after the other."""
    yield Finding(good=True, what="settings", said=f"can be used; the bot speaks {settings.locale}")
    for finding in _data():
        yield finding
    yield _database(settings)
    yield await _token(settings)
    catalogue = load_catalogue(settings.sources_file)
    if isinstance(catalogue, CatalogueProblem):
        for fault in catalogue.faults:
            yield Finding(good=False, what="sources", said=fault)
        return
    enabled = sum(spec.enabled for spec in catalogue)
    yield Finding(good=True, what="sources", said=f"{len(catalogue)} in the catalogue, {enabled} enabled")
    if fetch_sources:
        async for finding in _fetched([spec for spec in catalogue if spec.enabled], settings, now):
            yield finding


def _data() -> Iterator[Finding]:
    faults = validate()
    for fault in faults:
        yield Finding(good=False, what="data", said=fault)
    if not faults:
        yield Finding(good=True, what="data", said="all data files are valid")


def _database(settings: Settings) -> Finding:
    database = Database.open_for_reading(settings.database)
    if isinstance(database, OpenProblem):
        if database.code == "database_missing" and not database.value("traces"):
            return Finding(good=True, what="database", said="will be created at the first start")
        return Finding(good=False, what="database", said=database_sentence(database))
    database.close()
    return Finding(good=True, what="database", said="can be read, schema is current")


async def _token(settings: Settings) -> Finding:
    if settings.telegram_token is None:
        return Finding(good=True, what="token", said="none set: the bot talks on the terminal")
    connection = telegram_connection(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
    bot = connection.application.bot
    try:
        outcome = await TelegramSender(bot).probe()
        if isinstance(outcome, Sent):
            name = (await bot.get_me()).username
            return Finding(good=True, what="token", said=f"Telegram knows it as @{name}")
    finally:
        await disconnect(connection)
    if isinstance(outcome, Halt):
        return Finding(
            good=False, what="token", said="Telegram refuses TELEGRAM_TOKEN: copy it anew from @BotFather"
        )
    return Finding(
        good=False,
        what="token",
        said="Telegram cannot be reached from here: check the line or TELEGRAM_API_URL",
    )


async def _fetched(specs: list[SourceSpec], settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """Each source fetched once, all at a time; told in the order of the catalogue."""
    client = GuardedClient(settings.fetch_allow)
    async with Parser() as parser:
        try:
            visits = [
                asyncio.create_task(visit(Source(id=number, spec=spec), client, parser, now))
                for number, spec in enumerate(specs)
            ]
            for spec, task in zip(specs, visits, strict=True):
                yield _told(spec, await task)
        finally:
            await client.aclose()


def _told(spec: SourceSpec, result: Visit) -> Finding:
    match result:
        case Fetched():
            dated = [item.published_at for item in result.items if item.published_at is not None]
            newest = f", newest {max(dated):%Y-%m-%d %H:%M} UTC" if dated else ", none dated"
            return Finding(good=True, what="source", said=f"{spec.slug}: {len(result.items)} items{newest}")
        case Empty():
            return Finding(good=True, what="source", said=f"{spec.slug}: a valid feed without items")
        case Failed():
            status = f" {result.status}" if result.status else ""
            return Finding(good=False, what="source", said=f"{spec.slug}: failed ({result.reason}{status})")
        case _:
            return Finding(good=True, what="source", said=f"{spec.slug}: unchanged")
