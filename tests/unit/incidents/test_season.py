"""The demo season through correlate, fold and tally: five incidents, sixteen killed."""

from datetime import date

import pytest

from bot.incidents.correlate import Same, Unlinked
from bot.incidents.tally import tally
from bot.model.incident import Figure
from bot.model.vocabulary import Confidence, EventType, Measure, Party, Severity
from tests.small_world import GAZETTEER
from tests.timeline import Log
from tests.unit.incidents import season


@pytest.fixture(scope="module")
def log() -> Log:
    return Log().take_all(season.whole_season())


def test_the_season_is_five_incidents_and_none_is_in_doubt(log: Log) -> None:
    assert len(log.reports) == 5
    assert log.doubts == {}


def test_the_toll_is_sixteen_by_party_and_every_number_has_its_row(log: Log) -> None:
    toll = tally(log.incidents(), since=date(2025, 11, 1), until=None, place=None, gazetteer=GAZETTEER)
    assert (toll.incidents, toll.killed) == (5, 16)
    assert toll.by_party == (
        (Party.MILITANTS, 7),
        (Party.CIVILIANS, 5),
        (Party.BORDER_GUARDS, 2),
        (Party.SMUGGLERS, 2),
    )
    assert sum(f.best or 0 for row in toll.rows for _, f in row.by_party) == toll.killed


def test_the_season_comes_out_the_same_in_reverse_order() -> None:
    backwards = Log().take_all(reversed(season.whole_season()))
    toll = tally(backwards.incidents(), since=None, until=None, place=None, gazetteer=GAZETTEER)
    assert (toll.incidents, toll.killed) == (5, 16)


def test_two_attacks_on_chinese_workers_four_days_apart_stay_two(log: Log) -> None:
    first = log.placed[season.camp()[0].document_id, 0]
    second = log.placed[season.road()[0].document_id, 0]
    assert first != second


def test_two_clashes_in_one_district_in_the_same_words_stay_two(log: Log) -> None:
    assert (
        log.placed[season.post_five()[0].document_id, 0] != log.placed[season.post_seven()[0].document_id, 0]
    )


def test_a_report_dated_by_the_crossing_joins_the_fight(log: Log) -> None:
    reports = season.post_five()
    assert log.placed[reports[2].document_id, 0] == log.placed[reports[0].document_id, 0]
    snapshot = log.snapshots[log.placed[reports[0].document_id, 0]]
    assert snapshot.date.start == date(2025, 12, 24)
    assert date(2025, 12, 23) in snapshot.date.alternatives
    assert snapshot.date.time_local == "11:15"


def test_militants_and_guards_of_separate_leads_complement_each_other() -> None:
    log = Log().take_all(season.post_five()[:2])
    assert len(log.snapshots) == 1
    assert log.snapshots[1].by_party(Measure.KILLED) == {
        Party.MILITANTS: Figure(low=3, best=3, high=3),
        Party.BORDER_GUARDS: Figure(low=2, best=2, high=2),
    }
    assert log.snapshots[1].severity is Severity.CRITICAL


def test_two_wounded_and_four_wounded_are_a_range(log: Log) -> None:
    snapshot = log.snapshots[log.placed[season.road()[0].document_id, 0]]
    assert snapshot.by_party(Measure.WOUNDED) == {Party.CIVILIANS: Figure(low=2, best=2, high=4)}


def test_relays_that_know_only_the_province_leave_the_finest_place_standing(log: Log) -> None:
    snapshot = log.snapshots[log.placed[season.post_seven()[0].document_id, 0]]
    assert snapshot.scene.place == "Hirmanjo"
    assert snapshot.scene.adm2 == "Shamsiddin Shohin"


def test_neutralised_men_whom_the_taliban_call_smugglers_stay_four_militants(log: Log) -> None:
    snapshot = log.snapshots[log.placed[season.post_seven()[0].document_id, 0]]
    (killed,) = [f for f in snapshot.figures if f.measure is Measure.KILLED]
    assert killed.party is Party.MILITANTS
    assert killed.figure == Figure(low=0, best=4, high=4)
    assert killed.contested
    assert snapshot.contested
    assert {(note.label, note.by) for note in snapshot.labels} == {
        ("terrorists", "tj_border_troops"),
        ("smugglers", "taliban"),
    }
    assert snapshot.confidence is Confidence.CORROBORATED


def test_background_updates_the_event_it_dates_and_opens_none(log: Log) -> None:
    verdicts = {(r.document_id, r.report.ordinal): v for r, v in log.verdicts}
    dated, vague = season.background_pieces()
    assert isinstance(verdicts[dated.document_id, 1], Same)
    assert isinstance(verdicts[vague.document_id, 2], Unlinked)


def test_the_drone_over_hamadoni_is_a_drone_attack_on_smugglers(log: Log) -> None:
    snapshot = log.snapshots[log.placed[season.hamadoni()[0].document_id, 0]]
    assert snapshot.event_type is EventType.DRONE_ATTACK
    assert snapshot.seizures == ("drugs: 116 package",)
    assert snapshot.by_party(Measure.KILLED) == {Party.SMUGGLERS: Figure(low=2, best=2, high=2)}
