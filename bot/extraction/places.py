"""Place names: what the gazetteer's spellings match in a sentence, and what people type.

An index over the first word of every name, with endings and longest match; no pattern grows with
the list. Names that are also ordinary words count only in the right company (a unit word, a parent
or a sibling in the sentence). Which mention is the scene is decided in ``scene``.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.extraction.endings import endings_for, stem_of, strip_proclitic, without_article
from bot.extraction.entries import Mark
from bot.extraction.memo import Memo
from bot.extraction.normalise import clean, fold
from bot.extraction.tokens import Sentence, tokenise
from bot.model.gazetteer import Gazetteer
from bot.model.place import Place

_KIND_OF_UNIT = {
    "province": ("adm1",),
    "district": ("adm2",),
    "district_tj": ("jamoat", "adm2"),
    "district_af": ("adm2",),
    "post": ("border_post",),
    "detachment": ("border_detachment",),
    "village": ("settlement",),
    "river": ("river", "valley"),
    "crossing": ("crossing",),
    "section": ("crossing", "border_post", "adm2"),
}
_RANK = {
    "adm2": 0, "adm1": 1, "settlement": 2, "border_post": 2, "jamoat": 3, "crossing": 3, "country": 3,
    "border_detachment": 4, "river": 4, "valley": 5, "mountain": 5, "camp": 5,
}  # fmt: skip
_MISSPELLING_CUTOFF = 72.0


class PlaceName(NamedTuple):
    """One spelling of a place. ``needs_context``: it may not be accepted alone."""

    place_id: str
    language: str
    text: str
    needs_context: bool


class _Name(NamedTuple):
    place_id: str
    stems: tuple[str, ...]
    exact: tuple[str, ...]
    needs_context: bool


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
    """All names of the gazetteer, ready for matching. Built once, never changed."""

    def __init__(self, gazetteer: Gazetteer, names: Iterable[PlaceName]) -> None:
        """``names`` are the match strings; labels in parentheses must be left out by the loader."""
        self._gazetteer = gazetteer
        self._first: dict[str, list[_Name]] = {}
        self._whole: dict[tuple[str, ...], list[str]] = {}
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for name in names:
            words = tuple(tokenise(fold(name.text)))
            words = tuple(word for word in words if word not in '"№,.()')
            for spelt in dict.fromkeys((words, tuple(map(without_article, words)))):
                if not spelt or (name.place_id, spelt) in seen:
                    continue
                seen.add((name.place_id, spelt))
                self._whole.setdefault(spelt, []).append(name.place_id)
                compiled = _Name(name.place_id, tuple(map(stem_of, spelt)), spelt, name.needs_context)
                self._first.setdefault(compiled.stems[0], []).append(compiled)
        for same_start in self._first.values():
            same_start.sort(key=lambda n: -len(n.stems))
        self._detachments = {
            place.id.split("-", 2)[-1]: place
            for place in gazetteer.all()
            if place.kind == "border_detachment"
        }
        self._twins = self._across(self._whole.values())
        self._starting = Memo(self._look_up)
        self._typed: list[tuple[str, str]] | None = None

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

    def _look_up(self, word: str) -> tuple[_Name, ...]:
        """Names whose first word this may be, inflected or not; longest first."""
        names: list[_Name] = []
        bare = strip_proclitic(word) if "\u0600" <= word[0] <= "\u06ff" else None
        for form in (word, bare) if bare else (word,):
            for length in range(len(form), max(0, len(form) - 8), -1):
                stem = form[:length]
                starting = self._first.get(stem)
                if starting and (length == len(form) or form[length:] in endings_for(stem)):
                    names.extend(starting)
        names.sort(key=lambda n: (-len(n.stems), -len(n.stems[0])))
        return tuple(names)

    def find(
        self, sentence: Sentence, layers: dict[str, list[Mark]], *, units_behind: bool = False
    ) -> list[PlaceMention]:
        """All mentions in token order, longest first, not overlapping.

        ``units_behind``: a unit word before a name belongs to the name before it.
        """
        words = sentence.words
        raw: list[tuple[int, int, list[_Name]]] = []
        starting, free_from = self._starting, 0
        for index, names in [(at, found) for at, word in enumerate(words) if (found := starting[word])]:
            if index < free_from:
                continue
            last, hits = _longest(words, index, names)
            if hits:
                raw.append((index, last, hits))
                free_from = last
        if not raw:
            return []
        units, roles = layers.get("place", []), layers.get("role", [])
        across, parting = _across_from(roles), {mark.first for mark in roles}
        sure = {
            name.place_id
            for first, last, hits in raw
            for name in hits
            if not name.needs_context and len(hits) <= 2 and not self._is_beyond(name, first, last, across)
        }
        mentions = []
        for item in raw:
            near = [unit for unit in units if unit.last > item[0]] if units_behind else units
            described = _described(layers.get("nation", []), near, layers.get("speaker", []))
            near = [unit for unit in near if parting.isdisjoint(range(item[1], unit.first))]
            mentions.append(self._mention(sentence, item, near, described, sure))
        return mentions

    def _is_beyond(self, name: _Name, first: int, last: int, across: set[int]) -> bool:
        """Whether a country is only where they came from, or what the place borders on: no company."""
        place = self._gazetteer.get(name.place_id)
        return place is not None and place.kind == "country" and bool(across & {-first, last})

    def any(self, words: Sequence[str]) -> set[str]:
        """Ids of self-sufficient names met in the words; a cheap look for the first gate."""
        found: set[str] = set()
        starting = self._starting
        for index, names in [(at, known) for at, word in enumerate(words) if (known := starting[word])]:
            _, hits = _longest(words, index, names)
            found.update(name.place_id for name in hits)
        return found

    def _mention(
        self,
        sentence: Sentence,
        item: tuple[int, int, list[_Name]],
        units: list[Mark],
        described: set[tuple[str | None, int]],
        sure: set[str],
    ) -> PlaceMention:
        first, last, hits = item
        unit = _unit_near(units, sentence, first, last)
        scored: list[tuple[float, int, Place, bool]] = []
        for order, name in enumerate(hits):
            place = self._gazetteer.get(name.place_id)
            if place is None:
                continue
            company = self._company(place, sure)
            fits = bool(unit) and place.kind in _KIND_OF_UNIT[unit]
            fits = fits or (unit == "detachment" and self._has_detachment(place))
            score = (
                3.0 * fits
                + 2.0 * company
                - 0.3 * _RANK.get(place.kind, 6)
                - (1.0 if unit and not fits else 0)
            )
            score += _side(unit, place) + 2.0 * ((place.country, first) in described)
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

    def query(self, text: str) -> tuple[Place, ...]:
        """The places a person may mean by this text, best first; empty where none is known.

        Every writing of the gazetteer is understood, inflected or with a unit word, and ISO codes.
        """
        cleaned = clean(text, 120)
        by_code = self._gazetteer.by_code(cleaned.upper())
        if by_code is not None:
            return (by_code,)
        by_id = self._gazetteer.get(cleaned.lower())
        if by_id is not None:
            return (by_id,)
        words = [word for word in tokenise(fold(cleaned)) if word not in '"№,.()']
        exact = self._whole.get(tuple(words), [])
        found = self._ranked(exact)
        if found or not words:
            return found
        for begin in range(len(words)):
            for name in self._starting[words[begin]]:
                end = begin + len(name.stems)
                if _goes_on(words, begin, name) and (begin == 0 or end == len(words)):
                    found = self._ranked(
                        n.place_id
                        for n in self._starting[words[begin]]
                        if len(n.stems) == len(name.stems) and _goes_on(words, begin, n)
                    )
                    rest = len(words) - len(name.stems)
                    return found if rest <= 1 else ()
        return ()

    def _ranked(self, ids: Iterable[str]) -> tuple[Place, ...]:
        places = {place for place in map(self._gazetteer.get, ids) if place is not None}
        return tuple(
            sorted(places, key=lambda p: (_watch_rank(p), _RANK.get(p.kind, 6), p.country != "TJ", p.id))
        )

    def suggest(self, text: str, limit: int = 3) -> tuple[Place, ...]:
        """Places whose name is spelt almost so, closest first; for "did you mean"."""
        from rapidfuzz import fuzz, process

        wanted = " ".join(tokenise(fold(clean(text, 120))))
        if len(wanted) < 3:
            return ()
        if self._typed is None:
            self._typed = [(" ".join(words), ids[0]) for words, ids in self._whole.items()]
        close = process.extract(
            wanted,
            [name for name, _ in self._typed],
            scorer=fuzz.ratio,
            limit=limit * 6,
            score_cutoff=_MISSPELLING_CUTOFF,
        )
        found: dict[str, Place] = {}
        for _, _, position in close:
            words = tuple(self._typed[position][0].split(" "))
            for place in self._ranked(self._whole.get(words, [self._typed[position][1]]))[:1]:
                found.setdefault(place.id, place)
        return tuple(found.values())[:limit]


def _is_telling(stems: Sequence[str]) -> bool:
    """Whether a name is long enough to be no accident: two words, or three Chinese characters."""
    return len(stems) > (2 if "\u3400" <= stems[0][0] <= "\u9fff" else 1)


def _watch_rank(place: Place) -> int:
    if "TJ-AF" in place.borders or place.on_border:
        return 0
    return 1 if place.borders else 2


def _goes_on(words: Sequence[str], index: int, name: _Name) -> bool:
    """Whether the words after the one at ``index`` fit as well; that one is known to."""
    stems = name.stems
    if index + len(stems) > len(words):
        return False
    for offset in range(1, len(stems)):
        word, stem = words[index + offset], stems[offset]
        if word != stem and not (word.startswith(stem) and word[len(stem) :] in endings_for(stem)):
            return False
    return True


def _longest(words: Sequence[str], index: int, names: Sequence[_Name]) -> tuple[int, list[_Name]]:
    """The longest names that fit here; an uninflected match beats an inflected one."""
    hits: list[_Name] = []
    length = 0
    for name in names:
        if hits and len(name.stems) < length:
            break
        if len(name.stems) == 1 or _goes_on(words, index, name):
            hits.append(name)
            length = len(name.stems)
    if len(hits) > 1:
        whole = [name for name in hits if tuple(words[index : index + length]) == name.exact]
        longest_stem = max(len(name.stems[-1]) for name in hits)
        hits = whole or [name for name in hits if len(name.stems[-1]) == longest_stem]
    return index + length, hits


def home_of(speaker: Mark) -> str:
    """The country of a known official: the codes of origins begin with it."""
    return "AF" if speaker.kind == "taliban" else speaker.kind.partition("_")[0].upper()


def _described(nations: list[Mark], units: list[Mark], speakers: list[Mark]) -> set[tuple[str | None, int]]:
    """Countries with the token before which an adjective names them: "im tadschikischen Darwos", "the
    Afghan district of" (the token after the unit word); and the tokens of the names of their officials:
    "Badakhshan police"."""
    ends = {unit.first: unit.last for unit in units}
    direct = {(mark.kind, mark.last) for mark in nations}
    direct |= {(home_of(mark), at) for mark in speakers for at in range(mark.first, mark.last)}
    return direct | {(mark.kind, ends[mark.last]) for mark in nations if mark.last in ends}


def _across_from(roles: list[Mark]) -> set[int]:
    """Tokens that follow a name (and, negative, at which one begins) of the country on the other side."""
    found: set[int] = set()
    for mark in roles:
        if mark.kind in ("origin", "opposite"):
            found.add(-mark.last)
        elif mark.kind in ("origin_after", "opposite_after"):
            found.add(mark.first)
    return found


def _unit_near(units: list[Mark], sentence: Sentence, first: int, last: int) -> str:
    """The unit word right before or after a name; quotation marks and a number may lie between."""
    best, best_gap = "", 3
    for unit in units:
        gap = first - unit.last if unit.last <= first else unit.first - last
        if unit.first < last and unit.last > first:
            return unit.kind
        if 0 <= gap < best_gap and not _crosses_comma(sentence, unit, first, last):
            best, best_gap = unit.kind, gap
    return best


def _crosses_comma(sentence: Sentence, unit: Mark, first: int, last: int) -> bool:
    between = sentence.words[unit.last : first] if unit.last <= first else sentence.words[last : unit.first]
    return any(word in ",;:" for word in between)


def _side(unit: str, place: Place) -> float:
    if unit == "district_af":
        return 1.5 if place.country == "AF" else -1.5
    if unit == "district_tj":
        return 1.5 if place.country == "TJ" else -1.5
    return 0.0
