"""Sources and channels by command, from the first word to the first alert."""

from datetime import date, timedelta

import pytest

from tests.e2e.stage import OPERATOR_ID, Stage, rss
from tests.e2e.texts import beginning_lost, four_killed, six_killed, workers_killed

DAY = date(2026, 1, 18)


async def test_a_source_is_added_by_buttons_and_pushes_from_its_second_poll_on(stage: Stage) -> None:
    ann, operator = stage.person(11, "Ann"), stage.person(OPERATOR_ID, "Operator")
    await stage.ask(ann, "/subscribe")
    stage.open_feed("valley", "Valley Wire")
    stage.publish("valley", four_killed(DAY), ago=timedelta(minutes=20))
    link = f'<link rel="alternate" type="application/rss+xml" href="{stage.web.url("/valley")}">'
    stage.web.publish("/", f"<html><head>{link}</head><body>News</body></html>", "text/html")

    trial = await stage.ask(operator, f"/addsource {stage.web.url('/')} My valley")
    assert trial.text.startswith("Trial of My valley\n")
    assert f"Found behind: {stage.web.url('/')}" in trial.text
    assert (
        "“Tajik border guards kill four armed men who crossed from Afghanistan” → incident: Armed clash,"
        " Shamsiddin Shohin, Khatlon, killed 4" in trial.text
    )
    assert "“Apricot growers in Sughd expect a good year” → not an incident" in trial.text
    assert "No source is configured" in (await stage.ask(ann, "/sources")).text

    await stage.press(operator, trial, "Add it")
    assert trial.text.startswith("My valley is added")
    await stage.to("10:20")
    assert stage.alerts(ann.id) == []  # the first import
    assert "My valley" in (await stage.ask(ann, "/sources")).text

    stage.publish("valley", workers_killed(DAY))
    await stage.to("10:40")
    (card,) = stage.alerts(ann.id)
    assert card.text.startswith("🔴 2 killed, 2 wounded in attack on civilians · Darvoz")
    assert "My valley" in card.text


async def test_a_trial_that_is_dropped_adds_nothing(stage: Stage) -> None:
    operator = stage.person(OPERATOR_ID, "Operator")
    address = stage.open_feed("valley", "Valley Wire")
    trial = await stage.ask(operator, f"/addsource {address}")
    add = trial.data_of("Add it")
    await stage.press(operator, trial, "Do not add")
    assert trial.text == "The source was not added."
    stage.api.press(operator.id, operator, trial.message_id, add)
    assert "No source is configured" in (await stage.ask(operator, "/sources")).text


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("404", "answers with error 404. Check the address in a browser; nothing was added."),
        ("reset", "cannot be reached. Check the address, or try again later; nothing was added."),
        ("huge", "sends more than I read at once."),
        ("bomb", "sends more than I read at once."),
        ("nested", "cannot be decoded."),
        ("page", "There is no feed at"),
        ("empty", "holds no items, so there is nothing to judge it by."),
        ("internal", "is not one that I fetch. Write a public http or https address"),
    ],
)
async def test_a_bad_address_gets_one_sentence_and_adds_nothing(stage: Stage, how: str, words: str) -> None:
    operator = stage.person(OPERATOR_ID, "Operator")
    address = stage.web.url("/bad")
    if how == "page":
        stage.web.publish("/bad", "<html><body>No feed here</body></html>", "text/html")
    elif how == "empty":
        stage.web.publish("/bad", rss("Nothing yet", []), "application/rss+xml")
    elif how == "internal":
        address = "http://169.254.169.254/latest/meta-data"
    else:
        stage.web.fail("/bad", how)

    answer = await stage.ask(operator, f"/addsource {address}")

    assert words in answer.text
    assert "\n" not in answer.text
    assert answer.buttons == []
    assert "No source is configured" in (await stage.ask(operator, "/sources")).text


async def test_a_trial_survives_a_restart_and_then_grows_old(stage: Stage) -> None:
    operator = stage.person(OPERATOR_ID, "Operator")
    address = stage.open_feed("valley", "Valley Wire")
    first = await stage.ask(operator, f"/addsource {address}")
    second = await stage.ask(operator, f"/addsource {address} Other name")
    await stage.restart()
    await stage.press(operator, first, "Add it")
    assert first.text.startswith("Valley Wire is added")
    stage.clock.on(minutes=31)
    await stage.press(operator, second, "Add it")
    assert second.text.startswith("This trial is over")
    assert "Other name" not in (await stage.ask(operator, "/sources")).text


