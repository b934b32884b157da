"""How two scenes stand to each other: the same point, one in the other, neighbours, or apart.

Districts are trusted, points are not (most media coordinates are within 50 km of the truth, Weidmann
2015), so distances are only asked where containment says nothing. Two banks of one border river are
opposite, not apart: each side names its own village for one fight.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from bot.incidents.policy import Policy
from bot.model.gazetteer import Gazetteer
from bot.model.place import Place
from bot.model.report import Scene

POINT_KINDS = frozenset({"settlement", "border_post", "crossing", "camp", "jamoat"})
POST_KINDS = frozenset({"border_post"})
LEVELS = {"country": 0, "adm1": 1, "adm2": 2}
LINEAR_KINDS = frozenset({"river", "valley", "mountain", "border_detachment"})
EARTH_KM = 6371.0


class Relation(StrEnum):
    """What the gazetteer says of two scenes; the last three are grounds for a veto."""

    SAME_POINT = "same_point"
    SAME_DISTRICT = "same_district"
    CONTAINED = "contained"
    OPPOSITE = "opposite"
    UNKNOWN = "unknown"
    ADJACENT = "adjacent"
    APART = "apart"
    OTHER_PROVINCE = "other_province"
    OTHER_POINT = "other_point"

    @property
    def incompatible(self) -> bool:
        """Whether one event cannot have both scenes."""
        return self in (Relation.APART, Relation.OTHER_PROVINCE, Relation.OTHER_POINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """A scene taken apart: its chain of places and the ids of its administrative units."""

    chain: tuple[Place, ...]
    country: str | None
    adm1: str | None
    adm2: str | None
    point: Place | None

    @property
    def finest(self) -> Place | None:
        """The finest place that is known, or None."""
        return self.chain[0] if self.chain else None


def units(scene: Scene, gazetteer: Gazetteer) -> Units:
    """Take a scene apart. Linear features (rivers, valleys) carry no containment and are dropped."""
    chain: tuple[Place, ...] = ()
    for place_id in scene.place_ids:
        chain = gazetteer.ancestors(place_id)
        if chain and chain[0].kind not in LINEAR_KINDS:
            break
        chain = chain[1:]
        if chain:
            break
    if not chain and scene.adm1 is not None:
        province = gazetteer.by_code(scene.adm1)
        chain = gazetteer.ancestors(province.id) if province is not None else ()
    by_kind = {place.kind: place.id for place in chain}
    point = chain[0] if chain and chain[0].kind in POINT_KINDS else None
    country = chain[-1].country if chain and chain[-1].country is not None else scene.country
    return Units(
        chain=chain, country=country, adm1=by_kind.get("adm1"), adm2=by_kind.get("adm2"), point=point
    )


def relation(one: Scene, other: Scene, gazetteer: Gazetteer, policy: Policy) -> Relation:
    """Say how two scenes stand to each other. Symmetric."""
    a, b = units(one, gazetteer), units(other, gazetteer)
    if a.country is not None and b.country is not None and a.country != b.country:
        return _across(a, b, policy)
    return _inside(a, b, policy)


def _inside(a: Units, b: Units, policy: Policy) -> Relation:
    if a.adm1 is None or b.adm1 is None:
        return Relation.UNKNOWN
    if a.adm1 != b.adm1:
        near = a.adm2 and b.adm2 and _near(a.finest, b.finest, policy)
        return Relation.ADJACENT if near else Relation.OTHER_PROVINCE
    if a.adm2 is None or b.adm2 is None:
        return Relation.CONTAINED
    if a.adm2 != b.adm2:
        return Relation.ADJACENT if _near(a.finest, b.finest, policy) else Relation.APART
    if a.point is None or b.point is None:
        return Relation.SAME_DISTRICT
    return _points(a.point, b.point, a, b, policy)


def _points(one: Place, other: Place, a: Units, b: Units, policy: Policy) -> Relation:
    if one.id == other.id:
        return Relation.SAME_POINT
    if one in b.chain or other in a.chain:
        return Relation.SAME_DISTRICT
    if one.kind == other.kind and one.kind != "jamoat":
        return Relation.OTHER_POINT
    apart = distance_km(one, other)
    reach = max(policy.point_km, _reach_km(one, policy) + _reach_km(other, policy))
    return Relation.OTHER_POINT if apart is not None and apart > reach else Relation.SAME_DISTRICT


def _across(a: Units, b: Units, policy: Policy) -> Relation:
    """The two banks: compatible where the finest known places can face each other."""
    if a.adm1 is None or b.adm1 is None:
        return Relation.UNKNOWN
    return Relation.OPPOSITE if _near(a.finest, b.finest, policy) else Relation.APART


def _near(one: Place | None, other: Place | None, policy: Policy) -> bool:
    if one is None or other is None:
        return True
    apart = distance_km(one, other)
    reach = max(policy.adjacent_km, _reach_km(one, policy) + _reach_km(other, policy))
    return apart is None or apart <= reach


def _reach_km(place: Place, policy: Policy) -> float:
    if place.kind == "adm1":
        return max(place.radius_km or 0.0, policy.province_km)
    if place.kind == "adm2":
        return max(place.radius_km or 0.0, policy.district_km)
    return place.radius_km or 0.0


def distance_km(one: Place, other: Place) -> float | None:
    """Great-circle distance in kilometres; None where a place has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    south, west, north, east = map(radians, (one.lat, one.lon, other.lat, other.lon))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))
