"""A dispatcher over a real database, with a sender that does as the test says."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.channels.pacing import Pacing
from bot.knowledge.locales import load_texts
from bot.model.alert import Alert, Chat, ChatAddress, Delivery, Outcome, Sent
from bot.model.incident import Incident, Snapshot
from bot.model.message import Message
from bot.model.vocabulary import AlertReason, ChatKind, DeliveryState
from bot.store import alerts, chats, incidents, queue
from bot.store.database import Database, Session
from bot.workers.dispatcher import Dispatcher
from tests.builders import NOON, make_snapshot
from tests.fakes.clock import HandClock
from tests.unit.workers.world import known


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call as it reached the channel."""

    edit: int | None
    address: ChatAddress
    text: str
    reply_to: int | None
    silent: bool
    at: float


Script = Callable[[Call], Outcome | None]


@dataclass
class ScriptedSender:
    """Accepts everything, unless the script has another answer. ``gate`` closed: calls hang; a call for
    which ``gate_of`` names another gate hangs at that one."""

    clock: HandClock
    script: list[Outcome | Exception] = field(default_factory=list)
    answer: Script = lambda call: None
    calls: list[Call] = field(default_factory=list)
    probes: list[float] = field(default_factory=list)
    line: Outcome = field(default_factory=lambda: Sent(message_id=0))
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    gate_of: Callable[[Call], asyncio.Event | None] = lambda call: None
    called: asyncio.Event = field(default_factory=asyncio.Event)
    now_calling: int = 0
    most_at_once: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    @property
    def sends(self) -> list[Call]:
        return [call for call in self.calls if call.edit is None]

    @property
    def edits(self) -> list[Call]:
        return [call for call in self.calls if call.edit is not None]

    async def send(
        self, address: ChatAddress, message: Message, *, reply_to: int | None = None, silent: bool = False
    ) -> Outcome:
        return await self._call(
            Call(
                edit=None,
                address=address,
                text=message.text,
                reply_to=reply_to,
                silent=silent,
                at=self.clock.monotonic(),
            )
        )

    async def edit(self, address: ChatAddress, message_id: int, message: Message) -> Outcome:
        return await self._call(
            Call(
                edit=message_id,
                address=address,
                text=message.text,
                reply_to=None,
                silent=True,
                at=self.clock.monotonic(),
            )
        )

    async def probe(self) -> Outcome:
        self.probes.append(self.clock.monotonic())
        return self.line

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something that calls bring about is so."""
        async with asyncio.timeout(10):
            while not condition():
                self.called.clear()
                await self.called.wait()

    async def _call(self, call: Call) -> Outcome:
        self.calls.append(call)
        self.now_calling += 1
        self.called.set()
        self.most_at_once = max(self.most_at_once, self.now_calling)
        try:
            await (self.gate_of(call) or self.gate).wait()
        finally:
            self.now_calling -= 1
            self.called.set()
        outcome = self.script.pop(0) if self.script else self.answer(call)
        if isinstance(outcome, Exception):
            raise outcome
        number = call.edit if call.edit is not None else 1000 + len(self.calls)
        return outcome if outcome is not None else Sent(message_id=number)


class Post:
    """Incidents, chats and rows made directly; the dispatcher as in the application."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = HandClock(NOON)
        self.sender = ScriptedSender(self.clock)
        self.dispatcher = self.new_start("one")

    def new_start(self, owner: str, channel: str = "telegram") -> Dispatcher:
        """The bot starts (again): nothing is remembered but what is stored."""
        self.dispatcher = Dispatcher(
            database=self.database,
            sender=self.sender,
            pacing=Pacing(),
            clock=self.clock,
            knowledge=known(),
            texts=load_texts("en", "Asia/Dushanbe", known().gazetteer),
            owner=owner,
            channel=channel,
        )
        return self.dispatcher

    async def step(self) -> int:
        return await self.dispatcher.step(self.clock.now())

    async def pass_by(self, seconds: int, every: int = 1) -> None:
        """Let time go by, with a step each second (or every so many)."""
        for _ in range(0, seconds, every):
            self.clock.on(seconds=every)
            await self.step()

    async def settled(self) -> None:
        """Let the dispatcher do all it can do without an answer: its work passes through the writer."""
        for _ in range(5):
            await self.database.write(lambda session: None)

    def chat(
        self, address: int = 100, kind: ChatKind = ChatKind.PRIVATE, *, channel: str = "telegram"
    ) -> Chat:
        return self.database.write_now(
            lambda session: chats.upsert(
                session, channel=channel, address=address, kind=kind, title=None, now=self.clock.now()
            )
        )

    def incident(self, snapshot: Snapshot | None = None, **facts: Any) -> Incident:
        return self.database.write_now(
            lambda session: incidents.create(
                session,
                snapshot or make_snapshot(**facts),
                prefix="TJAF",
                year=2026,
                first_reported_at=self.clock.now(),
                now=self.clock.now(),
            )
        )

    def tell(self, incident: Incident, *to: Chat, thread_id: int = 0) -> Alert:
        """Raise the alert of a new incident and queue it for these chats."""
        return self._raise(incident, AlertReason.NEW, to, thread_id, sound=True)

    def revise(
        self,
        incident: Incident,
        snapshot: Snapshot,
        *to: Chat,
        reason: AlertReason = AlertReason.TOLL,
        sound: bool = True,
    ) -> Alert:
        """The facts change; queue the alert of it."""

        def change(session: Session) -> Incident:
            now = self.clock.now()
            incidents.save_revision(session, incident.id, snapshot, reason=reason, now=now)
            found = incidents.get(session, incident.id)
            assert found is not None
            return found

        return self._raise(self.database.write_now(change), reason, to, 0, sound=sound)

    def _raise(
        self, incident: Incident, reason: AlertReason, to: tuple[Chat, ...], thread_id: int, *, sound: bool
    ) -> Alert:
        def change(session: Session) -> Alert:
            now = self.clock.now()
            alert = alerts.raise_alert(
                session,
                incident.id,
                incident.revision,
                reason=reason,
                severity=incident.snapshot.severity,
                sound=sound,
                now=now,
            )
            targets = [(chat.id, thread_id) for chat in to]
            alerts.enqueue(session, alert, targets, due_at=now, now=now)
            return alert

        return self.database.write_now(change)

    def told(self, incidents_in_all: int, *to: Chat) -> None:
        """Queue so many different incidents for these chats."""
        for number in range(incidents_in_all):
            self.tell(self.incident(day=f"2026-01-{1 + number % 17:02}"), *to)

    def rows(self) -> list[Delivery]:
        return self.database.read_now(queue.load)

    def row(self) -> Delivery:
        (only,) = self.rows()
        return only

    def states(self) -> list[DeliveryState]:
        return [row.state for row in self.rows()]

    def count(self, state: DeliveryState) -> int:
        return self.states().count(state)
