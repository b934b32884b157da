"""Names that both banks bear: whose people fell, who acted, whence it came and who speaks decide."""

import pytest

from bot.model.report import Scene
from bot.model.vocabulary import Decision
from tests.unit.extraction.stages import read, report


def bank(text: str) -> tuple[str | None, str | None]:
    """Province and district of the scene."""
    scene = _scene(text)
    return scene.adm1, scene.adm2


def _scene(text: str) -> Scene:
    return report(text).scene


TAJIK, AFGHAN = ("TJ-GB", "Ishkoshim"), ("AF-BDS", "Ishkashim")


@pytest.mark.parametrize(
    "text",
    [
        "Unknown gunmen killed two Tajik border guards in Ishkashim on Tuesday.",
        "Неизвестные убили двух таджикских пограничников в Ишкашиме во вторник.",
        "Дар Ишкошим ду марзбони тоҷик кушта шуданд.",
        "دو مرزبان تاجیک در اشکاشم کشته شدند.",
        "په اشکاشم کې دوه تاجک سرحدي ساتونکي ووژل شول.",
        "Ishkoshimda ikki tojik chegarachisi halok boʻldi.",
        "两名塔吉克边防军人在伊什卡希姆被打死。",
        "İşkaşim'de iki Tacik sınır muhafızı öldürüldü.",
        "Zwei tadschikische Grenzsoldaten sind am Dienstag in Ischkaschim getötet worden.",
        "Deux gardes-frontières tadjiks ont été tués mardi à Ichkachim.",
        "قتل اثنان من حرس الحدود الطاجيكي في إشكاشم.",
        "اشکاشم میں دو تاجک سرحدی محافظ ہلاک ہو گئے۔",
    ],
)
def test_guards_fall_in_their_own_country(text: str) -> None:
    assert bank(text) == TAJIK


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Gunmen killed two Afghan border guards in Ishkashim on Tuesday.", AFGHAN),
        ("Two Taliban fighters were killed in Ishkashim on Tuesday.", AFGHAN),
        ("Two Afghan villagers were killed in Ishkashim on Monday.", AFGHAN),
        ("Two Afghan villagers were killed in Ishkashim by Tajik border guards.", AFGHAN),
        ("دو باشنده افغان در اشکاشم به ضرب گلوله مرزبانان تاجیک کشته شدند.", AFGHAN),
        ("Taliban fighters killed two Tajik villagers in Ishkashim on Monday.", TAJIK),
        ("Tajik border guards killed two Afghan smugglers in Ishkashim.", TAJIK),
        ("Tajik border guards killed two Afghan villagers who crossed in Ishkashim.", TAJIK),
        ("Tajik border guards killed two Taliban fighters who crossed in Ishkashim.", TAJIK),
        ("Un drone tadjik a frappé lundi le district d'Ichkachim, tuant deux talibans.", AFGHAN),
    ],
)
def test_villagers_fall_at_home_and_smugglers_where_the_guards_are(text: str, where: tuple[str, str]) -> None:
    assert bank(text) == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Fire from the Afghan side killed a shepherd in Ishkashim on Tuesday.", TAJIK),
        ("Shots fired from the Tajik side killed a shepherd in Ishkashim on Tuesday.", AFGHAN),
        ("Огонь с афганской стороны ранил двух человек в Ишкашиме.", TAJIK),
        ("Afgʻon tomonidan otilgan oʻqdan Ishkoshimda ikki kishi halok boʻldi.", TAJIK),
    ],
)
def test_fire_from_one_side_hits_the_other(text: str, where: tuple[str, str]) -> None:
    assert bank(text) == where


def test_officials_speak_of_their_own_district() -> None:
    assert bank("Two men were killed in Ishkashim, Tajikistan's State Committee said.") == TAJIK
    assert bank("Two men were killed in Ishkashim, a Taliban spokesman said.") == AFGHAN


def test_whose_people_fell_outweighs_who_speaks() -> None:
    text = "Two Tajik border guards were killed in Ishkashim on Tuesday, a Taliban spokesman said."
    assert bank(text) == TAJIK


def test_the_rest_of_the_text_tells_where_the_sentence_does_not() -> None:
    text = "Two men were killed in Ishkashim on Tuesday. Tajik border guards drove the attackers back."
    assert bank(text) == TAJIK


def test_a_spelling_that_only_one_bank_uses_tells_it() -> None:
    assert bank("Two men were killed in Shughnon on Tuesday.") == ("TJ-GB", "Shughnon")
    assert bank("Two men were killed in Shighnan on Tuesday.") == ("AF-BDS", "Shighnan")


def test_a_wide_name_needs_more_than_a_speaker() -> None:
    said = "Two men were killed near Badakhshan on the Afghan border, the Tajik Border Troops said."
    assert bank(said) == (None, None)
    assert bank("Two Afghan soldiers were killed in Badakhshan near the border with Tajikistan.") == (
        "AF-BDS",
        None,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Two men were killed in Ishkashim on Tuesday.",
        "A Tajik drone killed a shepherd in Ishkashim on Tuesday.",
        "Двое убиты в Ишкашиме во вторник.",
        "دو نفر در اشکاشم کشته شدند.",
    ],
)
def test_a_bank_that_stays_open_still_lies_on_the_border(text: str) -> None:
    scene = _scene(text)
    assert (scene.border, scene.adm1, scene.where_prec) == ("TJ-AF", None, 5)
    assert read(text).decision is Decision.INCIDENT


@pytest.mark.parametrize(
    "text",
    [
        "Two residents of Darwaz were killed by fire from the Tajik side on Monday.",
        "Shots from the Afghan side killed a resident of Shughnon on Tuesday.",
    ],
)
def test_whoever_lives_on_the_border_and_is_hit_from_across_it_was_at_home(text: str) -> None:
    assert _scene(text).border == "TJ-AF"


def test_a_place_of_origin_has_no_say_in_where_it_happened() -> None:
    found = _scene(
        "Three men who crossed from the Ishkashim district killed two Tajik border guards in Farkhor."
    )
    assert (found.adm1, found.origin_place) == ("TJ-KT", "Ishkashim")
