"""Command lines as people type them, to plain questions. Pure; knows no place, chat or right.

What cannot be read becomes a ``Problem`` with the words that were not understood; nothing is
guessed. Lengths are capped here, once, before anything searches or stores the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.model.answers import Problem

PLACE_LIMIT = 100
NAME_LIMIT = 80
ADDRESS_LIMIT = 2000
LATEST_DEFAULT, LATEST_MOST = 5, 20
REVIEW_DEFAULT, REVIEW_MOST = 5, 20
NUMBER_LIMIT = 6
NUMBER = re.compile(r"[+-]?\d+")
SINCE, UNTIL = "since", "until"
DATE_WORDS = 3
FAILING, ALL = "failing", "all"

CHAT_NAME = re.compile(r"@\S{1,32}")
CHAT_LINK = re.compile(r"(?:https?://)?t\.me/([A-Za-z][A-Za-z0-9_]{3,31})/?", re.IGNORECASE)
CHAT_NUMBER = re.compile(r"-[0-9]{5,18}")
SEPARATORS = re.compile(r"[,;،؛、，\n]")
PAYLOAD = re.compile(r"([a-z])-([A-Za-z0-9_-]{1,46})")


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestQuestion:
    """``/latest [place] [number]``."""

    place: str
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TollQuestion:
    """``/toll [place] [since DATE] [until DATE]``."""

    place: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """``[@channel] [place, place …]``: ``chat`` is a name or number of another chat, if one was given.

    Several places stand in ``places`` with commas between them.
    """

    chat: str | None
    places: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesQuestion:
    """``/sources [failing] [PAGE]``: which page, and whether of the sources in trouble alone."""

    failing: bool
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """``/addsource ADDRESS [name]``."""

    url: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What a deep link carried: data, never a permit."""

    kind: str
    value: str


def place_words(text: str) -> str:
    """What was typed as a place: white space collapsed, quotation marks taken off, capped."""
    return " ".join(text.split())[:PLACE_LIMIT].strip(" \"'“”«»,;")


def parse_latest(text: str) -> LatestQuestion | Problem:
    """Read ``[place] [number]``; the number stands last or alone."""
    words = text.split()
    limit = LATEST_DEFAULT
    if words and NUMBER.fullmatch(words[-1]):
        typed = words.pop()
        limit = whole_number(typed)
        if not 1 <= limit <= LATEST_MOST:
            shown = (("text", typed[:PLACE_LIMIT]), ("most", str(LATEST_MOST)))
            return Problem(code="number_out_of_range", values=shown)
    return LatestQuestion(place=place_words(" ".join(words)), limit=limit)


def latest_limit(text: str) -> int:
    """The number that a button holds; anything else counts as none."""
    known = text.isascii() and text.isdecimal() and len(text) <= NUMBER_LIMIT
    return min(max(int(text), 1), LATEST_MOST) if known else LATEST_DEFAULT


def parse_toll(text: str, parse_day: Callable[[str], date | None]) -> TollQuestion | Problem:
    """Read ``[place] [since DATE] [until DATE]`` in any order; a lone last date counts as since."""
    place: list[str] = []
    days: dict[str, date] = {}
    words = text.split()
    while words:
        word = words.pop(0)
        if word.lower() not in (SINCE, UNTIL):
            place.append(word)
            continue
        if not words:
            return Problem(code="date_missing", values=(("word", word.lower()),))
        day = parse_day(words[0])
        if day is None:
            return _unreadable(words)
        if word.lower() in days:
            return Problem(code="date_twice", values=(("word", word.lower()),))
        days[word.lower()] = day
        words.pop(0)
    if place and SINCE not in days and (day := parse_day(place[-1])) is not None:
        days[SINCE] = day
        place.pop()
    lone = next((word for word in place if parse_day(word) is not None), None)
    if lone is not None:
        return Problem(code="date_alone", values=(("text", lone),))
    since, until = days.get(SINCE), days.get(UNTIL)
    if since is not None and until is not None and since > until:
        shown = (("since", since.isoformat()), ("until", until.isoformat()))
        return Problem(code="dates_reversed", values=shown)
    return TollQuestion(place=place_words(" ".join(place)), since=since, until=until)


