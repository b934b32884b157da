"""What is sent: cards, updates and edits, each once, and what a chat knows afterwards."""

import asyncio
import gc
from dataclasses import replace

import pytest

from bot.channels.request import LONGEST_CALL_SECONDS
from bot.model.alert import Moved, Refused, Sent, Uncertain
from bot.model.incident import Snapshot
from bot.model.vocabulary import (
    AlertReason,
    ChatKind,
    DeliveryState,
    IncidentStatus,
    Party,
    Severity,
)
from bot.store import chats, outbox
from bot.store.problems import StorageBroken, StorageBusy, StorageFull
from bot.workers.composing import compose
from bot.workers.dispatcher import LEASE
from bot.workers.recording import record
from tests.builders import make_snapshot
from tests.unit.workers.sending import Post

FOUR = make_snapshot(killed={Party.MILITANTS: 4})
SIX = make_snapshot(killed={Party.MILITANTS: 6})
WOUNDED_TOO = make_snapshot(killed={Party.MILITANTS: 4}, wounded={Party.BORDER_GUARDS: 1})
WITHDRAWN = make_snapshot(killed={Party.MILITANTS: 4}, status=IncidentStatus.RETRACTED)
CONTESTED = replace(FOUR, contested=True)


def test_a_lease_outlives_the_longest_call_and_its_second_try() -> None:
    assert LEASE.total_seconds() > 2 * LONGEST_CALL_SECONDS


async def test_a_chat_that_knows_nothing_gets_the_card(post: Post) -> None:
    ann = post.chat()
    incident = post.incident(FOUR)
    post.tell(incident, ann)

    assert await post.step() == 1

    (call,) = post.sender.calls
    assert call.text.endswith(incident.ref)
    assert (call.reply_to, call.silent, call.address.chat_id) == (None, False, 100)
    assert post.states() == [DeliveryState.SENT]
    told = post.database.read_now(lambda session: outbox.told(session, ann.id, 0, incident.id))
    assert told is not None
    assert (told.revision, told.message_id, told.card_message_id) == (1, 1001, 1001)
    assert told.sounded_at == post.clock.now()


async def test_nothing_due_is_nothing_done(post: Post) -> None:
    assert await post.step() == 0
    assert post.sender.calls == []


async def test_a_light_incident_comes_without_a_sound(post: Post) -> None:
    post.tell(post.incident(severity=Severity.MEDIUM), post.chat())
    await post.step()
    assert post.sender.sends[0].silent


async def test_the_newest_state_is_told_and_the_older_alert_not_at_all(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    post.revise(incident, SIX, ann)

    await post.pass_by(5)

    (call,) = post.sender.calls
    assert "militants 6" in call.text
    assert sorted(post.states()) == [DeliveryState.SENT, DeliveryState.SUPERSEDED]


async def test_more_dead_are_a_sounding_reply_and_then_the_card_is_renewed(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, SIX, ann)

    await post.pass_by(5)

    _, update = post.sender.sends
    assert (update.reply_to, update.silent) == (1001, False)
    assert "4 → 6" in update.text
    (renewed,) = post.sender.edits
    assert renewed.edit == 1001
    assert "militants 6" in renewed.text
    assert renewed.at - update.at >= 1
    assert post.states() == [DeliveryState.SENT, DeliveryState.SENT]


@pytest.mark.parametrize("ending", [Uncertain(why="x"), Refused(scope="target", why="x"), ValueError("x")])
async def test_a_card_that_cannot_be_renewed_matters_to_nobody(
    post: Post, ending: Refused | Uncertain | ValueError
) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, SIX, ann)
    post.sender.script = [Sent(message_id=1002), ending]

    await post.pass_by(30)

    assert len(post.sender.edits) == 1
    assert post.states() == [DeliveryState.SENT, DeliveryState.SENT]


async def test_cards_are_renewed_after_all_that_waits(post: Post) -> None:
    group, incident = post.chat(-5, ChatKind.GROUP), post.incident(FOUR)
    post.tell(incident, group)
    await post.step()
    post.revise(incident, SIX, group)
    post.told(5, group)

    await post.pass_by(10)

    kinds = [call.edit is not None for call in post.sender.calls]
    assert kinds == [False] * 7 + [True]


async def test_a_detail_is_a_silent_edit_of_the_card(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, WOUNDED_TOO, ann, reason=AlertReason.DETAIL, sound=False)

    await post.pass_by(5)

    assert len(post.sender.sends) == 1
    (edit,) = post.sender.edits
    assert edit.edit == 1001
    assert "border guards 1" in edit.text


async def test_there_and_back_again_is_told_to_nobody(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, SIX)
    post.revise(incident, FOUR, ann, reason=AlertReason.CORRECTED)

    await post.pass_by(5)

    assert len(post.sender.calls) == 1
    assert post.states() == [DeliveryState.SENT, DeliveryState.SUPERSEDED]


