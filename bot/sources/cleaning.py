"""Outside text made safe and even, once, before it is stored or shown.

Drops what can hide or reorder words (controls, unassigned and private characters, bidirectional
controls, tag characters), bounds stacked marks, composes to NFC. Keeps U+200C, which Persian
spelling needs. Look-alike letters survive this on purpose; they are judged where names are.
"""

import re
import unicodedata
from urllib.parse import quote, urljoin, urlsplit

MAX_TITLE_CHARACTERS = 300
MAX_BODY_CHARACTERS = 20_000
MAX_URL_CHARACTERS = 2_048
MOST_MARKS_IN_A_ROW = 3

_DROPPED_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn"})
_DROPPED_FORMATS = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"
    + "".join(map(chr, range(0x202A, 0x202F)))
    + "".join(map(chr, range(0x2066, 0x206A)))
)
_TAGS = range(0xE0000, 0xE0080)
_MARK_CATEGORIES = frozenset({"Mn", "Me", "Mc"})
# Left as they are in a quoted URL: reserved characters and the percent sign of earlier quoting.
_URL_SAFE = "%:/?#[]@!$&'()*+,;=~-._"


def clean_line(text: str, most: int = MAX_TITLE_CHARACTERS) -> str:
    """One line: white space collapsed, at most ``most`` characters, cut with an ellipsis."""
    return _cut(" ".join(_safe(text[: most * 4]).split()), most)


def clean_text(text: str, most: int = MAX_BODY_CHARACTERS) -> str:
    """Paragraphs on lines of their own, without empty ones; at most ``most`` characters."""
    lines = (" ".join(line.split()) for line in _safe(text[: most * 4]).split("\n"))
    return _cut("\n".join(line for line in lines if line), most)


def clean_url(url: str, base: str) -> str | None:
    """An absolute http(s) address with everything odd percent-encoded, or None.

    ``javascript:`` and other schemes, user names and over-long addresses are dropped.
    """
    stripped = "".join(_safe(url[: MAX_URL_CHARACTERS * 2]).split("\n")).strip()
    if not stripped:
        return None
    try:
        absolute = quote(urljoin(base, stripped), safe=_URL_SAFE)
        parts = urlsplit(absolute)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or "%" in parts.netloc:
        return None
    return absolute if len(absolute) <= MAX_URL_CHARACTERS else None


def _safe(text: str) -> str:
    characters = set(text)
    dropped = {character for character in characters if _is_dropped(character)}
    if dropped:
        text = text.translate(dict.fromkeys(map(ord, dropped)))
    marks = [c for c in characters - dropped if unicodedata.category(c) in _MARK_CATEGORIES]
    if marks:
        # Before composing: ordering a long run of marks takes quadratic time.
        some = "[" + re.escape("".join(marks)) + "]"
        text = re.sub(f"({some}{{{MOST_MARKS_IN_A_ROW}}}){some}+", r"\1", text)
    return unicodedata.normalize("NFC", text)


def _is_dropped(character: str) -> bool:
    if character in "\n\t\r":
        return False
    return (
        unicodedata.category(character) in _DROPPED_CATEGORIES
        or character in _DROPPED_FORMATS
        or ord(character) in _TAGS
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
