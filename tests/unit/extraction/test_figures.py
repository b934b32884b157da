"""From the figures of sentences to the cells of the event."""

import pytest

from bot.extraction.figures import settle
from bot.model.vocabulary import Measure, Party, SegmentKind
from tests.unit.extraction.stages import page, with_figures


def cells(text: str, title: str | None = None, language: str = "en") -> dict[str, int | None]:
    sentences, findings, _ = with_figures(text, language, title=title)
    kinds = [found.kind for found in page(text, language, title=title)]
    for sentence, kind in zip(sentences, kinds, strict=True):
        sentence.kind = kind
    settled = settle(f for f in findings if f.sentence.kind is not SegmentKind.BACKGROUND)
    return {f"{measure} {party}": finding.best for (measure, party), finding in settled.items()}


def test_the_lead_opens_a_cell_and_the_body_does_not_overwrite_it() -> None:
    text = "Five militants were killed on Tuesday in Khatlon.\nA villager saw three dead militants there."
    assert cells(text) == {"killed militants": 5}


def test_the_lead_counts_before_the_title() -> None:
    text = "Fourteen militants were killed on Tuesday in Khatlon."
    assert cells(text, title="Twelve militants killed") == {"killed militants": 14}


def test_the_body_fills_an_empty_cell() -> None:
    text = "Five militants were killed on Tuesday in Khatlon.\nOne border guard was wounded there."
    assert cells(text) == {"killed militants": 5, "wounded border_guards": 1}


def test_a_total_becomes_what_its_parts_leave() -> None:
    text = "Seven people were killed on Tuesday in Khatlon, including two border guards."
    assert cells(text) == {"killed border_guards": 2, "killed unknown": 5}


def test_a_total_that_its_parts_use_up_is_gone() -> None:
    text = "Seven people were killed on Tuesday in Khatlon: six attackers and one border guard."
    assert cells(text) == {"killed militants": 6, "killed border_guards": 1}


def test_a_total_with_no_party_is_unknown() -> None:
    assert cells("Seven people were killed on Tuesday in Khatlon.") == {"killed unknown": 7}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two smugglers were killed on Tuesday in Khatlon.\nOfficials said two militants were killed.",
            {"killed smugglers": 2},
        ),
        (
            "Two militants and three smugglers were killed on Tuesday in Khatlon.",
            {"killed militants": 2, "killed smugglers": 3},
        ),
    ],
)
def test_two_labels_are_one_group_unless_one_sentence_counts_them_apart(
    text: str, expected: dict[str, int]
) -> None:
    assert cells(text) == expected


def test_one_more_is_taken_up_in_the_new_toll() -> None:
    text = "One more worker died on Tuesday in Khatlon, raising the death toll to four."
    assert cells(text) == {"killed civilians": 4}


def test_a_vague_figure_gives_way_to_an_exact_one_beside_it() -> None:
    text = "Several militants were killed on Tuesday in Khatlon. Four militants were killed, officials said."
    assert cells(text)["killed militants"] in (None, 4)


def test_no_findings_make_no_cells() -> None:
    assert settle([]) == {}


def test_cells_are_keyed_by_measure_and_party() -> None:
    _, findings, _ = with_figures("Two guards were killed.")
    assert list(settle(findings)) == [(Measure.KILLED, Party.BORDER_GUARDS)]
