"""What is sent: cards, updates and edits, each once, and what a chat knows afterwards."""

from dataclasses import replace

import pytest

from bot.channels.request import LONGEST_CALL_SECONDS
from bot.model.alert import Refused, Sent, Uncertain
from bot.model.incident import Snapshot
from bot.model.vocabulary import AlertReason, ChatKind, DeliveryState, Severity
from bot.store import outbox
from bot.workers.dispatcher import LEASE
from tests.builders import make_snapshot
from tests.unit.workers.sending import Post
from tests.unit.workers.snapshots import CONTESTED, FOUR, SIX, WITHDRAWN, WOUNDED_TOO


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


@pytest.mark.parametrize("snapshot", [FOUR, SIX, WOUNDED_TOO])
async def test_a_message_is_the_same_whatever_alert_called_for_it(post: Post, snapshot: Snapshot) -> None:
    ann, bob = post.chat(100), post.chat(101)
    incident = post.incident(FOUR)
    post.tell(incident, ann)
    post.revise(incident, snapshot, bob, reason=AlertReason.TOLL)

    await post.step()

    one, other = post.sender.sends
    assert one.text == other.text
