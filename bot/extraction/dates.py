"""Days and hours named in a sentence: a closed grammar over the calendar words of a language.

Explicit days ("18 January 2026", 18.01.2026, 1月18日, ۲۸ جدی), weekdays, "yesterday", nights
("in the night to the 18th" is the 18th), months and years. Everything resolves against the local
day of the document; nothing here decides which day an event gets.
"""

from datetime import date, timedelta

from bot.extraction.datescan import DateMention, Scan, TimeMention
from bot.extraction.days import (
    civil,
    from_solar,
    nearest_past,
    nearest_past_solar,
    solar_year_of,
    weekday_before,
)
from bot.extraction.handates import find_han_dates, has_han_signs, is_han_date
from bot.extraction.homonyms import is_no_month, is_place
from bot.extraction.lexicon import Mark, Numerals
from bot.extraction.tokens import Sentence

_NIGHT_JOINT = 3
_TELLING = ("today", "yesterday", "before_yesterday", "eve", "same_day", "next", "ago", "ago_before")
_ALONE = frozenset(
    (
        "month", "solar", "weekday",
        *(f"calendar:{kind}" for kind in (*_TELLING, "night_after", "last_month", "last_year")),
    )
)  # fmt: skip
"""Words of the calendar that name a time without a number in digits beside them."""


def find_dates(
    sentence: Sentence,
    numerals: Numerals,
    layers: dict[str, list[Mark]],
    reference: date,
    *,
    solar_months: bool = False,
    told: date | None = None,
) -> tuple[list[DateMention], list[TimeMention], set[int]]:
    """All days and hours, and the tokens that they take up (no longer free to count anything).

    ``solar_months``: the language also dates by the Solar Hijri year, even with two digits. ``told`` is
    the last day named before this sentence, from which "the next morning" counts.
    """
    if not sentence.digits and layers.keys().isdisjoint(_ALONE) and not has_han_signs(sentence):
        return [], [], set()  # most sentences name no time, and are done with
    scan = Scan(sentence, numerals, layers, reference, solar_months=solar_months)
    scan.told = told
    times = _times(scan)
    find_han_dates(scan)
    _numeric(scan)
    named = {mark.first for mark in layers.get("month", ())}
    for mark in layers.get("month", ()):
        if mark.first not in scan.taken:
            _around_month(scan, mark, solar=False)
    for mark in layers.get("solar", ()):
        if mark.first not in scan.taken and mark.first not in named:
            _around_month(scan, mark, solar=True)
    for mark in layers.get("calendar:night_after", ()):
        scan.taken.update(range(mark.first, mark.last))  # its word for night may also mean yesterday
    _relative(scan)
    for mark in layers.get("weekday", ()):
        if mark.first not in scan.taken:
            _weekday(scan, mark)
    _years(scan)
    _join_night(scan)
    _nights(scan)
    scan.found.sort()
    return scan.found, times, scan.taken


def _times(scan: Scan) -> list[TimeMention]:
    words, found = scan.words, []
    for index in scan.digits:
        if index + 2 >= len(words) or not words[index].isdigit() or len(words[index]) > 2:
            continue
        last = 0
        sign = words[index + 1]
        glued = scan.sentence.glued(index + 1) and scan.sentence.glued(index + 2)
        minutes = words[index + 2]
        if sign in ":." and glued and len(minutes) == 2 and minutes.isdigit():
            if sign == ":" or (sign == "." and scan.marked("time_at", index) and not _date_like(scan, index)):
                last = index + 3
        else:
            hour = scan.starts("hour_word", index + 1)
            if hour and hour.last + 1 < len(words) and scan.starts("minute_word", hour.last + 1):
                minutes, last = words[hour.last], hour.last + 2
            elif hour and _minutes_alone(scan, hour.last):
                minutes, last = words[hour.last], hour.last + 1
        if not last or not minutes.isdigit() or int(words[index]) > 23 or int(minutes) > 59:
            continue
        if scan.sentence.glued(index) and index and words[index - 1] in ":/":
            continue
        value = int(words[index])
        if (scan.starts("pm", last) or scan.marked("pm", index)) and 1 <= value <= 11:
            value += 12
        elif (scan.starts("am", last) or scan.marked("am", index)) and value == 12:
            value = 0
        found.append(TimeMention(index, last, f"{value:02d}:{int(minutes):02d}"))
        scan.taken.update(range(index, last))
    return found


