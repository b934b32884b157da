"""Small builders of model values for tests: say what matters, the rest is plausible.

``make_report(killed=4)`` is a report of 18 January 2026 in Shamsiddin Shohin; ``make_linked`` puts it
into a document of an outlet.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from bot.model.incident import Candidate, Figure, Incident, LinkedReport, PartyFigure, Snapshot
from bot.model.report import Claim, EventDate, Report, Scene, Seizure, Span, Speaker
from bot.model.vocabulary import (
    Aux,
    Confidence,
    EventType,
    IncidentStatus,
    Measure,
    Modality,
    Party,
    SegmentKind,
    Severity,
    SpeakerType,
    VerbClass,
)
from tests.small_world import GAZETTEER

DUSHANBE = timezone(timedelta(hours=5))
NOON = datetime(2026, 1, 18, 12, 0, tzinfo=DUSHANBE)

BORDER_TROOPS = Speaker(name="Tajik Border Troops", type=SpeakerType.OFFICIAL_TJ, origin="tj_border_troops")
EMBASSY = Speaker(name="Chinese embassy", type=SpeakerType.EMBASSY, origin="cn_embassy")
TALIBAN = Speaker(name="Taliban spokesman", type=SpeakerType.OFFICIAL_AF, origin="taliban")
WIRE = Speaker(name="AFP", type=SpeakerType.WIRE, origin="afp")


def nobody(outlet: str) -> Speaker:
    """An outlet that names nobody and speaks for itself."""
    return Speaker(name=outlet, type=SpeakerType.MEDIA, origin=f"outlet:{outlet}")


def make_scene(
    place_id: str | None = "tj-kt-shohin", *, border: str | None = "TJ-AF", where_prec: int | None = None
) -> Scene:
    """The scene at a place of the small gazetteer; None: only the border is known."""
    chain = GAZETTEER.ancestors(place_id) if place_id is not None else ()
    by_kind = {place.kind: place for place in chain}
    precision = {"country": 6, "adm1": 4, "adm2": 3}
    finest = chain[0] if chain else None
    return Scene(
        border=border,
        country=chain[-1].country if chain else None,
        adm1=by_kind["adm1"].code if "adm1" in by_kind else None,
        adm2=by_kind["adm2"].name if "adm2" in by_kind else None,
        place=finest.name if finest is not None and finest.kind not in precision else None,
        where_prec=where_prec or (precision.get(finest.kind, 1) if finest is not None else 5),
        place_ids=tuple(place.id for place in chain),
        lat=finest.lat if finest is not None else None,
        lon=finest.lon if finest is not None else None,
    )


def make_date(
    day: date | str = "2026-01-18",
    *,
    end: date | str | None = None,
    explicit: bool = True,
    precision: int = 1,
    alternatives: Sequence[date | str] = (),
    time: str | None = None,
) -> EventDate:
    """A date of an event; days may be ISO strings."""
    return EventDate(
        start=_day(day),
        end=_day(end) if end is not None else _day(day),
        precision=precision,
        explicit=explicit,
        alternatives=tuple(_day(d) for d in alternatives),
        time_local=time,
    )


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def make_claim(
    measure: Measure = Measure.KILLED,
    party: Party = Party.MILITANTS,
    best: int | None = 4,
    *,
    low: int | None = None,
    high: int | None = None,
    at_least: bool = False,
    verb: VerbClass | None = None,
    modality: Modality = Modality.ASSERTED,
    aux: Aux = Aux.CURRENT,
    speaker: Speaker = BORDER_TROOPS,
    label: str | None = None,
    nationality: str | None = None,
    segment: SegmentKind = SegmentKind.LEAD,
) -> Claim:
    """One figure: exact unless bounds or ``at_least`` are given."""
    usual = {Measure.KILLED: VerbClass.DEATH, Measure.WOUNDED: VerbClass.INJURY}
    return Claim(
        measure=measure,
        party=party,
        low=low if low is not None else best,
        best=best,
        high=high if high is not None or at_least else best,
        verb_class=verb or usual.get(measure, VerbClass.CAPTURE),
        modality=modality,
        aux=aux,
        speaker=speaker,
        span=make_span(segment),
        label=label,
        nationality=nationality,
    )


def make_span(segment: SegmentKind = SegmentKind.LEAD, text: str = "") -> Span:
    """A place in a text, for evidence that no test looks at."""
    return Span(segment=segment, sentence=0, start=0, end=len(text), text=text)


def make_seizure(item: str = "drugs", quantity: float | None = 116, unit: str = "package") -> Seizure:
    """Something taken."""
    return Seizure(item=item, quantity=quantity, unit=unit, span=make_span())


def make_report(
    *,
    killed: int | Mapping[Party, int] | None = None,
    wounded: int | Mapping[Party, int] | None = None,
    party: Party = Party.MILITANTS,
    speaker: Speaker = BORDER_TROOPS,
    euphemism: bool = False,
    label: str | None = None,
    nationality: str | None = None,
    day: date | str = "2026-01-18",
    date_: EventDate | None = None,
    place: str | None = "tj-kt-shohin",
    scene: Scene | None = None,
    event_type: EventType = EventType.ARMED_CLASH,
    claims: Sequence[Claim] = (),
    anchors: Sequence[str] = (),
    seizures: Sequence[Seizure] = (),
    background: bool = False,
    ordinal: int = 0,
) -> Report:
    """A report of one event. ``killed=4`` counts for ``party``; a mapping counts per party."""
    made = [*claims]
    verb = VerbClass.EUPHEMISM if euphemism else VerbClass.DEATH
    for measure, counts in ((Measure.KILLED, killed), (Measure.WOUNDED, wounded)):
        if counts is None:
            continue
        for who, number in (counts if isinstance(counts, Mapping) else {party: counts}).items():
            made.append(
                make_claim(
                    measure,
                    who,
                    number,
                    verb=verb if measure is Measure.KILLED else None,
                    low=0 if euphemism and measure is Measure.KILLED else None,
                    speaker=speaker,
                    label=label,
                    nationality=nationality if who is Party.CIVILIANS else None,
                )
            )
    return Report(
        ordinal=ordinal,
        event_type=event_type,
        date=date_ or make_date(day),
        scene=scene or make_scene(place),
        speaker=speaker,
        claims=tuple(made),
        seizures=tuple(seizures),
        anchors=tuple(anchors),
        background=background,
        types_seen=(event_type,),
    )


def make_linked(
    report: Report | None = None,
    *,
    outlet: str = "khovar",
    at: datetime | str = NOON,
    id_: int = 0,
    language: str = "en",
    reliability: str = "C",
    published: bool = True,
    **report_fields: object,
) -> LinkedReport:
    """A report inside a document; identity follows from the outlet and the time unless ``id_`` is given.

    Fields of ``make_report`` may be given directly: ``make_linked(killed=4, outlet="asia-plus")``.
    """
    moment = datetime.fromisoformat(at).replace(tzinfo=DUSHANBE) if isinstance(at, str) else at
    made = report or make_report(**report_fields)  # type: ignore[arg-type]
    number = id_ or _identity(outlet, moment)
    return LinkedReport(
        report_id=number * 10 + made.ordinal,
        document_id=number,
        outlet=outlet,
        url=f"https://{outlet}.example/{number}",
        title=None,
        language=language,
        reliability=reliability,
        published_at=moment if published else None,
        seen_at=moment + timedelta(minutes=5),
        report=made,
    )


def _identity(outlet: str, moment: datetime) -> int:
    return zlib.crc32(f"{outlet} {moment.isoformat()}".encode())


def make_figure(low: int, best: int | None = None, high: int | None = None, *, open_: bool = False) -> Figure:
    """A figure; ``make_figure(4)`` is exactly four."""
    if best is None and high is None and not open_:
        return Figure(low=low, best=low, high=low)
    return Figure(low=low, best=best, high=high)


def make_snapshot(
    *,
    killed: Mapping[Party, int] | None = None,
    wounded: Mapping[Party, int] | None = None,
    day: date | str = "2026-01-18",
    place: str | None = "tj-kt-shohin",
    border: str | None = "TJ-AF",
    severity: Severity = Severity.HIGH,
    confidence: Confidence = Confidence.OFFICIAL,
    status: IncidentStatus = IncidentStatus.OPEN,
    event_type: EventType = EventType.ARMED_CLASH,
    possible_duplicate_of: str | None = None,
    outlets: int = 1,
) -> Snapshot:
    """A snapshot with exact figures."""
    figures = tuple(
        PartyFigure(party=party, measure=measure, figure=make_figure(number))
        for measure, counts in ((Measure.KILLED, killed or {}), (Measure.WOUNDED, wounded or {}))
        for party, number in counts.items()
    )
    return Snapshot(
        event_type=event_type,
        date=make_date(day),
        scene=make_scene(place, border=border),
        figures=figures,
        seizures=(),
        severity=severity,
        confidence=confidence,
        status=status,
        origins=(),
        outlets=outlets,
        possible_duplicate_of=possible_duplicate_of,
    )


def make_incident(
    snapshot: Snapshot | None = None,
    *,
    id_: int = 1,
    ref: str | None = None,
    revision: int = 1,
    merged_into: str | None = None,
    **snapshot_fields: object,
) -> Incident:
    """A stored incident."""
    return Incident(
        id=id_,
        ref=ref or f"TJAF-2026-{id_:04d}",
        revision=revision,
        snapshot=snapshot or make_snapshot(**snapshot_fields),  # type: ignore[arg-type]
        first_reported_at=NOON,
        updated_at=NOON,
        merged_into=merged_into,
    )


def make_candidate(
    snapshot: Snapshot, reports: Sequence[LinkedReport], *, id_: int = 1, ref: str | None = None
) -> Candidate:
    """A stored incident as the correlator sees it."""
    return Candidate(
        incident_id=id_, ref=ref or f"TJAF-2026-{id_:04d}", snapshot=snapshot, reports=tuple(reports)
    )


def relayed(linked: LinkedReport, outlet: str, *, minutes: int = 30) -> LinkedReport:
    """The same report as another outlet carries it some minutes later."""
    base = linked.published_at or linked.seen_at
    later = base + timedelta(minutes=minutes)
    number = _identity(outlet, later)
    return replace(
        linked,
        outlet=outlet,
        published_at=later,
        seen_at=later + timedelta(minutes=5),
        document_id=number,
        report_id=number * 10 + linked.report.ordinal,
    )
