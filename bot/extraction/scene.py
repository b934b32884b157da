"""Where it happened: the role of every place named, and the scene they add up to.

A place after "from" is an origin and never the scene; residences, directions, datelines and capitals
that stand for governments are left out. The finest place of the best-attested province wins, and
nothing is guessed: without a place the scene is the border, or nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.extraction.analysis import Analysed
from bot.extraction.lexicon import Lexicon, Mark
from bot.extraction.places import PlaceMention, home_of
from bot.extraction.verbfinal import VerbFinal
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
_ROLE_REACH = 4
_SPEAKING = frozenset(("TJ", "AF", "KG", "UZ", "PK", "IR"))
"""Countries whose officials speak of their own border; embassies from farther away do not."""
_CHAIN_GAP = 3
_STRIKES = ("attack", "drone", "shelling", "clash")
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


def assign_roles(analysed: Analysed, lexicon: Lexicon) -> list[str]:
    """The role of each place mention of a sentence: scene, origin, direction, residence, opposite or ''."""
    roles: list[str] = []
    previous: PlaceMention | None = None
    for mention in analysed.places:
        role = _role_before(analysed, mention, over_names=not lexicon.grammar.postpositions)
        chained = previous is not None and not role and not lexicon.grammar.postpositions
        if chained and previous is not None and _linked(analysed, previous, mention):
            role = roles[-1]
        role = _role_after(analysed, mention, lexicon) or role
        if role == "origin" and lexicon.grammar.patients is not None and _is_carried_off(analysed, mention):
            role = "scene"
        if role == "scene" and _is_where_one_speaks(analysed, mention):
            role = "residence"
        roles.append(role)
        previous = mention
    if lexicon.grammar.postpositions:
        for index in range(len(roles) - 2, -1, -1):
            one, other = analysed.places[index], analysed.places[index + 1]
            if not roles[index] and (_linked(analysed, one, other) or _contains(one, other)):
                roles[index] = roles[index + 1]
    return roles


def _contains(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether a unit named right before a place contains it ("of Badakhshan from Khwahan district")."""
    parents = {place.parent for place in other.places}
    near = other.first - one.last <= _CHAIN_GAP
    return near and any(place.id in parents for place in (*one.places, *one.others))


def _is_carried_off(analysed: Analysed, mention: PlaceMention) -> bool:
    """Whether people were abducted "from" a place, said by the verb right behind it: they were there."""
    verb = next((mark for mark in analysed.marks("act") if mark.first >= mention.last), None)
    if verb is None or verb.kind != "abduct":
        return False
    return not any(word in ",;:" for word in analysed.sentence.words[mention.last : verb.first])


def _is_where_one_speaks(analysed: Analysed, mention: PlaceMention) -> bool:
    """Whether a place only says where the speaker sits: "an official in Takhar says"."""
    after = any(0 <= mark.first - mention.last <= 1 for mark in analysed.cue("speech"))
    told = any(
        mark.first < mention.first
        for layer in ("act", "event")
        for mark in analysed.marks(layer)
        if mark.kind != "border"
    )
    unsure = not mention.unit and not any(word in ",;:" for word in analysed.sentence.words[: mention.first])
    return after and not told and unsure


def _role_before(analysed: Analysed, mention: PlaceMention, *, over_names: bool = True) -> str:
    """The nearest governing word before the name, over unit words and (``over_names``) other names."""
    words = analysed.sentence.words
    best, best_last = "", -1
    for mark in analysed.marks("role"):
        if mark.kind.endswith("_after") or mark.last > mention.first + 1 or mark.first > mention.first:
            continue
        gap = mention.first - mark.last
        if gap <= _ROLE_REACH and mark.last > best_last:
            between = words[mark.last : mention.first]
            named = not over_names and any(
                mark.last <= other.first < mention.first for other in analysed.places
            )
            if not (named or any(word in ",;:.()" for word in between)) and not _verb_between(
                analysed, mark.last, mention
            ):
                best, best_last = mark.kind, mark.last
    return "scene" if best == "not_origin" else best


