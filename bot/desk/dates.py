"""Days as people type them in a command.

A closed grammar: ISO days, months and years, and day-first forms with dots or slashes. Anything
else is None; the caller says so in one sentence. Never guesses between day and month: with dots
and slashes the day comes first, as it does in the region.
"""

import re
from datetime import date

ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
YEAR = re.compile(r"(\d{4})")
EARLIEST_YEAR, LATEST_YEAR = 1991, 2100


def parse_day(text: str) -> date | None:
    """Read ``2025-11-01``, ``2025-11``, ``2025`` or ``01.11.2025``; None where it is none of them.

    A month or a year stands for its first day.
    """
    text = text.strip()[:20]
    if shape := ISO.fullmatch(text):
        year, month, day = int(shape[1]), int(shape[2]), int(shape[3] or 1)
    elif shape := DAY_FIRST.fullmatch(text):
        day, month, year = int(shape[1]), int(shape[2]), int(shape[3])
    elif shape := YEAR.fullmatch(text):
        year, month, day = int(shape[1]), 1, 1
    else:
        return None
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
