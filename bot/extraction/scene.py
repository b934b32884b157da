"""Where it happened: the scene that the places named add up to.

Origins are never the scene; residences, directions, datelines and capitals that stand for governments
are left out. The finest place of the best-attested province wins, and
nothing is guessed: without a place the scene is the border, or nothing.
"""

from collections.abc import Sequence

from bot.extraction.analysis import Analysed
from bot.extraction.bordering import STRIKES, BorderFinder
from bot.extraction.countries import countries_of
from bot.extraction.lexicon import Lexicon
from bot.extraction.placed import NOT_SCENE, Placed, country_near, is_country, place_mentions
from bot.extraction.toponyms import Toponyms
from bot.model.gazetteer import Borders, Gazetteer
from bot.model.place import Place
from bot.model.report import Scene

_WATERS = ("river", "valley")
_FINE = ("settlement", "border_post", "crossing", "camp", "jamoat", "border_detachment", "mountain")
_PRECISION = {
    "settlement": 1, "border_post": 1, "camp": 1, "crossing": 1, "jamoat": 2, "border_detachment": 3,
    "mountain": 2, "adm2": 3, "adm1": 4, "river": 5, "valley": 5, "country": 6,
}  # fmt: skip


class SceneFinder:
    """Finds scenes; ``borders`` says on which border they lie."""

    def __init__(self, gazetteer: Gazetteer, borders: Borders) -> None:
        """Both are shared and never changed."""
        self.borders = BorderFinder(gazetteer, borders)
        self._gazetteer = gazetteer
        self._toponyms = Toponyms(gazetteer, self.borders)

    def find(
        self, current: Sequence[Analysed], lexicon: Lexicon, everywhere: Sequence[Analysed] = ()
    ) -> tuple[Scene, list[Placed]]:
        """The scene that the current sentences add up to, and the placed mentions behind it."""
        placed = place_mentions(current, lexicon)
        countries = countries_of(current) or countries_of(everywhere)
        scenes = [p for p in placed if p.role not in NOT_SCENE and p.mention.sure and not is_country(p)]
        chain = self._best_chain(self._toponyms.resolve(scenes or _taken_from(placed), placed, countries))
        if not chain or chain[0].kind in _WATERS:
            homes = self._best_chain(self._toponyms.resolve(_homes(placed), placed, countries))
            chain = homes or chain
        origin = self._origin(placed)
        border = self.borders.find(chain, countries, current, placed, lexicon)
        return self._scene(chain, border, origin, placed), placed

    def _best_chain(self, resolved: list[tuple[Placed, Place]]) -> list[Place]:
        """Places of the best-attested province that contain each other, finest first."""
        score: dict[str, float] = {}
        for item, place in resolved:
            province = self._toponyms.province_of(place)
            if province is not None:
                score[province] = score.get(province, 0.0) + item.weight
        if not score:
            rivers = [place for _, place in resolved if place.kind in ("river", "valley")]
            return rivers[:1]
        best = max(score, key=lambda unit: score[unit])
        inside = [(i, p) for i, p in resolved if self._gazetteer.within(p.id, best)]
        district = self._heaviest(inside, ("adm2",), lift=True)
        chain: list[Place] = []
        if district is not None:
            fine = self._heaviest(
                [(i, p) for i, p in inside if self._gazetteer.within(p.id, district.id)], _FINE, lift=False
            )
            if fine is not None:
                chain.append(fine)
            chain.append(district)
        province_place = self._gazetteer.get(best)
        if province_place is not None:
            chain.append(province_place)
        return chain

    def _heaviest(
        self, items: list[tuple[Placed, Place]], kinds: tuple[str, ...], *, lift: bool
    ) -> Place | None:
        """The unit of these kinds with most weight; ``lift`` counts finer places for their unit."""
        score: dict[str, float] = {}
        for item, place in items:
            units = self._gazetteer.ancestors(place.id) if lift else (place,)
            for unit in units:
                if unit.kind in kinds:
                    preference = 0.0 if lift or place.kind != "border_detachment" else -4.0
                    score[unit.id] = score.get(unit.id, 0.0) + item.weight + preference
                    break
        if not score:
            return None
        return self._gazetteer.get(max(score, key=lambda unit: score[unit]))

    def _origin(self, placed: list[Placed]) -> str | None:
        for item in placed:
            if item.role == "origin" and item.mention.sure and item.mention.places:
                place = item.mention.places[0]
                near = country_near(item)
                place = next((p for p in item.mention.places if p.country == (near or "AF")), place)
                if place.kind != "country":
                    return place.name
        return None

    def _scene(
        self, chain: list[Place], border: str | None, origin: str | None, placed: list[Placed]
    ) -> Scene:
        adm1 = next((p for p in chain if p.kind == "adm1"), None)
        adm2 = next((p for p in chain if p.kind == "adm2"), None)
        if not chain:
            country = _scene_country(placed) if border is None else None
            return Scene(
                border=border, country=country, adm1=None, adm2=None, place=None,
                where_prec=5 if border else 6, origin_place=origin,
            )  # fmt: skip
        finest = chain[0]
        return Scene(
            border=border,
            country=finest.country or (adm1.country if adm1 else None),
            adm1=adm1.code if adm1 else None,
            adm2=adm2.name if adm2 else None,
            place=finest.name,
            where_prec=_PRECISION.get(finest.kind, 5),
            place_ids=tuple(place.id for place in chain),
            lat=finest.lat,
            lon=finest.lon,
            origin_place=origin,
        )


def _taken_from(placed: Sequence[Placed]) -> list[Placed]:
    """Where people were carried off from, when nothing else says where it was."""
    return [
        p
        for p in placed
        if p.role == "origin" and p.mention.sure and not is_country(p) and p.sentence.has("act", "abduct")
    ]


def _homes(placed: Sequence[Placed]) -> list[Placed]:
    """Where those live, or were brought, whom it befell, when nothing else says where it was."""
    return [
        p
        for p in placed
        if p.role in ("residence", "direction") and p.mention.sure and not is_country(p) and _tells_harm(p)
    ]


def _tells_harm(item: Placed) -> bool:
    return item.sentence.has("act") or item.sentence.has("event", *STRIKES, "mine", "explosion")


def _scene_country(placed: list[Placed]) -> str | None:
    for item in placed:
        if is_country(item) and item.role == "scene":
            return item.mention.places[0].country
    return None
