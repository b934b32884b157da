"""The verdict on a document: incident, review or other, with the reasons that weighed.

An incident needs one current sentence in title, lead or body with an act, and a watched border or a
place on one. Everything else (courts, drills, sport, visits, analyses, totals) speaks against it in
title and lead. Doubt is *review*, never a silent guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.analysis import COUNTED_ACTS, Analysed
from bot.extraction.figures import Cells
from bot.extraction.lexicon import Mark
from bot.model.report import Reason, Scene, Summary
from bot.model.vocabulary import Decision, Measure, SegmentKind

INCIDENT_FROM = 0.55
REVIEW_FROM = 0.35

_EVENT_KINDS = ("clash", "attack", "shelling", "mine", "drone", "closure", "explosion", "resistance")
_FIGURE_WORTH = 0.25
_INLAND_WORTH = 0.4
_OTHER_WORLDS = frozenset(("sport", "life", "accident", "drill"))
_ARMED = ("clash", "attack", "armed", "drone", "shelling", "mine", "resistance")
_PLACED = 4
"""The precision of a province: what is vaguer is no place."""
_UNOPPOSED = 1.5
_SUPPOSED_REACH = 2
_LOOKING_BACK = frozenset(("memorial", "analysis"))
_AFTERMATH = frozenset(("court", "prison"))
_PLAINLY = 3
_AGAINST = {
    "sport": 0.7, "life": 0.6, "court": 0.5, "prison": 0.5, "drill": 0.5, "accident": 0.45,
    "memorial": 0.35, "statistics": 0.35, "assistance": 0.3, "analysis": 0.3, "diplomacy": 0.3,
    "warning": 0.15,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the verdict rests on. ``guarded``: guards of a border speak that nothing names; ``denied``: a
    country of the primary border denies an event."""

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


@dataclass(frozen=True, slots=True)
class Verdict:
    """Decision, score in 0..1 and reasons."""

    decision: Decision
    score: float
    reasons: tuple[Reason, ...]


def decide(evidence: Evidence) -> Verdict:
    """Weigh the evidence. Total: every document gets a verdict."""
    reasons: list[Reason] = []
    opening = [s for s in evidence.current if s.kind in (SegmentKind.TITLE, SegmentKind.LEAD)]
    act_opening = _tells_event(opening)
    act_anywhere = act_opening or _tells_event(evidence.current)
    if evidence.scene.border is None:
        return _without_border(evidence, opening, told=act_opening)
    reasons.append(Reason(code="border", detail=evidence.scene.border))
    if not act_anywhere and not evidence.cells:
        reasons.append(Reason(code="no_current_act"))
        return Verdict(Decision.OTHER, 0.1, tuple(reasons))
    score = 0.2
    score += _add(reasons, "act_in_opening", 0.3, act_opening)
    score += _add(reasons, "act_in_body", 0.1, act_anywhere and not act_opening)
    figures = any(
        f.best != 0 and not f.sentence.subordinate
        for (m, _), f in evidence.cells.items()
        if m is not Measure.ESCAPED
    )
    score += _add(reasons, "figures", _FIGURE_WORTH, figures)
    score += _add(reasons, "seizure", 0.1, evidence.seizures and not figures)
    score += _add(reasons, "dated", 0.1, evidence.dated)
    score += _add(reasons, "place", 0.1, evidence.scene.where_prec <= _PLACED)
    score -= _against(evidence, opening, reasons, act_opening=act_opening, figures=figures)
    score -= _add(reasons, "inland", _INLAND_WORTH, evidence.inland)
    only_totals = bool(evidence.summaries) and not figures and not (act_opening and _is_apart(evidence))
    score -= _add(reasons, "only_totals", 0.3, only_totals)
    score -= _add(reasons, "lead_lost", 0.1, evidence.lead_lost)
    score = max(0.0, min(1.0, score))
    decision = Decision.OTHER
    if score >= INCIDENT_FROM and evidence.lead_lost and not _tells_event(_titles(evidence)):
        decision = Decision.REVIEW  # a later sentence is not taken for the lead that is missing
    elif score >= INCIDENT_FROM:
        decision = Decision.INCIDENT
    elif score >= REVIEW_FROM:
        decision = Decision.REVIEW
    return Verdict(decision, round(score, 3), tuple(reasons))


