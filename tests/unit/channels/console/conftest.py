"""The real bot and sender, with the console in place of the Bot API."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.channels.console import CONSOLE_TOKEN
from bot.channels.telegram import TelegramSender
from tests.unit.channels.console.stage import Terminal


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
async def bot(terminal: Terminal) -> AsyncIterator[Bot]:
    request = terminal.request()
    async with Bot(CONSOLE_TOKEN, request=request, get_updates_request=request) as bot:
        yield bot


@pytest.fixture
def sender(bot: Bot) -> TelegramSender:
    return TelegramSender(bot)
