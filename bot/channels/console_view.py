"""How a chat looks on a terminal: a header, the text indented, buttons as numbered choices.

Pure: from what the Bot API would hold to a block of characters. Outside words may carry terminal
control sequences, so every control character is taken out; only our own styles are written.
"""

import itertools
import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

WIDTH = 72
_INDENT = "  "
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
_RESET = "\x1b[0m"
_CODES = {"bold": "\x1b[1m", "italic": "\x1b[3m", "code": "\x1b[36m", "blockquote": "\x1b[2m"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The few words of the frame; the application may hand in translated ones."""

    sound: str = "sound"
    silent: str = "silent"
    edited: str = "edited"
    deleted: str = "deleted"
    reply_to: str = "reply to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """``ansi``: write styles as escape sequences. Times are shown in ``timezone``."""

    ansi: bool
    timezone: tzinfo
    labels: Labels


def cleaned(text: str) -> str:
    """Without anything that a terminal would obey."""
    return _CONTROLS.sub("", text.replace("\t", " "))


def header(at: datetime, marks: list[str], look: Look) -> str:
    """The line above a message: when, how it came, what it answers."""
    local = at.astimezone(look.timezone)
    title = " · ".join([local.strftime("%Y-%m-%d %H:%M %Z").strip(), *marks])
    line = f"── {title} ".ljust(WIDTH, "─")
    return f"\x1b[2m{line}{_RESET}" if look.ansi else line


def first_words(text: str, limit: int = 40) -> str:
    """The start of a message's first line, to recognise it by."""
    line = cleaned(text).strip().split("\n", 1)[0]
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def body(text: str, entities: list[dict[str, Any]], look: Look) -> str:
    """The text with its styles, quotes barred, every line indented; addresses of links shown."""
    spans = [_span(text, entity) for entity in entities]
    lines: list[str] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        quoted = any(kind == "blockquote" and a <= start < b for a, b, kind, _ in spans)
        shown = _styled(text, start, end, spans, look)
        lines.append(f"{_INDENT}{'│ ' if quoted else ''}{shown}".rstrip())
        start = end + 1
    return "\n".join(lines)


Span = tuple[int, int, str, str]


def _span(text: str, entity: dict[str, Any]) -> Span:
    """An entity in Python's characters: its offsets count UTF-16 units."""
    units = text.encode("utf-16-le")
    start = len(units[: 2 * entity["offset"]].decode("utf-16-le", "ignore"))
    length = units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
    return start, start + len(length.decode("utf-16-le", "ignore")), entity["type"], entity.get("url", "")


def _styled(text: str, start: int, end: int, spans: list[Span], look: Look) -> str:
    cuts = {start, end}
    for a, b, _, _ in spans:
        cuts |= {cut for cut in (a, b) if start < cut < end}
    pieces: list[str] = []
    points = sorted(cuts)
    for left, right in itertools.pairwise(points):
        active = [kind for a, b, kind, _ in spans if a <= left and right <= b]
        pieces.append(_piece(cleaned(text[left:right]), active, look))
        for a, b, kind, url in spans:
            if kind == "text_link" and b == right and url not in text[a:b]:
                pieces.append(f" <{cleaned(url)}>")
    return "".join(pieces)


def _piece(text: str, active: list[str], look: Look) -> str:
    codes = "".join(_CODES[kind] for kind in active if kind in _CODES) if look.ansi else ""
    return f"{codes}{text}{_RESET}" if codes and text else text


def buttons(rows: list[list[dict[str, Any]]], numbers: dict[str, int]) -> str:
    """The rows of buttons: ``[n] label`` to press, ``label: address`` to open elsewhere."""
    lines: list[str] = []
    for row in rows:
        shown = [
            f"[{numbers[button['callback_data']]}] {cleaned(button['text'])}"
            if "callback_data" in button
            else f"{cleaned(button['text'])}: {cleaned(button.get('url', ''))}"
            for button in row
        ]
        lines.append(_INDENT + "   ".join(shown))
    return "\n".join(lines)
