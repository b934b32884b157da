"""Datelines: the day that opens a text and says when it was written, and the stamp that ends a title.

A dateline is told by its place in the text and by what ends it (a dash, a slash, a full stop, an
agency); it dates no event.
"""

from collections.abc import Sequence

from bot.extraction.analysis import Analysed
from bot.extraction.datescan import DateMention
from bot.model.vocabulary import SegmentKind

_DATELINE_WORDS = 5


def is_dateline(sentence: Analysed, mention: DateMention) -> bool:
    """A day within the first words of a text, before its dash, slash or agency name, or the stamp of a
    title."""
    if sentence.kind is SegmentKind.TITLE and mention.last == len(sentence.sentence):
        between = sentence.sentence.folded[: sentence.sentence.starts[mention.first]].rstrip()
        return between.endswith(("-", "|"))
    if sentence.index > 2 or sentence.kind is SegmentKind.TITLE or mention.first > 8 * sentence.pace:
        return False
    words = sentence.sentence.words
    told = (*sentence.marks("act"), *sentence.cue("occur"))
    if mention.first > 0 and any(mark.first < mention.first for mark in told):
        return False
    last = mention.last
    shortened = any(mark.last == last for mark in sentence.marks("calendar:year_word"))
    if shortened and words[last : last + 1] == ["."]:
        last += 1  # "3 марта 2026 г." ends in a short form and not in a full stop
    following = words[last : last + 4]
    timed = {index for time in sentence.times for index in range(time.first, time.last)}
    signs = [(at, word) for at, word in enumerate(following[:3], last) if at not in timed]
    signed = any(word in "-/(:" and not _joins_numbers(words, at) for at, word in signs)
    opening = mention.first <= _DATELINE_WORDS and (signed or _is_place_and_day(sentence, mention, last))
    alone = last >= len(words) - 1
    if any(0 <= mark.first - mention.last <= 3 for mark in sentence.marks("calendar:dateline")):
        return True
    stamps = ".|" if sentence.pace > 1 else ".,|"  # in Chinese a day and a comma open any sentence
    page_stamp = mention.explicit and mention.first == 0 and bool(following) and following[0] in stamps
    if page_stamp and following[0] == ",":
        page_stamp = any(word in ".-/|(:" for word in words[last + 1 : last + 2 + _DATELINE_WORDS])
    return opening or alone or page_stamp


def _joins_numbers(words: Sequence[str], at: int) -> bool:
    """Whether a sign stands between two numbers: the slash of "the night of 1/2"."""
    return words[at - 1][0].isdigit() and words[at + 1 : at + 2] != [] and words[at + 1][0].isdigit()


def _is_place_and_day(sentence: Analysed, mention: DateMention, last: int) -> bool:
    """Whether a name and a day open a text, and a full stop or an agency's name and a dash end them:
    "DUSHANBE, 15 Apr. Two guards", "Dushanbe (Khovar, 4 March) two guards", "DUSHANBE, July 14, 2008,
    Asia-Plus -- Two guards"."""
    words = sentence.sentence.words
    if words[last : last + 1] == [")"] and "(" in words[: mention.first]:
        return True
    if mention.first == 0 or words[mention.first - 1] != ",":
        return False
    if words[last : last + 1] == ["."]:
        begin = sentence.sentence.raw(last + 1, last + 2)[:1] if last + 1 < len(words) else ""
        return begin.upper() == begin and not begin.isdigit()
    behind = words[last : last + 2 + _DATELINE_WORDS]
    dash = next(
        (at for at, word in enumerate(behind, last) if word == "-" and not _is_hyphen(sentence, at)), 0
    )
    return bool(dash) and not any(
        mark.first < dash for mark in (*sentence.marks("act"), *sentence.marks("event"))
    )


def _is_hyphen(sentence: Analysed, at: int) -> bool:
    """Whether a dash stands inside a word: Asia-Plus."""
    return sentence.sentence.glued(at) and at + 1 < len(sentence.sentence) and sentence.sentence.glued(at + 1)
