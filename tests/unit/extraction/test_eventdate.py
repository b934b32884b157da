"""Which day the event gets, and which sentences tell of an older one."""

from datetime import date

import pytest

from bot.extraction.eventdate import event_date
from bot.model.report import EventDate
from bot.model.vocabulary import SegmentKind
from tests.unit.extraction.stages import WEDNESDAY, page


def when(text: str, language: str = "en", published: date = WEDNESDAY) -> EventDate:
    sentences = page(text, language, published=published)
    current = [found for found in sentences if not found.background]
    return event_date(current, published)[0]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Two guards were killed on Sunday, the ministry said on Wednesday.", date(2026, 3, 1)),
        ("en", "The ministry said on Wednesday that two guards were killed on Sunday.", date(2026, 3, 1)),
        ("en", "Men who crossed on 27 February were killed in a clash on 1 March.", date(2026, 3, 1)),
        ("en", "On 1 March, men who crossed on 27 February were killed.", date(2026, 3, 1)),
        ("ru", "Двое пограничников погибли в воскресенье, сообщили в среду власти.", date(2026, 3, 1)),
        ("ru", "Боевики, перешедшие границу 27 февраля, убиты 1 марта.", date(2026, 3, 1)),
        ("ru", "1 марта убиты боевики, перешедшие границу 27 февраля.", date(2026, 3, 1)),
        ("ru", "1 марта 2026 г. в Хатлоне погибли двое пограничников.", date(2026, 3, 1)),
    ],
)
def test_the_day_of_violence_wins(language: str, text: str, day: date) -> None:
    assert when(text, language).start == day


def test_the_day_of_the_crossing_is_kept_as_another_day() -> None:
    found = when("Men who crossed on 27 February were killed in a clash on 1 March.")
    assert found.alternatives == (date(2026, 2, 27),)


@pytest.mark.parametrize(
    ("text", "precision", "explicit"),
    [
        ("Two guards were killed on 1 March.", 1, True),
        ("Two guards were killed on Sunday.", 1, False),
        ("Two guards were killed yesterday.", 1, False),
        ("Two guards were killed in February.", 4, True),
        ("Two guards were killed.", 2, False),
    ],
)
def test_a_day_knows_how_exact_it_is(text: str, precision: int, explicit: bool) -> None:
    found = when(text)
    assert (found.precision, found.explicit) == (precision, explicit)


def test_without_a_day_the_event_lies_within_three_days() -> None:
    found = when("Two guards were killed in Khatlon.")
    assert (found.start, found.end) == (date(2026, 3, 1), WEDNESDAY)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two guards were killed in Khatlon, the ministry said on Monday."),
        ("ru", "Двое пограничников погибли в Хатлоне, сообщили в понедельник власти."),
    ],
)
def test_the_day_of_the_statement_alone_dates_nothing(language: str, text: str) -> None:
    assert when(text, language).precision == 2


def test_the_day_of_a_crossing_is_the_day_where_nothing_else_is_told() -> None:
    assert when("Ten armed men crossed the Afghan border on Monday.").start == date(2026, 3, 2)


def test_a_dateline_is_not_the_day_of_the_event() -> None:
    found = when("DUSHANBE, March 4 - Two guards were killed in Khatlon on Sunday.")
    assert found.start == date(2026, 3, 1)


def test_a_day_to_come_is_not_the_day_of_the_event() -> None:
    found = when("Two guards killed on Sunday will be buried on 20 April 2026.")
    assert found.start == date(2026, 3, 1)


def test_the_hour_nearest_to_the_day_is_the_hour_of_the_event() -> None:
    assert (
        when("Two guards were killed at 00:30 on Sunday; the statement came at 18:00.").time_local == "00:30"
    )
    assert when("Two guards were killed on Sunday.").time_local is None


def background(text: str, language: str = "en", title: str | None = None) -> list[str]:
    """The sentences of the body that are marked as older, by their text."""
    return [found.sentence.text for found in page(text, language, title=title) if found.background]


NEWS = {
    "en": "Two guards were killed in Khatlon on Tuesday.",
    "ru": "Двое пограничников погибли в Хатлоне во вторник.",
}


@pytest.mark.parametrize(
    ("language", "older"),
    [
        ("en", "Last month five workers were killed there."),
        ("en", "A year ago five workers were killed there."),
        ("en", "Previously, five workers were killed there."),
        ("en", "In 2021 five workers were killed there."),
        ("en", "On 12 February five workers were killed there."),
        ("en", "As previously reported, five workers were killed there."),
        ("en", "In the nineties five workers were killed there."),
        ("ru", "В прошлом месяце там погибли пятеро рабочих."),
        ("ru", "Год назад там погибли пятеро рабочих."),
        ("ru", "Ранее там погибли пятеро рабочих."),
        ("ru", "В 2021 году там погибли пятеро рабочих."),
        ("ru", "12 февраля там погибли пятеро рабочих."),
        ("ru", "Напомним, там погибли пятеро рабочих."),
        ("ru", "Между тем в Нигерии погибли пятеро рабочих."),
    ],
)
def test_a_sentence_about_an_older_event_is_background(language: str, older: str) -> None:
    assert background(f"{NEWS[language]}\n{older}", language) == [older]


