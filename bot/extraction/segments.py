"""From a page to sentences: page noise away, title, lead and body told apart.

Background is recognised later (``background``), when days are known. Lines are judged by shape
(no full stop, a list of headlines, a calendar) and by a few words; what is dropped is kept as
``tail`` so that the trace can show it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.extraction.lexicon import Lexicon
from bot.extraction.normalise import fold
from bot.extraction.tokens import Sentence, fold_parted, sentence_spans
from bot.model.vocabulary import SegmentKind

_NUMBER_RUN = re.compile(r"(?:(?<= )|^)\d{1,2}(?: \d{1,2}){7,60}(?= |$)")
_FULL_STOP = re.compile(r"[.!?。！？۔؟…]")
_ENDS = re.compile(r"[.!?。！？۔؟…][\"'»”’)\]]{0,3}$")
_LETTERS = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]")
_SHORT_LINE = 14
_NOISE_LINE = 16
_NOISE_REACH = 12
_NOISE_OPENING = 2
_NOISE_LOOK = 40
_MAX_SENTENCES = 120
_SENTENCE_LIMIT = 1_000
_HAN_SENTENCE_LIMIT = 400
_MENU_SIGNS = (" / ", " | ", "•")
_WRAP_FROM = 30
_SHORT_WORD = 3


@dataclass(slots=True)
class Cut:
    """A sentence with the part of the page it belongs to."""

    sentence: Sentence
    kind: SegmentKind


def cut_page(title: str, text: str, lexicon: Lexicon) -> list[Cut]:
    """Cleaned title and text as sentences in reading order. The lead is settled by the caller."""
    cuts: list[Cut] = []
    title = title.replace("\n", " ")
    if title:
        cuts.append(Cut(Sentence(title, -1, _folded(title, lexicon), lexicon.clitics), SegmentKind.TITLE))
    lines = [_NUMBER_RUN.sub("", line).strip() for line in text.split("\n")]
    lines = _unwrapped([line for line in lines if line])
    real = [_is_real(line) for line in lines]
    if not any(real):
        real = [True] * len(lines)
    first_real = real.index(True) if lines else 0
    for number, line in enumerate(lines):
        is_last = number == len(lines) - 1
        noise = _is_noise(line, lexicon) or not _LETTERS.search(line)
        dropped = noise or (not real[number] and not (is_last and number == first_real))
        if len(line) == len(title) and fold(line) == fold(title):
            dropped = True
        folded = _folded(line, lexicon)
        for start, end in [(0, len(line))] if dropped else _sentences_of(line, folded, lexicon):
            sentence = Sentence(line[start:end], number, folded[start:end], lexicon.clitics)
            if sentence.words:
                tail = dropped or _opens_with_noise(sentence, lexicon)
                cuts.append(Cut(sentence, SegmentKind.TAIL if tail else SegmentKind.BODY))
        if len(cuts) >= _MAX_SENTENCES:
            break
    return cuts[:_MAX_SENTENCES]


def _folded(text: str, lexicon: Lexicon) -> str:
    return fold_parted(text) if lexicon.script == "han" else fold(text)


def _sentences_of(line: str, folded: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where the sentences of a line begin and end."""
    spans = sentence_spans(line, folded, lexicon.abbreviations, ordinal_stop=lexicon.grammar.ordinal_stop)
    limit = _HAN_SENTENCE_LIMIT if lexicon.script == "han" else _SENTENCE_LIMIT
    if len(line) <= limit:
        return spans
    return [part for span in spans for part in _shortened(line, span, limit)]


def _shortened(line: str, span: tuple[int, int], limit: int) -> Iterator[tuple[int, int]]:
    """A run without full stops, cut at spaces: what is compared pairwise must stay short."""
    start, end = span
    while end - start > limit:
        space = line.rfind(" ", start + 1, start + limit)
        cut = space if space > 0 else start + limit
        yield start, cut
        start = cut + (line[cut] == " ")
    if start < end:
        yield start, end


def _unwrapped(lines: list[str]) -> list[str]:
    """Join lines that break off inside a sentence, as pages with a fixed width do."""
    joined: list[str] = []
    for line in lines:
        if joined and _breaks_off(joined[-1], line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _breaks_off(line: str, following: str) -> bool:
    if any(sign in line for sign in _MENU_SIGNS):
        return False
    if _ENDS.search(line) or len(line) < _WRAP_FROM:
        return _short_word(line) and following[:1].islower()
    return following[:1].islower() or line[-1] in ",-–—" or _short_word(line)


def _short_word(line: str) -> bool:
    """Whether a line ends in a little word that cannot end a sentence: of, in, the, и, на."""
    last = line.rsplit(" ", 1)[-1]
    return last.isalpha() and last.islower() and len(last) <= _SHORT_WORD and fold(last) < "\u0530"


def _is_real(line: str) -> bool:
    """Whether a line is running text and not a caption, a menu or a list of headlines."""
    words = line.count(" ") + 1
    if any(sign in line for sign in _MENU_SIGNS) and not _ENDS.search(line):
        return False
    if _FULL_STOP.search(line):
        return words >= 4 or len(line) > 30 or (words == 3 and bool(_ENDS.search(line)))
    return words >= _SHORT_LINE


def _is_noise(line: str, lexicon: Lexicon) -> bool:
    """A short line that holds one of the words of pages: share, subscribe, read also."""
    if len(line) > 160:
        return False
    ended = _ENDS.search(line) is not None
    if ended and not lexicon.noise.begins(_words(line[:_NOISE_LOOK], lexicon)[:1]):
        return False
    words, pace = _words(line, lexicon), lexicon.grammar.tokens_per_word
    marks = lexicon.noise.find(words)
    if not marks:
        return False
    if marks[0].first == 0 and marks[0].last - marks[0].first > pace:
        return True
    return len(words) < _NOISE_LINE * pace and not ended


def _words(text: str, lexicon: Lexicon) -> list[str]:
    return Sentence(text, splitter=lexicon.clitics).words


def _opens_with_noise(sentence: Sentence, lexicon: Lexicon) -> bool:
    pace = lexicon.grammar.tokens_per_word
    if len(sentence) > 40 * pace or not lexicon.noise.begins(sentence.words[:_NOISE_OPENING]):
        return False
    return any(
        mark.first < _NOISE_OPENING and (mark.last - mark.first > pace or len(sentence) <= 5 * pace)
        for mark in lexicon.noise.find(sentence.words[:_NOISE_REACH])
    )
