"""The server itself: connections, the order of judgement for a call, and what tests ask of it.

Order for every call: token, gate, fault of the script, limits, the method, the accept log, and
only then the answer on the wire. A call that fails after its effect stands in the log all the same.
"""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from tests.fakes.bot_api.call import Call
from tests.fakes.bot_api.faults import ANSWER, DROP, HALF, HANG, Fault, FaultScript, Gate, chat_id_of
from tests.fakes.bot_api.limits import Limits
from tests.fakes.bot_api.methods import BY_LOWER_NAME, METHODS
from tests.fakes.bot_api.people import People
from tests.fakes.bot_api.polling import Polling
from tests.fakes.bot_api.state import Accepted, ApiError, BotAccount, Json, Posted, Requested, World
from tests.fakes.bot_api.wire import BadHttpError, HttpRequest, parameters, read_request, response

TOKEN = "4242424242:" + "fake" * 9
CALL = re.compile(r"/bot(?P<token>[^/]+)/(?:test/)?(?P<method>[A-Za-z]+)")


class FakeBotApi(People):
    """A Bot API on a free loopback port, with one bot registered under ``TOKEN``.

    Use as ``async with FakeBotApi() as api``. ``now`` gives Unix seconds for message dates,
    ``monotonic`` the seconds that limits and the log count in.
    """

    def __init__(
        self,
        *,
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._changed = asyncio.Event()
        self.polling = Polling(self._changed.set)
        super().__init__(World(), self.polling, now)
        self.limits = Limits(monotonic)
        self.script = FaultScript()
        self.accepted: list[Accepted] = []
        self.requests: list[Requested] = []
        self.me: BotAccount = self.bot(TOKEN)
        self._monotonic = monotonic
        self._gates: list[Gate] = []
        self._connections: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Stop listening and cut every connection; the world stays and ``__aenter__`` opens it again
        on the same port."""
        if self._server is None:
            return
        self._server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    @property
    def url(self) -> str:
        """What ``TELEGRAM_API_URL`` would be."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """For the library's builder."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """For the library's builder."""
        return f"{self.url}/file/bot"

    # What tests ask.

    def messages(self, chat_id: int, *, everyone: bool = False) -> list[Posted]:
        """The messages of a chat as they stand now, oldest first: the bots' own, or everyone's."""
        found = self.world.chats[chat_id].messages.values()
        return [m for m in found if everyone or (m.sender is not None and m.sender.is_bot)]

    def last(self, chat_id: int) -> Posted:
        """The newest message of the bot in a chat."""
        return self.messages(chat_id)[-1]

    def accepted_calls(self, method: str, chat_id: int | None = None) -> list[Accepted]:
        """Entries of the log for a method, and for a chat if one is named."""
        return [
            entry for entry in self.accepted if entry.method == method and chat_id in (None, entry.chat_id)
        ]

    async def until(self, condition: Callable[[], bool], *, seconds: float = 5.0) -> None:
        """Wait until something that calls bring about is so; TimeoutError after ``seconds``."""
        async with asyncio.timeout(seconds):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    async def ask(self, chat_id: int, user: Any, text: str, *, seconds: float = 5.0) -> Posted:
        """Say something and wait for the bot's next message in the chat."""
        before = len(self.messages(chat_id))
        self.say(chat_id, user, text)
        await self.until(lambda: len(self.messages(chat_id)) > before, seconds=seconds)
        return self.messages(chat_id)[before]

    def fault(
        self,
        method: str,
        status: int = 200,
        body: str | Json | bytes = "",
        times: int = 1,
        *,
        chat: int | None = None,
        accept: bool = False,
        wire: str = ANSWER,
    ) -> None:
        """Let the next ``times`` calls of ``method`` (or "*") fail, in one chat or in any.

        ``body`` is a description, whole JSON, or raw bytes. ``accept`` makes the call take effect
        first. ``wire``: ``drop`` closes without an answer, ``half`` cuts the body, ``hang`` is silent.
        """
        self.script.add(Fault(method, status, body, times, chat, accept, wire))

    def flood(self, method: str, retry_after: int, times: int = 1, *, chat: int | None = None) -> None:
        """(45) 429 with ``retry_after`` seconds."""
        parameters_: Json = {"retry_after": retry_after}
        body: Json = {
            "description": f"Too Many Requests: retry after {retry_after}",
            "parameters": parameters_,
        }
        self.fault(method, 429, body, times, chat=chat)

    def gate(self, method: str) -> Gate:
        """Hold all calls of a method until the returned gate is opened."""
        gate = Gate(method)
        self._gates.append(gate)
        return gate

    # How a call is judged.

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._serve(reader, writer)
        except (ConnectionError, BadHttpError, asyncio.CancelledError):
            pass
        finally:
            self._connections.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests until the peer leaves, which also ends a call that still waits."""
        upcoming = asyncio.ensure_future(reader.read(1))
        try:
            while (request := await read_request(reader, await upcoming)) is not None:
                upcoming = asyncio.ensure_future(reader.read(1))
                answer = asyncio.ensure_future(self._answer(request))
                try:
                    await asyncio.wait({answer, upcoming}, return_when=asyncio.FIRST_COMPLETED)
                    if not answer.done() and upcoming.done() and not upcoming.result():
                        return
                    payload, cut = await answer
                finally:
                    answer.cancel()
                writer.write(payload)
                await writer.drain()
                if cut:
                    return
        finally:
            upcoming.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await upcoming

    async def _answer(self, request: HttpRequest) -> tuple[bytes, bool]:
        """The bytes of an answer, and whether the connection is cut after them."""
        found = CALL.fullmatch(request.path)
        if found is None:
            return _json(404, ApiError(404, "Not Found").body()), False
        bot = self.world.bots.get(found["token"])
        if bot is None:
            return _json(401, ApiError(401, "Unauthorized").body()), False
        params = parameters(request)
        method = BY_LOWER_NAME.get(found["method"].lower(), found["method"])
        for gate in self._gates:
            if gate.method == method:
                self._changed.set()
                await gate.passed()
        fault = self.script.take(method, chat_id_of(params))
        call = Call(self.world, bot, method, params, int(self._now()))
        status, body = await self._carry_out(call, run=fault is None or fault.accept)
        if fault is not None:
            status = fault.status
        self.requests.append(Requested(self._monotonic(), method, params, status))
        self._changed.set()
        return (_json(status, body), False) if fault is None else await _faulty(fault)

    async def _carry_out(self, call: Call, *, run: bool) -> tuple[int, Json]:
        if not run:
            return 0, {}
        try:
            if call.method.lower() == "getupdates":
                return 200, {"ok": True, "result": await self.polling.get_updates(call)}
            if call.method not in METHODS:
                raise ApiError(404, "Not Found")
            if "chat_id" in call.params:
                self.limits.check(call.method, call.chat())
            result = METHODS[call.method](call)
        except ApiError as error:
            return error.status, error.body()
        self._log(call)
        return 200, {"ok": True, "result": result}

    def _log(self, call: Call) -> None:
        posted = call.posted
        self.accepted.append(
            Accepted(
                number=len(self.accepted) + 1,
                at=self._monotonic(),
                method=call.method,
                chat_id=posted.chat_id if posted else chat_id_of(call.params),
                message_id=posted.message_id if posted else None,
                params=dict(call.params),
            )
        )


async def _faulty(fault: Fault) -> tuple[bytes, bool]:
    if fault.wire == HANG:
        await asyncio.Event().wait()
    if fault.wire == DROP:
        return b"", True
    whole = response(fault.status, fault.payload() + b" " * 64)
    return (whole[:-64], True) if fault.wire == HALF else (response(fault.status, fault.payload()), False)


def _json(status: int, body: Json) -> bytes:
    return response(status, json.dumps(body).encode())
