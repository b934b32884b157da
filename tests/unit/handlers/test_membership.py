"""The bot comes, goes and moves: told to the desk, said to groups once."""

import pytest

from bot.model.alert import ChatAddress
from bot.render.answers import greeting
from tests.fakes.bot_api.state import Person
from tests.unit.handlers.conftest import Conversation
from tests.unit.render.builders import TEXTS

GREETING = greeting(TEXTS).text


def me(talk: Conversation) -> Person:
    return talk.api.me.person


def here(chat: int) -> ChatAddress:
    return ChatAddress(channel="telegram", chat_id=chat)


async def test_a_group_hears_one_greeting_when_the_bot_is_added(talk: Conversation) -> None:
    talk.api.world.chats[talk.group].members[me(talk).id] = "left"
    talk.api.standing(talk.group, me(talk), "member")
    await talk.settled()
    talk.api.standing(talk.group, me(talk), "administrator")
    await talk.settled()
    assert [posted.text for posted in talk.answers(talk.group)] == [GREETING]
    assert talk.desk.calls("subscribe") == []
    assert talk.desk.calls("chat_back")[0] == (here(talk.group),)


async def test_a_channel_and_a_person_hear_nothing(talk: Conversation) -> None:
    talk.api.standing(talk.channel, me(talk), "left")
    talk.api.standing(talk.channel, me(talk), "administrator")
    talk.api.block(talk.ann)
    talk.api.unblock(talk.ann)
    await talk.settled()
    assert talk.sent() == 0
    assert [call[0].chat_id for call in talk.desk.calls("chat_left")] == [talk.channel, talk.ann.id]


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_leaving_is_noted(talk: Conversation, status: str) -> None:
    talk.api.standing(talk.group, me(talk), status)
    await talk.settled()
    assert talk.desk.calls("chat_left") == [(here(talk.group),)]


async def test_a_restricted_bot_is_still_there(talk: Conversation) -> None:
    talk.api.standing(talk.group, me(talk), "restricted")
    await talk.settled()
    assert talk.desk.calls("chat_left") == []


async def test_a_group_that_does_not_let_us_write_is_no_fault(talk: Conversation) -> None:
    talk.api.world.chats[talk.group].members[me(talk).id] = "left"
    talk.api.fault("sendMessage", 400, "Bad Request: not enough rights to send text messages to the chat")
    talk.api.standing(talk.group, me(talk), "member")
    await talk.settled()
    assert talk.answers(talk.group) == []


async def test_a_private_bot_greets_nobody_it_does_not_serve(private_bot: Conversation) -> None:
    private_bot.api.world.chats[private_bot.group].members[me(private_bot).id] = "left"
    private_bot.api.standing(private_bot.group, me(private_bot), "member")
    await private_bot.settled()
    assert private_bot.answers(private_bot.group) == []
    assert here(private_bot.group) not in [call[0] for call in private_bot.desk.calls("chat_back")]


async def test_a_migration_is_told_from_both_sides(talk: Conversation) -> None:
    old = talk.api.group("Small", owner=talk.owner, supergroup=False)
    new = talk.api.migrate(old)
    await talk.settled()
    assert talk.desk.calls("chat_migrated") == [(here(old), new), (here(old), new)]
