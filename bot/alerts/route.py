"""Whether a subscription wants an incident, with the rule that says so.

Rules are functions in a tuple: the first that has an opinion decides, so the order is the policy. Where
those who crossed came from is never the scene and never matches. Freshness and memory of what was told
are asked elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.model.gazetteer import Borders, Gazetteer
from bot.model.incident import Snapshot
from bot.model.vocabulary import Severity

NEIGHBOUR_FROM = Severity.HIGH
EVERYTHING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """The verdict and the code of the rule that gave it."""

    told: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    place_id: str
    snapshot: Snapshot
    gazetteer: Gazetteer
    borders: Borders


def matches(place_id: str, snapshot: Snapshot, gazetteer: Gazetteer, borders: Borders) -> Routing:
    """Say whether a subscription to ``place_id`` is told of an incident; always names a reason.

    '' is the default: all on primary borders, grave matters (high and above) on the neighbours. A border
    id (``TJ-AF``) is everything on it; a country is everything on its soil or its borders; any other
    place is what happened inside it. A scene known more coarsely than the place does not match yet.
    """
    case = _Case(place_id=place_id, snapshot=snapshot, gazetteer=gazetteer, borders=borders)
    for rule in RULES:
        routing = rule(case)
        if routing is not None:
            return routing
    return Routing(told=False, reason="elsewhere")


def _primary_border(case: _Case) -> Routing | None:
    if case.place_id != EVERYTHING:
        return None
    border = case.borders.get(case.snapshot.scene.border or "")
    if border is not None and border.primary:
        return Routing(told=True, reason="primary_border")
    return None


def _grave_on_neighbour(case: _Case) -> Routing | None:
    if case.place_id != EVERYTHING:
        return None
    if case.borders.get(case.snapshot.scene.border or "") is None:
        return Routing(told=False, reason="border_not_watched")
    grave = case.snapshot.severity.at_least(NEIGHBOUR_FROM)
    return Routing(told=grave, reason="grave_on_neighbour" if grave else "light_on_neighbour")


def _this_border(case: _Case) -> Routing | None:
    if case.borders.get(case.place_id) is None:
        return None
    told = case.snapshot.scene.border == case.place_id
    return Routing(told=told, reason="on_border" if told else "other_border")


def _inside(case: _Case) -> Routing | None:
    inside = any(case.gazetteer.within(p, case.place_id) for p in case.snapshot.scene.place_ids)
    return Routing(told=True, reason="inside") if inside else None


def _this_country(case: _Case) -> Routing | None:
    place = case.gazetteer.get(case.place_id)
    if place is None or place.kind != "country" or place.country is None:
        return None
    border = case.borders.get(case.snapshot.scene.border or "")
    if case.snapshot.scene.country == place.country or (border and place.country in border.countries):
        return Routing(told=True, reason="country")
    return None


def _too_coarse(case: _Case) -> Routing | None:
    """Named apart from "elsewhere": such an incident may match once its place is known better."""
    scene = case.snapshot.scene
    wider = {place.id for place in case.gazetteer.ancestors(case.place_id)[1:]}
    if scene.place_ids and scene.place_ids[0] in wider:
        return Routing(told=False, reason="scene_too_coarse")
    return None


RULES: tuple[Callable[[_Case], Routing | None], ...] = (
    _primary_border,
    _grave_on_neighbour,
    _this_border,
    _inside,
    _this_country,
    _too_coarse,
)
