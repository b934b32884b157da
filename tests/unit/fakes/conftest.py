"""A running fake Bot API, a real library bot that talks to it, and a bare HTTP client."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot

from bot.channels.request import POLL_CONNECTIONS, CapturingRequest
from tests.fakes.bot_api import TOKEN, FakeBotApi, Person


class Seconds:
    """A monotonic clock that tests turn by hand."""

    def __init__(self) -> None:
        self.value = 1000.0

    def __call__(self) -> float:
        return self.value


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def api(seconds: Seconds) -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi(now=lambda: 1_760_000_000, monotonic=seconds) as server:
        yield server


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    async with Bot(
        TOKEN,
        base_url=api.base_url,
        base_file_url=api.base_file_url,
        request=CapturingRequest(api_url=api.url),
        get_updates_request=CapturingRequest(connections=POLL_CONNECTIONS, api_url=api.url),
    ) as real:
        yield real


@pytest.fixture
async def http(api: FakeBotApi) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{api.base_url}{TOKEN}/", trust_env=False) as client:
        yield client


@pytest.fixture
def ann(api: FakeBotApi) -> Person:
    """A person whose private chat with the bot is open; its id is hers."""
    person = api.user(11, "Ann", username="ann")
    api.private_chat(person)
    return person
