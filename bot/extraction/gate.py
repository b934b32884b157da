"""The cheap first gate: is this worth a closer look, or worth fetching its page?

Yes needs a word of harm, crossing or seizure, in any known language of the text's script, and what
says which border: a place on one, two countries of a watched pair, or, where no other country is named
than those of the primary border, its guards. A denial needs only one of these two countries: it rarely
says where. Runs over every item of every feed, so it must stay far below a millisecond and must never
raise.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.extraction.entries import compile_entry, split_words
from bot.extraction.lexicon import Matcher
from bot.extraction.normalise import fold
from bot.extraction.places import PlaceIndex
from bot.extraction.tokens import words_of
from bot.model.gazetteer import Borders, Gazetteer

GATE_TEXT_LIMIT = 2_000
_HARM = frozenset(("harm", "cross"))
_OPENING = 500
_OVERLAP = 40
"""Most reports of an incident show themselves in their first lines: those are looked at first, and
the rest with a little of them again, so that no name is cut in two."""
GATE_ACTS = ("death", "euphemism", "injury", "detain", "abduct", "cross", "seize")
GATE_EVENTS = (
    "clash",
    "resistance",
    "attack",
    "drone",
    "shelling",
    "mine",
    "explosion",
    "closure",
    "arms_cache",
)
TROOPS = ("tj_border_troops",)
OFFICES = ("tj_gknb",)
"""Speakers who speak of the border whatever they say, and those who do where they name it."""


class Gate:
    """Built once from places, borders and one word list per script."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        places: PlaceIndex,
        borders: Borders,
        words: Mapping[str, Matcher],
    ) -> None:
        """``words``: script to the matcher of its harm words and country adjectives."""
        self._places = places
        self._words = words
        watched = {border.id for border in borders.all()}
        self._home = next((frozenset(b.countries) for b in borders.all() if b.primary), frozenset[str]())
        self._pairs = [frozenset(border.countries) for border in borders.all()]
        self._country: dict[str, str] = {}
        self._on_border: set[str] = set()
        for place in gazetteer.all():
            if place.country is not None:
                self._country[place.id] = place.country
            chain = [p for p in gazetteer.ancestors(place.id) if p.kind != "country"]
            if any(border in watched for unit in chain for border in unit.borders):
                self._on_border.add(place.id)

    def passes(self, title: str | None, text: str) -> bool:
        """Whether title and text may tell of an incident on a watched border."""
        met, places, countries = set[str](), set[str](), set[str]()
        unplaced: list[list[str]] = []
        for part in (f"{title or ''} {text[:_OPENING]}", text[_OPENING - _OVERLAP : GATE_TEXT_LIMIT]):
            words = words_of(fold(part))
            if not words:
                continue
            unplaced.append(words)
            matcher = self._words.get(_script(words))
            for mark in matcher.marks(words) if matcher is not None else ():
                if mark.layer in ("nation", "pair"):
                    countries.update(mark.kind.split("-"))
                else:
                    met.add(mark.kind if mark.kind == "cross" else mark.layer)
            if met.isdisjoint(_HARM):
                continue  # places cost more than words: they are only looked for where there is harm
            while unplaced:
                places |= self._places.any(unplaced.pop())
            countries.update(self._country[place_id] for place_id in places if place_id in self._country)
            if self._on_watched_border(places, countries):
                return True
        return not met.isdisjoint(_HARM) and self._at_home(met, countries)

    def _at_home(self, met: set[str], countries: set[str]) -> bool:
        """Whether guards or a denial speak of the primary border, though nothing names it."""
        if "deny" in met and countries & self._home:
            return True
        near_it = not met.isdisjoint(("border", "cross"))
        return countries <= self._home and ("troops" in met or (near_it and "keeper" in met))

    def _on_watched_border(self, places: set[str], countries: set[str]) -> bool:
        """Whether a place on a border was named, or both countries of one."""
        return not places.isdisjoint(self._on_border) or any(pair <= countries for pair in self._pairs)


def _script(words: list[str]) -> str:
    """The script of most words, from a sample."""
    counts = {"latin": 0, "cyrillic": 0, "arabic": 0, "han": 0}
    for word in words[:60]:
        letter = word[0]
        if letter.isascii():
            counts["latin"] += letter.isalpha()
        elif letter <= "\u052f":
            counts["cyrillic"] += 1
        elif letter <= "\u06ff":
            counts["arabic"] += 1
        elif "\u3400" <= letter <= "\u9fff":
            counts["han"] += 1
    return max(counts, key=lambda name: counts[name])


def gate_words(
    packs: Iterable[Mapping[str, Any]],
    languages: Mapping[str, Mapping[str, Any]],
    script: str,
    speakers: Callable[[str], Iterable[tuple[str, str]]] = lambda _: (),
) -> Matcher:
    """The gate's words of one script: from the packs where there are any, else the table's ``harm`` words.

    ``packs`` are the mappings of lexicon files, ``languages`` the table of languages; ``speakers`` gives
    the names of officials in a language, with their origins.
    """
    entries: list[tuple[str, str, str]] = []
    covered: set[str] = set()
    for pack in packs:
        language = pack["language"]
        covered.add(language["code"])
        if language["script"] != script:
            continue
        own: list[tuple[str, str, str]] = []
        for act in GATE_ACTS:
            own.extend(("harm", act, text) for text in pack["act"][act].values())
        own.extend(("harm", kind, pack["event"][kind]) for kind in GATE_EVENTS)
        own.extend(("nation", country, text) for country, text in pack["nation"].items())
        own.extend(("pair", countries, text) for countries, text in pack.get("pair", {}).items())
        own.append(("nation", "AF", pack["party"]["taliban"]))
        own.append(("keeper", "keeper", pack["party"]["border_guards"]))
        own.append(("border", "border", pack["event"]["border"]))
        own.append(("deny", "deny", pack["cue"]["deny"]))
        for origin, name in speakers(language["code"]):
            if origin in (*TROOPS, *OFFICES):
                layer = "troops" if origin in TROOPS else "keeper"
                own.append((layer, layer, name))
        particles = split_words(language.get("particles", ""))
        if particles:
            article = language.get("article", "")
            own = [(layer, kind, _glued(text, particles, article)) for layer, kind, text in own]
        entries.extend(own)
    for code, row in languages.items():
        if code not in covered and row["script"] == script:
            entries.append(("harm", "any", row.get("harm", "")))
    return Matcher(
        compile_entry(layer, kind, "", words) for layer, kind, text in entries for words in split_words(text)
    )


def _glued(text: str, particles: Sequence[str], article: str) -> str:
    """Entries with every particle and the article that may be written together with their first word, or
    the article with their last.

    The gate looks at texts whose words are not taken apart, for it knows no language yet.
    """
    found: dict[str, None] = {}
    for words in split_words(text):
        bare = words.removeprefix(article)
        for start in ("", article):
            found.update(dict.fromkeys(f"{particle}{start}{bare}" for particle in ("", *particles)))
        head, _, last = bare.rpartition(" ")
        if head and article:
            found.update(dict.fromkeys(f"{particle}{head} {article}{last}" for particle in ("", *particles)))
    return ", ".join(found)
