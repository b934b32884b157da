"""A channel is configured from private: the person's standing and the bot's are both checked."""

import pytest

from bot.desk.asker import ChatTarget
from bot.model.answers import Problem
from bot.model.vocabulary import ChatKind
from bot.render.problems import problem
from tests.unit.handlers.conftest import Conversation
from tests.unit.render.builders import KHATLON, TEXTS


def refused(code: str, chat: str = "@border_news") -> str:
    return problem(Problem(code=code, values=(("chat", chat),)), TEXTS).text


async def test_an_administrator_subscribes_a_channel_by_name(talk: Conversation) -> None:
    answer = await talk.ask(talk.owner, "/subscribe @border_news Khatlon")
    (asker, places, target) = talk.desk.calls("subscribe")[0]
    assert asker.chat.chat_id == talk.owner.id
    assert places == "Khatlon"
    assert target == ChatTarget(chat_id=talk.channel, kind=ChatKind.CHANNEL, title="Border news")
    assert "Alerts are posted to Border news." in answer.text


async def test_a_channel_may_be_named_by_its_number_or_link(talk: Conversation) -> None:
    for name in (str(talk.channel), "https://t.me/border_news"):
        await talk.ask(talk.owner, f"/subscribe {name}")
    assert {target.chat_id for _, _, target in talk.desk.calls("subscribe")} == {talk.channel}


async def test_a_group_is_configured_from_private_as_well(talk: Conversation) -> None:
    await talk.ask(talk.owner, f"/subscribe {talk.group}")
    assert talk.desk.calls("subscribe")[0][2].kind is ChatKind.SUPERGROUP


async def test_somebody_else_may_not(talk: Conversation) -> None:
    for line in (
        "/subscribe @border_news",
        "/unsubscribe @border_news",
        "/mysubs @border_news",
        "/test @border_news",
    ):
        assert (await talk.ask(talk.ann, line)).text == refused("chat_not_yours")
    assert (await talk.ask(talk.operator, "/subscribe @border_news")).text == refused("chat_not_yours")
    assert talk.desk.used == []
    assert talk.answers(talk.channel) == []


async def test_the_bot_needs_the_right_to_post(talk: Conversation) -> None:
    talk.api.standing(talk.channel, talk.api.me.person, "administrator", rights={"can_manage_chat"})
    assert (await talk.ask(talk.owner, "/subscribe @border_news")).text == refused("cannot_post")


@pytest.mark.parametrize("status", ["left", "kicked", "member"])
async def test_a_bot_outside_cannot_check_anybody(talk: Conversation, status: str) -> None:
    talk.api.standing(talk.channel, talk.api.me.person, status)
    assert (await talk.ask(talk.owner, "/subscribe @border_news")).text == refused("cannot_check")
    assert talk.desk.calls("subscribe") == []


async def test_a_bot_that_may_not_write_in_a_group_says_so(talk: Conversation) -> None:
    talk.api.standing(talk.group, talk.api.me.person, "restricted")
    answer = await talk.ask(talk.owner, f"/subscribe {talk.group}")
    assert answer.text == refused("cannot_post", str(talk.group))


async def test_a_name_that_nobody_has_and_a_person_are_no_channels(talk: Conversation) -> None:
    talk.api.world.chats[talk.ann.id].username = "ann_person"
    assert (await talk.ask(talk.owner, "/subscribe @nobody_here")).text == refused(
        "chat_unknown", "@nobody_here"
    )
    assert (await talk.ask(talk.owner, "/subscribe @ann_person")).text == refused(
        "chat_is_private", "@ann_person"
    )


async def test_another_chat_is_not_configured_from_a_group(talk: Conversation) -> None:
    answer = await talk.ask(talk.owner, "/subscribe @border_news", talk.group)
    assert answer.text == problem(Problem(code="private_only"), TEXTS).text


async def test_a_test_message_proves_that_a_channel_can_be_posted_to(talk: Conversation) -> None:
    answer = await talk.ask(talk.owner, "/test @border_news")
    assert answer.text == "A test message was posted to Border news."
    assert talk.answers(talk.channel)[0].text.startswith("🧪 TEST")


async def test_a_test_that_the_channel_refuses_is_told_to_the_asker(talk: Conversation) -> None:
    talk.api.fault(
        "sendMessage", 400, "Bad Request: need administrator rights in the channel chat", chat=talk.channel
    )
    assert (await talk.ask(talk.owner, "/test @border_news")).text == refused("cannot_post")


async def test_rights_are_checked_again_when_a_suggestion_is_pressed(talk: Conversation) -> None:
    talk.desk.script["subscribe"] = Problem(
        code="place_unknown", values=(("text", "Hatlonn"), ("others", "tj-su")), suggestions=(KHATLON,)
    )
    menu = await talk.ask(talk.owner, "/subscribe @border_news Sughd, Hatlonn")
    del talk.desk.script["subscribe"]
    talk.api.world.chats[talk.channel].members[talk.owner.id] = "member"
    talk.seconds.value += 61
    await talk.press(talk.owner, menu, menu.buttons[0]["callback_data"])
    assert len(talk.desk.calls("subscribe")) == 1
    assert menu.text == refused("chat_not_yours", "Border news")

    menu = await talk.ask(talk.owner, "/subscribe Sughd, Hatlonn")
    assert menu.text.startswith("Subscribed")


async def test_a_suggestion_for_a_channel_acts_on_the_channel_with_all_places(talk: Conversation) -> None:
    talk.desk.script["subscribe"] = Problem(
        code="place_unknown", values=(("text", "Hatlonn"), ("others", "tj-su")), suggestions=(KHATLON,)
    )
    menu = await talk.ask(talk.owner, "/subscribe @border_news Sughd, Hatlonn")
    del talk.desk.script["subscribe"]
    await talk.press(talk.owner, menu, menu.buttons[0]["callback_data"])
    (_, places, target) = talk.desk.calls("subscribe")[1]
    assert (places, target.chat_id) == ("tj-su, tj-kt", talk.channel)
    assert "Alerts are posted to Border news." in menu.text


async def test_a_private_bot_serves_no_foreign_channel(private_bot: Conversation) -> None:
    private_bot.api.world.chats[private_bot.channel].members[private_bot.ann.id] = "administrator"
    answer = await private_bot.ask(private_bot.ann, "/subscribe @border_news")
    assert answer.text == problem(Problem(code="chat_not_allowed"), TEXTS).text
