"""Where a running total begins, and what makes one."""

import pytest

from bot.extraction.clauses import clause_of, clause_starts
from bot.model.vocabulary import Measure
from tests.unit.extraction.stages import sentence, with_figures


def test_clauses_begin_after_signs() -> None:
    words = ["a", ",", "b", ";", "c"]
    starts = clause_starts(words)
    assert starts == [0, 2, 4]
    assert [clause_of(starts, index) for index in range(5)] == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nineteen people have been killed since October."),
        ("en", "So far this year, nine guards have been killed."),
        ("en", "In two attacks, six workers were killed."),
        ("en", "Over nine months 14 smugglers were killed."),
        ("en", "In one week nine smugglers were killed."),
        ("ru", "С октября погибли 19 человек."),
        ("ru", "С начала года погибли девять пограничников."),
        ("ru", "В двух нападениях погибли шестеро рабочих."),
        ("ru", "За девять месяцев убиты 14 контрабандистов."),
        ("ru", "За неделю убиты девять контрабандистов."),
    ],
)
def test_a_period_or_several_events_make_a_total(language: str, text: str) -> None:
    found, findings, summaries = with_figures(text, language)
    assert findings == []
    assert len([s for s in summaries if s.measure is Measure.KILLED]) == 1
    assert found[0].totals_from is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In total, six attackers were killed in the fight."),
        ("en", "Four guards were killed in an hour."),
        ("en", "Four guards were killed in the attack."),
        ("en", "Four guards were killed in Khatlon on 3 March."),
        ("ru", "Всего в бою убиты шесть боевиков."),
        ("ru", "Четверо пограничников убиты за час."),
        ("ru", "Четверо пограничников убиты с 2 на 3 марта."),
        ("ru", "Двое пограничников со второй заставы убиты."),
    ],
)
def test_without_one_it_is_a_figure_of_the_event(language: str, text: str) -> None:
    found, findings, summaries = with_figures(text, language)
    assert summaries == []
    assert len(findings) == 1
    assert found[0].totals_from is None


def test_a_total_in_a_later_clause_leaves_the_clause_before_alone() -> None:
    found, findings, summaries = with_figures(
        "Two guards were killed, and since October nineteen people have been killed."
    )
    assert [f.best for f in findings] == [2]
    assert [s.value for s in summaries] == [19]
    assert not found[0].is_total(0)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "Two men were killed in the fifth such incident since December.", 5),
        ("ru", "Двое убиты, это пятый случай с начала года.", 5),
    ],
)
def test_an_ordinal_counts_incidents_and_leaves_the_figures_alone(
    language: str, text: str, value: int
) -> None:
    _, findings, summaries = with_figures(text, language)
    assert [(s.measure, s.value) for s in summaries] == [(Measure.INCIDENTS, value)]
    assert [f.best for f in findings] == [2]


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Nineteen people have been killed since October.", "2025-10"),
        ("Nineteen people have been killed since 2021.", "2021"),
        ("Nineteen people have been killed since 1 November 2025.", "2025-11-01"),
    ],
)
def test_a_total_knows_since_when(text: str, since: str) -> None:
    _, _, summaries = with_figures(text)
    assert [s.since for s in summaries] == [since]


def test_a_fresh_day_after_since_makes_no_total() -> None:
    assert sentence("Two guards have been missing since Tuesday.").totals_from is None
