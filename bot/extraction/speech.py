"""Which verb of speech belongs to which name of a sentence.

"A Taliban spokesman said the Border Troops killed two": one verb, one speaker, although both names stand
beside it. A verb belongs to the name before it where no sign parts them; words that cite ("according to",
cue ``citing``) to the name behind them.
"""

from collections.abc import Iterator, Mapping, Sequence

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.silence import is_unsaid

_NEAR = 6
"""How many words may stand between a name and its verb."""
_AT_THE_END = 2


def speech_of(sentence: Analysed, names: Sequence[Mark], grammar: Grammar) -> Mapping[Mark, Mark]:
    """The names that speak, each with the nearest of its verbs; to condemn an attack is to confirm it."""
    found: dict[Mark, Mark] = {}
    for verb in (*sentence.cue("speech"), *sentence.cue("reaction")):
        if is_unsaid(sentence, verb, grammar):
            continue
        name = _speaker_of(sentence, verb, names, grammar)
        if name is not None and (name not in found or gap(name, verb) < gap(name, found[name])):
            found[name] = verb
    return found


def gap(one: Mark, other: Mark) -> int:
    """How many tokens stand between two marks."""
    return max(other.first - one.last, one.first - other.last, 0)


def _speaker_of(sentence: Analysed, verb: Mark, names: Sequence[Mark], grammar: Grammar) -> Mark | None:
    for candidates in _preferred(sentence, verb, names, grammar):
        if candidates:
            return min(candidates, key=lambda name: gap(name, verb))
    return None


def _preferred(
    sentence: Analysed, verb: Mark, names: Sequence[Mark], grammar: Grammar
) -> Iterator[list[Mark]]:
    """The names that may own a verb, in the order in which the language asks for them.

    Where verbs end the sentence, all that is said may stand between the speaker and "said".
    """
    near = [name for name in names if gap(name, verb) <= _NEAR * sentence.pace]
    yield [name for name in names if name.first < verb.last and verb.first < name.last]
    joined = [name for name in near if not _parted(sentence, name, verb)]
    before = [name for name in joined if name.last <= verb.first and not _acts_between(sentence, name, verb)]
    behind = [name for name in joined if name.first >= verb.last]
    cites = any(mark.first <= verb.first < mark.last for mark in sentence.cue("citing"))
    yield from (behind, before) if cites or grammar.verb_first else (before, behind)
    yield [name for name in near if name.last <= verb.first]
    verbs_end = grammar.date_first or grammar.postpositions
    if verbs_end and len(sentence.sentence) - verb.last <= _AT_THE_END:
        yield [name for name in names if name.last <= verb.first]
    yield near


def _acts_between(sentence: Analysed, one: Mark, other: Mark) -> bool:
    return any(one.last <= act.first < other.first for act in sentence.marks("act"))


def _parted(sentence: Analysed, one: Mark, other: Mark) -> bool:
    first, last = min(one.last, other.last), max(one.first, other.first)
    return any(word in ",;:" for word in sentence.sentence.words[first:last])
