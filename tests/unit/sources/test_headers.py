"""What is believed of response headers."""

from datetime import UTC, datetime

import pytest

from bot.model.source import Validators
from bot.sources.headers import clean_validators, retry_after_seconds

NOW = datetime(2025, 11, 24, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("etag", ['"a\r\nX: y"', '"' + "x" * 300 + '"', '"é"', "", "   ", '"\x00"'])
def test_validators_that_cannot_be_sent_back_safely_are_dropped(etag: str) -> None:
    assert clean_validators(etag, etag) == Validators()


def test_sound_validators_are_kept_as_they_are() -> None:
    kept = clean_validators(' W/"abc" ', "Mon, 24 Nov 2025 10:00:00 GMT")
    assert kept == Validators(etag='W/"abc"', last_modified="Mon, 24 Nov 2025 10:00:00 GMT")


def test_a_date_counts_from_the_servers_own_clock() -> None:
    until, server = "Mon, 24 Nov 2025 10:10:00 GMT", "Mon, 24 Nov 2025 10:05:00 GMT"
    assert retry_after_seconds(until, server, NOW) == 300
    assert retry_after_seconds(until, None, NOW) == 600
    assert retry_after_seconds(until, None, None) is None


@pytest.mark.parametrize(
    ("until", "seconds"),
    [
        ("Mon, 24 Nov 2025 09:00:00 GMT", 60),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 21_600),
        ("Mon, 24 Nov 2025 10:10:00 -0000", None),
        ("Mon, 99 Nov 2025 10:10:00 GMT", None),
        ("x" * 10_000, None),
        ("9" * 10_000, None),
        ("１２０", None),
    ],
)
def test_odd_values_are_clamped_or_ignored(until: str, seconds: int | None) -> None:
    assert retry_after_seconds(until, None, NOW) == seconds
