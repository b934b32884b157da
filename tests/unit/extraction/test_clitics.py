"""Little words that Arabic writes together with the next one are parted, and only those."""

import pytest

from bot.extraction.clitics import Clitics
from bot.extraction.entries import compile_entry
from bot.extraction.normalise import fold
from bot.extraction.tokens import Sentence

KNOWN = ("قتل", "هجوم", "حدود", "جرح-", "إلقاء القبض", "وزارة", "ليل", "الحدود الشمالية")


@pytest.fixture
def clitics() -> Clitics:
    return Clitics(
        particles=tuple("وفبلكس"),
        article="ال",
        whole=(fold("الأحد"), fold("اليوم")),
        entries=[compile_entry("act", "x", "", words) for words in KNOWN],
        numbers=(fold("ثلاثة"),),
    )


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("قتل", "قتل"),
        ("وقتل", "و قتل"),
        ("بهجوم", "ب هجوم"),
        ("وبهجوم", "و ب هجوم"),
        ("الحدود", "حدود"),
        ("والحدود", "و حدود"),
        ("بالحدود", "ب حدود"),
        ("للحدود", "ل حدود"),
        ("وثلاثة", "و ثلاثه"),
        ("وجرحوا", "و جرحوا"),
    ],
)
def test_a_written_word_is_cut_into_the_words_it_is_made_of(
    clitics: Clitics, written: str, words: str
) -> None:
    assert Sentence(written, splitter=clitics).words == words.split()


@pytest.mark.parametrize("written", ["وزارة", "ليل", "بدخشان", "وصل", "الأحد", "اليوم", "كابول", "الى"])
def test_a_word_whose_own_letters_look_like_particles_stays_whole(clitics: Clitics, written: str) -> None:
    assert Sentence(written, splitter=clitics).words == [fold(written)]


def test_entries_lose_the_article_as_the_text_does(clitics: Clitics) -> None:
    entry = clitics.bare(compile_entry("act", "x", "", "إلقاء القبض"))
    met = Sentence("إلقاء القبض", splitter=clitics).words
    assert (entry.first, *(word for word, _, _ in entry.rest)) == tuple(met)


def test_what_is_learnt_later_is_cut_off_as_well(clitics: Clitics) -> None:
    assert Sentence("وسفارة", splitter=clitics).words == [fold("وسفارة")]
    more = clitics.knowing([compile_entry("speaker", "x", "", "سفارة")])
    assert Sentence("وسفارة", splitter=more).words == ["و", fold("سفارة")]


def test_positions_point_at_the_letters_of_the_text(clitics: Clitics) -> None:
    sentence = Sentence("وقتل في الحدود", splitter=clitics)
    assert [sentence.raw(at, at + 1) for at in range(len(sentence))] == ["و", "قتل", "في", "حدود"]


def test_a_token_that_lost_its_article_is_known_as_definite(clitics: Clitics) -> None:
    sentence = Sentence("قتل في الحدود", splitter=clitics)
    assert sentence.definite == {2}
