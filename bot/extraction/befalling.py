"""Which act befell a counted group: the cheapest of which it can be the patient.

What an act costs grows with the words, signs, other acts and other groups between the two; the order
of words, the voice of the verb and the endings of the language rule acts out. Whether an act happened
at all is asked here too. Nothing here adds figures up.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.extraction import patients
from bot.extraction.analysis import Analysed, covered
from bot.extraction.groups import Group
from bot.extraction.lexicon import Grammar, Mark
from bot.extraction.numbers import WEAK_KINDS
from bot.extraction.verbfinal import (
    DISTANCE,
    VerbFinal,
    is_aside,
    is_other_side,
    is_unreal,
    may_precede,
    take_party_of_toll,
)

_MAX_COST = {"party": 18.0, "people": 13.0, "bare": 5.0, "toll": 22.0, "article": 9.0}
_COMMA, _BREAK, _OTHER_ACT, _OTHER_GROUP, _SPEECH, _SECOND_SIDE = 1.5, 7.0, 6.0, 1.5, 4.0, 1.0
_BLOCK_REACH = 4
_PARTITIVE_REACH = 2
_ELEVEN = 11
_PARTING = ("scene", "origin", "not_origin")
_HARM = ("death", "euphemism", "injury", "joint")
_AUXILIARY_REACH = 3
_AGENT_REACH = 20
DIRECTLY = 3
"""How many words still count as right beside an act."""


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
    if _is_barred(analysed, group, act, acts, groups, grammar):
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
        if first <= other.first < last and not _counts_some_of_the_harmed(analysed, group, other)
    )
    cost += _OTHER_GROUP * sum(1 for other in groups if first <= other.first < last)
    cost += _SPEECH * sum(1 for mark in analysed.cue("speech") if first <= mark.first < last)
    return cost


def _is_barred(
    analysed: Analysed, group: Group, act: Mark, acts: list[Mark], groups: list[Group], grammar: Grammar
) -> bool:
    """Whether the sentence itself says that an act befell somebody else."""
    if _is_agent(analysed, group, act) or _told_of_another(analysed, group, act, groups):
        return True
    if act.value == "single" and _is_singular_only(analysed, grammar) and _needs_a_plural(group):
        return True
    if act.last <= group.first and (
        _begins_a_clause(analysed, group, act, groups) or _is_spoken_for(analysed, group, act, acts, groups)
    ):
        return True
    if group.last <= act.first and (
        _counts_some_of_the_harmed(analysed, group, act)
        or _begins_anew(analysed, group, act, groups, grammar)
    ):
        return True
    rules, marking = grammar.verb_final, grammar.patients
    if rules is not None and _cannot_befall(rules, analysed, group, act, groups):
        return True
    return marking is not None and patients.cannot_befall(marking, analysed, group, act, groups)


def _begins_a_clause(analysed: Analysed, group: Group, act: Mark, groups: list[Group]) -> bool:
    """Whether a clause of others begins behind the act or whom it befell: "six killed when two guards opened
    fire", "guards killed six when four gunmen came"."""
    clauses = analysed.cue("conjunction")
    if not clauses:
        return False
    bounds = covered(mark for cue in ("at_least", "up_to", "more_than") for mark in analysed.cue(cue))
    ends = {act.last, *(other.last for other in groups if act.last <= other.first < group.first)}
    words = analysed.sentence.words
    return any(
        mark.first not in bounds
        and (mark.first in ends or (mark.first - 1 in ends and words[mark.first - 1] == ","))
        for mark in clauses
    )


def _is_spoken_for(
    analysed: Analysed, group: Group, act: Mark, acts: list[Mark], groups: list[Group]
) -> bool:
    """Whether an act has its patient right before it and the group begins a clause with an act of its own:
    "two were killed, ten more, among them six guards, were wounded"."""
    between = analysed.sentence.words[act.last : group.first]
    if not any(word in ",;" for word in between):
        return False
    near = 2 * analysed.pace
    own = any(0 <= act.first - other.last <= near for other in groups if other is not group)
    return own and any(later.first >= group.last for later in acts)


def _is_singular_only(analysed: Analysed, grammar: Grammar) -> bool:
    """Whether verbs of the language show by their form that one person is meant: погиб, not погибли."""
    others = analysed.verb_final or grammar.verb_first or grammar.patients is not None
    return analysed.pace == 1 and not others


def _needs_a_plural(group: Group) -> bool:
    """Whether a number takes a verb in the plural: two and eleven do, but not 21 («погиб 41 житель»)."""
    count = group.best
    return count is not None and count > 1 and (count % 10 != 1 or count % 100 == _ELEVEN)


