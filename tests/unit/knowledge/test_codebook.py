"""Event types and parties cover our vocabularies, in words that ACLED and PLOVER know."""

from pathlib import Path

import pytest

from bot.incidents.scoring import PAIRED_TYPES
from bot.knowledge import vocabularies
from bot.knowledge.checks.codebook import EVENT_TYPES, PARTIES, codebook_faults
from bot.knowledge.files import DataFileError
from bot.knowledge.vocabularies import SIDES, load_codebook, load_event_types
from bot.model.vocabulary import EventType, Party
from tests.unit.knowledge.spoiling import Change, Copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path, codebook_faults)


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        (EVENT_TYPES, lambda t: t.pop("detention"), "detention: missing"),
        (EVENT_TYPES, lambda t: t.update(parade=t["other"]), "parade: unknown code"),
        (EVENT_TYPES, lambda t: t.update(detention=t.pop("detention")), "order of precedence"),
        (EVENT_TYPES, lambda t: t["detention"].pop("when"), "detention: when: missing"),
        (EVENT_TYPES, lambda t: t["detention"].update(colour="red"), "detention: colour: unknown key"),
        (EVENT_TYPES, lambda t: t.update(detention="arrests"), "detention: write it as a table"),
        (EVENT_TYPES, lambda t: t["detention"].update(acled_event="Battle"), "acled_event: 'Battle' is not"),
        (EVENT_TYPES, lambda t: t["detention"].update(acled_sub_event="Attack"), "is no sub-event of"),
        (EVENT_TYPES, lambda t: t["detention"].pop("acled_event"), "stand together or not at all"),
        (EVENT_TYPES, lambda t: t["detention"].update(plover=["SEIZE"]), "is not a list of PLOVER codes"),
        (EVENT_TYPES, lambda t: t["detention"].update(contexts=["weather"]), "detention: contexts:"),
        (EVENT_TYPES, lambda t: t["detention"].update(compatible=["detention"]), "names itself"),
        (EVENT_TYPES, lambda t: t["other"].update(compatible=["detention"]), "does not name other in turn"),
        (EVENT_TYPES, lambda t: t["detention"].update(triggers=["act.sing"]), "detention: triggers:"),
        (EVENT_TYPES, lambda t: t["detention"].update(triggers=[]), "no language can tell of it"),
        (PARTIES, lambda t: t.pop("police"), "police: missing"),
        (PARTIES, lambda t: t.update(pirates=t["police"]), "pirates: unknown code"),
        (PARTIES, lambda t: t["police"].update(side="c"), "police: side: 'c' is not one of"),
        (PARTIES, lambda t: t["police"].update(includes=[]), "police: includes: [] is not a list of lines"),
    ],
)
def test_each_fault_is_named(copy: Copy, name: str, change: Change, fault: str) -> None:
    faults = copy.table(name, change)
    assert any(line.startswith(f"{name}: ") and fault in line for line in faults), faults


def test_our_own_codebook_has_no_fault(copy: Copy) -> None:
    assert copy.check is codebook_faults
    assert [*copy.new(), *copy._before] == []


def test_every_party_stands_on_exactly_one_side() -> None:
    codebook = load_codebook()
    assert sorted(party for side in SIDES for party in codebook.side(side)) == sorted(Party)
    assert codebook.side("a") == (Party.BORDER_GUARDS, Party.POLICE, Party.MILITARY)


def test_acled_has_no_place_for_a_drug_find() -> None:
    codebook = load_codebook()
    assert codebook.acled(EventType.DRUG_SEIZURE) == (None, None)
    assert codebook.acled(EventType.ARMED_CLASH) == ("Battles", "Armed clash")
    assert codebook.contexts(EventType.DRUG_SEIZURE) == ("illegal_drugs",)


def test_the_types_that_merging_pairs_are_those_that_the_codebook_calls_compatible() -> None:
    rows = load_event_types()
    named = {frozenset((code, other)) for code, row in rows.items() for other in row["compatible"]}
    assert named == {frozenset(map(str, pair)) for pair in PAIRED_TYPES}


def test_a_codebook_that_lacks_a_type_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabularies, "read_toml", lambda name: {"armed_clash": {}})
    with pytest.raises(DataFileError, match=r"event_types\.toml: drone_attack is missing"):
        load_event_types()
