"""Sources: what is polled, and how operators change it.

A new source is tried first: fetched, found behind a page if need be, read, shown, and only stored
when the same operator confirms. Commands win over the catalogue; what was removed stays removed.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.desk.asker import Asker
from bot.desk.health import read_health
from bot.desk.source_names import named
from bot.desk.surroundings import Surroundings, UseCases
from bot.model.answers import Polled, Problem, SourceChanged, SourceList, SourceTrial, TrialItem
from bot.model.document import Document, FeedItem
from bot.model.source import Empty, Failed, Fetched, FoundFeed, Source, SourceSpec
from bot.model.vocabulary import SourceState
from bot.sources.discovery import discover
from bot.store import sources, tokens
from bot.store.database import Session

TRIAL_ITEMS = 10
TRIAL_LIFETIME = timedelta(minutes=30)
TRIAL_KIND = "add_source"
MOST_POLLED_AT_ONCE = 50
NAME_CHARACTERS = 60
NEW_SOURCE_INTERVAL_SECONDS = 900


class Sourcing(UseCases):
    """The use-cases of operators, and the list for everyone."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._trying: set[int] = set()

    async def sources(self) -> SourceList:
        """All sources that were not removed, and how we are."""
        now = self._around.clock.now()

        def look(session: Session) -> SourceList:
            listed = sources.all_sources(session)
            return SourceList(sources=listed, health=read_health(session, self._around, now))

        return await self._around.database.read(look)

    async def try_source(self, asker: Asker, url: str, name: str) -> SourceTrial | Problem:
        """Fetch an address and read what it offers; stores nothing but the pending question.

        One trial at a time for each operator.
        """
        if not url.strip():
            return Problem(code="address_needed")
        if asker.user_id in self._trying:
            return Problem(code="source_busy")
        self._trying.add(asker.user_id)
        try:
            now = self._around.clock.now()
            found = await discover(url, self._around.client, self._around.parser, now)
            if isinstance(found, Failed):
                return _failure(found, url)
            return await self._trial(asker, found, url, name, now)
        finally:
            self._trying.discard(asker.user_id)

    async def _trial(
        self, asker: Asker, found: FoundFeed, asked: str, name: str, now: datetime
    ) -> SourceTrial | Problem:
        if isinstance(found.visit, Empty):
            return Problem(code="source_empty", values=(("url", asked),))
        items = found.visit.items if isinstance(found.visit, Fetched) else ()
        host = urlsplit(found.url).hostname or "source"
        wished = " ".join((name or found.title or host).split())[:NAME_CHARACTERS]

        def keep(session: Session) -> tuple[str, str] | Problem:
            known = sources.find(session, found.url)
            if known is not None:
                return Problem(code="source_exists", values=(("name", known.spec.name),))
            called = f"{wished} ({host})" if sources.find(session, wished) is not None else wished
            token = tokens.issue(
                session,
                kind=TRIAL_KIND,
                payload={"url": found.url, "name": called, "slug": _slug(called, host)},
                owner=asker.user_id,
                chat=asker.chat.chat_id,
                now=now,
                lifetime=TRIAL_LIFETIME,
            )
            return token, called

        kept = await self._around.database.write(keep)
        if isinstance(kept, Problem):
            return kept
        token, called = kept
        newest = _newest_first(items)[:TRIAL_ITEMS]
        tried = await asyncio.to_thread(lambda: tuple(self._tried(item, called, now) for item in newest))
        return SourceTrial(
            token=token, url=found.url, asked=asked, name=called, items=tried, total_items=len(items)
        )

    def _tried(self, item: FeedItem, outlet: str, now: datetime) -> TrialItem:
        reading = self._around.knowledge.reader.read(
            Document(
                id=item.external_id,
                outlet=outlet,
                title=item.title,
                text=item.text,
                url=item.url,
                published_at=item.published_at,
                published_on=item.published_on,
                seen_at=now,
                truncated=item.truncated,
            )
        )
        return TrialItem(
            title=item.title or item.text[:80],
            published_at=item.published_at,
            decision=reading.decision,
            reading=reading,
        )

    async def confirm_source(self, asker: Asker, token: str) -> SourceChanged | Problem | None:
        """Store the source of a trial, once, for the operator who asked.

        None where there is nothing to say: the trial is another person's, or was decided already.
        """
        now = self._around.clock.now()

        def add(session: Session) -> SourceChanged | Problem | None:
            taken = _take(session, asker, token, now)
            if taken is None or isinstance(taken, Problem):
                return taken
            spec = SourceSpec(
                slug=taken["slug"],
                name=taken["name"],
                url=taken["url"],
                interval_seconds=NEW_SOURCE_INTERVAL_SECONDS,
            )
            source, already = sources.add(session, spec, now)
            if already:
                return Problem(code="source_exists", values=(("name", source.spec.name),))
            return SourceChanged(what="added", source=source)

        return await self._around.database.write(add)

    async def dismiss_source(self, asker: Asker, token: str) -> bool | Problem:
        """Use the token of a trial up without storing anything.

        False where there is nothing to say, as with ``confirm_source``.
        """
        now = self._around.clock.now()
        taken = await self._around.database.write(lambda session: _take(session, asker, token, now))
        return taken if isinstance(taken, Problem) else taken is not None

    async def pause_source(self, asker: Asker, name: str) -> SourceChanged | Problem:
        """Stop polling a source until it is resumed."""
        del asker
        return await self._change(
            name,
            SourceState.PAUSED,
            "paused",
            lambda source: "source_paused" if source.state is SourceState.PAUSED else None,
        )

    async def resume_source(self, asker: Asker, name: str) -> SourceChanged | Problem:
        """Poll a paused source again, from now on."""
        del asker
        return await self._change(
            name,
            SourceState.ACTIVE,
            "resumed",
            lambda source: "source_not_paused" if source.state is SourceState.ACTIVE else None,
        )

    async def _change(
        self, name: str, state: SourceState, what: str, refusal: Callable[[Source], str | None]
    ) -> SourceChanged | Problem:
        now = self._around.clock.now()

        def change(session: Session) -> SourceChanged | Problem:
            source = named(session, name)
            if isinstance(source, Problem):
                return source
            why_not = refusal(source)
            if why_not is not None:
                return Problem(code=why_not, values=(("name", source.spec.name),))
            changed = sources.set_state(session, source.id, state, now)
            return SourceChanged(what=what, source=changed or source)

        return await self._around.database.write(change)

    async def poll_now(self, asker: Asker, name: str) -> Polled | Problem:
        """Visit one source, or all active ones, at once and say what came of it."""
        del asker
        chosen = await self._around.database.read(lambda session: _chosen(session, name))
        if isinstance(chosen, Problem):
            return chosen
        now = self._around.clock.now()
        return Polled(results=tuple(await asyncio.gather(*(self._polled(one, now) for one in chosen))))

    async def _polled(self, source: Source, now: datetime) -> tuple[Source, str, int]:
        """One visit; the client sees to it that no host gets two at a time."""
        recorded = await self._around.poll(source, now)
        after = await self._around.database.read(lambda session: sources.get(session, source.id)) or source
        return after, after.last_result or "failed", len(recorded.new) + len(recorded.changed)


