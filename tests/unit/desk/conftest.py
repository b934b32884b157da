"""The real desk over a real database and the real gazetteer, with a fake web to fetch from."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.desk.asker import Asker
from bot.desk.desk import Desk
from bot.desk.surroundings import Surroundings
from bot.knowledge import Knowledge, load_knowledge
from bot.model.alert import ChatAddress
from bot.model.vocabulary import ChatKind
from bot.sources.client import GuardedClient
from bot.sources.parsing import Parser
from bot.sources.transfer import FetchLimits
from bot.store.database import Database
from bot.workers.collector import Collector
from tests.fakes.clock import HandClock
from tests.fakes.database import OPENED_AT, fresh_database
from tests.fakes.web import FakeWeb

LIMITS = FetchLimits(deadline_seconds=1.0, grace_seconds=0.2)


@cache
def known() -> Knowledge:
    return load_knowledge()


def asker(
    user_id: int = 11,
    chat_id: int | None = None,
    kind: ChatKind = ChatKind.PRIVATE,
    thread_id: int = 0,
    title: str | None = None,
) -> Asker:
    """Somebody in their private chat, unless another chat is given."""
    address = ChatAddress(channel="telegram", chat_id=chat_id or user_id, thread_id=thread_id)
    return Asker(user_id=user_id, chat=address, kind=kind, title=title)


@dataclass
class Office:
    """The desk and what stands around it."""

    desk: Desk
    database: Database
    clock: HandClock
    web: FakeWeb
    parser: Parser


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    clock = HandClock(OPENED_AT)
    database = fresh_database(tmp_path / "data")
    try:
        async with (
            FakeWeb() as web,
            Parser() as parser,
            GuardedClient(frozenset({web.pair}), limits=LIMITS) as client,
        ):
            collector = Collector(
                database=database,
                client=client,
                parser=parser,
                gate=lambda title, text: False,
                floor_seconds=60,
            )
            around = Surroundings(
                database=database,
                knowledge=known(),
                clock=clock,
                client=client,
                parser=parser,
                poll=collector.visit,
                started_at=clock.now(),
            )
            yield Office(desk=Desk(around), database=database, clock=clock, web=web, parser=parser)
    finally:
        database.close()
