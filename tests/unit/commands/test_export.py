"""Incidents leave under the field's column names, sums agree, and no cell runs as a formula."""

import csv
import json
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from bot.commands.export import row, write_csv, write_jsonl
from bot.knowledge.vocabularies import Codebook, load_codebook
from bot.model.vocabulary import EventType, Party
from tests.builders import make_figure, make_incident, make_snapshot


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


def test_the_dead_stand_on_the_side_of_their_party_and_best_is_their_sum(codebook: Codebook) -> None:
    killed = {
        Party.BORDER_GUARDS: 2,
        Party.POLICE: 1,
        Party.MILITANTS: 3,
        Party.SMUGGLERS: 1,
        Party.CIVILIANS: 4,
        Party.UNKNOWN: 5,
    }
    record = row(make_incident(make_snapshot(killed=killed)), codebook)
    sides = [record[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")]
    assert sides == [3, 4, 4, 5]
    assert record["best"] == sum(sides)


def test_what_nobody_states_stays_empty(codebook: Codebook) -> None:
    record = row(make_incident(make_snapshot()), codebook)
    assert {record[name] for name in ("deaths_a", "deaths_b", "low", "best", "high", "wounded_best")} == {
        None
    }


def test_a_euphemism_alone_counts_nobody_as_dead(codebook: Codebook) -> None:
    snapshot = make_snapshot(killed={Party.MILITANTS: 4})
    (figure,) = snapshot.figures
    vague = replace(snapshot, figures=(replace(figure, figure=make_figure(0, None, 4)),))
    record = row(make_incident(vague), codebook)
    assert (record["deaths_b"], record["low"], record["best"], record["high"]) == (None, 0, None, 4)


@pytest.mark.parametrize(
    ("event_type", "acled", "contexts"),
    [
        (EventType.ARMED_CLASH, ("Battles", "Armed clash"), "military; terrorism; trafficking"),
        (EventType.DRUG_SEIZURE, (None, None), "illegal_drugs"),
        (EventType.BORDER_CLOSURE, ("Strategic developments", "Change to group/activity"), ""),
    ],
)
def test_the_event_is_named_as_others_name_it(
    codebook: Codebook, event_type: EventType, acled: tuple[str | None, str | None], contexts: str
) -> None:
    record = row(make_incident(event_type=event_type), codebook)
    assert (record["acled_event"], record["acled_sub_event"]) == acled
    assert record["contexts"] == contexts


@pytest.mark.parametrize(
    ("fields", "targeted"),
    [
        ({"event_type": EventType.ABDUCTION}, True),
        ({"event_type": EventType.DRONE_ATTACK, "killed": {Party.CIVILIANS: 3}}, True),
        ({"event_type": EventType.DRONE_ATTACK, "killed": {Party.SMUGGLERS: 2}}, False),
        (
            {
                "event_type": EventType.SHELLING_CROSSFIRE,
                "killed": {Party.CIVILIANS: 1},
                "wounded": {Party.BORDER_GUARDS: 1},
            },
            False,
        ),
        ({"event_type": EventType.INFILTRATION}, False),
    ],
)
def test_civilians_are_targeted_by_kind_of_event_or_as_the_only_ones_harmed(
    codebook: Codebook, fields: dict[str, Any], targeted: bool
) -> None:
    assert row(make_incident(**fields), codebook)["civilian_targeting"] is targeted


def test_json_lines_hold_one_incident_each(codebook: Codebook) -> None:
    output = StringIO()
    write_jsonl([make_incident(id_=1), make_incident(id_=2)], output, codebook)
    refs = [json.loads(line)["ref"] for line in output.getvalue().splitlines()]
    assert refs == ["TJAF-2026-0001", "TJAF-2026-0002"]


def table(codebook: Codebook, *seizures: str) -> dict[str, str]:
    """The one row of the table of an incident with these seizures, as a spreadsheet reads it."""
    output = StringIO()
    write_csv([make_incident(replace(make_snapshot(), seizures=seizures))], output, codebook)
    (record,) = csv.DictReader(StringIO(output.getvalue(), newline=""))
    return record


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(codebook: Codebook, first: str) -> None:
    seized = f'{first}HYPERLINK("http://e.org")'
    assert table(codebook, seized)["seized"] == f"'{seized}"


def test_other_cells_stay_as_they_are_and_empty_ones_empty(codebook: Codebook) -> None:
    record = table(codebook)
    assert (record["seized"], record["labels"], record["time_local"]) == ("", "", "")
    assert [name for name, cell in record.items() if "'" in cell] == []
    assert table(codebook, "opium = 3 kg")["seized"] == "opium = 3 kg"


def test_without_incidents_there_is_nothing_to_write(codebook: Codebook) -> None:
    output = StringIO()
    write_csv([], output, codebook)
    assert output.getvalue() == ""
