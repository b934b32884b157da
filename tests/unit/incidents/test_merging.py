"""Which reports are one event: districts side by side, unequal dead, days, posts, and who speaks of it."""

from dataclasses import replace

import pytest

from bot.incidents.correlate import New, Same, Unlinked, Unsure, Verdict
from bot.model.incident import LinkedReport
from bot.model.report import Claim, Speaker
from bot.model.vocabulary import EventType, Measure, Party, SpeakerType
from tests.builders import BORDER_TROOPS, TALIBAN, make_claim, make_date, make_linked, make_report, nobody
from tests.timeline import Log

LOCALS = Speaker(name="local sources", type=SpeakerType.ANONYMOUS, origin="local_sources")
HAMADONI, SHOHIN, DARVOZ = "tj-kt-hamadoni", "tj-kt-shohin", "tj-gb-darvoz"


def after(first: LinkedReport, second: LinkedReport) -> Verdict:
    """The verdict on the second report when only the first is known."""
    log = Log()
    log.take(first)
    return log.take(second)


def test_a_relay_of_the_same_event_joins_it() -> None:
    verdict = after(
        make_linked(killed=4), make_linked(killed=4, outlet="asia-plus", speaker=nobody("asia-plus"))
    )
    assert isinstance(verdict, Same)


def test_a_toll_that_rises_on_the_same_day_is_the_same_event() -> None:
    assert isinstance(after(make_linked(killed=4), make_linked(killed=6, outlet="asia-plus")), Same)


def test_neighbouring_districts_with_other_dead_on_one_day_are_no_one_event() -> None:
    verdict = after(
        make_linked(killed=3, place=HAMADONI), make_linked(killed=2, place=SHOHIN, outlet="asia-plus")
    )
    assert not isinstance(verdict, Same)


def test_neighbouring_districts_become_one_event_by_a_rare_detail() -> None:
    verdict = after(
        make_linked(killed=3, place=HAMADONI, anchors=("post:9",)),
        make_linked(killed=4, place=SHOHIN, anchors=("post:9",), outlet="asia-plus"),
    )
    assert isinstance(verdict, Same)


def test_districts_far_apart_are_two_events_whatever_else_agrees() -> None:
    verdict = after(
        make_linked(killed=4, anchors=("time:00:30",)),
        make_linked(killed=4, place=DARVOZ, anchors=("time:00:30",), outlet="asia-plus"),
    )
    assert isinstance(verdict, New)
    assert any(reason.code == "veto.place_incompatible" for reason in verdict.reasons)


@pytest.mark.parametrize(
    ("days", "same"), [("2026-01-19", False), ("2026-01-22", False), ("2026-01-18", True)]
)
def test_other_dead_on_another_day_are_another_event(days: str, same: bool) -> None:
    verdict = after(
        make_linked(killed=4, day="2026-01-18"), make_linked(killed=2, day=days, outlet="asia-plus")
    )
    assert isinstance(verdict, Same) is same


def test_two_posts_are_two_events() -> None:
    verdict = after(
        make_linked(killed=4, anchors=("post:7",)),
        make_linked(killed=4, anchors=("post:5",), outlet="asia-plus"),
    )
    assert isinstance(verdict, New)
    assert any(reason.code == "veto.different_post" for reason in verdict.reasons)


def test_dead_workers_and_dead_militants_are_two_events() -> None:
    verdict = after(
        make_linked(killed=3, party=Party.CIVILIANS, event_type=EventType.ATTACK_ON_CIVILIANS),
        make_linked(killed=4, outlet="asia-plus"),
    )
    assert not isinstance(verdict, Same)


def test_dead_guards_and_dead_militants_complete_each_other() -> None:
    verdict = after(
        make_linked(killed=2, party=Party.BORDER_GUARDS), make_linked(killed=3, outlet="asia-plus")
    )
    assert isinstance(verdict, Same)


def test_smugglers_of_one_side_are_the_militants_of_the_other() -> None:
    log = Log()
    log.take(make_linked(killed=4, label="terrorists"))
    verdict = log.take(
        make_linked(killed=4, party=Party.SMUGGLERS, speaker=TALIBAN, label="drug smugglers", outlet="amu")
    )
    assert isinstance(verdict, Same)
    (snapshot,) = log.snapshots.values()
    assert sum(f.figure.best or 0 for f in snapshot.figures) == 4
    assert {(note.label, note.by) for note in snapshot.labels} == {
        ("terrorists", "tj_border_troops"),
        ("drug smugglers", "taliban"),
    }


def test_the_word_of_one_side_stands_in_a_figure_with_those_who_use_it_only() -> None:
    log = Log()
    log.take(make_linked(killed=1, label="terrorist"))
    log.take(
        make_linked(killed=1, party=Party.SMUGGLERS, speaker=TALIBAN, label="drug smuggler", outlet="amu")
    )
    (snapshot,) = log.snapshots.values()
    (figure,) = [f for f in snapshot.figures if f.measure is Measure.KILLED]
    assert (figure.party, figure.speakers, figure.labels) == (
        Party.MILITANTS, ("tj_border_troops",), ("terrorist",),
    )  # fmt: skip
    assert {(note.label, note.by) for note in snapshot.labels} == {
        ("terrorist", "tj_border_troops"),
        ("drug smuggler", "taliban"),
    }


def test_whoever_counts_without_a_word_for_the_party_is_named_for_its_figure() -> None:
    log = Log()
    log.take(make_linked(killed=6, label="terrorists"))
    log.take(make_linked(killed=6, party=Party.UNKNOWN, speaker=TALIBAN, outlet="amu"))
    (snapshot,) = log.snapshots.values()
    assert "tj_border_troops" in snapshot.figures[0].speakers
    assert sum(f.figure.best or 0 for f in snapshot.figures) == 6


