"""What may go wrong between us and a chat, and that nobody else notices."""

from datetime import date

from bot.store import chats, outbox
from tests.e2e.stage import Stage
from tests.e2e.texts import four_killed, six_killed, workers_killed
from tests.fakes.bot_api import Person

DAY = date(2026, 1, 18)
REPEAT = "Repeat: this card may have reached you before"


async def two_listen(stage: Stage) -> tuple[Person, Person]:
    """Ann and Bob listen, and an outlet has been read once."""
    ann, bob = stage.person(11, "Ann"), stage.person(12, "Bob")
    for person in (ann, bob):
        await stage.ask(person, "/subscribe")
    stage.feed("valley", "Valley Wire")
    await stage.to("10:00")
    return ann, bob


async def waiting(stage: Stage) -> int:
    return (await stage.database.read(outbox.counts)).waiting


async def test_one_who_blocked_the_bot_hears_nothing_until_start_and_the_other_everything(
    stage: Stage,
) -> None:
    ann, bob = await two_listen(stage)
    stage.api.world.chats[ann.id].members[stage.api.me.person.id] = "kicked"  # told by the 403 alone

    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")
    assert (len(stage.alerts(ann.id)), len(stage.alerts(bob.id))) == (0, 1)
    chat = await stage.database.read(lambda session: chats.find(session, "telegram", ann.id))
    assert chat is not None
    assert not chat.active

    stage.api.world.chats[ann.id].members[stage.api.me.person.id] = "member"
    stage.publish("valley", six_killed(DAY))
    await stage.to("10:20")
    assert stage.alerts(ann.id) == []

    await stage.ask(ann, "/start")
    assert "everything on" in (await stage.ask(ann, "/mysubs")).text
    stage.publish("valley", workers_killed(DAY))
    await stage.to("10:30")
    assert ["Darvoz" in posted.text for posted in stage.alerts(ann.id)] == [True]
    assert len(stage.alerts(bob.id)) == 3
    assert await waiting(stage) == 0


async def test_blocking_is_also_noticed_without_a_send_and_undone_by_unblocking(stage: Stage) -> None:
    ann, bob = await two_listen(stage)
    stage.api.block(ann)
    await stage.ask(bob, "/status")
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")
    assert all(call.status == 200 for call in stage.api.requests if call.method == "sendMessage")
    assert stage.alerts(ann.id) == []

    stage.api.unblock(ann)
    await stage.ask(bob, "/status")
    stage.publish("valley", workers_killed(DAY))
    await stage.to("10:10")
    assert len(stage.alerts(ann.id)) == 1


async def test_a_flood_wait_holds_its_chat_only_and_to_the_second(stage: Stage) -> None:
    ann, bob = await two_listen(stage)
    stage.api.flood("sendMessage", 5, chat=ann.id)

    stage.publish("valley", workers_killed(DAY))
    await stage.on(minutes=2)

    (to_ann,), (to_bob,) = stage.alerts(ann.id), stage.alerts(bob.id)
    refused = next(call for call in stage.api.requests if call.status == 429)
    accepted = {call.chat_id: call.at for call in stage.api.accepted_calls("sendMessage")}
    assert accepted[bob.id] == refused.at
    assert accepted[ann.id] - refused.at >= 5
    assert REPEAT not in to_ann.text
    assert to_ann.text == to_bob.text


async def test_an_error_after_the_message_was_taken_repeats_it_once_and_marks_it(stage: Stage) -> None:
    ann, bob = await two_listen(stage)
    stage.api.fault("sendMessage", 500, "Internal Server Error", chat=ann.id, accept=True)

    stage.publish("valley", four_killed(DAY))
    await stage.to("10:15")

    first, copy = stage.alerts(ann.id)
    assert REPEAT not in first.text
    assert REPEAT in copy.text
    assert first.text.split("\n")[0] == copy.text.split("\n")[0]
    assert [REPEAT in posted.text for posted in stage.alerts(bob.id)] == [False]
    assert await waiting(stage) == 0


async def test_an_error_before_the_message_was_taken_loses_nothing(stage: Stage) -> None:
    ann, bob = await two_listen(stage)
    stage.api.fault("sendMessage", 502, b"<html>bad gateway</html>", chat=ann.id)
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:15")
    assert (len(stage.alerts(ann.id)), len(stage.alerts(bob.id))) == (1, 1)


async def test_a_repeated_update_is_marked_too(stage: Stage) -> None:
    ann, _ = await two_listen(stage)
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:15")
    stage.api.fault("sendMessage", 500, "Internal Server Error", chat=ann.id, accept=True)
    stage.publish("valley", six_killed(DAY))
    await stage.to("10:30")
    card, update, copy = stage.alerts(ann.id)
    assert (update.reply_to, copy.reply_to) == (card.message_id, card.message_id)
    assert "Repeat: this update may have reached you before." in copy.text
    assert "Repeat" not in update.text


async def test_a_group_that_became_a_supergroup_is_told_there(stage: Stage) -> None:
    owner = stage.person(13, "Owner")
    old = stage.api.group("Watch", owner=owner, supergroup=False)
    await stage.ask(owner, "/subscribe", old)
    stage.feed("valley", "Valley Wire")
    await stage.to("10:00")

    new = stage.api.migrate(old)
    await stage.ask(owner, "/status")
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")
    (card,) = stage.alerts(new)
    assert card.reply_to is None
    assert "everything on" in (await stage.ask(owner, "/mysubs", new)).text


async def test_a_migration_that_only_the_refusal_tells_of_is_followed(stage: Stage) -> None:
    owner = stage.person(13, "Owner")
    old = stage.api.group("Watch", owner=owner, supergroup=False)
    await stage.ask(owner, "/subscribe", old)
    stage.feed("valley", "Valley Wire")
    await stage.to("10:00")
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")
    new = stage.api.group("Watch", owner=owner)
    stage.api.world.chats[old].migrated_to = new

    stage.publish("valley", six_killed(DAY))
    await stage.to("10:20")

    assert len(stage.alerts(old)) == 1
    (card,) = stage.alerts(new)
    assert card.reply_to is None  # what was told at the old address is void: the card stands alone
    assert "militants 6" in card.text
    assert await waiting(stage) == 0


async def test_a_refused_token_halts_the_sender_and_costs_nobody_a_message(stage: Stage) -> None:
    ann, bob = await two_listen(stage)
    stage.api.fault("sendMessage", 401, "Unauthorized")
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:10")
    assert (len(stage.alerts(ann.id)), len(stage.alerts(bob.id))) == (1, 1)
    listening = await stage.database.read(chats.active_subscriptions)
    assert len(listening) == 2


async def test_limits_are_kept_with_many_chats(stage: Stage) -> None:
    people = [stage.person(100 + number, f"Reader {number}") for number in range(40)]
    for person in people:
        await stage.ask(person, "/subscribe")
    stage.feed("valley", "Valley Wire")
    await stage.to("10:00")
    stage.api.limits.enforced = True

    stage.publish("valley", workers_killed(DAY))
    await stage.to("10:03")

    assert [len(stage.alerts(person.id)) for person in people] == [1] * len(people)
    assert stage.api.limits.breaches == []
