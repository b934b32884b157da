"""Calendar arithmetic of the region: Solar Hijri and ROC years, nearest past days, weekdays.

Plain functions of dates; they return None where no such day exists and never raise on odd numbers.
"""

from datetime import date, timedelta

_SOLAR_EPOCH_YEAR = 621


def civil(year: int, month: int, day: int) -> date | None:
    """The Gregorian day, or None where it does not exist or lies outside 1900-2199."""
    if not 1900 <= year < 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def solar_year_start(solar_year: int) -> date | None:
    """1 Hamal/Farvardin of a Solar Hijri year: 20 or 21 March by the 33-year cycle.

    The cycle agrees with the astronomical calendar for 1200-1500 AP (1404 began on 21 March 2025).
    """
    if not 1200 <= solar_year <= 1500:
        return None
    leaps = _leaps_before(solar_year) - _leaps_before(1404)
    return date(2025, 3, 21) + timedelta(days=365 * (solar_year - 1404) + leaps)


def _leaps_before(solar_year: int) -> int:
    """Leap years before ``solar_year``: years 1, 5, 9, 13, 17, 22, 26, 30 of each 33-year cycle."""
    cycles, rest = divmod(solar_year, 33)
    return cycles * 8 + sum(1 for leap in (1, 5, 9, 13, 17, 22, 26, 30) if leap < rest)


def from_solar(solar_year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Solar Hijri day; months 1-6 have 31 days, 7-12 thirty."""
    start = solar_year_start(solar_year)
    if start is None or not 1 <= month <= 12 or not 1 <= day <= (31 if month <= 6 else 30):
        return None
    return start + timedelta(days=(month - 1) * 31 - max(0, month - 7) + day - 1)


def solar_year_of(day: date) -> int:
    """The Solar Hijri year in which a Gregorian day lies."""
    guess = day.year - _SOLAR_EPOCH_YEAR
    start = solar_year_start(guess)
    return guess if start is not None and day >= start else guess - 1


def nearest_past(month: int, day: int, reference: date, slack_days: int = 2) -> date | None:
    """The latest such day that is not after the reference (give or take ``slack_days``)."""
    for year in (reference.year + 1, reference.year, reference.year - 1, reference.year - 4):
        found = civil(year, month, day)
        if found is not None and found <= reference + timedelta(days=slack_days):
            return found
    return None


def nearest_past_solar(month: int, day: int, reference: date) -> date | None:
    """As ``nearest_past`` for a Solar Hijri day without a year."""
    year = solar_year_of(reference)
    for candidate in (year, year - 1):
        found = from_solar(candidate, month, day)
        if found is not None and found <= reference + timedelta(days=2):
            return found
    return None


def weekday_before(weekday: int, reference: date, *, strictly: bool = False) -> date:
    """The latest day with this weekday (Monday 1), the reference itself unless ``strictly``."""
    back = (reference.isoweekday() - weekday) % 7
    if strictly and back == 0:
        back = 7
    return reference - timedelta(days=back)


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)