@pytest.mark.parametrize(("speaker", "same"), [(BORDER_TROOPS, True), (LOCALS, False)])
def test_days_apart_a_speaker_with_a_name_ties_two_reports(speaker: Speaker, *, same: bool) -> None:
    first = make_linked(killed=2, speaker=speaker)
    second = make_linked(killed=2, speaker=speaker, day="2026-01-20", outlet="amu")
    assert isinstance(after(first, second), Same) is same


def test_what_guards_are_called_is_no_label() -> None:
    log = Log()
    log.take(make_linked(killed=2, party=Party.BORDER_GUARDS, label="border guards"))
    (snapshot,) = log.snapshots.values()
    assert snapshot.labels == ()


def test_a_background_piece_opens_nothing() -> None:
    assert isinstance(Log().take(make_linked(killed=4, background=True)), Unlinked)


def test_the_day_of_the_fight_wins_where_a_report_knows_both_days() -> None:
    log = Log()
    log.take(make_linked(killed=3, date_=make_date("2023-08-30"), at="2023-09-06T10:00"))
    log.take(make_linked(killed=3, date_=make_date("2023-08-30"), at="2023-09-06T11:00", outlet="b"))
    log.take(
        make_linked(
            killed=3,
            date_=make_date("2023-09-05", alternatives=("2023-08-30",)),
            at="2023-09-06T12:00",
            outlet="c",
        )
    )
    (snapshot,) = log.snapshots.values()
    assert snapshot.date.start.isoformat() == "2023-09-05"
    assert "2023-08-30" in [day.isoformat() for day in snapshot.date.alternatives]


def test_what_may_be_the_same_is_kept_apart_and_marked() -> None:
    log = Log()
    log.take(make_linked(killed=4, day="2026-01-18"))
    verdict = log.take(make_linked(date_=make_date("2026-01-20", explicit=False), outlet="asia-plus"))
    assert isinstance(verdict, Same | Unsure)
    if isinstance(verdict, Unsure):
        assert log.doubts == {2: "TJAF-2026-0001"}


MONDAY, TUESDAY = "2026-01-19", "2026-01-20"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (EventType.ABDUCTION, EventType.SHELLING_CROSSFIRE),
        (EventType.ABDUCTION, EventType.DRONE_ATTACK),
        (EventType.EXPLOSION_MINE, EventType.INFILTRATION),
        (EventType.DRUG_SEIZURE, EventType.SHELLING_CROSSFIRE),
    ],
)
def test_events_that_nobody_would_confuse_are_two_on_two_days(one: EventType, other: EventType) -> None:
    for first, second in ((one, other), (other, one)):
        verdict = after(
            make_linked(event_type=first, day=MONDAY),
            make_linked(event_type=second, day=TUESDAY, outlet="asia-plus"),
        )
        assert isinstance(verdict, New)
        assert any(reason.code == "veto.unlike_on_other_day" for reason in verdict.reasons)


def test_events_that_nobody_would_confuse_are_doubtful_on_one_day() -> None:
    verdict = after(
        make_linked(event_type=EventType.ABDUCTION, day=MONDAY),
        make_linked(event_type=EventType.SHELLING_CROSSFIRE, day=MONDAY, outlet="asia-plus"),
    )
    assert isinstance(verdict, Unsure)


def test_a_text_that_also_tells_of_the_other_type_is_no_other_event() -> None:
    report = make_report(event_type=EventType.SHELLING_CROSSFIRE, day=TUESDAY)
    told = replace(report, types_seen=(EventType.SHELLING_CROSSFIRE, EventType.ABDUCTION))
    first = make_linked(event_type=EventType.ABDUCTION, day=MONDAY)
    assert isinstance(after(first, make_linked(told, outlet="asia-plus")), Same)


def test_a_rare_detail_ties_even_unlike_types() -> None:
    verdict = after(
        make_linked(event_type=EventType.ABDUCTION, day=MONDAY, anchors=("post:9",)),
        make_linked(event_type=EventType.DRONE_ATTACK, day=TUESDAY, anchors=("post:9",), outlet="asia-plus"),
    )
    assert isinstance(verdict, Same)


@pytest.mark.parametrize(
    "kind",
    [EventType.INFILTRATION, EventType.DRUG_SEIZURE, EventType.SHELLING_CROSSFIRE, EventType.DETENTION],
)
def test_one_event_under_another_name_joins_it_a_day_later(kind: EventType) -> None:
    first = make_linked(event_type=EventType.ARMED_CLASH, day=MONDAY)
    second = make_linked(event_type=kind, day=TUESDAY, outlet="asia-plus")
    expected = Unsure if kind is EventType.DETENTION else Same
    assert isinstance(after(first, second), expected)


def test_a_drone_and_an_attack_on_workers_are_names_of_one_event() -> None:
    first = make_linked(event_type=EventType.ATTACK_ON_CIVILIANS, day=MONDAY)
    second = make_linked(event_type=EventType.DRONE_ATTACK, day=TUESDAY, outlet="asia-plus")
    assert isinstance(after(first, second), Same)


@pytest.mark.parametrize(
    ("day", "nation", "joins"), [(TUESDAY, "AF", False), (TUESDAY, "TJ", True), (MONDAY, "AF", True)]
)
def test_guards_of_two_countries_on_two_days_fell_in_two_events(day: str, nation: str, joins: bool) -> None:
    def guards(nationality: str) -> Claim:
        return make_claim(Measure.KILLED, Party.BORDER_GUARDS, 2, nationality=nationality)

    verdict = after(
        make_linked(claims=(guards("TJ"),), day=MONDAY),
        make_linked(claims=(guards(nation),), day=day, outlet="asia-plus"),
    )
    assert isinstance(verdict, Same if joins else New)
