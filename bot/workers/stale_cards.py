"""Cards that an update has outdated, to be brought up to date when their chat's window opens.

For looks only: kept in memory, bounded, and forgotten when the bot stops; the next edit of the same
card makes good what was lost.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.model.alert import ChatAddress, Delivery
from bot.model.vocabulary import ChatKind

MOST = 10_000

Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleCard:
    """The card of an incident in one chat and topic."""

    chat_id: int
    kind: ChatKind
    address: ChatAddress
    incident_id: int
    message_id: int


class StaleCards:
    """At most ``most`` of them; beyond that the oldest are given up."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._cards: dict[Key, StaleCard] = {}

    def __len__(self) -> int:
        return len(self._cards)

    def outdated(self, delivery: Delivery, address: ChatAddress, message_id: int) -> None:
        """An update was sent that replies to this card."""
        key = _key(delivery)
        self._cards.pop(key, None)
        while len(self._cards) >= self._most:
            del self._cards[next(iter(self._cards))]
        self._cards[key] = StaleCard(
            chat_id=delivery.chat.id,
            kind=delivery.chat.kind,
            address=address,
            incident_id=delivery.incident_id,
            message_id=message_id,
        )

    def renewed(self, delivery: Delivery) -> None:
        """The chat's card is up to date."""
        self._cards.pop(_key(delivery), None)

    def take(self, may_go: Callable[[StaleCard], bool]) -> StaleCard | None:
        """Hand out the oldest card that may go now; it is not handed out again."""
        for key, card in self._cards.items():
            if may_go(card):
                del self._cards[key]
                return card
        return None


def _key(delivery: Delivery) -> Key:
    return delivery.chat.id, delivery.thread_id, delivery.incident_id
