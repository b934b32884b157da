"""Days and hours named in a sentence, read on Wednesday, 4 March 2026."""

from datetime import date

import pytest

from tests.unit.extraction.stages import WEDNESDAY, annotated


def days(text: str, language: str = "en", published: date = WEDNESDAY) -> list[tuple[date, date, str]]:
    return [
        (mention.start, mention.stop, mention.kind)
        for sentence in annotated(text, language, published=published)
        for mention in sentence.dates
    ]


def the_day(text: str, language: str = "en", published: date = WEDNESDAY) -> date:
    found = days(text, language, published)
    assert len(found) == 1, found
    assert found[0][0] == found[0][1]
    return found[0][0]


def hours(text: str, language: str = "en") -> list[str]:
    return [time.clock for sentence in annotated(text, language) for time in sentence.times]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "They died on 18 January 2026.", date(2026, 1, 18)),
        ("en", "They died on January 18, 2026.", date(2026, 1, 18)),
        ("en", "They died on the 18th of January.", date(2026, 1, 18)),
        ("en", "They died on January 18.", date(2026, 1, 18)),
        ("en", "They died on 29 December.", date(2025, 12, 29)),
        ("en", "They died on 2026-01-18.", date(2026, 1, 18)),
        ("en", "They died on 18.01.2026.", date(2026, 1, 18)),
        ("en", "They died on 18/01/2026.", date(2026, 1, 18)),
        ("en", "They died on Tuesday.", date(2026, 3, 3)),
        ("en", "They died on Wednesday.", date(2026, 3, 4)),
        ("en", "They died last Wednesday.", date(2026, 2, 25)),
        ("en", "They died yesterday.", date(2026, 3, 3)),
        ("en", "They died today.", date(2026, 3, 4)),
        ("en", "They died the day before yesterday.", date(2026, 3, 2)),
        ("en", "They died three days ago.", date(2026, 3, 1)),
        ("ru", "Они погибли 18 января 2026 года.", date(2026, 1, 18)),
        ("ru", "Они погибли 18 января 2026 г. в Хатлоне.", date(2026, 1, 18)),
        ("ru", "Они погибли 29 декабря.", date(2025, 12, 29)),
        ("ru", "Они погибли 18.01.2026.", date(2026, 1, 18)),
        ("ru", "Они погибли во вторник.", date(2026, 3, 3)),
        ("ru", "Они погибли в среду.", date(2026, 3, 4)),
        ("ru", "Они погибли в прошлую среду.", date(2026, 2, 25)),
        ("ru", "Они погибли вчера.", date(2026, 3, 3)),
        ("ru", "Они погибли накануне.", date(2026, 3, 3)),
        ("ru", "Они погибли позавчера.", date(2026, 3, 2)),
        ("ru", "Они погибли три дня назад.", date(2026, 3, 1)),
        ("tg", "Онҳо 18 январи соли 2026 кушта шуданд.", date(2026, 1, 18)),
        ("fa", "آنان روز ۲۸ جدی ۱۴۰۴ کشته شدند.", date(2026, 1, 18)),
        ("fa", "آنان روز ۲۸ دی ۱۴۰۴ کشته شدند.", date(2026, 1, 18)),
        ("fa", "آنان روز ۲۸ جدی کشته شدند.", date(2026, 1, 18)),
        ("ps", "په ۸ وری ۹۴ دوی ووژل شول.", date(2015, 3, 28)),
        ("zh", "他们于2026年1月18日死亡。", date(2026, 1, 18)),
        ("zh", "他们于1月18日死亡。", date(2026, 1, 18)),
        ("zh", "他们于民國115年1月18日死亡。", date(2026, 1, 18)),
        ("zh", "他们于3日死亡。", date(2026, 3, 3)),
    ],
)
def test_a_day_is_placed_on_the_calendar(language: str, text: str, day: date) -> None:
    assert the_day(text, language) == day


@pytest.mark.parametrize(
    ("language", "text", "day", "before"),
    [
        ("en", "In the night of 17 to 18 January they died.", date(2026, 1, 18), date(2026, 1, 17)),
        ("ru", "В ночь с 17 на 18 января они погибли.", date(2026, 1, 18), date(2026, 1, 17)),
        ("ru", "В ночь на 18 января они погибли.", date(2026, 1, 18), None),
        ("en", "On 29-30 August they crossed.", date(2025, 8, 30), date(2025, 8, 29)),
    ],
)
def test_a_night_is_its_second_day_and_keeps_the_first(
    language: str, text: str, day: date, before: date | None
) -> None:
    (mention,) = annotated(text, language)[0].dates
    assert (mention.start, mention.before) == (day, before)


