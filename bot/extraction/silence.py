"""Who has said nothing: speakers who did not comment, declined to, or could not be reached.

Such words are the opposite of a confirmation: a body that "has not commented yet" must never make a report
official. Phrases of silence are data of the pack (cue ``silent``); here it is found whom they tell of.
"""

from collections.abc import Iterator, Sequence

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.speakers import Speakers

_SIGNS = frozenset(",;:()")


def silent(sentence: Analysed, names: Sequence[Mark], speakers: Speakers) -> frozenset[Mark]:
    """The speakers of a sentence of whom it says that they said nothing."""
    phrases = sentence.cue("silent")
    if not phrases:
        return frozenset()
    found: set[Mark] = set()
    for phrase in phrases:
        here = [
            n for n in names if not _parts(sentence, phrase, n) and not _spoke_before(sentence, n, phrase)
        ]
        found.update(here or _before(sentence, phrase, names, speakers))
    return frozenset(found)


def is_unsaid(sentence: Analysed, word: Mark, grammar: Grammar) -> bool:
    """Whether a verb of speech is denied: "did not say how many", "has not confirmed"."""
    words = sentence.sentence.words
    if grammar.verb_final is not None:
        after = any(mark.first == word.last for mark in sentence.cue("negation"))
        return after or words[word.last - 1].endswith(grammar.verb_final.unreal)
    return any(
        0 <= word.first - mark.last <= sentence.pace and not _has_sign(words, mark.last, word.first)
        for mark in sentence.cue("negation")
    )


def _spoke_before(sentence: Analysed, name: Mark, phrase: Mark) -> bool:
    """Whether a speaker says something before the clause goes on: "the troops confirmed it and the embassy
    has not commented"."""
    ends = [mark.first for mark in sentence.cue("and") if name.last <= mark.first < phrase.first]
    return any(
        name.last <= word.first < end and word.last <= phrase.first
        for end in ends
        for word in sentence.cue("speech")
    )


def _before(sentence: Analysed, phrase: Mark, names: Sequence[Mark], speakers: Speakers) -> Iterator[Mark]:
    """The speaker to whom a clause of its own refers: "the troops, asked by an agency, did not answer"."""
    for name in reversed(names):
        if name.last > phrase.first or speakers.known[name.kind].relay:
            continue
        spoke = any(
            not _parts(sentence, word, name) and (word.last <= name.first or word.first >= name.last)
            for word in sentence.cue("speech")
        )
        if not spoke:
            yield name
        return


def _parts(sentence: Analysed, one: Mark, other: Mark) -> bool:
    """Whether a sign or a turn ("but", "while") stands between two marks."""
    first, last = min(one.last, other.last), max(one.first, other.first)
    turned = any(first <= mark.first < last for mark in sentence.cue("contrast"))
    return turned or _has_sign(sentence.sentence.words, first, last)


def _has_sign(words: Sequence[str], first: int, last: int) -> bool:
    return any(word in _SIGNS for word in words[first:last])
