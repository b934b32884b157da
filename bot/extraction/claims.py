"""Who was killed, wounded, held or taken: groups of people joined to the act that befell them.

Each counted group takes the nearest act of which it can be the patient, given the order of words of
the language. Wishes, threats and negations give no figure; stated zeros do. Running totals are told
apart here and never become figures of the event.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.extraction import patients
from bot.extraction.analysis import Analysed, covered
from bot.extraction.clauses import case_counts, incident_quantities, periods, total_from, total_until
from bot.extraction.groups import Group, find_groups
from bot.extraction.lexicon import Grammar, Lexicon, Mark
from bot.extraction.numbers import WEAK_KINDS
from bot.extraction.verbfinal import (
    DISTANCE,
    VerbFinal,
    is_aside,
    is_oblique,
    is_other_side,
    is_unreal,
    may_precede,
    shows_many,
    take_party_of_toll,
)
from bot.extraction.wholes import lend_parties, share_out
from bot.model.report import Span, Summary
from bot.model.vocabulary import Measure, Modality, Party, SegmentKind, VerbClass

_MEASURES = {
    "death": (Measure.KILLED, VerbClass.DEATH),
    "euphemism": (Measure.KILLED, VerbClass.EUPHEMISM),
    "injury": (Measure.WOUNDED, VerbClass.INJURY),
    "detain": (Measure.DETAINED, VerbClass.CAPTURE),
    "abduct": (Measure.ABDUCTED, VerbClass.CAPTURE),
    "escape": (Measure.ESCAPED, VerbClass.CAPTURE),
    "missing": (Measure.MISSING, VerbClass.CAPTURE),
    "joint": (Measure.CASUALTIES, VerbClass.INJURY),
}
_MAX_COST = {"party": 18.0, "people": 13.0, "bare": 5.0, "toll": 22.0, "article": 9.0}
_COMMA, _BREAK, _OTHER_ACT, _OTHER_GROUP, _SPEECH, _SECOND_SIDE = 1.5, 7.0, 6.0, 1.5, 4.0, 1.0
_BLOCK_REACH = 4
_ATTACKERS = (Party.MILITANTS.value, Party.SMUGGLERS.value)
_OPENING_SENTENCES = 2
_AUXILIARY_REACH = 3
_AGENT_REACH = 20
_DIRECTLY = 3
_ZERO_REACH = 6


@dataclass(slots=True)
class Finding:
    """A figure as one sentence states it, before it is weighed against the others."""

    measure: Measure
    verb_class: VerbClass
    party: str
    low: int | None
    best: int | None
    high: int | None
    sentence: Analysed
    first: int
    last: int
    modality: Modality = Modality.ASSERTED
    label: str | None = None
    nationality: str | None = None
    more: bool = False
    subset: bool = False
    elided: str | None = None
    bare: bool = False

    def span(self) -> Span:
        """Where it stands."""
        return span_of(self.sentence, self.first, self.last)


def span_of(analysed: Analysed, first: int, last: int) -> Span:
    """The span of tokens ``first`` to ``last`` (excluded)."""
    sentence = analysed.sentence
    last = max(last, first + 1)
    return Span(
        segment=analysed.kind,
        sentence=analysed.index,
        start=sentence.starts[first],
        end=sentence.ends[last - 1],
        text=sentence.raw(first, last),
    )


def read_figures(
    analysed: Analysed, lexicon: Lexicon, reference: date
) -> tuple[list[Finding], list[Summary]]:
    """All figures of a sentence: those of its event, and the running totals apart."""
    acts = _acts(analysed)
    groups = analysed.groups = find_groups(analysed, lexicon.grammar) if analysed.quantities else []
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
        _singles(analysed, acts, groups, lexicon.grammar)
        _mark_subsets(analysed, groups)
        for group, act in _pairs(analysed, groups, acts, lexicon.grammar):
            if analysed.is_total(group.first):
                summaries.extend(_summary(analysed, group, act, since))
            elif not _blocked(analysed, act, lexicon.grammar):
                findings.extend(_findings(analysed, group, act, groups, lexicon.grammar))
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
    findings.extend(_zeros(analysed, findings))
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
    lend_parties(found_in_all, sentences)
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


def _pairs(
    analysed: Analysed, groups: list[Group], acts: list[Mark], grammar: Grammar
) -> list[tuple[Group, Mark]]:
    """Each group with the act that befell it. An article counts nobody where a number does: "an attack
    on a workers' camp killed three"."""
    nearest = [(group, _act_for(analysed, group, acts, groups, grammar)) for group in groups]
    befallen = [
        (group, act)
        for group, act in nearest
        if act is None or not _did(analysed, group, act, nearest, grammar)
    ]
    pairs = share_out(analysed, befallen)
    counted = {act for group, act in pairs if act is not None and group.kind not in WEAK_KINDS}
    return [
        (group, act)
        for group, act in pairs
        if act is not None and (group.kind not in WEAK_KINDS or act not in counted)
    ]


