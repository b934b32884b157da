"""Days and hours named in a sentence: a closed grammar over the calendar words of a language.

Explicit days ("18 January 2026", 18.01.2026, 1月18日, ۲۸ جدی), weekdays, "yesterday", nights
("in the night to the 18th" is the 18th), months and years. Everything resolves against the local
day of the document; nothing here decides which day an event gets.
"""

import re
from datetime import date

from bot.extraction.datescan import DateMention, Scan, TimeMention
from bot.extraction.entries import Mark
from bot.extraction.handates import find_han_dates, has_han_signs
from bot.extraction.hours import find_hours
from bot.extraction.nights import join_nights_before, join_nights_behind
from bot.extraction.numerals import Numerals
from bot.extraction.relativedays import find_relative_days, find_weekday
from bot.extraction.tokens import Sentence
from bot.extraction.writtendays import find_day_of_month, find_days_in_figures

_TELLING = ("today", "yesterday", "before_yesterday", "eve", "same_day", "next", "ago", "ago_before")
_ALONE = frozenset(
    (
        "month", "solar", "weekday",
        *(f"calendar:{kind}" for kind in (*_TELLING, "night_after", "last_month", "last_year")),
    )
)  # fmt: skip
"""Words of the calendar that name a time without a number in digits beside them."""


_WITH_FIGURES = frozenset(
    f"calendar:{kind}" for kind in ("hour_word", "year_word", "day_word", "night_to", "night_of", "dateline")
)
"""Words of the calendar that name a time with a number in digits beside them."""
_TIMELY = re.compile(r"[0-9]{4}|[0-9]\s?[.:/-]\s?[0-9]")
"""Figures that may be a year, a day or an hour without any word."""


def _may_name_a_time(sentence: Sentence, layers: dict[str, list[Mark]]) -> bool:
    """A cheap look: whether a word of the calendar or figures like those of a time stand here at all."""
    if not layers.keys().isdisjoint(_ALONE) or has_han_signs(sentence):
        return True
    if not sentence.digits:
        return False
    return not layers.keys().isdisjoint(_WITH_FIGURES) or _TIMELY.search(sentence.folded) is not None


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
    if not _may_name_a_time(sentence, layers):
        return [], [], set()  # most sentences name none, and are done with
    scan = Scan(sentence, numerals, layers, reference, solar_months=solar_months)
    scan.told = told
    times = find_hours(scan)
    find_han_dates(scan)
    find_days_in_figures(scan)
    named = {mark.first for mark in layers.get("month", ())}
    for mark in layers.get("month", ()):
        if mark.first not in scan.taken:
            find_day_of_month(scan, mark, solar=False)
    for mark in layers.get("solar", ()):
        if mark.first not in scan.taken and mark.first not in named:
            find_day_of_month(scan, mark, solar=True)
    for mark in layers.get("calendar:night_after", ()):
        scan.taken.update(range(mark.first, mark.last))  # its word for night may also mean yesterday
    find_relative_days(scan)
    for mark in layers.get("weekday", ()):
        if mark.first not in scan.taken:
            find_weekday(scan, mark)
    _years(scan)
    join_nights_before(scan)
    join_nights_behind(scan)
    scan.found.sort()
    return scan.found, times, scan.taken


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
