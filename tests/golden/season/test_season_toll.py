"""The toll of the season, whatever part of its languages can be read."""

from itertools import combinations

import pytest

from bot.model.incident import Figure
from bot.model.vocabulary import Measure, Party
from tests.golden.season.play import Played, expected, play, toll_of

MUST = ("en", "ru")
MORE = ("tg", "fa", "zh")
READABLE_SETS = [(*MUST, *extra) for size in range(4) for extra in combinations(MORE, size)]
TOLL = {"militants": 7, "civilians": 5, "border_guards": 2, "smugglers": 2}


def key_of(played: Played, number: int) -> str:
    """Which event of the table an incident is, by its day."""
    day = played.snapshots[number].date.start
    events: dict[str, dict[str, object]] = expected()["incidents"]
    return next(key for key, row in events.items() if row["day"] == day)


@pytest.mark.parametrize("languages", READABLE_SETS, ids="-".join)
def test_the_toll_is_right_from_what_can_be_read(languages: tuple[str, ...]) -> None:
    toll = toll_of(play(languages))
    assert (toll.incidents, toll.killed) == (5, 16)
    assert {party.value: count for party, count in toll.by_party if count} == TOLL


@pytest.mark.parametrize("languages", READABLE_SETS, ids="-".join)
def test_every_incident_of_the_table_stands_once_with_its_figures(languages: tuple[str, ...]) -> None:
    played = play(languages)
    assert sorted(key_of(played, n) for n in played.snapshots) == sorted(expected()["incidents"])
    for number, snapshot in played.snapshots.items():
        row = expected()["incidents"][key_of(played, number)]
        best = {party.value: figure.best for party, figure in snapshot.by_party(Measure.KILLED).items()}
        assert {party: count for party, count in best.items() if count} == row["killed"]
        assert snapshot.scene.adm1 == row["adm1"]
        assert snapshot.scene.adm2 == row["adm2"]
        assert snapshot.possible_duplicate_of is None


def test_reports_of_one_event_lie_in_one_incident_and_the_joint_report_in_two() -> None:
    played = play((*MUST, *MORE))
    for name, numbers in played.placed.items():
        row = expected()["reports"][name]
        keys = [key_of(played, number) for number in numbers]
        if "incident" in row:
            assert keys[0] == row["incident"], name
        if "also" in row:
            assert row["also"] in keys, name


def test_no_running_total_reaches_an_incident() -> None:
    played = play((*MUST, *MORE))
    for snapshot in played.snapshots.values():
        for figure in snapshot.by_party(Measure.KILLED).values():
            assert (figure.high or 0) <= 4


def test_the_smugglers_of_one_side_and_the_militants_of_the_other_are_four_people() -> None:
    played = play(MUST)
    last = next(s for s in played.snapshots.values() if s.date.start.month == 1)
    killed = last.total(Measure.KILLED)
    assert killed is not None
    assert killed.best == 4
    assert killed.low == 4, "a source says plainly that they were killed"
    words = " ".join(note.label for note in last.labels)
    assert "smuggler" in words


def test_the_correction_at_shodak_leaves_two_wounded_and_names_who_took_four_back() -> None:
    played = play((*MUST, *MORE))
    (shodak,) = [s for n, s in played.snapshots.items() if key_of(played, n) == "shodak"]
    wounded = {party: figure for party, figure in shodak.by_party(Measure.WOUNDED).items() if figure.high}
    assert wounded == {Party.CIVILIANS: Figure(low=2, best=2, high=2)}
    (fact,) = shodak.corrections
    assert (fact.measure, fact.was, fact.now, fact.by) == (Measure.WOUNDED, 4, 2, "Demo Regional Desk")
