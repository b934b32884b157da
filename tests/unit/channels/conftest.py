"""The real sender and bot against the fake Bot API."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.channels.request import CapturingRequest, api_addresses
from bot.channels.telegram import TelegramSender
from bot.model.alert import ChatAddress
from tests.fakes.bot_api import TOKEN, FakeBotApi


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    base_url, base_file_url = api_addresses(api.url)
    request = CapturingRequest(api_url=api.url)
    async with Bot(TOKEN, base_url=base_url, base_file_url=base_file_url, request=request) as real:
        yield real


@pytest.fixture
def sender(bot: Bot) -> TelegramSender:
    return TelegramSender(bot)


@pytest.fixture
def ann(api: FakeBotApi) -> ChatAddress:
    """The private chat of a person who started the bot."""
    return ChatAddress(channel="telegram", chat_id=api.private_chat(api.user(11, "Ann")))
