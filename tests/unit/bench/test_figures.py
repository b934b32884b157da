"""How measured figures are judged and printed."""

import pytest

from bench.figures import Figure, Kind, Sense, table


def figure(value: float | None, *, kind: Kind = Kind.RATIO, sense: Sense = Sense.AT_MOST) -> Figure:
    return Figure(name="cost", value=value, unit="times", sense=sense, target=2.0, kind=kind, note="why")


@pytest.mark.parametrize(
    ("sense", "value", "met"),
    [
        (Sense.AT_MOST, 1.9, True),
        (Sense.AT_MOST, 2.0, True),
        (Sense.AT_MOST, 2.1, False),
        (Sense.AT_LEAST, 2.1, True),
        (Sense.AT_LEAST, 1.9, False),
    ],
)
def test_a_target_has_a_good_side(sense: Sense, value: float, met: bool) -> None:
    assert figure(value, sense=sense).met is met


def test_a_missed_ratio_fails_the_run_and_a_missed_machine_figure_does_not() -> None:
    assert figure(3.0, kind=Kind.RATIO).fails_run
    assert not figure(3.0, kind=Kind.MACHINE).fails_run
    assert not figure(1.0, kind=Kind.RATIO).fails_run


def test_what_could_not_be_measured_fails_the_run() -> None:
    assert figure(None, kind=Kind.MACHINE).fails_run


def test_the_table_shows_value_target_kind_verdict_and_note() -> None:
    text = table([figure(1.5), figure(None, kind=Kind.MACHINE)])
    lines = text.splitlines()
    assert lines[0].split() == ["figure", "value", "target", "kind", "met"]
    assert "1.50 times" in lines[1]
    assert "at most 2.00 times" in lines[1]
    assert lines[1].endswith("yes")
    assert lines[2].strip() == "why"
    assert "not measured" in lines[3]
    assert "machine" in lines[3]
    assert lines[3].endswith("NO")