def _minutes_alone(scan: Scan, index: int) -> bool:
    """Whether two digits behind the word for hour are minutes without a word of their own: 22 h 50."""
    words = scan.words
    if index >= len(words) or len(words[index]) != 2 or not words[index].isdigit():
        return False
    return index + 1 not in scan.counted


def _date_like(scan: Scan, index: int) -> bool:
    """Whether digits at ``index`` go on as a third group: 18.01.2026."""
    return index + 3 < len(scan.words) and scan.words[index + 3] == "." and scan.sentence.glued(index + 3)


def _numeric(scan: Scan) -> None:
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


def _around_month(scan: Scan, name: Mark, *, solar: bool) -> None:
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


def _relative(scan: Scan) -> None:
    reference = scan.reference
    for kind, back in (("before_yesterday", 2), ("today", 0), ("yesterday", 1)):
        for mark in scan.layers.get(f"calendar:{kind}", ()):
            if mark.first not in scan.taken:
                day = reference - timedelta(days=back)
                scan.add(DateMention(mark.first, mark.last, day, day, "relative", False))
    for mark in scan.layers.get("calendar:eve", ()):
        if mark.first not in scan.taken:
            day = (_told_before(scan, mark) or reference) - timedelta(days=1)
            scan.add(DateMention(mark.first, mark.last, day, day, "relative", False))
    for mark in scan.layers.get("calendar:same_day", ()):
        named = [mention for mention in scan.found if mention.kind == "day" and mention.last <= mark.first]
        if named and mark.first not in scan.taken:
            scan.add(max(named)._replace(first=mark.first, last=mark.last))
    _days_ago(scan)
    for mark in scan.layers.get("calendar:next", ()):
        told = _told_before(scan, mark)
        if told is not None and mark.first not in scan.taken:
            day = told + timedelta(days=1)
            scan.add(DateMention(mark.first, mark.last, day, day, "day", True))
    for mark in scan.layers.get("calendar:last_month", ()):
        before = reference.replace(day=1) - timedelta(days=1)
        scan.add(DateMention(mark.first, mark.last, before.replace(day=1), before, "month", False))
    for mark in scan.layers.get("calendar:last_year", ()):
        year = reference.year - 1
        scan.add(DateMention(mark.first, mark.last, date(year, 1, 1), date(year, 12, 31), "year", False))


def _told_before(scan: Scan, mark: Mark) -> date | None:
    """The last day named before a phrase, from which "the day before" and "the next day" count."""
    named = [mention for mention in scan.found if mention.kind == "day" and mention.last <= mark.first]
    return max(named).stop if named else scan.told


def _days_ago(scan: Scan) -> None:
    """ "Two days ago", and with the word for it in front: vor zwei Tagen, il y a deux jours."""
    for mark in scan.layers.get("calendar:ago", ()):
        count = scan.day_number(mark.first - 1)
        if count is not None:
            day = scan.reference - timedelta(days=count)
            scan.add(DateMention(mark.first - 1, mark.last, day, day, "relative", False))
    for mark in scan.layers.get("calendar:ago_before", ()):
        count, unit = scan.day_number(mark.last), scan.starts("day_word", mark.last + 1)
        if count is not None and unit is not None:
            day = scan.reference - timedelta(days=count)
            scan.add(DateMention(mark.first, unit.last, day, day, "relative", False))


