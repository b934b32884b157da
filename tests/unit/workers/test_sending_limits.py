"""When something is sent: limits kept, lanes in order, silence obeyed, nobody else's rows touched."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from bot.model.alert import Chat, Halt, Outcome, Refused, Sent, Throttled, Unreached
from bot.model.vocabulary import ChatKind, DeliveryState, Party
from bot.store import queue
from bot.store.database import Session
from tests.builders import make_snapshot
from tests.unit.workers.sending import Call, Post, Script

FOUR = make_snapshot(killed={Party.MILITANTS: 4})
SIX = make_snapshot(killed={Party.MILITANTS: 6})


def times(post: Post) -> list[float]:
    return [call.at for call in post.sender.calls]


async def test_a_private_chat_gets_one_message_a_second_and_waits_unclaimed(post: Post) -> None:
    post.told(3, post.chat())

    await post.step()
    assert post.states() == [DeliveryState.SENT, DeliveryState.PENDING, DeliveryState.PENDING]
    await post.pass_by(4)

    assert times(post) == [0, 1, 2]


async def test_a_group_gets_eighteen_messages_a_minute_and_waits_unclaimed(post: Post) -> None:
    post.told(20, post.chat(-5, ChatKind.GROUP))

    await post.pass_by(59)
    assert post.count(DeliveryState.SENT) == 18
    assert post.count(DeliveryState.PENDING) == 2
    await post.pass_by(5)

    assert post.count(DeliveryState.SENT) == 20


async def test_all_chats_together_get_twenty_eight_messages_a_second(post: Post) -> None:
    post.told(1, *[post.chat(100 + number) for number in range(40)])

    assert await post.step() == 28
    assert post.count(DeliveryState.SENDING) == 0
    post.clock.on(seconds=0.5)
    assert await post.step() == 0
    post.clock.on(seconds=0.5)
    assert await post.step() == 12


async def test_eight_chats_are_served_at_once_and_no_chat_twice(post: Post) -> None:
    group = post.chat(-5, ChatKind.GROUP)
    post.told(2, group)
    post.told(1, *[post.chat(100 + number) for number in range(10)])
    post.sender.gate.clear()
    step = asyncio.create_task(post.step())
    await post.sender.until(lambda: post.sender.now_calling == 8)
    await post.settled()

    on_the_wire = Counter(call.address.chat_id for call in post.sender.calls)
    assert post.sender.most_at_once == 8
    assert max(on_the_wire.values()) == 1
    assert post.count(DeliveryState.SENDING) == 8
    post.sender.gate.set()
    await step
    assert post.sender.most_at_once == 8


async def test_a_renewed_card_and_a_message_never_share_a_lane(post: Post) -> None:
    group, bob, incident = post.chat(-5, ChatKind.GROUP), post.chat(100), post.incident(FOUR)
    post.tell(incident, group)
    await post.step()
    for_edits, for_bob = asyncio.Event(), asyncio.Event()

    def gate_of(call: Call) -> asyncio.Event | None:
        return for_edits if call.edit is not None else for_bob if call.address.chat_id == 100 else None

    post.sender.gate_of = gate_of
    post.revise(incident, SIX, group)
    post.told(1, bob)
    step = asyncio.create_task(post.step())
    await post.sender.until(lambda: len(post.sender.edits) == 1)
    post.told(1, group)
    for_bob.set()
    await post.sender.until(lambda: post.sender.now_calling == 1)
    await post.settled()

    assert Counter(call.address.chat_id for call in post.sender.calls) == {-5: 3, 100: 1}
    for_edits.set()
    await step
    assert Counter(call.address.chat_id for call in post.sender.calls) == {-5: 4, 100: 1}


async def test_a_throttled_chat_is_left_in_peace_and_the_others_are_not_slowed(post: Post) -> None:
    ann, bob = post.chat(100), post.chat(101)
    post.told(3, ann, bob)
    post.sender.answer = only_for(100, Throttled(after_seconds=5))

    await post.pass_by(3)
    assert [call.address.chat_id for call in post.sender.calls].count(101) == 3
    assert [call.address.chat_id for call in post.sender.calls].count(100) == 1
    post.sender.answer = accept
    await post.pass_by(10)

    to_ann = [call.at for call in post.sender.calls if call.address.chat_id == 100]
    assert to_ann[1] - to_ann[0] >= 5
    assert post.count(DeliveryState.SENT) == 6
    assert {row.attempt for row in post.rows()} == {1}


def only_for(chat: int, outcome: Outcome) -> Script:
    return lambda call: outcome if call.address.chat_id == chat else None


def accept(call: Call) -> Outcome | None:
    return None


async def test_a_long_silence_holds_everybody_and_outlives_a_restart(post: Post) -> None:
    ann, bob = post.chat(100), post.chat(101)
    post.told(1, ann)
    post.sender.script = [Throttled(after_seconds=600, whole_bot=True)]
    await post.step()
    post.told(1, bob)

    await post.pass_by(100, every=20)
    post.new_start("two")
    await post.pass_by(480, every=20)
    assert len(post.sender.calls) == 1

    await post.pass_by(60, every=20)
    assert sorted(call.address.chat_id for call in post.sender.calls) == [100, 100, 101]
    assert min(times(post)[1:]) >= 600


async def test_a_chats_silence_outlives_a_restart(post: Post) -> None:
    post.told(2, post.chat())
    post.sender.script = [Throttled(after_seconds=4)]
    await post.step()
    post.new_start("two")

    await post.pass_by(8)

    assert times(post)[1] >= 4
    assert post.count(DeliveryState.SENT) == 2


async def test_a_refused_token_halts_the_sender_and_costs_nobody_anything(post: Post) -> None:
    ann = post.chat(100)
    post.told(2, ann, post.chat(101))
    post.sender.script = [Halt(why="token_401")] * 4
    post.sender.line = Halt(why="token_401")

    await post.pass_by(60)
    calls = len(post.sender.calls)
    assert calls <= 4
    assert post.sender.probes[0] >= 5
    assert len(post.sender.probes) <= 5

    post.sender.script = []
    post.sender.line = Sent(message_id=0)
    await post.pass_by(120)
    assert post.count(DeliveryState.SENT) == 4
    assert {row.attempt for row in post.rows()} == {1}


async def test_a_line_that_seems_good_but_takes_nothing_is_tried_ever_more_slowly(post: Post) -> None:
    """A frozen account answers every probe and refuses every message."""
    post.told(1, post.chat())
    post.sender.answer = lambda call: Halt(why="frozen")

    await post.pass_by(60)
    first_minute = len(post.sender.calls)
    await post.pass_by(600, every=10)

    assert first_minute <= 5
    assert len(post.sender.calls) - first_minute <= 8
    assert post.states() == [DeliveryState.PENDING]


async def test_after_trouble_that_is_over_a_new_halt_is_short_again(post: Post) -> None:
    ann = post.chat()
    post.told(3, ann)
    post.sender.script = [Halt(why="x"), Sent(message_id=1), Halt(why="x"), Sent(message_id=2)]

    await post.pass_by(20)

    first, second, third, fourth, *_ = times(post)
    assert 5 <= second - first <= 6
    assert third - second == 1
    assert 5 <= fourth - third <= 6


async def test_a_dead_line_costs_a_row_at_most_five_attempts_a_minute(post: Post) -> None:
    post.told(1, post.chat())
    post.sender.answer = lambda call: Unreached(why="connect")

    await post.pass_by(60)

    assert 2 <= len(post.sender.calls) <= 5
    assert post.states() == [DeliveryState.PENDING]


async def test_lost_rights_are_asked_for_again_after_an_hour(post: Post) -> None:
    channel = post.chat(-5, ChatKind.CHANNEL)
    post.told(2, channel)
    post.sender.script = [Refused(scope="suspended", why="rights")]

    await post.step()
    await post.pass_by(3570, every=30)
    assert len(post.sender.calls) == 1
    await post.pass_by(60, every=30)

    assert post.count(DeliveryState.SENT) == 2


async def test_rows_of_another_channel_are_left_alone(post: Post) -> None:
    post.told(1, post.chat(1, channel="console"))
    post.told(1, post.chat(1, channel="telegram"))

    assert await post.step() == 1
    assert [call.address.channel for call in post.sender.calls] == ["telegram"]
    assert post.states() == [DeliveryState.PENDING, DeliveryState.SENT]
    assert await post.dispatcher.next_due_at(post.clock.now()) is None

    post.new_start("two", channel="console")
    assert await post.dispatcher.next_due_at(post.clock.now()) == post.clock.now()
    assert await post.step() == 1
    assert post.sender.calls[1].address.channel == "console"


async def test_a_row_whose_sender_died_is_repeated_once_and_marked(post: Post) -> None:
    ann = post.chat()
    post.told(2, ann)
    claimed_by(post, "dead")
    post.new_start("two")

    await post.step()
    assert post.count(DeliveryState.SENDING) == 0
    await post.pass_by(20)

    assert post.count(DeliveryState.SENT) == 2
    assert sorted("Repeat:" in call.text for call in post.sender.calls) == [False, True]
    assert sorted(row.uncertain for row in post.rows()) == [0, 1]


def claimed_by(post: Post, owner: str, lease: timedelta = timedelta(minutes=1)) -> None:
    def change(session: Session) -> None:
        now = post.clock.now()
        assert queue.claim(session, now=now, lease=lease, owner=owner, channel="telegram")

    post.database.write_now(change)


async def test_twenty_starts_in_a_row_do_not_repeat_a_message_twenty_times(post: Post) -> None:
    post.told(1, post.chat())
    for number in range(20):
        post.new_start(f"start {number}")
        post.sender.gate.clear()
        post.sender.called.clear()
        step = asyncio.create_task(post.step())
        for _ in range(2000):
            await asyncio.sleep(0)
            if post.sender.called.is_set() or step.done():
                break
        await abandoned(step)
        post.clock.on(seconds=0.5)

    assert len(post.sender.calls) <= 2


async def abandoned(step: asyncio.Task[int]) -> None:
    """End a step as a kill does: what is on the wire is not waited for."""
    while not step.done():
        step.cancel()
        await asyncio.wait({step}, timeout=0.01)


@pytest.mark.parametrize("kind", [ChatKind.PRIVATE, ChatKind.GROUP])
async def test_edits_count_as_messages(post: Post, kind: ChatKind) -> None:
    chat: Chat = post.chat(-5, kind)
    for _ in range(12):
        incident = post.incident(FOUR)
        post.tell(incident, chat)
        await post.pass_by(2)
        post.revise(incident, SIX, chat)
        await post.pass_by(2)

    span, most = (1.0, 1) if kind is ChatKind.PRIVATE else (60.0, 18)
    for start in times(post):
        assert sum(start <= at < start + span for at in times(post)) <= most
