"""The outlines for maps belong to what we watch, and are whole."""

from pathlib import Path

import pytest

from bot.knowledge.checks.region import region_faults
from tests.unit.knowledge.spoiling import Change, Copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path, region_faults)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda f: f["properties"].update(level="admin2"), "TJ-KT: level: 'admin2' is not one of"),
        (lambda f: f["properties"].update(level="admin0"), "TJ-KT: level: does not go with the code"),
        (lambda f: f["properties"].update(code="TJ_KT"), "code: 'TJ_KT' is not an ISO 3166 code"),
        (lambda f: f["properties"].update(country="AF"), "TJ-KT: code: is no code of AF"),
        (lambda f: f["properties"].update(code="TJ-GB"), "TJ-GB: stands more than once as admin1"),
        (lambda f: f["properties"].update(code="TJ-XX"), "TJ-KT: no outline, though it lies on a watched"),
        (lambda f: f["properties"].update(colour="red"), "TJ-KT: colour: unknown key"),
        (lambda f: f.pop("properties"), "properties: missing"),
        (lambda f: f["geometry"].update(type="Point"), "TJ-KT: geometry: is no MultiPolygon"),
        (lambda f: f["geometry"].update(coordinates=[]), "TJ-KT: geometry: is empty"),
        (lambda f: f["geometry"].update(coordinates=[[["x"]]]), "geometry: coordinates are no rings"),
        (lambda f: f["geometry"]["coordinates"][0][0].pop(), "TJ-KT: geometry: a ring is not closed"),
        (
            lambda f: [point.reverse() for polygon in f["geometry"]["coordinates"] for point in polygon[0]],
            "TJ-KT: geometry: reaches beyond",
        ),
    ],
)
def test_each_fault_of_an_outline_is_named(copy: Copy, change: Change, fault: str) -> None:
    faults = copy.feature("TJ-KT", change)
    assert any(line.startswith("region.geojson: ") and fault in line for line in faults), faults


def test_a_country_without_an_outline_is_named(copy: Copy) -> None:
    assert "region.geojson: AF: no outline" in copy.feature(
        "AF", lambda feature: feature["properties"].update(code="DE", country="DE")
    )


def test_an_outline_of_a_country_that_nobody_watches_is_named(copy: Copy) -> None:
    assert "region.geojson: DE: is no country we watch" in copy.feature(
        "AF", lambda feature: feature["properties"].update(code="DE", country="DE")
    )


def test_a_file_of_another_kind_is_named(copy: Copy) -> None:
    assert copy.text("region.geojson", "[]") == ["region.geojson: file: is no FeatureCollection"]
    assert copy.text("region.geojson", "{")[0].startswith("region.geojson: file: no valid JSON")
