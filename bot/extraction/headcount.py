"""From the numbers of a sentence to the groups of people they count.

Each number is followed to the right to the word for whom it counts; where none stands there, what is
right before it is asked. A number that counts a thing (kilograms, hours, rounds, attacks), tells an age or
counts nobody makes no group. Who did what to whom is decided in ``claims``.
"""

from collections.abc import Sequence

from bot.extraction.ages import is_age, tells_an_age
from bot.extraction.analysis import Analysed
from bot.extraction.articles import (
    NOBODY,
    counts_a_band,
    counts_persons,
    describes_a_thing,
    is_one_who_speaks,
    is_told_to_be_harmed,
)
from bot.extraction.clauses import counts_events
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.groupparty import (
    described_before,
    left_masters,
    left_party,
    refine_force,
    settle_party,
)
from bot.extraction.groups import ARTICLES, Group
from bot.extraction.nounphrase import past_classifier, walk_phrase
from bot.extraction.numbers import Quantity
from bot.extraction.verbfinal import take_party_of_members

_REACH = 8
_LOOKED_AT = (
    "party", "nation", "unit", "act", "role", "event", "item", "cue:and", "cue:agent", "cue:genitive",
    "cue:after", "cue:conjunction",
)  # fmt: skip


def find_groups(analysed: Analysed, grammar: Grammar) -> list[Group]:
    """All groups of the sentence in token order."""
    starts = _first_marks(analysed)
    groups: list[Group] = []
    quantities = [quantity for quantity in analysed.quantities if not tells_an_age(analysed, quantity)]
    ages: list[Group] = []
    for number, quantity in enumerate(quantities):
        if groups and quantity.first < groups[-1].last:
            continue
        limit = _limit(analysed, quantities[number + 1 :])
        group = _group(
            analysed, quantity, min(limit, quantity.last + _REACH * analysed.pace), starts, grammar
        )
        if group is not None and is_age(analysed, group, groups, ages):
            ages.append(group)
        elif group is not None:
            left_party(analysed, group, groups)
            left_masters(analysed, group)
            _note_more(analysed, group)
            groups.append(group)
    return groups


def _limit(analysed: Analysed, following: Sequence[Quantity]) -> int:
    """Where the reach of a number ends: at the next one, but not at an article ("members of a band")."""
    return next((q.first for q in following if q.kind not in ARTICLES), len(analysed.sentence))


def _first_marks(analysed: Analysed) -> dict[str, dict[int, Mark]]:
    layers = analysed.layers
    return {
        layer: {mark.first: mark for mark in layers[layer]} if layer in layers else {} for layer in _LOOKED_AT
    }


def _group(
    analysed: Analysed,
    quantity: Quantity,
    limit: int,
    starts: dict[str, dict[int, Mark]],
    grammar: Grammar,
) -> Group | None:
    """Walk right from the number over adjectives and heads to the party it counts."""
    group = Group(
        quantity.first, quantity.last, quantity.low, quantity.best, quantity.high, "", kind=quantity.kind
    )
    group.last = past_classifier(analysed, quantity, grammar)
    group.classified = group.last > quantity.last
    if group.classified and analysed.sentence.words[group.last - 1] in grammar.closing_classifiers:
        return group
    armed = walk_phrase(analysed, group, quantity, limit, starts, grammar)
    if armed is None:
        return None
    if counts_a_band(group, limit, starts):
        return None
    if grammar.head_final:
        words = analysed.sentence.words
        armed = described_before(group, starts, words, grammar.verb_final) or armed
    settle_party(group, armed)
    refine_force(analysed, group, starts)
    if counts_persons(analysed, group, quantity, grammar):
        group.kind = "word"
    if is_one_who_speaks(analysed, group):
        return None
    if group.party in NOBODY.get(group.kind, ()) and not is_told_to_be_harmed(analysed, group):
        return None
    if group.kind == "article" and group.label is None and describes_a_thing(analysed, group):
        return None
    if group.inner is not None and not group.party:
        group.inner = None
    elif not group.party and any(counts_events(analysed, quantity, mark) for mark in analysed.cue("events")):
        return None
    if grammar.verb_final is not None:
        take_party_of_members(grammar.verb_final, analysed, group)
    return group


def _note_more(analysed: Analysed, group: Group) -> None:
    for mark in analysed.cue("more"):
        if mark.last == group.first or group.first <= mark.first <= group.last:
            group.more = True
            group.last = max(group.last, mark.last)
