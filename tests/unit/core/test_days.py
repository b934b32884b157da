"""Days typed into a command."""

from datetime import date

import pytest

from bot.desk.dates import parse_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-11-01", date(2025, 11, 1)),
        (" 2025-11-1 ", date(2025, 11, 1)),
        ("2025-11", date(2025, 11, 1)),
        ("2025", date(2025, 1, 1)),
        ("18.01.2026", date(2026, 1, 18)),
        ("18/1/2026", date(2026, 1, 18)),
    ],
)
def test_a_day_is_read_as_it_is_usually_typed(text: str, day: date) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2025-13-01", "2025-02-30", "1/18/2026", "0001-01-01", "2" * 50]
)
def test_anything_else_is_no_day(text: str) -> None:
    assert parse_day(text) is None
