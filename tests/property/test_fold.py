"""What holds of every fold, whatever the reports say."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.incidents.fold import fold
from bot.incidents.policy import DEFAULT_POLICY
from bot.model.incident import LinkedReport, Snapshot
from bot.model.vocabulary import Measure, Party
from tests.builders import NOON, make_linked, nobody, relayed
from tests.property.strategies import distinct_reports, linked_reports
from tests.small_world import GAZETTEER, severity_table

TABLE = severity_table()
MANY = settings(max_examples=200, deadline=None)


def folded(reports: list[LinkedReport]) -> Snapshot:
    return fold(reports, GAZETTEER, TABLE, DEFAULT_POLICY)


@MANY
@given(distinct_reports(), st.randoms(use_true_random=False))
def test_any_order_of_reports_folds_to_the_same_snapshot(reports: list[LinkedReport], random: object) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert folded(shuffled) == folded(reports)


@MANY
@given(distinct_reports(), st.data())
def test_repeating_reports_changes_nothing(reports: list[LinkedReport], data: st.DataObject) -> None:
    repeated = reports + data.draw(st.lists(st.sampled_from(reports), max_size=6))
    assert folded(repeated) == folded(reports)


@MANY
@given(distinct_reports(12))
def test_low_is_at_most_best_and_best_at_most_high(reports: list[LinkedReport]) -> None:
    for stated in folded(reports).figures:
        figure = stated.figure
        assert figure.low >= 0
        if figure.best is not None:
            assert figure.low <= figure.best
        if figure.high is not None:
            assert figure.low <= figure.high
            assert figure.best is None or figure.best <= figure.high


@MANY
@given(linked_reports(), st.integers(1, 12))
def test_any_number_of_relays_of_one_text_never_raises_a_figure(first: LinkedReport, relays: int) -> None:
    alone = folded([first])
    echoed = folded([first, *(relayed(first, f"relay-{n}", minutes=n * 7) for n in range(relays))])
    assert {(f.party, f.measure): f.figure for f in echoed.figures} == {
        (f.party, f.measure): f.figure for f in alone.figures
    }


@MANY
@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_the_killed_of_one_party_never_exceed_the_highest_report(counts: list[int]) -> None:
    reports = [
        make_linked(
            outlet=f"outlet-{n}",
            at=NOON + timedelta(minutes=n),
            killed=count,
            speaker=nobody(f"outlet-{n}"),
        )
        for n, count in enumerate(counts)
    ]
    figure = folded(reports).by_party(Measure.KILLED)[Party.MILITANTS]
    assert figure.best in counts
    assert figure.high == max(counts)
    assert figure.low == min(counts)


@MANY
@given(st.lists(st.sampled_from([Party.MILITANTS, Party.SMUGGLERS, Party.UNKNOWN]), min_size=1, max_size=8))
def test_words_for_those_who_came_across_never_multiply_the_dead(words: list[Party]) -> None:
    reports = [
        make_linked(outlet=f"outlet-{n}", at=NOON + timedelta(minutes=n), killed=4, party=word)
        for n, word in enumerate(words)
    ]
    total = folded(reports).total(Measure.KILLED)
    assert total is not None
    assert total.best == 4


@MANY
@given(distinct_reports(), st.integers(1, 30))
def test_background_never_changes_a_figure_that_a_current_report_states(
    reports: list[LinkedReport], killed: int
) -> None:
    current = [r for r in reports if not r.report.background]
    if not current:
        return
    piece = make_linked(killed=killed, background=True, outlet="retelling", at=NOON + timedelta(days=9))
    before = {(f.party, f.measure): f.figure for f in folded(current).figures}
    after = {(f.party, f.measure): f.figure for f in folded([*current, piece]).figures}
    assert {key: after[key] for key in before} == before
