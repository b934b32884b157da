"""Every row of the table: what the server answers, through the real library, becomes this outcome."""

import json
import warnings
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest

from bot.channels.errors import classify
from bot.channels.request import note, parse_payload
from bot.channels.telegram import TelegramSender
from bot.model.alert import (
    ChatAddress,
    Halt,
    Moved,
    Outcome,
    Refused,
    Sent,
    Throttled,
    Uncertain,
    Unreached,
)
from bot.model.message import Message

CHAT = ChatAddress(channel="telegram", chat_id=11)
HTML = b"<html><h1>Blocked by your provider</h1></html>"


def refusal(status: int, description: str, **parameters: Any) -> tuple[int, bytes]:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return status, json.dumps(body).encode()


def bad(description: str, **parameters: Any) -> tuple[int, bytes]:
    return refusal(400, f"Bad Request: {description}", **parameters)


def forbidden(description: str) -> tuple[int, bytes]:
    return refusal(403, f"Forbidden: {description}")


class OneAnswer(BaseRequest):
    """Gives the same answer to every call, as a server would."""

    def __init__(self) -> None:
        self.answer: tuple[int, bytes] = (200, b"")
        self.calls = 0

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        self.calls += 1
        note(*self.answer)
        return self.answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        return parse_payload(payload)


@dataclass
class Line:
    sender: TelegramSender
    request: OneAnswer


@pytest.fixture
def line() -> Line:
    request = OneAnswer()
    bot = Bot("1:token", request=request, get_updates_request=OneAnswer())
    return Line(TelegramSender(bot), request)


def chat(why: str) -> Refused:
    return Refused(scope="chat", why=why)


def content(why: str) -> Refused:
    return Refused(scope="content", why=why)


RIGHTS = Refused(scope="suspended", why="rights")
TOPIC = Refused(scope="topic", why="topic")
TARGET = Refused(scope="target", why="not_editable")
SENSELESS = Uncertain(why="senseless_success")

SENDS: list[tuple[str, tuple[int, bytes], Outcome]] = [
    ("429 with a wait", refusal(429, "Too Many Requests", retry_after=3), Throttled(after_seconds=3)),
    (
        "429 with a long wait concerns all",
        refusal(429, "Too Many Requests", retry_after=2282),
        Throttled(after_seconds=2282, whole_bot=True),
    ),
    ("429 without parameters", refusal(429, "Too Many Requests"), Throttled(after_seconds=5)),
    (
        "429 with a wait of ages",
        refusal(429, "x", retry_after=1e13),
        Throttled(after_seconds=86_400, whole_bot=True),
    ),
    (
        "429 with a wait too long to be a float",
        refusal(429, "x", retry_after=10**400),
        Throttled(after_seconds=86_400, whole_bot=True),
    ),
    ("429 with an endless wait", refusal(429, "x", retry_after=float("inf")), Throttled(after_seconds=5)),
    (
        "429 with a wait that is no number",
        refusal(429, "x", retry_after=float("nan")),
        Throttled(after_seconds=5),
    ),
    (
        "429 that words its long wait",
        refusal(429, f"retry after {'9' * 6000}"),
        Throttled(after_seconds=86_400, whole_bot=True),
    ),
    ("429 with a wait of zero", refusal(429, "Slow down", retry_after=0), Throttled(after_seconds=5)),
    (
        "429 whose wait stands in the text",
        refusal(429, "Too Many Requests: retry after 4"),
        Throttled(after_seconds=4),
    ),
    ("429 that is no JSON", (429, HTML), Throttled(after_seconds=5)),
    ("420 flood wait", refusal(420, "FLOOD_WAIT_3"), Throttled(after_seconds=3)),
    ("400 flood wait", bad("FLOOD_WAIT_2"), Throttled(after_seconds=2)),
    ("blocked", forbidden("bot was blocked by the user"), chat("blocked")),
    ("deactivated", forbidden("user is deactivated"), chat("deactivated")),
    ("never started", forbidden("bot can't initiate conversation with a user"), chat("never_started")),
    ("kicked", forbidden("bot was kicked from the supergroup chat"), chat("kicked")),
    ("not a member", forbidden("bot is not a member of the channel chat"), chat("not_member")),
    ("group deleted", forbidden("the group chat was deleted"), chat("deleted")),
    ("an unknown 403 never unsubscribes", forbidden("because I say so"), content("other_403")),
    ("chat not found", bad("chat not found"), chat("chat_not_found")),
    (
        "migrated",
        bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001),
        Moved(to=-1001),
    ),
    ("thread not found", bad("message thread not found"), TOPIC),
    ("topic closed", bad("TOPIC_CLOSED"), TOPIC),
    ("topic deleted", bad("TOPIC_DELETED"), TOPIC),
    ("no rights", bad("not enough rights to send text messages to the chat"), RIGHTS),
    ("write forbidden", bad("CHAT_WRITE_FORBIDDEN"), RIGHTS),
    ("admin required", bad("CHAT_ADMIN_REQUIRED"), RIGHTS),
    ("need rights", bad("need administrator rights in the channel chat"), RIGHTS),
    ("cannot parse", bad("can't parse entities: byte offset 3"), content("markup")),
    ("too long", bad("message is too long"), content("too_long")),
    ("entities too long", bad("ENTITIES_TOO_LONG"), content("too_long")),
    ("empty", bad("message text is empty"), content("empty")),
    ("stale query", bad("query is too old and response timeout expired"), content("stale_query")),
    ("invalid query", bad("query ID is invalid"), content("stale_query")),
    ("frozen account", bad("FROZEN_METHOD_INVALID"), Halt(why="frozen")),
    ("any other 400", bad("PHASE_OF_THE_MOON"), content("other_400")),
    ("400 from a portal", (400, HTML), Unreached(why="foreign_400")),
    ("403 from a censor", (403, HTML), Unreached(why="foreign_403")),
    ("403 in somebody else's JSON", (403, b'{"error": "denied"}'), Unreached(why="foreign_403")),
    ("401", refusal(401, "Unauthorized"), Halt(why="token_401")),
    ("404", refusal(404, "Not Found"), Halt(why="token_404")),
    ("409", refusal(409, "Conflict: terminated by other getUpdates request"), Halt(why="conflict")),
    ("413", refusal(413, "Request Entity Too Large"), content("too_long")),
    ("413 from the front", (413, HTML), content("too_long")),
    ("another 4xx", refusal(418, "I am a teapot"), content("other_418")),
    ("302", (302, b""), Unreached(why="redirect_302")),
    ("307", (307, HTML), Unreached(why="redirect_307")),
    ("500", refusal(500, "Internal Server Error"), Uncertain(why="status_500")),
    ("500 restart", refusal(500, "Internal Server Error: restart"), Uncertain(why="status_500")),
    ("502", (502, HTML), Uncertain(why="status_502")),
    ("504", (504, b""), Uncertain(why="status_504")),
    ("200 with HTML", (200, HTML), SENSELESS),
    ("200 with half a JSON", (200, b'{"ok":true,"result":{"mess'), SENSELESS),
    ("200 that is not ok", (200, b'{"ok":false}'), SENSELESS),
    (
        "200 with a message that the library cannot read",
        (200, b'{"ok":true,"result":{"message_id":5,"date":"?"}}'),
        Sent(message_id=5),
    ),
]
TRIED_AGAIN = {"cannot parse", "too long", "entities too long", "413", "413 from the front"}


