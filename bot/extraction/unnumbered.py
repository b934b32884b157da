"""Figures without a number: one person beside a verb in the singular, and losses that are denied.

"Убит пограничник" counts one; "no losses among the guards" states zero, which is not the same as
saying nothing.
"""

from bot.extraction import patients
from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.finding import Finding, modality_of
from bot.extraction.grammar import Grammar
from bot.extraction.groups import Group
from bot.extraction.verbfinal import VerbFinal, is_oblique, shows_many
from bot.model.vocabulary import Measure, SegmentKind, VerbClass

_ZERO_REACH = 6
_NAME_REACH = 4
_OBJECT_REACH = 3
_RANKED = ("military", "border_guards", "police")


def add_singles(analysed: Analysed, acts: list[Mark], groups: list[Group], grammar: Grammar) -> None:
    """ "Убит пограничник": a verb in the singular counts one person beside it."""
    rules, pace = grammar.verb_final, analysed.pace
    _add_subjects_of_one(analysed, acts, groups, grammar)
    _add_objects_of_one(analysed, acts, groups, grammar)
    for act in acts:
        if act.value != "single":
            continue
        if any(_counts_beside(analysed, group, act, acts) for group in groups):
            continue
        for mark in analysed.marks("party"):
            near = 0 <= mark.first - act.last <= 2 * pace or 0 <= act.first - mark.last <= pace
            if any(group.first <= mark.first < group.last for group in groups):
                continue
            if rules is not None and not _is_one(rules, analysed, mark, act):
                continue
            marking = grammar.patients
            if marking is not None and not patients.is_one_patient(marking, analysed, mark, act):
                continue
            if near and mark.kind != "people":
                label = analysed.sentence.raw(mark.first, mark.last)
                groups.append(Group(mark.first, mark.last, 1, 1, 1, mark.kind, label, kind="single"))
                break
    groups.sort(key=lambda group: group.first)


def _add_subjects_of_one(analysed: Analysed, acts: list[Mark], groups: list[Group], grammar: Grammar) -> None:
    """ "Sergeant Rezaei was martyred": an auxiliary in the singular counts the one whose rank stands before
    it, with his name between."""
    words = analysed.sentence.words
    for act in acts if grammar.singular_auxiliaries else ():
        if act.kind not in ("death", "injury") or words[act.first - 1] not in grammar.singular_auxiliaries:
            continue
        begin = max(0, act.first - 1 - _NAME_REACH)
        counted = any(group.last > begin and group.first < act.first for group in groups)
        ranks = [
            mark
            for mark in analysed.marks("party")
            if begin <= mark.first < act.first and mark.kind in _RANKED and _is_name(analysed, mark, act)
        ]
        if ranks and not counted:
            mark = ranks[-1]
            label = analysed.sentence.raw(mark.first, mark.last)
            groups.append(Group(mark.first, mark.last, 1, 1, 1, mark.kind, label, kind="single"))


def _add_objects_of_one(analysed: Analysed, acts: list[Mark], groups: list[Group], grammar: Grammar) -> None:
    """«Застрелили безоружного пастуха»: an object in the singular counts one, where its ending shows it."""
    words = analysed.sentence.words
    for act in acts if grammar.singular_objects else ():
        if act.value != "active" or any(0 <= group.first - act.last <= _OBJECT_REACH for group in groups):
            continue
        for mark in analysed.marks("party"):
            beside = 0 <= mark.first - act.last < _OBJECT_REACH and "," not in words[act.last : mark.first]
            if beside and mark.kind != "people" and words[mark.last - 1].endswith(grammar.singular_objects):
                label = analysed.sentence.raw(mark.first, mark.last)
                groups.append(Group(mark.first, mark.last, 1, 1, 1, mark.kind, label, kind="single"))
                break


def _is_name(analysed: Analysed, rank: Mark, act: Mark) -> bool:
    """Whether only a name, in capitals, stands between a rank and its verb."""
    names = [analysed.sentence.raw(at, at + 1) for at in range(rank.last, act.first - 1)]
    return bool(names) and all(name[:1].isupper() for name in names)


def _counts_beside(analysed: Analysed, group: Group, act: Mark, acts: list[Mark]) -> bool:
    """Whether a counted group stands so near to a verb in the singular that it is what is told of."""
    first, last = (act.last, group.first) if act.last <= group.first else (group.last, act.first)
    if any((mark.first, mark.last) == (act.last, group.first) for mark in analysed.cue("and")):
        return False  # «пограничник погиб и двое ранены»: they begin a clause of their own
    joined = any(act.last < mark.first < group.first for mark in analysed.cue("and"))
    if joined and any(0 <= other.first - group.last <= 1 for other in acts if other is not act):
        return False  # «погиб пограничник и двое ранены»
    near = abs(group.first - act.last) <= 3 or abs(act.first - group.last) <= 3
    return near and not any(word in ",;:" for word in analysed.sentence.words[first:last])


def _is_one(rules: VerbFinal, analysed: Analysed, party: Mark, act: Mark) -> bool:
    """Whether a noun beside a verb that has no plural of its own names one person whom it befell."""
    word = analysed.sentence.words[party.last - 1]
    if shows_many(rules, word) or is_oblique(rules, word):
        return False
    return party.last <= act.first or analysed.sentence.words[act.last - 1].endswith(rules.participles)


def _party_near(analysed: Analysed, mark: Mark) -> str:
    """The party named nearest to a phrase, within a few words of it; '' where none is."""
    found = [
        (max(party.first - mark.last, mark.first - party.last), party.kind)
        for party in analysed.marks("party")
        if party.kind != "people"
    ]
    gap, kind = min(found, default=(_ZERO_REACH, ""))
    return kind if gap < _ZERO_REACH * analysed.pace else ""


def zeros_of(analysed: Analysed, findings: list[Finding]) -> list[Finding]:
    """ "No losses among the guards": zero is a stated value; "not known" is none."""
    stated = analysed.cue("no_loss")
    if not stated or analysed.cue("loss_unknown") or analysed.kind is SegmentKind.TAIL:
        return []
    zeros: list[Finding] = []
    for mark in stated[:1]:
        party = _party_near(analysed, mark)
        for measure, verb in ((Measure.KILLED, VerbClass.DEATH), (Measure.WOUNDED, VerbClass.INJURY)):
            if not any(f.measure is measure and f.party == party for f in findings):
                zeros.append(
                    Finding(
                        measure, verb, party, 0, 0, 0, analysed, mark.first, mark.last, modality_of(analysed)
                    )
                )
    return zeros
