"""A language in two alphabets: its table of letters is checked, and its second code needs nothing else."""

from pathlib import Path

import pytest

from bot.knowledge.checks.languages import language_faults
from bot.knowledge.checks.packs import pack_faults
from tests.unit.knowledge.spoiling import Change, Copy

UZ = "lexicon/uz.toml"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda p: p["writing"].update(code="eo"), "writing.code: eo does not stand in languages.toml"),
        (lambda p: p["writing"].update(code="ru", script="latin"), "writing.script: is another one than"),
        (lambda p: p["writing"].update(letters="a а б"), "cannot be built: writing: 'a а б' is not a letter"),
        (lambda p: p["writing"].pop("letters"), "cannot be built: 'letters'"),
        (lambda p: p["writing"].update(vowels="a"), "writing.vowels: unknown key"),
        (lambda p: p["verb_final"].update(tense="di"), "verb_final.tense: unknown key"),
        (lambda p: p["language"].update(distinct=7), "language.distinct: 7 is not a string"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, change: Change, fault: str) -> None:
    faults = Copy(tmp_path, pack_faults).table(UZ, change)
    assert any(line.startswith(f"{UZ}: ") and fault in line for line in faults), faults


def test_without_its_table_of_letters_the_second_writing_needs_words_for_the_gate(tmp_path: Path) -> None:
    faults = Copy(tmp_path, language_faults).table(UZ, lambda pack: pack.pop("writing"))
    assert any("uz-Cyrl: harm: a language without a word list needs words" in line for line in faults)
