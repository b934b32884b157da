"""Place names in a sentence: which places of the gazetteer each may mean.

Names that are also ordinary words count only in the right company (a unit word, a parent
or a sibling in the sentence). Which mention is the scene is decided in ``scene``.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.extraction.entries import Mark
from bot.extraction.placenames import RANK, Name, PlaceNames, longest
from bot.extraction.placewords import KIND_OF_UNIT, across_from, described_at, side_of, unit_near
from bot.extraction.tokens import Sentence
from bot.model.gazetteer import Gazetteer
from bot.model.place import Place


class PlaceMention(NamedTuple):
    """Places that tokens ``first`` to ``last`` (excluded) may name, best first.

    ``sure`` is False where only context could make it a place and none was found; ``unit`` is the
    kind of unit word beside it, '' for none; ``ending`` is what inflection added; ``others`` are places
    of the same name that the words around speak against. ``twins`` are the places on both banks of one
    border of which nothing near says which is meant; those that this spelling means come first.
    """

    first: int
    last: int
    places: tuple[Place, ...]
    sure: bool
    unit: str
    ending: str
    others: tuple[Place, ...] = ()
    twins: tuple[Place, ...] = ()


class PlaceIndex:
    """Finds places in sentences; knows the gazetteer and all names. Built once, never changed."""

    def __init__(self, gazetteer: Gazetteer, names: PlaceNames) -> None:
        """``names`` are shared and never changed."""
        self._gazetteer = gazetteer
        self._names = names
        self._detachments = {
            place.id.split("-", 2)[-1]: place
            for place in gazetteer.all()
            if place.kind == "border_detachment"
        }
        self._twins = self._across(names.whole.values())

    def _across(self, shared: Iterable[Sequence[str]]) -> dict[str, tuple[Place, ...]]:
        """The namesakes of each place on the other bank of a border that both touch.

        One spelling in any language is enough: who knows the one bank by it may write the other so.
        """
        found: dict[str, dict[str, Place]] = {}
        for ids in shared:
            places = [place for place in map(self._gazetteer.get, ids) if place is not None]
            for one in places:
                for other in places:
                    if one.country != other.country and set(one.borders) & set(other.borders):
                        found.setdefault(one.id, {})[other.id] = other
        return {place_id: tuple(others.values()) for place_id, others in found.items()}

    def find(
        self, sentence: Sentence, layers: dict[str, list[Mark]], *, units_behind: bool = False
    ) -> list[PlaceMention]:
        """All mentions in token order, longest first, not overlapping.

        ``units_behind``: a unit word before a name belongs to the name before it.
        """
        words = sentence.words
        raw: list[tuple[int, int, list[Name]]] = []
        starting, free_from = self._names.starting, 0
        for index, names in [(at, found) for at, word in enumerate(words) if (found := starting[word])]:
            if index < free_from:
                continue
            last, hits = longest(words, index, names)
            if hits:
                raw.append((index, last, hits))
                free_from = last
        if not raw:
            return []
        units, roles = layers.get("place", []), layers.get("role", [])
        across, parting = across_from(roles), {mark.first for mark in roles}
        sure = {
            name.place_id
            for first, last, hits in raw
            for name in hits
            if not name.needs_context and len(hits) <= 2 and not self._is_beyond(name, first, last, across)
        }
        mentions = []
        for item in raw:
            near = [unit for unit in units if unit.last > item[0]] if units_behind else units
            described = described_at(layers.get("nation", []), near, layers.get("speaker", []))
            near = [unit for unit in near if parting.isdisjoint(range(item[1], unit.first))]
            mentions.append(self._mention(sentence, item, near, described, sure))
        return mentions

    def _is_beyond(self, name: Name, first: int, last: int, across: set[int]) -> bool:
        """Whether a country is only where they came from, or what the place borders on: no company."""
        place = self._gazetteer.get(name.place_id)
        return place is not None and place.kind == "country" and bool(across & {-first, last})

    def any(self, words: Sequence[str]) -> set[str]:
        """Ids of self-sufficient names met in the words; a cheap look for the first gate."""
        found: set[str] = set()
        starting = self._names.starting
        for index, names in [(at, known) for at, word in enumerate(words) if (known := starting[word])]:
            _, hits = longest(words, index, names)
            found.update(name.place_id for name in hits)
        return found

    def _mention(
        self,
        sentence: Sentence,
        item: tuple[int, int, list[Name]],
        units: list[Mark],
        described: set[tuple[str | None, int]],
        sure: set[str],
    ) -> PlaceMention:
        first, last, hits = item
        unit = unit_near(units, sentence, first, last)
        scored: list[tuple[float, int, Place, bool]] = []
        for order, name in enumerate(hits):
            place = self._gazetteer.get(name.place_id)
            if place is None:
                continue
            company = self._company(place, sure)
            fits = bool(unit) and place.kind in KIND_OF_UNIT[unit]
            fits = fits or (unit == "detachment" and self._has_detachment(place))
            score = (
                3.0 * fits + 2.0 * company - 0.3 * RANK.get(place.kind, 6) - (1.0 if unit and not fits else 0)
            )
            score += side_of(unit, place) + 2.0 * ((place.country, first) in described)
            accepted = not name.needs_context or fits or company > 0 or _is_telling(name.stems)
            accepted = accepted or (place.country, first) in described
            scored.append((score, -order, place, accepted))
        scored.sort(key=lambda s: (s[3], s[0], s[1]), reverse=True)
        best = scored[0][0] if scored else 0.0
        places = [place for score, _, place, ok in scored if ok and score >= best - 0.95]
        if unit == "detachment" and places and self._has_detachment(places[0]):
            places.insert(0, self._detachments[places[0].id.split("-", 2)[-1]])
        stem = hits[0].stems[-1]
        word = sentence.words[last - 1]
        settled = len({place.country for place in places}) == 1
        named = [place for _, _, place, _ in scored]
        twins = () if settled else self._on_both_banks(named)
        return PlaceMention(
            first,
            last,
            tuple(dict.fromkeys(places)) or tuple(p for p in named if p in twins) or tuple(named[:1]),
            bool(places),
            unit,
            word[len(stem) :] if word.startswith(stem) else "",
            tuple(place for _, _, place, ok in scored if ok and place not in places) if places else (),
            twins,
        )

    def _on_both_banks(self, named: Sequence[Place]) -> tuple[Place, ...]:
        """The places that share a name across a border, those named so first; none where none do."""
        shared = [place for place in named if place.id in self._twins]
        across = [twin for place in shared for twin in self._twins[place.id]]
        return tuple(dict.fromkeys((*shared, *across)))

    def _has_detachment(self, place: Place) -> bool:
        """Whether a border detachment bears the name of this district."""
        return place.kind == "adm2" and place.id.split("-", 2)[-1] in self._detachments

    def _company(self, place: Place, sure: set[str]) -> float:
        """Whether a parent, a child or a sibling stands in the sentence."""
        best = 0.0
        chain = {p.id for p in self._gazetteer.ancestors(place.id)[1:]}
        for other_id in sure:
            if other_id == place.id:
                continue
            other = self._gazetteer.get(other_id)
            if other is None:
                continue
            above = [p.id for p in self._gazetteer.ancestors(other_id)[1:]]
            if place.id in above:
                best = max(best, 1.0)
            elif other_id in chain:
                best = max(best, 0.5 if other.kind == "country" else 1.0)
            elif place.kind != "adm1" and other.parent == place.parent and other.parent:
                best = max(best, 0.8)
        return best


def _is_telling(stems: Sequence[str]) -> bool:
    """Whether a name is long enough to be no accident: two words, or three Chinese characters."""
    return len(stems) > (2 if "\u3400" <= stems[0][0] <= "\u9fff" else 1)
