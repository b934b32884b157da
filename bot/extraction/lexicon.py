"""Word lists of one language, compiled for matching.

Within a layer the longest match wins and matches do not overlap; how an entry is written is told in
``entries``. A lexicon is immutable once built.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.extraction.clitics import Clitics
from bot.extraction.entries import Entry, Mark, Rest
from bot.extraction.grammar import Grammar
from bot.extraction.memo import Memo
from bot.extraction.numerals import Numerals

_GAP_ENDS = frozenset(";:")
_Candidate = tuple[str, str, str, int, Rest]  # layer, kind, value, words matched, words to match


class Matcher:
    """Finds entries in a sentence. Look-ups per distinct word are remembered."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Longer patterns come first, so the first hit of a layer is the longest."""
        self._exact: dict[str, list[Entry]] = {}
        self._prefix: dict[str, list[Entry]] = {}
        self._compound: dict[str, list[Entry]] = {}
        for entry in entries:
            index = self._prefix if entry.prefix else self._exact
            (self._compound if entry.compound else index).setdefault(entry.first, []).append(entry)
        self._starting = Memo(self._look_up)

    def _look_up(self, word: str) -> "_Starting | None":
        """The entries that may start with this word, longest first; None where there are none."""
        entries = list(self._exact.get(word, ()))
        for length in range(1, len(word) + 1):
            entries.extend(self._prefix.get(word[:length], ()))
        for part, holding in self._compound.items():
            if part in word:
                entries.extend(entry for entry in holding if entry.prefix or word.endswith(part))
        entries.sort(key=_length, reverse=True)
        return _Starting(entries) if entries else None

    def by_layer(self, words: list[str]) -> dict[str, list[Mark]]:
        """All matches by layer, in token order."""
        layers: dict[str, list[Mark]] = {}
        starting, new = self._starting, tuple.__new__  # half the cost of calling the class
        ahead = [*words[1:], ""]
        for index, found in [(at, known) for at, word in enumerate(words) if (known := starting[word])]:
            following = ahead[index]
            waiting = found.whole.get(following)
            if waiting is None:
                waiting = found.initial.get(following[:1], found.free)
            for layer, kind, value, reached, rest in waiting:
                marks = layers.get(layer)
                if marks is not None and index < marks[-1].last:
                    continue
                last = _match_rest(words, index + reached, rest) if rest else index + reached
                if last:
                    mark = new(Mark, (index, last, layer, kind, value))
                    if marks is None:
                        layers[layer] = [mark]
                    else:
                        marks.append(mark)
        return layers

    def marks(self, words: list[str]) -> list[Mark]:
        """All matches, layer by layer."""
        return [mark for marks in self.by_layer(words).values() for mark in marks]

    def find(self, words: list[str]) -> list[Mark]:
        """All matches in token order."""
        return sorted(self.marks(words))

    def begins(self, words: Iterable[str]) -> bool:
        """Whether an entry may start with one of these words: far cheaper than to look for it."""
        starting = self._starting
        return any(starting[word] is not None for word in words)

    def joined(self, entries: Iterable[Entry]) -> "Matcher":
        """A matcher that finds these entries as well, so that a sentence is gone through once."""
        indices = (self._exact, self._prefix, self._compound)
        mine = (entry for index in indices for same in index.values() for entry in same)
        return Matcher((*mine, *entries))

    def any(self, words: list[str]) -> bool:
        """Whether any entry matches at all; stops at the first."""
        for index, word in enumerate(words):
            found = self._starting[word]
            if found is None:
                continue
            following = words[index + 1] if index + 1 < len(words) else ""
            for *_, reached, rest in found.before(following):
                if not rest or _match_rest(words, index + reached, rest):
                    return True
        return False


class _Starting:
    """The entries that start with one word, sorted by the word that must follow.

    Most phrases fail at their second word, so those that need another one are never looked at: what may
    match, longest first, is what waits for the ``whole`` word that follows, else for its ``initial`` (as
    entries do whose second word is a stem), else what is ``free`` of such a word.
    """

    __slots__ = ("free", "initial", "whole")

    def __init__(self, entries: Sequence[Entry]) -> None:
        """``entries``: longest first, which is the order in which they are offered."""
        seconds = [entry.rest[0] for entry in entries if entry.rest and not entry.rest[0][2]]
        self.free = _reachable(entries, "", "")
        self.whole = {word: _reachable(entries, word, "") for word, stem, _ in seconds if not stem}
        self.initial = {word[0]: _reachable(entries, "", word[0]) for word, stem, _ in seconds if stem}

    def before(self, following: str) -> "tuple[_Candidate, ...]":
        """What may match where this word follows, longest first."""
        found = self.whole.get(following)
        return found if found is not None else self.initial.get(following[:1], self.free)


def _reachable(entries: Iterable[Entry], following: str, initial: str) -> "tuple[_Candidate, ...]":
    """What the entries mean, in their order, with what is still to be matched: where the second word is
    ``following``, or begins with ``initial``, or neither. Without those that one which is sure to match
    always forestalls in its layer."""
    kept: list[_Candidate] = []
    closed: set[str] = set()
    for layer, kind, value, _, _, rest, _ in entries:
        if layer in closed:
            continue
        left, reached = rest, 1
        if rest and not rest[0][2]:
            expected, stem, _ = rest[0]
            if following == expected or (stem and following and following.startswith(expected)):
                left, reached = rest[1:], 2
            elif not (stem and initial and expected[0] == initial):
                continue
        kept.append((layer, kind, value, reached, left))
        if not left:
            closed.add(layer)
    return tuple(kept)


def _length(entry: Entry) -> tuple[int, int]:
    return (len(entry.rest), len(entry.first) + sum(len(word) for word, _, _ in entry.rest))


def _match_rest(words: list[str], index: int, rest: Rest) -> int:
    """The token after the match, or 0 where the words do not follow."""
    for expected, prefix, gap in rest:
        stop = min(len(words), index + 1 + gap)
        while index < stop:
            word = words[index]
            if word == expected or (prefix and word.startswith(expected)):
                break
            if word in _GAP_ENDS:
                return 0
            index += 1
        else:
            return 0
        index += 1
    return index


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language, ready for use. ``suffix_roles`` are endings that make a place an origin and so on;
    ``solar_months``: the language also dates by the Solar Hijri year; ``clitics`` parts words that are
    written together; ``distinct``: words, folded and as they are spelt, that folding mixes up with others."""

    code: str
    matcher: Matcher
    noise: Matcher
    numerals: Numerals
    grammar: Grammar
    abbreviations: frozenset[str]
    script: str
    solar_months: bool = False
    suffix_roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    clitics: Clitics | None = None
    distinct: tuple[tuple[str, str], ...] = ()

    def joined(self, entries: Iterable[Entry]) -> "Lexicon":
        """The same language with more entries, so that a sentence is gone through once for all."""
        if self.clitics is None:
            return replace(self, matcher=self.matcher.joined(entries))
        own = [self.clitics.bare(entry) for entry in entries]
        return replace(self, matcher=self.matcher.joined(own), clitics=self.clitics.knowing(own))
