"""Place names: what the gazetteer's spellings match in a sentence, and what people type."""

import pytest

from bot.knowledge import files
from bot.model.place import Place
from tests.unit.extraction.stages import knowledge, sentence

ROWS = {row["id"]: row for row in files.gazetteer_rows()}
SHOHIN, DARVOZ, KHATLON = "tj-kt-shohin", "tj-gb-darvoz", "tj-kt"


def asked(text: str) -> list[str]:
    return [place.id for place in knowledge().places.query(text)]


def writings(place_id: str) -> list[str]:
    """Every writing of a place in the gazetteer; labels in parentheses are none."""
    return sorted(
        {
            name
            for column in files.NAME_COLUMNS
            for name in ROWS[place_id][column].split("|")
            if name and "(" not in name
        }
    )


@pytest.mark.parametrize(
    "place_id",
    [
        "tj-kt", "tj-gb", "tj-su", SHOHIN, DARVOZ, "tj-kt-hamadoni", "tj-kt-farkhor", "tj-kt-jayhun",
        "af-bds", "af-tak", "kg-b", "tj", "af", "tj-du",
    ],
)  # fmt: skip
def test_every_writing_of_the_gazetteer_is_understood(place_id: str) -> None:
    names = writings(place_id)
    assert len(names) > 5
    lost = [name for name in names if place_id not in asked(name)]
    assert not lost


@pytest.mark.parametrize("place_id", ["tj-kt", "tj-kt-hamadoni", DARVOZ])
def test_a_writing_is_understood_in_any_case_and_with_spaces_around(place_id: str) -> None:
    for name in writings(place_id):
        assert place_id in asked(f"  {name.upper()} ")
        assert place_id in asked(name.lower())


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        # inflected
        ("Хатлоне", KHATLON),
        ("Хатлонской области", KHATLON),
        ("в Хатлоне", KHATLON),
        ("Дарвазе", DARVOZ),
        ("Дарвазском районе", DARVOZ),
        ("Xatlonda", KHATLON),
        ("Дарвозда", DARVOZ),
        # with unit words
        ("Khatlon province", KHATLON),
        ("Khatlon region", KHATLON),
        ("Darvoz district", DARVOZ),
        ("район Дарваз", DARVOZ),
        ("вилояти Хатлон", KHATLON),
        ("ولایت ختلان", KHATLON),
        ("哈特隆州", KHATLON),
        # hooks and hyphens
        ("Шамсиддин Шоҳин", SHOHIN),
        ("Шамсиддин Шохин", SHOHIN),
        ("Shamsiddin-Shohin", SHOHIN),
        ("شمس\u200cالدین شاهین", SHOHIN),
        ("شمس الدین شاهین", SHOHIN),
        # ISO codes and ids
        ("TJ-KT", KHATLON),
        ("tj-kt", KHATLON),
        ("AF-BDS", "af-bds"),
        ("TJ", "tj"),
        ("tj-kt-shohin", SHOHIN),
        # old names
        ("Шуроабад", SHOHIN),
        ("Kumsangir", "tj-kt-jayhun"),
    ],
)
def test_what_people_type_is_understood(text: str, place_id: str) -> None:
    assert place_id in asked(text)


@pytest.mark.parametrize(
    "text", ["", "   ", "()", "Atlantis", "five men were killed", "Khatlon was quiet all day", "панчер", "🙂"]
)
def test_what_is_no_place_is_none(text: str) -> None:
    assert asked(text) == []


def test_a_name_of_both_banks_means_both_the_watched_bank_first() -> None:
    found = asked("Badakhshan")
    assert {"tj-gb", "af-bds"} <= set(found)
    assert found == asked("BADAKHSHAN")


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Katlon", KHATLON),
        ("Khatlom", KHATLON),
        ("Хатлонь", KHATLON),
        ("Darvos", DARVOZ),
        ("Hamadony", "tj-kt-hamadoni"),
        ("Shamsidin Shohin", SHOHIN),
        ("Ишкошм", "tj-gb-ishkoshim"),
    ],
)
def test_a_close_misspelling_suggests_the_place(text: str, place_id: str) -> None:
    assert place_id in [place.id for place in knowledge().places.suggest(text)]


