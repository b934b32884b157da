"""The parameters of a call of the Bot API, as the console's chat reads them.

What Telegram would refuse for its form is refused here, in Telegram's words. Knows no messages: whether a
call fits the chat as it stands is judged in ``console_chat``.
"""

import json
from typing import Any

from bot.channels.rich import MAX_CALLBACK_BYTES, MAX_TEXT_UNITS
from bot.model.message import utf16_length

Json = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - an answer of the API, not a fault of ours
    """An answer other than success."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description

    def body(self) -> bytes:
        """As it goes over the wire."""
        return json.dumps({"ok": False, "error_code": self.status, "description": self.description}).encode()


def checked_text(params: Json) -> str:
    """The text of a message; ``Refusal`` where it is empty or too long."""
    text = str(params.get("text") or "").rstrip()
    if not text:
        raise Refusal(400, "Bad Request: message text is empty")
    if utf16_length(text) > MAX_TEXT_UNITS:
        raise Refusal(400, "Bad Request: message is too long")
    return text


def checked_rows(params: Json) -> list[list[Json]]:
    """The rows of buttons under a message; ``Refusal`` where one carries too much or too little."""
    markup = params.get("reply_markup") or {}
    rows: list[list[Json]] = [row for row in markup.get("inline_keyboard", []) if row]
    for button in (button for row in rows for button in row):
        data = button.get("callback_data")
        if data is not None and not 1 <= len(str(data).encode()) <= MAX_CALLBACK_BYTES:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return rows


def entities_of(params: Json) -> list[Json]:
    """The entities of a message."""
    return list(params.get("entities") or [])


def menu_key(params: Json) -> str:
    """Whose menu of commands a call means, and in which language."""
    return json.dumps([params.get("scope"), params.get("language_code")], sort_keys=True)


def number_of(value: Any) -> int:
    """An id, whichever way it came over the wire; 0 for none."""
    text = str(value)
    return int(text) if text.lstrip("-").isdecimal() else 0
