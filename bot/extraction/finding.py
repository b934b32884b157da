"""A figure as one sentence states it, and the running totals beside it.

Built from a counted group and the act that befell it; which act that is, and how figures are weighed
against each other, is decided elsewhere. Nothing here looks at more than one sentence.
"""

from dataclasses import dataclass

from bot.extraction import patients
from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.groupparty import ends_phrase_at
from bot.extraction.groups import Group
from bot.model.report import Span, Summary
from bot.model.vocabulary import Measure, Modality, Party, VerbClass

MEASURES = {
    "death": (Measure.KILLED, VerbClass.DEATH),
    "euphemism": (Measure.KILLED, VerbClass.EUPHEMISM),
    "injury": (Measure.WOUNDED, VerbClass.INJURY),
    "detain": (Measure.DETAINED, VerbClass.CAPTURE),
    "abduct": (Measure.ABDUCTED, VerbClass.CAPTURE),
    "escape": (Measure.ESCAPED, VerbClass.CAPTURE),
    "missing": (Measure.MISSING, VerbClass.CAPTURE),
    "joint": (Measure.CASUALTIES, VerbClass.INJURY),
}
"""What a kind of act counts, and the class of its verbs."""


@dataclass(slots=True)
class Finding:
    """A figure as one sentence states it, before it is weighed against the others.

    ``elided``: the party that its clause leaves out. ``bare``: no noun says whom it counts; ``of_them``: a
    part of people told of before; ``joined``: counted side by side with the figure before it. ``side``: the
    country of the people or of whoever reports its own losses. ``retold``: behind "the third such attack".
    """

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
    of_them: bool = False
    joined: bool = False
    side: str | None = None
    retold: bool = False

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


def finding_of(analysed: Analysed, group: Group, act: Mark, groups: list[Group], grammar: Grammar) -> Finding:
    """The figure of a group whom an act befell; ``groups`` are all of the sentence."""
    measure, verb_class = MEASURES[act.kind]
    party = group.party if group.party != "people" else ""
    elided = None
    if (not group.party and _stands_alone(analysed, group)) or (group.party == "people" and group.more):
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
        modality=modality_of(analysed),
        label=group.label,
        nationality=group.nationality,
        more=group.more,
        subset=group.subset,
        elided=elided,
        bare=not group.more and (not group.party or _is_of_them(analysed, group)),
        of_them=_is_of_them(analysed, group),
        joined=group.joined,
    )
    if act.kind == "joint":
        finding.low, finding.best = 0, None
        finding.high = group.high
    elif act.kind == "euphemism":
        finding.low = 0
    return finding


def modality_of(analysed: Analysed) -> Modality:
    """Whether the sentence asserts its figures or only passes them on."""
    if analysed.cue("hedge"):
        return Modality.ALLEGED
    return Modality.ASSERTED


def _stands_alone(analysed: Analysed, group: Group) -> bool:
    """Whether no noun of its own can follow a bare number, so that it counts those named before."""
    return group.kind != "digits" or ends_phrase_at(analysed, group.last)


def _is_of_them(analysed: Analysed, group: Group) -> bool:
    """Whether the group is a part of people told of before: "one of them"."""
    if group.party not in ("", "people"):
        return False
    return any(mark.first <= group.last and group.first <= mark.last for mark in analysed.cue("subset"))


def summary_of(analysed: Analysed, group: Group, act: Mark, since: str | None) -> Summary | None:
    """The running total of a group within one; None for little words and vague ones."""
    if group.kind in ("article", "formed", "single", "vague"):
        return None
    party = Party(group.party) if group.party not in ("", "people") else None
    return Summary(
        measure=MEASURES[act.kind][0],
        value=group.low if group.best is None else group.best,
        since=since,
        by=None,
        span=span_of(analysed, group.first, group.last),
        party=party,
    )