def _counts_some_of_the_harmed(analysed: Analysed, group: Group, act: Mark) -> bool:
    """Whether the act only names the people of whom some are told of: "four of the wounded are Chinese"."""
    gap = act.first - group.last
    if not 0 < gap <= _PARTITIVE_REACH or act.kind not in _HARM:
        return False
    parting = [m for m in analysed.marks("role") if m.kind in _PARTING] + analysed.cue("genitive")
    if not any(mark.first <= group.last < mark.last <= act.first for mark in parting):
        return False
    others = (*analysed.cue("subset"), *analysed.cue("after"))
    if any(mark.first <= group.last < mark.last for mark in others):
        return False
    article = range(group.last + 1, act.first)
    marked = any(
        mark.first in article
        for layer, marks in analysed.layers.items()
        if not layer.startswith("calendar:")
        for mark in marks
    )
    return not marked and not any(mention.first in article for mention in analysed.places)


def _begins_anew(analysed: Analysed, group: Group, act: Mark, groups: list[Group], grammar: Grammar) -> bool:
    """Whether the act opens a clause of its own with its patient right behind it: "78 people came to the
    hospitals, killed were two"."""
    if "after" not in grammar.passive or analysed.sentence.words[act.first - 1] != ",":
        return False
    return any(0 <= other.first - act.last <= 1 for other in groups if other is not group)


def _told_of_another(analysed: Analysed, group: Group, act: Mark, groups: list[Group]) -> bool:
    """Whether a clause of its own puts another group right before the act: "four gunmen attacked a post,
    two soldiers were killed"."""
    nearer = next((g for g in groups if 0 <= act.first - g.last <= DIRECTLY * analysed.pace), None)
    if nearer is None or nearer.first < group.last:
        return False
    between = range(group.last, nearer.first)
    told = [*analysed.marks("act"), *analysed.marks("event"), *analysed.cue("speech")]
    clauses = any(analysed.sentence.words[index] in ",;" for index in between)
    relative = any(mark.first in between for mark in analysed.cue("after"))
    return clauses and not relative and any(mark.first in between and mark.kind != "border" for mark in told)


def _inserted(words: Sequence[str], first: int, last: int) -> int:
    """The words of a clause between commas right behind a group: "three men, who had crossed the river,
    were killed"."""
    if last <= first or words[first] != ",":
        return 0
    end = next((index for index in range(last - 1, first, -1) if words[index] == ","), first)
    return end - first - 1 if end > first else 0


def _is_agent(analysed: Analysed, group: Group, act: Mark) -> bool:
    """Whether a word right before the group shows that it acted: "by four gunmen", 被4名枪手."""
    after = act.last <= group.first
    return any(
        mark.last in (group.first, group.first - 1)
        and (mark.first >= act.last or not after)
        and not _parts(analysed, mark)
        for mark in analysed.cue("agent")
    )


def _parts(analysed: Analysed, mark: Mark) -> bool:
    """Whether a word for "by" follows what it parts or makes up: "zwei von drei", "Gruppe von vier"."""
    ends = {quantity.last for quantity in analysed.quantities}
    ends.update(unit.last for unit in analysed.marks("unit"))
    return mark.first in ends


def _cannot_befall(
    rules: VerbFinal, analysed: Analysed, group: Group, act: Mark, groups: list[Group]
) -> bool:
    """Whether endings rule out that the act befell the group."""
    if act.last <= group.first:
        return not may_precede(rules, analysed, act, group)
    return is_aside(rules, analysed, group) or is_other_side(rules, analysed, group, act, groups)


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


def is_blocked(analysed: Analysed, act: Mark, grammar: Grammar) -> bool:
    """Whether the act is denied, feared, planned or unknown."""
    words = analysed.sentence.words
    if grammar.verb_final is not None and is_unreal(grammar.verb_final, analysed, act):
        return True
    if grammar.patients is not None:
        return patients.is_unreal(analysed, act)
    bounds = covered(mark for cue in ("at_least", "up_to", "more_than") for mark in analysed.cue(cue))
    for cue in ("negation", "hypothetical"):
        for mark in analysed.cue(cue):
            if mark.first in bounds:
                continue  # the "no" of "no fewer than" denies nothing
            gap = act.first - mark.last
            if 0 <= gap <= _BLOCK_REACH and not any(w in ",;:" for w in words[mark.last : act.first]):
                return True
    if any(mark.first == act.last for mark in analysed.cue("unreal_after")):
        return True
    return any(0 <= act.first - mark.last <= 3 for mark in analysed.cue("loss_unknown"))
