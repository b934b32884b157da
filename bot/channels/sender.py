"""What a channel offers to whoever sends: every call ends in an outcome, none raises."""

from typing import Protocol

from bot.model.alert import ChatAddress, Outcome
from bot.model.message import Message


class Sender(Protocol):
    """The sending side of a channel."""

    async def send(
        self, address: ChatAddress, message: Message, *, reply_to: int | None = None, silent: bool = False
    ) -> Outcome:
        """Post a message."""
        ...

    async def edit(self, address: ChatAddress, message_id: int, message: Message) -> Outcome:
        """Replace one of our messages."""
        ...

    async def probe(self) -> Outcome:
        """Ask whether the line and the token are good."""
        ...
