"""A real database with sources, chats and incidents, and the analyst's consequences upon it.

Readings are given ready-made, so these tests say what follows from a reading and not how it is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from bot.alerts.lifecycle import settle
from bot.knowledge import Knowledge, load_knowledge
from bot.model.alert import Chat, Delivery, Sent, Told
from bot.model.document import FeedItem
from bot.model.incident import Incident
from bot.model.report import Reading, Reason, Report
from bot.model.source import Fetched, SourceSpec, Validators
from bot.model.vocabulary import ChatKind, Decision, DeliveryState
from bot.store import chats, documents, incidents, queue, settlement, sources, visits
from bot.store.database import Database, Session
from bot.workers.analysis import Analysis, Consequences
from tests.builders import NOON, make_report


@cache
def known() -> Knowledge:
    """The project's own data, loaded once."""
    return load_knowledge()


def reading_of(*reports: Report, decision: Decision = Decision.INCIDENT) -> Reading:
    return Reading(
        document_id="1",
        language="en",
        decision=decision,
        score=0.9,
        reasons=(Reason(code="harm"),),
        reports=tuple(replace(report, ordinal=number) for number, report in enumerate(reports)),
    )


def killed(number: int, **more: Any) -> Reading:
    """A reading of one event on 18 January 2026 in Shamsiddin Shohin."""
    return reading_of(make_report(killed=number, **more))


@dataclass
class World:
    """``now`` is moved by hand."""

    database: Database
    now: datetime = NOON
    consequences: Consequences = field(default_factory=lambda: Consequences(known()))
    _sources: dict[str, int] = field(default_factory=dict)

    def on(self, **step: float) -> None:
        self.now += timedelta(**step)

    def chat(
        self,
        address: int = 100,
        *places: str,
        channel: str = "telegram",
        kind: ChatKind = ChatKind.PRIVATE,
        thread_id: int = 0,
    ) -> Chat:
        """A chat that listens to these places, to the default selection if none is named."""

        def change(session: Session) -> Chat:
            chat = chats.upsert(
                session, channel=channel, address=address, kind=kind, title=None, now=self.now
            )
            for place in places or ("",):
                chats.subscribe(session, chat.id, thread_id, place, place, self.now)
            return chat

        return self.database.write_now(change)

    def source(self, slug: str, *, polls: int = 1) -> int:
        """A source that was visited before, so that its news counts (unless ``polls`` is 0)."""
        if slug not in self._sources:
            self._sources[slug] = self.database.write_now(
                lambda session: _source(session, slug, polls, self.now)
            )
        return self._sources[slug]

    def publish(
        self,
        reading: Reading,
        *,
        outlet: str = "khovar",
        item: str = "a",
        text: str = "Words.",
        ago: timedelta = timedelta(0),
    ) -> Analysis | None:
        """An outlet publishes an item, or another text under the same id; it is read at once."""
        self.collect(outlet=outlet, item=item, text=text, ago=ago)

        def change(session: Session) -> Analysis | None:
            analysis = None
            for unread in documents.next_unread(session, self.now, 10):
                analysis = self.consequences.of(session, unread, reading, self.now)
            return analysis

        return self.database.write_now(change)

    def collect(
        self,
        *,
        outlet: str = "khovar",
        item: str = "a",
        text: str = "Words.",
        ago: timedelta = timedelta(0),
    ) -> None:
        """An outlet publishes an item, which waits to be read."""
        source_id = self.source(outlet)
        feed_item = FeedItem(
            external_id=item,
            url=f"https://{outlet}.example/{item}",
            title=None,
            text=text,
            published_at=self.now - ago,
        )
        self.database.write_now(lambda session: _visit(session, source_id, [feed_item], self.now))

    def all_sent(self) -> None:
        """Every waiting row is sent, and its chat knows the incident as it stands."""

        def change(session: Session) -> None:
            later = self.now + timedelta(days=1)
            lease = timedelta(minutes=1)
            while row := queue.claim(session, now=later, lease=lease, owner="test", channel="telegram"):
                incident = incidents.get(session, row.incident_id)
                assert incident is not None
                told = Told(revision=incident.revision, message_id=row.id, card_message_id=row.id)
                transition = settle(row, Sent(message_id=row.id), self.now)
                assert settlement.settle(session, row, transition, now=self.now, told=told)

        self.database.write_now(change)

    def rows(self, *states: DeliveryState) -> list[Delivery]:
        """The outbox, or its rows in these states."""
        every = self.database.read_now(queue.load)
        return [row for row in every if not states or row.state in states]

    def waiting(self) -> list[Delivery]:
        return self.rows(DeliveryState.PENDING)

    def incidents(self) -> tuple[Incident, ...]:
        return self.database.read_now(lambda session: incidents.between(session, None, None))

    def incident(self) -> Incident:
        (only,) = self.incidents()
        return only


def _source(session: Session, slug: str, polls: int, now: datetime) -> int:
    spec = SourceSpec(slug=slug, name=slug.title(), url=f"https://{slug}.example/feed", reliability="B")
    source, _ = sources.add(session, spec, now)
    for _ in range(polls):
        _visit(session, source.id, [], now)
    return source.id


def _visit(session: Session, source_id: int, items: Sequence[FeedItem], now: datetime) -> None:
    visits.record_visit(
        session,
        source_id,
        Fetched(items=tuple(items), validators=Validators()),
        now=now,
        next_poll_at=now + timedelta(minutes=15),
        arrivals=visits.unseen(session, source_id, items),
    )
