"""The one chat of the console: its messages as they stand, and the Bot API's methods upon them.

Refuses what Telegram would refuse, in Telegram's words, so that a mistake shows without a token
too. Knows nothing of input or of the request seam; what is to be seen goes to ``show``.
"""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.channels.console_params import (
    Json,
    Refusal,
    checked_rows,
    checked_text,
    entities_of,
    menu_key,
    number_of,
)
from bot.channels.console_view import Look, body, buttons, cleaned, first_words, header
from bot.channels.rich import MAX_TEXT_UNITS

OPERATOR_ID = 1
BOT_ID = 2
_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]+)?(?![A-Za-z0-9_])")


@dataclass(slots=True)
class _Entry:
    """A message of the chat as it stands now."""

    message_id: int
    text: str
    date: int
    sender: Json
    entities: list[Json] = field(default_factory=list)
    rows: list[list[Json]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    reply_to: int | None = None


class ConsoleChat:
    """``show`` prints a block of text, ``now`` dates messages; ids start above ``first_id``."""

    def __init__(
        self,
        show: Callable[[str], None],
        now: Callable[[], datetime],
        look: Look,
        *,
        first_id: int,
        operator_name: str,
        language: str,
    ) -> None:
        self._show = show
        self._now = now
        self._look = look
        self._operator: Json = {
            "id": OPERATOR_ID,
            "is_bot": False,
            "first_name": operator_name,
            "language_code": language,
        }
        self._bot: Json = {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "borderwatch",
            "username": "borderwatch",
        }
        self._chat: Json = {"id": OPERATOR_ID, "type": "private", "first_name": operator_name}
        self._entries: dict[int, _Entry] = {}
        self._ids = itertools.count(first_id)
        self._choice_numbers = itertools.count(1)
        self._choices: dict[int, tuple[int, str]] = {}
        self._queries: set[str] = set()
        self._menus: dict[str, list[Json]] = {}
        self._methods = self._table()

    def _table(self) -> dict[str, Callable[[Json], Any]]:
        table: dict[str, Callable[[Json], Any]] = {
            "getme": lambda _: self._bot | {"can_join_groups": False, "supports_inline_queries": False},
            "sendmessage": self._send,
            "editmessagetext": self._edit_text,
            "editmessagereplymarkup": self._edit_buttons,
            "deletemessage": self._delete,
            "answercallbackquery": self._answer_query,
            "getchat": self._get_chat,
            "getchatmember": self._get_member,
            "getchatadministrators": self._get_administrators,
            "sendchataction": self._send_action,
            "setmycommands": self._set_commands,
            "getmycommands": lambda params: self._menus.get(menu_key(params), []),
            "deletemycommands": lambda params: self._menus.pop(menu_key(params), []) is not None,
            "getwebhookinfo": lambda _: {
                "url": "",
                "has_custom_certificate": False,
                "pending_update_count": 0,
            },
        }
        accepted = (
            "setmydescription",
            "setmyshortdescription",
            "setmyname",
            "setchatmenubutton",
            "deletewebhook",
        )
        return table | dict.fromkeys(accepted, lambda _: True)

    def call(self, method: str, params: Json) -> Any:
        """The result of a method (lower-cased); ``Refusal`` as Telegram would refuse."""
        if method not in self._methods:
            raise Refusal(404, "Not Found")
        return self._methods[method](params)

    # What the operator does.

    def typed(self, text: str) -> Json:
        """The update that a typed line causes: a message, or the press of a numbered button."""
        bare = text[1:-1].strip() if text.startswith("[") and text.endswith("]") else text
        number = int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 10 else 0
        if number in self._choices:
            message_id, data = self._choices[number]
            return {"callback_query": self._pressed(self._entries[message_id], data)}
        entry = _Entry(next(self._ids), text[:MAX_TEXT_UNITS], self._date(), self._operator)
        command = _COMMAND.match(entry.text)
        if command is not None:
            entry.entities = [{"type": "bot_command", "offset": 0, "length": command.end()}]
        self._entries[entry.message_id] = entry
        return {"message": self._json(entry)}

    def _pressed(self, entry: _Entry, data: str) -> Json:
        query_id = str(next(self._ids))
        self._queries.add(query_id)
        return {
            "id": query_id,
            "from": self._operator,
            "chat_instance": "console",
            "data": data,
            "message": self._json(entry),
        }

    # What the bot does.

    def _send(self, params: Json) -> Json:
        self._require_chat(params)
        text = checked_text(params)
        rows = checked_rows(params)
        reply = params.get("reply_parameters") or {}
        answered = self._entries.get(number_of(reply.get("message_id")))
        if reply and answered is None and not reply.get("allow_sending_without_reply"):
            raise Refusal(400, "Bad Request: message to be replied not found")
        entry = _Entry(next(self._ids), text, self._date(), self._bot, entities_of(params), rows)
        entry.reply_to = answered.message_id if answered else None
        self._entries[entry.message_id] = entry
        self._number_buttons(entry)
        labels = self._look.labels
        marks = [labels.silent if params.get("disable_notification") else labels.sound]
        if answered is not None:
            marks.append(f"{labels.reply_to} “{first_words(answered.text)}”")
        self._print(entry, marks)
        return self._json(entry)

    def _edit_text(self, params: Json) -> Json:
        entry = self._own(params, "edit")
        text, entities, rows = checked_text(params), entities_of(params), checked_rows(params)
        if (text, entities, rows) == (entry.text, entry.entities, entry.rows):
            raise Refusal(400, "Bad Request: message is not modified")
        entry.text, entry.entities, entry.rows = text, entities, rows
        self._number_buttons(entry)
        self._print(entry, [self._look.labels.edited, self._look.labels.silent])
        return self._json(entry)

    def _edit_buttons(self, params: Json) -> Json:
        entry = self._own(params, "edit")
        rows = checked_rows(params)
        if rows == entry.rows:
            raise Refusal(400, "Bad Request: message is not modified")
        entry.rows = rows
        self._number_buttons(entry)
        if rows:
            self._show(buttons(rows, entry.numbers) + "\n")
        return self._json(entry)

    def _delete(self, params: Json) -> bool:
        entry = self._own(params, "delete")
        entry.rows = []
        self._number_buttons(entry)
        del self._entries[entry.message_id]
        marks = [self._look.labels.deleted, f"“{first_words(entry.text)}”"]
        self._show(header(self._now(), marks, self._look) + "\n")
        return True

    def _answer_query(self, params: Json) -> bool:
        query_id = str(params.get("callback_query_id"))
        if query_id not in self._queries:
            raise Refusal(400, "Bad Request: query is too old or query ID is invalid")
        self._queries.remove(query_id)
        if params.get("text"):
            self._show(f"  ({cleaned(str(params['text']))})\n")
        return True

    def _get_chat(self, params: Json) -> Json:
        self._require_chat(params)
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
        return self._chat | {
            "accent_color_id": 0,
            "max_reaction_count": 0,
            "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), False),
        }

    def _get_member(self, params: Json) -> Json:
        self._require_chat(params)
        for person in (self._operator, self._bot):
            if number_of(params.get("user_id")) == person["id"]:
                return {"user": person, "status": "member"}
        raise Refusal(400, "Bad Request: PARTICIPANT_ID_INVALID")

    def _get_administrators(self, params: Json) -> list[Json]:
        self._require_chat(params)
        raise Refusal(400, "Bad Request: there are no administrators in the private chat")

    def _send_action(self, params: Json) -> bool:
        self._require_chat(params)
        return True

    def _set_commands(self, params: Json) -> bool:
        self._menus[menu_key(params)] = list(params.get("commands") or [])
        return True

    # What the methods share.

    def _require_chat(self, params: Json) -> None:
        if str(params.get("chat_id")) != str(OPERATOR_ID):
            raise Refusal(400, "Bad Request: chat not found")

    def _own(self, params: Json, what: str) -> _Entry:
        self._require_chat(params)
        entry = self._entries.get(number_of(params.get("message_id")))
        if entry is None:
            raise Refusal(400, f"Bad Request: message to {what} not found")
        return entry

    def _number_buttons(self, entry: _Entry) -> None:
        """Each button has a number of its own for as long as it stands, also across edits: what is
        typed while a new message arrives must not press another button."""
        wanted = [
            button["callback_data"] for row in entry.rows for button in row if "callback_data" in button
        ]
        for data, number in list(entry.numbers.items()):
            if data not in wanted:
                del entry.numbers[data], self._choices[number]
        for data in wanted:
            if data not in entry.numbers:
                entry.numbers[data] = next(self._choice_numbers)
                self._choices[entry.numbers[data]] = (entry.message_id, data)

    def _print(self, entry: _Entry, marks: list[str]) -> None:
        block = [header(self._now(), marks, self._look), body(entry.text, entry.entities, self._look)]
        if entry.rows:
            block.append(buttons(entry.rows, entry.numbers))
        self._show("\n".join(block) + "\n")

    def _date(self) -> int:
        return int(self._now().timestamp())

    def _json(self, entry: _Entry, *, depth: int = 1) -> Json:
        data: Json = {
            "message_id": entry.message_id,
            "date": entry.date,
            "chat": self._chat,
            "from": entry.sender,
            "text": entry.text,
        }
        if entry.entities:
            data["entities"] = entry.entities
        if entry.rows:
            data["reply_markup"] = {"inline_keyboard": entry.rows}
        if depth and entry.reply_to in self._entries:
            data["reply_to_message"] = self._json(self._entries[entry.reply_to], depth=0)
        return data
