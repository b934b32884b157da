"""Sends what is due: pace, claim (T3), compose, send, settle (T4).

The bucket is asked before the claim, so that a row is on the wire for no longer than its call. What
cannot be recorded must not be sent: if settling fails, the sender stops, and what it knows is recorded
before anything else goes out. One call in flight per chat.
"""

import asyncio
from collections.abc import Collection, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.alerts.lifecycle import expired, needless, orphaned, outlived, postponed, settle
from bot.alerts.plan import SilentEdit, Update
from bot.channels.halting import Halting
from bot.channels.pacing import Pacing, Slot
from bot.channels.sender import Sender
from bot.clock import Clock
from bot.knowledge import Knowledge
from bot.model.alert import ChatAddress, Delivery, Outcome, Sent, Throttled, Uncertain, Unreached
from bot.model.message import Message
from bot.model.vocabulary import ChatKind
from bot.render.texts import Texts
from bot.store import outbox
from bot.store.database import Database, Session
from bot.store.problems import StorageBroken, StoragePause
from bot.workers.composing import Composed, compose, current_card
from bot.workers.recording import Ended, held_until, told_by
from bot.workers.settlement import Settlement
from bot.workers.stale_cards import StaleCard, StaleCards

LEASE = timedelta(seconds=90)
"""Longer than two of the longest calls: connect 5 + pool 1 + write 5 + read 20 = 31 s, and a call that
is refused for its form may be made once more."""
IN_FLIGHT = 8

log = structlog.get_logger("borderwatch.dispatcher")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tick:
    """A step's moment. Within the step time goes on by monotonic seconds, whatever the wall clock does."""

    now: datetime
    monotonic: float

    def at(self, monotonic: float) -> datetime:
        """The moment that belongs to a later monotonic time."""
        return self.now + timedelta(seconds=monotonic - self.monotonic)


