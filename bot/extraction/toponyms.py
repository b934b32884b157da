"""Toponym resolution: one place for each name that may mean several.

The company of other places decides, the country named beside a name, and where they came from, which is
not where it happened. What stays ambiguous is left out: a wrong place is worse than none.
"""

from collections import Counter
from collections.abc import Iterable

from bot.extraction.bordering import BorderFinder
from bot.extraction.placed import NOT_SCENE, Placed, country_near, homeland
from bot.model.gazetteer import Gazetteer
from bot.model.place import Place


class Toponyms:
    """Resolves names; knows the gazetteer and which places lie on watched borders."""

    def __init__(self, gazetteer: Gazetteer, borders: BorderFinder) -> None:
        """Both are shared and never changed."""
        self._gazetteer = gazetteer
        self._borders = borders

    def resolve(
        self, scenes: list[Placed], placed: list[Placed], countries: dict[str, float]
    ) -> list[tuple[Placed, Place]]:
        """One place for each mention; what stays ambiguous is left out."""
        meant = {id(item): homeland(item) for item in placed}
        witnesses = [meant[id(item)] for item in placed if len(meant[id(item)]) == 1 and item.mention.sure]
        attested = Counter(unit for places in witnesses for unit in self._units(places))
        resolved: list[tuple[Placed, Place]] = []
        for item in scenes:
            options = meant[id(item)]
            own = self._units(options) if item.mention.sure and len(options) == 1 else set()
            options = self._outside_origin(options, item, placed)
            units_around = {unit for unit, times in attested.items() if times > (unit in own)}
            elsewhere = len(options) == 1 and self.province_of(options[0]) is not None
            if elsewhere and not self._is_kin(options[0], units_around):
                options = [p for p in item.mention.others if self._is_kin(p, units_around)] or options
            if len(options) > 1:
                near = country_near(item)
                options = [p for p in options if p.country == near] or options
                options = [p for p in options if self._is_kin(p, units_around)] or options
            units = {self.province_of(place) for place in options}
            if len(units) == 1 and self._borders.borders_of(options[0]):
                resolved.append((item, options[0]))
            elif len(units) > 1 and ("AF" not in countries or _only_from_afghanistan(placed)):
                home = [place for place in options if place.country == "TJ"]
                if len(home) == 1:
                    resolved.append((item, home[0]))
        return resolved

    def province_of(self, place: Place) -> str | None:
        """The id of the province in which a place lies, or which it is."""
        return next((u.id for u in self._gazetteer.ancestors(place.id) if u.kind == "adm1"), None)

    def _units(self, places: Iterable[Place]) -> set[str]:
        """The units below the country in which the places lie."""
        return {
            unit.id
            for place in places
            for unit in self._gazetteer.ancestors(place.id)
            if unit.kind != "country"
        }

    def _is_kin(self, place: Place, units: set[str]) -> bool:
        """Whether a place lies in one of the units, or is one."""
        return any(unit.id in units for unit in self._gazetteer.ancestors(place.id)[:-1])

    def _outside_origin(self, options: list[Place], item: Placed, placed: list[Placed]) -> list[Place]:
        """The places that a name may mean, without those in the region from which its sentence says they
        came, as far as any are left."""
        origins = {
            place.id
            for other in placed
            if other.sentence is item.sentence and other.role == "origin" and other is not item
            for place in other.mention.places
        }
        if not origins:
            return options

        def outside(place: Place) -> bool:
            return not any(unit.id in origins for unit in self._gazetteer.ancestors(place.id)[1:])

        return [*filter(outside, options)] or [*filter(outside, item.mention.others)] or options


def _only_from_afghanistan(placed: list[Placed]) -> bool:
    """Whether Tajikistan is where it happened and Afghanistan only where somebody came from or fled to."""
    home = any(p.mention.places[0].country == "TJ" and p.role == "scene" for p in placed if p.mention.places)
    abroad = [p for p in placed if p.mention.places and all(x.country == "AF" for x in p.mention.places)]
    return home and all(p.role in NOT_SCENE for p in abroad)
