"""What every handler is given: the desk, the sentences, who may do what, and the question itself.

The desk is described here as handlers use it, so that a small fake can stand in for it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from telegram import Bot

from bot.desk.asker import Asker, ChatTarget
from bot.model.alert import ChatAddress
from bot.model.answers import (
    Health,
    IncidentFile,
    Latest,
    Polled,
    Problem,
    ReviewQueue,
    SourceChanged,
    SourceList,
    SourceRemoval,
    SourceTrial,
    Subscribed,
    Subscriptions,
    TollAnswer,
    Unsubscribed,
)
from bot.model.message import Message
from bot.model.source import Source
from bot.model.vocabulary import ChatKind
from bot.render.answers import HelpEntry
from bot.render.texts import Texts
from handlers.membership_cache import Memberships
from handlers.presses import PendingActions


class Desk(Protocol):
    """The use-cases behind the commands; each returns its answer or a ``Problem``.

    Places are given as typed; a gazetteer id is understood as well (buttons carry ids). Where
    several places may be given, commas separate them.
    """

    async def start(self, asker: Asker) -> Health:
        """Note that the chat is there, and tell whether we see anything."""
        ...

    async def subscribe(
        self, asker: Asker, places_text: str, target: ChatTarget | None
    ) -> Subscribed | Problem:
        """Start subscriptions; '' stands for the default."""
        ...

    async def unsubscribe(
        self, asker: Asker, places_text: str, target: ChatTarget | None
    ) -> Unsubscribed | Problem:
        """End subscriptions; '' ends all."""
        ...

    async def subscriptions(self, asker: Asker) -> Subscriptions:
        """All subscriptions of the asker's chat and topic."""
        ...

    async def latest(self, place_text: str, limit: int) -> Latest | Problem:
        """The newest incidents; '' stands for all watched borders."""
        ...

    async def incident(self, ref_text: str) -> IncidentFile | Problem:
        """One incident with its reports and revisions."""
        ...

    async def toll(self, place_text: str, since: date | None, until: date | None) -> TollAnswer | Problem:
        """The count over a place and a period."""
        ...

    async def sources(self) -> SourceList:
        """All sources and our health."""
        ...

    async def status(self) -> Health:
        """Our health."""
        ...

    async def try_source(self, asker: Asker, url: str, name: str) -> SourceTrial | Problem:
        """Fetch an address and read it; nothing is stored as a source yet."""
        ...

    async def confirm_source(self, asker: Asker, token: str) -> SourceChanged | Problem | None:
        """Add the source of a trial of this operator's; None where there is nothing to say."""
        ...

    async def dismiss_source(self, asker: Asker, token: str) -> bool | Problem:
        """Drop a trial; False where there is nothing to say."""
        ...

    async def ask_removal(self, asker: Asker, name: str) -> SourceRemoval | Problem:
        """What would be removed and what would stay; nothing is removed yet."""
        ...

    async def confirm_removal(self, asker: Asker, token: str) -> SourceChanged | Problem | None:
        """Remove the source of a question of this operator's; None where there is nothing to say."""
        ...

    async def dismiss_removal(self, asker: Asker, token: str) -> Source | Problem | None:
        """Let the source stay; None where there is nothing to say."""
        ...

    async def pause_source(self, asker: Asker, name: str) -> SourceChanged | Problem:
        """Stop polling a source."""
        ...

    async def resume_source(self, asker: Asker, name: str) -> SourceChanged | Problem:
        """Poll a paused source again."""
        ...

    async def poll_now(self, asker: Asker, name: str) -> Polled | Problem:
        """Poll one source at once; '' polls all."""
        ...

    async def review(self, limit: int, skip: int) -> ReviewQueue:
        """The newest texts that wait for a person's look, after the ``skip`` newest."""
        ...

    async def chat_left(self, address: ChatAddress) -> None:
        """The bot left a chat, or was blocked there."""
        ...

    async def chat_back(self, address: ChatAddress) -> None:
        """The bot is in a chat, is unblocked there, or hears from it."""
        ...

    async def chat_migrated(self, address: ChatAddress, new_chat_id: int) -> None:
        """A chat has another id now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The surroundings of all handlers; one value, made at start."""

    desk: Desk
    texts: Texts
    operators: frozenset[int]
    allowed_chats: frozenset[int]
    members: Memberships
    pending: PendingActions
    help_entries: tuple[HelpEntry, ...]
    channel: str = "telegram"

    def allows(self, chat_id: int, user_id: int) -> bool:
        """Whether a chat may use this bot; an empty list means everybody may.

        An operator may always write in private, but serves no other chat by that.
        """
        own = chat_id == user_id and user_id in self.operators
        return not self.allowed_chats or chat_id in self.allowed_chats or own


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One question: who asks where, and the words after the command."""

    front: Front
    bot: Bot
    asker: Asker
    words: str
    anonymous: bool = False

    @property
    def in_group(self) -> bool:
        """Whether other people read the answer too."""
        return self.asker.kind is not ChatKind.PRIVATE

    def home(self, payload: str = "") -> str:
        """The address of the private chat with this bot."""
        address = f"https://t.me/{self.bot.username}"
        return f"{address}?start={payload}" if payload else address

    def about(self, target: ChatTarget | None) -> Asker:
        """The asker as somebody who asks about another chat that was authorised."""
        if target is None:
            return self.asker
        address = ChatAddress(channel=self.front.channel, chat_id=target.chat_id, thread_id=target.thread_id)
        return replace(self.asker, chat=address, kind=target.kind, title=target.title)


Action = Callable[[Call], Awaitable[Message | None]]
