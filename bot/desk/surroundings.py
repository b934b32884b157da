"""What every use-case works with: the database, the knowledge, the time, and the line to sources."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.knowledge import Knowledge
from bot.model.source import Source
from bot.sources.client import GuardedClient
from bot.sources.parsing import Parser
from bot.store.database import Database
from bot.store.visits import Recorded

PollNow = Callable[[Source, datetime], Awaitable[Recorded]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """One value, made at start. ``poll`` visits a source and stores what it brought."""

    database: Database
    knowledge: Knowledge
    clock: Clock
    client: GuardedClient
    parser: Parser
    poll: PollNow
    started_at: datetime
    floor_seconds: int = 60


class UseCases:
    """The base of every group of use-cases."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