def _unreadable(words: list[str]) -> Problem:
    """The words that stand where a date should; "1 November 2025" is shown whole, not as "1"."""
    typed = []
    for word in words[:DATE_WORDS]:
        if word.lower() in (SINCE, UNTIL):
            break
        typed.append(word)
    return Problem(code="date_unreadable", values=(("text", " ".join(typed)[:PLACE_LIMIT]),))


def parse_addressed(text: str) -> Addressed:
    """Read ``[@channel] [place, place …]``; a t.me link or a numeric chat id serves as well.

    The chat may stand first or last. Places may also stand on lines of their own.
    """
    words = [word for line in text.splitlines() for word in (*line.split(), ",")]
    while words and words[-1] == ",":
        words.pop()
    chat: str | None = None
    for position in (0, -1):
        if words and chat is None and (chat := _chat_of(words[position])) is not None:
            words.pop(position)
    return Addressed(chat=chat, places=places_words(" ".join(words)))


def places_words(text: str) -> str:
    """What was typed as a list of places: each cleaned as one place, empty ones left out."""
    return ", ".join(place for part in SEPARATORS.split(text) if (place := place_words(part)))


def parse_chat(text: str) -> str | Problem | None:
    """Read ``[@channel]`` where nothing else may stand; None for this very chat."""
    asked = parse_addressed(text)
    if asked.places:
        return Problem(code="chat_unreadable", values=(("text", asked.places[:PLACE_LIMIT]),))
    return asked.chat


def _chat_of(word: str) -> str | None:
    """The chat that a word names: ``@name``, a link to it, or its number."""
    word = word.rstrip(",")
    if CHAT_NAME.fullmatch(word) or CHAT_NUMBER.fullmatch(word):
        return word
    found = CHAT_LINK.fullmatch(word)
    return f"@{found[1]}" if found else None


def parse_review(text: str) -> int | Problem:
    """Read ``[number]``: how many texts are wanted."""
    typed = " ".join(text.split())
    shown = (("text", typed[:PLACE_LIMIT]), ("most", str(REVIEW_MOST)))
    if not typed:
        return REVIEW_DEFAULT
    if not NUMBER.fullmatch(typed):
        return Problem(code="number_unreadable", values=shown)
    number = whole_number(typed)
    return number if 1 <= number <= REVIEW_MOST else Problem(code="number_out_of_range", values=shown)


def review_limit(text: str) -> int:
    """The number that a button holds; anything else counts as none."""
    number = whole_number(text)
    return number if 1 <= number <= REVIEW_MOST else REVIEW_DEFAULT


def parse_sources(text: str) -> SourcesQuestion | Problem:
    """Read ``[failing] [PAGE]``. Whether there is such a page is for the list to say."""
    words = text.casefold().split()
    failing = words[:1] == [FAILING]
    if words[:1] in ([FAILING], [ALL]):
        words.pop(0)
    page = 1
    if words and NUMBER.fullmatch(words[0]):
        page = whole_number(words.pop(0))
    if words:
        return Problem(code="list_unreadable", values=(("text", " ".join(text.split())[:PLACE_LIMIT]),))
    return SourcesQuestion(failing=failing, page=page)


def whole_number(text: str) -> int:
    """What stands there as a number; 0 for what is none, or is longer than any that we use."""
    return int(text) if NUMBER.fullmatch(text) and len(text) <= NUMBER_LIMIT else 0


def parse_new_source(text: str) -> NewSource | Problem:
    """Read ``ADDRESS [name]``. Whether the address may be fetched is judged by the fetching client."""
    words = text.split()
    if not words:
        return Problem(code="address_needed")
    url = words[0].strip("<>")[:ADDRESS_LIMIT]
    if "://" not in url:
        if not any(sign in url for sign in ".:/"):
            return Problem(code="address_needed")
        url = f"https://{url}"
    return NewSource(url=url, name=" ".join(words[1:])[:NAME_LIMIT])


def parse_name(text: str) -> str | Problem:
    """The name of a source; needed."""
    name = " ".join(text.split())[:NAME_LIMIT]
    return name or Problem(code="source_needed")


def parse_reference(text: str) -> str | Problem:
    """What was typed as a reference, in whatever writing; needed."""
    typed = " ".join(text.split())[:PLACE_LIMIT]
    return typed or Problem(code="reference_needed")


def parse_payload(text: str) -> Payload | None:
    """The payload of a deep link, ``kind-value``; None for none and for anything malformed."""
    found = PAYLOAD.fullmatch(text.strip()[:64])
    return Payload(kind=found[1], value=found[2]) if found else None
