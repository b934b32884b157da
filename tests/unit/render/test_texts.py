"""Sentences by key, plurals by CLDR, times in two zones."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.render.texts import Texts
from tests.unit.render.builders import NOW, TEXTS


def test_a_missing_key_is_a_bug_and_not_an_empty_message() -> None:
    with pytest.raises(KeyError):
        TEXTS.say("no.such.key")


def test_a_code_without_a_word_is_shown_readably() -> None:
    assert TEXTS.word("party", "sea_pirates") == "sea pirates"


@pytest.mark.parametrize(
    ("locale", "forms", "expected"),
    [
        ("en", 2, {1: 0, 2: 1, 0: 1}),
        ("ru", 3, {1: 0, 3: 1, 5: 2, 11: 2, 21: 0, 0: 2}),
        ("zh", 1, {0: 0, 1: 0, 7: 0}),
        ("ar", 6, {0: 0, 1: 1, 2: 2, 5: 3, 11: 4, 100: 5}),
    ],
)
def test_plural_forms_follow_cldr(locale: str, forms: int, expected: dict[int, int]) -> None:
    texts = Texts({}, locale=locale, timezone=UTC)
    assert {n: texts.plural_index(n, forms) for n in expected} == expected


def test_times_carry_utc_and_local_with_the_day_where_it_differs() -> None:
    morning = datetime(2026, 1, 18, 9, 10, tzinfo=UTC)
    assert TEXTS.moment(morning) == "18 Jan 2026, 09:10 UTC (14:10 Dushanbe)"
    late = datetime(2026, 1, 18, 21, 0, tzinfo=UTC)
    assert TEXTS.moment(late) == "18 Jan 2026, 21:00 UTC (19 Jan, 02:00 Dushanbe)"


def test_a_zone_that_is_utc_is_not_told_twice() -> None:
    texts = Texts(TEXTS._messages, locale="en", timezone=ZoneInfo("UTC"))
    assert texts.moment(NOW) == "18 Jan 2026, 12:00 UTC"


def test_a_time_at_the_scene_is_told_in_utc_where_the_country_has_one_zone() -> None:
    day = date(2026, 1, 18)
    assert TEXTS.universal_time(day, "00:30", "TJ") == "17 Jan, 19:30"
    assert TEXTS.universal_time(day, "12:00", "AF") == "07:30"
    assert TEXTS.universal_time(day, "12:00", "CN") is None
    assert TEXTS.universal_time(day, "12:00", None) is None
    assert TEXTS.universal_time(day, "noon", "TJ") is None


def test_ages_are_never_in_the_future() -> None:
    assert TEXTS.ago(NOW + timedelta(hours=1), NOW) == "just now"
    assert TEXTS.ago(NOW - timedelta(days=3), NOW) == "3 days ago"


def test_borders_and_countries_are_named_by_the_language() -> None:
    assert TEXTS.border("KG-TJ") == "Kyrgyzstan–Tajikistan border"
    russian = Texts(TEXTS._messages, locale="ru", timezone=UTC)
    assert russian.country("TJ") == "Таджикистан"
