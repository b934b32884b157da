"""Who was killed, wounded, held or taken: groups of people joined to the act that befell them.

Each counted group takes the nearest act of which it can be the patient, given the order of words of
the language. Wishes, threats and negations give no figure; stated zeros do. Running totals are told
apart here and never become figures of the event.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.extraction.analysis import Analysed
from bot.extraction.antecedents import complete
from bot.extraction.barring import DIRECTLY
from bot.extraction.befalling import act_for, is_passive
from bot.extraction.clauses import case_counts, incident_quantities, periods, total_from, total_until
from bot.extraction.entries import Mark
from bot.extraction.finding import MEASURES, Finding, finding_of, span_of, summary_of
from bot.extraction.grammar import Grammar
from bot.extraction.groups import Group
from bot.extraction.headcount import find_groups
from bot.extraction.irrealis import is_blocked
from bot.extraction.lexicon import Lexicon
from bot.extraction.numbers import WEAK_KINDS
from bot.extraction.sides import take_sides
from bot.extraction.unnumbered import add_singles, zeros_of
from bot.extraction.wholes import share_out
from bot.model.report import Summary
from bot.model.vocabulary import Measure, Party, SegmentKind

_ATTACKERS = (Party.MILITANTS.value, Party.SMUGGLERS.value)
_OPENING_SENTENCES = 2
_FIGURES = (
    "act", "cue:joint", "cue:case", "cue:events", "cue:no_loss", "cue:aggregate", "cue:period",
)  # fmt: skip
_COUNTED = ("act", "party", "nation", "cue:joint", "cue:subset")
"""What a number needs beside it to count people."""
_OPENING_REACH = 3
_NAMED_REACH = 2


def read_figures(
    analysed: Analysed, lexicon: Lexicon, reference: date
) -> tuple[list[Finding], list[Summary]]:
    """All figures of a sentence: those of its event, and the running totals apart."""
    if not (analysed.quantities or analysed.dates) and analysed.layers.keys().isdisjoint(_FIGURES):
        return [], []  # most sentences count nothing, and are done with
    acts = _acts(analysed)
    counting = analysed.quantities and not analysed.layers.keys().isdisjoint(_COUNTED)
    found = find_groups(analysed, lexicon.grammar) if counting else []
    if "cue:elapsed" in analysed.layers:
        older = _older_words(analysed, acts, found)
        acts = [act for act in acts if act.first not in older]
        found = [group for group in found if group.first not in older]
    groups = analysed.groups = _without_refused(analysed, found)
    signs = periods(analysed, reference, postpositions=lexicon.grammar.postpositions)
    cases = case_counts(analysed, lexicon.numerals, lexicon.grammar, reference)
    totals_begin = total_from(analysed, signs, cases, [group.first for group in groups]) if signs else None
    analysed.totals_from = totals_begin
    analysed.totals_until = total_until(analysed, signs) if totals_begin is not None else None
    since = next((sign.since for sign in signs if sign.since), None)
    summaries = [
        Summary(
            measure=Measure.INCIDENTS,
            value=case.value,
            since=case.since,
            by=None,
            span=span_of(analysed, case.first, min(case.last, case.first + 6)),
        )
        for case in cases
    ]
    findings: list[Finding] = []
    if acts:
        add_singles(analysed, acts, groups, lexicon.grammar)
        _mark_subsets(analysed, groups)
        for group, act in _pairs(analysed, groups, acts, lexicon.grammar):
            if analysed.is_total(group.first):
                total = summary_of(analysed, group, act, since)
                summaries.extend([total] if total is not None else [])
            elif not is_blocked(analysed, act, lexicon.grammar):
                figure = finding_of(analysed, group, act, groups, lexicon.grammar)
                figure.retold = any(case.first <= group.first and case.value > 1 for case in cases)
                findings.append(figure)
    if totals_begin is not None:
        summaries.extend(
            Summary(
                measure=Measure.INCIDENTS,
                value=quantity.low,
                since=since,
                by=None,
                span=span_of(analysed, quantity.first, quantity.last),
            )
            for quantity in incident_quantities(analysed)
        )
    findings.extend(zeros_of(analysed, findings))
    return findings, summaries


def read_all_figures(
    sentences: Sequence[Analysed], lexicon: Lexicon, reference: date
) -> list[tuple[list[Finding], list[Summary]]]:
    """The figures of every sentence, in order; page noise has none."""
    figures = [
        ([], []) if sentence.kind is SegmentKind.TAIL else read_figures(sentence, lexicon, reference)
        for sentence in sentences
    ]
    found_in_all = [finding for found, _ in figures for finding in found]
    at = {sentence.index: number for number, sentence in enumerate(sentences)}
    for finding in complete(found_in_all, sentences, lexicon.grammar):
        found_in_all.append(finding)
        figures[at[finding.sentence.index]][0].append(finding)
    take_sides(found_in_all, reference)
    _name_as_the_text_does(found_in_all, sentences)
    return figures


def _name_as_the_text_does(findings: Iterable[Finding], sentences: Sequence[Analysed]) -> None:
    """ "Intruders" in a text whose title or lead first calls them smugglers are the smugglers, but not where
    another speaker than that of the title says so."""
    opening = [s for s in sentences if s.kind is not SegmentKind.TAIL][:_OPENING_SENTENCES]
    named = [(s, m) for s in opening for m in s.marks("party") if m.kind in _ATTACKERS]
    if not named or named[0][1].kind != Party.SMUGGLERS.value:
        return
    namers = named[0][0].kinds("speaker")
    for finding in findings:
        others = finding.sentence.kinds("speaker")
        if finding.party == Party.MILITANTS.value and not (namers and others and namers.isdisjoint(others)):
            finding.party = Party.SMUGGLERS.value


def _without_refused(analysed: Analysed, groups: list[Group]) -> list[Group]:
    """The groups but for those whose number is denied beside another one: "two wounded, not four"."""
    if not groups:
        return groups
    denied = {mark.last for mark in analysed.cue("negation")}
    asserted = [group for group in groups if group.first not in denied]
    return asserted or groups


def _pairs(
    analysed: Analysed, groups: list[Group], acts: list[Mark], grammar: Grammar
) -> list[tuple[Group, Mark]]:
    """Each group with the act that befell it. An article counts nobody where a number does: "an attack
    on a workers' camp killed three"."""
    nearest = [(group, act_for(analysed, group, acts, groups, grammar)) for group in groups]
    befallen = [
        (group, act)
        for group, act in nearest
        if act is None or not _did(analysed, group, act, nearest, grammar)
    ]
    pairs = share_out(analysed, befallen)
    counted = {act for group, act in pairs if act is not None and group.kind not in WEAK_KINDS}
    counting = _count_together(analysed, pairs)
    return [
        (group, act)
        for group, act in pairs
        if act is not None and (group.kind not in WEAK_KINDS or act not in counted or group.first in counting)
    ]


