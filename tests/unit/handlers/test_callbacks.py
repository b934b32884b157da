"""Presses: read freely, change only with the right token, the right person, and once."""

import pytest

from bot.model.answers import Problem, ReviewQueue
from bot.render.problems import problem
from handlers import presses
from tests.fakes.bot_api.state import Person, Posted
from tests.unit.handlers.conftest import Conversation
from tests.unit.render.builders import KHATLON, TEXTS, make_review_text

MENU_OLD = problem(Problem(code="menu_old"), TEXTS).text
UNKNOWN_PLACE = Problem(code="place_unknown", values=(("text", "Hatlonn"),), suggestions=(KHATLON,))


async def suggestion(talk: Conversation, who: Person, line: str, chat: int | None = None) -> Posted:
    """A menu with one suggested place; the desk understands everything afterwards."""
    method = line.split(maxsplit=1)[0][1:]
    talk.desk.script[method] = UNKNOWN_PLACE
    menu = await talk.ask(who, line, chat)
    del talk.desk.script[method]
    talk.desk.asked.clear()
    return menu


async def test_a_press_is_answered_before_anything_else(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.ann, "/latest Hatlonn")
    await talk.press(talk.ann, menu, menu.buttons[0]["callback_data"])
    methods = [call.method for call in talk.api.accepted]
    assert methods.index("answerCallbackQuery") < methods.index("editMessageText")


async def test_a_suggestion_takes_the_place_of_its_menu(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.ann, "/latest Hatlonn 9")
    await talk.press(talk.ann, menu, menu.buttons[0]["callback_data"])
    assert talk.desk.calls("latest") == [("tj-kt", 9)]
    assert menu.text.startswith("Latest incidents: Khatlon")
    assert talk.answers(talk.ann.id) == [menu]


async def test_a_second_press_on_a_reading_button_changes_nothing(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.ann, "/latest Hatlonn")
    data = menu.buttons[0]["callback_data"]
    await talk.press(talk.ann, menu, data)
    shown, edits = menu.text, len(menu.edits)
    await talk.press(talk.ann, menu, data)
    assert (menu.text, len(menu.edits)) == (shown, edits)
    assert talk.answers(talk.ann.id) == [menu]


async def test_a_reading_button_works_long_after_a_restart(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.ann, "/toll Hatlonn since 2025-11-01")
    talk.seconds.value += 10_000_000
    await talk.press(talk.ann, menu, menu.buttons[0]["callback_data"])
    (place, since, until) = talk.desk.calls("toll")[0]
    assert (place, str(since), until) == ("tj-kt", "2025-11-01", None)


async def test_an_incident_opens_as_a_message_of_its_own(talk: Conversation) -> None:
    listed = await talk.ask(talk.ann, "/latest")
    await talk.press(talk.ann, listed, listed.data_of("TJAF-2026-0001"))
    assert talk.desk.calls("incident") == [("TJAF-2026-0001",)]
    assert len(talk.answers(talk.ann.id)) == 2


async def test_in_a_group_only_the_asker_or_an_administrator_turns_a_menu_over(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.member, "/latest Hatlonn", talk.group)
    data = menu.buttons[0]["callback_data"]
    await talk.press(talk.ann, menu, data)
    assert talk.desk.used == []
    await talk.press(talk.owner, menu, data)
    assert talk.desk.calls("latest") == [("tj-kt", 5)]
    again = await suggestion(talk, talk.member, "/latest Hatlonn", talk.group)
    await talk.press(talk.member, again, data)
    assert talk.desk.calls("latest") == [("tj-kt", 5)]


async def test_a_change_is_made_once_however_often_its_button_is_pressed(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.ann, "/subscribe Hatlonn")
    data = menu.buttons[0]["callback_data"]
    await talk.press(talk.ann, menu, data)
    done = menu.text
    await talk.press(talk.ann, menu, data)
    assert [places for _, places, _ in talk.desk.calls("subscribe")] == ["tj-kt"]
    assert menu.text == done
    assert done.startswith("Subscribed")


async def test_a_stranger_changes_nothing_and_leaves_the_menu_as_it_is(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.owner, "/subscribe Hatlonn", talk.group)
    before, data = menu.text, menu.buttons[0]["callback_data"]
    await talk.press(talk.member, menu, data)
    assert talk.desk.used == []
    assert menu.text == before
    await talk.press(talk.owner, menu, data)
    assert len(talk.desk.calls("subscribe")) == 1


