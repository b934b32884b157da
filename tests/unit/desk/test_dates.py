"""Days as people type them."""

from datetime import date

import pytest

from bot.desk.dates import parse_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025-11-01", date(2025, 11, 1)),
        ("2025-11-1", date(2025, 11, 1)),
        ("2025-11", date(2025, 11, 1)),
        ("2025", date(2025, 1, 1)),
        ("01.11.2025", date(2025, 11, 1)),
        ("1/11/2025", date(2025, 11, 1)),
        (" 2024-02-29 ", date(2024, 2, 29)),
    ],
)
def test_a_day_a_month_and_a_year_are_read(typed: str, day: date) -> None:
    assert parse_day(typed) == day


WRONG = (
    "", "yesterday", "2025-13-01", "2025-02-30", "31.02.2025", "11-01-2025", "25-11-01", "1990", "2101",
    "2025x", "2025-11-01T10:00", "1" * 400,
)  # fmt: skip


@pytest.mark.parametrize("typed", WRONG)
def test_nothing_else_is_guessed(typed: str) -> None:
    assert parse_day(typed) is None
