"""Counted people: a number with the party it counts."""

import pytest

from bot.extraction.groups import Group
from tests.unit.extraction.stages import sentence


def groups(text: str, language: str = "en") -> list[Group]:
    return sentence(text, language).groups


def counted(text: str, language: str = "en") -> list[tuple[int | None, str]]:
    return [(group.best, group.party) for group in groups(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "four terrorists", [(4, "militants")]),
        ("en", "four armed men", [(4, "militants")]),
        ("en", "four heavily armed young men", [(4, "militants")]),
        ("en", "four smugglers and two border guards", [(4, "smugglers"), (2, "border_guards")]),
        ("en", "one guard", [(1, "border_guards")]),
        ("en", "a 14-year-old boy", [(1, "civilians")]),
        ("en", "two 14-year-old boys", [(2, "civilians")]),
        ("en", "three members of a terrorist group", [(3, "militants")]),
        ("en", "seven people", [(7, "people")]),
        ("en", "five soldiers", [(5, "military")]),
        ("en", "two policemen", [(2, "police")]),
        ("en", "two Taliban fighters", [(2, "taliban")]),
        ("en", "a shepherd", [(1, "civilians")]),
        ("ru", "четверо террористов", [(4, "militants")]),
        ("ru", "четверо вооружённых лиц", [(4, "militants")]),
        ("ru", "двое военнослужащих погранвойск", [(2, "border_guards")]),
        ("ru", "трое контрабандистов и один пограничник", [(3, "smugglers"), (1, "border_guards")]),
        ("ru", "двое силовиков", [(2, "police")]),
        ("ru", "пятеро мирных жителей", [(5, "civilians")]),
        ("ru", "семь человек", [(7, "people")]),
        ("ru", "трое из них", [(3, "")]),
        ("zh", "3名中国工人死亡", [(3, "civilians")]),
    ],
)
def test_a_number_counts_the_party_behind_it(
    language: str, text: str, found: list[tuple[int | None, str]]
) -> None:
    assert counted(text, language) == found


@pytest.mark.parametrize(
    ("language", "text", "nationality"),
    [
        ("en", "three Chinese", "CN"),
        ("en", "three Chinese workers", "CN"),
        ("en", "three citizens of China", "CN"),
        ("en", "two Afghan nationals", "AF"),
        ("ru", "трое китайцев", "CN"),
        ("ru", "трое граждан Китая", "CN"),
        ("ru", "двое китайских рабочих", "CN"),
    ],
)
def test_a_nationality_makes_civilians(language: str, text: str, nationality: str) -> None:
    (group,) = groups(text, language)
    assert (group.party, group.nationality) == ("civilians", nationality)


def test_arms_make_militants_of_nationals() -> None:
    (group,) = groups("two armed Afghan nationals")
    assert (group.party, group.nationality) == ("militants", "AF")


def test_the_word_for_the_party_is_kept_as_its_label() -> None:
    assert [group.label for group in groups("four terrorists and two smugglers")] == [
        "terrorists",
        "smugglers",
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "64 kg of drugs"),
        ("en", "12 mobile phones"),
        ("en", "nine grenades"),
        ("en", "two explosive devices"),
        ("en", "three attacks"),
        ("en", "two hours"),
        ("en", "aged 24 and 31"),
        ("en", "a group"),
        ("ru", "64 кг наркотиков"),
        ("ru", "девять гранат"),
        ("ru", "четыре мины"),
        ("ru", "три нападения"),
        ("ru", "24 и 31 года"),
        ("ru", "60 процентов"),
        ("ru", "пять сёл"),
    ],
)
def test_a_number_of_things_is_no_group(language: str, text: str) -> None:
    assert [group for group in groups(text, language) if group.party not in ("", "people")] == []


def test_a_trade_in_things_is_still_people() -> None:
    assert counted("three weapons smugglers") == [(3, "smugglers")]
    assert counted("three drug couriers") == [(3, "smugglers")]