def _did(
    analysed: Analysed, group: Group, act: Mark, pairs: Sequence[tuple[Group, Mark | None]], grammar: Grammar
) -> bool:
    """Whether a group before a verb in the active did what befell the group right behind it: "four gunmen
    killed three workers" counts no gunman."""
    if group.last > act.first or grammar.active[0] != "after" or grammar.verb_final is not None:
        return False
    undecided = act.value == "either" and bool(grammar.auxiliaries)
    if not (act.value == "active" or (undecided and not _is_passive(analysed, act, grammar.auxiliaries))):
        return False
    reach = _DIRECTLY * analysed.pace
    return any(other is act and 0 <= patient.first - act.last <= reach for patient, other in pairs)


def _acts(analysed: Analysed) -> list[Mark]:
    """Acts that count people, with "killed and wounded" as one act of its own."""
    joints = [Mark(m.first, m.last, "act", "joint", "either") for m in analysed.cue("joint")]
    acts = [
        mark
        for mark in analysed.marks("act")
        if mark.kind in _MEASURES and not any(j.first <= mark.first < j.last for j in joints)
    ]
    return sorted([*acts, *joints])


def _singles(analysed: Analysed, acts: list[Mark], groups: list[Group], grammar: Grammar) -> None:
    """ "Убит пограничник": a verb in the singular counts one person beside it."""
    rules, pace = grammar.verb_final, analysed.pace
    for act in acts:
        if act.value != "single":
            continue
        if any(_counts_beside(analysed, group, act) for group in groups):
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


def _counts_beside(analysed: Analysed, group: Group, act: Mark) -> bool:
    """Whether a counted group stands so near to a verb in the singular that it is what is told of."""
    first, last = (act.last, group.first) if act.last <= group.first else (group.last, act.first)
    near = abs(group.first - act.last) <= 3 or abs(act.first - group.last) <= 3
    return near and not any(word in ",;:" for word in analysed.sentence.words[first:last])


def _is_one(rules: VerbFinal, analysed: Analysed, party: Mark, act: Mark) -> bool:
    """Whether a noun beside a verb that has no plural of its own names one person whom it befell."""
    word = analysed.sentence.words[party.last - 1]
    if shows_many(rules, word) or is_oblique(rules, word):
        return False
    return party.last <= act.first or analysed.sentence.words[act.last - 1].endswith(rules.participles)


def _mark_subsets(analysed: Analysed, groups: list[Group]) -> None:
    """Groups after "including" are part of the group before it."""
    for mark in analysed.cue("subset"):
        before = [group for group in groups if group.last <= mark.first]
        for group in groups:
            if before and group.first >= mark.first and group.party not in ("", "people"):
                group.subset = True


