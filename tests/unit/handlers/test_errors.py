"""When a handler breaks: a short id to the chat, the cause to the log, and nothing else anywhere."""

import logging
import re

import pytest

from tests.unit.handlers.conftest import Conversation


def notes(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [str(record.msg) for record in caplog.records if record.name == "borderwatch.handlers"]


def errors(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_command_that_breaks_is_answered_with_an_id_that_the_log_has(
    talk: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    talk.desk.script["latest"] = ZeroDivisionError("secret detail")
    answer = await talk.ask(talk.ann, "/latest Khatlon")
    found = re.search(r"written down as ([0-9a-f]{6})\.", answer.text)
    assert found
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    (record,) = errors(caplog)
    assert getattr(record, "error_id", None) == found[1]
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], ZeroDivisionError)


async def test_the_bot_goes_on_after_it(talk: Conversation) -> None:
    talk.desk.script["latest"] = ZeroDivisionError()
    await talk.ask(talk.ann, "/latest")
    assert (await talk.ask(talk.ann, "/status")).text.startswith("Watching.")


async def test_a_slow_command_that_breaks_is_answered_too(
    talk: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    talk.desk.script["try_source"] = KeyError("x")
    answer = await talk.ask(talk.operator, "/addsource https://valley.example/feed")
    assert "Something went wrong on our side" in answer.text
    assert len(errors(caplog)) == 1


async def test_a_press_that_breaks_is_answered_in_its_chat(
    talk: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    listed = await talk.ask(talk.member, "/latest", talk.group)
    talk.desk.script["incident"] = RuntimeError()
    talk.api.press(talk.group, talk.member, listed.message_id, "v1|open|TJAF-2026-0001")
    await talk.api.until(lambda: len(talk.answers(talk.group)) == 2)
    assert "Something went wrong on our side" in talk.answers(talk.group)[-1].text
    assert len(errors(caplog)) == 1


async def test_a_topic_hears_of_its_own_failure(talk: Conversation) -> None:
    talk.desk.script["status"] = RuntimeError()
    answer = await talk.ask(talk.member, "/status", talk.group, message_thread_id=7, is_topic_message=True)
    assert answer.thread_id == 7


async def test_a_membership_change_that_breaks_bothers_nobody(
    talk: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    talk.desk.script["chat_left"] = RuntimeError()
    talk.api.block(talk.ann)
    await talk.settled()
    assert talk.sent() == 0
    assert len(errors(caplog)) == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (429, {"description": "Too Many Requests: retry after 3", "parameters": {"retry_after": 3}}),
        (500, "Internal Server Error"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
        (400, {"description": "upgraded", "parameters": {"migrate_to_chat_id": -1001}}),
    ],
)
async def test_a_failure_of_the_line_is_noted_and_not_answered(
    talk: Conversation, caplog: pytest.LogCaptureFixture, status: int, body: str
) -> None:
    talk.api.fault("sendMessage", status, body, chat=talk.ann.id)
    talk.api.say(talk.ann.id, talk.ann, "/status")
    await talk.settled()
    assert talk.answers(talk.ann.id) == []
    assert errors(caplog) == []
    assert notes(caplog) == ["reply lost"]


async def test_an_error_that_cannot_be_told_is_noted(
    talk: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    talk.desk.script["status"] = RuntimeError()
    talk.api.fault("sendMessage", 500, "Internal Server Error", chat=talk.ann.id)
    talk.api.say(talk.ann.id, talk.ann, "/status")
    await talk.settled()
    assert talk.answers(talk.ann.id) == []
    assert notes(caplog) == ["update failed", "error could not be told"]
