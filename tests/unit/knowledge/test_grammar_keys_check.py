"""Keys of a word list that only some grammars need: they are optional, and wrong values are named."""

from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.checks.packs import pack_faults
from tests.unit.knowledge.spoiling import Copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path, pack_faults)


def test_every_wrong_value_of_chinese_grammar_is_named(copy: Copy) -> None:
    def spoil(pack: dict[str, Any]) -> None:
        pack["grammar"].update(tokens_per_word=3, date_first="yes", classifiers=2)
        pack["pair"].update({"TJAF": "塔阿", "KG-TJ": 1})
        pack["cue"].update(topic="有, ...")

    found = "\n".join(copy.table("lexicon/zh.toml", spoil))
    for fault in (
        "grammar.tokens_per_word: 3 is not 1 or 2",
        "grammar.date_first: 'yes' is not true",
        "grammar.classifiers: 2 is not a string",
        "pair.TJAF: no pair of country codes",
        "pair.KG-TJ: 1 is not a string",
        "cue.topic: nothing to match in '...'",
    ):
        assert fault in found


def test_every_wrong_value_of_arabic_grammar_is_named(copy: Copy) -> None:
    def spoil(pack: dict[str, Any]) -> None:
        pack["numbers"].update(units_first="no", formed_two="x")
        pack["numbers"]["formed_2"] += ", جندي"
        pack["language"].update(particles=["و"])
        pack["grammar"].update(verb_first=1)

    found = "\n".join(copy.table("lexicon/ar.toml", spoil))
    for fault in (
        "numbers.units_first: 'no' is not true or false",
        "numbers.formed_two: unknown key",
        "'جندي' stands in numbers.formed_1 too",
        "language.particles: ['و'] is not a string",
        "grammar.verb_first: 1 is not true",
    ):
        assert fault in found
