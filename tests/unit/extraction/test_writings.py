"""The same word list in a second alphabet: letters, what is kept, and that both are read alike."""

from typing import Any

import pytest

from bot.extraction.entries import LexiconError
from bot.extraction.writings import Writing, second_writing, with_second_names
from bot.knowledge import files
from tests.unit.extraction.reading import figures

TABLE = {
    "code": "xx-Cyrl",
    "script": "cyrillic",
    "letters": "yoʻ йў, oʻ ў, yo ё, sh ш, s с, h ҳ, e е, r р, k к, a а, o о, q қ, t т, l л, d д, i и",
    "initial": "e э",
}


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("yoʻq qil-", "йўқ қил-"),
        ("oʻldir- ... qil-", "ўлдир- ... қил-"),
        ("eshik, ertak", "эшик, эртак"),
        ("kesik", "кесик"),
        ("yoshlar", "ёшлар"),
        ("2-4 %", "2-4 %"),
    ],
)
def test_letters_are_rewritten_longest_first(latin: str, cyrillic: str) -> None:
    assert Writing(TABLE).rewrite(latin) == cyrillic


def test_a_pack_without_a_second_alphabet_has_no_second_writing() -> None:
    assert second_writing({"language": {"code": "xx"}}) is None


def test_words_are_rewritten_and_what_is_no_word_of_the_language_is_kept() -> None:
    pack: dict[str, Any] = {
        "language": {"code": "xx", "script": "latin", "abbreviations": "SH, t"},
        "grammar": {"active": "before", "postpositions": True},
        "act": {"death": {"passive": "oʻldir-"}},
        "calendar": {"months": ["sh", ""]},
        "exempt": {"cue.agent": "none"},
        "writing": TABLE,
    }
    second = second_writing(pack)
    assert second == {
        "language": {"code": "xx-Cyrl", "script": "cyrillic", "abbreviations": "ш, т"},
        "grammar": {"active": "before", "postpositions": True},
        "act": {"death": {"passive": "ўлдир-"}},
        "calendar": {"months": ["ш", ""]},
        "exempt": {"cue.agent": "none"},
    }


def test_speakers_have_their_names_in_both_alphabets() -> None:
    rows = [{"origin": "a", "names": {"xx": "Eshik"}}, {"origin": "b", "names": {"en": "door"}}]
    pack = {"language": {"code": "xx"}, "writing": TABLE}
    assert with_second_names(rows, pack) == [
        {"origin": "a", "names": {"xx-Cyrl": "эшик", "xx": "Eshik"}},
        {"origin": "b", "names": {"en": "door"}},
    ]


def test_a_table_with_a_broken_pair_is_refused() -> None:
    with pytest.raises(LexiconError, match="is not a letter"):
        Writing({**TABLE, "letters": "sh ш щ"})


def test_no_latin_letter_is_left_in_the_cyrillic_list() -> None:
    packs = {pack["language"]["code"]: pack for pack in files.load_packs()}
    lists = [
        words
        for section in ("event", "party", "cue", "exclude", "place", "role", "unit", "item")
        for words in packs["uz-Cyrl"][section].values()
    ]
    left = {letter for words in lists for letter in words if letter.isascii() and letter.isalpha()}
    assert not left
    assert "ўлдирил-" in packs["uz-Cyrl"]["act"]["death"]["passive"]


def test_a_sentence_is_read_alike_in_both_alphabets() -> None:
    latin = "Hamadoni tumanida chegarani buzib oʻtgan toʻrt nafar terrorchi yoʻq qilindi."
    cyrillic = "Ҳамадони туманида чегарани бузиб ўтган тўрт нафар террорчи йўқ қилинди."
    assert figures(latin) == figures(cyrillic) == {"militants": 4}
