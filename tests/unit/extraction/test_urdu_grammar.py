"""Urdu: the verb ends the clause, a word behind the noun marks who acted, one word may mean several days."""

from datetime import date

import pytest

from bot.model.vocabulary import Measure
from tests.unit.extraction.reading import day, figures, report_of

PLACE = "تاجک افغان سرحد پر ضلع شمس الدین شاہین میں"


def killed(text: str) -> dict[str, int]:
    return figures(f"{PLACE} {text}۔")


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("تین مسلح افراد نے دو سرحدی محافظوں کو ہلاک کر دیا", {"border_guards": 2}),
        ("سرحدی محافظوں نے چار دہشت گردوں کو ہلاک کر دیا", {"militants": 4}),
        ("چار دہشت گرد مارے گئے", {"militants": 4}),
        ("تین مسلح افراد نے فائرنگ کی جس سے ایک محافظ مارا گیا", {"militants": None}),
        ("ہلاک ہونے والے تین کارکن چینی تھے", {"civilians": 3}),
        ("سات مسلح اسمگلروں کے خلاف کارروائی میں دو اسمگلر مارے گئے", {"smugglers": 2}),
        ("جھڑپ میں دو محافظ اور چھ حملہ آور ہلاک ہوئے", {"militants": 6}),
    ],
)
def test_agent_and_patient_are_told_apart(text: str, dead: dict[str, int]) -> None:
    found = killed(text)
    assert {party: found.get(party) for party in dead} == dead


@pytest.mark.parametrize(
    ("word", "number"), [("گیارہ", 11), ("انیس", 19), ("ستائیس", 27), ("انتیس", 29), ("چونتیس", 34)]
)
def test_every_number_below_a_hundred_is_one_word(word: str, number: int) -> None:
    assert killed(f"{word} دہشت گرد مارے گئے") == {"militants": number}


def test_one_without_a_noun_is_one_of_those_before() -> None:
    text = f"{PLACE} تین چینی کارکن ہلاک اور ایک زخمی ہو گیا۔"
    assert figures(text, Measure.WOUNDED) == {"civilians": 1}


def test_no_verb_that_is_denied_harms_anybody() -> None:
    assert killed("حملے میں دو محافظ ہلاک نہیں ہوئے") == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ہفتے کے روز", date(2026, 2, 28)),
        ("پیر کو", date(2026, 3, 2)),
        ("گزشتہ روز", date(2026, 3, 4)),
        ("یکم مارچ کو", date(2026, 3, 1)),
        ("2 اور 3 مارچ کی درمیانی شب", date(2026, 3, 3)),
        ("اتوار اور پیر کی درمیانی شب", date(2026, 3, 2)),
        ("پانچ فروری کو", date(2026, 2, 5)),
    ],
)
def test_days_are_read(text: str, found: date) -> None:
    assert day(f"{text} {PLACE} چار دہشت گرد مارے گئے۔") == found


@pytest.mark.parametrize("text", ["ایک ہفتے بعد", "کل چار"])
def test_week_and_total_are_no_days(text: str) -> None:
    assert report_of(f"{text} {PLACE} دہشت گرد مارے گئے۔").date.precision == 2


def test_the_place_somebody_came_from_is_not_the_scene() -> None:
    scene = report_of("افغانستان کے صوبہ تخار سے آنے والے چار دہشت گرد تاجک ضلع فرخار میں مارے گئے۔").scene
    assert (scene.adm2, scene.origin_place) == ("Farkhor", "Takhar")


def test_a_full_stop_of_urdu_ends_a_sentence_without_a_blank() -> None:
    text = f"{PLACE} چار دہشت گرد مارے گئے۔گزشتہ سال نومبر میں تین چینی کارکن ہلاک ہوئے تھے۔"
    assert figures(text) == {"militants": 4}
