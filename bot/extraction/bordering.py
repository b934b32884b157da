"""On which border it happened, and what ties a text to one.

A border is known by a place on it, by two countries and a word for their border, by fire from one side
that hit the other, or by a name that both banks bear. Nothing is guessed: without any of these there is no
border.
"""

from collections.abc import Sequence

from bot.extraction.analysis import Analysed
from bot.extraction.countries import countries_of
from bot.extraction.lexicon import Lexicon
from bot.extraction.placed import NOT_SCENE, Placed, is_country
from bot.extraction.roles import other_sides
from bot.model.gazetteer import Borders, Gazetteer
from bot.model.place import Place
from bot.model.report import Scene

STRIKES = ("attack", "drone", "shelling", "clash")
"""Events that strike somebody from afar."""
_HARM = ("death", "injury")
_ON_THE_LINE = frozenset(("river", "valley", "crossing", "border_post", "border_detachment"))


class BorderFinder:
    """Finds borders; knows the gazetteer and which borders are watched."""

    def __init__(self, gazetteer: Gazetteer, borders: Borders) -> None:
        """Both are shared and never changed."""
        self._gazetteer = gazetteer
        self._borders = borders
        self._watched = frozenset(border.id for border in borders.all())

    def borders_of(self, place: Place) -> tuple[str, ...]:
        """The watched borders that the place or a unit around it touches, finest unit first."""
        for unit in self._gazetteer.ancestors(place.id):
            if unit.kind == "country":
                return ()
            touching = tuple(border for border in unit.borders if border in self._watched)
            if touching:
                return touching
        return ()

    def find(
        self,
        chain: list[Place],
        countries: dict[str, float],
        current: Sequence[Analysed],
        placed: Sequence[Placed],
        lexicon: Lexicon,
    ) -> str | None:
        """The border on which it happened, given the places that contain it, finest first."""
        return (
            self._touched(chain, countries, current)
            or self._struck_across(placed, lexicon)
            or self._between_banks(placed)
        )

    def is_inland(self, scene: Scene, current: Sequence[Analysed]) -> bool:
        """Whether the scene lies away from the border and nothing in the text ties it to it.

        What ties it: a word for the border, a crossing, or the country on the other side.
        """
        border = self._borders.get(scene.border or "")
        units = self._gazetteer.ancestors(scene.place_ids[0]) if scene.place_ids else ()
        below = [unit for unit in units if unit.kind not in ("adm1", "country")]
        if border is None or not below or any(unit.on_border for unit in below):
            return False
        if any(s.has("event", "border") or s.has("act", "cross") for s in current):
            return False
        return not set(border.countries) <= countries_of(current).keys() | {scene.country}

    def says_nothing_of_border(self, scene: Scene, everywhere: Sequence[Analysed]) -> bool:
        """Whether the scene is a district on a neighbouring border, or lies in one, and the text speaks of no
        border: no word for it, no crossing or river, no guard, no smuggler and nobody from the other side.

        Such a district may be large, and what happens in its middle is no matter of the border. On the
        primary border the name of the district says enough.
        """
        border = self._borders.get(scene.border or "")
        units = self._gazetteer.ancestors(scene.place_ids[0]) if scene.place_ids else ()
        if (
            border is None
            or border.primary
            or not units
            or units[0].kind not in ("adm2", "jamoat", "settlement", "mountain")
        ):
            return False
        if any(_speaks_of_border(sentence) for sentence in everywhere):
            return False
        return not set(border.countries) <= countries_of(everywhere).keys() | {scene.country}

    def _touched(
        self, chain: list[Place], countries: dict[str, float], current: Sequence[Analysed]
    ) -> str | None:
        """The border that the finest place touches, or the one that the countries spoken of share."""
        touching = self.borders_of(chain[0]) if chain else ()
        spoken = [b for b in self._borders.all() if all(c in countries for c in b.countries)]
        spoken.sort(key=lambda b: -min(countries[c] for c in b.countries))
        if touching:
            for border in spoken:
                if border.id in touching:
                    return border.id
            if len(touching) == 1:
                return touching[0]
            return touching[0] if chain[0].kind != "adm1" else None
        if spoken and any(
            sentence.has("event", "border") or sentence.has("act", "cross") for sentence in current
        ):
            return spoken[0].id
        return None

    def _struck_across(self, placed: Sequence[Placed], lexicon: Lexicon) -> str | None:
        """The border between two countries, where an attack came from the one and hit the other.

        Whoever lives on a border and is hit from the side across it was at home.
        """
        origins, scenes = set(), set()
        for item in placed:
            if not (item.mention.places and item.mention.sure):
                continue
            country = item.mention.places[0].country
            if item.role == "origin" and item.sentence.has("event", *STRIKES):
                origins.add(country)
            elif item.role not in NOT_SCENE:
                scenes.add(country)
            elif _was_hit_at_home(item):
                origins |= other_sides(item.sentence, lexicon)
                scenes.add(country)
        for border in self._borders.all():
            one, other = border.countries
            if (one in origins and other in scenes) or (other in origins and one in scenes):
                return border.id
        return None

    def _between_banks(self, placed: Sequence[Placed]) -> str | None:
        """The border whose banks share a name of the scene, though nothing says which bank is meant."""
        for item in placed:
            twins = [place for place in item.mention.twins if place.kind != "adm1"]
            common = set(twins[0].borders if twins else ()).intersection(*(place.borders for place in twins))
            if item.role not in NOT_SCENE and len(common & self._watched) == 1:
                return common.pop()
        return None


def _speaks_of_border(sentence: Analysed) -> bool:
    """Whether a sentence names a border, who guards it, who crosses or smuggles, or a river on one."""
    if sentence.has("event", "border", "smuggling", "drugs") or sentence.has("act", "cross"):
        return True
    if sentence.has("party", "border_guards", "smugglers") or sentence.has("place", "crossing"):
        return True
    return any(place.kind in _ON_THE_LINE for mention in sentence.places for place in mention.places)


def _was_hit_at_home(item: Placed) -> bool:
    """Whether a sentence tells of harm to those who live at a place on a border."""
    lives = item.role == "residence" and item.mention.places[0].on_border and not is_country(item)
    return lives and item.sentence.has("act", *_HARM)
