"""What one document says about one event, with the evidence for every word of it.

A ``Reading`` is the whole answer of the reader to one document: a decision with reasons, reports
(the main one first), running totals, and a trace. A ``Summary`` ("16 killed since November")
never enters an incident. Nothing here judges across documents.
"""

from dataclasses import dataclass, field
from datetime import date

from bot.model.vocabulary import (
    Aux,
    Decision,
    EventType,
    Measure,
    Modality,
    Party,
    SegmentKind,
    SpeakerType,
    VerbClass,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where in a segment something stands; ``start`` and ``end`` count characters of its text."""

    segment: SegmentKind
    sentence: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says so, and through whom it reached the page.

    ``origin`` is a stable code that relays share (``tj_border_troops``, ``cn_embassy``,
    ``taliban``, ``afp`` ...; ``outlet:<name>`` when the outlet speaks for itself).
    """

    name: str
    type: SpeakerType
    origin: str
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One asserted figure. ``None`` means not stated; zero is a stated value.

    ``low <= best <= high`` where they are given. ``label`` is the speaker's own word for the
    party ("terrorists"); ``nationality`` is an ISO 3166-1 code.
    """

    measure: Measure
    party: Party
    low: int | None
    best: int | None
    high: int | None
    verb_class: VerbClass
    modality: Modality
    aux: Aux
    speaker: Speaker
    span: Span
    label: str | None = None
    nationality: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seizure:
    """Something taken: ``item`` is a code (opium, hashish, heroin, drugs, rifle, ammunition ...)."""

    item: str
    quantity: float | None
    unit: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A running total. ``since`` is an ISO day, month or year; ``by`` is who counts."""

    measure: Measure
    value: int
    since: str | None
    by: str | None
    span: Span
    party: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When it happened. ``precision`` is UCDP's date_prec 1-5; the span is inclusive.

    ``alternatives`` are other days on which the same happening may be dated (crossing, statement);
    ``explicit`` says that the text names the day and it was not inferred from publication.
    ``time_local`` is ``HH:MM`` at the scene.
    """

    start: date
    end: date
    precision: int
    explicit: bool
    alternatives: tuple[date, ...] = ()
    time_local: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where it happened; ``where_prec`` is UCDP's 1-7. ``place_ids`` are gazetteer ids, finest first.

    ``border`` is a configured pair such as ``TJ-AF``. ``origin_place`` is where those who crossed
    came from and is never the scene.
    """

    border: str | None
    country: str | None
    adm1: str | None
    adm2: str | None
    place: str | None
    where_prec: int
    place_ids: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    origin_place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One event as one document tells it. ``anchors`` are rare details that identify it.

    Anchors are normalised strings with a prefix: ``time:00:30``, ``post:7``, ``place:tj-s-shodak``,
    ``company:shohin sm``, ``qty:116 package``, ``marker:151/2``. ``background`` reports belong to
    an older event that the text dates explicitly; they may update it but never open one.
    """

    ordinal: int
    event_type: EventType
    date: EventDate
    scene: Scene
    speaker: Speaker
    claims: tuple[Claim, ...] = ()
    seizures: tuple[Seizure, ...] = ()
    anchors: tuple[str, ...] = ()
    background: bool = False
    evidence: str = ""
    types_seen: tuple[EventType, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step of a verdict: a stable code and its detail for the trace."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A cleaned part of the text, split in sentences."""

    kind: SegmentKind
    sentences: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A lexicon entry that was met: its class and where."""

    kind: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the reader makes of one document."""

    document_id: str
    language: str
    decision: Decision
    score: float
    reasons: tuple[Reason, ...] = ()
    reports: tuple[Report, ...] = ()
    summaries: tuple[Summary, ...] = ()
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    triggers: tuple[Trigger, ...] = field(default=(), repr=False)

    @property
    def main(self) -> Report | None:
        """The report that the text was written for, if it holds one."""
        return next((report for report in self.reports if not report.background), None)
