"""Whose people a figure counts, where two states tell of their own losses."""

from datetime import date

import pytest

from tests.unit.extraction.stages import WEDNESDAY, cells, with_figures


def told(text: str, language: str = "en", published: date = WEDNESDAY) -> list[tuple[str, str | None]]:
    """Party and side of every figure."""
    return [(f.party, f.side) for f in with_figures(text, language, published=published)[1]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kabul reported one killed in its ranks."),
        ("ru", "Кабул сообщил об одном погибшем в своих рядах."),
        ("uk", "Кабул повідомив про одного загиблого у своїх лавах."),
        ("de", "Kabul meldete einen Toten in den eigenen Reihen."),
        ("fr", "Kaboul a annoncé un mort dans ses rangs."),
        ("tg", "Кобул гуфт, ки аз сафҳои худ як нафар кушта шуд."),
        ("fa", "کابل گفت دو تن از نیروهای خودی کشته شدند."),
        ("ar", "أعلنت كابل مقتل شخص في صفوفها."),
        ("tr", "Kabil, kendi saflarında bir ölü olduğunu açıkladı."),
        ("zh", "喀布尔方面称，己方1人死亡。"),
    ],
)
def test_a_loss_in_its_own_ranks_said_in_kabul_is_one_of_the_taliban(language: str, text: str) -> None:
    assert told(text, language) == [("taliban", "AF")]
    assert told(text, language, date(2021, 8, 14)) != [("taliban", "AF")]


def test_own_losses_are_those_of_whoever_reports_them() -> None:
    assert told("Dushanbe reported one killed in its ranks.") == [("", "TJ")]
    assert told("The Taliban said one was killed in its ranks.") == [("taliban", "AF")]
    assert told("One was killed in its ranks.") == [("", None)]
    assert told("Kabul reported one killed on the other bank.") == [("", None)]


def test_the_body_that_is_only_fought_with_reports_nothing() -> None:
    text = "Kabul reported one killed in its ranks in a fight with Tajikistan's border troops."
    assert told(text) == [("taliban", "AF")]


def test_fighters_are_one_s_own_only_where_that_is_said_of_them() -> None:
    assert told("The Taliban said two of its own fighters were killed.") == [("taliban", "AF")]
    assert told("The Taliban said two militants were killed and none in its ranks.")[0][0] == "militants"


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("en", "Two Afghan soldiers were killed.", "military"),
        ("ru", "Погибли двое афганских пограничников.", "border_guards"),
        ("uk", "Загинули двоє афганських прикордонників.", "border_guards"),
        ("de", "Zwei afghanische Soldaten wurden getötet.", "military"),
        ("fr", "Deux soldats afghans ont été tués.", "military"),
        ("tg", "Ду сарбози афғон кушта шуданд.", "military"),
        ("fa", "دو سرباز افغان کشته شدند.", "military"),
        ("tr", "İki Afgan askeri öldü.", "military"),
        ("zh", "2名阿富汗士兵死亡。", "military"),
    ],
)
def test_the_forces_of_afghanistan_are_the_taliban_from_the_day_they_rule(
    language: str, text: str, party: str
) -> None:
    assert told(text, language) == [("taliban", "AF")]
    assert told(text, language, date(2021, 8, 15)) == [("taliban", "AF")]
    assert told(text, language, date(2021, 8, 14)) == [(party, "AF")]


def test_afghan_workers_and_militants_are_no_taliban() -> None:
    assert told("Two Afghan workers were killed.") == [("civilians", "AF")]
    assert told("Two armed Afghan nationals were killed.") == [("militants", "AF")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tajikistan reported three dead guards. Kyrgyzstan said one of its border guards was killed."),
        ("en", "Three Tajik border guards were killed. One Kyrgyz border guard was killed."),
        ("ru", "Погибли трое таджикских пограничников. Погиб один киргизский пограничник."),
        ("uk", "Загинули троє таджицьких прикордонників. Загинув один киргизький прикордонник."),
        ("de", "Drei tadschikische Grenzsoldaten starben. Ein kirgisischer Grenzsoldat wurde getötet."),
        ("fr", "Trois gardes-frontières tadjiks ont été tués. Un garde-frontière kirghiz a été tué."),
        ("tg", "Се сарҳадбони тоҷик кушта шуданд. Як сарҳадбони қирғиз кушта шуд."),
        ("tr", "Üç Tacik sınır muhafızı öldü. Bir Kırgız sınır muhafızı öldü."),
        ("zh", "3名塔吉克斯坦边防军人死亡。1名吉尔吉斯斯坦边防军人死亡。"),
    ],
)
def test_the_losses_of_two_states_add_up(language: str, text: str) -> None:
    assert cells(text, language=language) == {"killed border_guards": 4}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tajikistan said three border guards were killed. Tajik officials said two border guards died.",
            {"killed border_guards": 3},
        ),
        (
            "Three Tajik border guards were killed. One border guard was killed.",
            {"killed border_guards": 3},
        ),
        (
            "The Chinese embassy said three workers were killed. Border troops said three workers died.",
            {"killed civilians": 3},
        ),
    ],
)
def test_one_state_twice_or_the_same_civilians_do_not_add_up(text: str, expected: dict[str, int]) -> None:
    assert cells(text) == expected
