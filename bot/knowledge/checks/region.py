"""``region.geojson``: the outlines for maps belong to the countries and provinces we speak of.

Longitude comes first in GeoJSON, latitude in the gazetteer: the box catches a mix-up.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.knowledge.checks.borders import watched_borders
from bot.knowledge.checks.folder import DataFolder
from bot.knowledge.checks.shape import doubled, matching, one_of, shape_faults

REGION = "region.geojson"
LEVELS = ("admin0", "admin1")
BOX = (58.0, 30.0, 80.0, 44.0)
"""West, south, east, north: to this the outlines are clipped. Longitudes and latitudes in degrees."""

_LEVEL = one_of(LEVELS)
_COUNTRY = matching(r"[A-Z]{2}", "a country code")
_CODE = matching(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?", "an ISO 3166 code")
_RULES = {"level": _LEVEL, "country": _COUNTRY, "code": _CODE}


def region_faults(data: DataFolder) -> Iterator[str]:
    """Everything wrong with the outlines."""
    content = data.json(REGION)
    if content is None:
        return
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        yield f"{REGION}: file: is no FeatureCollection"
        return
    codes: dict[str, list[str]] = {level: [] for level in LEVELS}
    for number, feature in enumerate(features, 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        where = str(properties.get("code") or number) if isinstance(properties, dict) else str(number)
        for fault in _feature_faults(feature, properties):
            yield f"{REGION}: {where}: {fault}"
        if isinstance(properties, dict) and properties.get("level") in codes:
            codes[properties["level"]].append(str(properties.get("code")))
    for level in LEVELS:
        yield from (f"{REGION}: {code}: stands more than once as {level}" for code in doubled(codes[level]))
    yield from (f"{REGION}: {fault}" for fault in _cover_faults(codes, data))


def _feature_faults(feature: Any, properties: Any) -> Iterator[str]:
    if not isinstance(properties, dict):
        yield "properties: missing"
        return
    known = {key: value for key, value in properties.items() if key != "name"}
    form = [*shape_faults(known, _RULES)]
    yield from form
    if not form:
        if properties["code"][:2] != properties["country"]:
            yield f"code: is no code of {properties['country']}"
        if ("-" in properties["code"]) != (properties["level"] == "admin1"):
            yield "level: does not go with the code"
    yield from _geometry_faults(feature.get("geometry"))


def _geometry_faults(geometry: Any) -> Iterator[str]:
    if not isinstance(geometry, dict) or geometry.get("type") != "MultiPolygon":
        yield "geometry: is no MultiPolygon"
        return
    try:
        rings = [ring for polygon in geometry["coordinates"] for ring in polygon]
        outside = any(not _inside(longitude, latitude) for ring in rings for longitude, latitude in ring)
        broken = any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings)
    except (KeyError, TypeError, ValueError):
        yield "geometry: coordinates are no rings of points"
        return
    if not rings:
        yield "geometry: is empty"
    if broken:
        yield "geometry: a ring is not closed"
    if outside:
        west, south, east, north = BOX
        yield f"geometry: reaches beyond {west:g}-{east:g} east, {south:g}-{north:g} north"


def _inside(longitude: float, latitude: float) -> bool:
    west, south, east, north = BOX
    return west <= longitude <= east and south <= latitude <= north


def _cover_faults(codes: Mapping[str, list[str]], data: DataFolder) -> Iterator[str]:
    """Countries and provinces of the watched borders without an outline, and outlines of others."""
    watched = watched_borders(data)
    countries = {country for border in watched for country in border.split("-")}
    if countries:
        for country in sorted(countries ^ set(codes["admin0"])):
            yield f"{country}: " + ("no outline" if country in countries else "is no country we watch")
    for row in data.rows("gazetteer.tsv") or ():
        code, borders = row.get("iso3166_2", ""), row.get("borders", "").split("|")
        if row.get("kind") == "adm1" and watched.intersection(borders) and code not in codes["admin1"]:
            yield f"{code}: no outline, though it lies on a watched border"
