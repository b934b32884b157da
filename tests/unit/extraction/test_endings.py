"""Endings that place names take, and what is left of a name that takes them."""

import pytest

from bot.extraction.endings import endings_for, stem_of, strip_proclitic


@pytest.mark.parametrize(
    ("stem", "ending", "fits"),
    [
        ("хатлон", "е", True),
        ("хатлон", "ская", True),
        ("хатлон", "да", True),
        ("хатлон", "ист", False),
        ("панч", "ер", False),
        ("панч", "е", True),
        ("пан", "а", False),
        ("xatlon", "da", True),
        ("xatlon", "ians", False),
        ("vose", "s", True),
        ("ختلان", "ی", True),
        ("哈特隆", "州", False),
    ],
)
def test_a_stem_takes_the_endings_of_its_script_and_length(stem: str, ending: str, fits: bool) -> None:
    assert (ending in endings_for(stem)) is fits


def test_every_stem_may_stand_alone() -> None:
    for stem in ("хатлон", "пан", "xatlon", "ختلان", "哈", ""):
        assert "" in endings_for(stem)


@pytest.mark.parametrize(
    ("word", "stem"),
    [("фархорский", "фархорск"), ("сугдская", "сугдск"), ("хатлон", "хатлон"), ("панч", "панч")],
)
def test_a_name_loses_what_inflection_changes(word: str, stem: str) -> None:
    assert stem_of(word) == stem


@pytest.mark.parametrize(
    ("word", "bare"), [("والختلان", "ختلان"), ("بختلان", "ختلان"), ("الصین", None), ("ختل", None)]
)
def test_little_words_before_an_arabic_name_are_taken_off(word: str, bare: str | None) -> None:
    assert strip_proclitic(word) == bare
