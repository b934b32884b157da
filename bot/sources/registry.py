"""Which module visits which kind of source. A new kind is one module and one line here."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from bot.model.source import Failed, Source, Visit
from bot.sources import feed
from bot.sources.client import GuardedClient
from bot.sources.parsing import Parser

VisitKind = Callable[[Source, GuardedClient, Parser, datetime], Awaitable[Visit]]

KINDS: Mapping[str, VisitKind] = MappingProxyType({"feed": feed.visit})


async def visit(source: Source, client: GuardedClient, parser: Parser, now: datetime) -> Visit:
    """Visit a source by its kind; a kind that this version does not know is a failure."""
    kind = KINDS.get(source.spec.kind)
    if kind is None:
        return Failed(reason="not_a_feed", detail=f"unknown kind {source.spec.kind!r}")
    return await kind(source, client, parser, now)
