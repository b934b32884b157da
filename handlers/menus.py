"""Telegram's own command menus, built from the table of commands; set only where they differ.

Each call counts against the limits, so a menu that already stands is left alone.
"""

import logging
from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.render.texts import Texts
from handlers.registry import COMMANDS, Menu

LOGGER = logging.getLogger("borderwatch.handlers")


def menu_of(menu: Menu, texts: Texts) -> list[BotCommand]:
    """The commands that one menu offers, with their descriptions."""
    return [
        BotCommand(command.name, texts.say(f"command.{command.name}.menu"))
        for command in COMMANDS
        if menu in command.menus
    ]


def scopes(operators: Iterable[int]) -> list[tuple[BotCommandScope, Menu]]:
    """Every scope and the menu it gets; the narrowest wins in the app."""
    return [
        (BotCommandScopeDefault(), Menu.DEFAULT),
        (BotCommandScopeAllPrivateChats(), Menu.PRIVATE),
        (BotCommandScopeAllGroupChats(), Menu.GROUP),
        (BotCommandScopeAllChatAdministrators(), Menu.CHAT_ADMIN),
        *((BotCommandScopeChat(operator), Menu.OPERATOR) for operator in sorted(operators)),
    ]


async def publish_menus(bot: Bot, texts: Texts, operators: Iterable[int]) -> int:
    """Set the menus that differ; returns how many were set. A refusal is logged, never fatal.

    An operator who never wrote to the bot has no chat yet, so that scope may be refused.
    """
    changed = 0
    for scope, menu in scopes(operators):
        wanted = menu_of(menu, texts)
        try:
            if list(await bot.get_my_commands(scope=scope)) != wanted:
                await bot.set_my_commands(wanted, scope=scope)
                changed += 1
        except TelegramError as error:
            LOGGER.warning("menu not set", extra={"scope": scope.type, "why": type(error).__name__})
    return changed
