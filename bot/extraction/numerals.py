"""Numerals: how a language counts in words.

Holds the number words of one language and answers for single words and short runs of them; which of the
numbers of a sentence count something is decided in ``numbers``. Immutable but for what it remembers.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.extraction.hannumbers import HAN_DIGITS
from bot.extraction.memo import Memo


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
