"""What the fake remembers: people, chats, messages as they stand now, updates, and the logs."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

IN_CHAT = ("creator", "administrator", "member", "restricted")


class ApiError(Exception):
    """A refusal as Telegram words it."""

    def __init__(self, status: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """The JSON that goes over the wire."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


@dataclass(slots=True)
class Person:
    """A user or a bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = "en"
    is_bot: bool = False

    def json(self) -> Json:
        """As a User object."""
        data: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            data["username"] = self.username
        if self.language_code and not self.is_bot:
            data["language_code"] = self.language_code
        return data


@dataclass(slots=True)
class Posted:
    """A message as it stands now. ``edits`` holds the texts it had before."""

    message_id: int
    chat_id: int
    text: str
    date: int
    sender: Person | None = None
    entities: list[Json] = field(default_factory=list)
    keyboard: list[list[Json]] | None = None
    reply_markup: Json | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    silent: bool = False
    preview: bool = True
    edited_at: int | None = None
    edits: list[str] = field(default_factory=list)
    extra: Json = field(default_factory=dict)

    @property
    def buttons(self) -> list[Json]:
        """All inline buttons, row by row."""
        return [button for row in self.keyboard or [] for button in row]

    def data_of(self, label: str) -> str:
        """The callback data of the first button whose text contains ``label``."""
        for button in self.buttons:
            if label in button["text"] and "callback_data" in button:
                return str(button["callback_data"])
        raise LookupError(f"no button {label!r} among {[button['text'] for button in self.buttons]}")


@dataclass(slots=True)
class Chat:
    """A chat of any type. ``members`` maps user ids to their status."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    person: Person | None = None
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Posted] = field(default_factory=dict)
    rights: dict[int, set[str]] = field(default_factory=dict)
    last_message_id: int = 0
    migrated_to: int | None = None

    def json(self) -> Json:
        """As a Chat object."""
        data: Json = {"id": self.id, "type": self.type}
        if self.person is not None:
            data["first_name"] = self.person.first_name
        for name, value in (("title", self.title), ("username", self.username)):
            if value:
                data[name] = value
        return data

    def next_id(self) -> int:
        """A message id that this chat has not used."""
        self.last_message_id += 1
        return self.last_message_id


@dataclass(slots=True)
class BotAccount:
    """One bot: its token, its queue of updates, its menus and texts."""

    token: str
    person: Person
    updates: list[Json] = field(default_factory=list)
    next_update_id: int = 500_001
    allowed_updates: tuple[str, ...] = ()
    menus: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def queue(self, kind: str, payload: Json) -> int | None:
        """Put an update in line unless the bot did not ask for its kind; returns its id."""
        if self.allowed_updates and kind not in self.allowed_updates:
            return None
        update_id = self.next_update_id
        self.next_update_id += 1
        self.updates.append({"update_id": update_id, kind: payload})
        return update_id


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted call: the truth that invariants are checked against. ``at`` is monotonic."""

    number: int
    at: float
    method: str
    chat_id: int | None
    message_id: int | None
    params: Json


@dataclass(frozen=True, slots=True)
class Requested:
    """One call as it arrived, with the status it was answered with."""

    at: float
    method: str
    params: Json
    status: int


@dataclass(slots=True)
class World:
    """Everything behind the server."""

    bots: dict[str, BotAccount] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, bool] = field(default_factory=dict)
    query_answers: list[Json] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def chat(self, reference: Any) -> Chat:
        """The chat behind an id or an ``@username``; 400 when there is none."""
        text = str(reference)
        if text.startswith("@"):
            for chat in self.chats.values():
                if chat.username and chat.username.lower() == text[1:].lower():
                    return chat
        elif text.lstrip("-").isdigit():
            number = int(text)
            if number in self.chats:
                return self.chats[number]
            if number in self.people:
                raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        raise ApiError(400, "Bad Request: chat not found")

    def bots_in(self, chat: Chat) -> list[BotAccount]:
        """The bots that see what happens in a chat."""
        return [bot for bot in self.bots.values() if chat.members.get(bot.person.id) in IN_CHAT]

    def message_json(self, posted: Posted, *, depth: int = 1) -> Json:
        """A message as a Message object, with the one it replies to."""
        chat = self.chats[posted.chat_id]
        data: Json = {"message_id": posted.message_id, "date": posted.date, "chat": chat.json()}
        if posted.text:
            data["text"] = posted.text
        if posted.sender is not None and chat.type != "channel":
            data["from"] = posted.sender.json()
        if chat.type == "channel":
            data["sender_chat"] = chat.json()
        if posted.entities:
            data["entities"] = posted.entities
        if posted.keyboard:
            data["reply_markup"] = {"inline_keyboard": posted.keyboard}
        if posted.thread_id is not None:
            data |= {"message_thread_id": posted.thread_id, "is_topic_message": True}
        if posted.edited_at is not None:
            data["edit_date"] = posted.edited_at
        if depth and posted.reply_to in chat.messages:
            data["reply_to_message"] = self.message_json(chat.messages[posted.reply_to], depth=0)
        return data | posted.extra