async def test_two_sounds_about_one_incident_are_ten_minutes_apart(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, CONTESTED, ann, reason=AlertReason.CONTESTED)

    await post.pass_by(590, every=10)
    assert len(post.sender.calls) == 1

    await post.pass_by(20, every=10)
    first, second = post.sender.sends
    assert second.at - first.at >= 600
    assert post.rows()[1].attempt == 1


async def test_deaths_and_retractions_do_not_wait_for_the_pause(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()

    post.revise(incident, SIX, ann)
    await post.pass_by(3)
    post.revise(incident, WITHDRAWN, ann, reason=AlertReason.RETRACTED)
    await post.pass_by(3)

    assert [call.reply_to for call in post.sender.sends] == [None, 1001, 1001]


async def test_a_silent_card_starts_no_pause(post: Post) -> None:
    light = make_snapshot(severity=Severity.MEDIUM)
    ann, incident = post.chat(), post.incident(light)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, replace(light, contested=True), ann, reason=AlertReason.CONTESTED)

    await post.pass_by(3)

    assert len(post.sender.sends) == 2


async def test_an_unanswered_message_is_repeated_twice_at_most_and_marked(post: Post) -> None:
    post.tell(post.incident(FOUR), post.chat())
    post.sender.answer = lambda call: Uncertain(why="read_timeout")

    await post.pass_by(200, every=5)

    first, second, third = post.sender.sends
    assert "Repeat:" not in first.text
    for copy in (second, third):
        assert "Repeat:" in copy.text
        assert copy.text.split("\n")[0] == first.text.split("\n")[0]
    assert second.at - first.at >= 15
    assert third.at - second.at >= 30
    assert post.states() == [DeliveryState.UNANSWERED]


async def test_an_unanswered_update_is_marked_as_well(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, SIX, ann)
    post.sender.script = [Uncertain(why="read_timeout")]

    await post.pass_by(30)

    _, first, copy = post.sender.sends
    assert "Repeat:" not in first.text
    assert "Repeat:" in copy.text


