"""Word lists compiled for matching: what an entry finds, and which of two entries wins."""

import pytest

from bot.extraction.entries import Entry, LexiconError, compile_entry, split_words
from bot.extraction.lexicon import Matcher
from bot.extraction.memo import Memo
from bot.extraction.normalise import fold
from bot.extraction.numerals import Numerals
from bot.extraction.tokens import tokenise


def met(text: str, *entries: Entry) -> list[tuple[str, str]]:
    """What the entries find: their kind and the words they stand on."""
    words = tokenise(fold(text))
    return [(mark.kind, " ".join(words[mark.first : mark.last])) for mark in Matcher(entries).find(words)]


def entry(words: str, kind: str = "x", layer: str = "act") -> Entry:
    return compile_entry(layer, kind, "", words)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("killed", "two KILLED here", ["killed"]),
        ("killed", "two were killedness", []),
        ("убит-", "убитые и убит", ["убитые", "убит"]),
        ("border guard-", "border guards and border guardsman", ["border guards", "border guardsman"]),
        ("взят- в плен", "были взяты в плен вчера", ["взяты в плен"]),
        ("взят- в плен", "взяты на плен", []),
        ("took ... hostage", "took two of the men hostage", ["took two of the men hostage"]),
        ("took ... hostage", "took one two three four five six seven hostage", []),
        ("ҳалок", "халок ҲАЛОК ҳалоки", ["халок", "халок"]),
        ("击毙", "被击毙了", ["击 毙"]),
        ("Shamsiddin-Shohin", "shamsiddin shohin", ["shamsiddin shohin"]),
        ("killed", "", []),
    ],
)
def test_an_entry_finds_its_words(words: str, text: str, found: list[str]) -> None:
    assert [met_words for _, met_words in met(text, entry(words))] == found


@pytest.mark.parametrize("words", ["", "...", "took ...", "!!", "-"])
def test_an_entry_without_words_is_refused(words: str) -> None:
    if words in ("!!", "-"):
        assert entry(words).first  # signs are words of their own
    else:
        with pytest.raises(LexiconError, match="nothing to match"):
            entry(words)


def test_the_longest_entry_of_a_layer_wins_and_none_overlap() -> None:
    found = met(
        "border guards shot border troops",
        entry("border", "line"),
        entry("border guard-", "guards"),
        entry("guards shot", "wrong"),
    )
    assert found == [("guards", "border guards"), ("line", "border")]


def test_layers_do_not_hide_each_other() -> None:
    found = met("border guards", entry("border", "line", "event"), entry("border guard-", "guards", "party"))
    assert sorted(found) == [("guards", "border guards"), ("line", "border")]


def test_a_word_beats_a_stem_of_the_same_length() -> None:
    assert met("shot", entry("shot-", "stem"), entry("shot", "word"))[0][0] in ("word", "stem")
    assert met("shots", entry("shot-", "stem"), entry("shot", "word")) == [("stem", "shots")]


def test_two_matchers_joined_find_what_both_find() -> None:
    joined = Matcher([entry("killed", "a")]).joined([entry("wounded", "b", "other")])
    words = ["killed", "and", "wounded"]
    assert {mark.kind for mark in joined.find(words)} == {"a", "b"}
    assert joined.any(["wounded"])
    assert not joined.any(["nobody"])
    assert not Matcher([]).any(["killed"])


def test_lists_are_split_at_commas_and_empty_parts_are_dropped() -> None:
    assert split_words(" killed ,  shot  dead,, ") == ["killed", "shot dead"]
    assert split_words("") == []


def test_a_memo_asks_once_and_forgets_when_it_has_grown_too_large() -> None:
    asked: list[str] = []

    def look_up(word: str) -> int:
        asked.append(word)
        return len(word)

    memo = Memo(look_up)
    assert (memo["four"], memo["four"], asked) == (4, 4, ["four"])
    for number in range(60_002):
        memo[str(number)]
    assert len(memo) < 60_002
    assert memo["four"] == 4


def test_numerals_know_words_stems_articles_and_suffixes() -> None:
    numerals = Numerals(values={"four": 4}, stems=[("четвер", 4)], articles=["a"], suffixes=["х"])
    assert numerals.value("four") == 4
    assert numerals.value("четверых") == 4
    assert numerals.value("many") is None
    assert [numerals.may_count(word) for word in ("4", "四", "a", "four", "many")] == [
        True, True, True, True, False,
    ]  # fmt: skip
    assert numerals.counting(["the", "four", "of", "4"]) == {1, 3}
