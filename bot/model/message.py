"""A message for people, free of any channel's markup.

Text is plain; styles are spans over it, so outside words can never become markup. Offsets count
Python characters; a channel converts them to its own unit.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A styled stretch. ``kind``: bold, italic, code, quote or link (then ``url``)."""

    kind: str
    start: int
    length: int
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button under a message: ``data`` goes back to the bot (at most 48 ASCII bytes), or
    ``url`` opens a page."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Text, its styles, and rows of buttons. At most 4,096 UTF-16 units."""

    text: str
    styles: tuple[Style, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the unit of Telegram's limits and offsets."""
    return len(text.encode("utf-16-le")) // 2
