"""Word lists: their form, their gaps and the entries that stand in each other's way."""

from pathlib import Path

import pytest

from bot.knowledge.checks.packs import pack_faults
from tests.unit.knowledge.spoiling import Change, Copy

EN = "lexicon/en.toml"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path, pack_faults)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        # form
        (lambda p: p.update(weather={}), "weather: unknown section"),
        (lambda p: p.update(event="clash"), "event: write it as a table"),
        (lambda p: p["event"].update(parade="march"), "event.parade: unknown key"),
        (lambda p: p["event"].update(clash=7), "event.clash: 7 is not a string"),
        (lambda p: p["act"].update(sing={}), "act.sing: unknown key"),
        (lambda p: p["act"].update(death="killed"), "act.death: write it as a table"),
        (lambda p: p["act"]["death"].update(middle="x"), "act.death.middle: unknown key"),
        (lambda p: p["item"].update(gold="gold"), "item.gold: unknown key"),
        (lambda p: p["unit"].update(weight="kg"), "unit.weight: unknown key"),
        (lambda p: p["nation"].update(Tajik="tajik"), "nation.Tajik: no country code"),
        (lambda p: p["nation"].update(TJ=7), "nation.TJ: 7 is not a string"),
        (lambda p: p.update(nation="tajik"), "nation: write it as a table"),
        (lambda p: p["grammar"].update(active="above"), "grammar.active: 'above' is not before"),
        (lambda p: p["grammar"].pop("noun"), "grammar.noun: missing"),
        (lambda p: p["grammar"].update(postpositions="no"), "grammar.postpositions: 'no' is not true"),
        (lambda p: p["language"].update(script="runes"), "language.script: 'runes' is not one of"),
        (lambda p: p["language"].update(script="cyrillic"), "is another one than in languages.toml"),
        (lambda p: p["language"].update(code="eo"), "language.code: 'eo' is not the name of the file"),
        (lambda p: p["language"].update(code="eo"), "language.code: eo does not stand in languages.toml"),
        (lambda p: p["calendar"]["months"].pop(), "calendar.months:"),
        (lambda p: p["calendar"].update(solar=["hamal"]), "is not a list of 12 names or none"),
        (lambda p: p["numbers"].update(vague_few="few"), "numbers.vague_few: unknown key"),
        (lambda p: p["numbers"].update(vague_3=3), "numbers.vague_3: 3 is not a string"),
        (lambda p: p["numbers"].update(ordinals="first"), "numbers.ordinals: write it as a table"),
        (lambda p: p["numbers"]["values"].update(few="few"), "numbers.values.few: expected a number"),
        # entries
        (lambda p: p["event"].update(clash="clash, ..."), "event.clash: nothing to match in '...'"),
        (lambda p: p["event"].update(drone="clash"), "event.drone: 'clash' stands in event.clash too"),
        (lambda p: p["party"].update(police="Border Guard-"), "party.police: 'Border Guard-' stands in"),
        (lambda p: p["act"]["seize"].update(noun="killed"), "act.seize.noun: 'killed' stands in act."),
        (lambda p: p["numbers"]["values"].update({"2": "two, three"}), "values: 'three' means 2 and 3"),
        (lambda p: p["numbers"]["ordinals"].update({"2": "first"}), "ordinals: 'first' means 1 and 2"),
        (lambda p: p["calendar"]["weekdays"].__setitem__(0, "friday"), "'friday' means 1 and 5"),
        # gaps
        (lambda p: p["event"].update(drone=""), "event.drone: has no words (drone_attack); fill it or"),
        (lambda p: p["event"].pop("drone"), "event.drone: has no words"),
        (lambda p: p["party"].pop("taliban"), "party.taliban: has no words"),
        (lambda p: p["act"].pop("missing"), "act.missing: has no words"),
        (lambda p: p["cue"].update(since=""), "cue.since: has no words"),
        (lambda p: p["exclude"].update(sport=""), "exclude.sport: has no words"),
        (lambda p: p["place"].update(post=""), "place.post: has no words"),
        (lambda p: p["item"].update(rifle=""), "item.rifle: has no words"),
        (lambda p: p["nation"].pop("CN"), "nation.CN: has no words"),
        (lambda p: p["noise"].update(lines=""), "noise.lines: has no words"),
        (lambda p: p["calendar"].update(today=""), "calendar.today: has no words"),
        (lambda p: p["role"].update(scene="", scene_after="", scene_suffixes=""), "role.scene: has no words"),
        (lambda p: p["numbers"]["values"].pop("7"), "numbers.values: no word for 7"),
        (lambda p: p["calendar"]["months"].__setitem__(3, ""), "calendar.months: no word for number 4"),
        (lambda p: p["calendar"].pop("weekdays"), "calendar.weekdays: missing"),
        # exemptions
        (lambda p: p.update(exempt={"event.drone": "no drones"}), "has words by now; drop the exemption"),
        (lambda p: p.update(exempt={"event.parade": "why"}), "exempt.event.parade: nothing that a language"),
        (
            lambda p: (p["event"].update(drone=""), p.update(exempt={"event.drone": " "})),
            "exempt.event.drone: give the reason in one line",
        ),
    ],
)
def test_each_fault_is_named(copy: Copy, change: Change, fault: str) -> None:
    faults = copy.table(EN, change)
    assert any(line.startswith(f"{EN}: ") and fault in line for line in faults), faults


@pytest.mark.parametrize(
    "exempt", [{"event.drone": "Nobody there has a word for it."}, {"event": {"drone": "No word for it."}}]
)
def test_a_gap_with_a_reason_is_no_fault(copy: Copy, exempt: dict[str, object]) -> None:
    assert copy.table(EN, lambda pack: (pack["event"].update(drone=""), pack.update(exempt=exempt))) == []


def test_a_role_may_be_told_by_an_ending_alone(copy: Copy) -> None:
    roles = {"scene": "", "scene_after": "", "scene_suffixes": "da, dagi"}
    assert copy.table(EN, lambda pack: pack["role"].update(roles)) == []


def test_a_pack_of_good_form_that_cannot_be_built_is_told_in_the_builders_words(copy: Copy) -> None:
    def lose_a_key_that_the_gate_reads(pack: dict[str, dict[str, str]]) -> None:
        pack["event"].pop("drone")
        pack["exempt"] = {"event.drone": "Nobody there has a word for it."}
        pack["calendar"].pop("separators", None)

    faults = copy.table(EN, lose_a_key_that_the_gate_reads)
    assert faults == [f"{EN}: file: gives no words to the first gate: 'drone' is missing"]


def test_a_folder_without_a_word_list_is_a_fault(copy: Copy) -> None:
    for path in (copy.folder / "lexicon").iterdir():
        path.unlink()
    assert "lexicon: folder: holds no word list" in copy.new()


def test_a_language_is_added_by_a_file_and_told_what_it_lacks(copy: Copy) -> None:
    faults = copy.text("lexicon/tr.toml", '[language]\ncode = "tr"\nscript = "latin"\n')
    assert any("lexicon/tr.toml: act.death: has no words" in fault for fault in faults)
    assert any("lexicon/tr.toml: calendar.months: missing" in fault for fault in faults)
