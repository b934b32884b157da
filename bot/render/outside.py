"""Outside words, made harmless: cleaned, cut to a length, defanged, isolated.

Everything that we did not write ourselves (titles, outlet names, speakers, labels, what a person
typed) passes one of these functions before it stands in a message. The result can hold no link,
mention, command or hashtag that Telegram would make by itself, and cannot turn the direction of
the text around it. U+200C stays: it is ordinary Persian.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

QUOTE_LIMIT = 200
NAME_LIMIT = 60
URL_LIMIT = 600
HOST_LIMIT = 40
COMBINING_RUN = 3
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
ZWNJ, ZWJ = "\u200c", "\u200d"
JOINERS = frozenset({ZWNJ, ZWJ})
ELLIPSIS = "…"

DROPPED_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn"})
DIRECTION_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})

# A dot may make a bare address ("example.com", "1.2.3.4", and a picture or a joiner may stand before
# it), so only the dot that ends something stays: before a blank, or at the end, where a cut text has its
# ellipsis. A number such as 3.5 keeps its dot: it has digits alone on both sides and no second dot.
INNER_DOT = re.compile(rf"\.(?!\s|{ELLIPSIS}?\Z)")
PLAIN_DECIMAL = re.compile(r"(?<![\w.])\d{1,9}\.\d{1,9}(?![\w.])")
LOOK_ALIKES = str.maketrans({"/": "∕", "@": "＠", "#": "＃", "$": "＄", "\\": "＼"})
ORIGINALS = str.maketrans({"∕": "/", "＠": "@", "＃": "#", "＄": "$", "＼": "\\", "＋": "+", "․": "."})
PHONE_PLUS = re.compile(r"\+(?=\s?\(?\d)")


def clean(text: str, limit: int) -> str:
    """NFC, white space collapsed, controls and direction marks dropped, combining runs cut.

    Works on at most ``8 * limit`` characters of the input, whatever its length.
    """
    kept: list[str] = []
    combining = 0
    for character in unicodedata.normalize("NFC", text[: 8 * limit]):
        category = unicodedata.category(character)
        if character.isspace() or character in "\u2028\u2029":
            combining = 0
            kept.append(" ")
            continue
        if category in DROPPED_CATEGORIES or character in DIRECTION_CONTROLS or _is_tag(character):
            continue
        if category == "Cf" and character not in JOINERS:
            continue
        combining = combining + 1 if category in ("Mn", "Me") else 0
        if combining <= COMBINING_RUN:
            kept.append(character)
    return " ".join("".join(kept).split())


def defang(text: str) -> str:
    """Replace the characters from which Telegram makes links, mentions, commands and hashtags."""
    text = text.translate(LOOK_ALIKES)
    text = PHONE_PLUS.sub("＋", text)
    numbers = {match.span() for match in PLAIN_DECIMAL.finditer(text)}
    return INNER_DOT.sub(
        lambda dot: "." if any(start < dot.start() < end for start, end in numbers) else "․", text
    )


def refanged(text: str) -> str:
    """A name as it was before ``words``: for names that people copy out of our messages."""
    return text.translate(ORIGINALS).replace(ISOLATE, "").replace(END_ISOLATE, "")


def words(text: str, limit: int = QUOTE_LIMIT) -> str:
    """Outside words fit to stand in a message, without quotation marks; at most ``limit`` + 2."""
    return isolate(shorten(defang(clean(text, limit)), limit))


def name(text: str, limit: int = NAME_LIMIT) -> str:
    """A short outside name (an outlet, a speaker, a source), made harmless."""
    return words(text, limit)


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut at a word where there is one and marked with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = limit - len(ELLIPSIS)
    boundary = text.rfind(" ", limit // 2, cut + 1)
    head = text[: boundary if boundary > 0 else cut]
    while head and (unicodedata.combining(text[len(head)]) or head[-1] in JOINERS):
        head = head[:-1]
    return head.rstrip() + ELLIPSIS


def isolate(text: str) -> str:
    """Wrap text that holds right-to-left letters so that it cannot disorder its surroundings."""
    if any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text):
        return f"{ISOLATE}{text}{END_ISOLATE}"
    return text


def unwrap(text: str) -> tuple[str, bool]:
    """The text without the isolation that ``words`` added, and whether it had one."""
    isolated = text.startswith(ISOLATE) and text.endswith(END_ISOLATE)
    return (text[1:-1], True) if isolated else (text, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that may be linked, and the host as it is shown."""

    url: str
    host: str


def link(url: str | None) -> Link | None:
    """The address as a link of ours: http(s), no userinfo, no blanks, a host; else None.

    The host is shown so that its registrable end is always visible; a label that mixes scripts is
    shown as punycode.
    """
    if not url or len(url) > URL_LIMIT or any(ch.isspace() or not ch.isprintable() for ch in url):
        return None
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or "\\" in url:
        return None
    shown = _shown_host(host)
    return Link(url=url, host=shown) if shown is not None else None


def _shown_host(host: str) -> str | None:
    labels = host.removeprefix("www.").split(".")
    try:
        shown = ".".join(
            label.encode("idna").decode("ascii") if _mixes_scripts(label) else label for label in labels
        )
        host.encode("idna")
    except UnicodeError:
        return None
    if clean(shown, HOST_LIMIT * 4) != shown:
        return None
    if len(shown) > HOST_LIMIT:
        shown = ELLIPSIS + shown[-(HOST_LIMIT - 1) :]
    return isolate(shown)


def _mixes_scripts(label: str) -> bool:
    scripts = {unicodedata.name(letter, "?").split(" ")[0] for letter in label if letter.isalpha()}
    return len(scripts) > 1


def _is_tag(character: str) -> bool:
    return "\U000e0000" <= character <= "\U000e007f"
