"""Days written out: a number beside the name of a month ("18 January 2026", ۲۸ جدی) or figures alone
(18.01.2026, 2026-01-18), and months that stand alone.

A missing year is the nearest past one. Which days a sentence names beside these is not asked here.
"""

from datetime import date

from bot.extraction.datescan import DateMention, Scan
from bot.extraction.days import civil, from_solar, nearest_past, nearest_past_solar, solar_year_of
from bot.extraction.entries import Mark
from bot.extraction.handates import is_han_date
from bot.extraction.homonyms import is_no_month


def find_days_in_figures(scan: Scan) -> None:
    """18.01.2026 · 2026-01-18 · 18/01/2026 · 2026年1月18日 · 1月18日 · 18日."""
    words, glued = scan.words, scan.sentence.glued
    for index in scan.digits:
        if not words[index].isdigit() or index in scan.taken:
            continue
        if is_han_date(scan, index):
            continue
        if scan.numerals.ordinal_stop and _is_day_and_month(scan, index):
            day = nearest_past(int(words[index + 2]), int(words[index]), scan.reference)
            if day is not None:
                scan.add(DateMention(index, index + 4, day, day, "day", True))
            continue
        if index + 4 >= len(words) or not all(glued(index + step) for step in range(1, 5)):
            continue
        a, sign, b, other, c = words[index : index + 5]
        if sign != other or sign not in ".-/" or not (b.isdigit() and c.isdigit()):
            continue
        if len(a) == 4:
            day = civil(int(a), int(b), int(c[:3]))
        else:
            year = int(c[:5]) + (2000 if len(c) == 2 else 0)
            day = civil(year, int(b), int(a[:3]))
        if day is not None:
            scan.add(DateMention(index, index + 5, day, day, "day", True))


def _is_day_and_month(scan: Scan, index: int) -> bool:
    """Whether a day and a month stand here as ordinals without a year: am 18.01., 18. 1."""
    words = scan.words
    if index + 3 >= len(words) or words[index + 1] != "." or words[index + 3] != ".":
        return False
    day, month = words[index], words[index + 2]
    if not (month.isdigit() and len(day) <= 2 and len(month) <= 2 and scan.sentence.glued(index + 3)):
        return False
    follows = words[index + 4] if index + 4 < len(words) else ""
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31 and not follows.isdigit()


def find_day_of_month(scan: Scan, name: Mark, *, solar: bool) -> None:
    """A name of a month: look for its day on the left, then on the right, then for its year."""
    words, month = scan.words, int(name.kind)
    after = _past_twin(scan, name)
    left = _day_left(scan, name.first)
    if is_no_month(scan, name, left[0] if left is not None else None):
        return
    if left is not None:
        first, other, day = left
        last = after
    else:
        right = _day_right(scan, after, linked=solar)
        if right is None:
            if not solar:
                _month_alone(scan, name.first, after, month)
            return
        last, other, day = right
        first = name.first
    year, last = _year_after(scan, last, solar=solar)
    if year is None and first > 0 and left is not None:
        year = scan.year_number(first - 1) if words[first - 1] != "," else None
    if year is None:
        word = scan.marked("year_word", first)
        year = scan.year_number(word.first - 1) if word is not None else None
    found = _resolve(scan, year, month, day, solar)
    if found is None:
        return
    before = _resolve(scan, year, month, other, solar) if other is not None else None
    scan.add(DateMention(first, last, found, found, "day", True, before))


def _past_twin(scan: Scan, name: Mark) -> int:
    """The token after a name of a month, and after its second name where both stand ("A/B")."""
    at = name.last
    if at < len(scan.words) and scan.words[at] in "/(":
        for twin in scan.layers.get("month", ()):
            if twin.first == at + 1 and twin.kind == name.kind:
                scan.taken.update(range(at, twin.last))
                closed = scan.words[at] == "(" and scan.words[twin.last : twin.last + 1] == [")"]
                return twin.last + closed
    return at


def _resolve(scan: Scan, year: int | None, month: int, day: int, solar: bool) -> date | None:
    if solar:
        if year is None:
            return nearest_past_solar(month, day, scan.reference)
        if year < 100:
            near = solar_year_of(scan.reference)
            year += near // 100 * 100 if year <= near % 100 + 1 else near // 100 * 100 - 100
        return from_solar(year, month, day)
    if year is None:
        return nearest_past(month, day, scan.reference)
    return civil(year, month, day)


