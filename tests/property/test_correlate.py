"""What holds of every verdict, whatever is compared."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.incidents.correlate import New, Same, Unlinked, Unsure, correlate, search_window
from bot.incidents.fold import fold
from bot.incidents.policy import DEFAULT_POLICY
from bot.model.incident import Candidate, LinkedReport
from tests.builders import make_candidate
from tests.property.strategies import distinct_reports, linked_reports
from tests.small_world import GAZETTEER, severity_table

TABLE = severity_table()
MANY = settings(max_examples=200, deadline=None)


def candidate(reports: list[LinkedReport], number: int) -> Candidate:
    return make_candidate(fold(reports, GAZETTEER, TABLE, DEFAULT_POLICY), reports, id_=number)


@MANY
@given(linked_reports(), st.lists(distinct_reports(4), max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(
    linked: LinkedReport, groups: list[list[LinkedReport]], random: object
) -> None:
    candidates = [candidate(group, number) for number, group in enumerate(groups, 1)]
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    straight = correlate(linked, candidates, GAZETTEER, DEFAULT_POLICY)
    assert correlate(linked, shuffled, GAZETTEER, DEFAULT_POLICY) == straight


@MANY
@given(linked_reports(), st.lists(distinct_reports(4), max_size=4))
def test_every_verdict_names_reasons_and_background_opens_nothing(
    linked: LinkedReport, groups: list[list[LinkedReport]]
) -> None:
    candidates = [candidate(group, number) for number, group in enumerate(groups, 1)]
    verdict = correlate(linked, candidates, GAZETTEER, DEFAULT_POLICY)
    assert verdict.reasons
    if linked.report.background:
        assert isinstance(verdict, Same | Unlinked)
    else:
        assert isinstance(verdict, Same | New | Unsure)


@MANY
@given(linked_reports())
def test_the_search_window_holds_every_day_of_the_report(linked: LinkedReport) -> None:
    window = search_window(linked.report, DEFAULT_POLICY)
    assert window.first_day <= linked.report.date.start <= linked.report.date.end <= window.last_day
    assert all(window.first_day <= day <= window.last_day for day in linked.report.date.alternatives)
