"""Days in Chinese order, each part with its sign: 2026年1月18日, 十一月二十六日, 民國115年, 18日.

What is missing is taken from the day of the document. Read in every language, for the signs are
unmistakable; names of weekdays and words such as "yesterday" are data of the pack.
"""

from datetime import date, timedelta

from bot.extraction.datescan import DateMention, Scan
from bot.extraction.days import civil, nearest_past
from bot.extraction.hannumbers import HAN_DIGITS, han_number
from bot.extraction.tokens import Sentence

_YEAR, _MONTH, _DAY = "年", "月", "日"
_SIGNS = {_YEAR: _YEAR, _MONTH: _MONTH, "日": _DAY, "号": _DAY}
_TO = frozenset("至到和-")
_REPUBLIC_YEARS, _REPUBLIC_BEFORE = 200, 1911
_POST_REACH = 4
_NEAR = frozenset("今昨前")
_FUTURE_SLACK = timedelta(days=2)


def has_han_signs(sentence: Sentence) -> bool:
    """Whether a sign for year, month or day stands in the sentence at all."""
    return not sentence.folded.isascii() and any(sign in sentence.folded for sign in _SIGNS)


def find_han_dates(scan: Scan) -> None:
    """Add every day, month and year written with Chinese signs."""
    if not has_han_signs(scan.sentence):
        return
    free_from = 0
    for index, word in enumerate(scan.words):
        if index < free_from or not (word in HAN_DIGITS or word[0].isdigit()):
            continue
        bracketed = _in_brackets(scan, index)
        if bracketed is not None:
            scan.add(bracketed)
            free_from = bracketed.last
            continue
        free_from, parts = _parts(scan, index)
        if _numbers_a_post(scan, free_from):
            continue
        if parts and scan.words[free_from : free_from + 1] != ["内"]:
            _add(scan, index, free_from, parts)


def _in_brackets(scan: Scan, index: int) -> DateMention | None:
    """A day told twice, as a word and as a number in brackets: 昨（6）日, 今(7日)."""
    words = scan.words
    if index < 2 or words[index - 1] != "(" or words[index - 2] not in _NEAR or not words[index].isdigit():
        return None
    behind = words[index + 1 : index + 3]
    if len(behind) < 2 or set(behind) != {")", "日"} or not _plausible(_DAY, int(words[index][:4])):
        return None
    day = _day(scan.reference, None, None, int(words[index]))
    return DateMention(index - 2, index + 3, day, day, "day", True) if day is not None else None


def _numbers_a_post(scan: Scan, last: int) -> bool:
    """Whether the sign behind a number makes it the name of a post: 7号哨所."""
    if scan.words[last - 1 : last] != ["号"]:
        return False
    posts = [mark for mark in scan.layers.get("place", ()) if mark.kind in ("post", "detachment")]
    return any(0 <= mark.first - last <= _POST_REACH for mark in posts)


def is_han_date(scan: Scan, index: int) -> bool:
    """Whether the digits at ``index`` have one of the signs behind them."""
    return index + 1 < len(scan.words) and scan.words[index + 1] in _SIGNS


def _parts(scan: Scan, index: int) -> tuple[int, dict[str, int]]:
    """The numbers with a sign that follow each other from ``index`` on, and the token after them."""
    words = scan.words
    parts: dict[str, int] = {}
    last = index
    while last < len(words) and last not in scan.taken:
        after, value = _number(words, last)
        sign = _SIGNS.get(words[after]) if after > last and after < len(words) else None
        if sign is None or sign in parts or not _plausible(sign, value):
            break
        parts[sign] = value
        last = after + 1
    return last, parts


def _number(words: list[str], index: int) -> tuple[int, int]:
    """The token after a number and its value; the same token where none stands there."""
    if words[index].isdigit():
        return index + 1, int(words[index][:4])
    return han_number(words, index)


def _plausible(sign: str, value: int) -> bool:
    """Whether the number can be that part of a day: "three years" and "two months" are none."""
    if sign == _YEAR:
        return 100 <= value < 2200
    return 1 <= value <= (12 if sign == _MONTH else 31)


def _add(scan: Scan, first: int, last: int, parts: dict[str, int]) -> None:
    year, month, day = parts.get(_YEAR), parts.get(_MONTH), parts.get(_DAY)
    if year is not None and year < _REPUBLIC_YEARS:
        year += _REPUBLIC_BEFORE
    if day is None:
        if month is not None:
            scan.add_month(first, last, year, month)
        elif year is not None and 1900 <= year < 2200:
            scan.add(DateMention(first, last, date(year, 1, 1), date(year, 12, 31), "year", True))
        return
    found = _day(scan.reference, year, month, day)
    if found is None:
        return
    second, last = _second_day(scan, last, found)
    before, found = (found, second) if second else (None, found)
    scan.add(DateMention(first, last, found, found, "day", True, before))


def _day(reference: date, year: int | None, month: int | None, day: int) -> date | None:
    if month is None:
        found = civil(reference.year, reference.month, day)
        if found is None or found > reference + _FUTURE_SLACK:
            before = date(reference.year, reference.month, 1) - timedelta(days=1)
            found = civil(before.year, before.month, day)
        return found
    return nearest_past(month, day, reference) if year is None else civil(year, month, day)


def _second_day(scan: Scan, last: int, first_day: date) -> tuple[date | None, int]:
    """The day after the first one, where a night is named by both: 29日至30日."""
    words = scan.words
    if last + 1 >= len(words) or words[last] not in _TO:
        return None, last
    after, parts = _parts(scan, last + 1)
    following = first_day + timedelta(days=1)
    named = (parts.get(_MONTH, following.month), parts.get(_DAY))
    if _YEAR not in parts and named == (following.month, following.day):
        return following, after
    return None, last
