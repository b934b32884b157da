"""An event, folded from all its reports: what is known, who says so, how sure.

An incident is a pure function of its reports and of corrections; it is never edited in place.
A ``Snapshot`` holds the facts that can be told; two equal snapshots are one revision.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bot.model.report import EventDate, Report, Scene
from bot.model.vocabulary import (
    AlertReason,
    Confidence,
    EventType,
    IncidentStatus,
    Measure,
    Party,
    Severity,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedReport:
    """A report in an incident, with what is known of its document."""

    report_id: int
    document_id: int
    outlet: str
    url: str | None
    title: str | None
    language: str
    reliability: str
    published_at: datetime | None
    seen_at: datetime
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many, by UCDP's triple; ``low <= best <= high``. ``best`` None: only bounds are known."""

    low: int
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Another figure for the same people, and who says it: codes of origins, or names of outlets."""

    figure: Figure
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFigure:
    """The figure for one party and measure, and the origins that stand behind it.

    ``others`` are the figures that differ from ``figure.best`` and are still held by somebody.
    ``euphemism``: nobody speaks plainly of dead ("neutralised"), which is why ``low`` is 0.
    """

    party: Party
    measure: Measure
    figure: Figure
    speakers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    nationality: str | None = None
    contested: bool = False
    others: tuple[Said, ...] = ()
    euphemism: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginNote:
    """One origin behind an incident: its name, kind and the outlets that carried it."""

    origin: str
    name: str
    type: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelNote:
    """A word for a party and who uses it: ("terrorists", "Tajik Border Troops"), with our code for it."""

    label: str
    by: str
    party: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A figure that its own source took back: ``now``, not ``was``. ``by`` is an origin or an outlet."""

    measure: Measure
    party: Party
    was: int
    now: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The tellable facts of one revision. Equal snapshots mean: nothing new to tell."""

    event_type: EventType
    date: EventDate
    scene: Scene
    figures: tuple[PartyFigure, ...]
    seizures: tuple[str, ...]
    severity: Severity
    confidence: Confidence
    status: IncidentStatus
    origins: tuple[OriginNote, ...]
    labels: tuple[LabelNote, ...] = ()
    outlets: int = 0
    contested: bool = False
    denied: bool = False
    corrected: bool = False
    corrections: tuple[Correction, ...] = ()
    possible_duplicate_of: str | None = None
    headline: str = ""

    def total(self, measure: Measure) -> Figure | None:
        """The figure over all parties, or None where no report states one."""
        parts = [f.figure for f in self.figures if f.measure is measure]
        if not parts:
            return None
        bests = [p.best for p in parts]
        highs = [p.high for p in parts]
        return Figure(
            low=sum(p.low for p in parts),
            # A party of which only bounds are known counts with the least that is sure.
            best=None
            if all(b is None for b in bests)
            else sum(p.low if p.best is None else p.best for p in parts),
            high=None if any(h is None for h in highs) else sum(h or 0 for h in highs),
        )

    def by_party(self, measure: Measure) -> dict[Party, Figure]:
        """Figures of one measure, keyed by party."""
        return {f.party: f.figure for f in self.figures if f.measure is measure}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident as stored: identity, current snapshot and history marks."""

    id: int
    ref: str
    revision: int
    snapshot: Snapshot
    first_reported_at: datetime
    updated_at: datetime
    merged_into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One entry of an incident's history."""

    revision: int
    at: datetime
    reason: str
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs between two snapshots: why it may sound, and the words for it.

    ``sound`` changes are told anew; others are edited silently into the card.
    ``details`` are (field, old, new) with plain values.
    """

    reason: AlertReason | None
    sound: bool
    details: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored incident as the correlator sees it: its key facts and its reports."""

    incident_id: int
    ref: str
    snapshot: Snapshot
    reports: tuple[LinkedReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TollRow:
    """One incident behind a toll."""

    ref: str
    day: date
    where: str
    killed: Figure | None
    by_party: tuple[tuple[Party, Figure], ...]
    event_type: EventType


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A count over incidents: every number has its list. Sums are of best estimates.

    ``undecided`` are possible duplicates: listed, but not counted until an operator decides.
    """

    since: date | None
    until: date | None
    place: str | None
    incidents: int
    killed: int
    killed_low: int
    killed_high: int | None
    by_party: tuple[tuple[Party, int], ...]
    rows: tuple[TollRow, ...]
    undecided: tuple[TollRow, ...] = ()
