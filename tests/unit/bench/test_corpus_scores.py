"""The baselines and scores beside which our reading of a corpus is printed."""

import json
from pathlib import Path

import pytest

from bench.corpus import b_cubed, corpus_report, detection_f1, first_number_near_killing, share_right

DOCUMENTS = (
    {
        "id": "clash",
        "language": "en",
        "published": "2026-01-18",
        "title": "Four militants killed on the Tajik-Afghan border",
        "text": "Border guards killed four militants in the Shamsiddin Shohin district of Khatlon on Sunday, "
        "the Border Troops said.",
    },
    {
        "id": "relay",
        "language": "en",
        "published": "2026-01-18",
        "title": "Tajikistan: four militants killed in Khatlon",
        "text": "The Border Troops of Tajikistan said that 4 militants were killed in the Shamsiddin Shohin "
        "district of Khatlon on Sunday.",
    },
    {
        "id": "bakery",
        "language": "en",
        "published": "2026-01-19",
        "title": "A bakery opens",
        "text": "A bakery with forty workplaces opened in the centre of the town on Monday.",
    },
)
LABELS = (
    {"id": "clash", "incident": True, "incident_key": "a", "killed": 4, "killed_by_party": {"militants": 4}},
    {"id": "relay", "incident": True, "incident_key": "a", "killed": 4, "adm1": "TJ-KT"},
    {"id": "bakery", "incident": False, "incident_key": None, "killed": None},
)


def lay_out(folder: Path) -> None:
    """A labelled corpus of three documents, as ``make bench CORPUS=folder`` takes it."""
    for name, rows in ("documents", DOCUMENTS), ("gold", LABELS):
        told = [{"outlet": "Example", "seen": "2026-01-19T12:00:00Z", **row} for row in rows]
        lines = "".join(json.dumps(row) + "\n" for row in told)
        (folder / f"small.{name}.jsonl").write_text(lines, encoding="utf-8")


def test_equal_groupings_score_one_whatever_their_names() -> None:
    assert b_cubed({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "x", "c": "y"}) == 1.0


def test_one_big_group_loses_precision_and_single_items_lose_recall() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    welded = b_cubed(gold, dict.fromkeys(gold, "all"))
    split = b_cubed(gold, {})
    assert welded == pytest.approx(2 / 3)
    assert split == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("On the border 4 militants were killed at 23:30.", 4),
        ("Guards killed 3 men near post No. 5.", 3),
        ("Убиты 12 человек.", 12),
        ("Nobody said anything about 1,350 kilometres.", None),
    ],
)
def test_the_reading_baseline_takes_the_nearest_number(text: str, number: int | None) -> None:
    assert first_number_near_killing(text) == number


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no"):
        corpus_report(tmp_path)


def test_a_small_labelled_corpus_is_read_replayed_and_scored(tmp_path: Path) -> None:
    lay_out(tmp_path)
    lines = [" ".join(line.split()) for line in corpus_report(tmp_path).splitlines()]
    assert "small.documents.jsonl: 3 documents" in lines
    assert "decisions incident 2, other 1" in lines
    assert "incidents 1" in lines
    assert "detection F1 0.800 1.000" in lines
    assert "killed, exact 0.500 1.000" in lines
    assert "killed by party, exact – 1.000" in lines
    assert "district – –" in lines
    assert "merging, B³ F1 1.000 1.000" in lines
    assert "en 3 1.000 1.000" in lines


def test_a_share_counts_what_is_labelled_and_takes_other_right_values() -> None:
    gold = [
        {"id": "a", "incident": True, "killed": 4, "accept": {"killed": [5]}},
        {"id": "b", "incident": True, "killed": 2},
        {"id": "c", "incident": True, "killed": None},
        {"id": "d", "incident": False, "killed": 9},
    ]
    assert share_right(gold, {"a": {"killed": 5}, "b": {"killed": 3}}, "killed") == 0.5
    assert share_right(gold, {}, "killed") == 0.0
    assert share_right(gold[2:], {}, "killed") is None


def test_by_party_zeros_and_remainders_do_not_matter() -> None:
    gold = [{"id": "a", "incident": True, "killed_by_party": {"militants": 3, "border_guards": 0}}]
    assert (
        share_right(gold, {"a": {"killed_by_party": {"militants": 3, "unknown": 1}}}, "killed_by_party")
        == 1.0
    )
    assert share_right(gold, {"a": {"killed_by_party": {"civilians": 3}}}, "killed_by_party") == 0.0


def test_detection_counts_missed_and_invented_incidents() -> None:
    gold = [{"id": "a", "incident": True}, {"id": "b", "incident": True}, {"id": "c", "incident": False}]
    ours = {"a": {"decision": "incident"}, "b": {"decision": "review"}, "c": {"decision": "incident"}}
    assert detection_f1(gold, ours) == 0.5
