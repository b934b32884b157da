"""From the mapping of a lexicon file to a compiled lexicon."""

from typing import Any

import pytest

from bot.extraction.entries import LexiconError
from bot.extraction.packs import bare_lexicon, build_lexicon
from bot.extraction.tokens import tokenise
from bot.knowledge import files


def pack(**changes: Any) -> dict[str, Any]:
    """The smallest pack that can be built, with changes."""
    small: dict[str, Any] = {
        "language": {"code": "xx", "script": "latin", "abbreviations": "Mr, No"},
        "grammar": {"active": "after", "passive": "before", "noun": "after, before", "auxiliaries": "was"},
        "calendar": {"months": ["jan"] + [""] * 11, "weekdays": ["mon-"] + [""] * 6},
        "numbers": {"values": {"4": "four, quartet"}, "vague_12": "dozens of", "articles": "a"},
        "act": {"death": {"passive": "died", "active": "kill-"}},
        "party": {"militants": "gunm-"},
        "cue": {"since": "since"},
        "nation": {"TJ": "tajik"},
        "noise": {"lines": "read also"},
    }
    small.update(changes)
    return small


def marks(found: dict[str, Any], text: str) -> set[tuple[str, str, str]]:
    matcher = build_lexicon(found).matcher
    return {(mark.layer, mark.kind, mark.value) for mark in matcher.find(tokenise(text))}


def test_every_section_becomes_a_layer() -> None:
    assert marks(pack(), "dozens of tajik gunmen died since then") == {
        ("vague", "12", ""),
        ("nation", "TJ", ""),
        ("party", "militants", ""),
        ("act", "death", "passive"),
        ("cue:since", "since", "since"),
    }


def test_the_voice_of_a_verb_is_kept() -> None:
    assert marks(pack(), "killing died") == {("act", "death", "active"), ("act", "death", "passive")}


def test_the_facts_of_a_language_are_taken_over() -> None:
    lexicon = build_lexicon(pack())
    assert (lexicon.code, lexicon.script) == ("xx", "latin")
    assert lexicon.abbreviations == {"mr", "no"}
    assert lexicon.grammar.passive == ("before",)
    assert "was" in lexicon.grammar.auxiliaries
    assert lexicon.numerals.value("quartet") == 4
    assert lexicon.noise.any(["read", "also"])
    named = {(mark.layer, mark.kind) for mark in lexicon.matcher.find(["mondays", "jan"])}
    assert named == {("weekday", "1"), ("month", "1")}


@pytest.mark.parametrize(
    "changes",
    [
        {"grammar": {"active": "sideways", "passive": "before", "noun": "after"}},
        {"grammar": {"active": "", "passive": "before", "noun": "after"}},
        {"act": "no table"},
        {"cue": {"since": "..."}},
    ],
)
def test_a_malformed_pack_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(LexiconError):
        build_lexicon(pack(**changes))


@pytest.mark.parametrize("section", ["language", "grammar"])
def test_a_pack_without_a_section_it_must_have_is_refused(section: str) -> None:
    broken = pack()
    del broken[section]
    with pytest.raises((KeyError, LexiconError)):
        build_lexicon(broken)


def test_the_bare_lexicon_knows_no_words() -> None:
    bare = bare_lexicon()
    assert bare.matcher.find(["killed", "убиты", "four"]) == []
    assert bare.numerals.value("four") is None
    assert bare.code == "und"


@pytest.mark.parametrize("name", files.lexicon_names())
def test_every_pack_that_ships_can_be_built(name: str) -> None:
    found = files.read_toml(name)
    lexicon = build_lexicon(found)
    assert lexicon.code == found["language"]["code"]
    assert lexicon.numerals.words()