def _day_left(scan: Scan, index: int) -> tuple[int, int | None, int] | None:
    """The day before a month word: first token, the other day of a pair, the day."""
    words = scan.words
    at = index - 1
    for _ in range(3):
        # "26th of November", "18-го числа", an ordinal ending or full stop, a connecting word
        if at < 1 or scan.day_number(at) is not None:
            break
        ending = scan.sentence.glued(at) or words[at - 1].isdigit()
        connecting = scan.marked("of", at + 1)
        if connecting:
            at = connecting.first - 1
        elif (ending and (words[at].isalpha() or words[at] == ".")) or words[at] == ".":
            at -= 1
        else:
            return None
    day = scan.day_number(at)
    if day is None or (at + 1 < index and words[at + 1] == ","):
        return None
    tens = scan.tens_before(at) if day < 10 and words[at].isalpha() else None
    if tens is not None:
        return tens[1], None, tens[0] + day
    units = scan.units_before(at) if words[at].isalpha() else None
    if units is not None:
        return units[1], None, units[0] + day
    pair = _paired(scan, at, -1)
    return (pair[0], pair[1], day) if pair else (at, None, day)


def _day_right(scan: Scan, at: int, *, linked: bool = False) -> tuple[int, int | None, int] | None:
    """The day from token ``at`` on, after a month: the token after it, the other of a pair, the day.

    ``linked``: only a word that links the two, or an ending of the day, makes it one.
    """
    words = scan.words
    linking = scan.starts("of", at) or scan.starts("month_word", at)
    if linking is not None:
        at = linking.last
    day = scan.day_number(at)
    worded = linking is not None and day is not None and scan.numerals.ordinal(words[at]) == day
    if day is None or not (words[at].isdigit() or worded):
        return None
    last = at + 1
    ending = last < len(words) and words[last].isalpha()
    if ending and (scan.sentence.glued(last) or _hyphened(scan, last)):
        last += 1
    elif linked and linking is None:
        return None
    if last == at + 1 and last in scan.counted and not scan.sentence.glued(last):
        return None
    pair = _paired(scan, at, 1)
    if pair:
        second = scan.day_number(pair[0])
        if second is not None:
            return pair[0] + 1, day, second
    return last, None, day


def _hyphened(scan: Scan, index: int) -> bool:
    start = scan.sentence.starts[index]
    signed = start > 1 and scan.sentence.folded[start - 1] in "-'"
    return signed and scan.sentence.ends[index - 1] == start - 1


def _is_month(scan: Scan, index: int) -> bool:
    return any(mark.first <= index < mark.last for mark in scan.layers.get("month", ()))


def _paired(scan: Scan, at: int, step: int) -> tuple[int, int] | None:
    """The other day of "29-30 August" or "29 to 30": its token and value (following days only)."""
    words = scan.words
    for distance in (1, 2, 3, 4):
        other = at + step * distance
        value = scan.day_number(other)
        if value is None:
            if not 0 <= other < len(words) or words[other] in ",;" or _is_month(scan, other):
                return None
            continue
        if words[other].isdigit() != words[at].isdigit():
            return None  # "Dec 1 - Two guards": the second number counts people
        low, high = (value, scan.day_number(at)) if step < 0 else (scan.day_number(at), value)
        if low is not None and high is not None and (high - low == 1 or (low >= 28 and high == 1)):
            return other, value
        return None
    return None


def _year_after(scan: Scan, last: int, *, solar: bool = False) -> tuple[int | None, int]:
    """The year after a day or month, past a comma or the word for year; of a ``solar`` one perhaps in
    two digits."""
    words = scan.words
    at = last
    for _ in range(2):
        if at < len(words) and (words[at] in ".,(" or scan.starts("year_word", at) or scan.starts("of", at)):
            at += 1
    year = scan.year_number(at)
    if year is None and solar and at < len(words) and words[at].isdigit() and len(words[at]) == 2:
        return (int(words[at]), at + 1) if at + 1 not in scan.counted else (None, last)
    if year is None:
        return None, last
    end = at + 1
    word = scan.starts("year_word", end)
    return year, word.last if word else end


def _month_alone(scan: Scan, index: int, after: int, month: int) -> None:
    year, last = _year_after(scan, after)
    introduced = any(scan.marked(kind, index) for kind in ("month_in", "part", "of", "last", "night_to"))
    introduced = introduced or any(scan.starts(kind, after) for kind in ("month_word", "part_after"))
    if year is None and not introduced and not scan.starts("month_case", index):
        year = scan.year_number(index - 1) if index else None
        if year is None:
            return
    scan.add_month(index, last, year, month)
