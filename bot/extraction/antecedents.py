"""Figures of which a part stands in another sentence: whose they are, or how many.

"Seven armed men crossed. Five were shot dead" counts armed men; "three terrorists entered … the
terrorists were destroyed" counts three; "shots at workers killed two" counts workers. Works on figures
that are already found and on the groups and words around them; a number is never guessed, only taken
from where the text gives it.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.extraction.analysis import Analysed
from bot.extraction.befalling import is_passive
from bot.extraction.entries import Mark
from bot.extraction.finding import MEASURES, Finding, modality_of
from bot.extraction.grammar import Grammar
from bot.extraction.groups import Group
from bot.extraction.irrealis import is_blocked
from bot.model.vocabulary import Measure, Party, SegmentKind

_HOSTILE = (Party.MILITANTS.value, Party.SMUGGLERS.value)
_NOT_STRUCK = ("people", *_HOSTILE)
_HARMED = (Measure.KILLED, Measure.WOUNDED)
_ATTACKS = ("attack", "shelling", "drone")
_WITNESS_REACH = 2
_PATIENT_REACH = 16
_ALL_REACH = 3


def complete(findings: Sequence[Finding], sentences: Sequence[Analysed], grammar: Grammar) -> list[Finding]:
    """Give figures the parties that other sentences name; the figures that other sentences count."""
    told = [sentence for sentence in sentences if sentence.kind is not SegmentKind.TAIL]
    _lend_parties(findings, told)
    unnamed = [
        finding
        for finding in findings
        if finding.measure in _HARMED and not (finding.party or finding.elided or finding.more)
    ]
    if unnamed:
        struck = _only_civilians_struck(told)
        for finding in unnamed:
            if finding.sentence.index in struck:
                finding.elided = Party.CIVILIANS.value
    return _bands(findings, told, grammar)


def _is_counted(group: Group) -> bool:
    return group.party not in ("", "people")


def _lend_parties(findings: Iterable[Finding], sentences: Sequence[Analysed]) -> None:
    """ "Seven armed men crossed. Five were shot dead": a bare number takes the last party before it.

    Only where the sentence before counts at least as many, so that a total is no part of its part.
    """
    before = {later.index: earlier for earlier, later in pairwise(sentences)}
    for finding in findings:
        if finding.party:
            continue
        if _is_all_of_them(finding):
            finding.party = _same_number(finding, sentences)
        earlier = before.get(finding.sentence.index)
        if not finding.bare or finding.party or finding.elided or finding.best is None:
            continue
        if finding.of_them:
            finding.party = _named_before(finding, earlier)
        named = [g for g in earlier.groups if _is_counted(g) and not _attacks(earlier, g)] if earlier else []
        if not finding.party and named and (named[-1].best or 0) >= finding.best:
            finding.party, finding.label = named[-1].party, named[-1].label
            finding.nationality = named[-1].nationality


def _attacks(sentence: Analysed, group: Group) -> bool:
    """Whether the sentence tells of an attack by this group: whoever fell in it may be of the other side."""
    if group.party not in _HOSTILE or sentence.has("act", "cross"):
        return False
    attacks = [mark for mark in sentence.marks("event") if mark.kind == "attack"]
    return any(mark.first >= group.last or sentence.verb_first for mark in attacks)


def _is_all_of_them(finding: Finding) -> bool:
    """Whether the figure speaks of all of those who were counted before: "all three", "both", 3人全."""
    return any(
        finding.first in (mark.first, mark.last) or finding.last == mark.first
        for mark in finding.sentence.cue("all")
    )


def _same_number(finding: Finding, sentences: Sequence[Analysed]) -> str:
    """The party that the text counts before in the same number, the nearest first."""
    for sentence in reversed([s for s in sentences if s.index <= finding.sentence.index]):
        for group in reversed(sentence.groups):
            later = sentence is finding.sentence and group.last > finding.first
            if _is_counted(group) and group.best == finding.best and not later:
                return group.party
    return ""


def _named_before(finding: Finding, earlier: Analysed | None) -> str:
    """The party named last before "of them" without a number, in the same sentence or else the one before:
    "the attackers were surrounded, 15 of them were killed"."""
    marks = finding.sentence.marks("party")
    before = [mark.kind for mark in marks if mark.last <= finding.first and mark.kind != "people"]
    if before:
        return before[-1]
    named = [mark.kind for mark in earlier.marks("party") if mark.kind != "people"] if earlier else []
    return next((kind for kind in named if kind in _HOSTILE), named[-1] if named else "")


def _only_civilians_struck(sentences: Sequence[Analysed]) -> set[int]:
    """The sentences up to which a text that tells of an attack names nobody but civilians who could have been
    struck, and those right behind which it says that all of them were civilians."""
    found = {earlier.index for earlier, later in pairwise(sentences) if _are_all_civilians(later)}
    attacked, named = False, set[str]()
    for sentence in sentences:
        attacked = attacked or sentence.has("event", *_ATTACKS)
        named |= {
            mark.kind
            for mark in sentence.marks("party")
            if mark.kind not in _NOT_STRUCK and not _only_speaks(sentence, mark)
        }
        if attacked and named == {Party.CIVILIANS.value}:
            found.add(sentence.index)
    return found


def _are_all_civilians(sentence: Analysed) -> bool:
    """ "All of them are civilians", with no act of its own."""
    if "cue:all" not in sentence.layers:
        return False
    civilians = {m.first for m in sentence.marks("party") if m.kind == Party.CIVILIANS.value}
    return not sentence.marks("act") and any(
        not civilians.isdisjoint(range(mark.last, mark.last + _ALL_REACH)) for mark in sentence.cue("all")
    )


def _only_speaks(sentence: Analysed, party: Mark) -> bool:
    """Whether people are only named as those who tell: the border troops' press centre, residents."""
    said = sentence.cue("speech")
    if said and any(m.first <= party.first < m.last for m in sentence.marks("speaker")):
        return True
    reach = _WITNESS_REACH * sentence.pace
    return any(-reach <= m.first - party.last <= reach for m in said)


