"""What was taken, and the rare details that identify an event."""

import pytest

from bot.extraction.details import find_seizures, quantity_total
from tests.unit.extraction.stages import report, sentence

PLACE = "in the Hamadoni district of Khatlon on the Afghan border on Tuesday"


def seized(text: str, language: str = "en") -> dict[str, tuple[float | None, str]]:
    return {s.item: (s.quantity, s.unit) for s in find_seizures([sentence(text, language)])}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Guards seized 64 kg of hashish.", {"hashish": (64, "kg")}),
        (
            "en",
            "Guards seized two rifles and 183 rounds.",
            {"rifle": (2, "piece"), "ammunition": (183, "piece")},
        ),
        ("en", "Guards seized 116 packages of drugs.", {"drugs": (116, "package")}),
        ("en", "Guards seized two tonnes of opium.", {"opium": (2, "t")}),
        ("en", "Guards seized drugs.", {"drugs": (None, "")}),
        ("en", "Twelve mobile phones were found.", {"phone": (12, "piece")}),
        ("ru", "Изъято 64 кг гашиша.", {"hashish": (64, "kg")}),
        ("ru", "Изъяты две гранаты и 183 патрона.", {"grenade": (2, "piece"), "ammunition": (183, "piece")}),
        ("en", "The smugglers carried 64 kg of hashish.", {}),
        ("en", "Guards seized the moment.", {}),
    ],
)
def test_things_taken_are_counted(
    language: str, text: str, found: dict[str, tuple[float | None, str]]
) -> None:
    assert seized(text, language) == found


def test_no_item_is_named_twice_and_a_quantity_beats_a_mere_naming() -> None:
    first, second = sentence("Drugs were found there."), sentence("Guards seized 12 kg of drugs.")
    assert [(s.item, s.quantity) for s in find_seizures([first, second])] == [("drugs", 12)]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        (f"Two men were killed at 00:30 {PLACE}.", "time:00:30"),
        (f"Two men were killed near post No. 9 {PLACE}.", "post:9"),
        ("Двое убиты на участке 9-й погранзаставы в районе Хамадони Хатлонской области.", "post:9"),
        (f"Two men were killed near border marker 151/2 {PLACE}.", "marker:151/2"),
        (f"Two smugglers were killed and 183 rounds seized {PLACE}.", "qty:183 ammunition"),
        (f"Seven smugglers crossed the river and two were killed {PLACE}.", "group:7"),
        (f"Two workers of the company Shohin SM were killed {PLACE}.", "company:shohin sm"),
        ("Двое рабочих ООО «Шохин СМ» убиты в районе Хамадони Хатлонской области.", "company:shohin sm"),
        (
            "Двое убиты у погранзаставы «Истиклол» в районе Шамсиддин Шохин Хатлонской области.",
            "post:istiqlol",
        ),
    ],
)
def test_a_rare_detail_is_an_anchor(text: str, anchor: str) -> None:
    assert anchor in report(text).anchors


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        (f"Two men were killed {PLACE}.", "time:"),
        (f"Two smugglers were killed and 200 rounds seized {PLACE}.", "qty:"),
        (f"Two smugglers were killed and 3 kg of opium seized {PLACE}.", "qty:"),
        (f"One smuggler crossed the river and was killed {PLACE}.", "group:"),
        (f"Two men were killed on 18/01/2026 {PLACE}.", "marker:"),
        (f"Two men of a company were killed {PLACE}.", "company:"),
    ],
)
def test_what_is_common_is_none(text: str, prefix: str) -> None:
    assert [anchor for anchor in report(text).anchors if anchor.startswith(prefix)] == []


def test_anchors_are_sorted_and_without_doubles() -> None:
    found = report(f"Two men were killed at 00:30 near post No. 9 and post No. 9 {PLACE}.").anchors
    assert list(found) == sorted(set(found))


def test_a_company_has_one_spelling_in_both_scripts() -> None:
    latin = report(f"Two workers of the company Shokhin SM were killed {PLACE}.").anchors
    cyrillic = report("Двое рабочих ООО «Шохин СМ» убиты в районе Хамадони Хатлонской области.").anchors
    assert {a for a in latin if a.startswith("company:")} == {a for a in cyrillic if a.startswith("company:")}


@pytest.mark.parametrize(("values", "total"), [([], None), ([1, 2], 3), ([1, None], None), ([0], 0)])
def test_a_sum_with_an_unknown_part_is_unknown(values: list[int | None], total: int | None) -> None:
    assert quantity_total(values) == total
