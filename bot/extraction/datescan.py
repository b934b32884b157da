"""The state of one search for days: what ``dates`` and ``handates`` find is gathered here.

Holds the kinds of mention and the few questions that both ask of a sentence; finds nothing itself.
"""

from datetime import date
from typing import NamedTuple

from bot.extraction.days import month_span
from bot.extraction.entries import Mark
from bot.extraction.numerals import Numerals
from bot.extraction.tokens import Sentence


class DateMention(NamedTuple):
    """A day or span named by tokens ``first`` to ``last`` (excluded).

    ``kind``: day, weekday, relative, month or year. ``explicit``: the text gives a calendar day or
    month. ``before`` is the other day of a night that is named by two days.
    """

    first: int
    last: int
    start: date
    stop: date
    kind: str
    explicit: bool
    before: date | None = None


class TimeMention(NamedTuple):
    """A clock time, ``HH:MM``."""

    first: int
    last: int
    clock: str


class Scan:
    """The state of one search: the sentence, its marks and what is found so far."""

    def __init__(
        self,
        sentence: Sentence,
        numerals: Numerals,
        layers: dict[str, list[Mark]],
        reference: date,
        *,
        solar_months: bool,
    ) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.solar_months = solar_months
        self.numerals = numerals
        self.layers = layers
        self.reference = reference
        self.told: date | None = None
        self.digits = sentence.digits
        self.taken: set[int] = set()
        self.found: list[DateMention] = []
        self.counted = {m.first for name in ("party", "unit") for m in layers.get(name, ())}

    def marked(self, kind: str, index: int) -> Mark | None:
        """The calendar phrase of this kind that ends right before token ``index``."""
        return next((m for m in self.layers.get(f"calendar:{kind}", ()) if m.last == index), None)

    def starts(self, kind: str, index: int) -> Mark | None:
        """The calendar phrase of this kind that starts at token ``index``."""
        return next((m for m in self.layers.get(f"calendar:{kind}", ()) if m.first == index), None)

    def add(self, mention: DateMention) -> None:
        """Keep a mention and take up its tokens."""
        self.found.append(mention)
        self.taken.update(range(mention.first, mention.last))

    def day_number(self, index: int) -> int | None:
        """A day of the month at this token."""
        if not 0 <= index < len(self.words) or index in self.taken:
            return None
        word = self.words[index]
        value = int(word) if word.isdigit() and len(word) <= 2 else None
        if value is None and not word[0].isdigit():
            value = self.numerals.value(word) or self.numerals.ordinal(word)
        return value if value is not None and 1 <= value <= 31 else None

    def tens_before(self, index: int) -> tuple[int, int] | None:
        """Tens in letters that the day at this token belongs to ("twenty" + "sixth"): value and token."""
        at = index - 1
        if at > 0 and self.words[at] in self.numerals.joiners:
            at -= 1
        value = self.numerals.value(self.words[at]) if at >= 0 and at not in self.taken else None
        return (value, at) if value in (20, 30) else None

    def units_before(self, index: int) -> tuple[int, int] | None:
        """Units before the tens at this token ("third and" + "twenty", "third" + "ten"): value and token."""
        tens = self.numerals.value(self.words[index]) if self.numerals.units_first else None
        if tens not in (10, 20, 30):
            return None
        at = index - 1
        if tens > 10 and at > 0 and self.words[at] in self.numerals.joiners:
            at -= 1
        value = self.day_number(at)
        return (value, at) if value is not None and value < 10 and at < index else None

    def year_number(self, index: int) -> int | None:
        """A year in digits at this token."""
        if not 0 <= index < len(self.words):
            return None
        word = self.words[index]
        if len(word) == 4 and word.isdigit() and (1900 <= int(word) < 2200 or 1300 <= int(word) < 1460):
            return int(word)
        return None

    def add_month(self, first: int, last: int, year: int | None, month: int) -> None:
        """A month as a whole; without a year the nearest past one."""
        if year is None:
            year = self.reference.year - (1 if month > self.reference.month else 0)
        if 1900 <= year < 2200:
            start, stop = month_span(year, month)
            self.add(DateMention(first, last, start, stop, "month", True))
