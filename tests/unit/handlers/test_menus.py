"""Menus, help and sentences come from one table, and keep to Telegram's limits."""

import re

import pytest
from telegram import Bot, BotCommandScopeAllPrivateChats

from bot.channels.request import CapturingRequest
from bot.knowledge.locales import MENU_LIMIT, available_locales, load_texts
from handlers.guards import Guard
from handlers.menus import menu_of, publish_menus, scopes
from handlers.registry import COMMANDS, HELP_ENTRIES, Command, Menu
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.unit.handlers.conftest import Conversation
from tests.unit.render.builders import TEXTS

WANTED = (
    "start", "help", "subscribe", "unsubscribe", "mysubs", "latest", "incident", "toll", "sources", "status",
    "test", "whoami", "addsource", "removesource", "pausesource", "resumesource", "pollnow", "review",
)  # fmt: skip


def test_the_table_holds_every_command_once() -> None:
    assert sorted(command.name for command in COMMANDS) == sorted(WANTED)


@pytest.mark.parametrize("locale", available_locales())
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_its_texts_within_the_limits(command: Command, locale: str) -> None:
    texts = load_texts(locale)
    assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
    assert texts.say(f"command.{command.name}.usage").startswith(f"/{command.name}")
    assert 1 <= len(texts.say(f"command.{command.name}.menu")) <= MENU_LIMIT
    assert len(texts.say(f"command.{command.name}.help")) > 5


@pytest.mark.parametrize("menu", Menu)
def test_a_menu_has_at_most_thirty_commands_and_offers_help(menu: Menu) -> None:
    names = [command.command for command in menu_of(menu, TEXTS)]
    assert "help" in names
    assert len(names) <= 30


def test_operators_commands_are_offered_to_operators_only() -> None:
    for command in COMMANDS:
        if command.guard is Guard.OPERATOR:
            assert command.menus == {Menu.OPERATOR}, command.name
    assert {entry.name for entry in HELP_ENTRIES if entry.operator} == {
        command.name for command in COMMANDS if command.guard is Guard.OPERATOR
    }


def test_an_operators_own_menu_lacks_nothing() -> None:
    assert {command.command for command in menu_of(Menu.OPERATOR, TEXTS)} == set(WANTED)


async def test_menus_are_set_once_and_again_only_where_they_differ(api: FakeBotApi) -> None:
    ann = api.user(11, "Ann")
    api.private_chat(ann)
    async with Bot(TOKEN, base_url=api.base_url, request=CapturingRequest(api_url=api.url)) as bot:
        assert await publish_menus(bot, TEXTS, {ann.id}) == len(scopes({ann.id}))
        assert await publish_menus(bot, TEXTS, {ann.id}) == 0
        await bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats())
        assert await publish_menus(bot, TEXTS, {ann.id}) == 1
        shown = await bot.get_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert list(shown) == menu_of(Menu.PRIVATE, TEXTS)


async def test_a_refused_menu_does_not_stop_the_others(api: FakeBotApi) -> None:
    api.fault("setMyCommands", 400, "Bad Request: chat not found")
    async with Bot(TOKEN, base_url=api.base_url, request=CapturingRequest(api_url=api.url)) as bot:
        assert await publish_menus(bot, TEXTS, ()) == len(scopes(())) - 1


async def test_help_lists_what_a_person_may_do_here(talk: Conversation) -> None:
    everyone = (await talk.ask(talk.ann, "/help")).text
    operator = (await talk.ask(talk.operator, "/help")).text
    for command in COMMANDS:
        usage = TEXTS.say(f"command.{command.name}.usage")
        assert (f"{usage} – " in everyone) is (command.guard is not Guard.OPERATOR), command.name
        assert f"{usage} – " in operator, command.name


async def test_help_in_a_group_is_short_and_opens_in_private(talk: Conversation) -> None:
    answer = await talk.ask(talk.operator, "/help", talk.group)
    assert answer.text.count("\n") < 10
    assert "/addsource" not in answer.text
    (button,) = answer.buttons
    assert button["url"] == "https://t.me/borderwatch_test_bot?start=h-all"
    opened = await talk.ask(talk.ann, "/start h-all")
    assert opened.text == (await talk.ask(talk.ann, "/help")).text