@dataclass(slots=True, kw_only=True)
class Dispatcher:
    """The sending side of one channel. ``owner`` names this start of the bot in leases."""

    database: Database
    sender: Sender
    pacing: Pacing
    clock: Clock
    knowledge: Knowledge
    texts: Texts
    owner: str
    channel: str
    sent: int = 0
    _closed: dict[int, float] = field(default_factory=dict)
    _busy: set[int] = field(default_factory=set)
    _stale: StaleCards = field(default_factory=StaleCards)
    _halting: Halting = field(default_factory=Halting)
    _settlement: Settlement = field(init=False)
    _recovered: bool = False
    _stopping: bool = False

    def __post_init__(self) -> None:
        self._settlement = Settlement(database=self.database, clock=self.clock, halting=self._halting)

    async def recover(self, now: datetime) -> int:
        """Take back rows whose sender died, and keep the silence that was asked of it.

        Done once by the first step; calling it before does no harm.
        """

        def take_back(session: Session) -> tuple[int, datetime | None]:
            rows = outbox.recover(session, owner=self.owner, now=now, decide=orphaned)
            return rows, held_until(session)

        recovered, silent_until = await self.database.write(take_back)
        self._recovered = True
        if recovered:
            log.warning("deliveries recovered", rows=recovered)
        if silent_until is not None:
            self.pacing.hold_all(self.clock.monotonic() + (silent_until - now).total_seconds())
        return recovered

    def stop(self) -> None:
        """Claim nothing more; the step under way ends when what is on the wire is recorded."""
        self._stopping = True

    async def step(self, now: datetime) -> int:
        """Send what may be sent now; returns how many rows were dealt with."""
        tick = _Tick(now=now, monotonic=self.clock.monotonic())
        if not self._recovered:
            await self.recover(now)
        await self._settlement.settle_left_over()
        if not await self._may_send():
            return 0
        dealt_with = 0
        flying: set[asyncio.Task[int]] = set()
        try:
            while True:
                job = await self._next_job(tick) if len(flying) < IN_FLIGHT else None
                if job is not None:
                    flying.add(asyncio.create_task(job))
                elif flying:
                    done, flying = await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
                    dealt_with += _dealt_with(done)
                else:
                    return dealt_with
        finally:
            # Whatever is on the wire is waited for: its outcome must be recorded.
            if flying:
                await asyncio.wait(flying)
                _dealt_with(flying)

    async def next_due_at(self, now: datetime) -> datetime | None:
        """When a row will be due; None when nothing waits. Chats that must pause do not count."""
        return await self.database.read(
            lambda session: outbox.next_due_at(session, now=now, channel=self.channel)
        )

    async def _next_job(self, tick: _Tick) -> Coroutine[None, None, int] | None:
        """A claimed row to deliver or, where none may go now, an outdated card to renew."""
        moment = self.clock.monotonic()
        if self._stopping or self._halting.halted or self.pacing.overall_wait_seconds(moment) > 0:
            return None
        delivery = await self._claim(tick)
        if delivery is not None:
            self._busy.add(delivery.chat.id)
            slot = self.pacing.keep(_address(delivery), delivery.chat.kind, moment)
            return self._deliver(delivery, slot, tick)
        card = self._stale.take(self._may_renew)
        if card is None:
            return None
        self._busy.add(card.chat_id)
        return self._renew(card, self.pacing.keep(card.address, card.kind, moment))

    async def _claim(self, tick: _Tick) -> Delivery | None:
        moment = self.clock.monotonic()
        self._closed = {chat: until for chat, until in self._closed.items() if until > moment}
        shut = self._closed.keys() | self._busy
        now = tick.at(moment)
        return await self.database.write(
            lambda session: outbox.claim(
                session, now=now, lease=LEASE, owner=self.owner, channel=self.channel, exclude=shut
            )
        )

    def _may_renew(self, card: StaleCard) -> bool:
        wait = self.pacing.wait_seconds(card.address, card.kind, self.clock.monotonic())
        return wait == 0.0 and card.chat_id not in self._busy

    async def _renew(self, card: StaleCard, slot: Slot) -> int:
        """Edit a card whose incident was updated by a reply: for looks, so tried only once."""
        try:
            message = await self.database.read(
                partial(current_card, incident_id=card.incident_id, texts=self.texts)
            )
            if message is not None:
                slot.use(self.clock.monotonic())
                outcome = await self.sender.edit(card.address, card.message_id, message)
                self._note(card.chat_id, card.kind, card.address, outcome)
        except (StorageBroken, StoragePause):
            raise
        except Exception:
            log.exception("card not renewed", incident=card.incident_id)
        finally:
            slot.give_back()
            self._busy.discard(card.chat_id)
        return 0

    async def _deliver(self, delivery: Delivery, slot: Slot, tick: _Tick) -> int:
        """One claimed row, from composition to settlement."""
        try:
            ended = await self._outcome(delivery, slot, tick)
            await self._settlement.settle(ended)
        finally:
            slot.give_back()
            self._busy.discard(delivery.chat.id)
        return 1

    async def _outcome(self, delivery: Delivery, slot: Slot, tick: _Tick) -> Ended:
        now = tick.at(self.clock.monotonic())
        if expired(delivery, now):
            return Ended(delivery=delivery, transition=outlived(delivery), at=now)
        try:
            composed = await self.database.read(
                lambda session: compose(session, delivery, self.knowledge, self.texts, now)
            )
        except StorageBroken:
            raise
        except Exception:
            # Nothing was sent, so the row simply waits, ever longer; the others go on.
            log.exception("composing broke", delivery=delivery.id)
            return Ended(
                delivery=delivery, transition=settle(delivery, Unreached(why="composing broke"), now), at=now
            )
        if composed.message is None:
            return Ended(delivery=delivery, transition=needless(delivery, "nothing new"), at=now)
        if composed.quiet_until is not None and composed.quiet_until > now:
            wait = postponed(delivery, composed.quiet_until, "heard of it a moment ago")
            return Ended(delivery=delivery, transition=wait, at=now)
        slot.use(self.clock.monotonic())
        return await self._send(delivery, composed, composed.message, tick)

    async def _send(self, delivery: Delivery, composed: Composed, message: Message, tick: _Tick) -> Ended:
        address = _address(delivery)
        outcome = await self._call(delivery, composed, message, address)
        self._note(delivery.chat.id, delivery.chat.kind, address, outcome)
        now = tick.at(self.clock.monotonic())
        transition = settle(delivery, outcome, now)
        if not isinstance(outcome, Sent):
            return Ended(delivery=delivery, transition=transition, at=now)
        self.sent += 1
        self._halting.accepted()
        if isinstance(composed.plan, Update) and composed.told is not None:
            self._stale.outdated(delivery, address, composed.told.card_message_id)
        else:
            self._stale.renewed(delivery)
        told = told_by(composed, outcome.message_id, now)
        return Ended(delivery=delivery, transition=transition, at=now, told=told)

    async def _call(
        self, delivery: Delivery, composed: Composed, message: Message, address: ChatAddress
    ) -> Outcome:
        told = composed.told
        try:
            if isinstance(composed.plan, SilentEdit) and told is not None:
                return await self.sender.edit(address, told.card_message_id, message)
            reply_to = told.card_message_id if told is not None else None
            return await self.sender.send(address, message, reply_to=reply_to, silent=not composed.sounds)
        except Exception as error:
            # A channel promises not to raise; where it does, nobody knows how far the call came.
            log.exception("sending broke", delivery=delivery.id)
            return Uncertain(why=type(error).__name__)

    def _note(self, chat_id: int, kind: ChatKind, address: ChatAddress, outcome: Outcome) -> None:
        """Remember when this chat may be written to again."""
        moment = self.clock.monotonic()
        if isinstance(outcome, Throttled):
            self.pacing.throttled(address, outcome.after_seconds, moment)
            if outcome.whole_bot:
                self.pacing.hold_all(moment + outcome.after_seconds)
        wait = self.pacing.wait_seconds(address, kind, moment)
        if wait > 0:
            self._closed[chat_id] = moment + wait

    async def _may_send(self) -> bool:
        """Whether the sender is not halted; when it is, probe from time to time."""
        if not self._halting.halted:
            return True
        if not self._halting.may_probe(self.clock.monotonic()):
            return False
        outcome = await self.sender.probe()
        good = isinstance(outcome, Sent)
        self._halting.probed(self.clock.monotonic(), good=good)
        if good:
            log.info("sending resumed")
        else:
            log.error("sending is halted", outcome=type(outcome).__name__)
        return good


def _dealt_with(ended: Collection[asyncio.Task[int]]) -> int:
    """How many rows these sends dealt with; raises the gravest of their faults, after a look at all."""
    faults = [fault for task in ended if (fault := task.exception()) is not None]
    if faults:
        raise next((fault for fault in faults if isinstance(fault, StorageBroken)), faults[0])
    return sum(task.result() for task in ended)


def _address(delivery: Delivery) -> ChatAddress:
    chat = delivery.chat
    return ChatAddress(channel=chat.channel, chat_id=chat.address, thread_id=delivery.thread_id)
