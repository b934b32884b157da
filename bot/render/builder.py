"""Build a message to a budget: whole items are dropped, words are shortened, nothing is cut.

Lines are made of pieces; a piece may carry a style, so outside words never become markup. When
the text is over budget, items of the least valuable list go first (and "+3 more" says so), then
quoted words are shortened at a boundary, and in the end whole lines go from below. The first line
always stays as it is. The budget counts UTF-16 units, links and styles.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.model.message import Button, Message, Style, utf16_length
from bot.render.outside import Link, isolate, shorten, unwrap

TEXT_BUDGET = 4096
MOST_STYLES = 60
URL_BUDGET = 6000
"""All link addresses together; above about 9,500 characters of entities Telegram refuses."""
QUOTE_STEPS = (120, 60, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a line. ``outside`` words may be shortened, others never are."""

    text: str
    kind: str | None = None
    url: str | None = None
    outside: bool = False


Line = tuple[Piece, ...]


def plain(text: str) -> Piece:
    """Our own words."""
    return Piece(text=text)


def bold(text: str) -> Piece:
    """Our own words, in bold."""
    return Piece(text=text, kind="bold")


def italic(text: str) -> Piece:
    """Our own words, in italics."""
    return Piece(text=text, kind="italic")


def code(text: str) -> Piece:
    """Something to be copied exactly."""
    return Piece(text=text, kind="code")


def outside(text: str) -> Piece:
    """Outside words that already passed ``bot.render.outside``."""
    return Piece(text=text, outside=True)


def linked(text: str, target: Link) -> Piece:
    """A link with a text of ours."""
    return Piece(text=text, kind="link", url=target.url)


@dataclass(slots=True)
class _Block:
    lines: list[Line]
    value: int | None = None
    heading: Line | None = None
    more: Callable[[int], str] | None = None
    shown: int = 0

    def visible(self) -> list[Line]:
        lines = self.lines[: self.shown]
        if self.heading is not None and (lines or self.more):
            lines = [self.heading, *lines]
        hidden = len(self.lines) - self.shown
        if hidden and self.more is not None:
            lines = [*lines, (plain(self.more(hidden)),)]
        return lines


class MessageBuilder:
    """Collects lines and lists, then builds one message within the limits of a channel."""

    def __init__(self, *, budget: int = TEXT_BUDGET, most_styles: int = MOST_STYLES) -> None:
        self._budget = budget
        self._most_styles = most_styles
        self._blocks: list[_Block] = []
        self._buttons: list[tuple[Button, ...]] = []

    def line(self, *pieces: Piece | str) -> None:
        """Add a line that is kept."""
        line = tuple(plain(piece) if isinstance(piece, str) else piece for piece in pieces)
        self._blocks.append(_Block(lines=[line], shown=1))

    def gap(self) -> None:
        """Add an empty line; several in a row, or at an end, count as none."""
        self._blocks.append(_Block(lines=[()], shown=1))

    def items(
        self,
        lines: Sequence[Line],
        *,
        value: int,
        more: Callable[[int], str] | None = None,
        heading: Line | None = None,
        most: int | None = None,
    ) -> None:
        """Add a list whose items may go, last first; a lower ``value`` goes earlier.

        ``more`` words the number of items left out; ``most`` shows no more than that many.
        """
        if lines:
            shown = len(lines) if most is None else min(most, len(lines))
            self._blocks.append(
                _Block(lines=list(lines), value=value, heading=heading, more=more, shown=shown)
            )

    def buttons(self, *rows: Sequence[Button]) -> None:
        """Add rows of buttons."""
        self._buttons.extend(tuple(row) for row in rows if row)

    def build(self) -> Message:
        """The message, within budget whatever was added."""
        self._drop_items()
        lines = _without_idle_gaps([line for block in self._blocks for line in block.visible()])
        for step in QUOTE_STEPS:
            if self._fits(lines):
                break
            lines = [lines[0], *([_shortened(piece, step) for piece in line] for line in lines[1:])]
        while len(lines) > 1 and not self._fits(lines):
            lines = _without_idle_gaps(lines[:-1])
        text, styles = _assemble(lines)
        return Message(text=text, styles=styles, buttons=tuple(self._buttons))

    def _drop_items(self) -> None:
        droppable = sorted(
            (block for block in self._blocks if block.value is not None), key=lambda block: block.value or 0
        )
        while droppable and not self._fits([line for block in self._blocks for line in block.visible()]):
            block = droppable[0]
            if block.shown:
                block.shown -= max(1, block.shown // 8) if block.shown > 40 else 1
            else:
                block.heading, block.more = None, None
                droppable.pop(0)

    def _fits(self, lines: Sequence[Sequence[Piece]]) -> bool:
        units = sum(1 + sum(utf16_length(piece.text) for piece in line) for line in lines) - 1
        styles = sum(piece.kind is not None for line in lines for piece in line)
        addresses = sum(len(piece.url or "") for line in lines for piece in line)
        return units <= self._budget and styles <= self._most_styles and addresses <= URL_BUDGET


def _shortened(piece: Piece, limit: int) -> Piece:
    if not piece.outside:
        return piece
    text, isolated = unwrap(piece.text)
    text = shorten(text, limit)
    return replace(piece, text=isolate(text) if isolated else text)


def _without_idle_gaps(lines: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    kept: list[Sequence[Piece]] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _assemble(lines: Sequence[Sequence[Piece]]) -> tuple[str, tuple[Style, ...]]:
    parts: list[str] = []
    styles: list[Style] = []
    position = 0
    for number, line in enumerate(lines):
        if number:
            parts.append("\n")
            position += 1
        for piece in line:
            if piece.kind is not None and piece.text:
                styles.append(Style(kind=piece.kind, start=position, length=len(piece.text), url=piece.url))
            parts.append(piece.text)
            position += len(piece.text)
    return "".join(parts), tuple(styles)
