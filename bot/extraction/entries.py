"""Entries of word lists: what is written in a data file, compiled, and where it was met in a sentence.

An entry is one or more words; ``stem-`` matches every word that begins so, and as its first word
``-stem`` every word that ends so and ``-stem-`` every word that holds it (compounds); ``...`` allows a
gap of up to six words, or of as many as the grammar of the language says. Entries belong to *layers*
(acts, parties, cues ...). An entry that says nothing is a ``LexiconError``; nothing is matched here.
"""

from typing import NamedTuple

from bot.extraction.normalise import fold
from bot.extraction.tokens import tokenise

GAP = 6
Rest = tuple[tuple[str, bool, int], ...]


class LexiconError(ValueError):
    """A fault in a word list: where and what."""


class Entry(NamedTuple):
    """A compiled entry: what it means, and the words after the first one."""

    layer: str
    kind: str
    value: str
    first: str
    prefix: bool
    rest: Rest  # word, prefix?, words that may stand before it
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
