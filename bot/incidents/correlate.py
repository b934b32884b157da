"""Which stored incident a report belongs to: block, veto, score, then a verdict with its reasons.

Conservative by design: distinct incidents come days apart in one district in the
same words, so a window alone never merges. The middle band opens an incident of its own, flagged as a
possible duplicate. Background pieces may join an incident that they date; they never open one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.incidents.anchors import STRONG_KINDS, kind_of, pooled, rare
from bot.incidents.days import gap, shift
from bot.incidents.policy import Policy
from bot.incidents.proximity import Relation, relation
from bot.incidents.scoring import Score, score
from bot.incidents.vetoes import Pair, dead_of, veto
from bot.model.gazetteer import Gazetteer
from bot.model.incident import Candidate, LinkedReport
from bot.model.report import Reason, Report
from bot.model.vocabulary import IncidentStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWindow:
    """What to look for among stored incidents: a border (None: any) and inclusive days."""

    border: str | None
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """The report tells of this incident."""

    incident_id: int
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """The report opens an incident."""

    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """The report opens an incident, flagged: it may tell of the one named here."""

    possible_duplicate_of: str
    incident_id: int
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """A background piece that fits no stored incident: it is kept with its document, and opens none."""

    reasons: tuple[Reason, ...]


Verdict = Same | New | Unsure | Unlinked


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A candidate that no veto forbids, with what it has in common with a report."""

    candidate: Candidate
    pair: Pair
    score: Score


def search_window(report: Report, policy: Policy) -> SearchWindow:
    """Where to search for incidents that this report may belong to.

    Wide enough for incidents dated by another of their days, and for undated follow-ups.
    """
    days = (report.date.start, report.date.end, *report.date.alternatives)
    back = policy.search_days if report.date.explicit else max(policy.search_days, policy.follow_up_days)
    return SearchWindow(
        border=report.scene.border,
        first_day=shift(min(days), -back),
        last_day=shift(max(days), policy.search_days),
    )


def correlate(
    linked: LinkedReport, candidates: Sequence[Candidate], gazetteer: Gazetteer, policy: Policy
) -> Verdict:
    """Decide where a report belongs among candidates (in any order). Always names its reasons."""
    refused: list[Reason] = []
    matches: list[Match] = []
    for candidate in sorted(candidates, key=lambda c: c.incident_id):
        pair = _pair(linked, candidate, gazetteer, policy)
        if pair is None:
            continue
        forbidden = veto(pair)
        if forbidden is not None:
            refused.append(forbidden)
            continue
        matches.append(Match(candidate=candidate, pair=pair, score=score(pair)))
    if not matches:
        return _alone(linked.report, tuple(refused) or (Reason(code="no_candidate"),))
    best = max(matches, key=lambda m: (m.score.points, -m.pair.gap.days, -m.candidate.incident_id))
    return _judge(linked.report, best, tuple(refused), policy)


def match(linked: LinkedReport, candidate: Candidate, gazetteer: Gazetteer, policy: Policy) -> Match | None:
    """The pair with its score, or None where blocking or a veto keeps the two apart."""
    pair = _pair(linked, candidate, gazetteer, policy)
    if pair is None or veto(pair) is not None:
        return None
    return Match(candidate=candidate, pair=pair, score=score(pair))


def _alone(report: Report, reasons: tuple[Reason, ...]) -> Verdict:
    if report.background:
        return Unlinked(reasons=(Reason(code="background"), *reasons))
    return New(reasons=reasons)


def _pair(linked: LinkedReport, candidate: Candidate, gazetteer: Gazetteer, policy: Policy) -> Pair | None:
    """Put report and incident side by side, or None when blocking keeps them apart."""
    report, snapshot = linked.report, candidate.snapshot
    if snapshot.status is IncidentStatus.MERGED:
        return None
    borders = {report.scene.border, snapshot.scene.border} - {None}
    if len(borders) > 1:
        return None
    distance = gap(report.date, snapshot.date, policy)
    if distance.days > policy.block_days and not _may_follow(report, distance.days, distance.later, policy):
        return None
    own = [k.report for k in candidate.reports if not k.report.background]
    return Pair(
        linked=linked,
        candidate=candidate,
        gap=distance,
        relation=relation(report.scene, snapshot.scene, gazetteer, policy),
        mine=rare(report.anchors, gazetteer),
        theirs=pooled(own, gazetteer),
        dead=dead_of([report]),
        known_dead=dead_of(own),
        policy=policy,
    )


def _may_follow(report: Report, days: int, later: bool, policy: Policy) -> bool:
    """Whether an undated text may be a late word on an older incident (denial, arrest, advice)."""
    return not report.date.explicit and later and days <= policy.follow_up_days


def _judge(report: Report, match: Match, refused: tuple[Reason, ...], policy: Policy) -> Verdict:
    found, pair = match.score, match.pair
    reasons = (*found.reasons, *refused)
    if report.background:
        fits = report.date.explicit and pair.gap.days <= policy.same_days
        if fits and found.points >= policy.background_score and found.killed_agree is not False:
            return Same(incident_id=match.candidate.incident_id, score=found.points, reasons=reasons)
        return Unlinked(reasons=(Reason(code="background"), *reasons))
    if found.points >= policy.same_score and _window_allows(match, policy):
        return Same(incident_id=match.candidate.incident_id, score=found.points, reasons=reasons)
    if found.points >= policy.unsure_score:
        return Unsure(
            possible_duplicate_of=match.candidate.ref,
            incident_id=match.candidate.incident_id,
            score=found.points,
            reasons=reasons,
        )
    return New(reasons=reasons)


def _window_allows(match: Match, policy: Policy) -> bool:
    """Windows of days: up to a day freely, 2 to 3 days tied, later only by rare details."""
    days, found, pair = match.pair.gap.days, match.score, match.pair
    neighbours = pair.relation is Relation.ADJACENT
    if neighbours and not pair.shared_anchors and not found.killed_agree:
        return False  # two districts are named: only a rare detail or the same dead make them one event
    if found.killed_agree is False and not pair.shared_anchors and _on_days_of_their_own(pair):
        return False
    if days > policy.block_days:
        strong = any(kind_of(anchor) in STRONG_KINDS for anchor in pair.shared_anchors)
        return strong and found.killed_agree is not False
    if not (found.compatible_type or pair.shared_anchors or found.killed_agree):
        return False
    return days <= policy.same_days or found.anchored


def _on_days_of_their_own(pair: Pair) -> bool:
    """Whether both texts name a day, if only that of the week, and not the same."""
    gap = pair.gap
    return not (gap.same_day or gap.vague or gap.inferred_span)
