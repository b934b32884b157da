"""Nights named by both their days: one mention, the day of the morning, which keeps the evening.

Joins days that were found already; the day of a night is never guessed from one day alone.
"""

from datetime import date, timedelta

from bot.extraction.datescan import DateMention, Scan

_NIGHT_JOINT = 3


def eve_of_night(scan: Scan, first: int, day: date) -> DateMention | None:
    """The weekday before, where the two name one night: "in the night from Saturday to Sunday"."""
    eve = next((m for m in scan.found if m.kind == "weekday" and 0 <= first - m.last <= _NIGHT_JOINT), None)
    if eve is None or day.isoweekday() != eve.start.isoweekday() % 7 + 1:
        return None
    marks = (*scan.layers.get("calendar:night_to", ()), *scan.layers.get("calendar:night_of", ()))
    return eve if any(0 <= eve.first - mark.last <= 1 for mark in marks) else None


def join_nights_before(scan: Scan) -> None:
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


def join_nights_behind(scan: Scan) -> None:
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
