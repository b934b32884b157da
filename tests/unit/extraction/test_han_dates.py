"""Days in Chinese order, in digits and in characters."""

from datetime import date

import pytest

from bot.extraction.dates import find_dates
from bot.extraction.datescan import DateMention
from bot.extraction.entries import Mark
from bot.extraction.numerals import Numerals
from bot.extraction.tokens import Sentence

TODAY = date(2026, 3, 5)
NONE: dict[str, list[Mark]] = {}


def found(text: str, layers: dict[str, list[Mark]] = NONE) -> list[DateMention]:
    return find_dates(Sentence(text), Numerals(values={}), layers, TODAY)[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年1月18日", date(2026, 1, 18)),
        ("1月18日", date(2026, 1, 18)),
        ("12月24日", date(2025, 12, 24)),
        ("4日", date(2026, 3, 4)),
        ("28日", date(2026, 2, 28)),
        ("4号", date(2026, 3, 4)),
        ("一月十九日", date(2026, 1, 19)),
        ("十一月二十六日", date(2025, 11, 26)),
        ("民國115年1月18日", date(2026, 1, 18)),
    ],
)
def test_a_day_is_read_with_what_is_missing_taken_from_the_document(text: str, day: date) -> None:
    assert [(m.start, m.kind) for m in found(f"边防军{text}通报")] == [(day, "day")]


def test_the_night_between_two_days_is_the_later_one_and_keeps_the_other() -> None:
    (night,) = found("2月28日至3月1日夜间")
    assert (night.start, night.before) == (date(2026, 3, 1), date(2026, 2, 28))


def test_two_days_that_do_not_follow_each_other_are_two() -> None:
    assert [m.start.day for m in found("2月20日至26日")] == [20, 26]


@pytest.mark.parametrize("text", ["3个月", "5年", "9日内", "两国", "13月40日", "10分钟"])
def test_spans_of_time_and_odd_numbers_are_no_days(text: str) -> None:
    assert not found(f"持续{text}")


def test_a_month_and_a_year_alone_are_spans() -> None:
    assert [(m.kind, m.start, m.stop) for m in found("2025年11月以来")] == [
        ("month", date(2025, 11, 1), date(2025, 11, 30))
    ]
    assert [(m.kind, m.start.year) for m in found("2024年全年")] == [("year", 2024)]


def test_the_number_of_a_post_is_no_day() -> None:
    post = [Mark(4, 6, "place", "post", "")]
    assert Sentence("7号边防哨所").words[4:6] == ["哨", "所"]
    assert not found("7号边防哨所", {"place": post})
    assert found("7号边防哨所")


@pytest.mark.parametrize("text", ["昨（4）日", "昨(4)日", "今（4）日", "昨（4日）"])
def test_a_day_told_as_a_word_and_a_number_is_one(text: str) -> None:
    assert [(m.start, m.kind) for m in found(f"边防军{text}通报")] == [(date(2026, 3, 4), "day")]