@pytest.mark.parametrize(
    ("row", "answer", "outcome"), SENDS, ids=[row.replace(" ", "_") for row, _, _ in SENDS]
)
async def test_a_send_ends_as_the_table_says(
    line: Line, row: str, answer: tuple[int, bytes], outcome: Outcome
) -> None:
    line.request.answer = answer

    assert await line.sender.send(CHAT, Message(text="x")) == outcome

    assert line.request.calls == (2 if row in TRIED_AGAIN else 1)


EDITS: list[tuple[str, tuple[int, bytes], Outcome]] = [
    ("unchanged", bad("message is not modified: specified new message content"), Sent(message_id=9)),
    ("not found", bad("message to edit not found"), TARGET),
    ("too old", bad("message can't be edited"), TARGET),
    ("invalid id", bad("MESSAGE_ID_INVALID"), TARGET),
    ("accepted without a message", (200, b'{"ok":true,"result":true}'), Sent(message_id=9)),
]


@pytest.mark.parametrize(("row", "answer", "outcome"), EDITS, ids=[row for row, _, _ in EDITS])
async def test_an_edit_ends_as_the_table_says(
    line: Line, row: str, answer: tuple[int, bytes], outcome: Outcome
) -> None:
    line.request.answer = answer

    assert await line.sender.edit(CHAT, 9, Message(text="x")) == outcome


def test_any_status_with_any_body_has_an_outcome_and_only_known_words_cost_a_chat() -> None:
    bodies = (b"", HTML, b"null", b"[]", b'{"ok":false,"description":"?"}', b"\xff\xfe", b'{"ok":true}')
    for status in range(100, 600):
        for body in bodies:
            outcome = classify(NetworkError("?"), status, body)

            assert not isinstance(outcome, Refused) or outcome.scope == "content"
            assert not isinstance(outcome, Sent)


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


ENDINGS: list[tuple[Exception, Outcome]] = [
    (caused(NetworkError("?"), httpx.ConnectError("dns")), Unreached(why="connect")),
    (caused(TimedOut(), httpx.ConnectTimeout("slow")), Unreached(why="connect")),
    (caused(TimedOut(), httpx.PoolTimeout("full")), Unreached(why="pool")),
    (caused(NetworkError("?"), httpx.ProxyError("refused")), Unreached(why="proxy")),
    (caused(TimedOut(), httpx.ReadTimeout("slow")), Uncertain(why="read_timeout")),
    (caused(TimedOut(), httpx.WriteTimeout("slow")), Uncertain(why="write_timeout")),
    (caused(NetworkError("?"), httpx.ReadError("reset")), Uncertain(why="read")),
    (caused(NetworkError("?"), httpx.WriteError("reset")), Uncertain(why="write")),
    (caused(NetworkError("?"), httpx.RemoteProtocolError("eof")), Uncertain(why="cut")),
    (BadRequest("Topic_closed"), TOPIC),
    (Forbidden("Forbidden: bot was blocked by the user"), chat("blocked")),
    (
        Forbidden("Forbidden (403). Parsing the server response b'<html>' failed"),
        Unreached(why="foreign_403"),
    ),
    (TimedOut(), Uncertain(why="TimedOut")),
    (KeyError("result"), Uncertain(why="KeyError")),
    (RuntimeError("never seen before"), Uncertain(why="RuntimeError")),
]


@pytest.mark.parametrize(("error", "outcome"), ENDINGS, ids=[repr(e.__cause__ or e) for e, _ in ENDINGS])
def test_without_an_answer_the_cause_decides(error: Exception, outcome: Outcome) -> None:
    assert classify(error) == outcome


def test_the_wait_of_a_429_can_be_read_where_warnings_are_errors() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert classify(RetryAfter(3)) == Throttled(after_seconds=3)


def test_a_why_never_holds_the_words_of_an_exception() -> None:
    outcome = classify(RuntimeError("https://api.telegram.org/bot123456:secret/sendMessage"))

    assert "secret" not in repr(outcome)
