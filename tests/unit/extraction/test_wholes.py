"""Parts and wholes: who of several counted groups around one act was harmed."""

import pytest

from tests.unit.extraction.stages import best, figures, with_figures


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Three of five intruders were killed.", {"killed militants": 3}),
        ("en", "Three of the five intruders were killed.", {"killed militants": 3}),
        ("ru", "Трое из пяти нарушителей границы убиты.", {"killed militants": 3}),
        ("en", "Seven armed men crossed the river, five were killed.", {"killed militants": 5}),
        ("ru", "Семеро боевиков перешли реку, пятеро убиты.", {"killed militants": 5}),
    ],
)
def test_a_part_is_harmed_and_not_the_whole(language: str, text: str, found: dict[str, int]) -> None:
    assert best(text, language) == found


@pytest.mark.parametrize(
    "text",
    [
        "Seven people were killed in the clash: six attackers and one border guard.",
        "Seven people were killed in the clash (six attackers and one border guard).",
        "Seven people were killed in the clash, including six attackers and one border guard.",
    ],
)
def test_a_list_of_parts_shares_the_act_of_the_whole(text: str) -> None:
    assert figures(text) == [
        ("killed", "", 7, 7, 7),
        ("killed", "militants", 6, 6, 6),
        ("killed", "border_guards", 1, 1, 1),
    ]


def test_what_is_more_than_the_whole_is_no_part_of_it() -> None:
    assert best("Two people were killed in the clash: nine attackers fled.") == {
        "killed": 2,
        "escaped militants": 9,
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Seven armed men crossed the river. Five were shot dead."),
        ("ru", "Семеро боевиков перешли реку. Пятеро были убиты."),
    ],
)
def test_a_bare_number_takes_the_party_of_the_sentence_before(language: str, text: str) -> None:
    _, findings, _ = with_figures(text, language)
    assert [(f.measure.value, f.party, f.best) for f in findings] == [("killed", "militants", 5)]


def test_a_number_above_those_before_takes_no_party_from_them() -> None:
    _, findings, _ = with_figures("Three armed men crossed the river. Five were shot dead.")
    assert [(f.party, f.best) for f in findings] == [("", 5)]


def test_one_of_them_is_one_of_those_before() -> None:
    _, findings, _ = with_figures("Three border guards were wounded. One of them died.")
    assert [(f.measure.value, f.party) for f in findings] == [
        ("wounded", "border_guards"),
        ("killed", "border_guards"),
    ]
