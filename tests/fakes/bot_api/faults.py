"""What goes wrong on purpose: a script of faults per method and chat, and gates that hold calls."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from tests.fakes.bot_api.state import ApiError, Json

# How the answer of a faulty call fails on the wire.
ANSWER, DROP, HALF, HANG = "answer", "drop", "half", "hang"


@dataclass(slots=True)
class Fault:
    """One entry of the script. ``accept`` lets the call take effect before it fails.

    ``body``: a description (str), whole JSON (dict) or raw bytes.
    """

    method: str
    status: int
    body: str | Json | bytes
    times: int
    chat_id: int | None = None
    accept: bool = False
    wire: str = ANSWER

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Whether it strikes this call."""
        if self.times < 1 or (self.chat_id is not None and self.chat_id != chat_id):
            return False
        return self.method in ("*", method) or self.method.lower() == method.lower()

    def payload(self) -> bytes:
        """The bytes of its answer."""
        if isinstance(self.body, bytes):
            return self.body
        if isinstance(self.body, str):
            return json.dumps(ApiError(self.status, self.body).body()).encode()
        whole: Json = {"ok": False, "error_code": self.status, "description": ""}
        return json.dumps(whole | self.body).encode()


class FaultScript:
    """Faults in the order they were written; each strikes as often as it says."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Write one more entry."""
        self._faults.append(fault)

    def clear(self) -> None:
        """All well again."""
        self._faults.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that strikes this call, used up once."""
        for fault in self._faults:
            if fault.fits(method, chat_id):
                fault.times -= 1
                return fault
        return None


class Gate:
    """Holds calls of one method on the wire until it opens. ``waiting`` counts those held."""

    def __init__(self, method: str) -> None:
        self.method = method
        self.waiting = 0
        self._opened = asyncio.Event()

    def open(self) -> None:
        """Let every held call pass, and all later ones."""
        self._opened.set()

    async def passed(self) -> None:
        """Wait at the gate."""
        self.waiting += 1
        try:
            await self._opened.wait()
        finally:
            self.waiting -= 1


def chat_id_of(params: dict[str, Any]) -> int | None:
    """The numeric chat of a call, where it names one."""
    text = str(params.get("chat_id", ""))
    return int(text) if text.lstrip("-").isdigit() else None
