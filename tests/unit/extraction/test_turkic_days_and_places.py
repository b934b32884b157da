"""Turkic languages: when and where it happened, and whether it is an incident at all."""

from datetime import date

import pytest

from bot.model.vocabulary import Decision
from tests.unit.extraction.reading import day, knowledge, read, report_of

SUNDAY = date(2026, 1, 18)


def adm2(text: str) -> str | None:
    return report_of(text).scene.adm2


def origin(text: str) -> str | None:
    return report_of(text).scene.origin_place


# Days


@pytest.mark.parametrize(
    "text",
    [
        "18-yanvarga oʻtar kechasi Hamadoni tumanida uch terrorchi yoʻq qilindi.",
        "17-yanvardan 18-yanvarga oʻtar kechasi Hamadoni tumanida uch terrorchi yoʻq qilindi.",
        "17 Ocak'ı 18 Ocak'a bağlayan gece Hamadoni ilçesinde üç terörist öldürüldü.",
        "Cumartesiyi pazara bağlayan gece Hamadoni ilçesinde üç terörist öldürüldü.",
        "18 қаңтарға қараған түні Тәжікстанның Хамадони ауданында үш лаңкестің көзі жойылды.",
        "18-январга караган түнү Тажикстандын Хамадони районунда үч террорчу жок кылынды.",
        "Yanvarın 18-nə keçən gecə Həmədani rayonunda üç terrorçu məhv edilib.",
        "2026-cı il yanvarın 18-də Həmədani rayonunda üç terrorçu məhv edilib.",
    ],
)
def test_the_night_that_leads_to_a_day_is_that_day(text: str) -> None:
    assert day(text, date(2026, 1, 20)) == SUNDAY


def test_a_weekday_of_two_words_is_not_its_first_word() -> None:
    text = "Çərşənbə axşamı Həmədani rayonunda üç terrorçu məhv edilib."
    assert day(text, date(2026, 1, 22)) == date(2026, 1, 20)


def test_the_day_before_a_speaker_belongs_to_his_verb_at_the_end() -> None:
    text = (
        "Payshanba kuni Milliy xavfsizlik davlat qoʻmitasi Hamadoni tumanidagi toʻqnashuv haqida maʼlumot "
        "berdi. Unga koʻra, 3-mart kuni uch jangari oʻldirilgan."
    )
    assert day(text) == date(2026, 3, 3)


def test_the_day_of_a_crossing_that_only_describes_is_that_of_the_attack() -> None:
    text = (
        "3-mart kuni Afgʻonistondan chegarani kesib oʻtgan guruh Hamadoni tumanida ikki askarni oʻldirdi. "
        "4-mart kuni hujum joyida tekshiruv oʻtkazildi."
    )
    assert day(text) == date(2026, 3, 3)


def test_the_eve_of_a_night_named_by_two_days_is_kept() -> None:
    text = "17 Ocak'ı 18 Ocak'a bağlayan gece Hamadoni ilçesinde üç terörist öldürüldü."
    when = report_of(text, date(2026, 1, 20)).date
    assert (when.start, when.alternatives) == (SUNDAY, (date(2026, 1, 17),))


# Places


def test_the_case_of_a_unit_says_where_they_came_from_and_where_it_happened() -> None:
    text = (
        "Afgʻonistonning Badaxshon viloyatidan chegarani kesib oʻtgan uch jangari Xatlon viloyatining "
        "Hamadoni tumanida yoʻq qilindi."
    )
    assert adm2(text) == "Hamadoni"
    assert origin(text) == "Badakhshan"


def test_what_is_carried_off_or_found_from_a_district_was_there() -> None:
    assert adm2("Vanj tumanidan uch choʻpon oʻgʻirlab ketildi, ular Afgʻonistonda.") == "Vanj"
    found = "Tojikistonning Hamadoni tumanidan 12 kg geroin topildi, uni Afgʻonistondan olib oʻtishgan."
    assert adm2(found) == "Hamadoni"


def test_whoever_crosses_into_a_district_has_his_fight_there_and_who_flees_has_not() -> None:
    into = "Uch jangari Hamadoni tumaniga kirib keldi va oʻldirildi."
    fled = "Xatlon viloyatida uch jangari oʻldirildi, qolganlari Hamadoni tumaniga qochib ketdi."
    assert adm2(into) == "Hamadoni"
    assert adm2(fled) is None


def test_a_distance_from_a_town_makes_it_no_origin_of_anybody() -> None:
    assert origin("Kulobdan 40 km uzoqlikda, Hamadoni tumanida uch jangari oʻldirildi.") is None


def test_a_word_behind_a_place_does_not_reach_over_another_place() -> None:
    text = "Rushon tumanida Afgʻoniston tomondan otilgan oʻqdan ikki chegarachi yaralandi."
    assert adm2(text) == "Rushon"


def test_a_district_that_a_province_borders_on_is_no_scene() -> None:
    text = "Badaxshon viloyati bilan chegaradosh Hamadoni tumanida uch jangari oʻldirildi."
    assert adm2(text) == "Hamadoni"


def test_a_name_before_the_word_for_a_company_is_no_place() -> None:
    text = "Xatlon viloyatida «Hamadoni» kompaniyasining uch ishchisi oʻldirildi."
    assert adm2(text) is None


# Verdicts


@pytest.mark.parametrize(
    "text",
    [
        "Tojikiston va Afgʻoniston vakillari ikki askar halok boʻlgan toʻqnashuvdan keyin muzokara qildi.",
        "Tacik ve Afgan heyetleri iki askerin öldüğü çatışmanın ardından bir araya geldi.",
        "Тәжікстан мен Ауғанстан өкілдері екі сарбаз қаза тапқан қақтығыстан кейін келіссөз жүргізді.",
    ],
)
def test_harm_that_only_leads_up_to_a_meeting_is_no_incident(text: str) -> None:
    assert read(text).decision is Decision.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Hamadoni tumanida halok boʻlgan uch chegarachi bugun xotirlandi.",
        "Hamadoni ilçesinde öldürülen üç sınır muhafızı bugün anıldı.",
        "Тәжікстанның Хамадони ауданында қаза тапқан үш шекарашы бүгін марапатталды.",
    ],
)
def test_people_of_whom_harm_is_only_remembered_are_no_incident(text: str) -> None:
    assert read(text).decision is not Decision.INCIDENT


def test_every_language_of_the_family_is_told_from_the_others() -> None:
    texts = {
        "uz": "Tojikiston chegarasida uch kishi halok boʻldi, deb xabar berdi chegarachilar.",
        "uz-Cyrl": "Тожикистон чегарасида уч киши ҳалок бўлди, деб хабар берди чегарачилар.",
        "tr": "Tacikistan sınırında üç kişi öldü, iki kişi de yaralandı.",
        "kk": "Тәжікстан шекарасында үш адам қаза тапты деп хабарлады.",
        "ky": "Тажикстандын чек арасында үч киши каза тапты деп билдирди.",
        "az": "Tacikistan sərhədində üç nəfər həlak olub, iki nəfər yaralanıb.",
        "ru": "На границе Таджикистана погибли три человека, сообщили пограничники.",
        "tg": "Дар сарҳади Тоҷикистон се нафар кушта шуданд, хабар доданд марзбонон.",
    }
    assert {code: read(text).language for code, text in texts.items()} == {code: code for code in texts}
    assert {"uz", "uz-Cyrl", "tr", "kk", "ky", "az"} <= set(knowledge().languages)
