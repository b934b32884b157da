"""Sentences and tokens: the units on which every rule works.

A token is a run of letters, a run of digits, one Chinese character, or one sign; hyphens inside
words vanish, so that "Shamsiddin-Shohin" is two tokens. Positions point into the sentence's own
text. Splitting never raises and is linear in the length of the text.
"""

import re
from collections.abc import Collection, Iterator
from typing import Protocol

from bot.extraction.normalise import fold

# Signs that Python calls digits and int() refuses (m², ①): they are part of no word and no number.
_NO_DIGIT = (
    r"\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070-\u209f\u2460-\u24ff\u2776-\u2793"
    r"\U00010a40-\U00010a48\U00010e60-\U00010e7e\U00011052-\U00011065\U0001f100-\U0001f10c"
)
_LETTER = rf"[^\W\d_\u3400-\u9fff\u0e00-\u0e7f{_NO_DIGIT}]"
_TOKEN = re.compile(rf"[0-9]+|[\u3400-\u9fff]|{_LETTER}+(?:'{_LETTER}+)*|[^\s\w\u0e00-\u0e7f]")
_SENTENCE_END = re.compile(r"[.!?]{1,4}[\"')\]]{0,3}(?=\s|$)|[.!?](?=[\u3400-\u9fff])")
_INNER_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W\d_])")
# A blank between Chinese words; not the thin spacing that some outlets put around figures (击毙 4 名).
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff]|[0-9]+[\u3400-\u9fff])")
# Stops that end a sentence whatever follows: unlike the full stop of other scripts they stand in no
# number and no short form. Folding makes a plain stop of them, so they are looked up before it.
_HARD_STOPS = "。！？؟"
_FULL_STOP_URDU = "۔"
_HARD_STOP = re.compile(rf"[{_HARD_STOPS}{_FULL_STOP_URDU}]{{1,4}}[\"'”’»」』)\]）]{{0,3}}")


def fold_parted(text: str) -> str:
    """``fold``, with a comma where a blank parts Chinese words: there it ends a phrase."""
    folded = list(fold(text))
    for gap in _HAN_GAP.finditer(text):
        folded[gap.start()] = ","
    return "".join(folded)


class WordSplitter(Protocol):
    """Cuts a written word into the words it is made of (see ``clitics``)."""

    def pieces(self, word: str) -> tuple[tuple[int, int], ...]:
        """Where the words begin and end inside the written one; what lies between them is dropped."""
        ...


class Sentence:
    """One sentence with its tokens in parallel lists: folded ``words``, ``starts`` and ``ends``.

    ``definite``: tokens from which a glued article was cut. ``digits``: tokens written in digits.
    Most sentences are only looked through for words, so the rest is worked out when it is asked for.
    """

    __slots__ = ("_digits", "_spans", "definite", "folded", "line", "text", "words")

    def __init__(
        self, text: str, line: int = 0, folded: str | None = None, splitter: WordSplitter | None = None
    ) -> None:
        """``text`` is cleaned; ``line`` is the paragraph it stands in; ``splitter`` parts glued words."""
        self.text = text
        self.line = line
        self.folded = fold(text) if folded is None else folded
        self.definite: set[int] = set()
        self._digits: list[int] | None = None
        self._spans: tuple[list[int], list[int]] | None = None
        self.words: list[str]
        if "-" in self.folded or "'" in self.folded:
            self.words, *spans = _signed_tokens(self.folded)
            self._spans = (spans[0], spans[1])
        else:
            self.words = _TOKEN.findall(self.folded)
        if splitter is not None:
            self._split(splitter)

    def _split(self, splitter: WordSplitter) -> None:
        words, (starts, ends) = self.words, self._positions()
        self.words, new_starts, new_ends = [], [], []
        for word, start, end in zip(words, starts, ends, strict=True):
            reached = 0
            for first, last in splitter.pieces(word):
                if first > reached:
                    self.definite.add(len(self.words))
                reached = last
                self.words.append(word[first:last])
                new_starts.append(start + first)
                new_ends.append(start + last if last < len(word) else end)
        self._spans = (new_starts, new_ends)

    def _positions(self) -> tuple[list[int], list[int]]:
        if self._spans is None:
            spans = [match.span() for match in _TOKEN.finditer(self.folded)]
            self._spans = ([start for start, _ in spans], [end for _, end in spans])
        return self._spans

    @property
    def starts(self) -> list[int]:
        """Where each token begins in the text."""
        return self._positions()[0]

    @property
    def ends(self) -> list[int]:
        """Where each token ends in the text."""
        return self._positions()[1]

    @property
    def digits(self) -> list[int]:
        """The tokens written in digits."""
        if self._digits is None:
            known = map(str.isdigit, self.words)
            self._digits = [index for index, is_digits in enumerate(known) if is_digits]
        return self._digits

    def __len__(self) -> int:
        return len(self.words)

    def raw(self, first: int, last: int) -> str:
        """The text of tokens ``first`` up to but not including ``last``."""
        starts, ends = self._positions()
        return self.text[starts[first] : ends[last - 1]] if first < last else ""

    def glued(self, index: int) -> bool:
        """Whether token ``index`` follows the one before it without a space."""
        starts, ends = self._positions()
        return index > 0 and starts[index] == ends[index - 1]


