"""Our catalogue of sources and the demo's season fit to the rest of the data."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.knowledge.checks.season import season_faults
from bot.knowledge.checks.sources import SOURCES, source_faults
from tests.unit.knowledge.spoiling import Change, Copy

FEEDS = "season/feeds.toml"
OPENING = "season/0-opening.toml"
NOVEMBER = "season/1-november.toml"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: t["source"][0].update(origin="nobody"), "origin: nobody is no speaker of speakers.toml"),
        (lambda t: t["source"][0].update(tier=2), "enabled: is not of tier 1, or nobody has seen it"),
        (lambda t: t["source"][0].update(verification="convention"), "enabled: is not of tier 1, or nobody"),
        (lambda t: t["source"][0].update(kind="telegram"), "kind: 'telegram' is not one of"),
        (lambda t: t["source"][0].update(slug=t["source"][1]["slug"]), "this slug stands 2 times"),
    ],
)
def test_each_fault_of_the_catalogue_is_named(tmp_path: Path, change: Change, fault: str) -> None:
    faults = Copy(tmp_path, source_faults).table(SOURCES, change)
    assert any(line.startswith(f"{SOURCES}: ") and fault in line for line in faults), faults


def named(faults: Iterable[str], fault: str) -> bool:
    return any(line.startswith("season") and fault in line for line in faults)


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        (FEEDS, lambda t: t.update(colour="red"), "colour: unknown key"),
        (FEEDS, lambda t: t["feed"][0].update(form="fax"), "demo-state: form: 'fax' is not one of"),
        (FEEDS, lambda t: t["feed"][0].update(keeps=0), "demo-state: keeps: 0 is not a whole number"),
        (FEEDS, lambda t: t["feed"][0].update(language="xx"), "language: xx does not stand in languages"),
        (FEEDS, lambda t: t["feed"].append(t["feed"][0]), "demo-state: this slug stands more than once"),
        (
            FEEDS,
            lambda t: t["feed"].append({**t["feed"][0], "slug": "demo-idle"}),
            "demo-idle: has no report",
        ),
        (FEEDS, lambda t: t["feed"].pop(0), "feed: demo-state is no feed of the season"),
        (NOVEMBER, lambda t: t["report"][0].pop("text"), "demo-06: text: missing"),
        (NOVEMBER, lambda t: t["report"][0].update(text=" "), "demo-06: text: ' ' is not a text"),
        (NOVEMBER, lambda t: t["report"][0].update(id="demo-07"), "demo-07: this id stands more than once"),
        (NOVEMBER, lambda t: t["report"].reverse(), "published: before the report above it"),
        (NOVEMBER, lambda t: t.update(report=[]), "reports, not about forty"),
        (
            NOVEMBER,
            lambda t: t["report"][0].update(published=t["report"][0]["published"].replace(tzinfo=None)),
            "is not a moment with its zone",
        ),
    ],
)
def test_each_fault_of_the_season_is_named(tmp_path: Path, name: str, change: Change, fault: str) -> None:
    faults = Copy(tmp_path, season_faults).table(name, change)
    assert named(faults, fault), faults


def test_the_first_report_of_a_feed_may_stand_out_of_order(tmp_path: Path) -> None:
    copy = Copy(tmp_path, season_faults)
    assert copy.table(OPENING, lambda table: table["report"].reverse()) == []