def _act_for(
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
    cost += _OTHER_ACT * sum(1 for other in acts if first <= other.first < last)
    cost += _OTHER_GROUP * sum(1 for other in groups if first <= other.first < last)
    cost += _SPEECH * sum(1 for mark in analysed.cue("speech") if first <= mark.first < last)
    return cost


def _is_barred(
    analysed: Analysed, group: Group, act: Mark, acts: list[Mark], groups: list[Group], grammar: Grammar
) -> bool:
    """Whether the sentence itself says that an act befell somebody else."""
    if _is_agent(analysed, group, act) or _told_of_another(analysed, group, act, groups):
        return True
    if act.last <= group.first and _is_spoken_for(analysed, group, act, acts, groups):
        return True
    rules, marking = grammar.verb_final, grammar.patients
    if rules is not None and _cannot_befall(rules, analysed, group, act, groups):
        return True
    return marking is not None and patients.cannot_befall(marking, analysed, group, act, groups)


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


def _told_of_another(analysed: Analysed, group: Group, act: Mark, groups: list[Group]) -> bool:
    """Whether a clause of its own puts another group right before the act: "four gunmen attacked a post,
    two soldiers were killed"."""
    nearer = next((g for g in groups if 0 <= act.first - g.last <= _DIRECTLY * analysed.pace), None)
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
    if _is_passive(analysed, act, grammar.auxiliaries) or _is_object(analysed, group):
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


def _is_passive(analysed: Analysed, act: Mark, auxiliaries: frozenset[str]) -> bool:
    """Whether an auxiliary before or an agent after shows the passive."""
    words = analysed.sentence.words
    begin = max(0, act.first - _AUXILIARY_REACH * analysed.pace)
    if analysed.pace > 1:  # between its sign and the verb stands whoever did it: 被对岸的边防军打死
        far = max(0, act.first - _AGENT_REACH * analysed.pace)
        begin = next((at + 1 for at in range(act.first - 1, far - 1, -1) if words[at] in ",;:"), far)
    if not auxiliaries.isdisjoint(words[begin : act.first]):
        return True
    return any(mark.first == act.last for mark in analysed.cue("agent"))


def _blocked(analysed: Analysed, act: Mark, grammar: Grammar) -> bool:
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


def _modality(analysed: Analysed) -> Modality:
    if analysed.cue("hedge"):
        return Modality.ALLEGED
    return Modality.ASSERTED


def _findings(
    analysed: Analysed, group: Group, act: Mark, groups: list[Group], grammar: Grammar
) -> list[Finding]:
    measure, verb_class = _MEASURES[act.kind]
    party = group.party if group.party != "people" else ""
    elided = None
    if not group.party or (group.party == "people" and group.more):
        agents = {at for mark in analysed.cue("agent") for at in (mark.last, mark.last + 1)}
        before = [
            g
            for g in groups
            if g.first < group.first and g.party not in ("", "people") and g.first not in agents
        ]
        elided = before[-1].party if before else None
    if elided is None and not party and grammar.patients is not None:
        elided = patients.whom_it_was_aimed_at(grammar.patients, analysed, group)
    low: int | None
    low, best, high = group.low, group.best, group.high
    finding = Finding(
        measure=measure,
        verb_class=verb_class,
        party=party,
        low=low,
        best=best,
        high=high,
        sentence=analysed,
        first=group.first,
        last=group.last,
        modality=_modality(analysed),
        label=group.label,
        nationality=group.nationality,
        more=group.more,
        subset=group.subset,
        elided=elided,
        bare=not group.more and (not group.party or _is_of_them(analysed, group)),
    )
    if act.kind == "joint":
        finding.low, finding.best = 0, None
        finding.high = group.high
    elif act.kind == "euphemism":
        finding.low = 0
    return [finding]


def _is_of_them(analysed: Analysed, group: Group) -> bool:
    """Whether the group is a part of people told of before: "one of them"."""
    if group.party != "people":
        return False
    return any(mark.first < group.last and group.first < mark.last for mark in analysed.cue("subset"))


def _summary(analysed: Analysed, group: Group, act: Mark, since: str | None) -> list[Summary]:
    if group.kind in ("article", "formed", "single", "vague"):
        return []
    party = Party(group.party) if group.party not in ("", "people") else None
    return [
        Summary(
            measure=_MEASURES[act.kind][0],
            value=group.low if group.best is None else group.best,
            since=since,
            by=None,
            span=span_of(analysed, group.first, group.last),
            party=party,
        )
    ]


def _party_near(analysed: Analysed, mark: Mark) -> str:
    """The party named nearest to a phrase, within a few words of it; '' where none is."""
    found = [
        (max(party.first - mark.last, mark.first - party.last), party.kind)
        for party in analysed.marks("party")
        if party.kind != "people"
    ]
    gap, kind = min(found, default=(_ZERO_REACH, ""))
    return kind if gap < _ZERO_REACH * analysed.pace else ""


def _zeros(analysed: Analysed, findings: list[Finding]) -> list[Finding]:
    """ "No losses among the guards": zero is a stated value; "not known" is none."""
    if analysed.cue("loss_unknown") or analysed.kind is SegmentKind.TAIL:
        return []
    zeros: list[Finding] = []
    for mark in analysed.cue("no_loss")[:1]:
        party = _party_near(analysed, mark)
        for measure, verb in ((Measure.KILLED, VerbClass.DEATH), (Measure.WOUNDED, VerbClass.INJURY)):
            if not any(f.measure is measure and f.party == party for f in findings):
                zeros.append(
                    Finding(
                        measure, verb, party, 0, 0, 0, analysed, mark.first, mark.last, _modality(analysed)
                    )
                )
    return zeros