def _chosen(session: Session, name: str) -> tuple[Source, ...] | Problem:
    if name.strip():
        source = named(session, name)
        if isinstance(source, Problem):
            return source
        if source.state is not SourceState.ACTIVE:
            return Problem(code="source_paused", values=(("name", source.spec.name),))
        return (source,)
    active = [one for one in sources.all_sources(session) if one.state is SourceState.ACTIVE]
    return tuple(active[:MOST_POLLED_AT_ONCE]) if active else Problem(code="no_sources")


def _take(session: Session, asker: Asker, token: str, now: datetime) -> dict[str, str] | Problem | None:
    """What a trial's token stands for; None for a stranger's press and for a second one."""
    taken = tokens.take(
        session, token, kind=TRIAL_KIND, owner=asker.user_id, chat=asker.chat.chat_id, now=now
    )
    if taken in ("token_foreign", "token_used"):
        return None
    if isinstance(taken, str):
        return Problem(code="trial_expired")
    return {name: str(value) for name, value in taken.payload.items()}


def _failure(failed: Failed, url: str) -> Problem:
    """The sentence for a failed trial. Says no more of an address inside than of one that is shut."""
    values = (("url", url), ("status", str(failed.status or "")))
    return Problem(code=f"source_{failed.reason}", values=values)


def _newest_first(items: Sequence[FeedItem]) -> list[FeedItem]:
    dated = [(item.published_at, item) for item in items if item.published_at is not None]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [item for _, item in dated] + [item for item in items if item.published_at is None]


def _slug(name: str, host: str) -> str:
    """A short ASCII name for commands; from the host where the name has no Latin letters."""
    latin = re.sub(r"[^a-z0-9]+", "_", name.casefold()[:60]).strip("_")
    return latin[:40] or re.sub(r"[^a-z0-9]+", "_", host.casefold()[:80]).strip("_")[:40] or "source"
