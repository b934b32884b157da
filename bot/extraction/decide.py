"""The verdict on a document: incident, review or other, with the reasons that weighed.

An incident needs one current sentence in title, lead or body with an act, and a watched border or a
place on one. Everything else (courts, drills, sport, visits, analyses, totals) speaks against it in
title and lead. Doubt is *review*, never a silent guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.analysis import Analysed
from bot.extraction.figures import Cells
from bot.extraction.genre import News, reasons_against
from bot.extraction.happened import is_no_violence, tells_event
from bot.model.report import Reason, Scene, Summary
from bot.model.vocabulary import Decision, Measure, SegmentKind

INCIDENT_FROM = 0.55
REVIEW_FROM = 0.35

_OPENING = (SegmentKind.TITLE, SegmentKind.LEAD)
_HARM = (Measure.KILLED, Measure.WOUNDED, Measure.ABDUCTED, Measure.CASUALTIES)
_FIGURES_OF_LEAD, _FIGURES_OF_BODY = 0.25, 0.1
_INLAND, _OTHER_LAND = 0.45, 0.6
_LATE = ((730, 0.7), (365, 0.45), (60, 0.2))
"""From how many days between event and publication on it is no news, and how much that weighs."""
_PLACED = 4
"""The precision of a province: what is vaguer is no place."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the verdict rests on.

    ``inland``: the scene lies away from the border; ``unsaid``: it lies on one of which the text says
    nothing; ``other_land``: title and lead tell of a country without a border of ours. ``days_late``: how
    long before its publication the opening dates the event. ``guarded``: guards of a border speak that
    nothing names; ``denied``: a country of the primary border denies an event.
    """

    sentences: Sequence[Analysed]
    current: Sequence[Analysed]
    scene: Scene
    cells: Cells
    summaries: Sequence[Summary]
    dated: bool
    seizures: bool
    lead_lost: bool
    inland: bool
    guarded: bool = False
    denied: bool = False
    unsaid: bool = False
    other_land: bool = False
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Decision, score in 0..1 and reasons."""

    decision: Decision
    score: float
    reasons: tuple[Reason, ...]


def decide(evidence: Evidence) -> Verdict:
    """Weigh the evidence. Total: every document gets a verdict."""
    reasons: list[Reason] = []
    opening = [s for s in evidence.current if s.kind in _OPENING]
    act_opening = tells_event(_before_totals(opening))
    act_anywhere = act_opening or tells_event(evidence.current)
    if evidence.scene.border is None:
        return _without_border(evidence, opening, told=act_opening)
    reasons.append(Reason(code="border", detail=evidence.scene.border))
    counted = _counted(evidence.cells)
    if not act_anywhere and not counted:
        reasons.append(Reason(code="no_current_act"))
        return Verdict(Decision.OTHER, 0.1, tuple(reasons))
    figures = any(measure is not Measure.ESCAPED for measure in counted)
    score = 0.2
    score += _add(reasons, "act_in_opening", 0.3, act_opening)
    score += _add(reasons, "act_in_body", 0.1, act_anywhere and not act_opening)
    score += _add(reasons, "figures", _FIGURES_OF_LEAD if act_opening else _FIGURES_OF_BODY, figures)
    score += _add(reasons, "seizure", 0.1, evidence.seizures and not figures)
    score += _add(reasons, "dated", 0.1, evidence.dated)
    score += _add(reasons, "place", 0.1, evidence.scene.where_prec <= _PLACED)
    harmed = any(measure in _HARM for measure in counted)
    news = News(act=act_opening, figures=figures, harmed=harmed, dated=evidence.dated)
    for reason, worth in reasons_against(evidence.sentences, opening, news):
        reasons.append(reason)
        score -= worth
    score -= _add(reasons, "inland", _INLAND, evidence.inland)
    score -= _add(reasons, "no_border_said", _INLAND, evidence.unsaid)
    score -= _add(reasons, "other_land", _OTHER_LAND, evidence.other_land)
    late = next((worth for days, worth in _LATE if evidence.days_late > days), 0.0)
    score -= _add(reasons, "long_past", late, late > 0)
    apart = act_opening and _is_apart(evidence)
    only_totals = bool(evidence.summaries) and not figures and not apart
    score -= _add(reasons, "only_totals", 0.3, only_totals)
    score -= _add(reasons, "lead_lost", 0.1, evidence.lead_lost)
    score = round(max(0.0, min(1.0, score)), 3)
    decision = Decision.OTHER
    if score >= INCIDENT_FROM and evidence.lead_lost and not tells_event(_titles(evidence)):
        decision = Decision.REVIEW  # a later sentence is not taken for the lead that is missing
    elif score >= INCIDENT_FROM:
        decision = Decision.INCIDENT
    elif score >= REVIEW_FROM:
        decision = Decision.REVIEW
    return Verdict(decision, score, tuple(reasons))


def _before_totals(opening: Sequence[Analysed]) -> Sequence[Analysed]:
    """Title and lead, without a second sentence of a lead that begins with a running total: behind "since
    January forty were detained" stands an example and no news."""
    for at, sentence in enumerate(opening):
        if (
            sentence.kind is SegmentKind.LEAD
            and sentence.totals_from is not None
            and not tells_event([sentence])
        ):
            return opening[:at]
    return opening


def _without_border(evidence: Evidence, opening: Sequence[Analysed], *, told: bool) -> Verdict:
    """What names no watched border is none of ours, unless somebody should see which border it means."""
    news = News(act=told, figures=bool(evidence.cells), harmed=bool(evidence.cells), dated=evidence.dated)
    other_matter = any(worth > 0 for _, worth in reasons_against(evidence.sentences, opening, news))
    guarded = evidence.guarded and told and not other_matter
    for code, holds in (("unnamed_border", guarded), ("denial", evidence.denied)):
        if holds:
            return Verdict(Decision.REVIEW, REVIEW_FROM, (Reason(code=code),))
    return Verdict(Decision.OTHER, 0.0, (Reason(code="no_watched_border"),))


def _is_apart(evidence: Evidence) -> bool:
    """Whether the event has a day and a place of its own, and people are totalled only further down.

    "It is the fourth attack this year" may stand in the title of the fourth attack.
    """
    below = all(s.measure is Measure.INCIDENTS or s.span.segment not in _OPENING for s in evidence.summaries)
    return below and evidence.dated and evidence.scene.where_prec <= _PLACED


def _titles(evidence: Evidence) -> list[Analysed]:
    return [s for s in evidence.sentences if s.kind is SegmentKind.TITLE]


def _add(reasons: list[Reason], code: str, worth: float, holds: bool) -> float:
    if not holds:
        return 0.0
    reasons.append(Reason(code=code, detail=f"{worth:.2f}"))
    return worth


def _counted(cells: Cells) -> set[Measure]:
    """What figures of the event count: no zeros, nobody whom another matter only mentions, and nobody who
    was not harmed in it."""
    return {
        measure
        for (measure, _), finding in cells.items()
        if finding.best != 0
        and not finding.sentence.subordinate
        and not (measure in _HARM and is_no_violence(finding.sentence))
    }
