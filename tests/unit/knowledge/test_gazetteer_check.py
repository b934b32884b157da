"""The gazetteer's check looks at every row and says what is wrong with it."""

from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.checks.gazetteer import COLUMNS, gazetteer_faults
from bot.knowledge.files import NAME_COLUMNS
from tests.unit.knowledge.spoiling import Change, Copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path, gazetteer_faults)


def add(row_id: str, **cells: str) -> Change:
    """Double the row of Hamadoni district under another id and without its names."""

    def change(rows: list[dict[str, Any]]) -> None:
        model = next(row for row in rows if row["id"] == "tj-kt-hamadoni")
        names = dict.fromkeys(NAME_COLUMNS, "")
        marks = {"context_names": "", "needs_context": "no", "uncertain_names": "", "ambiguous_with": ""}
        rows.append({**model, **names, **marks, "id": row_id, "en": "Nowhereabad", **cells})

    return change


@pytest.mark.parametrize(
    ("place", "cells", "fault"),
    [
        ("tj-kt", {"id": "TJ KT"}, "TJ KT: id: is not small letters"),
        ("tj-kt-hamadoni", {"kind": "county"}, "kind: 'county' is none of"),
        ("tj-kt-hamadoni", {"parent": "tj-nowhere"}, "parent: tj-nowhere is missing"),
        ("tj-kt-hamadoni", {"parent": "tj"}, "parent: a adm2 lies in adm1"),
        ("tj", {"parent": "af"}, "parent: a country lies in nothing"),
        ("tj-kt-hamadoni", {"parent": ""}, "parent: a adm2 lies in adm1"),
        ("tj-kt", {"iso3166_2": "TJKT"}, "iso3166_2: 'TJKT' is no code"),
        ("tj-kt", {"iso3166_2": "AF-KT"}, "iso3166_2: AF-KT is no code of TJ"),
        ("tj-kt", {"iso3166_2": "TJ-GB"}, "TJ-GB: this iso3166_2 stands 2 times"),
        ("tj", {"iso3166_2": "TJK"}, "iso3166_2: 'TJK' is no country code"),
        ("tj-kt-hamadoni", {"iso3166_2": "TJ-HA"}, "only countries and adm1 have one"),
        ("tj-kt-hamadoni", {"lat": "69.6", "lon": "37.6"}, "lat: '69.6' is no degree"),
        ("tj-kt-hamadoni", {"lat": ""}, "lat: '' is no degree"),
        ("tj-kt-hamadoni", {"lon": "69,6"}, "lon: '69,6' is no degree"),
        ("tj-kt-hamadoni", {"coord_km": "0"}, "coord_km: '0' is no distance"),
        ("tj-kt-hamadoni", {"coord_source": "a map"}, "coord_source: 'a map' is not"),
        ("tj-kt-hamadoni", {"border_side": ""}, "border_side: is empty"),
        ("tj-kt-hamadoni", {"border_side": "XX"}, "border_side: XX is no country"),
        ("tj-kt-hamadoni", {"border_side": "AF"}, "border_side: lies in TJ by its parents"),
        ("tj-kt-hamadoni", {"on_border": "no"}, "on_border: is yes where borders are named"),
        ("tj-kt-hamadoni", {"borders": "TJ-XX"}, "borders: TJ-XX is no pair of countries"),
        ("tj-kt-hamadoni", {"borders": "AF-TJ"}, "borders: write TJ-AF, not AF-TJ"),
        ("tj-kt-hamadoni", {"borders": "PK-AF"}, "borders: PK-AF is no border of TJ"),
        ("tj-kt-hamadoni", {"en": ""}, "en: every place has an English name"),
        ("tj-kt-hamadoni", {"ru": "Хамадони|"}, "ru: a name is empty or begins or ends with a space"),
        ("tj-kt-hamadoni", {"ru": "Хамадони|Хамадони"}, "ru: a name stands twice"),
        ("tj-kt-hamadoni", {"ru": "«»"}, "ru: nothing to match in"),
        ("tj-kt-hamadoni", {"context_names": "ru:Москва"}, "context_names: 'ru:Москва' is no name"),
        ("tj-kt-hamadoni", {"uncertain_names": "xx:Хамадони?"}, "uncertain_names: 'xx:Хамадони?' is no name"),
        ("tj-kt-hamadoni", {"ambiguous_with": "tj-nowhere"}, "ambiguous_with: tj-nowhere is no other place"),
        ("tj-kt-hamadoni", {"ambiguous_with": "af"}, "ambiguous_with: af does not name it in turn"),
        ("tj-kt-hamadoni", {"evidence": "rumour"}, "evidence: 'rumour' is none of"),
        ("tj-kt-hamadoni", {"ru": "Хатлон"}, "is a name of tj-kt-hamadoni too"),
        ("tj-kt-hamadoni", {"needs_context": "maybe"}, "needs_context: is yes where"),
    ],
)
def test_each_fault_of_a_row_is_named(copy: Copy, place: str, cells: dict[str, str], fault: str) -> None:
    faults = copy.row(place, **cells)
    assert any(line.startswith("gazetteer.tsv: ") and fault in line for line in faults), faults


def test_an_id_that_stands_twice_is_named(copy: Copy) -> None:
    assert "gazetteer.tsv: tj-kt-farkhor: this id stands 2 times" in copy.rows(add("tj-kt-farkhor"))


def test_a_shared_name_is_found_however_it_is_spelt(copy: Copy) -> None:
    faults = copy.rows(add("tj-kt-nowhere", tg="ХАТЛОН"))
    assert any("tj-kt-nowhere too, and ambiguous_with does not say so" in fault for fault in faults)


def test_a_shared_name_is_no_fault_where_both_rows_say_so(copy: Copy) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        add("tj-kt-nowhere", ru="Хатлон", ambiguous_with="tj-kt")(rows)
        khatlon = next(row for row in rows if row["id"] == "tj-kt")
        khatlon["ambiguous_with"] = f"{khatlon['ambiguous_with']}|tj-kt-nowhere".strip("|")

    assert copy.rows(change) == []


def test_a_label_in_parentheses_is_no_name_to_match(copy: Copy) -> None:
    assert copy.rows(add("tj-kt-nowhere", ru="Хатлон (область)")) == []


def test_parents_that_form_a_ring_are_named(copy: Copy) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            if row["id"] == "tj-kt":
                row["parent"] = "tj-kt-hamadoni"

    assert any("its parents form a ring" in fault for fault in copy.rows(change))


def test_a_watched_border_needs_a_place_on_either_side(copy: Copy) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            if row["border_side"] == "CN":
                row["borders"], row["on_border"] = "", "no"

    assert "gazetteer.tsv: CN-TJ: no place on the side of CN" in copy.rows(change)


def test_a_lost_column_and_a_torn_row_are_named(copy: Copy) -> None:
    path = copy.folder / "gazetteer.tsv"
    text = path.read_text(encoding="utf-8")
    torn = copy.text("gazetteer.tsv", text.replace("\tTJ-KT\t", "\t", 1))
    assert any(f"{len(COLUMNS) - 1} cells, not {len(COLUMNS)}" in fault for fault in torn), torn
    renamed = copy.text("gazetteer.tsv", text.replace("\tborder_side\t", "\tside\t", 1))
    assert renamed == ["gazetteer.tsv: line 1: no column border_side"]


def test_a_gazetteer_without_a_place_is_named(copy: Copy) -> None:
    assert "gazetteer.tsv: file: holds no place" in copy.rows(lambda rows: rows.clear())
