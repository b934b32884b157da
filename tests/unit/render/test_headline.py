"""The first line says what, how many and where, and never more than is known."""

import pytest

from bot.model.incident import Figure, PartyFigure
from bot.model.vocabulary import EventType, Measure, Party
from bot.render import headline
from tests.unit.render.builders import TEXTS, make_figure, make_snapshot


def told(*figures: PartyFigure, event: EventType = EventType.ARMED_CLASH) -> str:
    return headline.what(make_snapshot(figures=figures, event_type=event), TEXTS)


@pytest.mark.parametrize(
    ("low", "best", "high", "shown"),
    [
        (3, 3, 3, "3"),
        (2, 2, 4, "2"),
        (0, 4, 4, "up to 4"),
        (2, 5, 5, "2–5"),
        (2, None, None, "at least 2"),
        (4, 4, None, "at least 4"),
        (2, None, 3, "2–3"),
    ],
)
def test_a_figure_in_the_headline_says_no_more_than_is_sure(
    low: int, best: int | None, high: int | None, shown: str
) -> None:
    figure = make_figure(figure=Figure(low=low, best=best, high=high))
    assert told(figure) == f"{shown} killed in armed clash"


def test_a_contested_figure_is_a_range() -> None:
    figure = make_figure(figure=Figure(low=2, best=2, high=6), contested=True)
    assert told(figure) == "2–6 killed in armed clash"


def test_dead_and_wounded_are_told_and_the_rest_left_to_the_card() -> None:
    figures = [make_figure(Party.CIVILIANS, 2, measure=measure) for measure in headline.COUNTED]
    assert told(*figures, event=EventType.ATTACK_ON_CIVILIANS) == "2 killed, 2 wounded in attack on civilians"


def test_an_event_that_its_count_names_is_not_named_twice() -> None:
    taken = make_figure(Party.CIVILIANS, 3, measure=Measure.ABDUCTED)
    assert told(taken, event=EventType.ABDUCTION) == "3 abducted"
    assert told(make_figure(), event=EventType.ABDUCTION) == "4 killed in abduction"


def test_where_nobody_was_hit_the_event_stands_alone() -> None:
    nobody = make_figure(figure=Figure(low=0, best=0, high=0))
    assert told(nobody, event=EventType.DRUG_SEIZURE) == "drug seizure"
