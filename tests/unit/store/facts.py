"""Small, valid values of the model to store; each takes what a test cares about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.model.alert import Alert, Chat
from bot.model.document import FeedItem
from bot.model.incident import Figure, Incident, PartyFigure, Snapshot
from bot.model.report import (
    Claim,
    EventDate,
    Reading,
    Reason,
    Report,
    Scene,
    Segment,
    Span,
    Speaker,
    Summary,
)
from bot.model.source import Fetched, SourceSpec, Validators
from bot.model.vocabulary import (
    AlertReason,
    Aux,
    ChatKind,
    Confidence,
    Decision,
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
from bot.store import alerts, chats, documents, incidents, sources, visits

NOW = datetime(2026, 1, 18, 6, 0, tzinfo=UTC)
DAY = date(2026, 1, 18)
SPAN = Span(segment=SegmentKind.LEAD, sentence=0, start=0, end=11, text="four killed")
BORDER_TROOPS = Speaker(name="Border Troops", type=SpeakerType.OFFICIAL_TJ, origin="tj_border_troops")
SCENE = Scene(
    border="TJ-AF",
    country="TJ",
    adm1="tj-khatlon",
    adm2="tj-shohin",
    place="tj-hirmanjo",
    where_prec=1,
    place_ids=("tj-hirmanjo", "tj-shohin", "tj-khatlon", "TJ"),
)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def spec(slug: str = "khovar", **more: Any) -> SourceSpec:
    described = {"slug": slug, "name": slug.title(), "url": f"https://{slug}.example/feed"}
    return SourceSpec(**(described | more))


def item(external_id: str = "a", text: str = "Four armed men were killed.", **more: Any) -> FeedItem:
    described: dict[str, Any] = {
        "external_id": external_id,
        "url": f"https://khovar.example/{external_id}",
        "title": "At the border",
        "text": text,
        "published_at": NOW - minutes(30),
    }
    return FeedItem(**(described | more))


def event_date(day: date = DAY, *alternatives: date) -> EventDate:
    return EventDate(start=day, end=day, precision=1, explicit=True, alternatives=alternatives)


def claim(killed: int = 4) -> Claim:
    return Claim(
        measure=Measure.KILLED,
        party=Party.MILITANTS,
        low=killed,
        best=killed,
        high=None,
        verb_class=VerbClass.DEATH,
        modality=Modality.ASSERTED,
        aux=Aux.CURRENT,
        speaker=BORDER_TROOPS,
        span=SPAN,
    )


def report(day: date = DAY, *, scene: Scene = SCENE, ordinal: int = 0, **more: Any) -> Report:
    described: dict[str, Any] = {
        "ordinal": ordinal,
        "event_type": EventType.ARMED_CLASH,
        "date": event_date(day),
        "scene": scene,
        "speaker": BORDER_TROOPS,
        "claims": (claim(),),
        "anchors": ("time:00:30", "post:7"),
    }
    return Report(**(described | more))


def reading(*reports: Report, decision: Decision = Decision.INCIDENT, **more: Any) -> Reading:
    described: dict[str, Any] = {
        "document_id": "1",
        "language": "en",
        "decision": decision,
        "score": 0.9,
        "reasons": (Reason(code="harm", detail="four killed"),),
        "reports": reports,
        "segments": (Segment(kind=SegmentKind.LEAD, sentences=("Four armed men were killed.",)),),
    }
    return Reading(**(described | more))


def summary(value: int = 16) -> Summary:
    return Summary(measure=Measure.KILLED, value=value, since="2025-11", by="AFP", span=SPAN)


def snapshot(killed: int = 4, *, day: date = DAY, scene: Scene = SCENE, **more: Any) -> Snapshot:
    figure = Figure(low=killed, best=killed, high=killed)
    described: dict[str, Any] = {
        "event_type": EventType.ARMED_CLASH,
        "date": event_date(day),
        "scene": scene,
        "figures": (PartyFigure(party=Party.MILITANTS, measure=Measure.KILLED, figure=figure),),
        "seizures": (),
        "severity": Severity.HIGH,
        "confidence": Confidence.OFFICIAL,
        "status": IncidentStatus.OPEN,
        "origins": (),
    }
    return Snapshot(**(described | more))


def stored_source(session: Session, slug: str = "khovar", *, polls: int = 1) -> int:
    """A source that has been polled before, so that what it brings may be pushed."""
    source, _ = sources.add(session, spec(slug), NOW)
    for _ in range(polls):
        poll(session, source.id)
    return source.id


def poll(session: Session, source_id: int, *items: FeedItem, now: datetime = NOW) -> visits.Recorded:
    """A successful visit that brought these items."""
    return visits.record_visit(
        session,
        source_id,
        Fetched(items=items, validators=Validators(etag='"1"')),
        now=now,
        next_poll_at=now + minutes(15),
        arrivals=visits.unseen(session, source_id, items),
    )


def stored_reading(
    session: Session, source_id: int, text: FeedItem, result: Reading
) -> documents.StoredReading:
    """A text that was fetched and read."""
    poll(session, source_id, text)
    (unread,) = documents.next_unread(session, NOW, 10)
    stored = documents.mark_done(session, unread, result)
    assert stored is not None
    return stored


def stored_incident(session: Session, facts: Snapshot | None = None, year: int = 2026) -> Incident:
    return incidents.create(
        session, facts or snapshot(), prefix="TJAF", year=year, first_reported_at=NOW, now=NOW
    )


def stored_chat(session: Session, address: int = 100, kind: ChatKind = ChatKind.PRIVATE) -> Chat:
    return chats.upsert(session, channel="telegram", address=address, kind=kind, title=None, now=NOW)


def stored_alert(session: Session, incident: Incident, killed: int | None = None, **more: Any) -> Alert:
    """An alert for the incident as it is, or as it becomes with another number of killed."""
    revision: int | None = incident.revision
    if killed is not None:
        revision = incidents.save_revision(session, incident.id, snapshot(killed), reason="toll", now=NOW)
    assert revision is not None
    described: dict[str, Any] = {
        "reason": AlertReason.NEW if revision == 1 else AlertReason.TOLL,
        "severity": Severity.HIGH,
        "sound": True,
        "now": NOW,
    }
    return alerts.raise_alert(session, incident.id, revision, **(described | more))
