"""Buttons: what their data means, and actions that wait for one press.

Reading is stateless, ``v1|kind|arguments``, so menus survive a restart. What changes state waits
here behind an opaque one-shot token with its owner and an end; the data of a button is chosen by
the client, so it permits nothing by itself. After a restart a token is unknown: "this menu is old".
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.desk.asker import ChatTarget

VERSION = "v1"
DATA_LIMIT_BYTES = 48
SEPARATOR = "|"

OPEN, LATEST, TOLL, SOURCES = "open", "latest", "toll", "sources"
ADD_SOURCE, DROP_SOURCE = "add", "drop"
REMOVE_SOURCE, KEEP_SOURCE = "remove", "keep"
REVIEW = "review"
DO, DECLINE = "do", "no"
ARGUMENTS = {
    OPEN: 1,
    LATEST: 2,
    TOLL: 3,
    SOURCES: 2,
    ADD_SOURCE: 1,
    DROP_SOURCE: 1,
    REMOVE_SOURCE: 1,
    KEEP_SOURCE: 1,
    REVIEW: 2,
    DO: 1,
    DECLINE: 1,
}

PENDING_SECONDS = 600.0
MOST_PENDING = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Decoded button data."""

    kind: str
    arguments: tuple[str, ...]


def encode(kind: str, *arguments: str) -> str | None:
    """Button data, or None when it would not fit in 48 ASCII bytes."""
    data = SEPARATOR.join((VERSION, kind, *arguments))
    fits = data.isascii() and len(data) <= DATA_LIMIT_BYTES
    return data if fits and not any(SEPARATOR in argument for argument in arguments) else None


def decode(data: str | None) -> Press | None:
    """What a press means; None for another version, an unknown kind, or anything malformed."""
    if not data or len(data) > DATA_LIMIT_BYTES or not data.isascii():
        return None
    version, *rest = data.split(SEPARATOR)
    if version != VERSION or not rest or ARGUMENTS.get(rest[0]) != len(rest) - 1:
        return None
    return Press(kind=rest[0], arguments=tuple(rest[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A subscription change that waits for a press by the person who asked for it.

    ``places`` are gazetteer ids, separated by commas. ``used``: it was decided already.
    """

    owner: int
    chat_id: int
    action: str
    places: str
    target: ChatTarget | None
    until: float
    used: bool = False


class PendingActions:
    """Actions behind tokens, in memory: few, short-lived, each used once.

    A token that was used is remembered until its time is over, so that a second press is told from
    one on an old menu.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._waiting: OrderedDict[str, Pending] = OrderedDict()

    def add(self, *, owner: int, chat_id: int, action: str, places: str, target: ChatTarget | None) -> str:
        """Keep an action for ten minutes; returns its token."""
        token = secrets.token_urlsafe(12)
        self._waiting[token] = Pending(
            owner=owner,
            chat_id=chat_id,
            action=action,
            places=places,
            target=target,
            until=self._monotonic() + PENDING_SECONDS,
        )
        while len(self._waiting) > MOST_PENDING:
            self._waiting.popitem(last=False)
        return token

    def look(self, token: str) -> Pending | None:
        """The action behind a token, decided or not; None when it is unknown or too old."""
        waiting = self._waiting.get(token)
        return waiting if waiting is not None and waiting.until >= self._monotonic() else None

    def use_up(self, token: str) -> None:
        """Mark the action behind a token as decided."""
        waiting = self._waiting.get(token)
        if waiting is not None:
            self._waiting[token] = replace(waiting, used=True)
