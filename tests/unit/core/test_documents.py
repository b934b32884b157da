"""The day against which a text is read: what the page claims, unless nobody could believe it."""

from datetime import UTC, date, datetime

import pytest

from bot.model.document import Document

SEEN = datetime(2026, 3, 4, 12, tzinfo=UTC)


def reference(on: date | None = None, at: datetime | None = None) -> date:
    document = Document(
        id="1", outlet="Test", title=None, text="", seen_at=SEEN, published_on=on, published_at=at
    )
    return document.reference_date()


@pytest.mark.parametrize("day", [date(2026, 3, 4), date(2026, 3, 6), date(2026, 2, 1), date(2014, 5, 1)])
def test_a_day_that_can_be_is_believed(day: date) -> None:
    assert reference(on=day) == day


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(1, 1, 1), date(2026, 3, 9), date(2036, 3, 4)])
def test_a_day_that_cannot_be_gives_way_to_the_day_it_was_seen(day: date) -> None:
    assert reference(on=day) == date(2026, 3, 4)
    assert reference(at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC)) == date(2026, 3, 4)


def test_a_moment_is_a_day_in_dushanbe() -> None:
    assert reference(at=datetime(2026, 3, 3, 20, tzinfo=UTC)) == date(2026, 3, 4)
