"""A terminal in place of the Bot API, at the Telegram library's own request seam.

The application, its handlers and its senders stay the same; only the requests end here. What is
typed becomes messages of one private chat whose only person is the operator; what the bot sends is
printed; a number presses the button that bears it.

Must never block the loop, lose a typed line, or keep the process alive.
"""

import asyncio
import contextlib
import itertools
import json
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.channels.console_chat import OPERATOR_ID, ConsoleChat
from bot.channels.console_params import Json, Refusal
from bot.channels.console_view import Labels, Look, cleaned
from bot.channels.request import note
from bot.channels.terminal import LineSource

__all__ = ["CONSOLE_TOKEN", "OPERATOR_ID", "ConsoleRequest"]

CONSOLE_TOKEN = "2:console"  # noqa: S105 - opens no account; the library only wants the shape
_IDS_SINCE = int(datetime(2017, 7, 14, tzinfo=UTC).timestamp())
_CLEAR_LINE = "\r\x1b[K"


class ConsoleRequest(BaseRequest):
    """Hand one instance to the builder as ``request`` and as ``get_updates_request``.

    ``lines`` supplies what is typed, ``write`` takes what is shown, ``now`` gives the time (a demo's
    clock may run fast). ``ended`` is set once the input is over and the application has taken every
    line of it, or when nobody reads our output any more. With ``reading=False`` nothing is read
    before ``open_input``. ``prompt`` is kept below the last output; it is for people at a terminal,
    so leave it empty elsewhere.
    """

    def __init__(
        self,
        lines: LineSource,
        write: Callable[[str], None],
        now: Callable[[], datetime],
        *,
        ansi: bool = False,
        timezone: tzinfo = UTC,
        labels: Labels | None = None,
        prompt: str = "",
        reading: bool = True,
        operator_name: str = "operator",
        language: str = "en",
    ) -> None:
        self.ended = asyncio.Event()
        self._lines = lines
        self._write = write
        self._prompt = prompt
        self._over_prompt = _CLEAR_LINE if ansi else "\n"
        self._prompted = False
        self._open = asyncio.Event()
        if reading:
            self._open.set()
        self._input_over = False
        self._reading: asyncio.Task[str | None] | None = None
        self._updates: list[Json] = []
        # Ids of an earlier run may stand in the database, so those of each run start higher: one for
        # every second that has passed, which a terminal cannot outrun.
        first_id = max(1, int(now().timestamp()) - _IDS_SINCE)
        self._update_ids = itertools.count(first_id)
        self._chat = ConsoleChat(
            self._show,
            now,
            Look(ansi=ansi, timezone=timezone, labels=labels or Labels()),
            first_id=first_id,
            operator_name=operator_name,
            language=language,
        )

    @property
    def read_timeout(self) -> float | None:
        """No answer here is ever late."""
        return None

    async def initialize(self) -> None:
        """Nothing to open: the first poll opens the input."""

    async def shutdown(self) -> None:
        """Stop reading. May be called once for each role that this object plays."""
        self._lines.close()
        if self._reading is not None:
            self._reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reading
            self._reading = None

    def open_input(self) -> None:
        """From now on what is typed is read, and the prompt shown."""
        self._open.set()
        self._show("")

    def notice(self, text: str) -> None:
        """Show a line that is no message: a greeting, a progress line."""
        self._show(cleaned(text) + "\n")

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """Answer a call as the Bot API would."""
        del method, args, kwargs
        name = url.rpartition("/")[2].lower()
        params: Json = dict(request_data.parameters) if request_data else {}
        try:
            result = (
                await self._get_updates(params) if name == "getupdates" else self._chat.call(name, params)
            )
            status, content = 200, json.dumps({"ok": True, "result": result}).encode()
        except Refusal as refusal:
            status, content = refusal.status, refusal.body()
        note(status, content)
        return status, content

    async def _get_updates(self, params: Json) -> list[Json]:
        """One line a poll: each is confirmed before the next is read."""
        offset = int(params.get("offset") or 0)
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        seconds = float(params.get("timeout") or 0)
        if not self._updates and seconds > 0:
            await self._read(seconds)
        return self._updates

    async def _read(self, seconds: float) -> None:
        """Wait for one line; when the wait ends first, the line is kept for the next poll."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._open.wait()
                if self._input_over:
                    await asyncio.Event().wait()
                if self._reading is None:
                    self._reading = asyncio.ensure_future(self._lines.next_line())
                await asyncio.wait({self._reading})
        if self._reading is not None and self._reading.done():
            line = self._reading.result()
            self._reading = None
            self._typed(line)

    def _typed(self, line: str | None) -> None:
        self._prompted = False
        if line is None:
            self._input_over = True
            self.ended.set()
        elif line.strip():
            update = {"update_id": next(self._update_ids)} | self._chat.typed(line.strip())
            self._updates.append(update)
        else:
            self._show("")

    def _show(self, text: str) -> None:
        """Print above the prompt. A reader who has left ends the session, nothing else."""
        before = self._over_prompt if self._prompted else ""
        prompt = self._prompt if self._open.is_set() and not self._input_over else ""
        self._prompted = bool(prompt)
        try:
            self._write(f"{before}{text}{prompt}")
        except (OSError, ValueError):
            self._input_over = True
            self.ended.set()
