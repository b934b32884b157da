"""Claims of many reports as one flat ledger of statements, ready to be fused.

A statement is one figure of one speaker for one party, as one document carries it. What is not about
this event (historical, future, hypothetical), what is denied and what belongs to the background is
sorted out here, once, so that fusion needs no exceptions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.incidents.policy import Policy
from bot.model.incident import LinkedReport
from bot.model.report import Claim, Speaker
from bot.model.vocabulary import (
    Aux,
    Measure,
    Modality,
    Party,
    SegmentKind,
    SpeakerType,
    VerbClass,
)

NAMELESS_PREFIX = "outlet:"
SEGMENT_ORDER = (SegmentKind.TITLE, SegmentKind.LEAD, SegmentKind.BODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One figure for one party, said by one origin, carried by one outlet at one time.

    ``plain``: worded as a death, not as a euphemism. ``weight`` is the worth of the origin.
    ``key`` is the (document, ordinal) it stands in; two parties with one key are co-stated.
    ``said_as`` is the speaker's own word for the party where another's names it by now.
    """

    measure: Measure
    party: Party
    low: int
    best: int | None
    high: int | None
    plain: bool
    origin: str
    type: SpeakerType
    name: str
    outlet: str
    when: datetime
    weight: float
    key: tuple[int, int]
    corrected: bool = False
    retracted: bool = False
    background: bool = False
    label: str | None = None
    nationality: str | None = None
    said_as: Party | None = None

    @property
    def word(self) -> Party:
        """The party by the speaker's own word."""
        return self.said_as or self.party

    @property
    def nameless(self) -> bool:
        """Whether nobody is named: the outlet speaks for itself."""
        return self.origin.startswith(NAMELESS_PREFIX)

    @property
    def value(self) -> tuple[int, int | None, int | None]:
        """The figure itself, for comparing."""
        return self.low, self.best, self.high

    @property
    def count(self) -> int:
        """The best estimate, else the lower bound."""
        return self.low if self.best is None else self.best


def distinct(reports: Iterable[LinkedReport]) -> tuple[LinkedReport, ...]:
    """Drop repetitions, keep the newest reading of each (document, ordinal), and order canonically."""
    newest: dict[tuple[int, int], LinkedReport] = {}
    for linked in reports:
        key = (linked.document_id, linked.report.ordinal)
        if key not in newest or newest[key].report_id < linked.report_id:
            newest[key] = linked
    return tuple(sorted(newest.values(), key=order_of))


def order_of(linked: LinkedReport) -> tuple[datetime, str, int, int]:
    """The canonical order of reports: by time of publication, then outlet, then identity."""
    return told_at(linked), linked.outlet, linked.document_id, linked.report.ordinal


def told_at(linked: LinkedReport) -> datetime:
    """When it was published; a page that claims the future was published when we saw it."""
    if linked.published_at is None:
        return linked.seen_at
    return min(linked.published_at, linked.seen_at)


def worth(type_: SpeakerType, reliability: str, policy: Policy) -> float:
    """The weight of an origin: by its kind, else by the grade of the outlet that speaks."""
    weight = policy.origins.of_speaker(type_)
    return policy.origins.of_grade(reliability) if weight is None else weight


def statements(reports: Sequence[LinkedReport], policy: Policy) -> tuple[Statement, ...]:
    """All live statements of all reports, in canonical order.

    Background pieces speak only where nothing else does: see ``bot.incidents.figures``.
    """
    found: list[Statement] = []
    for linked in reports:
        cells: dict[tuple[str, Measure, Party], list[Claim]] = {}
        for claim in linked.report.claims:
            if _counts(claim):
                origin = _speaker(claim, linked).origin
                cells.setdefault((origin, claim.measure, claim.party), []).append(claim)
        for _, claims in sorted(cells.items()):
            statement = _settle(claims, linked, policy)
            if statement is not None:
                found.append(statement)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A party named without a figure: "they were drug smugglers". It contests a label, never counts."""

    measure: Measure
    party: Party
    origin: str
    outlet: str
    label: str | None


def namings(reports: Sequence[LinkedReport]) -> tuple[Naming, ...]:
    """All parties that are named without a figure, in canonical order."""
    return tuple(
        Naming(
            measure=claim.measure,
            party=claim.party,
            origin=_speaker(claim, linked).origin,
            outlet=linked.outlet,
            label=claim.label,
        )
        for linked in reports
        if not linked.report.background
        for claim in linked.report.claims
        if _counts(claim) and _bounds(claim) is None and claim.party is not Party.UNKNOWN
    )


def denials(reports: Sequence[LinkedReport]) -> tuple[Speaker, ...]:
    """Those who deny something about the event, in canonical order."""
    return tuple(
        _speaker(claim, linked)
        for linked in reports
        for claim in linked.report.claims
        if claim.modality is Modality.DENIED
    )


def _counts(claim: Claim) -> bool:
    if claim.modality is Modality.DENIED or claim.measure in (Measure.INCIDENTS, Measure.SEIZED):
        return False
    if claim.span.segment in (SegmentKind.TAIL,):
        return False
    if claim.aux is Aux.NEGATED:
        return claim.best == 0
    return claim.aux is Aux.CURRENT


def _speaker(claim: Claim, linked: LinkedReport) -> Speaker:
    """The speaker of a claim; an outlet that "speaks for itself" yields to the report's speaker."""
    if claim.speaker.origin.startswith(NAMELESS_PREFIX):
        return linked.report.speaker
    return claim.speaker


