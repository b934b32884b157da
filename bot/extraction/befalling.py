"""Which act befell a counted group: the cheapest of which it can be the patient.

What an act costs grows with the words, signs, other acts and other groups between the two; the order
of words and the voice of the verb say on which side its patient stands. Nothing here adds figures up.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.extraction import patients
from bot.extraction.analysis import Analysed
from bot.extraction.barring import counts_some_of_the_harmed, is_barred
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.groups import Group
from bot.extraction.numbers import WEAK_KINDS
from bot.extraction.verbfinal import DISTANCE, take_party_of_toll

_MAX_COST = {"party": 18.0, "people": 13.0, "bare": 5.0, "toll": 22.0, "article": 9.0}
_COMMA, _BREAK, _OTHER_ACT, _OTHER_GROUP, _SPEECH, _SECOND_SIDE = 1.5, 7.0, 6.0, 1.5, 4.0, 1.0
_AUXILIARY_REACH = 3
_AGENT_REACH = 20


def act_for(
    analysed: Analysed, group: Group, acts: list[Mark], groups: list[Group], grammar: Grammar
) -> Mark | None:
    """The cheapest act of which the group can be the patient."""
    if group.inner is not None:
        return group.inner
    toll = _is_toll(analysed, group, grammar)
    if toll is None:
        return None
    if toll:
        limit = _MAX_COST["toll"]
        if grammar.verb_final is not None and not group.party:
            take_party_of_toll(analysed, group)
        grammar = replace(grammar, verb_final=None, patients=None)
        acts = _acts_of_toll(analysed, group, acts)
    else:
        limit = _MAX_COST[_reach_of(group)]
    best: Mark | None = None
    best_cost = limit + 0.01
    reach = limit * analysed.pace / DISTANCE  # beyond it no act can be cheap enough
    for act in acts:
        if act.first < group.last and act.last > group.first:
            if act.first < group.first and group.last < act.last:
                return act  # an idiom written around whom it befell: "cost three men their lives"
            continue
        if act.first - group.last > reach or group.first - act.last > reach:
            continue
        cost = _cost(analysed, group, act, acts, groups, grammar)
        if cost is not None and cost < best_cost:
            best, best_cost = act, cost
    return best


def _acts_of_toll(analysed: Analysed, group: Group, acts: list[Mark]) -> list[Mark]:
    """What a toll counts stands with its word: "the number of people killed … has risen to 31"."""
    opened = [mark.first for mark in analysed.cue("toll") if mark.last <= group.first]
    own = [act for act in acts if opened and opened[-1] <= act.first and act.last <= group.first]
    return own or acts


def _reach_of(group: Group) -> str:
    """How far from its act a group may stand: the less it says of people, the nearer."""
    if group.kind in WEAK_KINDS:
        if group.party in ("", "people"):
            return "bare"
        return "people" if group.classified else "article"
    if group.party in ("", "people"):
        return "people" if group.party or group.classified else "bare"
    return "party"


def _is_toll(analysed: Analysed, group: Group, grammar: Grammar) -> bool | None:
    """Whether a rise ends in this number ("climbs to 122"); None for the number that was replaced."""
    follows = any(0 <= mark.first - group.last <= 1 for mark in analysed.cue("rise"))
    if (grammar.verb_final is not None or grammar.postpositions) and follows and analysed.cue("toll"):
        return True
    if any(mark.last == group.first for mark in analysed.cue("replaced")):
        return None
    if not (analysed.cue("toll") or analysed.cue("replaced")):
        return False
    return any(mark.last == group.first for mark in analysed.cue("rise"))


def _cost(
    analysed: Analysed,
    group: Group,
    act: Mark,
    acts: list[Mark],
    groups: list[Group],
    grammar: Grammar,
) -> float | None:
    """How far an act is from a group it may have befallen; None where it cannot."""
    after = act.last <= group.first
    first, last = (act.last, group.first) if after else (group.last, act.first)
    sides = _sides(analysed, act, group, grammar)
    side = "after" if after else "before"
    if side not in sides:
        return None
    words = analysed.sentence.words
    if is_barred(analysed, group, act, acts, groups, grammar):
        return None
    rules, marking = grammar.verb_final, grammar.patients
    cost = (last - first) / analysed.pace + sides.index(side) * _SECOND_SIDE
    if marking is not None and not after:
        cost -= patients.words_in_relative_clause(marking, analysed, first, last)
    if (rules is not None or marking is not None or analysed.pace > 1) and not after:
        cost *= DISTANCE
    elif not after:
        cost -= _inserted(words, first, last) if group.party else 0
        cost *= DISTANCE if grammar.verb_bracket else 1
    for index in range(first, last):
        if words[index] in ",()":
            cost += _COMMA
        elif words[index] in ";:":
            cost += _BREAK
    if after and any(m.first == act.last and m.last == group.first for m in analysed.cue("and")):
        cost += _COMMA  # "two were killed and three surrendered": the three begin a clause of their own
    cost += _OTHER_ACT * sum(
        1
        for other in acts
        if first <= other.first < last and not counts_some_of_the_harmed(analysed, group, other)
    )
    cost += _OTHER_GROUP * sum(1 for other in groups if first <= other.first < last)
    cost += _SPEECH * sum(1 for mark in analysed.cue("speech") if first <= mark.first < last)
    return cost


def _inserted(words: Sequence[str], first: int, last: int) -> int:
    """The words of a clause between commas right behind a group: "three men, who had crossed the river,
    were killed"."""
    if last <= first or words[first] != ",":
        return 0
    end = next((index for index in range(last - 1, first, -1) if words[index] == ","), first)
    return end - first - 1 if end > first else 0


def _sides(analysed: Analysed, act: Mark, group: Group, grammar: Grammar) -> tuple[str, ...]:
    """On which sides of this act its patient may stand, best first."""
    if act.value in ("passive", "single", "counted"):
        return grammar.passive
    if act.value == "person":
        return ("before", "after")
    if act.value == "active":
        return grammar.active
    if act.value == "noun":
        return grammar.noun
    if not grammar.auxiliaries:
        return grammar.passive
    if is_passive(analysed, act, grammar.auxiliaries) or _is_object(analysed, group):
        return ("before",)
    if len(grammar.active) == 1:
        return grammar.active
    if grammar.active[0] == "after":
        directly = 0 <= group.first - act.last <= 2
        return ("after", "before") if directly else ("before", "after")
    return grammar.active


def _is_object(analysed: Analysed, group: Group) -> bool:
    """Whether a word right before the group makes it the object of a verb that follows: 将4人击毙."""
    return any(mark.last == group.first for mark in analysed.cue("object"))


def is_passive(analysed: Analysed, act: Mark, auxiliaries: frozenset[str]) -> bool:
    """Whether an auxiliary before or an agent after shows the passive."""
    words = analysed.sentence.words
    begin = max(0, act.first - _AUXILIARY_REACH * analysed.pace)
    if analysed.pace > 1:  # between its sign and the verb stands whoever did it: 被对岸的边防军打死
        far = max(0, act.first - _AGENT_REACH * analysed.pace)
        begin = next((at + 1 for at in range(act.first - 1, far - 1, -1) if words[at] in ",;:"), far)
    if not auxiliaries.isdisjoint(words[begin : act.first]):
        return True
    return any(mark.first == act.last for mark in analysed.cue("agent"))