@pytest.mark.parametrize(
    ("language", "text", "span"),
    [
        ("en", "They died in February.", (date(2026, 2, 1), date(2026, 2, 28), "month")),
        ("en", "They died last month.", (date(2026, 2, 1), date(2026, 2, 28), "month")),
        ("en", "They died in November 2021.", (date(2021, 11, 1), date(2021, 11, 30), "month")),
        ("en", "They died in 2018.", (date(2018, 1, 1), date(2018, 12, 31), "year")),
        ("ru", "Они погибли в феврале.", (date(2026, 2, 1), date(2026, 2, 28), "month")),
        ("ru", "Они погибли в прошлом месяце.", (date(2026, 2, 1), date(2026, 2, 28), "month")),
        ("ru", "Они погибли в 2018 году.", (date(2018, 1, 1), date(2018, 12, 31), "year")),
        ("zh", "他们于2018年死亡。", (date(2018, 1, 1), date(2018, 12, 31), "year")),
    ],
)
def test_months_and_years_are_spans(language: str, text: str, span: tuple[date, date, str]) -> None:
    assert days(text, language) == [span]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two others may have fled."),
        ("en", "The march went on."),
        ("en", "They counted 2018 sheep."),
        ("en", "It was in the year of 31.13.2026."),
        ("en", "On 30 February nothing happened."),
        ("ru", "Они мая не видели."),
    ],
)
def test_what_is_no_day_is_none(language: str, text: str) -> None:
    assert days(text, language) == []


def test_a_weekday_beside_a_day_only_repeats_it() -> None:
    assert days("They died on Sunday, 18 January 2026.") == [(date(2026, 1, 18), date(2026, 1, 18), "day")]
    assert days("Они погибли в воскресенье, 18 января.", "ru")[0][0] == date(2026, 1, 18)


def test_the_next_day_follows_the_last_named_one() -> None:
    found = days("They crossed on 17 January and were shot the next day.")
    assert [start for start, _, _ in found] == [date(2026, 1, 17), date(2026, 1, 18)]


def test_the_tokens_of_a_day_count_nobody() -> None:
    (sentence,) = annotated("On 18 January 2026 four guards died.")
    assert [q.best for q in sentence.quantities] == [4]


@pytest.mark.parametrize(
    ("language", "text", "clocks"),
    [
        ("en", "at 00:30", ["00:30"]),
        ("en", "at 6:45 p.m. on Sunday", ["18:45"]),
        ("en", "at 12:10 a.m.", ["00:10"]),
        ("en", "at 22.50 on Sunday", ["22:50"]),
        ("en", "at 25:00 or 12:75", []),
        ("ru", "они пришли в 00:30", ["00:30"]),
        ("ru", "около 18:45", ["18:45"]),
        ("ru", "в 4 часа 20 минут", ["04:20"]),
        ("ru", "они пришли в 22.50", ["22:50"]),
        ("ru", "18.01.2026", []),
    ],
)
def test_hours_are_read(language: str, text: str, clocks: list[str]) -> None:
    assert hours(text, language) == clocks


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "The ministry spoke on Tuesday. The day before, two guards died.", date(2026, 3, 2)),
        ("ru", "Об этом сообщили 2 марта. Днём ранее погибли двое.", date(2026, 3, 1)),
        ("en", "The day before, two guards died.", date(2026, 3, 3)),
    ],
)
def test_the_day_before_counts_from_the_day_told_last(language: str, text: str, day: date) -> None:
    assert days(text, language)[-1][0] == day


def test_a_weekday_that_is_not_that_of_the_day_beside_it_is_a_day_of_its_own() -> None:
    found = days("They said on Tuesday 1 March gunmen had killed two.")
    assert [day for day, _, _ in found] == [date(2026, 3, 3), date(2026, 3, 1)]


def test_a_number_in_letters_behind_a_day_counts_people() -> None:
    assert the_day("March 2 - Three guards died.") == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On the night of February 28 to March 1, two died."),
        ("ru", "В ночь с 28 февраля на 1 марта погибли двое."),
        ("de", "In der Nacht vom 28. Februar auf den 1. März starben zwei."),
    ],
)
def test_a_night_of_two_full_days_is_the_second(language: str, text: str) -> None:
    assert the_day(text, language) == date(2026, 3, 1)


def test_the_ending_of_an_ordinal_is_no_month() -> None:
    assert the_day("د کب ۱۱مې په شپه دوه تنه ووژل شول.", "ps") == date(2026, 3, 2)