def test_more_and_others_are_noted() -> None:
    assert [group.more for group in groups("two more guards, three others and four men")] == [
        True,
        True,
        False,
    ]


def test_a_number_reaches_no_further_than_the_next_one() -> None:
    assert counted("Five were killed and two guards wounded")[0] == (5, "")


def test_a_party_before_a_bare_number_is_taken_where_a_sign_joins_them() -> None:
    assert counted("Killed: militants: 4.")[0] == (4, "militants")


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "his cousin, 11, was wounded", []),
        ("en", "a shepherd, 34, was killed", [(1, "civilians")]),
        ("en", "two men, aged 24 and 31, were killed", [(2, "people")]),
        ("ru", "двое детей 9 и 12 лет", [(2, "civilians")]),
        ("ru", "двое контрабандистов, 24 и 31 года", [(2, "smugglers")]),
        ("uk", "двоє дітей, 9 і 12 років", [(2, "civilians")]),
        ("de", "zwei Kinder, 9 und 12 Jahre alt", [(2, "civilians")]),
        ("fr", "deux enfants, 9 et 12 ans", [(2, "civilians")]),
        ("bg", "двама пастири на 24 и 31 години", [(2, "civilians")]),
        ("zh", "一名14岁男孩", [(1, "civilians")]),
        ("zh", "两名儿童，9岁和12岁", [(2, "civilians")]),
        ("fa", "یک کودک ۱۴ ساله", [(1, "civilians")]),
        ("tg", "як кӯдаки 14-сола", [(1, "civilians")]),
        ("tr", "14 yaşındaki bir çocuk", [(1, "civilians")]),
        ("kk", "14 жастағы екі бала", [(2, "civilians")]),
        ("uz", "14 yoshli ikki bola", [(2, "civilians")]),
    ],
)
def test_ages_count_nobody_and_hide_nobody(
    language: str, text: str, found: list[tuple[int | None, str]]
) -> None:
    assert counted(text, language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "twelve soldiers and civilians"),
        ("ru", "двенадцать военных и гражданских"),
        ("uk", "дванадцять військових і цивільних"),
        ("bg", "дванадесет войници и цивилни"),
        ("de", "zwölf Soldaten und Zivilisten"),
        ("fr", "douze soldats et civils"),
        ("tg", "дувоздаҳ ҳарбиён ва ғайринизомиён"),
        ("fa", "دوازده نظامی و غیرنظامی"),
        ("tr", "on iki asker ve sivil"),
        ("uz", "oʻn ikki harbiy va tinch aholi"),
        ("kk", "он екі сарбаз бен бейбіт тұрғын"),
        ("zh", "12名军人和平民"),
    ],
)
def test_one_number_for_people_of_two_kinds_names_neither(language: str, text: str) -> None:
    assert counted(text, language) == [(12, "people")]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "twelve soldiers and a civilian", [(12, "military"), (1, "civilians")]),
        ("en", "twelve soldiers and three civilians", [(12, "military"), (3, "civilians")]),
        ("en", "one soldier and civilians", [(1, "military")]),
        ("ru", "двенадцать военных и полицейский", [(12, "military")]),
        ("tr", "1 asker ve siviller", [(1, "military")]),
        ("tr", "on iki asker ve bir polis", [(12, "military"), (1, "police")]),
        ("zh", "12名军人和1名警察", [(12, "military"), (1, "police")]),
    ],
)
def test_people_with_a_number_of_their_own_or_in_the_singular_are_counted_apart(
    language: str, text: str, found: list[tuple[int | None, str]]
) -> None:
    assert counted(text, language) == found


def test_a_band_is_one_thing_and_its_members_are_people() -> None:
    assert counted("an armed group") == []
    assert counted("three gangs") == []
    assert counted("three members of an armed group") == [(3, "militants")]
    assert counted("three armed group members") == [(3, "militants")]
