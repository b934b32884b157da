"""Who asks, and from where; made by a front end from what the channel vouches for.

Nothing in here is taken from what a person wrote: ids come from the channel, rights were checked
by the guard of the command.
"""

from dataclasses import dataclass

from bot.model.alert import ChatAddress
from bot.model.vocabulary import ChatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """A person in a chat. ``is_admin``: an operator of this bot, by numeric id."""

    user_id: int
    chat: ChatAddress
    kind: ChatKind
    title: str | None = None
    is_admin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatTarget:
    """Another chat that the asker may configure; the front end has checked that."""

    chat_id: int
    kind: ChatKind
    title: str | None = None
    thread_id: int = 0