@pytest.mark.parametrize(
    ("language", "same"),
    [
        ("en", "Three smugglers were killed too."),
        ("en", "On Tuesday night three smugglers were killed too."),
        ("en", "The men had crossed on Monday."),
        ("ru", "Убиты и трое контрабандистов."),
        ("ru", "Во вторник ночью убиты и трое контрабандистов."),
    ],
)
def test_a_sentence_about_the_same_event_is_not(language: str, same: str) -> None:
    assert background(f"{NEWS[language]}\n{same}", language) == []


def test_what_follows_background_without_a_day_belongs_to_it() -> None:
    older = "Last month five workers were killed there. Three guards died as well."
    assert background(f"{NEWS['en']}\n{older}") == older.replace(". ", ".|").split("|")


def test_title_and_lead_are_not_background() -> None:
    found = page("Two guards were killed a year ago in Khatlon.", title="A year ago")
    assert {s.kind for s in found} == {SegmentKind.TITLE, SegmentKind.LEAD}
    assert [s.background for s in found] == ["", ""]


def test_a_chronicle_has_no_current_event() -> None:
    text = (
        "There has been attack after attack on the border this winter.\n"
        "On 3 December 2025 two guards were killed.\n"
        "On 10 January 2026 four smugglers were killed.\n"
        "On 20 February 2026 three workers were killed."
    )
    assert len(background(text)) == 3


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("en", "DUSHANBE, March 4, 2026, Asia-Plus -- Two guards were killed in Khatlon."),
        ("en", "DUSHANBE (Khovar, 4 March) two guards were killed in Khatlon."),
        ("ru", "ДУШАНБЕ, 4 мар. В перестрелке погибли двое."),
        ("fa", "دوشنبه (خاور، ۱۳ حوت) دو مرزبان در ختلان کشته شدند."),
    ],
)
def test_a_name_and_a_day_that_open_a_text_date_only_the_text(language: str, opening: str) -> None:
    assert when(opening, language).precision == 2


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Two guards were killed in Khatlon. It happened on 2 March.", date(2026, 3, 2)),
        ("en", "2 March, in Khatlon, two guards were killed by gunmen from abroad.", date(2026, 3, 2)),
        ("en", "Late on the nights of March 1/2 two guards were killed.", date(2026, 3, 2)),
        ("ru", "Двое погибли в Хатлоне. Это произошло 2 марта.", date(2026, 3, 2)),
        ("de", "In Chatlon starben zwei Soldaten. Der Vorfall ereignete sich am Montag.", date(2026, 3, 2)),
    ],
)
def test_the_day_of_what_happened_is_taken(language: str, text: str, day: date) -> None:
    assert when(text, language).start == day


def test_a_meeting_that_began_on_a_day_dates_no_attack() -> None:
    text = "Gunmen killed two guards in Khatlon on Sunday. The talks of the ministers began on 2 March."
    assert when(text).start == date(2026, 3, 1)


def test_the_capture_of_suspects_comes_after_the_harm() -> None:
    text = "Two guards were killed in Khatlon. The shooting began on Sunday. Two suspects were held.\n"
    assert when(text + "On 3 March police detained two men.").start == date(2026, 3, 1)


def test_the_day_behind_a_quotation_is_that_of_the_saying() -> None:
    text = '"We demand an answer," a spokesman told a long briefing in the capital on Monday.'
    assert when(text).precision == 2


def test_the_first_day_of_the_body_makes_older_days_background() -> None:
    text = "Two guards were wounded in Khatlon.\nIt began on Tuesday.\nOn 25 February three men died there."
    assert [found.background for found in page(text)] == ["", "", "day"]


@pytest.mark.parametrize(
    "text",
    [
        "In the fiercest clashes in recent weeks Tajik guards and the Taliban attacked each other on Monday.",
        "در شدیدترین درگیری چند سال گذشته طالبان و ارتش پاکستان دوشنبه ۱۱ حوت به یکدیگر حمله کردند.",
    ],
)
def test_a_lead_that_compares_with_a_period_still_dates_the_event(text: str) -> None:
    language = "en" if text.isascii() else "fa"
    assert when(text, language).start == date(2026, 3, 2)
