"""The real library's application with our handlers, a scripted desk behind it, the fake Bot API before it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.channels.connection import connect, disconnect, telegram_connection
from handlers import register
from handlers.front import Front
from tests.fakes.bot_api import TOKEN, FakeBotApi, Person
from tests.fakes.bot_api.state import Posted
from tests.unit.handlers.scripted_desk import ScriptedDesk
from tests.unit.render.builders import TEXTS

OPERATOR_ID = 500
ANONYMOUS_ADMIN_ID = 1087968824
CHANNEL_BOT_ID = 136817688


@dataclass
class Seconds:
    """Monotonic seconds, turned by hand."""

    value: float = 1000.0

    def __call__(self) -> float:
        return self.value


@dataclass
class Conversation:
    """Everything a test talks to. ``group`` is owned by ``owner``; ``member`` is in it, and so is ``ann``."""

    api: FakeBotApi
    desk: ScriptedDesk
    front: Front
    seconds: Seconds
    ann: Person
    operator: Person
    owner: Person
    member: Person
    group: int
    channel: int
    sentinel: Person

    async def ask(self, user: Person, text: str, chat: int | None = None, **extra: object) -> Posted:
        """Say something and wait for what the bot answers in that chat."""
        where = user.id if chat is None else chat
        before = len(self.answers(where))
        self.api.say(where, user, text, extra=dict(extra))
        await self.api.until(lambda: len(self.answers(where)) > before)
        return self.answers(where)[before]

    def answers(self, chat: int) -> list[Posted]:
        """What our bot has posted in a chat, as it stands now."""
        me = self.api.me.person.id
        return [posted for posted in self.api.messages(chat) if posted.sender and posted.sender.id == me]

    async def press(self, user: Person, posted: Posted, data: str) -> None:
        """Press a button, and wait until the bot has dealt with it."""
        self.api.press(posted.chat_id, user, posted.message_id, data)
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything said before has been dealt with: the bot works in order."""
        await self.ask(self.sentinel, "/whoami")

    def sent(self) -> int:
        """How many messages and edits the bot has put into chats, the sentinel's aside."""
        calls = self.api.accepted_calls("sendMessage") + self.api.accepted_calls("editMessageText")
        return sum(call.chat_id != self.sentinel.id for call in calls)


async def _conversation(allowed: frozenset[int]) -> AsyncIterator[Conversation]:
    seconds = Seconds()
    async with FakeBotApi(now=lambda: 1_768_700_000, monotonic=seconds) as api:
        people = {
            name: api.user(number, name.capitalize())
            for number, name in enumerate(("ann", "owner", "member", "sentinel"), 11)
        }
        operator = api.user(OPERATOR_ID, "Operator")
        for person in (*people.values(), operator):
            api.private_chat(person)
        group = api.group("Watch", owner=people["owner"], members=(people["member"], people["ann"], operator))
        channel = api.channel("Border news", username="border_news", owner=people["owner"])
        connection = telegram_connection(TOKEN, api.url)
        desk = ScriptedDesk()
        front = register(
            connection.application,
            desk=desk,
            texts=TEXTS,
            operators=frozenset({OPERATOR_ID, ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID}),
            allowed_chats=allowed,
            monotonic=seconds,
        )

        async def pause(attempt: int) -> None:
            raise AssertionError(f"the fake did not answer, attempt {attempt}")

        assert await connect(connection, pause=pause, failed=lambda _: None)
        try:
            yield Conversation(
                api=api,
                desk=desk,
                front=front,
                seconds=seconds,
                operator=operator,
                group=group,
                channel=channel,
                **people,
            )
        finally:
            await disconnect(connection)


@pytest.fixture
async def talk() -> AsyncIterator[Conversation]:
    """A bot that is open to all."""
    async for conversation in _conversation(frozenset()):
        yield conversation


@pytest.fixture
async def private_bot() -> AsyncIterator[Conversation]:
    """A bot that serves one chat only: the operators', and Ann's."""
    async for conversation in _conversation(frozenset({11})):
        yield conversation


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    """A Bot API with nobody connected."""
    async with FakeBotApi() as server:
        yield server
