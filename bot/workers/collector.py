"""Visits sources when they are due and stores what they brought (T1).

A visit ends in one transaction: documents, validators, health and the next poll. The collector
judges only which items deserve their page, by the reader's first gate. It must never let one slow
source hold up another, and never store validators without the items they came with.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from bot.model.source import Failed, Fetched, Source, Visit
from bot.sources.article import article
from bot.sources.client import GuardedClient
from bot.sources.parsing import Parser
from bot.sources.registry import visit as visit_source
from bot.sources.schedule import next_poll_at
from bot.store import sources, visits
from bot.store.database import Database
from bot.store.problems import StorageBroken, StoragePause
from bot.store.visits import Arrival, Recorded

SHORT_ITEM_CHARACTERS = 600
"""An item with less text of its own has its page fetched, if it passes the first gate."""
PAGES_SECONDS = 120.0
AT_ONCE = 64
"""Sources handed out per step; the client bounds how many are on the line."""

log = structlog.get_logger("borderwatch.collector")


class Collector:
    """Visits due sources. ``gate(title, text)`` is the reader's cheap first gate; ``stored`` is
    called when documents wait to be read, ``visited`` after every visit."""

    def __init__(
        self,
        *,
        database: Database,
        client: GuardedClient,
        parser: Parser,
        gate: Callable[[str | None, str], bool],
        floor_seconds: int,
        stored: Callable[[], None] = lambda: None,
        visited: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._client = client
        self._parser = parser
        self._gate = gate
        self._floor_seconds = floor_seconds
        self._stored = stored
        self._visited = visited
        self._visiting: dict[int, asyncio.Task[Recorded]] = {}
        self._fault: BaseException | None = None

    async def start_due(self, now: datetime) -> None:
        """Begin visits to all sources that are due and not being visited; does not wait for them.

        Raises what kept an earlier visit from being stored: its source is still due, and would be
        fetched again at once and for ever while the disk is full.
        """
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault
        waiting = await self._database.read(
            lambda session: sources.due(session, now, AT_ONCE + len(self._visiting))
        )
        for source in waiting:
            if source.id not in self._visiting:
                task = asyncio.create_task(self.visit(source, now), name=f"visit {source.spec.slug}")
                self._visiting[source.id] = task
                task.add_done_callback(partial(self._ended, source.id))

    async def step(self, now: datetime) -> None:
        """Visit all sources that are due, and wait for it. Raises what kept one from being stored."""
        await self.start_due(now)
        await self.idle()
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault

    async def idle(self) -> None:
        """Wait until no visit is under way."""
        while self._visiting:
            await asyncio.wait(list(self._visiting.values()))
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """Break off all visits. What was not committed will be fetched again."""
        for task in self._visiting.values():
            task.cancel()
        await asyncio.gather(*self._visiting.values(), return_exceptions=True)

    async def visit(self, source: Source, now: datetime) -> Recorded:
        """Visit one source and store the outcome, whatever it is."""
        try:
            result = await visit_source(source, self._client, self._parser, now)
            arrivals = await self._arrivals(source, result)
        except (StorageBroken, StoragePause):
            raise
        except Exception as error:
            # A fault of ours in one source's visit must not end its schedule, nor the others'.
            log.exception("visit broke", source=source.spec.slug)
            result, arrivals = Failed(reason="parser", detail=type(error).__name__), ()
        recorded = await self._database.write(
            lambda session: visits.record_visit(
                session,
                source.id,
                result,
                now=now,
                next_poll_at=next_poll_at(result, source, now, self._floor_seconds),
                arrivals=arrivals,
            )
        )
        self._tell(source, result, recorded)
        return recorded

    async def _arrivals(self, source: Source, result: Visit) -> tuple[Arrival, ...]:
        """New and changed items, those that deserve it with the text of their page."""
        if not isinstance(result, Fetched):
            return ()
        fresh = await self._database.read(lambda session: visits.unseen(session, source.id, result.items))
        read: dict[str, Arrival] = {}
        try:
            async with asyncio.timeout(PAGES_SECONDS):
                for arrival in fresh:
                    if self._wants_page(arrival):
                        feed = result.found_at or source.spec.url
                        read[arrival.item.external_id] = await self._with_page(arrival, feed)
        except TimeoutError:
            log.info("pages cut short", source=source.spec.slug, read=len(read))
        return tuple(self._settled(fresh, read))

    def _settled(self, fresh: Iterable[Arrival], read: dict[str, Arrival]) -> Iterable[Arrival]:
        for arrival in fresh:
            done = read.get(arrival.item.external_id, arrival)
            if done is arrival and self._wants_page(arrival):
                done = _truncated(arrival)
            yield done

    def _wants_page(self, arrival: Arrival) -> bool:
        item = arrival.item
        return (
            item.url is not None
            and len(item.text) < SHORT_ITEM_CHARACTERS
            and self._gate(item.title, item.text)
        )

    async def _with_page(self, arrival: Arrival, feed: str) -> Arrival:
        """The item with the article behind it; as it is, and marked, if the page cannot be had."""
        item = arrival.item
        page = await article(item.url or "", self._client, self._parser, referrer=feed)
        if isinstance(page, Failed) or len(page.text) <= len(item.text):
            return _truncated(arrival)
        whole = replace(item, text=page.text, title=item.title or page.title, truncated=False)
        return replace(arrival, item=whole, page_fetched=True)

    def _tell(self, source: Source, result: Visit, recorded: Recorded) -> None:
        waiting = len(recorded.new) + len(recorded.changed)
        if isinstance(result, Failed):
            log.info(
                "source failed",
                source=source.spec.slug,
                reason=result.reason,
                status=result.status,
                in_a_row=source.failures + 1,
            )
        elif waiting:
            log.info(
                "documents stored",
                source=source.spec.slug,
                new=len(recorded.new),
                changed=len(recorded.changed),
            )
        if waiting:
            self._stored()
        self._visited()

    def _ended(self, source_id: int, task: asyncio.Task[Recorded]) -> None:
        self._visiting.pop(source_id, None)
        fault = None if task.cancelled() else task.exception()
        if fault is not None:
            self._fault = fault
            log.error("visit could not be stored", error=type(fault).__name__)


def _truncated(arrival: Arrival) -> Arrival:
    return replace(arrival, item=replace(arrival.item, truncated=True))