def _settle(claims: list[Claim], linked: LinkedReport, policy: Policy) -> Statement | None:
    """One statement out of several clauses by one speaker in one text about one party."""
    groups = {c.nationality for c in claims}
    if None not in groups and len(groups) > 1:
        return _summed(claims, linked, policy)
    chosen = min(claims, key=_preference)
    return _statement(chosen, claims, linked, policy)


def _preference(claim: Claim) -> tuple[int, int, int, int, int, int]:
    """Numbers before bounds, title and lead before body, plain words before euphemisms."""
    place = (
        SEGMENT_ORDER.index(claim.span.segment) if claim.span.segment in SEGMENT_ORDER else len(SEGMENT_ORDER)
    )
    return (
        int(claim.best is None),
        int(place == len(SEGMENT_ORDER)),
        int(place > 1),
        int(claim.verb_class is VerbClass.EUPHEMISM),
        -(claim.best if claim.best is not None else claim.low or 0),
        claim.span.start,
    )


def _statement(
    claim: Claim, claims: list[Claim], linked: LinkedReport, policy: Policy, groups: int = 1
) -> Statement | None:
    bounds = _bounds(claim)
    if bounds is None:
        return None
    speaker = _speaker(claim, linked)
    labels = sorted({c.label for c in claims if c.label})
    nations = sorted({c.nationality for c in claims if c.nationality})
    return Statement(
        measure=claim.measure,
        party=claim.party,
        low=bounds[0],
        best=bounds[1],
        high=bounds[2],
        plain=all(c.verb_class is not VerbClass.EUPHEMISM for c in claims),
        origin=speaker.origin,
        type=speaker.type,
        name=speaker.name or linked.outlet,
        outlet=linked.outlet,
        when=told_at(linked),
        weight=worth(speaker.type, linked.reliability, policy),
        key=(linked.document_id, linked.report.ordinal),
        corrected=any(c.modality is Modality.CORRECTED for c in claims),
        retracted=claim.modality is Modality.RETRACTED,
        background=linked.report.background or claim.span.segment is SegmentKind.BACKGROUND,
        label=(claim.label or (labels[0] if labels else None)),
        nationality=nations[0] if len(nations) == 1 and groups == 1 else None,
    )


def _summed(claims: list[Claim], linked: LinkedReport, policy: Policy) -> Statement | None:
    """Groups of different nationality in one text are different people: add their figures."""
    parts = []
    for nation in sorted({c.nationality or "" for c in claims}):
        chosen = min((c for c in claims if (c.nationality or "") == nation), key=_preference)
        bounds = _bounds(chosen)
        if bounds is None:
            return None
        parts.append((chosen, bounds))
    first = parts[0][0]
    base = _statement(first, claims, linked, policy, groups=len(parts))
    if base is None:
        return None
    bests = [b[1] for _, b in parts]
    highs = [b[2] for _, b in parts]
    known = [b for b in bests if b is not None]
    tops = [h for h in highs if h is not None]
    return replace(
        base,
        low=sum(b[0] for _, b in parts),
        best=sum(known) if len(known) == len(parts) else None,
        high=sum(tops) if len(tops) == len(parts) else None,
    )


def _bounds(claim: Claim) -> tuple[int, int | None, int | None] | None:
    """Ordered bounds of a claim. None where it states no figure at all.

    A euphemism is kept as its number here; whether anybody is plainly dead is for fusion to say.
    """
    stated = [n for n in (claim.low, claim.best, claim.high) if n is not None]
    if not stated:
        return None
    low = claim.low if claim.low is not None else (claim.best if claim.best is not None else 0)
    if claim.verb_class is VerbClass.EUPHEMISM and claim.best is not None:
        low = claim.best
    low = min(low, *stated) if claim.verb_class is not VerbClass.EUPHEMISM else low
    high = claim.high
    if claim.best is not None and high is not None:
        high = max(high, claim.best)
    return low, claim.best, high
