"""Where it happened: the scene that the places named add up to.

Origins are never the scene; residences, directions, datelines and capitals that stand for governments
are left out. The finest place of the best-attested province wins, and
nothing is guessed: without a place the scene is the border, or nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.lexicon import Lexicon
from bot.extraction.places import PlaceMention, home_of
from bot.extraction.roles import assign_roles, other_sides
from bot.model.gazetteer import Borders, Gazetteer
from bot.model.place import Place
from bot.model.report import Scene
from bot.model.vocabulary import SegmentKind

_WEIGHT = {SegmentKind.TITLE: 2.0, SegmentKind.LEAD: 3.0, SegmentKind.BODY: 1.5}
_FINE = ("settlement", "border_post", "crossing", "camp", "jamoat", "border_detachment", "mountain")
_PRECISION = {
    "settlement": 1, "border_post": 1, "camp": 1, "crossing": 1, "jamoat": 2, "border_detachment": 3,
    "mountain": 2, "adm2": 3, "adm1": 4, "river": 5, "valley": 5, "country": 6,
}  # fmt: skip
_SPEAKING = frozenset(("TJ", "AF", "KG", "UZ", "PK", "IR"))
"""Countries whose officials speak of their own border; embassies from farther away do not."""
_STRIKES = ("attack", "drone", "shelling", "clash")
_HARM = ("death", "injury")
_ON_THE_LINE = frozenset(("river", "valley", "crossing", "border_post", "border_detachment"))
_WIDE = frozenset(("adm2", "jamoat", "settlement", "mountain"))
_NOT_SCENE = frozenset(("origin", "direction", "residence", "opposite"))


@dataclass(slots=True)
class Placed:
    """A mention with its role and weight."""

    mention: PlaceMention
    role: str
    weight: float
    sentence: Analysed


def _taken_from(placed: Sequence[Placed]) -> list[Placed]:
    """Where people were carried off from, when nothing else says where it was."""
    return [
        p
        for p in placed
        if p.role == "origin" and p.mention.sure and not _is_country(p) and p.sentence.has("act", "abduct")
    ]


class SceneFinder:
    """Finds scenes; knows the gazetteer and which borders are watched."""

    def __init__(self, gazetteer: Gazetteer, borders: Borders) -> None:
        self._gazetteer = gazetteer
        self._borders = borders
        self._watched = frozenset(border.id for border in borders.all())

    def watched_borders(self, place: Place) -> tuple[str, ...]:
        """The watched borders that the place or a unit around it touches, finest unit first."""
        for unit in self._gazetteer.ancestors(place.id):
            if unit.kind == "country":
                return ()
            touching = tuple(border for border in unit.borders if border in self._watched)
            if touching:
                return touching
        return ()

    def find(
        self, current: Sequence[Analysed], lexicon: Lexicon, everywhere: Sequence[Analysed] = ()
    ) -> tuple[Scene, list[Placed]]:
        """The scene that the current sentences add up to, and the placed mentions behind it."""
        placed = self._placed(current, lexicon)
        countries = self._countries(current) or self._countries(everywhere)
        scenes = [p for p in placed if p.role not in _NOT_SCENE and p.mention.sure and not _is_country(p)]
        resolved = self._resolve(scenes or _taken_from(placed), placed, countries)
        chain = self._best_chain(resolved)
        origin = self._origin(placed)
        border = (
            self._border(chain, countries, current)
            or self._struck_across(placed, lexicon)
            or self._between_banks(placed)
        )
        return self._scene(chain, border, origin, placed), placed

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
        return not set(border.countries) <= self._countries(current).keys() | {scene.country}

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
        return not set(border.countries) <= self._countries(everywhere).keys() | {scene.country}

    def _placed(self, sentences: Iterable[Analysed], lexicon: Lexicon) -> list[Placed]:
        placed: list[Placed] = []
        for sentence in sentences:
            if not sentence.places:
                continue
            weight = _WEIGHT.get(sentence.kind, 0.5)
            if sentence.has("act") or sentence.has("event", "clash", "attack", "shelling", "mine", "drone"):
                weight += 1.0
            for mention, role in zip(sentence.places, assign_roles(sentence, lexicon), strict=True):
                if _is_dateline(sentence, mention):
                    continue
                bonus = 0.5 if role == "scene" else 0.0
                placed.append(Placed(mention, role, weight + bonus, sentence))
        return placed

    def _countries(self, sentences: Iterable[Analysed]) -> dict[str, float]:
        """How strongly each country is spoken of: by name, by adjective, by a place in it."""
        found: dict[str, float] = {}
        for sentence in sentences:
            weight = _WEIGHT.get(sentence.kind, 0.5)
            for mark in sentence.marks("nation"):
                if not _is_of_people(sentence, mark):
                    found[mark.kind] = found.get(mark.kind, 0.0) + weight
            for mark in sentence.marks("pair"):
                for country in mark.kind.split("-"):
                    found[country] = found.get(country, 0.0) + weight
            if sentence.has("party", "taliban"):
                found["AF"] = found.get("AF", 0.0) + weight
            for country in _SPEAKING.intersection(map(home_of, sentence.marks("speaker"))):
                found[country] = found.get(country, 0.0) + weight / 2
            for mention in sentence.places:
                if mention.sure and len({place.country for place in mention.places}) == 1:
                    country = mention.places[0].country or ""
                    found[country] = found.get(country, 0.0) + weight
        return found

    def _resolve(
        self, scenes: list[Placed], placed: list[Placed], countries: dict[str, float]
    ) -> list[tuple[Placed, Place]]:
        """One place for each mention; what stays ambiguous is left out."""
        meant = {id(item): _homeland(item) for item in placed}
        witnesses = [meant[id(item)] for item in placed if len(meant[id(item)]) == 1 and item.mention.sure]
        attested = Counter(unit for places in witnesses for unit in self._units(places))
        resolved: list[tuple[Placed, Place]] = []
        for item in scenes:
            options = meant[id(item)]
            own = self._units(options) if item.mention.sure and len(options) == 1 else set()
            options = self._outside_origin(options, item, placed)
            units_around = {unit for unit, times in attested.items() if times > (unit in own)}
            elsewhere = len(options) == 1 and self._province(options[0]) is not None
            if elsewhere and not self._is_kin(options[0], units_around):
                options = [p for p in item.mention.others if self._is_kin(p, units_around)] or options
            if len(options) > 1:
                near = _country_near(item)
                options = [p for p in options if p.country == near] or options
                options = [p for p in options if self._is_kin(p, units_around)] or options
            units = {self._province(place) for place in options}
            if len(units) == 1 and self.watched_borders(options[0]):
                resolved.append((item, options[0]))
            elif len(units) > 1 and ("AF" not in countries or _only_from_afghanistan(placed)):
                home = [place for place in options if place.country == "TJ"]
                if len(home) == 1:
                    resolved.append((item, home[0]))
        return resolved

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

    def _province(self, place: Place) -> str | None:
        return next((u.id for u in self._gazetteer.ancestors(place.id) if u.kind == "adm1"), None)

    def _best_chain(self, resolved: list[tuple[Placed, Place]]) -> list[Place]:
        """Places of the best-attested province that contain each other, finest first."""
        score: dict[str, float] = {}
        for item, place in resolved:
            province = self._province(place)
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
                near = _country_near(item)
                place = next((p for p in item.mention.places if p.country == (near or "AF")), place)
                if place.kind != "country":
                    return place.name
        return None

    def _border(
        self, chain: list[Place], countries: dict[str, float], current: Sequence[Analysed]
    ) -> str | None:
        touching = self.watched_borders(chain[0]) if chain else ()
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
            if item.role == "origin" and item.sentence.has("event", *_STRIKES):
                origins.add(country)
            elif item.role not in _NOT_SCENE:
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
            if item.role not in _NOT_SCENE and len(common & self._watched) == 1:
                return common.pop()
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


def _speaks_of_border(sentence: Analysed) -> bool:
    """Whether a sentence names a border, who guards it, who crosses or smuggles, or a river on one."""
    if sentence.has("event", "border", "smuggling", "drugs") or sentence.has("act", "cross"):
        return True
    if sentence.has("party", "border_guards", "smugglers") or sentence.has("place", "crossing"):
        return True
    return any(place.kind in _ON_THE_LINE for mention in sentence.places for place in mention.places)


def _homeland(item: Placed) -> list[Place]:
    """Places of a name inside a speaker's name lie in the speaker's country: "Badakhshan police"."""
    mention = item.mention
    speaker = next((m for m in item.sentence.marks("speaker") if m.first <= mention.first < m.last), None)
    named = (*mention.places, *mention.others)
    home = [] if speaker is None else [p for p in named if p.country == home_of(speaker)]
    return home or list(mention.places)


def _is_of_people(sentence: Analysed, nation: Mark) -> bool:
    """Whether an adjective tells whose citizens or whose embassy, and not where: "three Chinese workers"."""
    speakers = ((mark.first, mark.last) for mark in sentence.marks("speaker"))
    groups = ((group.first, group.last) for group in sentence.groups)
    return any(first <= nation.first < last for first, last in (*speakers, *groups))


def _was_hit_at_home(item: Placed) -> bool:
    """Whether a sentence tells of harm to those who live at a place on a border."""
    lives = item.role == "residence" and item.mention.places[0].on_border and not _is_country(item)
    return lives and item.sentence.has("act", *_HARM)


def _is_country(item: Placed) -> bool:
    return bool(item.mention.places) and item.mention.places[0].kind == "country"


def _only_from_afghanistan(placed: list[Placed]) -> bool:
    """Whether Tajikistan is where it happened and Afghanistan only where somebody came from or fled to."""
    home = any(p.mention.places[0].country == "TJ" and p.role == "scene" for p in placed if p.mention.places)
    abroad = [p for p in placed if p.mention.places and all(x.country == "AF" for x in p.mention.places)]
    return home and all(p.role in _NOT_SCENE for p in abroad)


def _scene_country(placed: list[Placed]) -> str | None:
    for item in placed:
        if _is_country(item) and item.role == "scene":
            return item.mention.places[0].country
    return None


def _country_near(item: Placed) -> str | None:
    """The country that an adjective or name beside the mention gives it."""
    mention, sentence = item.mention, item.sentence
    if any(m.first == mention.last and m.kind.endswith("_after") for m in sentence.marks("role")):
        return None  # a postposition ends the phrase; what follows belongs to the next
    countries = [
        p for p in sentence.places if p is not mention and p.places and p.places[0].kind == "country"
    ]
    if sentence.verb_final:
        # What describes a noun precedes it there: "of Afghanistan the province Badakhshan".
        before = [p for p in countries if 0 <= mention.first - p.last <= 2]
        if before:
            return before[-1].places[0].country
    for mark in sentence.marks("nation"):
        behind = 0 <= mark.first - mention.last <= 2 and not sentence.verb_final
        behind = behind and not any(mention.last <= act.first < mark.first for act in sentence.marks("act"))
        if 0 <= mention.first - mark.last <= 2 or behind:
            return mark.kind
    if not sentence.verb_final:
        for other in countries:
            if 0 <= other.first - mention.last <= 2:
                return other.places[0].country
    return None


def _is_dateline(analysed: Analysed, mention: PlaceMention) -> bool:
    """A name at the very start of a text, set off by a comma, dash, colon or bracket."""
    if analysed.index > 2 or analysed.kind is SegmentKind.TITLE or mention.first > 2:
        return False
    words = analysed.sentence.words
    head = words[: mention.first]
    if any(word not in '("' for word in head):
        return False
    following = words[mention.last] if mention.last < len(words) else ""
    return following in ("(", "-", ":", "/", ",")
