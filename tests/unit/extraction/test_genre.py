"""What kind of text it is, and how much that speaks against an incident."""

import pytest

from bot.extraction.genre import News, reasons_against
from bot.model.vocabulary import SegmentKind
from tests.unit.extraction.stages import page

FRESH = News(act=True, figures=True, harmed=True, dated=True)
NO_FIGURES = News(act=True, figures=False, harmed=False, dated=False)


def worth(
    text: str, language: str = "en", *, title: str | None = None, news: News = FRESH
) -> dict[str, float]:
    """What speaks against the text, by kind."""
    sentences = page(text, language, title=title)
    opening = [s for s in sentences if s.kind in (SegmentKind.TITLE, SegmentKind.LEAD)]
    found = reasons_against(sentences, opening, news)
    return {reason.code.removeprefix("against_"): round(weight, 3) for reason, weight in found}


def test_a_plain_report_is_of_no_other_kind() -> None:
    assert worth("Two guards were killed in a clash.", title="Two guards killed") == {}


def test_one_word_beside_fresh_figures_weighs_less_than_two() -> None:
    once = worth("A clash broke out near the place of an exercise; two guards were killed.")
    twice = worth("In the exercise a clash was staged; two were killed.", title="Drill ends")
    assert once["drill"] < 0.3 < twice["drill"]


def test_a_played_deed_is_none_however_it_is_told() -> None:
    assert worth("Under the scenario, gunmen attacked a post and two guards were killed.")["scenario"] == 0.75


@pytest.mark.parametrize(
    ("text", "news", "weight"),
    [
        ("Three thousand refugees returned home through the crossing.", NO_FIGURES, 0.75),
        ("Soldiers watched as three thousand refugees returned home.", News(False, False, False, False), 0.5),
        ("Guards shot at refugees and killed four.", FRESH, 0.125),
    ],
)
def test_refugees_go_home_or_are_shot_at(text: str, news: News, weight: float) -> None:
    assert worth(text, news=news)["returns"] == weight


def test_a_suicide_counts_less_where_an_enemy_stands_beside_it() -> None:
    alone = worth("A conscript shot himself at the post.")
    fought = worth("A surrounded militant shot himself at the post.")
    assert fought["own_hand"] < 0.5 < alone["own_hand"]


LEAD = "Two guards were killed in a clash on Monday."


@pytest.mark.parametrize(
    ("title", "text", "weight"),
    [
        ("Why do they shoot?", LEAD, 0.45),
        ("Opinion: a war for gold", LEAD, 0.45),
        ("A war for gold", f"Opinion\n{LEAD}", 0.21 * 0.25),
        ("A war for gold?", f"Opinion\n{LEAD}", 0.45),
        ("Experts count the dead", LEAD, 0.21 * 0.25),
    ],
)
def test_a_title_that_asks_or_is_labelled_introduces_a_comment(title: str, text: str, weight: float) -> None:
    assert worth(text, title=title)["analysis"] == pytest.approx(weight, abs=0.002)


def test_a_menu_is_no_label() -> None:
    assert "analysis" not in worth(f"News\nOpinion\nAnalysis\nSport\n{LEAD}", title="Two guards killed")
