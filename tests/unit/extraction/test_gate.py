"""The cheap first gate: a border, and a word of harm, crossing or seizure."""

from typing import Any

import pytest

from bot.extraction.gate import GATE_ACTS, GATE_EVENTS, GATE_TEXT_LIMIT, gate_words
from tests.unit.extraction.stages import knowledge


def passes(text: str, title: str | None = None) -> bool:
    return knowledge().reader.gate(title, text)


@pytest.mark.parametrize(
    "text",
    [
        "Two guards were killed in Khatlon.",
        "A clash between Tajik guards and Afghan smugglers.",
        "Guards seized drugs in Darvoz.",
        "Armed men crossed into Khatlon.",
        "Двое убиты в Хатлоне.",
        "Перестрелка на таджикско-афганской границе.",
        "В Дарвазе изъяты наркотики.",
        "Группа уничтожена в Хатлоне.",
        "Дар Хатлон ду нафар кушта шуданд.",
        "دو نفر در ختلان کشته شدند.",
        "哈特隆州两人死亡。",
        "Xatlon viloyatida ikki kishi halok boʻldi.",
        "Zwei Tote in Khatlon: sie wurden getötet.",
        "Deux gardes tués dans la région de Khatlon.",
        "Dos guardias muertos en Khatlon.",
    ],
)
def test_harm_on_a_watched_border_passes(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Two guards were killed in Peru.",
        "Khatlon sells onions and carpets.",
        "Two were killed between India and Nepal.",
        "Tajik carpets are praised in Paris.",
        "Двое убиты в Перу.",
        "Хатлон продаёт лук и ковры.",
        "دو نفر در تهران کشته شدند.",
        "四人死亡。",
        "!!! 12:30 ???",
    ],
)
def test_what_lacks_a_border_or_harm_does_not(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Border troops said four armed men were neutralised while crossing the border.",
        "Tajik border guards killed two smugglers.",
        "Погранвойска сообщили, что предотвратили прорыв группы боевиков.",
        "ГКНБ: при попытке прорыва ликвидированы четверо контрабандистов.",
        "Пограничники Таджикистана уничтожили троих контрабандистов на границе.",
        "Марзбонон се қочоқбарро нест карданд.",
        "مرزبانان سه قاچاقچی را کشتند.",
        "Chegara qoʻshinlari toʻrt nafar jangarini yoʻq qildi.",
        "边防部队击毙三名武装分子。",
    ],
)
def test_guards_of_a_border_pass_where_no_other_country_is_named(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Border guards on the Mexican border killed two smugglers.",
        "Пограничники Украины ликвидировали трёх диверсантов на границе.",
        "Border guards opened a new school.",
        "Prison guards were killed in a riot.",
        "The State Committee says two men were killed in a car.",
        "مرزبانان ایران سه قاچاقچی را کشتند.",
    ],
)
def test_guards_elsewhere_and_guards_of_no_border_do_not(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban deny that shots were fired from Afghan soil at Chinese workers.",
        "Талибы отрицают, что по китайским рабочим стреляли с территории Афганистана.",
        "طالبان رد کردند که از خاک افغانستان به سوی کارگران چینی شلیک شده باشد.",
        "塔利班否认有人从阿富汗境内向中国工人开枪。",
        "نفت طالبان إطلاق النار من الأراضي الأفغانية على عمال صينيين.",
    ],
)
def test_a_denial_passes_with_one_country_of_the_primary_border(text: str) -> None:
    assert passes(text)


def test_a_denial_of_others_does_not() -> None:
    assert not passes("Peru denies that shots were fired at workers from Bolivia.")


def test_the_title_counts_too() -> None:
    assert passes("Two guards were killed.", title="Khatlon")
    assert passes("It happened in Khatlon.", title="Two killed")


def test_only_the_beginning_of_a_text_is_looked_at() -> None:
    assert not passes("onions " * GATE_TEXT_LIMIT + "Two guards were killed in Khatlon.")


def test_signs_that_cannot_be_seen_do_not_hide_a_word() -> None:
    assert passes("Two guards were kil\u200bl\u00aded in Khat\u2066lon.")
    assert passes("<p>Two guards were <b>kil</b>led in Khatlon.</p>")


def gate_finds(text: str, *packs: dict[str, Any], script: str = "latin") -> bool:
    """Whether the words of packs and of a language without one meet the text."""
    languages = {
        "xx": {"script": "latin", "harm": "zapp-, gone boom"},
        "yy": {"script": "cyrillic", "harm": "бум"},
    }
    return gate_words(packs, languages, script).any(text.split())


def small_pack(code: str) -> dict[str, Any]:
    return {
        "language": {"code": code, "script": "latin"},
        "act": {act: {"passive": "died" if act == "death" else ""} for act in GATE_ACTS},
        "event": dict.fromkeys((*GATE_EVENTS, "border"), ""),
        "party": {"taliban": "talib-", "border_guards": ""},
        "cue": {"deny": ""},
        "nation": {"TJ": "tajik"},
    }


def test_languages_without_a_pack_bring_their_own_words_of_harm() -> None:
    assert gate_finds("they zapped him")
    assert gate_finds("gone boom")
    assert not gate_finds("gone home")
    assert not gate_finds("бум")
    assert gate_finds("бум", script="cyrillic")


def test_a_pack_stands_in_for_the_words_of_its_language() -> None:
    assert gate_finds("they died", small_pack("xx"))
    assert gate_finds("tajik talibs", small_pack("xx"))
    assert not gate_finds("they zapped him", small_pack("xx"))
    assert gate_finds("they zapped him", small_pack("other"))
