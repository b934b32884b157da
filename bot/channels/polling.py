"""The request that receives updates, and the watch over whether anything is received at all.

The library gives up receiving for ever at one odd refusal, and asks again without a pause for a batch
that holds one update it cannot read. Both are met here, before it sees the answer: a refusal becomes
trouble on the line, which it waits out, and an unreadable update becomes an empty one, so that the
offset moves past it. Must never log an update: it holds people's words.
"""

import copy
import json
from typing import Any

import structlog
from telegram import Update
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.channels.errors import judge
from bot.channels.halting import PAUSES_SECONDS
from bot.channels.request import POLL_CONNECTIONS, CapturingRequest, parse_payload
from bot.model.alert import Throttled

SILENCE_SECONDS = 90.0
"""Longer than a long poll and its timeouts: a good line answers sooner, even when nobody says anything."""

log = structlog.get_logger("borderwatch.polling")


class PollingRequest(CapturingRequest):
    """For ``getUpdates`` alone. ``good_polls`` counts the polls that were answered as they should be."""

    __slots__ = ("good_polls",)

    def __init__(self, *, api_url: str) -> None:
        super().__init__(connections=POLL_CONNECTIONS, api_url=api_url)
        self.good_polls = 0

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """One poll. Raises ``TelegramError`` for what is to be waited out."""
        status, body = await super().do_request(*args, **kwargs)
        if status in (401, 404):
            raise NetworkError(f"polling was refused with {status}")
        if status == 429:
            outcome = judge(status, body)
            raise RetryAfter(int(outcome.after_seconds) if isinstance(outcome, Throttled) else 1)
        if 200 <= status <= 299:
            body = readable(body)
            self.good_polls += 1
        return status, body


def readable(body: bytes) -> bytes:
    """The answer to a poll with only such updates as the library can read; as it came if all are.

    Raises ``TelegramError`` for an answer that is no list of updates, or whose entries have no ids:
    there is no getting past it, so it is asked for again after a pause.
    """
    answer = parse_payload(body)
    entries = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(entries, list) or answer.get("ok") is not True:
        raise TelegramError("Invalid server response")
    kept = [update for entry in entries if (update := _readable_update(entry)) is not None]
    if entries and not kept:
        raise TelegramError("Invalid server response")
    return body if kept == entries else json.dumps({"ok": True, "result": kept}).encode()


def _readable_update(entry: Any) -> dict[str, Any] | None:
    """The update as it is, an empty one with its id, or None for what has no usable id."""
    number = entry.get("update_id") if isinstance(entry, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        log.error("an update without an id was dropped")
        return None
    try:
        Update.de_json(copy.deepcopy(entry), None)
    except Exception as error:  # noqa: BLE001 - whatever an odd update breaks in the library
        log.error("an update cannot be read", update=number, error=type(error).__name__)
        return {"update_id": number}
    return dict(entry)


class Reception:
    """When to begin receiving anew. Pure bookkeeping on monotonic seconds that the caller passes in."""

    def __init__(self) -> None:
        self._good_polls = -1
        self._patient_until = 0.0
        self._times = 0

    def overdue(self, good_polls: int, now: float) -> bool:
        """Whether the last good poll is too long ago; the first look only begins to count."""
        if good_polls != self._good_polls:
            self._good_polls = good_polls
            self._patient_until = now + SILENCE_SECONDS
            self._times = 0
        return now > self._patient_until

    def begun_anew(self, now: float) -> None:
        """Note a new beginning: the next comes after a pause, longer each time."""
        self._patient_until = now + PAUSES_SECONDS[min(self._times, len(PAUSES_SECONDS) - 1)]
        self._times += 1
