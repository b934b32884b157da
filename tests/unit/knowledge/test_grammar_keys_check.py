"""Keys of a word list that only some grammars need: they are optional, and wrong values are named."""

from pathlib import Path

import pytest

from bot.knowledge.checks.packs import pack_faults
from tests.unit.knowledge.spoiling import Change, Copy

ZH, AR = "lexicon/zh.toml", "lexicon/ar.toml"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path, pack_faults)


@pytest.mark.parametrize(
    ("file", "change", "fault"),
    [
        (ZH, lambda p: p["grammar"].update(tokens_per_word=3), "grammar.tokens_per_word: 3 is not 1 or 2"),
        (ZH, lambda p: p["grammar"].update(date_first="yes"), "grammar.date_first: 'yes' is not true"),
        (ZH, lambda p: p["grammar"].update(classifiers=2), "grammar.classifiers: 2 is not a string"),
        (ZH, lambda p: p["pair"].update({"TJAF": "塔阿"}), "pair.TJAF: no pair of country codes"),
        (ZH, lambda p: p["pair"].update({"TJ-AF": 1}), "pair.TJ-AF: 1 is not a string"),
        (ZH, lambda p: p["cue"].update(topic="死, ..."), "cue.topic: nothing to match in '...'"),
        (AR, lambda p: p["numbers"].update(units_first="no"), "numbers.units_first: 'no' is not true or"),
        (AR, lambda p: p["numbers"].update(formed_two="x"), "numbers.formed_two: unknown key"),
        (AR, lambda p: p["language"].update(particles=["و"]), "language.particles: ['و'] is not a string"),
        (AR, lambda p: p["grammar"].update(verb_first=1), "grammar.verb_first: 1 is not true"),
    ],
)
def test_a_wrong_value_is_named(copy: Copy, file: str, change: Change, fault: str) -> None:
    assert any(fault in found for found in copy.table(file, change))


def test_a_noun_may_not_count_one_and_two_by_the_same_form(copy: Copy) -> None:
    def both(pack: dict[str, dict[str, str]]) -> None:
        pack["numbers"]["formed_2"] += ", جندي"

    assert any("stands in numbers.formed_1 too" in found for found in copy.table(AR, both))
