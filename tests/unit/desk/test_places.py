"""What a person typed becomes a place, a border, several of them, or a question back."""

import pytest

from bot.desk.places import LONGEST_PLACE_CHARACTERS, MOST_PLACES, resolve, resolve_several
from bot.model.answers import Problem
from bot.model.place import Place
from tests.unit.desk.conftest import known


@pytest.mark.parametrize(
    ("typed", "place_id"),
    [
        ("Khatlon", "tj-kt"),
        ("khatlon", "tj-kt"),
        ("  Хатлон ", "tj-kt"),
        ("Хатлонская область", "tj-kt"),
        ("в Хатлоне", "tj-kt"),
        ("ختلان", "tj-kt"),
        ("哈特隆", "tj-kt"),
        ("Вилояти Хатлон", "tj-kt"),
        ("TJ-KT", "tj-kt"),
        ("tj-kt", "tj-kt"),
        ("Shamsiddin Shohin", "tj-kt-shohin"),
        ("Shohin district", "tj-kt-shohin"),
        ("Panj River", "r-panj"),
        ("Tajikistan", "tj"),
        ("TJ-AF", "TJ-AF"),
        ("tj af", "TJ-AF"),
        ("tj–af", "TJ-AF"),
        ("Tajikistan–Afghanistan border", "TJ-AF"),
        ("Afghanistan-Tajikistan", "TJ-AF"),
        ("Таджикистан–Афганистан", "TJ-AF"),
        ("Uzbekistan and Tajikistan", "TJ-UZ"),
        ("Badakhshan, Afghanistan", "af-bds"),
        ("Afghanistan Badakhshan", "af-bds"),
        ("Ishkashim, Gorno-Badakhshan", "tj-gb-ishkoshim"),
        ("Panj Khatlon", "tj-kt-panj"),
    ],
)
def test_a_place_is_understood_in_any_writing(typed: str, place_id: str) -> None:
    found = resolve(typed, known())
    assert isinstance(found, Place)
    assert found.id == place_id


def test_nothing_typed_means_everything() -> None:
    assert resolve("  ", known()) is None
    assert resolve_several(" ,\n", known()) == ()


def test_namesakes_become_a_question() -> None:
    found = resolve("Badakhshan", known())
    assert isinstance(found, Problem)
    assert found.code == "place_ambiguous"
    assert [place.id for place in found.suggestions] == ["tj-gb", "af-bds"]


@pytest.mark.parametrize("typed", ["Khattlonn", "Хатлонн", "khotlon"])
def test_a_misspelling_becomes_a_suggestion_and_never_a_guess(typed: str) -> None:
    found = resolve(typed, known())
    assert isinstance(found, Problem)
    assert (found.code, dict(found.values)) == ("place_unknown", {"text": typed})
    assert "tj-kt" in [place.id for place in found.suggestions]


@pytest.mark.parametrize("typed", ["Atlantis Prime", "zz", "😀", "'; DROP TABLE", "x" * 5000])
def test_what_nobody_knows_is_said_to_be_unknown(typed: str) -> None:
    found = resolve(typed, known())
    assert isinstance(found, Problem)
    assert found.code == "place_unknown"
    assert len(dict(found.values)["text"]) <= LONGEST_PLACE_CHARACTERS


def test_one_place_is_asked_for_at_a_time() -> None:
    found = resolve("Khatlon Sughd", known())
    assert isinstance(found, Problem)
    assert found.code == "one_place"
    assert [place.id for place in found.suggestions] == ["tj-kt", "tj-su"]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Khatlon", ["tj-kt"]),
        ("Khatlon, Sughd", ["tj-kt", "tj-su"]),
        ("Khatlon Sughd", ["tj-kt", "tj-su"]),
        ("Хатлон; Согд", ["tj-kt", "tj-su"]),
        ("ختلان، سغد", ["tj-kt", "tj-su"]),
        ("Khatlon\nTJ-AF\nKG-TJ", ["tj-kt", "TJ-AF", "KG-TJ"]),
        ("Khatlon, Tajikistan", ["tj-kt"]),
        ("Badakhshan, Afghanistan, Khatlon", ["af-bds", "tj-kt"]),
        ("Khatlon, Хатлон, tj-kt", ["tj-kt"]),
        ("Shamsiddin Shohin Darvoz", ["tj-kt-shohin", "tj-gb-darvoz"]),
    ],
)
def test_several_places_are_told_apart(typed: str, ids: list[str]) -> None:
    found = resolve_several(typed, known())
    assert isinstance(found, tuple)
    assert [place.id for place in found] == ids


def test_the_first_that_is_not_understood_stops_all_and_the_others_are_kept() -> None:
    found = resolve_several("Khatlon, Khattlonn, Sughd, Atlantis", known())
    assert isinstance(found, Problem)
    assert found.code == "place_unknown"
    assert dict(found.values) == {"text": "Khattlonn", "others": "tj-kt, tj-su"}
    assert found.suggestions[0].id == "tj-kt"


def test_too_many_places_are_refused() -> None:
    names = [place.id for place in known().gazetteer.all() if place.kind == "adm2"][: MOST_PLACES + 1]
    found = resolve_several(", ".join(names), known())
    assert found == Problem(code="too_many_places", values=(("most", str(MOST_PLACES)),))


def test_every_name_of_the_gazetteer_leads_to_its_place() -> None:
    lost = []
    for place in known().gazetteer.all():
        for _, name in place.names:
            meant = [one.id for one in known().places.query(name)]
            if place.id not in meant[:4]:
                continue  # the index prefers others of that name, or wants more words
            found = resolve(name, known())
            given = (
                [one.id for one in found.suggestions]
                if isinstance(found, Problem)
                else [found.id if found else ""]
            )
            if place.id not in given:
                lost.append((name, place.id, given))
    assert lost == []
