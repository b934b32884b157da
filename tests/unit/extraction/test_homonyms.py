"""Words that are two things: a day and a city, a month and a verb, a number and a place."""

from datetime import date

from bot.model.vocabulary import Measure
from tests.unit.extraction.reading import day, figures, report_of

HAMADONI = "در ناحیه همدانی ولایت ختلان دو قاچاقبر کشته شدند"


def test_after_in_the_name_of_monday_is_the_capital() -> None:
    assert day(f"مقام‌ها در دوشنبه می‌گویند که {HAMADONI}.") == date(2026, 3, 5)


def test_after_the_word_for_day_the_name_of_the_capital_is_monday() -> None:
    assert day(f"روز دوشنبه {HAMADONI}.") == date(2026, 3, 2)


def test_a_small_letter_makes_monday_of_the_capital() -> None:
    text = "Дар ноҳияи Ҳамадонӣ {} ду қочоқбар кушта шуданд."
    assert day(text.format("бомдоди душанбе")) == date(2026, 3, 2)
    assert day(text.format("ба гуфтаи мақомот дар Душанбе")) == date(2026, 3, 5)


def test_a_word_bound_to_the_next_one_is_no_month() -> None:
    assert day(f"پلیس ۵ می‌گوید که {HAMADONI}.") == date(2026, 3, 5)
    assert day(f"روز ۵ می ۲۰۲۵ {HAMADONI}.") == date(2025, 5, 5)


def test_bullets_counted_in_words_are_no_month() -> None:
    assert day(f"با سه تیر {HAMADONI}.") == date(2026, 3, 5)
    assert day(f"روز ۱۴ تیر {HAMADONI}.") == date(2025, 7, 5)


def test_five_before_people_is_a_number_and_after_a_district_a_place() -> None:
    text = "Дар ноҳияи Панҷ панҷ марзбон захмӣ шуданд."
    assert figures(text, Measure.WOUNDED) == {"border_guards": 5}
    assert report_of(text).scene.adm2 == "Panj"


def test_a_name_before_people_in_the_plural_is_no_number() -> None:
    text = "Дар Панҷ марзбонони Тоҷикистон бо қочоқбарони афғон задухӯрд карданд, се нафар захмӣ шуд."
    assert figures(text, Measure.WOUNDED) == {"unknown": 3}


def test_nine_counts_only_right_before_people() -> None:
    assert figures("در ناحیه همدانی ولایت ختلان نه مرزبان کشته شدند.") == {"border_guards": 9}
    assert figures("در درگیری در ناحیه همدانی ولایت ختلان نه کسی کشته شد و نه کسی زخمی.") == {}


def test_tens_and_units_are_joined_by_and() -> None:
    assert figures("در ناحیه همدانی ولایت ختلان بیست و سه قاچاقبر کشته شدند.") == {"smugglers": 23}


def test_a_day_may_be_an_ordinal_in_letters() -> None:
    assert day(f"در بیست و ششم فبروری {HAMADONI}.") == date(2026, 2, 26)
    assert day("د فبرورۍ په دویمه د ختلان په همداني ولسوالۍ کې دوه قاچاق وړونکي ووژل شول.") == date(
        2026, 2, 2
    )


def test_only_a_solar_year_may_have_two_digits() -> None:
    assert day(f"در ۲۶ فبروری ۱۲ مرزبان زخمی و {HAMADONI}.") == date(2026, 2, 26)
    text = "د وري په ۸مه ۹۴ د ختلان په همداني ولسوالۍ کې دوه قاچاق وړونکي ووژل شول."
    assert day(text, date(2015, 3, 30)) == date(2015, 3, 28)


def test_the_next_morning_counts_from_the_day_of_the_sentence_before() -> None:
    text = (
        "Шаби 27 феврал се марди мусаллаҳ дар ноҳияи Ҳамадонӣ сарҳадро убур карданд. "
        "Субҳи рӯзи дигар онҳо дар тирпарронӣ кушта шуданд."
    )
    assert day(text) == date(2026, 2, 28)
