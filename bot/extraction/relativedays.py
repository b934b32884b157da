"""Days named by their distance: yesterday, three days ago, the next day, weekdays, last month.

They count from the local day of the document, or from the day that was told before. They are looked
for after the days written out, which a weekday beside them only repeats.
"""

from datetime import date, timedelta

from bot.extraction.datescan import DateMention, Scan
from bot.extraction.days import weekday_before
from bot.extraction.entries import Mark
from bot.extraction.homonyms import is_place
from bot.extraction.nights import eve_of_night

_LAYERS = tuple(
    f"calendar:{kind}"
    for kind in (
        "before_yesterday", "today", "yesterday", "eve", "same_day", "next", "last_month", "last_year", "ago",
        "ago_before",
    )
)  # fmt: skip


def find_relative_days(scan: Scan) -> None:
    """Add today, yesterday, "three days ago", "the next day", last month and last year."""
    if scan.layers.keys().isdisjoint(_LAYERS):
        return
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
    _whole_months_and_years(scan)


def _whole_months_and_years(scan: Scan) -> None:
    reference = scan.reference
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


def find_weekday(scan: Scan, name: Mark) -> None:
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
    eve = eve_of_night(scan, first, day)
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
