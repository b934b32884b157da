"""The gazetteer as plain look-ups: places by id and code, who contains whom, the watched borders.

Pure and immutable once built; matching names in text is ``bot.extraction.places``. Nothing here
reads a file.
"""

from collections.abc import Iterable

from bot.model.place import Border, Place


class Gazetteer:
    """All known places. Containment follows the parents, from settlement up to country."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Build the look-ups once. Raises ``ValueError`` on a doubled id or a parent that is missing."""
        self._all = tuple(places)
        self._by_id = {place.id: place for place in self._all}
        self._by_code: dict[str, Place] = {}
        if len(self._by_id) != len(self._all):
            raise ValueError("two places share an id")
        for place in self._all:
            if place.parent is not None and place.parent not in self._by_id:
                raise ValueError(f"place {place.id}: parent {place.parent} is missing")
            if place.code is not None:
                self._by_code.setdefault(place.code, place)
        self._chains = {place.id: self._chain(place) for place in self._all}

    def _chain(self, place: Place) -> tuple[Place, ...]:
        chain = [place]
        while chain[-1].parent is not None:
            above = self._by_id[chain[-1].parent]
            if above in chain:
                raise ValueError(f"place {place.id}: its parents form a ring")
            chain.append(above)
        return tuple(chain)

    def get(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        return self._by_id.get(place_id)

    def ancestors(self, place_id: str) -> tuple[Place, ...]:
        """The place and everything that contains it, finest first; empty for an unknown id."""
        return self._chains.get(place_id, ())

    def within(self, inner_id: str, outer_id: str) -> bool:
        """Whether the first place lies in the second (a place lies in itself)."""
        return any(place.id == outer_id for place in self._chains.get(inner_id, ()))

    def by_code(self, code: str) -> Place | None:
        """The province or country with this ISO 3166 code, or None."""
        return self._by_code.get(code)

    def all(self) -> tuple[Place, ...]:
        """Every place, in the order of the file."""
        return self._all


class Borders:
    """The watched borders, in the order of the configuration (the primary one first)."""

    def __init__(self, borders: Iterable[Border]) -> None:
        """Build the look-ups once."""
        self._all = tuple(borders)
        self._by_id = {border.id: border for border in self._all}
        self._by_pair = {frozenset(border.countries): border for border in self._all}

    def get(self, border_id: str) -> Border | None:
        """The border with this id, such as ``TJ-AF``, or None."""
        return self._by_id.get(border_id)

    def for_countries(self, one: str, other: str) -> Border | None:
        """The watched border between two ISO 3166-1 countries in either order, or None."""
        return self._by_pair.get(frozenset((one, other)))

    def all(self) -> tuple[Border, ...]:
        """Every watched border."""
        return self._all
