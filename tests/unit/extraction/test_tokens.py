"""Words and sentences, with their positions in the text."""

import pytest

from bot.extraction.normalise import fold
from bot.extraction.tokens import Sentence, split_sentences, tokenise, words_of

SHORT_FORMS = frozenset(("г", "им", "кв", "д", "no", "gen", "p.m", "u.s", "т.е"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two guards, 4 men.", ["two", "guards", ",", "4", "men", "."]),
        ("Shamsiddin-Shohin", ["shamsiddin", "shohin"]),
        ("AK-47 and RPG-7", ["ak", "-", "47", "and", "rpg", "-", "7"]),
        ("5-7 men", ["5", "-", "7", "men"]),
        ("post No.5", ["post", "no", ".", "5"]),
        ("00:30", ["00", ":", "30"]),
        ("1,350-km", ["1", ",", "350", "km"]),
        ("China's l'Afghanistan d'Asie", ["chinas", "afghanistan", "asie"]),
        ("oʻldirildi", ["oldirildi"]),
        ("击毙4名恐怖分子", ["击", "毙", "4", "名", "恐", "怖", "分", "子"]),
        ("۴ نفر کشته شدند", ["4", "نفر", "کشته", "شدند"]),
        ("می\u200cروند", ["می", "روند"]),
        ("40 m² ①", ["40", "m"]),
        ("12kg", ["12", "kg"]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_text_is_cut_into_words(text: str, words: list[str]) -> None:
    assert Sentence(text).words == words


@pytest.mark.parametrize(
    "text", ["Two «guards» — 4 men.", "击毙4名", "l'Afghanistan", "Shamsiddin-Shohin", "a-b'c 1.5"]
)
def test_every_word_stands_where_it_says(text: str) -> None:
    sentence = Sentence(text)
    for index, word in enumerate(sentence.words):
        raw = sentence.raw(index, index + 1)
        assert fold(raw).replace("'", "") == word
    assert sentence.raw(0, 0) == ""
    assert len(sentence) == len(sentence.words)


def test_words_without_a_space_between_are_glued() -> None:
    sentence = Sentence("No.5 or 5 kg")
    assert [sentence.glued(index) for index in range(len(sentence))] == [
        False, True, True, False, False, False,
    ]  # fmt: skip


def test_the_cheap_look_finds_the_same_words() -> None:
    for text in (
        "Two border-guards' post",
        "Shamsiddin-Shohin",
        "l'Afghanistan",
        "击毙4名",
        "плечом-к-плечу",
    ):
        assert [w for w in words_of(fold(text)) if w[0].isalnum()] == [
            w for w in tokenise(fold(text)) if w[0].isalnum()
        ]


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He came in 2026 г. в Хатлон. Then he left.", ["He came in 2026 г. в Хатлон.", "Then he left."]),
        ("Им. Шохина и г. Куляб.", ["Им. Шохина и г. Куляб."]),
        ("Gen. A. R. Nazarov spoke. He left.", ["Gen. A. R. Nazarov spoke.", "He left."]),
        ("At 5 p.m. on Sunday. Later.", ["At 5 p.m. on Sunday.", "Later."]),
        ("It weighed 1.5 kg. Then", ["It weighed 1.5 kg.", "Then"]),
        ("«Он сказал.» Потом ушёл.", ["«Он сказал.»", "Потом ушёл."]),
        ("两人死亡。三人受伤。", ["两人死亡。", "三人受伤。"]),
        ("دو نفر کشته شدند؟ سه نفر زخمی شدند۔ پایان", ["دو نفر کشته شدند؟", "سه نفر زخمی شدند۔", "پایان"]),
        ("1. First point. 2. Second", ["1. First point.", "2. Second"]),
        ("Wait... what", ["Wait... what"]),
        ("no end", ["no end"]),
        ("", []),
    ],
)
def test_a_line_is_cut_into_sentences(line: str, sentences: list[str]) -> None:
    assert split_sentences(line, SHORT_FORMS) == sentences


def test_an_ordinal_stop_ends_no_sentence_where_the_language_writes_one() -> None:
    line = "Am 18. Januar starben zwei. Danach"
    assert split_sentences(line, (), ordinal_stop=True) == ["Am 18. Januar starben zwei.", "Danach"]
    assert len(split_sentences(line, ())) == 3
