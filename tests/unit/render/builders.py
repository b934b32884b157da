"""Small plain values for the tests of words: an incident, its reports, a healthy bot."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.knowledge.locales import load_texts
from bot.model.answers import Health, ReviewText
from bot.model.document import Document
from bot.model.gazetteer import Gazetteer
from bot.model.incident import (
    Figure,
    Incident,
    LabelNote,
    LinkedReport,
    OriginNote,
    PartyFigure,
    Snapshot,
)
from bot.model.place import Place
from bot.model.report import EventDate, Reading, Reason, Report, Scene, Speaker
from bot.model.source import Source, SourceSpec
from bot.model.vocabulary import (
    Confidence,
    Decision,
    EventType,
    IncidentStatus,
    Measure,
    Party,
    Severity,
    SpeakerType,
)

NOW = datetime(2026, 1, 18, 12, 0, tzinfo=UTC)


def make_place(place_id: str, name: str, kind: str, parent: str | None = None, **fields: Any) -> Place:
    given: dict[str, Any] = {
        "country": "TJ",
        "code": None,
        "lat": None,
        "lon": None,
        "radius_km": None,
        "borders": ("TJ-AF",),
        "names": (("en", name),),
    }
    given.update(fields)
    return Place(id=place_id, kind=kind, parent=parent, name=name, **given)


TAJIKISTAN = make_place("tj", "Tajikistan", "country", code="TJ")
KHATLON = make_place(
    "tj-kt", "Khatlon", "adm1", "tj", code="TJ-KT", names=(("en", "Khatlon"), ("ru", "Хатлон"))
)
SHOHIN = make_place(
    "tj-kt-shohin",
    "Shamsiddin Shohin",
    "adm2",
    "tj-kt",
    names=(("en", "Shamsiddin Shohin"), ("ru", "Шамсиддин Шохин")),
)
HAMADONI = make_place("tj-kt-hamadoni", "Hamadoni", "adm2", "tj-kt")
GAZETTEER = Gazetteer([TAJIKISTAN, KHATLON, SHOHIN, HAMADONI])
TEXTS = load_texts("en", "Asia/Dushanbe", GAZETTEER)

SHOHIN_SCENE = Scene(
    border="TJ-AF",
    country="TJ",
    adm1="TJ-KT",
    adm2="Shamsiddin Shohin",
    place="Hirmanjo",
    where_prec=2,
    place_ids=("tj-kt-shohin", "tj-kt", "tj"),
    lat=37.7,
    lon=70.0,
)
BORDER_TROOPS = OriginNote(
    origin="tj_border_troops",
    name="Tajik Border Troops",
    type="official_tj",
    outlets=("Valley Wire", "River Post"),
)
TALIBAN = OriginNote(
    origin="taliban", name="Taliban spokesman", type="official_af", outlets=("Kabul Courier",)
)


def exactly(number: int) -> Figure:
    return Figure(low=number, best=number, high=number)


def make_figure(
    party: Party = Party.MILITANTS, number: int = 4, measure: Measure = Measure.KILLED, **fields: Any
) -> PartyFigure:
    given: dict[str, Any] = {"figure": exactly(number), "speakers": ("tj_border_troops",), **fields}
    return PartyFigure(party=party, measure=measure, **given)


def make_snapshot(**fields: Any) -> Snapshot:
    day = date(2026, 1, 18)
    given: dict[str, Any] = {
        "event_type": EventType.INFILTRATION,
        "date": EventDate(start=day, end=day, precision=1, explicit=True, time_local="00:30"),
        "scene": SHOHIN_SCENE,
        "figures": (make_figure(),),
        "seizures": (),
        "severity": Severity.HIGH,
        "confidence": Confidence.OFFICIAL,
        "status": IncidentStatus.OPEN,
        "origins": (BORDER_TROOPS,),
        "outlets": 2,
    }
    given.update(fields)
    return Snapshot(**given)


def make_incident(**fields: Any) -> Incident:
    names = set(Incident.__dataclass_fields__)
    own = {name: fields.pop(name) for name in list(fields) if name in names}
    given: dict[str, Any] = {
        "id": 1,
        "ref": "TJAF-2026-0001",
        "revision": 1,
        "snapshot": make_snapshot(**fields),
        "first_reported_at": datetime(2026, 1, 18, 9, 10, tzinfo=UTC),
        "updated_at": datetime(2026, 1, 18, 9, 10, tzinfo=UTC),
    }
    given.update(own)
    return Incident(**given)


def make_report(report_id: int = 1, origin: str = "tj_border_troops", **fields: Any) -> LinkedReport:
    snapshot = make_snapshot()
    given: dict[str, Any] = {
        "report_id": report_id,
        "document_id": report_id,
        "outlet": "Valley Wire",
        "url": "https://news.example/a/1",
        "title": "Four armed men stopped after night crossing",
        "language": "en",
        "reliability": "B",
        "published_at": datetime(2026, 1, 18, 9, report_id % 60, tzinfo=UTC),
        "seen_at": datetime(2026, 1, 18, 10, 0, tzinfo=UTC),
        "report": Report(
            ordinal=0,
            event_type=snapshot.event_type,
            date=snapshot.date,
            scene=snapshot.scene,
            speaker=Speaker(name="Tajik Border Troops", type=SpeakerType.OFFICIAL_TJ, origin=origin),
        ),
    }
    given.update(fields)
    return LinkedReport(**given)


def make_health(**fields: Any) -> Health:
    given: dict[str, Any] = {
        "active": 40,
        "alive": 38,
        "failing": 1,
        "never": 1,
        "paused": 2,
        "last_poll_at": datetime(2026, 1, 18, 11, 59, 30, tzinfo=UTC),
        "newest_item_at": datetime(2026, 1, 18, 11, 48, tzinfo=UTC),
        "newest_incident": make_incident(),
        "review_waiting": 3,
        "unread": 0,
        "deliveries_waiting": 0,
        "blind": False,
        "started_at": datetime(2026, 1, 10, 6, 0, tzinfo=UTC),
        "now": NOW,
    }
    given.update(fields)
    return Health(**given)


CLASH = make_incident(
    ref="TJAF-2025-0004",
    revision=3,
    event_type=EventType.ARMED_CLASH,
    severity=Severity.CRITICAL,
    confidence=Confidence.CORROBORATED,
    date=EventDate(start=date(2025, 12, 24), end=date(2025, 12, 24), precision=1, explicit=True),
    scene=replace(SHOHIN_SCENE, place=None, where_prec=3),
    figures=(
        make_figure(Party.MILITANTS, 3, speakers=("tj_border_troops", "taliban"), contested=True),
        make_figure(Party.BORDER_GUARDS, 2),
        make_figure(Party.CIVILIANS, 1, measure=Measure.WOUNDED, nationality="CN"),
    ),
    seizures=("drugs: 116 package", "opium: 20-25 kg", "rifle"),
    origins=(BORDER_TROOPS, TALIBAN),
    labels=(
        LabelNote(label="terrorists", by="tj_border_troops", party=Party.MILITANTS),
        LabelNote(label="smugglers", by="taliban", party=Party.SMUGGLERS),
    ),
    outlets=3,
    contested=True,
)


def make_source(name: str = "Valley Wire", url: str = "https://news.example/feed", **fields: Any) -> Source:
    """A source that is well, unless told otherwise."""
    spec = SourceSpec(slug=name.lower().replace(" ", "-"), name=name, url=url)
    given: dict[str, Any] = {"id": 1, "spec": spec, "last_ok_at": NOW, "newest_item_at": NOW, **fields}
    return Source(**given)


def make_review_text(*codes: str, id_: int = 1, **fields: Any) -> ReviewText:
    """A text that waits for a person, for these reasons."""
    given: dict[str, Any] = {
        "id": str(id_),
        "outlet": "Valley Wire",
        "title": f"Shots at the river {id_}",
        "text": "Shots were heard.",
        "url": f"https://valley.example/{id_}",
        "published_at": NOW,
        "seen_at": NOW,
        **fields,
    }
    reasons = tuple(
        Reason(code=code, detail="TJ-AF" if code == "border" else "0.30") for code in codes or ("border",)
    )
    reading = Reading(
        document_id=str(id_), language="en", decision=Decision.REVIEW, score=0.4, reasons=reasons
    )
    return ReviewText(id=id_, document=Document(**given), reading=reading)