def _signed_tokens(source: str) -> tuple[list[str], list[int], list[int]]:
    """Words, starts and ends of a folded text in which a hyphen or an apostrophe may stand inside words."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(source):
        start, end = match.span()
        word = source[start:end]
        if word == "-" and _inside_word(source, start):
            continue
        if word == "'" and _before_ending(source, start):
            continue
        if "'" in word and word != "'":
            start, word = _without_article(word, start)
        words.append(word)
        starts.append(start)
        ends.append(end)
    return words, starts, ends


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalpha()


def _before_ending(text: str, at: int) -> bool:
    """Whether an apostrophe only sets an ending off from a figure: 2025'te, 5'i."""
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isalpha()


def _without_article(word: str, start: int) -> tuple[int, str]:
    """Drop an elided article (d'Asie, l'Afghanistan); otherwise only the apostrophes."""
    head, _, tail = word.partition("'")
    if head in ("l", "d", "qu", "j", "c", "n", "s") and len(tail) > 1:
        return start + len(head) + 1, tail.replace("'", "")
    return start, word.replace("'", "")


def words_of(folded: str) -> list[str]:
    """The words of a folded text without their positions: cheaper, for a first look."""
    found: list[str] = _TOKEN.findall(_INNER_HYPHEN.sub(" ", folded))
    return [_without_article(word, 0)[1] if "'" in word[1:] else word for word in found]


def tokenise(folded: str) -> list[str]:
    """The tokens of an already folded string, for lexicon entries and names."""
    return Sentence(folded, folded=folded).words


def split_sentences(line: str, abbreviations: Collection[str], *, ordinal_stop: bool = False) -> list[str]:
    """Cut a cleaned line into sentences; ``abbreviations`` are folded, without their full stop.

    ``ordinal_stop``: the language writes ordinals with one ("am 18. Januar").
    """
    spans = sentence_spans(line, fold(line), abbreviations, ordinal_stop=ordinal_stop)
    return [line[start:end] for start, end in spans]


def sentence_spans(
    line: str, folded: str, abbreviations: Collection[str], *, ordinal_stop: bool = False
) -> list[tuple[int, int]]:
    """Where the sentences of a line begin and end, without the blanks between them; see ``split_sentences``.

    ``folded`` is the folded line.
    """
    found: list[tuple[int, int]] = []
    for first, last in _hard_pieces(line):
        piece = line[first:last]
        pieces = _split_plain(piece, folded[first:last], abbreviations, ordinal_stop=ordinal_stop)
        for start, end in pieces:
            text = piece[start:end].lstrip()
            begin = first + end - len(text)
            if text:
                found.append((begin, begin + len(text.rstrip())))
    return found


def _hard_pieces(line: str) -> list[tuple[int, int]]:
    """The line cut at stops that always end a sentence; closing quotes stay with what they close."""
    pieces: list[tuple[int, int]] = []
    begin = 0
    for match in _HARD_STOP.finditer(line):
        end = match.end()
        decimal = match.group() == _FULL_STOP_URDU and line[end : end + 1].isdigit()
        if decimal and line[: match.start()][-1:].isdigit():
            continue
        pieces.append((begin, end))
        begin = end
    return [*pieces, (begin, len(line))]


def _split_plain(
    line: str, folded: str, abbreviations: Collection[str], *, ordinal_stop: bool
) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _SENTENCE_END.finditer(folded):
        start, end = match.span()
        if folded[start] == ".":
            if _is_abbreviation(folded, begin, start, end, abbreviations, ordinal_stop=ordinal_stop):
                continue
            if line[end : end + 2].strip()[:1].islower():
                continue
        yield begin, end
        begin = end
    yield begin, len(line)


def _is_abbreviation(
    folded: str, begin: int, stop: int, end: int, abbreviations: Collection[str], *, ordinal_stop: bool
) -> bool:
    """Whether the full stop at ``stop`` belongs to a short form, an initial or a list number."""
    space = folded.rfind(" ", begin, stop)
    word = folded[space + 1 : stop].strip("\"'([")
    after = folded[end : end + 2].strip()
    if "\u3400" <= word[-1:] <= "\u9fff":
        return False
    if word.lower() in abbreviations or (len(word) == 1 and word.isalpha()):
        return bool(after)
    if word.isdigit() and len(word) <= 2 and not folded[begin : space + 1].strip():
        return True
    return ordinal_stop and word.isdigit() and len(word) <= 2 and bool(after[:1].isalpha())
