"""Little words that Arabic writes together with the next one: "and", "in", "for", and the article.

"And wounded were two in the attack" is five written words there; lists of words would have to hold
every verb eight times. A word is cut only where the list of its language knows what remains, so that
roots beginning with the same letters stay whole. Data of the pack says which particles exist.
"""

from collections.abc import Iterable

from bot.extraction.entries import Entry
from bot.extraction.memo import Memo

_SHORTEST_STEM = 3
_SHORTEST_REST = 2
_ARTICLE_REST = 3

Pieces = tuple[tuple[int, int], ...]


class Clitics:
    """Cuts particles off written words; for one language, built from its pack."""

    def __init__(
        self,
        *,
        particles: Iterable[str],
        article: str,
        whole: Iterable[str],
        entries: Iterable[Entry],
        numbers: Iterable[str],
    ) -> None:
        """Everything folded. ``whole``: words never cut; ``entries`` and ``numbers``: what is known."""
        self._particles = frozenset(particles)
        self._article = article
        self._whole = frozenset(whole)
        self._known: set[str] = set(numbers)
        self._stems: set[str] = set()
        self._learn(map(self.bare, entries))
        self._cut = Memo(self._cut_word)

    def _learn(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            for word, prefix in ((entry.first, entry.prefix), *((w, p) for w, p, _ in entry.rest)):
                (self._stems if prefix and len(word) >= _SHORTEST_STEM else self._known).add(word)

    def knowing(self, entries: Iterable[Entry]) -> "Clitics":
        """The same with more words known."""
        other = Clitics(
            particles=self._particles, article=self._article, whole=self._whole, entries=(), numbers=()
        )
        other._known, other._stems = set(self._known), set(self._stems)
        other._learn(map(self.bare, entries))
        return other

    def bare(self, entry: Entry) -> Entry:
        """An entry of a word list in the form in which it is met in cut text: without the article."""
        return entry._replace(
            first=self.without_article(entry.first),
            rest=tuple((self.without_article(word), prefix, gap) for word, prefix, gap in entry.rest),
        )

    def without_article(self, word: str) -> str:
        """The word without its article, where one is there and enough remains."""
        return word[len(self._article) :] if self._has_article(word) else word

    def pieces(self, word: str) -> Pieces:
        """Where the words inside a written word begin and end."""
        return self._cut[word]

    def _has_article(self, word: str) -> bool:
        article = self._article
        enough = len(word) >= len(article) + _ARTICLE_REST
        return bool(article) and enough and word.startswith(article) and word not in self._whole

    def _knows(self, word: str) -> bool:
        if word in self._known or word in self._whole:
            return True
        return any(word[:length] in self._stems for length in range(_SHORTEST_STEM, len(word) + 1))

    def _cut_word(self, word: str) -> Pieces:
        if word in self._whole or not word[0].isalpha():
            return ((0, len(word)),)
        if self._has_article(word):
            return ((len(self._article), len(word)),)
        if self._knows(word):
            return ((0, len(word)),)
        return self._cut_particles(word) or ((0, len(word)),)

    def _cut_particles(self, word: str) -> Pieces:
        """One or two particles before a word with the article, or before a known word; else nothing."""
        if len(word) <= _SHORTEST_REST or word[0] not in self._particles:
            return ()
        rest = word[1:]
        # "li" before the article swallows its first letter: lil-
        fused = self._article[-1:] and word.startswith(2 * self._article[-1:])
        if fused and len(word) >= 2 + _ARTICLE_REST:
            return ((0, 1), (2, len(word)))
        if self._has_article(rest):
            return ((0, 1), (1 + len(self._article), len(word)))
        if self._knows(rest):
            return ((0, 1), (1, len(word)))
        deeper = self._cut_particles(rest)
        return ((0, 1), *((first + 1, last + 1) for first, last in deeper)) if deeper else ()