def _without_border(evidence: Evidence, opening: Sequence[Analysed], *, told: bool) -> Verdict:
    """What names no watched border is none of ours, unless somebody should see which border it means."""
    against = _against(evidence, opening, [], act_opening=told, figures=bool(evidence.cells))
    guarded = evidence.guarded and told and against == 0
    for code, holds in (("unnamed_border", guarded), ("denial", evidence.denied)):
        if holds:
            return Verdict(Decision.REVIEW, REVIEW_FROM, (Reason(code=code),))
    return Verdict(Decision.OTHER, 0.0, (Reason(code="no_watched_border"),))


def _is_apart(evidence: Evidence) -> bool:
    """Whether the event has a day and a place of its own, and people are totalled only further down.

    "It is the fourth attack this year" may stand in the title of the fourth attack.
    """
    opening = (SegmentKind.TITLE, SegmentKind.LEAD)
    below = all(s.measure is Measure.INCIDENTS or s.span.segment not in opening for s in evidence.summaries)
    return below and evidence.dated and evidence.scene.where_prec <= _PLACED


def _titles(evidence: Evidence) -> list[Analysed]:
    return [s for s in evidence.sentences if s.kind is SegmentKind.TITLE]


def _add(reasons: list[Reason], code: str, worth: float, holds: bool) -> float:
    if not holds:
        return 0.0
    reasons.append(Reason(code=code, detail=f"{worth:.2f}"))
    return worth


def _tells_event(sentences: Sequence[Analysed]) -> bool:
    """Whether a sentence tells of an act that took place."""
    return any(not s.subordinate and _has_act(s) for s in sentences)


def _is_supposed(sentence: Analysed, act: Mark) -> bool:
    """Whether a crossing is only feared or planned: "thousands may slip across"."""
    if act.kind != "cross":
        return False
    supposed = sentence.cue("hypothetical")
    if sentence.verb_final and any(-1 <= mark.first - act.last <= 1 for mark in supposed):
        return True
    return any(mark.first <= act.first and act.first - mark.last <= _SUPPOSED_REACH for mark in supposed)


def _has_act(sentence: Analysed) -> bool:
    """An act of the sentence's own event, not of a running total."""
    told = [m for m in sentence.marks("act") if not _is_supposed(sentence, m)]
    acts = [m for m in told if m.kind in (*COUNTED_ACTS, "cross")]
    events = [m for m in sentence.marks("event") if m.kind in _EVENT_KINDS]
    taken = [m for m in sentence.marks("act") if m.kind == "seize"] if sentence.has("item") else []
    return any(not sentence.is_total(mark.first) for mark in (*acts, *events, *taken))


def _against(
    evidence: Evidence,
    opening: Sequence[Analysed],
    reasons: list[Reason],
    *,
    act_opening: bool,
    figures: bool,
) -> float:
    """What in title and lead speaks for another kind of text; each class counts once."""
    first = [s for s in evidence.sentences if s.kind in (SegmentKind.TITLE, SegmentKind.LEAD)] or opening
    total = 0.0
    for kind, weight in _AGAINST.items():
        met = sum(len(s.marks(f"exclude:{kind}")) for s in first)
        if not met:
            continue
        worth = weight * (1.0 if met > 1 else 0.7)
        if kind in _OTHER_WORLDS and not any(s.has("event", *_ARMED) for s in first):
            worth = weight * _UNOPPOSED
        elif kind in _AFTERMATH and met >= _PLAINLY:
            worth = weight * _UNOPPOSED  # what they were sentenced for is told in full, and is old
        elif kind in _LOOKING_BACK and not evidence.dated and any(s.cue("background") for s in first):
            worth = weight * _UNOPPOSED  # "33 years ago": nothing here has a day of its own
        elif (
            kind in ("diplomacy", "warning", "analysis", "assistance", "memorial") and figures and act_opening
        ):
            worth *= 0.25
        elif figures and act_opening:
            worth *= 0.6
        reasons.append(Reason(code=f"against_{kind}", detail=f"{worth:.2f}"))
        total += worth
    return total