def _count_together(analysed: Analysed, pairs: Sequence[tuple[Group, Mark | None]]) -> set[int]:
    """Mark the groups that commas or "and" join to the one before, with one act for all; where groups begin
    that stand in a chain with a number, so that little words for one count too: "15 attackers, a guard and
    a policeman were killed"."""
    words = analysed.sentence.words
    ands = {mark.first for mark in analysed.cue("and")}
    counting: set[int] = set()
    chain: list[Group] = []
    for number, (group, act) in enumerate(pairs):
        before, its_act = pairs[number - 1] if number else (group, None)
        between = range(before.last, group.first)
        group.joined = (
            act is not None
            and act is its_act
            and len(between) > 0
            and not group.subset
            and all(words[at] == "," or at in ands for at in between)
        )
        chain = [*chain, group] if group.joined else [group]
        if act is not None and any(member.kind not in WEAK_KINDS for member in chain):
            counting.update(member.first for member in chain)
        if group.joined and group.party == "people" and before.party == Party.CIVILIANS.value:
            group.party = before.party  # "four women and a man"
    return counting


def _did(
    analysed: Analysed, group: Group, act: Mark, pairs: Sequence[tuple[Group, Mark | None]], grammar: Grammar
) -> bool:
    """Whether a group before a verb in the active did what befell the group right behind it: "four gunmen
    killed three workers" counts no gunman."""
    if group.last > act.first or grammar.active[0] != "after" or grammar.verb_final is not None:
        return False
    undecided = act.value == "either" and bool(grammar.auxiliaries)
    if not (act.value == "active" or (undecided and not is_passive(analysed, act, grammar.auxiliaries))):
        return False
    reach = DIRECTLY * analysed.pace
    return any(other is act and 0 <= patient.first - act.last <= reach for patient, other in pairs)


def _acts(analysed: Analysed) -> list[Mark]:
    """Acts that count people, with "killed and wounded" as one act of its own."""
    if "act" not in analysed.layers and "cue:joint" not in analysed.layers:
        return []
    joints = [Mark(m.first, m.last, "act", "joint", "either") for m in analysed.cue("joint")]
    acts = [
        mark
        for mark in analysed.marks("act")
        if mark.kind in MEASURES and not any(j.first <= mark.first < j.last for j in joints)
    ]
    return sorted([*acts, *joints])


def _older_words(analysed: Analysed, acts: list[Mark], groups: list[Group]) -> range:
    """The words behind "four days after", which tell of an older event: to the end of the sentence, but up
    to the next comma where it begins so, or where it has none up to those whose death is named there."""
    words, elapsed = analysed.sentence.words, analysed.cue("elapsed")[0]
    begin = end = elapsed.last
    if elapsed.first > _OPENING_REACH * analysed.pace:
        return range(begin, len(words))
    comma = next((at for at in range(begin, len(words)) if words[at] == ","), None)
    if comma is not None:
        return range(begin, comma)
    named = [act for act in acts if act.value == "noun" and 0 <= act.first - begin <= _NAMED_REACH]
    if named:
        end = named[0].last
        end = next((g.last for g in groups if 0 <= g.first - end <= _NAMED_REACH), end)
    return range(begin, end)


def _mark_subsets(analysed: Analysed, groups: list[Group]) -> None:
    """Groups after "including" are part of the group before it."""
    for mark in analysed.cue("subset"):
        before = [group for group in groups if group.last <= mark.first]
        for group in groups:
            if before and group.first >= mark.first and group.party not in ("", "people"):
                group.subset = True
