"""Who may give which command: every kind of speaker against every command of the table."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from telegram import Chat, User

from bot.model.answers import Problem
from bot.render.problems import problem
from handlers.guards import ANONYMOUS_ADMIN, Guard, asker_of
from handlers.registry import COMMANDS, Command
from tests.fakes.bot_api.state import Json, Person
from tests.unit.handlers.conftest import CHANNEL_BOT_ID, OPERATOR_ID, Conversation
from tests.unit.render.builders import TEXTS

WORDS = {
    "incident": "TJAF-2026-0001",
    "addsource": "https://valley.example/feed",
    "removesource": "valley",
    "pausesource": "valley",
    "resumesource": "valley",
}
USE_CASES = {
    "start": "start",
    "latest": "latest",
    "incident": "incident",
    "toll": "toll",
    "subscribe": "subscribe",
    "unsubscribe": "unsubscribe",
    "mysubs": "subscriptions",
    "sources": "sources",
    "status": "status",
    "addsource": "try_source",
    "removesource": "ask_removal",
    "pausesource": "pause_source",
    "resumesource": "resume_source",
    "pollnow": "poll_now",
    "review": "review",
}
"""What a command asks the desk for; the others need no desk."""

SERVED = "served"
ADMINS_ONLY = Problem(code="chat_admins_only")
PEOPLE_ONLY = Problem(code="people_only")
PRIVATE_ONLY = Problem(code="private_only")


def operators_only(user_id: int) -> Problem:
    return Problem(code="operators_only", values=(("user_id", str(user_id)),))


def in_private(talk: Conversation) -> tuple[Person, int, Json]:
    return talk.ann, talk.ann.id, {}


def operator_in_private(talk: Conversation) -> tuple[Person, int, Json]:
    return talk.operator, talk.operator.id, {}


def member_of_group(talk: Conversation) -> tuple[Person, int, Json]:
    return talk.member, talk.group, {}


def owner_of_group(talk: Conversation) -> tuple[Person, int, Json]:
    return talk.owner, talk.group, {}


def operator_in_group(talk: Conversation) -> tuple[Person, int, Json]:
    return talk.operator, talk.group, {}


def anonymous_admin(talk: Conversation) -> tuple[Person, int, Json]:
    person = Person(ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot", is_bot=True)
    return person, talk.group, {"sender_chat": {"id": talk.group, "type": "supergroup", "title": "Watch"}}


def anonymous_admin_of_another_group(talk: Conversation) -> tuple[Person, int, Json]:
    person, group, _ = anonymous_admin(talk)
    return person, group, {"sender_chat": {"id": -1009999, "type": "supergroup", "title": "Elsewhere"}}


def a_channel_in_the_group(talk: Conversation) -> tuple[Person, int, Json]:
    person = Person(CHANNEL_BOT_ID, "Channel", "Channel_Bot", is_bot=True)
    return person, talk.group, {"sender_chat": {"id": talk.channel, "type": "channel", "title": "News"}}


def telegram_itself(talk: Conversation) -> tuple[Person, int, Json]:
    return Person(777000, "Telegram"), talk.group, {}


EXPECTED: dict[Callable[[Conversation], tuple[Person, int, Json]], dict[Guard, Problem | str]] = {
    in_private: {
        Guard.EVERYONE: SERVED,
        Guard.PERSON: SERVED,
        Guard.CHAT_ADMIN: SERVED,
        Guard.OPERATOR: operators_only(11),
    },
    operator_in_private: dict.fromkeys(Guard, SERVED),
    member_of_group: {
        Guard.EVERYONE: SERVED,
        Guard.PERSON: SERVED,
        Guard.CHAT_ADMIN: ADMINS_ONLY,
        Guard.OPERATOR: operators_only(13),
    },
    owner_of_group: {
        Guard.EVERYONE: SERVED,
        Guard.PERSON: SERVED,
        Guard.CHAT_ADMIN: SERVED,
        Guard.OPERATOR: operators_only(12),
    },
    operator_in_group: {
        Guard.EVERYONE: SERVED,
        Guard.PERSON: SERVED,
        Guard.CHAT_ADMIN: ADMINS_ONLY,
        Guard.OPERATOR: PRIVATE_ONLY,
    },
    anonymous_admin: {
        Guard.EVERYONE: SERVED,
        Guard.PERSON: PEOPLE_ONLY,
        Guard.CHAT_ADMIN: SERVED,
        Guard.OPERATOR: PEOPLE_ONLY,
    },
    anonymous_admin_of_another_group: dict.fromkeys(Guard, PEOPLE_ONLY),
    a_channel_in_the_group: dict.fromkeys(Guard, PEOPLE_ONLY),
    telegram_itself: dict.fromkeys(Guard, PEOPLE_ONLY),
}


def line_of(command: Command) -> str:
    return f"/{command.name} {WORDS.get(command.name, '')}".strip()


@pytest.mark.parametrize("speaker", EXPECTED, ids=lambda speaker: speaker.__name__)
async def test_a_speaker_may_give_exactly_the_commands_of_the_matrix(
    talk: Conversation, speaker: Callable[[Conversation], tuple[Person, int, Json]]
) -> None:
    person, chat, extra = speaker(talk)
    for command in COMMANDS:
        talk.desk.asked.clear()
        answer = await talk.ask(person, line_of(command), chat, **extra)
        expected = EXPECTED[speaker][command.guard]
        wanted = [USE_CASES[command.name]] if command.name in USE_CASES else []
        if isinstance(expected, Problem):
            assert answer.text == problem(expected, TEXTS).text, command.name
            assert talk.desk.used == [], command.name
        else:
            assert "Something went wrong" not in answer.text, command.name
            assert talk.desk.used == wanted, command.name


def forwarded(talk: Conversation) -> Json:
    return {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}}


def by_way_of_a_bot(talk: Conversation) -> Json:
    return {"via_bot": Person(77, "Inline", "inline_bot", is_bot=True).json()}


@pytest.mark.parametrize("how", [forwarded, by_way_of_a_bot])
async def test_the_words_of_others_are_no_commands(
    talk: Conversation, how: Callable[[Conversation], Json]
) -> None:
    for command in COMMANDS:
        talk.api.say(talk.operator.id, talk.operator, line_of(command), extra=how(talk))
        talk.api.say(talk.group, talk.owner, line_of(command), extra=how(talk))
    await talk.settled()
    assert talk.sent() == 0
    assert talk.desk.used == []


async def test_an_edited_message_and_a_post_in_a_channel_are_no_commands(talk: Conversation) -> None:
    owner = talk.owner.json()
    private: Json = {"id": talk.owner.id, "type": "private", "first_name": "Owner"}
    channel: Json = {"id": talk.channel, "type": "channel", "title": "Border news"}
    for command in COMMANDS:
        text = line_of(command)
        entity = {"type": "bot_command", "offset": 0, "length": len(command.name) + 1}
        common: Json = {"message_id": 1, "date": 1, "text": text, "entities": [entity]}
        talk.api.update({"edited_message": common | {"edit_date": 2, "chat": private, "from": owner}})
        talk.api.update({"channel_post": common | {"chat": channel, "sender_chat": channel}})
        talk.api.update({"edited_channel_post": common | {"edit_date": 2, "chat": channel}})
    await talk.settled()
    assert talk.sent() == 0
    assert talk.desk.used == []


async def test_another_bot_is_not_answered(talk: Conversation) -> None:
    other = Person(78, "Other", "other_bot", is_bot=True)
    talk.api.say(talk.group, other, "/latest")
    await talk.settled()
    assert talk.sent() == 0


async def test_a_command_for_another_bot_is_not_ours(talk: Conversation) -> None:
    talk.api.say(talk.group, talk.member, "/latest@other_bot")
    await talk.settled()
    assert talk.sent() == 0
    answer = await talk.ask(talk.member, "/latest@borderwatch_test_bot Khatlon", talk.group)
    assert answer.text.startswith("Latest incidents: Khatlon")


async def test_rights_that_were_taken_away_are_gone_after_a_minute_at_the_latest(talk: Conversation) -> None:
    await talk.ask(talk.owner, "/subscribe", talk.group)
    talk.api.world.chats[talk.group].members[talk.owner.id] = "member"
    talk.seconds.value += 61
    answer = await talk.ask(talk.owner, "/subscribe", talk.group)
    assert answer.text == problem(ADMINS_ONLY, TEXTS).text
    assert len(talk.desk.calls("subscribe")) == 1


async def test_a_stand_in_is_no_operator_whatever_the_settings_say(talk: Conversation) -> None:
    assert ANONYMOUS_ADMIN in talk.front.operators
    person, chat, extra = anonymous_admin(talk)
    answer = await talk.ask(person, "/pollnow", chat, **extra)
    assert str(ANONYMOUS_ADMIN) not in answer.text
    assert talk.desk.used == []


@pytest.mark.parametrize("nobody", [ANONYMOUS_ADMIN, CHANNEL_BOT_ID, 777000])
async def test_an_id_that_stands_for_everybody_makes_nobody_an_operator(
    talk: Conversation, nobody: int
) -> None:
    front = replace(talk.front, operators=frozenset({nobody, OPERATOR_ID}))
    chat = Chat(nobody, "private")
    assert not asker_of(User(nobody, "Somebody", is_bot=True), chat, 0, front).is_admin
    operator = User(OPERATOR_ID, "Operator", is_bot=False)
    assert asker_of(operator, chat, 0, front).is_admin
    assert not asker_of(operator, chat, 0, front, anonymous=True).is_admin


async def test_a_refused_operator_command_names_the_askers_id_and_the_line_for_the_settings(
    talk: Conversation,
) -> None:
    answer = await talk.ask(talk.ann, "/addsource https://valley.example/feed")
    assert "Your id is 11;" in answer.text
    assert answer.text.split("\n")[-1] == "ADMIN_IDS=11"


async def test_a_private_bot_serves_its_chats_and_operators_only(private_bot: Conversation) -> None:
    refused = problem(Problem(code="chat_not_allowed"), TEXTS).text
    for command in COMMANDS:
        answer = await private_bot.ask(private_bot.member, line_of(command))
        assert (answer.text == refused) is (not command.anywhere), command.name
    assert private_bot.desk.used == []
    assert (await private_bot.ask(private_bot.member, "hello")).text == refused
    assert (await private_bot.ask(private_bot.ann, "/status")).text.startswith("Watching.")
    assert (await private_bot.ask(private_bot.operator, "/status")).text.startswith("Watching.")
    elsewhere = await private_bot.ask(private_bot.operator, "/status", private_bot.group)
    assert elsewhere.text == refused


def test_every_command_declares_a_guard() -> None:
    assert {type(command.guard) for command in COMMANDS} == {Guard}
