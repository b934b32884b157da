"""Calendar arithmetic: Solar Hijri years, nearest past days, weekdays, months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.days import (
    civil,
    from_solar,
    month_span,
    nearest_past,
    nearest_past_solar,
    solar_year_of,
    solar_year_start,
    weekday_before,
)


@pytest.mark.parametrize(
    ("year", "month", "day", "found"),
    [
        (2026, 2, 28, date(2026, 2, 28)),
        (2026, 2, 29, None),
        (2024, 2, 29, date(2024, 2, 29)),
        (2026, 13, 1, None),
        (2026, 0, 1, None),
        (1899, 1, 1, None),
        (2200, 1, 1, None),
        (10**12, 1, 1, None),
    ],
)
def test_a_day_that_does_not_exist_is_none(year: int, month: int, day: int, found: date | None) -> None:
    assert civil(year, month, day) == found


@pytest.mark.parametrize(
    ("solar", "starts"),
    [
        (1399, date(2020, 3, 20)),
        (1400, date(2021, 3, 21)),
        (1403, date(2024, 3, 20)),
        (1404, date(2025, 3, 21)),
        (1405, date(2026, 3, 21)),
        (1394, date(2015, 3, 21)),
        (1199, None),
        (1501, None),
    ],
)
def test_the_solar_year_begins_in_march(solar: int, starts: date | None) -> None:
    assert solar_year_start(solar) == starts


@pytest.mark.parametrize(
    ("year", "month", "day", "found"),
    [
        (1404, 10, 28, date(2026, 1, 18)),
        (1404, 1, 1, date(2025, 3, 21)),
        (1394, 1, 8, date(2015, 3, 28)),
        (1404, 6, 31, date(2025, 9, 22)),
        (1404, 7, 30, date(2025, 10, 22)),
        (1404, 7, 31, None),
        (1404, 13, 1, None),
        (1404, 1, 0, None),
        (9999, 1, 1, None),
    ],
)
def test_a_solar_day_is_placed_on_the_calendar(year: int, month: int, day: int, found: date | None) -> None:
    assert from_solar(year, month, day) == found


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_the_solar_year_that_is_said(day: date) -> None:
    year = solar_year_of(day)
    start, following = solar_year_start(year), solar_year_start(year + 1)
    assert start is not None
    assert following is not None
    assert start <= day < following


@pytest.mark.parametrize(
    ("month", "day", "found"),
    [
        (3, 3, date(2026, 3, 3)),
        (3, 4, date(2026, 3, 4)),
        (3, 6, date(2026, 3, 6)),
        (3, 7, date(2025, 3, 7)),
        (12, 31, date(2025, 12, 31)),
        (2, 29, date(2024, 2, 29)),
        (2, 30, None),
    ],
)
def test_a_day_without_a_year_is_the_nearest_past_one(month: int, day: int, found: date | None) -> None:
    """Two days of grace: a page may be dated in a zone that is already a day ahead."""
    reference = date(2025, 3, 4) if (month, day) == (2, 29) else date(2026, 3, 4)
    assert nearest_past(month, day, reference) == found


def test_a_solar_day_without_a_year_is_the_nearest_past_one() -> None:
    assert nearest_past_solar(10, 28, date(2026, 1, 18)) == date(2026, 1, 18)
    assert nearest_past_solar(12, 1, date(2026, 1, 18)) == date(2025, 2, 19)
    assert nearest_past_solar(7, 31, date(2026, 1, 18)) is None


@pytest.mark.parametrize(
    ("weekday", "strictly", "found"),
    [
        (3, False, date(2026, 3, 4)),
        (3, True, date(2026, 2, 25)),
        (2, False, date(2026, 3, 3)),
        (4, False, date(2026, 2, 26)),
        (7, True, date(2026, 3, 1)),
    ],
)
def test_a_weekday_is_the_nearest_past_one(weekday: int, strictly: bool, found: date) -> None:
    assert weekday_before(weekday, date(2026, 3, 4), strictly=strictly) == found


def test_months_are_spans() -> None:
    assert month_span(2026, 2) == (date(2026, 2, 1), date(2026, 2, 28))
    assert month_span(2024, 2) == (date(2024, 2, 1), date(2024, 2, 29))
    assert month_span(2025, 12) == (date(2025, 12, 1), date(2025, 12, 31))


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next_begins(year: int, month: int) -> None:
    first, last = month_span(year, month)
    assert (first.year, first.month, first.day) == (year, month, 1)
    assert (last + timedelta(days=1)).day == 1