async def test_a_token_is_worth_nothing_in_another_chat(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.owner, "/subscribe Hatlonn", talk.group)
    elsewhere = await talk.ask(talk.owner, "/status")
    await talk.press(talk.owner, elsewhere, menu.buttons[0]["callback_data"])
    assert talk.desk.calls("subscribe") == []
    assert elsewhere.text == MENU_OLD


async def test_whoever_is_no_administrator_any_more_changes_nothing(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.owner, "/subscribe Hatlonn", talk.group)
    talk.api.world.chats[talk.group].members[talk.owner.id] = "member"
    talk.seconds.value += 61
    await talk.press(talk.owner, menu, menu.buttons[0]["callback_data"])
    assert talk.desk.calls("subscribe") == []
    assert menu.text == problem(Problem(code="chat_admins_only"), TEXTS).text


async def test_a_menu_of_an_anonymous_administrator_obeys_any_administrator(talk: Conversation) -> None:
    talk.desk.script["subscribe"] = UNKNOWN_PLACE
    anonymous = Person(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
    speaker = {"id": talk.group, "type": "supergroup", "title": "Watch"}
    menu = await talk.ask(anonymous, "/subscribe Hatlonn", talk.group, sender_chat=speaker)
    talk.desk.script.clear()
    await talk.press(talk.member, menu, menu.buttons[0]["callback_data"])
    assert len(talk.desk.calls("subscribe")) == 1
    await talk.press(talk.owner, menu, menu.buttons[0]["callback_data"])
    assert len(talk.desk.calls("subscribe")) == 2


async def test_a_token_that_is_too_old_leads_to_a_fresh_start(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.ann, "/subscribe Hatlonn")
    talk.seconds.value += presses.PENDING_SECONDS + 1
    await talk.press(talk.ann, menu, menu.buttons[0]["callback_data"])
    assert menu.text == MENU_OLD
    assert talk.desk.calls("subscribe") == []


async def test_saying_no_changes_nothing(talk: Conversation) -> None:
    offer = await talk.ask(talk.ann, "/start s-tj-kt")
    yes, no = offer.data_of("Subscribe"), offer.data_of("No, thank you")
    await talk.press(talk.ann, offer, no)
    assert offer.text == "Nothing was changed."
    await talk.press(talk.ann, offer, yes)
    assert talk.desk.calls("subscribe") == []


@pytest.mark.parametrize("data", ["v0|latest|tj-kt", "v1|fly|moon", "x", "v1|open"])
async def test_an_unknown_button_says_that_the_menu_is_old(talk: Conversation, data: str) -> None:
    posted = await talk.ask(talk.ann, "/status")
    await talk.press(talk.ann, posted, data)
    assert talk.api.world.query_answers[-1]["text"] == MENU_OLD
    assert posted.text.startswith("Watching.")


async def test_forged_arguments_are_data_and_nothing_more(talk: Conversation) -> None:
    posted = await talk.ask(talk.ann, "/status")
    for data in ("v1|latest|drop table|999999", "v1|toll|x|yesterday|never", "v1|do|guess", "v1|open|../x"):
        await talk.press(talk.ann, posted, data)
    assert talk.desk.calls("latest") == [("drop table", 20)] or talk.desk.calls("latest") == [
        ("drop table", 5)
    ]
    assert talk.desk.calls("toll") == [("x", None, None)]
    assert talk.desk.calls("subscribe") == []


async def test_a_trial_is_decided_by_its_buttons(talk: Conversation) -> None:
    trial = await talk.ask(talk.operator, "/addsource https://valley.example/feed Valley Wire")
    await talk.press(talk.operator, trial, trial.data_of("Add it"))
    (asker, token) = talk.desk.calls("confirm_source")[0]
    assert (asker.user_id, token) == (talk.operator.id, "t0ken")
    assert trial.text.startswith("Valley Wire is added")


async def test_a_trial_is_not_decided_by_somebody_who_is_no_operator(talk: Conversation) -> None:
    posted = await talk.ask(talk.ann, "/status")
    for data in ("v1|add|t0ken", "v1|drop|t0ken"):
        await talk.press(talk.ann, posted, data)
    assert talk.desk.used == ["status"]
    assert posted.text.startswith("Watching.")


async def test_a_second_press_on_a_trial_leaves_its_answer_alone(talk: Conversation) -> None:
    trial = await talk.ask(talk.operator, "/addsource https://valley.example/feed")
    data = trial.data_of("Add it")
    await talk.press(talk.operator, trial, data)
    told = trial.text
    talk.desk.script |= {"confirm_source": None, "dismiss_source": False}
    await talk.press(talk.operator, trial, data)
    await talk.press(talk.operator, trial, data.replace("add", "drop"))
    assert trial.text == told


async def test_a_removal_is_decided_by_its_buttons(talk: Conversation) -> None:
    question = await talk.ask(talk.operator, "/removesource Valley Wire")
    assert question.text.startswith("Remove Valley Wire?\n")
    await talk.press(talk.operator, question, question.data_of("Remove it"))
    (asker, token) = talk.desk.calls("confirm_removal")[0]
    assert (asker.user_id, token) == (talk.operator.id, "t0ken")
    assert question.text.startswith("Valley Wire is removed")
    assert question.buttons == []
    other = await talk.ask(talk.operator, "/removesource Valley Wire")
    await talk.press(talk.operator, other, other.data_of("Keep it"))
    assert other.text == "Valley Wire stays. Nothing was changed."
    assert len(talk.desk.calls("confirm_removal")) == 1


async def test_a_removal_is_not_decided_by_somebody_who_is_no_operator(talk: Conversation) -> None:
    posted = await talk.ask(talk.ann, "/status")
    for data in ("v1|remove|t0ken", "v1|keep|t0ken"):
        await talk.press(talk.ann, posted, data)
    assert talk.desk.used == ["status"]
    assert posted.text.startswith("Watching.")


@pytest.mark.parametrize("kind", ["remove", "keep"])
async def test_a_press_on_a_removal_that_is_over_gets_one_sentence(talk: Conversation, kind: str) -> None:
    question = await talk.ask(talk.operator, "/removesource Valley Wire")
    over = Problem(code="source_removed", values=(("name", "Valley Wire"),))
    talk.desk.script |= {"confirm_removal": over, "dismiss_removal": over}
    await talk.press(talk.operator, question, f"v1|{kind}|t0ken")
    assert question.text == problem(over, TEXTS).text
    assert "\n" not in question.text


async def test_the_review_is_turned_by_operators_alone(talk: Conversation) -> None:
    talk.desk.script["review"] = ReviewQueue(texts=(make_review_text(),), skipped=0, waiting=9, doubles=())
    queue = await talk.ask(talk.operator, "/review 1")
    assert talk.desk.calls("review") == [(1, 0)]
    await talk.press(talk.operator, queue, queue.data_of("Older ›"))
    assert talk.desk.calls("review")[1:] == [(1, 1)]
    posted = await talk.ask(talk.ann, "/status")
    await talk.press(talk.ann, posted, "v1|review|1|0")
    assert len(talk.desk.calls("review")) == 2
    assert posted.text.startswith("Watching.")


async def test_a_press_on_a_message_that_is_gone_is_answered_with_a_new_one(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.ann, "/latest Hatlonn")
    data = menu.buttons[0]["callback_data"]
    del talk.api.world.chats[talk.ann.id].messages[menu.message_id]
    await talk.press(talk.ann, menu, data)
    assert talk.answers(talk.ann.id)[-1].text.startswith("Latest incidents: Khatlon")


async def test_a_late_answer_to_a_press_is_no_fault(talk: Conversation) -> None:
    menu = await suggestion(talk, talk.ann, "/latest Hatlonn")
    talk.api.fault("answerCallbackQuery", 400, "Bad Request: query is too old and response timeout expired")
    await talk.press(talk.ann, menu, menu.buttons[0]["callback_data"])
    assert menu.text.startswith("Latest incidents: Khatlon")


async def test_a_private_bot_ignores_presses_from_elsewhere(private_bot: Conversation) -> None:
    posted = await private_bot.ask(private_bot.member, "/whoami")
    await private_bot.press(private_bot.member, posted, "v1|latest|tj-kt|5")
    assert private_bot.desk.used == []
    assert posted.text.startswith("Your id: 13")
