"""Word lists of one language, compiled for matching.

An entry is one or more words; ``stem-`` matches every word that begins so, and as its first word
``-stem`` every word that ends so and ``-stem-`` every word that holds it (compounds); ``...`` allows a
gap of up to six words, or of as many as the grammar of the language says. Entries belong to *layers*
(acts, parties, cues ...); within a layer the longest match wins and matches do not overlap. A lexicon
is immutable once built; building raises ``LexiconError`` with the place of the fault.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bot.extraction.normalise import fold
from bot.extraction.tokens import tokenise

if TYPE_CHECKING:
    from bot.extraction.clitics import Clitics
    from bot.extraction.patients import PatientMarking
    from bot.extraction.verbfinal import VerbFinal

GAP = 6
_GAP_ENDS = frozenset(";:")
_MEMO_LIMIT = 60_000
HAN_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "十": 10, "百": 100, "千": 1000,
}  # fmt: skip

T = TypeVar("T")


_Rest = tuple[tuple[str, bool, int], ...]
_Candidate = tuple[str, str, str, int, _Rest]  # layer, kind, value, words matched, words to match


class LexiconError(ValueError):
    """A fault in a word list: where and what."""


class Entry(NamedTuple):
    """A compiled entry: what it means, and the words after the first one."""

    layer: str
    kind: str
    value: str
    first: str
    prefix: bool
    rest: "_Rest"  # word, prefix?, words that may stand before it
    compound: bool = False  # ``first`` may stand at the end of a longer word, or inside it if ``prefix``

    def spanning(self, gap: int) -> "Entry":
        """The same entry with other gaps: languages that split their verbs need long ones."""
        rest = tuple((word, prefix, gap if allowed else 0) for word, prefix, allowed in self.rest)
        return self._replace(rest=rest)


class Mark(NamedTuple):
    """An entry met in a sentence, from token ``first`` up to but not including ``last``."""

    first: int
    last: int
    layer: str
    kind: str
    value: str


def split_words(text: str) -> list[str]:
    """The entries of a comma-separated list as it stands in a data file."""
    return [entry for entry in (" ".join(part.split()) for part in text.split(",")) if entry]


def compile_entry(layer: str, kind: str, value: str, words: str) -> Entry:
    """Compile ``words`` such as ``взят- в плен``. Raises ``LexiconError`` on an empty entry."""
    pattern: list[tuple[str, bool, int]] = []
    gap = 0
    compound = len(words) > 1 and words[0] == "-" and words[1].isalpha()
    for part in words.replace("...", " ... ").replace("…", " ... ").split():
        if part == "...":
            gap = GAP
            continue
        prefix = part.endswith("-") and len(part) > 1
        tokens = tokenise(fold(part[:-1] if prefix else part).removeprefix("-" if compound else ""))
        for position, token in enumerate(tokens):
            pattern.append((token, prefix and position == len(tokens) - 1, gap))
            gap = 0
    if not pattern or gap:
        raise LexiconError(f"{layer}.{kind}: nothing to match in {words!r}")
    return Entry(layer, kind, value, pattern[0][0], pattern[0][1], tuple(pattern[1:]), compound)


class Memo(dict[str, T]):
    """What was looked up per word; forgets everything when it has grown too large."""

    def __init__(self, look_up: Callable[[str], T]) -> None:
        """``look_up`` answers for a word, always the same."""
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> T:
        """Look the word up and remember the answer."""
        if len(self) > _MEMO_LIMIT:
            self.clear()
        found = self[word] = self._look_up(word)
        return found


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


def _match_rest(words: list[str], index: int, rest: _Rest) -> int:
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


class Numerals:
    """How a language counts: number words and stems, ordinals, multipliers, articles, glued suffixes
    and prefixes, and the classifiers that stand between a number and people.

    Digits and Chinese numerals are the same in every language and are not listed here.
    """

    def __init__(
        self,
        *,
        values: Mapping[str, int],
        stems: Sequence[tuple[str, int]] = (),
        ordinals: Sequence[tuple[str, int]] = (),
        multipliers: Mapping[str, int] | None = None,
        articles: Iterable[str] = (),
        suffixes: Iterable[str] = (),
        prefixes: Iterable[str] = (),
        classifiers: Iterable[str] = (),
        phrases: Mapping[tuple[str, ...], int] | None = None,
        ordinal_stop: bool = False,
        joiners: Iterable[str] = (),
        units_first: bool = False,
        shy: Iterable[str] = (),
        ordinal_suffixes: Iterable[str] = (),
    ) -> None:
        """Words are folded; stems are tried in the given order, longest first. ``phrases`` are numbers of
        several words; ``ordinal_stop``: digits with a full stop are an ordinal and count nothing.
        ``joiners`` may stand between tens and units, in whichever order (``units_first``); ``shy`` words
        are also ordinary words and count only right before what they count; ``ordinal_suffixes`` make an
        ordinal of digits (4-ум)."""
        self.joiners = frozenset(joiners)
        self.units_first = units_first
        self.shy = frozenset(shy)
        self.ordinal_suffixes = frozenset(ordinal_suffixes)
        self._ordinals = Memo(self._look_up_ordinal)
        self.ordinals = tuple(ordinals)
        self.multipliers = multipliers or {}
        self.articles = frozenset(articles)
        self.suffixes = frozenset(suffixes)
        self.prefixes = frozenset(prefixes)
        self.classifiers = frozenset(classifiers)
        self.ordinal_stop = ordinal_stop
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for words, number in sorted((phrases or {}).items(), key=lambda item: -len(item[0])):
            self._phrases.setdefault(words[0], []).append((words, number))
        # Where eleven has no word of its own it is "ten one".
        self.lowest_tens = 20 if 11 in values.values() or 11 in dict(stems).values() else 10
        self._values = values
        self._stems = stems
        self._words = Memo(self._look_up)
        self._counts = Memo(self.may_count)

    def words(self) -> frozenset[str]:
        """Every number word that is known as a whole."""
        return frozenset((*self._values, *self.multipliers, *(form for form, _ in self.ordinals)))

    def value(self, word: str) -> int | None:
        """The value of a number word, or None."""
        return self._words[word]

    def ordinal(self, word: str) -> int | None:
        """The value of an ordinal in letters, or None."""
        return self._ordinals[word]

    def _look_up_ordinal(self, word: str) -> int | None:
        for form, value in self.ordinals:
            if word == form or (form[-1] == "-" and word.startswith(form[:-1])):
                return value
        return None

    def past_joiner(self, words: Sequence[str], index: int) -> int:
        """The token after a word that joins the parts of a number ("twenty and three"), else the same."""
        joins = index + 1 < len(words) and words[index] in self.joiners
        return index + 1 if joins and self._words[words[index + 1]] is not None else index

    def phrase(self, words: Sequence[str], index: int) -> tuple[int, int] | None:
        """The value of a number of several words that begins here, and the token after it; or None."""
        for phrase, value in self._phrases.get(words[index], ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                return value, index + len(phrase)
        return None

    def may_count(self, word: str) -> bool:
        """Whether a number can begin with this word."""
        return (
            word[0].isdigit()
            or word in HAN_DIGITS
            or word in self.articles
            or word in self._phrases
            or self._words[word] is not None
        )

    def counting(self, words: Iterable[str]) -> set[int]:
        """The positions at which a number can begin."""
        known = self._counts
        return {index for index, word in enumerate(words) if known[word]}

    def _look_up(self, word: str) -> int | None:
        exact = self._values.get(word)
        if exact is not None:
            return exact
        return next((value for stem, value in self._stems if word.startswith(stem)), None)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The few facts about a language's order of words that the claim rules ask for.

    The three orders name the sides of a verb on which its patient may stand, best first.
    ``auxiliaries`` show the passive of verbs whose forms do not, ``singular_auxiliaries`` that of one;
    ``postpositions``: the word that gives a place its role follows it (and governs the chain of units
    before it). ``ordinal_stop``: a
    number with a full stop is an ordinal and ends no sentence. ``tokens_per_word``: how many tokens a
    word has on average (Chinese: each character is one), by which distances are measured.
    ``date_first``: what tells when stands before its verb; ``verb_first``: the verb before who acts.
    ``verb_bracket``: participles end the clause, far from their patients (German).
    ``head_final``: what describes a noun stands before it, so a unit ("district") follows the name of its
    place.
    ``classifiers`` stand between a number and people; after a *closing* one no noun follows (3人).
    ``verb_final``: the endings of a language whose verb ends the clause, None for others.
    ``head_first``: whatever describes a noun stands after it. ``patients``: the small signs by which
    other languages with the verb at the end say who did what to whom.
    """

    active: tuple[str, ...]
    passive: tuple[str, ...]
    noun: tuple[str, ...]
    auxiliaries: frozenset[str] = frozenset()
    singular_auxiliaries: frozenset[str] = frozenset()
    postpositions: bool = False
    ordinal_stop: bool = False
    tokens_per_word: int = 1
    verb_bracket: bool = False
    date_first: bool = False
    verb_first: bool = False
    head_final: bool = False
    head_first: bool = False
    classifiers: frozenset[str] = frozenset()
    closing_classifiers: frozenset[str] = frozenset()
    verb_final: "VerbFinal | None" = None
    patients: "PatientMarking | None" = None


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
    clitics: "Clitics | None" = None
    distinct: tuple[tuple[str, str], ...] = ()

    def joined(self, entries: Iterable[Entry]) -> "Lexicon":
        """The same language with more entries, so that a sentence is gone through once for all."""
        if self.clitics is None:
            return replace(self, matcher=self.matcher.joined(entries))
        own = [self.clitics.bare(entry) for entry in entries]
        return replace(self, matcher=self.matcher.joined(own), clitics=self.clitics.knowing(own))
