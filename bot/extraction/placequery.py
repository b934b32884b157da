"""Places as people type them: a name in any writing, a code, or one that is almost right.

Names are understood as news writes them, inflected or with a unit word. Which of several places is meant
is never guessed: all are returned, those on watched borders first.
"""

from collections.abc import Iterable

from bot.extraction.normalise import clean, fold
from bot.extraction.placenames import RANK, PlaceNames, goes_on
from bot.extraction.tokens import tokenise
from bot.model.gazetteer import Gazetteer
from bot.model.place import Place

_MISSPELLING_CUTOFF = 72.0


class PlaceQuery:
    """Answers which places a typed text means."""

    def __init__(self, gazetteer: Gazetteer, names: PlaceNames) -> None:
        """``names`` are shared and never changed."""
        self._gazetteer = gazetteer
        self._names = names
        self._typed: list[tuple[str, str]] | None = None

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
        exact = self._names.whole.get(tuple(words), [])
        found = self._ranked(exact)
        if found or not words:
            return found
        for begin in range(len(words)):
            for name in self._names.starting[words[begin]]:
                end = begin + len(name.stems)
                if goes_on(words, begin, name) and (begin == 0 or end == len(words)):
                    found = self._ranked(
                        n.place_id
                        for n in self._names.starting[words[begin]]
                        if len(n.stems) == len(name.stems) and goes_on(words, begin, n)
                    )
                    rest = len(words) - len(name.stems)
                    return found if rest <= 1 else ()
        return ()

    def suggest(self, text: str, limit: int = 3) -> tuple[Place, ...]:
        """Places whose name is spelt almost so, closest first; for "did you mean"."""
        from rapidfuzz import fuzz, process

        wanted = " ".join(tokenise(fold(clean(text, 120))))
        if len(wanted) < 3:
            return ()
        if self._typed is None:
            self._typed = [(" ".join(words), ids[0]) for words, ids in self._names.whole.items()]
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
            for place in self._ranked(self._names.whole.get(words, [self._typed[position][1]]))[:1]:
                found.setdefault(place.id, place)
        return tuple(found.values())[:limit]

    def _ranked(self, ids: Iterable[str]) -> tuple[Place, ...]:
        places = {place for place in map(self._gazetteer.get, ids) if place is not None}
        return tuple(
            sorted(places, key=lambda p: (_watch_rank(p), RANK.get(p.kind, 6), p.country != "TJ", p.id))
        )


def _watch_rank(place: Place) -> int:
    if "TJ-AF" in place.borders or place.on_border:
        return 0
    return 1 if place.borders else 2