def _verb_between(analysed: Analysed, first: int, mention: PlaceMention) -> bool:
    return any(first <= mark.first < mention.first for mark in analysed.marks("act"))


def _role_after(analysed: Analysed, mention: PlaceMention, lexicon: Lexicon) -> str:
    """Postpositions and case endings on the name or on the last unit word after it."""
    last = _last_unit(analysed, mention)
    after = [mark for mark in analysed.marks("role") if mark.first >= last]
    # The word in between may not be another place: "in Rushon, from Afghanistan's side".
    reach = 0 if any(other.first == last for other in analysed.places) else 1
    for mark in after:
        if mark.kind.endswith("_after") and mark.kind != "not_origin_after" and mark.first - last <= reach:
            return mark.kind.removesuffix("_after")
    word = analysed.sentence.words[last - 1]
    if last == mention.last and len(mention.ending) < 2:
        return ""
    role = next((role for role, endings in lexicon.suffix_roles if word.endswith(endings)), "")
    if role == "origin" and any(m.kind == "not_origin_after" and m.first - last <= _CHAIN_GAP for m in after):
        return "scene"
    if role == "origin" and _is_taken_there(analysed, last, lexicon.grammar.verb_final):
        return "scene"
    if role == "direction" and not _goes_away(analysed, last, after):
        return ""
    return role


def _last_unit(analysed: Analysed, mention: PlaceMention) -> int:
    """The token after a name and the units that follow it: "Xatlon viloyati hududidan"."""
    last = mention.last
    reach = 0 if any(other.first == last for other in analysed.places) else 1
    for mark in analysed.marks("place"):
        if 0 <= mark.first - last <= reach:
            last, reach = mark.last, 0
    return last


def _is_taken_there(analysed: Analysed, last: int, rules: VerbFinal | None) -> bool:
    """Whether people or things were carried off or found "from" a place: then it happened there.

    A participle right behind the place takes the ending to itself ("who came from").
    """
    words = analysed.sentence.words
    if rules is None or last >= len(words) or words[last].endswith(rules.participles):
        return False
    verb = next((mark for mark in analysed.marks("act") if mark.first >= last), None)
    return verb is not None and verb.kind in ("abduct", "seize")


def _goes_away(analysed: Analysed, last: int, after: Sequence[Mark]) -> bool:
    """Whether the verb of the clause takes somebody off to the place named, or lets him flee there.

    The case of direction alone does not tell: who crosses into a district has his fight there.
    """
    verb = next((mark for mark in after if mark.kind == "away"), None)
    return verb is not None and not any(word in ",;:" for word in analysed.sentence.words[last : verb.first])


def _linked(analysed: Analysed, one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two names belong to one chain of units."""
    between = analysed.sentence.words[one.last : other.first]
    if len(between) > _CHAIN_GAP or any(word in ";:.()" for word in between):
        return False
    marked = any(m.first >= one.last and m.last <= other.first for m in analysed.marks("role"))
    acted = any(one.last <= m.first < other.first for m in analysed.marks("act"))
    return not marked and not acted


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
        border = self._border(chain, countries, current) or self._struck_across(placed)
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
                if mention.sure and mention.places and mention.places[0].country:
                    country = mention.places[0].country
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

    def _struck_across(self, placed: Sequence[Placed]) -> str | None:
        """The border between two countries, where an attack came from the one and hit the other."""
        origins, scenes = set(), set()
        for item in placed:
            if item.mention.places and item.mention.sure:
                country = item.mention.places[0].country
                if item.role == "origin" and item.sentence.has("event", *_STRIKES):
                    origins.add(country)
                elif item.role not in _NOT_SCENE:
                    scenes.add(country)
        for border in self._borders.all():
            one, other = border.countries
            if (one in origins and other in scenes) or (other in origins and one in scenes):
                return border.id
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
