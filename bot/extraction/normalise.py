"""Clean outside text once, and fold it for matching.

``clean`` makes text safe to store and show; ``fold`` maps cleaned text to the one spelling in which
lexicons and the gazetteer are matched. Folding never changes the length, so a position in folded
text is a position in the text itself. Neither may raise on any input.
"""

import html
import re
import unicodedata
from collections.abc import Mapping

from bot.extraction.hanzi import TRADITIONAL_TO_SIMPLIFIED

TITLE_LIMIT = 300
TEXT_LIMIT = 20_000

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,400}>")
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|tr|table|blockquote|section|article)\b", re.IGNORECASE
)
_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MARK_PILE = re.compile(f"([{_COMBINING}]{{3}})[{_COMBINING}]+")

# Tatweel and vowel marks carry no meaning for us and break words; Arabic presentation forms and
# compatibility letters are left alone (NFC, not NFKC: NFKC would turn a half sign into 1/2).
_DROPPED = dict.fromkeys(
    [0x0640, 0x00AD, 0xFEFF, 0x200B, *range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670]
)
_SPACES = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x2028, 0x2029], " ")
_LINES = {0x000D: "\n", 0x000B: "\n", 0x000C: "\n", 0x0085: "\n", 0x0009: " "}
# ``str.translate`` looks up every character: a tuple answers faster than a dictionary that misses.
_BASIC_PLANE = 0x10000
_ROUNDS = 5
_DISARMED = {ord("<"): " ", ord("&"): " "}


def _table(changes: Mapping[int, str | None]) -> tuple[str | int | None, ...]:
    return tuple(changes.get(code, code) for code in range(_BASIC_PLANE))


_ODD_LETTER = re.compile(f"[{''.join(chr(code) for code in _DROPPED if chr(code).isprintable())}]")
"""What is dropped though it is printed: most texts hold none of it and need not be gone through."""
_CLEANING = _table({**_DROPPED, **_SPACES, **_LINES})


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """Plain, capped text: no markup, control or bidi characters, single spaces, NFC.

    Lines are kept; U+200C stays, for it separates Persian words. ``limit`` counts characters. What is
    clean stays as it is.
    """
    text = text[: limit * 4]
    for _ in range(_ROUNDS):
        plain = _plain(text)
        if plain == text or not _may_hide_more(plain):
            return _cut(plain, limit)
        text = plain
    # Whatever is wrapped deeper than that was wrapped to deceive: no markup can be left in it.
    return _cut(_plain(text.translate(_DISARMED)), limit)


def _may_hide_more(text: str) -> bool:
    """Whether another layer may lie under the one that was taken off."""
    return "<" in text or "&" in text or (not text.isascii() and _MARK_PILE.search(text) is not None)


def _plain(text: str) -> str:
    """One layer of markup, escapes and odd signs taken off."""
    if "<" in text and _TAG.search(text):
        text = _untag(text)
    if "&" in text:
        text = html.unescape(text)
    if not _is_printable(text) or not (text.isascii() or _ODD_LETTER.search(text) is None):
        text = text.translate(_CLEANING)
    if not _is_printable(text):
        text = "".join(c for c in text if c.isprintable() or c in "\n\u200c")
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        text = _MARK_PILE.sub(r"\1", text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _is_printable(text: str) -> bool:
    """Whether there is no sign in it that is not printed, but for ends of lines and U+200C."""
    return text.replace("\n", "").replace("\u200c", "").isprintable()


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit].rstrip()


def _untag(text: str) -> str:
    """Markup to line breaks and spaces; a feed may deliver raw pages, even doubly escaped."""
    text = text.replace("\\n", "\n")
    return _TAG.sub(lambda tag: "\n" if _BLOCK_TAG.match(tag.group()) else "", text)


def _folding_table() -> dict[int, str]:
    table: dict[int, str] = {}
    table.update({0xFF01 + i: chr(0x21 + i).lower() for i in range(94)})
    for digits in "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹":
        table.update({ord(c): str(i) for i, c in enumerate(digits)})
    # Arabic script: one letter for each group of variants that outlets mix.
    groups = {
        "ی": "يىېۍےئ",
        "ک": "كڪ",
        "گ": "ګ",
        "ه": "ةۀہھۂەۃ",
        "ا": "أإآٱ",
        "و": "ؤ",
        "ن": "ںڼ",
    }
    # Tajik and Uzbek hooks, in Unicode, in old font codings, and as plain letters.
    # Ukrainian "і", "є" and "ґ" join them: names of the region differ from Russian in little else.
    groups.update({"к": "қќ", "х": "ҳњ", "г": "ғѓґ", "ч": "ҷљ", "и": "ӣїі", "у": "ӯў", "е": "ёє"})
    for letter, variants in groups.items():
        table.update({ord(v): letter for v in variants})
    table.update({ord(v.upper()): letter for letter, vs in groups.items() for v in vs if v.upper() != v})
    table.update({ord(c): "'" for c in "ʻʼ’‘`´ʿʾ‛′＇｀"})
    table.update({ord(c): '"' for c in "«»“”„‟「」『』〝〞‹›"})
    table.update({ord(c): "-" for c in "–—−‐‑―‒﹣"})
    table.update({ord("،"): ",", ord("、"): ",", ord("؛"): ";", ord("؟"): "?", ord("۔"): ".", ord("。"): "."})
    table.update({ord("·"): " ", ord("・"): " ", ord("．"): " ", ord("‧"): " ", 0x200C: " ", ord("İ"): "i"})
    table.update({ord("ı"): "i", ord("ß"): "s", ord("ə"): "e", ord("Ə"): "e"})
    for code in range(0x00C0, 0x0250):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if plain.isascii() and plain.isalpha():
            table[code] = plain.lower()
    table.update({ord(a): b for a, b in TRADITIONAL_TO_SIMPLIFIED.items()})
    # Everything whose lower case is one character long; the rest stays as it is.
    for start, end in ((0x41, 0x5B), (0x0370, 0x0530)):
        for code in range(start, end):
            lower = chr(code).lower()
            if code not in table and len(lower) == 1:
                table[code] = table.get(ord(lower), lower)
    return table


_FOLDINGS = _folding_table()
_FOLDING = "".join(_FOLDINGS.get(code, chr(code)) for code in range(_BASIC_PLANE))


def exactly(word: str) -> str:
    """A word with its own letters in lower case and one sign for all apostrophes: what folding would mix
    up (öldü, oldu) stays apart."""
    return "".join("'" if _FOLDING[ord(c)] == "'" else c for c in word.lower() if ord(c) < _BASIC_PLANE)


def fold(text: str) -> str:
    """The matching form of cleaned text: lower case, one spelling, same length."""
    return text.lower().replace("`", "'") if text.isascii() else text.translate(_FOLDING)
