"""Figures of which a part stands in another sentence: whose they are, or how many.

"Seven armed men crossed. Five were shot dead" counts armed men; "three terrorists entered … the
terrorists were destroyed" counts three; "shots at workers killed two" counts workers. Works on figures
that are already found and on the groups and words around them; a number is never guessed, only taken
from where the text gives it.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.extraction.analysis import Analysed
from bot.extraction.befalling import is_blocked, is_passive
from bot.extraction.finding import MEASURES, Finding, modality_of
from bot.extraction.groups import Group
from bot.extraction.lexicon import Grammar, Mark
from bot.model.vocabulary import Measure, Party, SegmentKind

_HOSTILE = (Party.MILITANTS.value, Party.SMUGGLERS.value)
_NOT_STRUCK = ("people", *_HOSTILE)
_HARMED = (Measure.KILLED, Measure.WOUNDED)
_ATTACKS = ("attack", "shelling", "drone")
_WITNESS_REACH = 2
_PATIENT_REACH = 8


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
        if finding.party or finding.elided:
            continue
        if _is_all_of_them(finding):
            finding.party = _same_number(finding, sentences)
        earlier = before.get(finding.sentence.index)
        if not finding.bare or finding.party or finding.best is None:
            continue
        if finding.of_them:
            finding.party = _named_before(finding, earlier)
        named = [group for group in earlier.groups if _is_counted(group)] if earlier is not None else []
        if not finding.party and named and (named[-1].best or 0) >= finding.best:
            finding.party, finding.label = named[-1].party, named[-1].label
            finding.nationality = named[-1].nationality


def _is_all_of_them(finding: Finding) -> bool:
    """Whether the figure speaks of all of those who were counted before: "all three", "both"."""
    return any(finding.first in (mark.first, mark.last) for mark in finding.sentence.cue("all"))


def _same_number(finding: Finding, sentences: Sequence[Analysed]) -> str:
    """The party that an earlier sentence counts in the same number, the nearest first."""
    for sentence in reversed([s for s in sentences if s.index < finding.sentence.index]):
        for group in reversed(sentence.groups):
            if _is_counted(group) and group.best == finding.best:
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
        mark.last in civilians or mark.last + 1 in civilians for mark in sentence.cue("all")
    )


def _only_speaks(sentence: Analysed, party: Mark) -> bool:
    """Whether people are only named as those who tell: the border troops' press centre, residents."""
    if any(m.first <= party.first < m.last for m in sentence.marks("speaker")):
        return True
    reach = _WITNESS_REACH * sentence.pace
    return any(-reach <= m.first - party.last <= reach for m in sentence.cue("speech"))


def _bands(findings: Sequence[Finding], sentences: Sequence[Analysed], grammar: Grammar) -> list[Finding]:
    """ "The terrorists were destroyed" after "three terrorists crossed": all three were, where the text
    counts them once and none of them apart."""
    if any(f.measure is Measure.KILLED and f.party in ("", *_HOSTILE) for f in findings):
        return []
    for sentence in sentences:
        told = _destroyed(sentence, grammar)
        if told is None:
            continue
        party, act = told
        earlier = [group for s in sentences if s.index <= sentence.index for group in s.groups]
        sizes = {group.best for group in earlier if group.party in _HOSTILE}
        size = sizes.pop() if len(sizes) == 1 else None
        if size is None:
            return []
        measure, verb_class = MEASURES[act.kind]
        low = 0 if act.kind == "euphemism" else size
        return [
            Finding(
                measure, verb_class, party.kind, low, size, size, sentence,
                min(party.first, act.first), max(party.last, act.last), modality_of(sentence),
                label=sentence.sentence.raw(party.first, party.last),
            )
        ]  # fmt: skip
    return []


def _destroyed(sentence: Analysed, grammar: Grammar) -> tuple[Mark, Mark] | None:
    """An act of death in the passive with a hostile party that no number counts right before it."""
    hostile = [m for m in sentence.marks("party") if m.kind in _HOSTILE]
    if not hostile:
        return None
    for act in sentence.marks("act"):
        if act.kind not in ("death", "euphemism") or is_blocked(sentence, act, grammar):
            continue
        passive = act.value == "passive" or (
            act.value == "either" and is_passive(sentence, act, grammar.auxiliaries)
        )
        near = [m for m in hostile if m.last <= act.first and _in_reach(sentence, m, act)]
        counted = any(g.first <= m.first < g.last for m in near for g in sentence.groups)
        if passive and near and not counted:
            return near[-1], act
    return None


def _in_reach(sentence: Analysed, party: Mark, act: Mark) -> bool:
    """Whether nobody else who could have been struck stands between, and the sentence has not run on."""
    between = [m for m in sentence.marks("party") if party.last <= m.first < act.first]
    others = [m for m in between if m.kind not in ("people", *_HOSTILE)]
    return not others and act.first - party.last <= _PATIENT_REACH * sentence.pace