@pytest.mark.parametrize("text", ["", "x", "Kh", "zzzzzzzzzz", "12345678"])
def test_what_is_close_to_nothing_suggests_nothing(text: str) -> None:
    assert knowledge().places.suggest(text) == ()


def test_suggestions_are_few_and_name_no_place_twice() -> None:
    found = knowledge().places.suggest("Shamsidin")
    assert len(found) <= 3
    assert len({place.id for place in found}) == len(found)
    assert len(knowledge().places.suggest("Khatlom", limit=1)) == 1


def mentioned(text: str, language: str = "en") -> list[str]:
    """The best place of every sure mention."""
    return [mention.places[0].id for mention in sentence(text, language).places if mention.sure]


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("en", "in the Darvoz district of Gorno-Badakhshan", [DARVOZ, "tj-gb"]),
        ("en", "in the Shamsiddin Shohin district of Khatlon", [SHOHIN, KHATLON]),
        ("en", "on the Panj River", ["r-panj"]),
        ("en", "in the Panj district of Khatlon", ["tj-kt-panj", KHATLON]),
        ("ru", "в Дарвазском районе ГБАО", [DARVOZ, "tj-gb"]),
        ("ru", "в районе Шамсиддин Шохин Хатлонской области", [SHOHIN, KHATLON]),
        ("ru", "на реке Пяндж", ["r-panj"]),
        ("tg", "дар ноҳияи Панҷи вилояти Хатлон", ["tj-kt-panj", KHATLON]),
        ("fa", "در ناحیه شمس\u200cالدین شاهین ولایت ختلان", [SHOHIN, KHATLON]),
        ("zh", "在哈特隆州", [KHATLON]),
        ("zh", "在戈尔诺-巴达赫尚", ["tj-gb"]),
    ],
)
def test_places_are_found_in_a_sentence(language: str, text: str, places: list[str]) -> None:
    assert mentioned(text, language) == places


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The match of Panj was five."),
        ("en", "They were Khatloners of old"),
        ("tg", "панҷ нафар кушта шуданд"),
        ("fa", "پنج نفر کشته شدند"),
        ("ru", "панчер и хатлонисты"),
        ("ru", "независимость и дружба"),
    ],
)
def test_ordinary_words_are_no_places(language: str, text: str) -> None:
    assert mentioned(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "in the Ishkoshim district of Tajikistan", "TJ"),
        ("en", "in Ishkashim district of Gorno-Badakhshan", "TJ"),
        ("en", "in Ishkashim, Gorno-Badakhshan", "TJ"),
        ("en", "in Ishkashim district of Afghan Badakhshan", "AF"),
        ("en", "in Afghan Badakhshan", "AF"),
        ("ru", "в Дарвазском районе Таджикистана", "TJ"),
    ],
)
def test_unit_and_country_decide_between_the_banks(language: str, text: str, country: str) -> None:
    found = [m.places[0] for m in sentence(text, language).places if m.sure and m.places[0].kind != "country"]
    assert found
    assert {place.country for place in found} == {country}


def test_an_inflected_name_keeps_what_was_added() -> None:
    (mention, *_) = sentence("в Хатлоне убиты двое", "ru").places
    assert mention.ending == "е"


def test_a_plain_place_has_its_data() -> None:
    (khatlon,) = knowledge().places.query("Khatlon")
    assert isinstance(khatlon, Place)
    assert (khatlon.code, khatlon.kind, khatlon.country) == ("TJ-KT", "adm1", "TJ")
    assert "TJ-AF" in khatlon.borders


@pytest.mark.parametrize(
    ("language", "text", "place_id"),
    [
        ("ru", "на Пяндже в районе Фархор", "tj-kt-farkhor"),
    ],
)
def test_a_unit_word_behind_a_preposition_belongs_to_the_next_name(
    language: str, text: str, place_id: str
) -> None:
    assert mentioned(text, language) == [place_id]
