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
_Waiting = tuple[tuple[str, str, str, Rest], ...]


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
        starting = self._starting
        ahead = [*words[1:], ""]
        for index, found in [(at, known) for at, word in enumerate(words) if (known := starting[word])]:
            for layer, kind, value, rest in found.waiting.get(ahead[index], found.free):
                marks = layers.get(layer)
                if marks is not None and index < marks[-1].last:
                    continue
                last = _match_rest(words, index + 1, rest) if rest else index + 1
                if last:
                    mark = Mark(index, last, layer, kind, value)
                    if marks is None:
                        layers[layer] = [mark]
                    else:
                        marks.append(mark)
        return layers

    def find(self, words: list[str]) -> list[Mark]:
        """All matches in token order."""
        return sorted(mark for marks in self.by_layer(words).values() for mark in marks)

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
            for *_, rest in found.waiting.get(following, found.free):
                if not rest or _match_rest(words, index + 1, rest):
                    return True
        return False


class _Starting:
    """The entries that start with one word, sorted by the word that must follow.

    Most phrases fail at their second word, so those that need another one are never looked at: the
    entries to try, longest first, are those ``waiting`` for the word that follows, else the ``free``.
    """

    __slots__ = ("free", "waiting")

    def __init__(self, entries: Sequence[Entry]) -> None:
        """``entries``: longest first, which is the order in which they are offered."""
        waiting: dict[str, list[tuple[int, Entry]]] = {}
        free: list[tuple[int, Entry]] = []
        for rank, entry in enumerate(entries):
            second, prefix, gap = entry.rest[0] if entry.rest else ("", True, 0)
            (free if prefix or gap else waiting.setdefault(second, [])).append((rank, entry))
        self.waiting = {second: _reachable((*free, *ranked)) for second, ranked in waiting.items()}
        self.free = _reachable(free)


def _reachable(ranked: Iterable[tuple[int, Entry]]) -> "_Waiting":
    """What the entries mean and ask for, in their order, without those that a single word of their layer
    always forestalls."""
    kept: list[tuple[str, str, str, Rest]] = []
    closed: set[str] = set()
    for _, entry in sorted(ranked):
        if entry.layer not in closed:
            kept.append((entry.layer, entry.kind, entry.value, entry.rest))
            if not entry.rest:
                closed.add(entry.layer)
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
