"""From a page to sentences: what is kept, and what is page noise."""

import pytest

from bot.extraction.normalise import clean
from bot.extraction.segments import cut_page
from bot.model.vocabulary import SegmentKind
from tests.unit.extraction.stages import lexicon

SENTENCE_EN = "Two smugglers were killed in the Hamadoni district on Tuesday."
SENTENCE_RU = "Двое контрабандистов убиты во вторник в районе Хамадони."


def cut(text: str, language: str = "en", title: str | None = None) -> list[tuple[SegmentKind, str]]:
    page = cut_page(clean(title or ""), clean(text), lexicon(language))
    return [(piece.kind, piece.sentence.text) for piece in page]


def kept(text: str, language: str = "en", title: str | None = None) -> list[str]:
    return [text for kind, text in cut(text, language, title) if kind is SegmentKind.BODY]


def test_the_title_stands_first() -> None:
    assert cut(SENTENCE_EN, title="Smugglers\nkilled") == [
        (SegmentKind.TITLE, "Smugglers killed"),
        (SegmentKind.BODY, SENTENCE_EN),
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Home | World | Sport | Weather"),
        ("en", "Home / World / Sport"),
        ("en", "Share on Facebook"),
        ("en", "Subscribe to our newsletter"),
        ("en", "Read also: Bomb kills 30 in Kabul"),
        ("en", "Related articles"),
        ("en", "Forty killed in a far country"),
        ("en", "* * *"),
        ("en", "12:45"),
        ("ru", "Главная | Политика | Спорт"),
        ("ru", "Читайте также: При взрыве погибли 30 человек"),
        ("ru", "Подписывайтесь на наш канал"),
        ("ru", "Поделиться"),
        ("ru", "Сорок погибших за океаном"),
    ],
)
def test_the_noise_of_a_page_is_dropped(language: str, line: str) -> None:
    real = SENTENCE_EN if language == "en" else SENTENCE_RU
    assert kept(f"{line}\n{real}\n{line}", language) == [real]


def test_a_calendar_is_taken_out_of_a_line() -> None:
    calendar = " ".join(str(number) for number in range(1, 32))
    assert kept(f"{calendar}\n{SENTENCE_EN}") == [SENTENCE_EN]


def test_a_text_that_is_nothing_but_a_headline_is_kept() -> None:
    assert kept("Two smugglers killed in Hamadoni") == ["Two smugglers killed in Hamadoni"]


def test_lines_of_fixed_width_are_joined() -> None:
    wrapped = "Two smugglers were killed on Tuesday in a clash\nwith guards of the Hamadoni\ndetachment."
    assert kept(wrapped) == [
        "Two smugglers were killed on Tuesday in a clash with guards of the Hamadoni detachment."
    ]


def test_paragraphs_are_not_joined() -> None:
    assert len(kept(f"{SENTENCE_EN}\nOne border guard was wounded there.")) == 2


def test_a_short_paragraph_with_a_full_stop_is_kept() -> None:
    assert kept(f"{SENTENCE_RU}\nРанен один пограничник.", "ru")[-1] == "Ранен один пограничник."


def test_the_title_repeated_in_the_text_is_dropped() -> None:
    assert kept(f"{SENTENCE_EN}\nOne guard was wounded.", title=SENTENCE_EN) == ["One guard was wounded."]


def test_a_run_without_full_stops_is_cut_into_pieces_that_stay_short() -> None:
    endless = "two smugglers were killed and " * 200
    pieces = kept(endless)
    assert max(map(len, pieces)) <= 1_000
    assert " ".join(pieces) == endless.strip()


def test_a_run_of_characters_without_spaces_is_cut_too() -> None:
    pieces = kept("四名走私者死亡" * 300, "zh")
    assert max(map(len, pieces)) <= 400
    assert "".join(pieces) == "四名走私者死亡" * 300


def test_a_page_has_an_end() -> None:
    assert len(cut("\n".join(f"Sentence number {number} is here." for number in range(500)))) <= 120


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_an_empty_page_has_no_sentences(text: str) -> None:
    assert cut(text) == []
