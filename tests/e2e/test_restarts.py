"""Killed and started again: nothing is lost, and at most one copy comes, marked."""

from datetime import date

from tests.e2e.stage import Stage
from tests.e2e.texts import four_killed, harvest, six_killed, workers_killed
from tests.fakes.bot_api import Person

DAY = date(2026, 1, 18)
REPEAT = "Repeat: this card may have reached you before"


async def ann_listens(stage: Stage) -> Person:
    ann = stage.person(11, "Ann")
    await stage.ask(ann, "/subscribe")
    stage.feed("valley", "Valley Wire")
    await stage.to("10:00")
    return ann


async def test_killed_between_wire_and_commit_at_most_one_copy_comes_and_is_marked(stage: Stage) -> None:
    ann = await ann_listens(stage)
    stage.publish("valley", workers_killed(DAY))
    await stage.app.workers.collector.step(stage.clock.now())
    stage.clock.on(minutes=2)
    await stage.app.workers.collector.step(stage.clock.now())
    await stage.app.workers.analyst.step(stage.clock.now())
    await stage.killed_on_the_wire()
    assert len(stage.alerts(ann.id)) == 1

    await stage.start()
    await stage.to("10:20")

    first, copy = stage.alerts(ann.id)
    assert REPEAT not in first.text
    assert REPEAT in copy.text
    assert first.text.split("\n")[0] == copy.text.split("\n")[0]

    await stage.restart()
    await stage.to("10:40")
    assert len(stage.alerts(ann.id)) == 2


async def test_after_a_copy_an_update_is_one_reply(stage: Stage) -> None:
    ann = await ann_listens(stage)
    stage.publish("valley", four_killed(DAY))
    await stage.app.workers.collector.step(stage.clock.now())
    stage.clock.on(minutes=2)
    await stage.app.workers.collector.step(stage.clock.now())
    await stage.app.workers.analyst.step(stage.clock.now())
    stage.clock.on(minutes=2)
    await stage.killed_on_the_wire()
    await stage.start()
    await stage.to("10:20")
    stage.publish("valley", six_killed(DAY))
    await stage.to("10:40")

    _, copy, reply = stage.alerts(ann.id)
    assert reply.reply_to == copy.message_id
    assert "Killed 4 → 6" in reply.text


async def test_what_was_queued_when_the_bot_ended_goes_out_after_the_start(stage: Stage) -> None:
    ann = await ann_listens(stage)
    stage.publish("valley", four_killed(DAY))
    stage.clock.on(minutes=2)
    await stage.app.workers.collector.step(stage.clock.now())
    await stage.app.workers.analyst.step(stage.clock.now())
    await stage.restart()
    assert stage.alerts(ann.id) == []
    await stage.on(minutes=2)
    (card,) = stage.alerts(ann.id)
    assert "Repeat" not in card.text


async def test_what_was_stored_but_not_read_when_the_bot_ended_is_read_after_the_start(stage: Stage) -> None:
    ann = await ann_listens(stage)
    stage.publish("valley", four_killed(DAY))
    stage.clock.on(minutes=2)
    await stage.app.workers.collector.step(stage.clock.now())
    await stage.restart()
    await stage.on(minutes=2)
    assert len(stage.alerts(ann.id)) == 1


async def test_after_a_restart_what_was_told_is_not_told_again(stage: Stage) -> None:
    ann = await ann_listens(stage)
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")
    await stage.restart()
    stage.publish("valley", harvest())
    await stage.to("10:30")
    assert len(stage.alerts(ann.id)) == 1


async def test_what_was_said_to_the_bot_while_it_was_down_is_answered_after_the_start(stage: Stage) -> None:
    ann = await ann_listens(stage)
    await stage.stop()
    before = len(stage.api.messages(ann.id))
    stage.api.say(ann.id, ann, "/status")
    await stage.start()
    await stage.api.until(lambda: len(stage.api.messages(ann.id)) > before)
    assert stage.api.last(ann.id).text.startswith("Watching.")


async def test_menus_and_confirmations_survive_a_restart(stage: Stage) -> None:
    ann = await ann_listens(stage)
    menu = await stage.ask(ann, "/latest Khatlonn Sughd")
    await stage.restart()
    await stage.press(ann, menu, "Khatlon")
    assert menu.text.startswith("No incident is on record for Khatlon.")


async def test_a_chat_that_is_no_longer_allowed_hears_nothing_after_the_start(stage: Stage) -> None:
    ann = await ann_listens(stage)
    bob = stage.person(12, "Bob")
    await stage.ask(bob, "/subscribe")
    stage.allowed_chats = frozenset({bob.id})
    await stage.restart()
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:10")
    assert (len(stage.alerts(ann.id)), len(stage.alerts(bob.id))) == (0, 1)
    assert "not on its list" in (await stage.ask(ann, "/subscribe")).text
    stage.allowed_chats = frozenset()
    await stage.restart()
    await stage.ask(ann, "/status")
    stage.publish("valley", workers_killed(DAY))
    await stage.to("10:20")
    assert len(stage.alerts(ann.id)) == 1