def _bands(findings: Sequence[Finding], sentences: Sequence[Analysed], grammar: Grammar) -> list[Finding]:
    """ "The terrorists were destroyed" after "three terrorists crossed": all three were, where the text
    counts them once and none of their dead apart."""
    if any(f.measure is Measure.KILLED and f.party in _HOSTILE for f in findings):
        return []
    for sentence in sentences:
        told = _destroyed(sentence, grammar)
        if told is None:
            continue
        patient, act = told
        size = _size_of_band([s for s in sentences if s.index <= sentence.index], findings)
        if size is None:
            return []
        measure, verb_class = MEASURES[act.kind]
        low = 0 if act.kind == "euphemism" else size
        label = sentence.sentence.raw(patient.first, patient.last)
        party = patient.kind if patient.kind in _HOSTILE else _hostile_word(sentences)
        return [
            Finding(
                measure, verb_class, party, low, size, size, sentence,
                min(patient.first, act.first), max(patient.last, act.last), modality_of(sentence),
                label=label if patient.kind in _HOSTILE else None,
            )
        ]  # fmt: skip
    return []


def _size_of_band(sentences: Sequence[Analysed], findings: Sequence[Finding]) -> int | None:
    """How many came, where the text says it and says one number only; those harmed are not asked."""
    harmed = {(f.sentence.index, f.first) for f in findings}
    came = [
        (group, sentence)
        for sentence in sentences
        for group in sentence.groups
        if (sentence.index, group.first) not in harmed
    ]
    hostile = {group.best for group, _ in came if group.party in _HOSTILE}
    crossing = {group.best for group, s in came if group.party == "people" and s.has("act", "cross")}
    sizes = hostile or crossing
    return sizes.pop() if len(sizes) == 1 else None


def _hostile_word(sentences: Sequence[Analysed]) -> str:
    """What the text calls those who came across, militants where it calls them nothing."""
    kinds = (mark.kind for sentence in sentences for mark in sentence.marks("party"))
    return next((kind for kind in kinds if kind in _HOSTILE), Party.MILITANTS.value)


def _destroyed(sentence: Analysed, grammar: Grammar) -> tuple[Mark, Mark] | None:
    """An act of death in the passive with those whom it befell, a hostile party that no number counts or
    "all of them"."""
    for act in sentence.marks("act"):
        if act.kind not in ("death", "euphemism") or is_blocked(sentence, act, grammar):
            continue
        if not (act.value == "passive" or (act.value == "either" and _in_passive(sentence, act, grammar))):
            continue
        kinds = (*_HOSTILE, "people") if _befell_all(sentence, act) else _HOSTILE
        near = [m for m in sentence.marks("party") if m.kind in kinds and _in_reach(sentence, m, act)]
        counted = any(g.first <= m.first < g.last for m in near for g in sentence.groups)
        if near and not counted:
            return near[-1], act
    return None


def _in_passive(sentence: Analysed, act: Mark, grammar: Grammar) -> bool:
    return is_passive(sentence, act, grammar.auxiliaries)


def _befell_all(sentence: Analysed, act: Mark) -> bool:
    """Whether "all" stands right before the act: "and were all killed"."""
    return any(0 <= act.first - mark.last <= sentence.pace for mark in sentence.cue("all"))


def _in_reach(sentence: Analysed, party: Mark, act: Mark) -> bool:
    """Whether a party stands before the act with nobody else between who could have been struck, and the
    sentence has not run on."""
    between = [m for m in sentence.marks("party") if party.last <= m.first < act.first]
    others = [m for m in between if m.kind not in _NOT_STRUCK]
    return party.last <= act.first <= party.last + _PATIENT_REACH * sentence.pace and not others
