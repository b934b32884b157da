"""Who is told of an incident: places, borders, countries and the default, each with its reason."""

import pytest

from bot.alerts.route import RULES, matches
from bot.model.incident import Snapshot
from bot.model.vocabulary import Severity
from tests.builders import make_scene, make_snapshot
from tests.small_world import GAZETTEER, small_borders

BORDERS = small_borders()


def verdict(place_id: str, snapshot: Snapshot) -> tuple[bool, str]:
    routing = matches(place_id, snapshot, GAZETTEER, BORDERS)
    return routing.told, routing.reason


@pytest.mark.parametrize("severity", list(Severity))
def test_the_default_hears_everything_on_the_primary_border(severity: Severity) -> None:
    assert verdict("", make_snapshot(severity=severity)) == (True, "primary_border")


@pytest.mark.parametrize(
    ("severity", "answer"),
    [
        (Severity.CRITICAL, (True, "grave_on_neighbour")),
        (Severity.HIGH, (True, "grave_on_neighbour")),
        (Severity.MEDIUM, (False, "light_on_neighbour")),
        (Severity.LOW, (False, "light_on_neighbour")),
    ],
)
def test_of_the_neighbours_the_default_hears_what_is_grave(
    severity: Severity, answer: tuple[bool, str]
) -> None:
    assert verdict("", make_snapshot(place="kg-b", border="KG-TJ", severity=severity)) == answer


@pytest.mark.parametrize("border", [None, "XX-YY"])
def test_the_default_hears_nothing_of_borders_that_are_not_watched(border: str | None) -> None:
    snapshot = make_snapshot(place=None, border=border, severity=Severity.CRITICAL)
    assert verdict("", snapshot) == (False, "border_not_watched")


@pytest.mark.parametrize(
    ("place_id", "answer"),
    [
        ("tj-kt-shohin", (True, "inside")),
        ("tj-kt", (True, "inside")),
        ("tj", (True, "inside")),
        ("af", (True, "country")),
        ("TJ-AF", (True, "on_border")),
        ("KG-TJ", (False, "other_border")),
        ("tj-gb", (False, "elsewhere")),
        ("kg", (False, "elsewhere")),
        ("tj-p-hirmanjo", (False, "scene_too_coarse")),
        ("r-panj", (False, "elsewhere")),
        ("no-such-place", (False, "elsewhere")),
    ],
)
def test_a_place_hears_what_happened_inside_it(place_id: str, answer: tuple[bool, str]) -> None:
    assert verdict(place_id, make_snapshot(place="tj-kt-shohin")) == answer


def test_where_the_attackers_came_from_is_never_the_scene() -> None:
    scene = make_scene("tj-kt-shohin")
    assert "af-bds" not in scene.place_ids
    assert verdict("af-bds", make_snapshot(place="tj-kt-shohin")) == (False, "elsewhere")


def test_a_scene_known_by_its_border_only_matches_no_province_yet() -> None:
    snapshot = make_snapshot(place=None)
    assert verdict("tj-kt", snapshot) == (False, "elsewhere")
    assert verdict("tj", snapshot) == (True, "country")


def test_every_rule_is_reached_by_some_case_of_ours() -> None:
    """Each rule decides at least one of the cases above, so none of them is idle."""
    assert len(RULES) == 6
    reasons = {
        verdict(place, snapshot)[1]
        for place in ("", "TJ-AF", "KG-TJ", "tj-kt", "af", "tj-p-hirmanjo", "tj-gb")
        for snapshot in (
            make_snapshot(place="tj-kt-shohin"),
            make_snapshot(place="kg-b", border="KG-TJ"),
            make_snapshot(place=None, border=None),
        )
    }
    assert reasons >= {
        "primary_border",
        "grave_on_neighbour",
        "border_not_watched",
        "on_border",
        "other_border",
        "inside",
        "country",
        "scene_too_coarse",
        "elsewhere",
    }
