"""From the ending of a call to an ``Outcome``: one table, one row for each answer known.

Judged by (HTTP status, ``parameters``) first, then by the lower-cased description of the raw body;
Telegram's wording is not a contract, so an unknown refusal costs one row of the outbox and never a
subscription. What may have been accepted is ``Uncertain``, never ``Unreached``.

Traps of the library that this module exists for: ``BadRequest`` and ``TimedOut`` are kinds of
``NetworkError``, so exception types are consulted only where no answer arrived; a timeout's cause
tells "never sent" from "unknown"; ``{"ok": false}`` under 200 surfaces as ``KeyError``.
"""

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.model.alert import Halt, Moved, Outcome, Refused, Sent, Throttled, Uncertain, Unreached

ASSUMED_WAIT_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 86_400.0
# A longer wait than this concerns the bot as a whole, not one chat.
WHOLE_BOT_WAIT_SECONDS = 5.0

# ``why`` codes after which the same text is worth one more try as plain text.
PLAIN_WORTHY = frozenset({"markup", "too_long"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A refusal as the server worded it. ``edited`` is the message that the call wanted to edit."""

    status: int
    description: str
    parameters: dict[str, Any]
    genuine: bool
    edited: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: any of ``phrases`` within the description, under one of ``statuses``."""

    statuses: tuple[int, ...]
    phrases: tuple[str, ...]
    outcome: Callable[[Answer], Outcome]


def _refused(scope: str, why: str) -> Callable[[Answer], Outcome]:
    outcome = Refused(scope=scope, why=why)
    return lambda _answer: outcome


def _unchanged(answer: Answer) -> Outcome:
    if answer.edited is None:
        return Refused(scope="content", why="not_modified")
    return Sent(message_id=answer.edited)


def _frozen(_answer: Answer) -> Outcome:
    return Halt(why="frozen")


_REFUSALS = (400, 403)

# Order matters: rights before membership, since both may be named in one sentence.
ROWS: tuple[Row, ...] = (
    Row((400, 403, 420), ("frozen_method_invalid",), _frozen),
    Row((403,), ("bot was blocked by the user",), _refused("chat", "blocked")),
    Row((403,), ("user is deactivated",), _refused("chat", "deactivated")),
    Row((403,), ("bot can't initiate conversation",), _refused("chat", "never_started")),
    Row((403,), ("bot can't send messages to",), _refused("chat", "unwritable")),
    Row(_REFUSALS, ("bot was kicked",), _refused("chat", "kicked")),
    Row(_REFUSALS, ("not a member of",), _refused("chat", "not_member")),
    Row(_REFUSALS, ("group chat was deleted", "group chat was deactivated"), _refused("chat", "deleted")),
    Row((400,), ("chat not found",), _refused("chat", "chat_not_found")),
    Row(
        (400,),
        ("message thread not found", "topic_closed", "topic_deleted", "topic closed", "topic deleted"),
        _refused("topic", "topic"),
    ),
    Row(
        _REFUSALS,
        (
            "not enough rights",
            "chat_write_forbidden",
            "chat_admin_required",
            "need administrator rights",
            "have no rights to send",
        ),
        _refused("suspended", "rights"),
    ),
    Row((400,), ("message is not modified",), _unchanged),
    Row(
        (400,),
        ("message to edit not found", "message can't be edited", "message_id_invalid"),
        _refused("target", "not_editable"),
    ),
    Row((400,), ("can't parse entities", "entity_bounds_invalid"), _refused("content", "markup")),
    Row((400, 413), ("message is too long", "entities_too_long"), _refused("content", "too_long")),
    Row((400,), ("text is empty", "text must be non-empty"), _refused("content", "empty")),
    Row((400,), ("query is too old", "query id is invalid"), _refused("content", "stale_query")),
)

# Endings without an answer. The cause decides: what was never sent may be sent again.
_NEVER_SENT: tuple[tuple[type[BaseException], str], ...] = (
    (httpx.ConnectTimeout, "connect"),
    (httpx.ConnectError, "connect"),
    (httpx.ProxyError, "proxy"),
    (httpx.PoolTimeout, "pool"),
    (httpx.UnsupportedProtocol, "protocol"),
)
_MAYBE_SENT: tuple[tuple[type[BaseException], str], ...] = (
    (httpx.ReadTimeout, "read_timeout"),
    (httpx.WriteTimeout, "write_timeout"),
    (httpx.ReadError, "read"),
    (httpx.WriteError, "write"),
    (httpx.RemoteProtocolError, "cut"),
)


def classify(
    error: Exception, status: int | None = None, body: bytes | None = None, *, edited: int | None = None
) -> Outcome:
    """How the call ended.

    ``status`` and ``body`` are the server's answer, None when none arrived; ``edited`` is the id of
    the message that the call was to edit. Total: any exception has an outcome.
    """
    if status is None:
        return _without_answer(error, edited)
    return judge(status, body or b"", edited=edited)


def judge(status: int, body: bytes, *, edited: int | None = None) -> Outcome:
    """The outcome of an answer that was no success, or one that the library could not digest."""
    if 200 <= status <= 299:
        return _odd_success(body, edited)
    answer = _read(status, body, edited)
    if status < 200 or status >= 500:
        return Uncertain(why=f"status_{status}")
    if status < 400:
        return Unreached(why=f"redirect_{status}")
    if status in (401, 404):
        return Halt(why=f"token_{status}")
    if status == 409:
        return Halt(why="conflict")
    if status == 429 or "flood_wait_" in answer.description:
        return _throttled(answer)
    return _client_error(answer)


def _odd_success(body: bytes, edited: int | None) -> Outcome:
    """A success that the library could not digest: accepted if the raw answer plainly says so."""
    data = _json_object(body)
    result = data.get("result")
    if data.get("ok") is True and isinstance(result, dict) and isinstance(result.get("message_id"), int):
        return Sent(message_id=result["message_id"])
    if data.get("ok") is True and result is True and edited is not None:
        return Sent(message_id=edited)
    return Uncertain(why="senseless_success")


def _client_error(answer: Answer) -> Outcome:
    if not answer.genuine:
        # A portal or a censor spoke, not Telegram; 413 comes from the server's own front.
        if answer.status == 413:
            return Refused(scope="content", why="too_long")
        return Unreached(why=f"foreign_{answer.status}")
    moved_to = answer.parameters.get("migrate_to_chat_id")
    if isinstance(moved_to, int):
        return Moved(to=moved_to)
    wait = answer.parameters.get("retry_after")
    if isinstance(wait, int | float) and wait > 0:
        return _throttled(answer)
    for row in ROWS:
        if answer.status in row.statuses and any(phrase in answer.description for phrase in row.phrases):
            return row.outcome(answer)
    return Refused(scope="content", why="too_long" if answer.status == 413 else f"other_{answer.status}")


def _throttled(answer: Answer) -> Throttled:
    wait = answer.parameters.get("retry_after")
    if not isinstance(wait, int | float) or isinstance(wait, bool) or wait <= 0:
        named = re.search(r"(?:retry after|flood_wait_)\s*(\d+)", answer.description)
        # No real wait has more than nine digits, and very long ones cannot be read as a number.
        wait = int(named.group(1)[:9]) if named else 0
        wait = wait if wait > 0 else ASSUMED_WAIT_SECONDS
    return _wait(wait)


def _wait(named_seconds: float) -> Throttled:
    """A wait as the server named it, within what a clock can bear: an odd answer must not break us."""
    # Compared as it came: a whole number may be too long to exist as a float. NaN is below nothing.
    endless = not named_seconds < math.inf
    seconds = ASSUMED_WAIT_SECONDS if endless else float(min(named_seconds, LONGEST_WAIT_SECONDS))
    return Throttled(after_seconds=seconds, whole_bot=seconds > WHOLE_BOT_WAIT_SECONDS)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body.decode("utf-8", "replace"))
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _read(status: int, body: bytes, edited: int | None) -> Answer:
    data = _json_object(body)
    description = data.get("description")
    if not isinstance(description, str) or "ok" not in data:
        text = body[:2000].decode("utf-8", "replace").lower()
        return Answer(status, text, {}, genuine=False, edited=edited)
    parameters = data.get("parameters")
    return Answer(
        status,
        description.lower(),
        parameters if isinstance(parameters, dict) else {},
        genuine=True,
        edited=edited,
    )


def _without_answer(error: Exception, edited: int | None) -> Outcome:
    """No answer was noted: the library's informative kinds first, then the cause of the failure."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return _wait(wait if isinstance(wait, int | float) else wait.total_seconds())
    if isinstance(error, ChatMigrated):
        return Moved(to=error.new_chat_id)
    if isinstance(error, InvalidToken):
        return Halt(why="token")
    if isinstance(error, Conflict):
        return Halt(why="conflict")
    if isinstance(error, BadRequest | Forbidden):
        text = str(error).lower()
        genuine = "parsing the server response" not in text
        status = 403 if isinstance(error, Forbidden) else 400
        return _client_error(Answer(status, text, {}, genuine=genuine, edited=edited))
    cause = error.__cause__ if error.__cause__ is not None else error
    for kind, why in _NEVER_SENT:
        if isinstance(cause, kind):
            return Unreached(why=why)
    for kind, why in _MAYBE_SENT:
        if isinstance(cause, kind):
            return Uncertain(why=why)
    return Uncertain(why=type(cause).__name__)
