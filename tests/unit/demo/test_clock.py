"""The demo's clock: set by hand, never back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import Clock
from bot.demo.clock import SeasonClock

START = datetime(2025, 11, 16, 5, 0, tzinfo=UTC)


def test_it_stands_still_until_it_is_moved() -> None:
    clock = SeasonClock(START)
    assert (clock.now(), clock.monotonic()) == (START, 0.0)
    assert (clock.now(), clock.monotonic()) == (START, 0.0)


def test_it_moves_both_scales_together() -> None:
    clock: Clock = SeasonClock(START)
    assert isinstance(clock, SeasonClock)
    clock.advance_to(START + timedelta(hours=2))
    clock.advance_by(timedelta(seconds=5))
    assert clock.now() == START + timedelta(hours=2, seconds=5)
    assert clock.monotonic() == 7205.0


def test_it_never_goes_back() -> None:
    clock = SeasonClock(START)
    clock.advance_to(START - timedelta(days=1))
    clock.advance_by(timedelta(seconds=-3))
    assert clock.now() == START


def test_it_shows_utc_whatever_zone_it_was_given() -> None:
    dushanbe = timezone(timedelta(hours=5))
    clock = SeasonClock(datetime(2025, 11, 16, 10, 0, tzinfo=dushanbe))
    assert clock.now() == START
    assert clock.now().utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        SeasonClock(START.replace(tzinfo=None))
