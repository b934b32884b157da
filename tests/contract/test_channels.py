"""Whatever the channel: every call ends in an outcome, and the same situations end alike."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

import pytest
from telegram import Bot

from bot.channels.console import CONSOLE_TOKEN, OPERATOR_ID, ConsoleRequest
from bot.channels.request import CapturingRequest, api_addresses
from bot.channels.telegram import TelegramSender
from bot.channels.terminal import QueuedLines
from bot.model.alert import ChatAddress, Outcome, Refused, Sent
from bot.model.message import Button, Message, Style
from tests.fakes.bot_api import TOKEN, FakeBotApi

PLAIN = Message(text="Two border guards were killed.")
RICH = Message(
    text="🔴 Khatlon · TJAF-2026-0007",
    styles=(
        Style(kind="bold", start=2, length=7),
        Style(kind="link", start=12, length=14, url="https://e.org"),
    ),
    buttons=((Button(text="Why", data="v1|why|7"), Button(text="Page", url="https://e.org")),),
)


@dataclass(frozen=True)
class Channel:
    """A channel under test: its sender, a chat that exists and one that does not."""

    sender: TelegramSender
    chat: ChatAddress
    nowhere: ChatAddress


async def telegram() -> AsyncIterator[Channel]:
    async with FakeBotApi() as api:
        chat_id = api.private_chat(api.user(11, "Ann"))
        base_url, file_url = api_addresses(api.url)
        request = CapturingRequest(api_url=api.url)
        async with Bot(TOKEN, base_url=base_url, base_file_url=file_url, request=request) as bot:
            yield channel_of(bot, chat_id)


async def console() -> AsyncIterator[Channel]:
    shown: list[str] = []
    request = ConsoleRequest(QueuedLines(), shown.append, lambda: datetime(2026, 1, 18, tzinfo=UTC))
    async with Bot(CONSOLE_TOKEN, request=request, get_updates_request=request) as bot:
        yield channel_of(bot, OPERATOR_ID)


def channel_of(bot: Bot, chat_id: int) -> Channel:
    return Channel(
        TelegramSender(bot),
        ChatAddress(channel="telegram", chat_id=chat_id),
        ChatAddress(channel="telegram", chat_id=987_654_321),
    )


@pytest.fixture(params=[telegram, console], ids=["telegram", "console"])
async def channel(request: pytest.FixtureRequest) -> AsyncIterator[Channel]:
    async for made in request.param():
        yield made


async def sent(channel: Channel, message: Message) -> int:
    outcome = await channel.sender.send(channel.chat, message)
    assert isinstance(outcome, Sent)
    return outcome.message_id


@pytest.mark.parametrize("message", [PLAIN, RICH], ids=["plain", "rich"])
@pytest.mark.parametrize("silent", [True, False], ids=["silent", "sound"])
async def test_a_good_message_is_sent_under_an_id_of_its_own(
    channel: Channel, message: Message, silent: bool
) -> None:
    outcomes = [await channel.sender.send(channel.chat, message, silent=silent) for _ in range(2)]

    ids = {outcome.message_id for outcome in outcomes if isinstance(outcome, Sent)}
    assert len(ids) == 2


async def test_a_reply_is_sent_whether_its_target_exists_or_not(channel: Channel) -> None:
    card = await sent(channel, RICH)

    for target in (card, card + 1000):
        assert isinstance(await channel.sender.send(channel.chat, PLAIN, reply_to=target), Sent)


async def test_an_edit_keeps_the_id_and_may_be_repeated(channel: Channel) -> None:
    card = await sent(channel, RICH)

    for _ in range(2):
        assert await channel.sender.edit(channel.chat, card, PLAIN) == Sent(message_id=card)


async def test_an_edit_of_a_missing_message_refuses_the_target(channel: Channel) -> None:
    outcome = await channel.sender.edit(channel.chat, 999, PLAIN)

    assert isinstance(outcome, Refused)
    assert outcome.scope == "target"


async def test_a_chat_that_does_not_exist_is_refused(channel: Channel) -> None:
    assert await channel.sender.send(channel.nowhere, PLAIN) == Refused(scope="chat", why="chat_not_found")


async def test_an_empty_message_refuses_the_content(channel: Channel) -> None:
    outcome = await channel.sender.send(channel.chat, Message(text=""))

    assert isinstance(outcome, Refused)
    assert outcome.scope == "content"


async def test_a_message_that_is_too_long_arrives_shortened(channel: Channel) -> None:
    assert isinstance(await channel.sender.send(channel.chat, Message(text="word " * 2000)), Sent)
    assert channel.sender.second_tries == {"too_long": 1}


async def test_a_message_that_cannot_be_composed_refuses_the_content(channel: Channel) -> None:
    broken = Message(text="x", buttons=((Button(text="b", data="d" * 65),),))

    assert await channel.sender.send(channel.chat, broken) == Refused(scope="content", why="unusable_message")


async def test_a_probe_of_a_good_line_is_good(channel: Channel) -> None:
    assert await channel.sender.probe() == Sent(message_id=0)


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "x" * 5000, "😀" * 2049, "\u202e" * 4096])
async def test_no_text_makes_a_channel_raise(channel: Channel, text: str) -> None:
    outcomes = [
        await channel.sender.send(channel.chat, Message(text=text)),
        await channel.sender.edit(channel.chat, 1, Message(text=text)),
    ]

    assert all(isinstance(outcome, get_args(Outcome)) for outcome in outcomes)
