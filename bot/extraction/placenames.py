"""Names of places: every spelling of the gazetteer, compiled to be found by its first word.

An index over the first word of every name, with endings and longest match; no pattern grows with
the list. Nothing here knows what a name means in a sentence.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.extraction.endings import endings_for, stem_of, strip_proclitic, without_article
from bot.extraction.memo import Memo
from bot.extraction.normalise import fold
from bot.extraction.tokens import tokenise

RANK = {
    "adm2": 0, "adm1": 1, "settlement": 2, "border_post": 2, "jamoat": 3, "crossing": 3, "country": 3,
    "border_detachment": 4, "river": 4, "valley": 5, "mountain": 5, "camp": 5,
}  # fmt: skip
"""Which kind of place a name means first, where nothing else tells."""


class PlaceName(NamedTuple):
    """One spelling of a place. ``needs_context``: it may not be accepted alone."""

    place_id: str
    language: str
    text: str
    needs_context: bool


class Name(NamedTuple):
    """A spelling as it is compared: the stems of its words, and the words as they stand."""

    place_id: str
    stems: tuple[str, ...]
    exact: tuple[str, ...]
    needs_context: bool


class PlaceNames:
    """All names of the gazetteer, compiled. Built once, never changed.

    ``whole`` are the ids of the places that go by a name as it is spelt; ``starting`` tells the names that
    may begin with a word, longest first.
    """

    def __init__(self, names: Iterable[PlaceName]) -> None:
        """``names`` are the match strings; labels in parentheses must be left out by the loader."""
        self._first: dict[str, list[Name]] = {}
        self.whole: dict[tuple[str, ...], list[str]] = {}
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for name in names:
            words = tuple(tokenise(fold(name.text)))
            words = tuple(word for word in words if word not in '"№,.()')
            for spelt in dict.fromkeys((words, tuple(map(without_article, words)))):
                if not spelt or (name.place_id, spelt) in seen:
                    continue
                seen.add((name.place_id, spelt))
                self.whole.setdefault(spelt, []).append(name.place_id)
                compiled = Name(name.place_id, tuple(map(stem_of, spelt)), spelt, name.needs_context)
                self._first.setdefault(compiled.stems[0], []).append(compiled)
        for same_start in self._first.values():
            same_start.sort(key=lambda n: -len(n.stems))
        self.starting = Memo(self._look_up)

    def _look_up(self, word: str) -> tuple[Name, ...]:
        """Names whose first word this may be, inflected or not; longest first."""
        names: list[Name] = []
        bare = strip_proclitic(word) if "\u0600" <= word[0] <= "\u06ff" else None
        for form in (word, bare) if bare else (word,):
            for length in range(len(form), max(0, len(form) - 8), -1):
                stem = form[:length]
                starting = self._first.get(stem)
                if starting and (length == len(form) or form[length:] in endings_for(stem)):
                    names.extend(starting)
        names.sort(key=lambda n: (-len(n.stems), -len(n.stems[0])))
        return tuple(names)


def goes_on(words: Sequence[str], index: int, name: Name) -> bool:
    """Whether the words after the one at ``index`` fit as well; that one is known to."""
    stems = name.stems
    if index + len(stems) > len(words):
        return False
    for offset in range(1, len(stems)):
        word, stem = words[index + offset], stems[offset]
        if word != stem and not (word.startswith(stem) and word[len(stem) :] in endings_for(stem)):
            return False
    return True


def longest(words: Sequence[str], index: int, names: Sequence[Name]) -> tuple[int, list[Name]]:
    """The longest names that fit here; an uninflected match beats an inflected one."""
    hits: list[Name] = []
    length = 0
    initial = words[index + 1][0] if index + 1 < len(words) else ""
    for name in names:
        stems = name.stems
        if hits and len(stems) < length:
            break
        # Most names of several words differ in the first letter of the second: no need to look further.
        if len(stems) == 1 or (stems[1][0] == initial and goes_on(words, index, name)):
            hits.append(name)
            length = len(stems)
    if len(hits) > 1:
        whole = [name for name in hits if tuple(words[index : index + length]) == name.exact]
        longest_stem = max(len(name.stems[-1]) for name in hits)
        hits = whole or [name for name in hits if len(name.stems[-1]) == longest_stem]
    return index + length, hits
