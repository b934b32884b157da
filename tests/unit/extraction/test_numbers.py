"""Quantities: digits and words, ranges and bounds, and the numbers that count nobody."""

import pytest

from bot.extraction.numbers import Quantity
from tests.unit.extraction.stages import annotated


def quantities(text: str, language: str = "en") -> list[Quantity]:
    return [quantity for sentence in annotated(text, language) for quantity in sentence.quantities]


def bounds(text: str, language: str = "en") -> list[tuple[int, int | None, int | None]]:
    """Low, best and high of everything that can count; a lone article is left out."""
    return [(q.low, q.best, q.high) for q in quantities(text, language) if q.kind != "article"]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "Four guards and 12 men", [4, 12]),
        ("en", "twenty-two smugglers and twenty two more", [22, 22]),
        ("en", "a dozen men, two dozen men", [12, 24]),
        ("en", "three hundred people, two thousand people", [300, 2000]),
        ("en", "1,350 people and 13 500 people", [1350, 13500]),
        ("en", "both men, a pair of men", [2, 2]),
        ("ru", "четверо пограничников и трёх боевиков", [4, 3]),
        ("ru", "двадцать два боевика и 5 рабочих", [22, 5]),
        ("ru", "пятерых рабочих, обоих рабочих, десятеро рабочих", [5, 2, 10]),
        ("ru", "4-х боевиков, 12-ти рабочих", [4, 12]),
        ("ru", "две тысячи жителей", [2000]),
        ("tg", "чор нафар ва чаҳор нафар", [4, 4]),
        ("fa", "۴ نفر و ٥ نفر", [4, 5]),
        ("zh", "4名恐怖分子和三名工人", [4, 3]),
        ("zh", "二十三名工人", [23]),
    ],
)
def test_digits_and_words_are_read(language: str, text: str, values: list[int]) -> None:
    assert [best for _, best, _ in bounds(text, language)] == values


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "two or three men", (2, None, 3)),
        ("en", "2-3 men", (2, None, 3)),
        ("en", "at least five men", (5, 5, None)),
        ("en", "no fewer than five men", (5, 5, None)),
        ("en", "up to ten men", (0, None, 10)),
        ("en", "as many as ten men", (0, None, 10)),
        ("en", "more than 20 men", (20, 20, None)),
        ("en", "several men", (2, None, None)),
        ("en", "dozens of men", (12, None, None)),
        ("en", "tens of men", (10, None, None)),
        ("en", "hundreds of men", (100, None, None)),
        ("ru", "два или три боевика", (2, None, 3)),
        ("ru", "2–3 боевика", (2, None, 3)),
        ("ru", "не менее пяти рабочих", (5, 5, None)),
        ("ru", "как минимум пять рабочих", (5, 5, None)),
        ("ru", "до десяти боевиков", (0, None, 10)),
        ("ru", "более 20 боевиков", (20, 20, None)),
        ("ru", "несколько боевиков", (2, None, None)),
        ("ru", "десятки боевиков", (10, None, None)),
        ("ru", "сотни жителей", (100, None, None)),
    ],
)
def test_ranges_bounds_and_vague_words_have_no_false_precision(
    language: str, text: str, found: tuple[int, int | None, int | None]
) -> None:
    assert bounds(text, language) == [found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "AK-47"),
        ("en", "an RPG-7 and an M-16"),
        ("en", "marker 151/2"),
        ("en", "at 00:30"),
        ("en", "post No. 9"),
        ("en", "№ 9"),
        ("en", "1.5 metres"),
        ("en", "on 18 January 2026"),
        ("en", "in 1992"),
        ("en", "the 201st base"),
        ("ru", "РПГ-7, АК-74"),
        ("ru", "столб № 151/2"),
        ("ru", "в 00:30"),
        ("ru", "7-я застава"),
        ("ru", "18 января 2026 года"),
        ("ru", "2,5 метра"),
        ("zh", "第四起"),
    ],
)
def test_numbers_of_other_things_are_left_out(language: str, text: str) -> None:
    assert bounds(text, language) == []


def test_a_run_of_digits_is_never_taken_in_part() -> None:
    assert bounds("call 992.37.221.11") == []
    assert bounds("18.01.2026") == []


def test_an_article_is_one_of_a_weak_kind() -> None:
    found = quantities("a guard was killed")
    assert [(q.low, q.best, q.high) for q in found] == [(1, 1, 1)]
    assert found[0].kind != "word"


def test_a_rise_is_no_bound() -> None:
    assert [best for _, best, _ in bounds("The death toll rose to ten.")] == [10]


def test_endless_numbers_are_survived() -> None:
    assert all(q.low < 10**20 for q in quantities("9" * 500 + " men"))
    assert all(q.low < 10**20 for q in quantities("四" * 300 + "名工人", "zh"))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("قتل جندي.", ["formed"]),  # a soldier
        ("قتل جندي واحد.", ["word", "one"]),  # one soldier: the word for one behind the noun
        ("قتل جنديان.", ["word"]),  # two soldiers, said by the form
        ("قتل الجندي.", []),  # the soldier
        ("قتل 12 جنديا.", ["digits"]),
    ],
)
def test_the_form_of_a_noun_counts_and_a_word_for_one_makes_it_sure(text: str, kinds: list[str]) -> None:
    assert [quantity.kind for quantity in quantities(text, "ar")] == kinds