async def test_a_retraction_reaches_a_chat_whose_answer_never_came(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    post.sender.answer = lambda call: Uncertain(why="read_timeout")
    await post.pass_by(200, every=5)
    assert post.states() == [DeliveryState.UNANSWERED]

    post.sender.answer = lambda call: None
    post.revise(incident, WITHDRAWN, ann, reason=AlertReason.RETRACTED)
    await post.pass_by(3)

    assert "withdrawn" in post.sender.sends[-1].text.lower()


async def test_what_was_retracted_before_it_was_told_is_told_to_nobody(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    post.revise(incident, WITHDRAWN)

    await post.step()

    assert post.sender.calls == []
    assert post.states() == [DeliveryState.SUPERSEDED]


async def test_a_chat_that_refuses_is_told_nothing_more(post: Post) -> None:
    ann = post.chat()
    post.told(2, ann)
    post.sender.script = [Refused(scope="chat", why="blocked")]

    await post.pass_by(10)

    assert len(post.sender.calls) == 1
    assert post.states() == [DeliveryState.DEAD, DeliveryState.CANCELLED]
    chat = post.database.read_now(lambda session: chats.find(session, "telegram", 100))
    assert chat is not None
    assert not chat.active


async def test_an_unknown_refusal_costs_one_row_and_no_subscription(post: Post) -> None:
    post.told(2, post.chat())
    post.sender.script = [Refused(scope="content", why="other_400")]

    await post.pass_by(10)

    assert post.states() == [DeliveryState.DEAD, DeliveryState.SENT]


async def test_a_chat_that_moved_is_followed(post: Post) -> None:
    group, incident = post.chat(-5, ChatKind.GROUP), post.incident(FOUR)
    post.tell(incident, group)
    post.sender.script = [Moved(to=-1005)]

    await post.pass_by(10)

    assert [call.address.chat_id for call in post.sender.sends] == [-5, -1005]
    assert post.states() == [DeliveryState.SENT]


async def test_a_closed_topic_is_left_for_the_chat_itself(post: Post) -> None:
    group = post.chat(-5, ChatKind.SUPERGROUP)
    post.tell(post.incident(FOUR), group, thread_id=7)
    post.sender.script = [Refused(scope="topic", why="topic")]

    await post.pass_by(10)

    assert [call.address.thread_id for call in post.sender.sends] == [7, 0]
    assert post.states() == [DeliveryState.SENT]


async def test_where_the_card_is_gone_the_news_comes_as_a_card(post: Post) -> None:
    """A place that moved without a sound is an edit; where there is nothing to edit it is told anew."""
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, WOUNDED_TOO, ann, reason=AlertReason.PLACE, sound=False)
    post.sender.script = [Refused(scope="target", why="not_editable")]

    await post.pass_by(5)

    assert [call.edit for call in post.sender.calls] == [None, 1001, None]
    assert post.sender.sends[-1].reply_to is None


async def test_an_edit_for_looks_is_dropped_where_the_card_is_gone(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, WOUNDED_TOO, ann, reason=AlertReason.DETAIL, sound=False)
    post.sender.script = [Refused(scope="target", why="not_editable")]

    await post.pass_by(5)

    assert post.states() == [DeliveryState.SENT, DeliveryState.CANCELLED]
    assert len(post.sender.calls) == 2


async def test_a_row_that_is_too_old_is_not_sent(post: Post) -> None:
    post.tell(post.incident(FOUR), post.chat())
    post.clock.on(hours=24)

    assert await post.step() == 1

    assert post.sender.calls == []
    assert post.states() == [DeliveryState.EXPIRED]


async def test_a_message_that_cannot_be_composed_waits_and_the_others_go_out(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = post.chat(100), post.chat(101)
    post.tell(post.incident(FOUR), ann, bob)

    def broken_for_ann(*given: object) -> object:
        if given[1].chat == ann:  # type: ignore[attr-defined]
            raise KeyError("a fault of ours")
        return compose(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.workers.dispatcher.compose", broken_for_ann)
    assert await post.step() == 2
    assert [call.address.chat_id for call in post.sender.calls] == [101]
    monkeypatch.setattr("bot.workers.dispatcher.compose", compose)

    await post.pass_by(10)

    assert [call.address.chat_id for call in post.sender.calls] == [101, 100]
    assert "Repeat:" not in post.sender.calls[1].text


async def test_a_channel_that_breaks_its_promise_loses_no_row(post: Post) -> None:
    post.tell(post.incident(FOUR), post.chat())
    post.sender.script = [RuntimeError("a fault of ours")]

    await post.step()
    assert post.row().state is DeliveryState.PENDING
    assert post.row().uncertain == 1
    await post.pass_by(20)

    assert post.states() == [DeliveryState.SENT]


@pytest.mark.parametrize("fault", [StorageFull("no space"), StorageBusy("locked"), LookupError("ours")])
async def test_what_could_not_be_recorded_is_recorded_before_anything_else_is_sent(
    post: Post, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    post.tell(post.incident(FOUR), post.chat(100))

    def full(session: object, ended: object) -> None:
        raise fault

    monkeypatch.setattr("bot.workers.settlement.record", full)
    with pytest.raises(type(fault)):
        await post.step()
    post.tell(post.incident(SIX), post.chat(101))
    with pytest.raises(type(fault)):
        await post.step()
    assert len(post.sender.calls) == 1

    monkeypatch.setattr("bot.workers.settlement.record", record)
    await post.pass_by(200, every=5)

    assert [call.address.chat_id for call in post.sender.calls] == [100, 101]
    assert post.states() == [DeliveryState.SENT, DeliveryState.SENT]


async def test_a_database_that_is_held_while_a_row_is_composed_costs_no_repeat(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*given: object) -> None:
        raise StorageBusy("locked")

    post.tell(post.incident(FOUR), post.chat())
    monkeypatch.setattr("bot.workers.dispatcher.compose", held)
    await post.step()

    assert (post.row().state, post.row().uncertain) == (DeliveryState.PENDING, 0)


async def test_of_several_sends_that_end_in_faults_all_are_looked_at_and_the_gravest_is_raised(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    unseen: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: unseen.append(context))
    faults = [StorageBusy("locked"), StorageBroken("I/O error"), StorageBusy("locked")]

    async def broken(dispatcher: object, ended: object) -> None:
        raise faults.pop(0)

    monkeypatch.setattr("bot.workers.settlement.Settlement.settle", broken)
    post.told(1, *[post.chat(100 + number) for number in range(3)])
    post.sender.gate.clear()
    step = asyncio.create_task(post.step())
    await post.sender.until(lambda: post.sender.now_calling == 3)
    await post.settled()
    post.sender.gate.set()
    with pytest.raises((StorageBroken, StorageBusy)) as raised:
        await step
    grave = raised.type
    del step, raised
    gc.collect()

    assert grave is StorageBroken
    assert not faults
    assert unseen == []


async def test_a_step_that_is_cancelled_waits_for_what_is_on_the_wire(post: Post) -> None:
    post.tell(post.incident(FOUR), post.chat())
    post.sender.gate.clear()
    step = asyncio.create_task(post.step())
    await post.sender.called.wait()

    step.cancel()
    await asyncio.sleep(0)
    assert not step.done()
    post.sender.gate.set()
    with pytest.raises(asyncio.CancelledError):
        await step

    assert post.states() == [DeliveryState.SENT]


async def test_a_dispatcher_that_was_stopped_claims_nothing(post: Post) -> None:
    post.tell(post.incident(FOUR), post.chat())
    post.dispatcher.stop()

    assert await post.step() == 0
    assert post.states() == [DeliveryState.PENDING]


@pytest.mark.parametrize("snapshot", [FOUR, SIX, WOUNDED_TOO])
async def test_a_message_is_the_same_whatever_alert_called_for_it(post: Post, snapshot: Snapshot) -> None:
    ann, bob = post.chat(100), post.chat(101)
    incident = post.incident(FOUR)
    post.tell(incident, ann)
    post.revise(incident, snapshot, bob, reason=AlertReason.TOLL)

    await post.step()

    one, other = post.sender.sends
    assert one.text == other.text
