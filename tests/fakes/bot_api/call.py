"""One call as a method sees it: who calls, on what world, and typed access to its parameters."""

import json
from dataclasses import dataclass
from typing import Any

from tests.fakes.bot_api.state import IN_CHAT, ApiError, BotAccount, Chat, Json, Posted, World


@dataclass(slots=True)
class Call:
    """``now`` is Unix seconds at the server; ``posted`` is set by a method that touched a message."""

    world: World
    bot: BotAccount
    method: str
    params: dict[str, Any]
    now: int
    posted: Posted | None = None

    def text(self, name: str) -> str | None:
        """A parameter as it came; numbers of a JSON body become strings."""
        value = self.params.get(name)
        return None if value is None else str(value)

    def integer(self, name: str) -> int | None:
        """A whole number; 400 when it is none."""
        value = self.params.get(name)
        if value in (None, ""):
            return None
        try:
            return int(str(value))
        except ValueError as error:
            raise ApiError(400, f"Bad Request: invalid {name} specified") from error

    def flag(self, name: str) -> bool:
        """A boolean in any spelling the real server takes."""
        return str(self.params.get(name, "")).lower() in ("true", "1", "yes")

    def structure(self, name: str) -> Any:
        """A parameter that is JSON by its nature: parsed if it came as a string."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise ApiError(400, f"Bad Request: can't parse {name} JSON object") from error

    def chat(self) -> Chat:
        """The chat of the call; 400 or 403 when the bot cannot know it."""
        chat = self.world.chat(self.params.get("chat_id", ""))
        if chat.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.migrated_to},
            )
        return chat

    def writable_chat(self) -> Chat:
        """The chat, if this bot may post there."""
        chat = self.chat()
        status = chat.members.get(self.bot.person.id, "left")
        if chat.type == "private":
            if status == "kicked":
                raise ApiError(403, "Forbidden: bot was blocked by the user")
        elif status == "kicked":
            raise ApiError(403, f"Forbidden: bot was kicked from the {chat.type} chat")
        elif status not in IN_CHAT:
            raise ApiError(403, f"Forbidden: bot is not a member of the {chat.type} chat")
        elif chat.type == "channel" and status != "administrator":
            raise ApiError(400, "Bad Request: need administrator rights in the channel chat")
        elif status == "restricted":
            raise ApiError(400, "Bad Request: not enough rights to send text messages to the chat")
        return chat

    def own_message(self, chat: Chat, what: str) -> Posted:
        """The message to edit or delete; 400 when it is not there."""
        posted = chat.messages.get(self.integer("message_id") or 0)
        if posted is None:
            raise ApiError(400, f"Bad Request: message to {what} not found")
        return posted

    def result(self, posted: Posted) -> Json:
        """A touched message as the answer."""
        self.posted = posted
        return self.world.message_json(posted)
