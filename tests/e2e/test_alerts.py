"""Timelines: from an article to a message, once, and what follows."""

from datetime import date

from tests.e2e.stage import OPERATOR_ID, Stage
from tests.e2e.texts import (
    four_killed,
    four_killed_relay,
    harvest,
    running_total,
    six_killed,
    workers_killed,
)
from tests.fakes.bot_api import Person
from tests.fakes.bot_api.state import Posted

DAY = date(2026, 1, 18)


async def subscribed(stage: Stage, place: str = "") -> Person:
    """Ann listens, and the outlets have been read once."""
    ann = stage.person(11, "Ann")
    await stage.ask(ann, f"/subscribe {place}".strip())
    stage.feed("valley", "Valley Wire")
    stage.feed("river", "River Post", reliability="C")
    await stage.to("10:00")
    assert stage.alerts(ann.id) == []
    return ann


def only(found: list[Posted]) -> Posted:
    (posted,) = found
    return posted


async def test_an_article_becomes_one_message_and_its_relays_none(stage: Stage) -> None:
    ann = await subscribed(stage)

    stage.publish("valley", four_killed(DAY))  # 10:00
    await stage.to("10:02")
    card = only(stage.alerts(ann.id))
    first = card.text.split("\n")[0]
    assert "Shamsiddin Shohin, Khatlon" in first
    assert first.startswith("🟠 4 killed in armed clash")
    assert card.text.endswith("/incident TJAF-2026-0001")
    assert "According to Tajik Border Troops:\nKilled: militants 4\n" in card.text

    stage.publish("river", four_killed_relay(DAY))  # 10:02
    await stage.to("10:10")
    assert only(stage.alerts(ann.id)) is card
    assert "2 outlets" in card.text
    assert len(card.edits) >= 1


async def test_a_higher_figure_is_one_reply_and_an_edited_card(stage: Stage) -> None:
    ann = await subscribed(stage)
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:20")

    stage.publish("valley", six_killed(DAY))
    await stage.to("10:40")

    card, reply = stage.alerts(ann.id)
    assert reply.reply_to == card.message_id
    assert "Killed 4 → 6" in reply.text
    assert not reply.silent
    assert "militants 6" in card.text
    assert "militants 4" not in card.text


async def test_the_same_news_again_says_nothing(stage: Stage) -> None:
    ann = await subscribed(stage)
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")
    calls = len(stage.api.accepted)

    stage.publish("valley", four_killed(DAY))
    stage.publish("valley", harvest())
    await stage.to("10:30")

    assert len(stage.alerts(ann.id)) == 1
    assert len(stage.api.accepted) == calls


async def test_grave_news_sounds_and_is_told_at_once(stage: Stage) -> None:
    ann = await subscribed(stage)
    stage.publish("valley", workers_killed(DAY))
    await stage.on(seconds=60)
    card = only(stage.alerts(ann.id))
    assert card.text.startswith("🔴 2 killed, 2 wounded in attack on civilians · Darvoz, ")
    assert "civilians from China 2" in card.text or "civilians 2" in card.text
    assert not card.silent


async def test_a_first_import_pushes_nothing_and_the_second_poll_does(stage: Stage) -> None:
    ann = stage.person(11, "Ann")
    await stage.ask(ann, "/subscribe")
    stage.feed("valley", "Valley Wire")
    stage.publish("valley", four_killed(DAY))

    await stage.to("10:20")
    assert stage.alerts(ann.id) == []
    latest = await stage.ask(ann, "/latest Khatlon")
    assert "TJAF-2026-0001" in latest.text

    stage.publish("valley", workers_killed(DAY))
    await stage.to("10:25")
    assert "Darvoz" in only(stage.alerts(ann.id)).text


async def test_an_update_of_what_only_a_first_import_brought_is_told_as_new(stage: Stage) -> None:
    ann = stage.person(11, "Ann")
    await stage.ask(ann, "/subscribe")
    stage.feed("valley", "Valley Wire")
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:00")

    stage.publish("valley", six_killed(DAY))
    await stage.to("10:10")

    card = only(stage.alerts(ann.id))
    assert card.reply_to is None
    assert "militants 6" in card.text


async def test_a_running_total_alone_is_neither_an_alert_nor_an_incident(stage: Stage) -> None:
    ann = await subscribed(stage)
    stage.publish("valley", running_total(DAY))
    await stage.to("10:30")
    assert stage.alerts(ann.id) == []
    assert (await stage.ask(ann, "/latest")).text.startswith("No incident is on record")
    toll = (await stage.ask(ann, "/toll since 2025-11-01")).text
    assert "0 incidents, 0 killed" in toll
    assert "AFP: 16 killed since November 2025 (in Valley Wire" in toll


async def test_old_news_is_stored_and_not_pushed(stage: Stage) -> None:
    ann = await subscribed(stage)
    stage.publish("valley", four_killed(date(2025, 12, 28)))
    await stage.to("10:10")
    assert stage.alerts(ann.id) == []
    assert "TJAF-2025-0001" in (await stage.ask(ann, "/latest")).text


async def test_a_subscription_to_a_place_hears_of_that_place_only(stage: Stage) -> None:
    ann = await subscribed(stage, "Хатлон")
    bob = stage.person(12, "Bob")
    await stage.ask(bob, "/subscribe GBAO")

    stage.publish("valley", workers_killed(DAY))
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")

    assert "Shamsiddin Shohin" in only(stage.alerts(ann.id)).text
    assert "Darvoz" in only(stage.alerts(bob.id)).text


async def test_two_subscriptions_that_both_match_bring_one_message(stage: Stage) -> None:
    ann = await subscribed(stage)
    await stage.ask(ann, "/subscribe Khatlon, Shamsiddin Shohin, TJ-AF")
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")
    only(stage.alerts(ann.id))


async def test_after_unsubscribing_nothing_comes(stage: Stage) -> None:
    ann = await subscribed(stage)
    await stage.ask(ann, "/unsubscribe")
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")
    assert stage.alerts(ann.id) == []


async def test_a_new_subscription_ends_with_the_latest_incident_as_a_sample(stage: Stage) -> None:
    await subscribed(stage)
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")
    bob = stage.person(12, "Bob")
    answer = (await stage.ask(bob, "/subscribe")).text
    assert "as an example and not as an alert:\n🟠 4 killed in armed clash · Shamsiddin" in answer


async def test_status_says_that_we_are_blind_when_no_source_answers(stage: Stage) -> None:
    ann = await subscribed(stage)
    assert (await stage.ask(ann, "/status")).text.startswith("Watching.")
    for slug in ("valley", "river"):
        stage.web.fail(f"/{slug}", "503")
    await stage.to("11:30")
    status = (await stage.ask(ann, "/status")).text
    assert status.startswith("We are blind at present")
    assert "Sources alive: 0 of 2." in status
    latest = (await stage.ask(ann, "/latest Khatlon")).text
    assert "silence means nothing" in latest

    for slug in ("valley", "river"):
        stage.publish(slug, harvest())
    operator = stage.person(OPERATOR_ID, "Operator")
    polled = await stage.ask(operator, "/pollnow")
    assert polled.text == "2 sources polled:\n• River Post: 1 new item\n• Valley Wire: 1 new item"
    assert (await stage.ask(ann, "/status")).text.startswith("Watching.")
