"""Receiving goes on whatever an update or a refusal looks like."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.channels.connection import Connection, connect, disconnect, receive_anew, telegram_connection
from bot.channels.polling import SILENCE_SECONDS, Reception, readable
from tests.fakes.bot_api import TOKEN, FakeBotApi

UNREADABLE = {"message": {"message_id": "secret words"}}


@dataclass
class Line:
    """A connection that only notes what it receives."""

    api: FakeBotApi
    connection: Connection
    texts: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, update: Update, context: Any) -> None:
        if update.message is not None:
            self.texts.append(update.message.text or "")
            self.heard.set()
        raise ApplicationHandlerStop

    async def begin(self) -> None:
        self.connection.application.add_handler(TypeHandler(Update, self.take))
        assert await connect(self.connection, pause=asyncio.sleep, failed=self.failures.append)

    async def say(self, text: str) -> None:
        ann = self.api.user(11, "Ann")
        self.api.say(self.api.private_chat(ann), ann, text)

    async def hear(self, text: str) -> None:
        async with asyncio.timeout(10):
            while text not in self.texts:
                self.heard.clear()
                await self.heard.wait()


@pytest.fixture
async def line(api: FakeBotApi) -> AsyncIterator[Line]:
    made = Line(api, telegram_connection(TOKEN, api.url))
    yield made
    await disconnect(made.connection)


def batch(*entries: object) -> bytes:
    return json.dumps({"ok": True, "result": list(entries)}).encode()


def entries(body: bytes) -> list[Any]:
    found = json.loads(body)["result"]
    assert isinstance(found, list)
    return found


async def test_an_update_that_cannot_be_read_is_passed_over(line: Line) -> None:
    line.api.world.bots[TOKEN].queue("message", UNREADABLE["message"])
    await line.say("hello")
    await line.begin()

    await line.hear("hello")
    await line.api.until(lambda: not line.api.world.bots[TOKEN].updates)


def test_an_unreadable_update_keeps_its_id_alone_and_its_words_are_not_logged() -> None:
    with capture_logs() as logs:
        body = readable(
            batch({"update_id": 7, **UNREADABLE}, {"update_id": 8}, {"update_id": "9"}, UNREADABLE)
        )

    assert entries(body) == [{"update_id": 7}, {"update_id": 8}]
    assert [entry.get("update") for entry in logs] == [7, None, None]
    assert "secret words" not in repr(logs)


def test_a_good_answer_stays_as_it_came() -> None:
    body = b' {"ok":true, "result":[ {"update_id":7} ]}'

    assert readable(body) is body


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b'{"ok":true}', b'{"result":[]}', batch({"update_id": None})]
)
def test_an_answer_that_is_no_list_of_updates_is_asked_for_again_after_a_pause(body: bytes) -> None:
    with pytest.raises(TelegramError):
        readable(body)


@pytest.mark.parametrize("status", [401, 404])
async def test_a_poll_that_is_refused_once_does_not_end_receiving(line: Line, status: int) -> None:
    line.api.fault("getUpdates", status, "refused")
    await line.begin()
    await line.say("hello")

    await line.hear("hello")
    assert line.failures == ["NetworkError"]


@pytest.mark.parametrize("wait", [1e400, 10**400], ids=["endless", "no float"])
async def test_no_wait_that_the_server_names_breaks_the_poll(line: Line, wait: float) -> None:
    body = json.dumps({"ok": False, "description": "x", "parameters": {"retry_after": wait}}).encode()
    line.api.fault("getUpdates", 429, body)
    polling = line.connection.polling
    assert polling is not None
    with pytest.raises(TelegramError, match="Flood control"):
        await polling.post(f"{line.api.base_url}{TOKEN}/getUpdates")
    assert polling.good_polls == 0


async def test_receiving_begins_anew_after_its_task_ended_by_a_fault(line: Line) -> None:
    def broken(kind: str) -> None:
        raise RuntimeError("a fault of ours")

    line.api.fault("getUpdates", 500, "trouble")
    line.connection.application.add_handler(TypeHandler(Update, line.take))
    assert await connect(line.connection, pause=asyncio.sleep, failed=broken)
    (task,) = [t for t in asyncio.all_tasks() if t.get_name() == "Updater:start_polling:polling_task"]
    await asyncio.wait({task}, timeout=10)
    assert task.done()
    await line.say("hello")

    await receive_anew(line.connection, failed=line.failures.append)

    await line.hear("hello")
    assert line.failures == []


async def test_receiving_can_begin_anew_while_all_is_well_and_where_the_server_refuses(line: Line) -> None:
    await line.begin()
    await receive_anew(line.connection, failed=line.failures.append)
    line.api.fault("deleteWebhook", 500, "trouble")
    await receive_anew(line.connection, failed=line.failures.append)
    assert line.failures == ["NetworkError"]
    await line.say("hello")

    await receive_anew(line.connection, failed=line.failures.append)

    await line.hear("hello")


def test_receiving_is_overdue_after_a_long_silence_and_then_ever_less_often() -> None:
    reception = Reception()
    assert not reception.overdue(0, 1000)
    assert not reception.overdue(0, 1000 + SILENCE_SECONDS)
    beginnings = []
    for second in range(1000, 1600):
        if reception.overdue(0, second):
            reception.begun_anew(second)
            beginnings.append(second - 1000)

    assert beginnings[:7] == [91, 97, 108, 129, 170, 261, 352]


def test_a_good_poll_makes_patient_again() -> None:
    reception = Reception()
    reception.overdue(3, 0)
    reception.begun_anew(100)

    assert not reception.overdue(4, 200)
    assert not reception.overdue(4, 200 + SILENCE_SECONDS)
    assert reception.overdue(4, 201 + SILENCE_SECONDS)