async def test_pausing_and_removing_silence_a_source(stage: Stage) -> None:
    ann, operator = stage.person(11, "Ann"), stage.person(OPERATOR_ID, "Operator")
    await stage.ask(ann, "/subscribe")
    stage.feed("valley", "Valley Wire")
    await stage.to("10:00")

    await stage.ask(operator, "/pausesource Valley Wire")
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:20")
    assert stage.alerts(ann.id) == []
    await stage.ask(operator, "/resumesource valley")
    await stage.to("10:25")
    assert len(stage.alerts(ann.id)) == 1

    question = await stage.ask(operator, "/removesource Valley Wire")
    assert "2 texts with 1 report of incidents" in question.text
    assert "Valley Wire" in (await stage.ask(operator, "/sources")).text
    remove, keep = question.data_of("Remove it"), question.data_of("Keep it")
    await stage.press(operator, question, "Remove it")
    assert question.text.startswith("Valley Wire is removed")
    for again in (remove, keep):
        stage.api.press(operator.id, operator, question.message_id, again)
        await stage.ask(operator, "/whoami")
        assert question.text.startswith("Valley Wire is removed already.")
    stage.publish("valley", six_killed(DAY))
    await stage.to("10:45")
    assert len(stage.alerts(ann.id)) == 1
    assert "No source is configured" in (await stage.ask(operator, "/sources")).text


async def test_a_source_is_removed_by_no_press_that_is_late_or_says_no(stage: Stage) -> None:
    operator = stage.person(OPERATOR_ID, "Operator")
    stage.feed("valley", "Valley Wire")
    first = await stage.ask(operator, "/removesource valley")
    second = await stage.ask(operator, "/removesource valley")
    await stage.restart()
    await stage.press(operator, first, "Keep it")
    assert first.text == "Valley Wire stays. Nothing was changed."
    stage.clock.on(minutes=11)
    await stage.press(operator, second, "Remove it")
    assert second.text.startswith("This question is too old.")
    assert "Valley Wire" in (await stage.ask(operator, "/sources")).text


async def test_a_removed_source_does_not_come_back_with_the_catalogue(stage: Stage) -> None:
    operator = stage.person(OPERATOR_ID, "Operator")
    stage.feed("valley", "Valley Wire")
    await stage.press(operator, await stage.ask(operator, "/removesource valley"), "Remove it")
    await stage.restart()
    stage.feed("valley", "Valley Wire")
    assert "No source is configured" in (await stage.ask(operator, "/sources")).text


async def test_what_is_left_to_a_person_is_shown_to_operators_only(stage: Stage) -> None:
    ann, operator = stage.person(11, "Ann"), stage.person(OPERATOR_ID, "Operator")
    await stage.ask(ann, "/subscribe")
    stage.feed("valley", "Valley Wire")
    await stage.to("10:00")
    assert (await stage.ask(operator, "/review")).text == "No text waits for a person to look at it."

    stage.publish("valley", beginning_lost(DAY))
    await stage.to("10:10")
    assert stage.alerts(ann.id) == []
    told = (await stage.ask(operator, "/review")).text
    assert told.startswith("1 text waits for a person to look at it\n• Valley Wire, 18 Jan 2026, 05:00 UTC")
    assert "“Night on the Tajik-Afghan border”" in told
    assert "against: its beginning is lost\n" in told
    assert "Only operators of this bot" in (await stage.ask(ann, "/review")).text


async def test_a_channel_is_proven_subscribed_and_told(stage: Stage) -> None:
    owner, stranger = stage.person(12, "Owner"), stage.person(13, "Stranger")
    channel = stage.api.channel("Border news", username="border_news", owner=owner)
    refused = (await stage.ask(stranger, "/subscribe @border_news Khatlon")).text
    assert "Only an administrator of ＠border_news can do that" in refused

    await stage.ask(owner, "/test @border_news")
    assert stage.api.last(channel).text.startswith("🧪 TEST")
    answer = (await stage.ask(owner, "/subscribe @border_news Khatlon")).text
    assert answer.startswith("Subscribed: Khatlon.\nAlerts are posted to Border news.")
    stage.feed("valley", "Valley Wire")
    await stage.to("10:00")

    stage.publish("valley", four_killed(DAY))
    stage.publish("valley", workers_killed(DAY))
    await stage.to("10:10")
    (card,) = stage.alerts(channel)
    assert "Shamsiddin Shohin, Khatlon" in card.text.split("\n")[0]
    assert stage.alerts(owner.id) == []
    assert "Khatlon" in (await stage.ask(owner, "/mysubs @border_news")).text


async def test_a_group_and_its_topic_are_told_where_they_asked(stage: Stage) -> None:
    owner = stage.person(12, "Owner")
    group = stage.api.group("Watch", owner=owner)
    topic = {"message_thread_id": 7, "is_topic_message": True}
    before = len(stage.api.messages(group))
    stage.api.say(group, owner, "/subscribe", extra=topic)
    await stage.api.until(lambda: len(stage.api.messages(group)) > before)
    stage.feed("valley", "Valley Wire")
    await stage.to("10:00")
    stage.publish("valley", four_killed(DAY))
    await stage.to("10:05")
    (card,) = stage.alerts(group)
    assert card.thread_id == 7


async def test_a_misspelt_place_is_subscribed_by_its_button(stage: Stage) -> None:
    ann = stage.person(11, "Ann")
    menu = await stage.ask(ann, "/subscribe Khattlonn, Sughd")
    await stage.press(ann, menu, "Khatlon")
    assert menu.text.startswith("Subscribed: Sughd and Khatlon.")
    assert (await stage.ask(ann, "/mysubs")).text.startswith("2 subscriptions:\n• Sughd\n• Khatlon")
