"""What rules an act out for a group: the sentence itself says that it befell somebody else.

A word for "by" makes the group an agent, a clause of its own puts another patient beside the act, a verb
in the singular needs one person, endings tell patient and agent apart. Nothing is weighed here: what is
not ruled out is priced in ``befalling``.
"""

from bot.extraction import patients
from bot.extraction.analysis import Analysed, covered
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.groups import Group
from bot.extraction.verbfinal import VerbFinal, is_aside, is_other_side, may_precede

_PARTITIVE_REACH = 2
_ELEVEN = 11
_PARTING = ("scene", "origin", "not_origin")
_HARM = ("death", "euphemism", "injury", "joint")
DIRECTLY = 3
"""How many words still count as right beside an act."""


def is_barred(
    analysed: Analysed, group: Group, act: Mark, acts: list[Mark], groups: list[Group], grammar: Grammar
) -> bool:
    """Whether the sentence itself says that an act befell somebody else."""
    if _is_agent(analysed, group, act) or _told_of_another(analysed, group, act, groups):
        return True
    if act.value == "single" and _is_singular_only(analysed, grammar) and _needs_a_plural(group):
        return not _is_added(analysed, group, act, acts)
    if act.last <= group.first and (
        _begins_a_clause(analysed, group, act, groups) or _is_spoken_for(analysed, group, act, acts, groups)
    ):
        return True
    if group.last <= act.first and (
        counts_some_of_the_harmed(analysed, group, act) or _begins_anew(analysed, group, act, groups, grammar)
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


def _is_added(analysed: Analysed, group: Group, act: Mark, acts: list[Mark]) -> bool:
    """Whether a group is only added to the one before it under a verb in the singular: «погиб командир и
    пятеро пограничников», but not «погиб пограничник и двое ранены»."""
    joined = any(act.last < mark.first < group.first for mark in analysed.cue("and"))
    own = any(0 <= other.first - group.last <= 1 for other in acts if other is not act)
    return act.last <= group.first and joined and not own


def _needs_a_plural(group: Group) -> bool:
    """Whether a number takes a verb in the plural: two and eleven do, but not 21 («погиб 41 житель»)."""
    count = group.best
    return count is not None and count > 1 and (count % 10 != 1 or count % 100 == _ELEVEN)


def counts_some_of_the_harmed(analysed: Analysed, group: Group, act: Mark) -> bool:
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
