"""How much a report and an incident have in common, in points with names.

Every feature gives points and a reason; the weights stand in the policy. Links across languages are
made by slots (day, place, type, parties, counts, rare details), never by text. Judges nothing: the
windows and thresholds are ``bot.incidents.correlate``'s.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.incidents.proximity import Relation
from bot.incidents.vetoes import ATTACKERS, Pair, are_unlike
from bot.model.report import Reason, Report
from bot.model.vocabulary import EventType, Measure, Party, SpeakerType

PAIRED_TYPES = frozenset(
    frozenset(pair)
    for pair in (
        (EventType.ARMED_CLASH, EventType.INFILTRATION),
        (EventType.ATTACK_ON_CIVILIANS, EventType.DRONE_ATTACK),
        (EventType.SHELLING_CROSSFIRE, EventType.ARMED_CLASH),
        (EventType.DRUG_SEIZURE, EventType.ARMED_CLASH),
        (EventType.DRUG_SEIZURE, EventType.DETENTION),
        (EventType.DETENTION, EventType.INFILTRATION),
    )
)
"""Pairs of types that describe one happening from two sides."""
VIOLENT = frozenset(
    {
        EventType.DRONE_ATTACK,
        EventType.ATTACK_ON_CIVILIANS,
        EventType.ARMED_CLASH,
        EventType.SHELLING_CROSSFIRE,
        EventType.ABDUCTION,
        EventType.EXPLOSION_MINE,
        EventType.INFILTRATION,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points with their reasons. ``anchored``: a rare detail or the same origin ties the two.

    ``killed_agree`` None: at least one side counts no dead of a common party.
    """

    points: float
    reasons: tuple[Reason, ...]
    anchored: bool
    compatible_type: bool
    killed_agree: bool | None


def score(pair: Pair) -> Score:
    """Add up what speaks for and against one event behind both."""
    features = [*_date(pair), *_place(pair), *_type(pair), *_people(pair), *_ties(pair)]
    points = sum(points for points, _ in features)
    types = _type_relation(pair)
    shared = bool(pair.shared_anchors) or _shares_origin(pair)
    return Score(
        points=round(points, 3),
        reasons=tuple(Reason(code=r.code, detail=f"{r.detail} ({p:+g})".strip()) for p, r in features),
        anchored=shared,
        compatible_type=types != "foreign",
        killed_agree=_killed_agree(pair),
    )


Feature = tuple[float, Reason]


def _date(pair: Pair) -> Iterator[Feature]:
    weights, gap = pair.policy.weights, pair.gap
    if gap.vague:
        points = weights.date_month_only if gap.days == 0 else 0.0
    elif gap.days == 0 and gap.inferred_span:
        points = weights.date_same_vague
    elif gap.days == 0:
        points = weights.date_same_explicit if gap.explicit else weights.date_same_inferred
    else:
        steps = (weights.date_one_day, weights.date_two_days, weights.date_three_days)
        points = steps[gap.days - 1] if gap.days <= len(steps) else 0.0
    yield points, Reason(code="date", detail=f"{gap.days} days apart")


def _place(pair: Pair) -> Iterator[Feature]:
    weights = pair.policy.weights
    points = {
        Relation.SAME_POINT: weights.place_same_point,
        Relation.SAME_DISTRICT: weights.place_same_district,
        Relation.CONTAINED: weights.place_contained,
        Relation.OPPOSITE: weights.place_opposite,
        Relation.ADJACENT: weights.place_adjacent,
    }.get(pair.relation, weights.place_unknown)
    yield points, Reason(code="place", detail=pair.relation.value)


def _type_relation(pair: Pair) -> str:
    known = {linked.report.event_type for linked in pair.candidate.reports if not linked.report.background}
    known.add(pair.candidate.snapshot.event_type)
    mine = pair.linked.report.event_type
    if mine in known:
        return "equal"
    if any(frozenset((mine, other)) in PAIRED_TYPES for other in known):
        return "paired"
    if are_unlike(pair):
        return "foreign"
    if EventType.OTHER in known or mine is EventType.OTHER:
        return "related"
    return "related" if mine in VIOLENT and known & VIOLENT else "foreign"


def _type(pair: Pair) -> Iterator[Feature]:
    weights = pair.policy.weights
    kind = _type_relation(pair)
    points = {
        "equal": weights.type_equal,
        "paired": weights.type_paired,
        "related": weights.type_related,
    }.get(kind, weights.type_foreign)
    yield points, Reason(code="type", detail=f"{kind}: {pair.linked.report.event_type.value}")


def _killed_agree(pair: Pair) -> bool | None:
    """Whether the dead of a common party agree; those who came across are one party here."""
    mine, theirs = _slots(pair.dead.counts), _slots(pair.known_dead.counts)
    common = sorted(set(mine) & set(theirs))
    if not common:
        total = {sum(max(v) for v in counts.values()) for counts in (mine, theirs) if counts}
        return True if mine and theirs and len(total) == 1 and Party.UNKNOWN in {*mine, *theirs} else None
    return all(mine[slot] & theirs[slot] for slot in common)


def _slots(counts: dict[Party, frozenset[int]]) -> dict[Party, frozenset[int]]:
    merged: dict[Party, frozenset[int]] = {}
    for party, values in counts.items():
        slot = Party.MILITANTS if party in ATTACKERS else party
        merged[slot] = merged.get(slot, frozenset()) | values
    return merged


def _people(pair: Pair) -> Iterator[Feature]:
    weights = pair.policy.weights
    agree = _killed_agree(pair)
    if agree is not None:
        points = weights.killed_equal if agree else weights.killed_unequal
        yield points, Reason(code="killed", detail="agree" if agree else "differ")
    if _wounded(pair.linked.report) & {
        count for linked in pair.candidate.reports for count in _wounded(linked.report)
    }:
        yield weights.wounded_equal, Reason(code="wounded", detail="agree")
    if pair.dead.nations & pair.known_dead.nations:
        nations = ", ".join(sorted(pair.dead.nations & pair.known_dead.nations))
        yield weights.nationality_equal, Reason(code="nationality", detail=nations)


def _wounded(report: Report) -> set[tuple[Party, int]]:
    return {(c.party, c.best) for c in report.claims if c.measure is Measure.WOUNDED and c.best}


def _shares_origin(pair: Pair) -> bool:
    """Whether one speaker stands behind both. "Local sources" of two texts need not be the same people."""
    mine = pair.linked.report.speaker
    if mine.type is SpeakerType.ANONYMOUS or mine.origin.startswith("outlet:"):
        return False
    return any(
        linked.report.speaker.origin == mine.origin
        for linked in pair.candidate.reports
        if not linked.report.background
    )


def _ties(pair: Pair) -> Iterator[Feature]:
    weights = pair.policy.weights
    shared = pair.shared_anchors
    if shared:
        points = min(weights.anchors_at_most, weights.anchor * len(shared))
        yield points, Reason(code="anchor", detail=", ".join(sorted(shared)))
    if _shares_origin(pair):
        yield weights.origin_shared, Reason(code="origin", detail=pair.linked.report.speaker.origin)
