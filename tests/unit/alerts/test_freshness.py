"""What is still news: by time of publication and by day of the event."""

from datetime import timedelta

import pytest

from bot.alerts.freshness import Freshness, freshness
from tests.builders import NOON, make_snapshot

TODAY = make_snapshot(day="2026-01-18")


@pytest.mark.parametrize(
    ("hours_ago", "answer"),
    [(0, Freshness.FRESH), (48, Freshness.FRESH), (48.01, Freshness.STALE), (500, Freshness.STALE)],
)
def test_news_is_two_days_old_at_most(hours_ago: float, answer: Freshness) -> None:
    published = NOON - timedelta(hours=hours_ago)
    assert freshness(make_snapshot(day="2026-01-17"), published, NOON, NOON) is answer


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2026-01-18", Freshness.FRESH),
        ("2026-01-16", Freshness.FRESH),
        ("2026-01-15", Freshness.LATE),
        ("2026-01-04", Freshness.LATE),
        ("2026-01-03", Freshness.STALE),
        ("2025-01-18", Freshness.STALE),
        ("2026-01-19", Freshness.FRESH),
    ],
)
def test_an_event_is_late_after_three_days_and_history_after_a_fortnight(day: str, answer: Freshness) -> None:
    assert freshness(make_snapshot(day=day), NOON, NOON, NOON) is answer


def test_days_are_those_of_the_region() -> None:
    """At 20:00 UTC it is the next day in Dushanbe."""
    evening = NOON.replace(hour=20) + timedelta(hours=5)
    noon = NOON.replace(hour=12)
    snapshot = make_snapshot(day="2026-01-16")
    assert freshness(snapshot, noon, noon, noon) is Freshness.FRESH
    assert freshness(snapshot, evening, evening, evening) is Freshness.LATE


@pytest.mark.parametrize("published", [None, NOON + timedelta(days=400)])
def test_without_a_credible_time_of_publication_the_first_sight_counts(published: object) -> None:
    seen_long_ago = NOON - timedelta(hours=49)
    assert freshness(TODAY, published, NOON, NOON) is Freshness.FRESH  # type: ignore[arg-type]
    assert freshness(TODAY, published, seen_long_ago, NOON) is Freshness.STALE  # type: ignore[arg-type]