def _weekday(scan: Scan, name: Mark) -> None:
    """A weekday; beside an explicit day it only repeats it."""
    first, last = name.first, name.last
    if is_place(scan, name):
        return
    for at, mention in enumerate(scan.found):
        if _is_of_day(name, mention):
            scan.taken.update(range(first, last))
            scan.found[at] = mention._replace(first=min(first, mention.first), last=max(last, mention.last))
            return
    strictly = scan.marked("last", first) is not None or scan.starts("last", last) is not None
    day = weekday_before(int(name.kind), scan.reference, strictly=strictly)
    said = next((m for m in scan.found if m.kind == "relative" and m.last == first and m.start == day), None)
    if said is not None:  # "today Monday"
        scan.found.remove(said)
        scan.add(said._replace(last=last))
        return
    eve = _eve_of_night(scan, first, day)
    if eve is not None:
        scan.found.remove(eve)
        scan.add(DateMention(eve.first, last, day, day, "weekday", False, eve.start))
        return
    scan.add(DateMention(first, last, day, day, "weekday", False))


def _is_of_day(name: Mark, mention: DateMention) -> bool:
    """Whether a weekday stands beside an explicit day and is its weekday, so that it only repeats it."""
    near = 0 <= mention.first - name.last <= 2 or 0 <= name.first - mention.last <= 1
    if mention.kind != "day" or not near:
        return False
    return any(
        day is not None and day.isoweekday() == int(name.kind) for day in (mention.start, mention.before)
    )


def _eve_of_night(scan: Scan, first: int, day: date) -> DateMention | None:
    """The weekday before, where the two name one night: "in the night from Saturday to Sunday"."""
    eve = next((m for m in scan.found if m.kind == "weekday" and 0 <= first - m.last <= _NIGHT_JOINT), None)
    if eve is None or day.isoweekday() != eve.start.isoweekday() % 7 + 1:
        return None
    marks = (*scan.layers.get("calendar:night_to", ()), *scan.layers.get("calendar:night_of", ()))
    return eve if any(0 <= eve.first - mark.last <= 1 for mark in marks) else None


def _join_night(scan: Scan) -> None:
    """A night named by two full days, its word before them: "the night of 28 February to 1 March"."""
    marks = (*scan.layers.get("calendar:night_to", ()), *scan.layers.get("calendar:night_of", ()))
    for mark in marks:
        eve = next((m for m in scan.found if m.kind == "day" and 0 <= m.first - mark.last <= 1), None)
        if eve is None:
            continue
        morning = eve.stop + timedelta(days=1)
        second = next(
            (m for m in scan.found if m.start == morning and 0 <= m.first - eve.last <= _NIGHT_JOINT), None
        )
        if second is not None:
            scan.found.remove(eve)
            scan.found[scan.found.index(second)] = second._replace(first=eve.first, before=eve.start)


def _nights(scan: Scan) -> None:
    """ "The night that joins the 17th to the 18th", said behind both days: it is the 18th."""
    for mark in scan.layers.get("calendar:night_after", ()):
        named = max((m for m in scan.found if m.first < mark.first <= m.last + 1), default=None)
        if named is None:
            continue
        eve = named.start - timedelta(days=1)
        twin = next((m for m in scan.found if m.start == eve and 0 <= named.first - m.last <= 1), None)
        if twin is not None:
            scan.found.remove(twin)
        scan.found.remove(named)
        first = twin.first if twin is not None else named.first
        before = eve if twin is not None else named.before
        scan.add(named._replace(first=first, last=mark.last, before=before))


def _years(scan: Scan) -> None:
    """Bare years: "in 2018", "в 2018 году"."""
    for index in scan.digits:
        if index in scan.taken:
            continue
        year = scan.year_number(index)
        if year is None or not 1950 <= year <= scan.reference.year + 1:
            continue
        word = scan.starts("year_word", index + 1)
        behind = word.last if word else index + 1
        if scan.starts("birth", behind) or scan.starts("birth", index + 1) or scan.marked("birth", index):
            scan.taken.update(range(index, behind))  # how old somebody is, not when it happened
            continue
        if word or scan.marked("month_in", index) or scan.marked("year_word", index):
            last = word.last if word else index + 1
            scan.add(DateMention(index, last, date(year, 1, 1), date(year, 12, 31), "year", True))
