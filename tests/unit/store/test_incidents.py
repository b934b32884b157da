"""References, history that only grows, and finding incidents by place, day and neighbourhood."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.model.incident import Candidate
from bot.model.report import Reason, Scene
from bot.model.vocabulary import IncidentStatus
from bot.store import incidents, reports
from bot.store.database import Database
from bot.store.tables import IncidentReportRow, IncidentRevisionRow
from tests.unit.store.facts import (
    DAY,
    NOW,
    SCENE,
    event_date,
    item,
    minutes,
    reading,
    report,
    snapshot,
    stored_incident,
    stored_reading,
    stored_source,
)

ELSEWHERE = Scene(
    border="PK-AF", country="AF", adm1="af-nangarhar", adm2=None, place=None, where_prec=5, place_ids=("AF",)
)


def linked(session: Session, incident_id: int, name: str, day: date = DAY) -> int:
    """A report of that day in an incident; returns its id."""
    stored = stored_reading(session, stored_source(session, name), item(), reading(report(day)))
    report_id = stored.reports[0].linked.report_id
    incidents.link_report(session, incident_id, report_id, now=NOW)
    return report_id


def found(database: Database, first: date, last: date, border: str | None = "TJ-AF") -> list[int]:
    candidates = database.read_now(lambda session: reports.candidates(session, border, first, last))
    return [candidate.incident_id for candidate in candidates]


def test_references_count_up_by_border_and_year(database: Database) -> None:
    def change(session: Session) -> list[str]:
        made = [stored_incident(session) for _ in range(2)]
        made.append(stored_incident(session, year=2025))
        made.append(
            incidents.create(session, snapshot(), prefix="KGTJ", year=2026, first_reported_at=NOW, now=NOW)
        )
        return [incident.ref for incident in made]

    expected = ["TJAF-2026-0001", "TJAF-2026-0002", "TJAF-2025-0001", "KGTJ-2026-0001"]
    assert database.write_now(change) == expected


def test_an_incident_comes_back_as_it_was_opened(database: Database) -> None:
    opened = database.write_now(stored_incident)
    assert (opened.revision, opened.snapshot, opened.merged_into) == (1, snapshot(), None)
    assert database.read_now(lambda session: incidents.get(session, opened.id)) == opened
    assert database.read_now(lambda session: incidents.find_by_ref(session, opened.ref)) == opened
    assert database.read_now(lambda session: incidents.find_by_ref(session, "TJAF-2026-0099")) is None


def test_a_revision_is_written_only_when_the_facts_differ(database: Database) -> None:
    def change(session: Session) -> list[int | None]:
        incident_id = stored_incident(session).id
        return [
            incidents.save_revision(
                session, incident_id, snapshot(killed), reason="toll", now=NOW + minutes(n)
            )
            for n, killed in enumerate((4, 6, 6, 4))
        ]

    assert database.write_now(change) == [None, 2, None, 3]
    history = database.read_now(lambda session: incidents.revisions(session, 1))
    assert [(r.revision, r.reason, r.snapshot) for r in history] == [
        (1, "new", snapshot(4)),
        (2, "toll", snapshot(6)),
        (3, "toll", snapshot(4)),
    ]
    current = database.read_now(lambda session: incidents.get(session, 1))
    assert current is not None
    assert (current.revision, current.updated_at, current.first_reported_at) == (3, NOW + minutes(3), NOW)
    assert database.read_now(lambda session: incidents.snapshot_at(session, 1, 2)) == snapshot(6)
    assert database.read_now(lambda session: incidents.snapshot_at(session, 1, 9)) is None


def test_history_cannot_hold_one_revision_twice(database: Database) -> None:
    database.write_now(stored_incident)
    twice = IncidentRevisionRow(incident_id=1, revision=1, at=NOW, reason="new", snapshot="{}")
    with pytest.raises(IntegrityError):
        database.write_now(lambda session: session.add(twice))


def test_an_incident_that_does_not_exist_cannot_be_revised(database: Database) -> None:
    with pytest.raises(LookupError):
        database.write_now(lambda s: incidents.save_revision(s, 7, snapshot(), reason="toll", now=NOW))


def test_a_report_belongs_to_one_incident_and_says_why(database: Database) -> None:
    def change(session: Session) -> None:
        first, second = stored_incident(session).id, stored_incident(session).id
        report_id = linked(session, first, "khovar")
        reasons = (Reason(code="same_day"), Reason(code="same_place", detail="tj-shohin"))
        link = incidents.link_report
        assert link(session, first, report_id, reasons=reasons, score=0.8, now=NOW) is None
        assert reports.verdict(session, report_id) == reasons
        assert link(session, second, report_id, now=NOW) == first
        assert reports.linked_reports(session, first) == ()
        assert [r.report_id for r in reports.linked_reports(session, second)] == [report_id]

    database.write_now(change)
    with pytest.raises(IntegrityError):
        database.write_now(
            lambda session: session.add(
                IncidentReportRow(incident_id=1, report_id=1, linked_at=NOW, verdict="")
            )
        )


def test_reports_of_an_incident_come_in_order_of_publication(database: Database) -> None:
    def change(session: Session) -> list[str]:
        incident_id = stored_incident(session).id
        for name, published in (("late", NOW), ("unknown", None), ("early", NOW - minutes(60))):
            text = item(published_at=published)
            stored = stored_reading(session, stored_source(session, name), text, reading(report()))
            incidents.link_report(session, incident_id, stored.reports[0].linked.report_id, now=NOW)
        return [linked.outlet for linked in reports.linked_reports(session, incident_id)]

    assert database.write_now(change) == ["Early", "Late", "Unknown"]


def test_candidates_share_a_day_and_a_border(database: Database) -> None:
    def change(session: Session) -> None:
        stored_incident(session, snapshot(day=DAY))
        stored_incident(session, snapshot(day=DAY - timedelta(days=9)))
        stored_incident(session, snapshot(scene=ELSEWHERE))
        stored_incident(session, snapshot(scene=replace(SCENE, border=None)))

    database.write_now(change)
    day = timedelta(days=1)
    assert found(database, DAY - day, DAY + day) == [1, 4]
    assert found(database, DAY - 9 * day, DAY - 9 * day) == [2]
    assert found(database, DAY, DAY, border=None) == [1, 3, 4]
    assert found(database, DAY + day, DAY + 2 * day) == []


def test_a_candidate_is_also_found_by_its_other_dates_and_by_its_reports(database: Database) -> None:
    before, after = DAY - timedelta(days=3), DAY + timedelta(days=3)

    def change(session: Session) -> int:
        crossed = snapshot(date=event_date(DAY, before))
        incident_id = stored_incident(session, crossed).id
        return linked(session, incident_id, "khovar", after)

    report_id = database.write_now(change)
    assert found(database, before, before) == [1]
    assert found(database, after, after) == [1]
    (candidate,) = database.read_now(lambda s: reports.candidates(s, "TJ-AF", after, after))
    assert isinstance(candidate, Candidate)
    assert [linked.report_id for linked in candidate.reports] == [report_id]
    assert candidate.ref == "TJAF-2026-0001"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (None, [2, 1]),
        ({"tj-khatlon"}, [1]),
        ({"tj-hirmanjo", "unknown"}, [1]),
        ({"TJ"}, [1]),
        ({"TJ-AF"}, [1]),
        ({"AF", "TJ"}, [2, 1]),
        ({"tj-sughd"}, []),
        (set(), []),
    ],
)
def test_the_latest_are_found_by_any_place_they_lie_in(
    database: Database, places: set[str] | None, expected: list[int]
) -> None:
    def change(session: Session) -> None:
        stored_incident(session)
        stored_incident(session, snapshot(scene=ELSEWHERE, day=DAY + timedelta(days=1)))

    database.write_now(change)
    latest = database.read_now(lambda session: incidents.latest(session, 5, places=places))
    assert [incident.id for incident in latest] == expected


def test_a_scene_that_moves_is_found_at_its_new_place_only(database: Database) -> None:
    def change(session: Session) -> None:
        incident_id = stored_incident(session).id
        incidents.save_revision(session, incident_id, snapshot(scene=ELSEWHERE), reason="place", now=NOW)

    database.write_now(change)

    def found_at(place: str) -> int:
        return len(database.read_now(lambda session: incidents.latest(session, 5, places=[place])))

    assert (found_at("TJ"), found_at("AF")) == (0, 1)


def test_the_latest_come_by_day_and_are_limited(database: Database) -> None:
    def change(session: Session) -> None:
        for days in (2, 0, 1):
            stored_incident(session, snapshot(day=DAY - timedelta(days=days)))

    database.write_now(change)
    latest = database.read_now(lambda session: incidents.latest(session, 2))
    assert [incident.id for incident in latest] == [2, 3]
    newest = database.read_now(incidents.newest)
    assert newest is not None
    assert newest.id == 3


def test_retracted_incidents_are_listed_only_when_asked_for(database: Database) -> None:
    database.write_now(lambda s: stored_incident(s, snapshot(status=IncidentStatus.RETRACTED)))
    assert database.read_now(lambda session: incidents.latest(session, 5)) == ()
    assert len(database.read_now(lambda session: incidents.latest(session, 5, retracted=True))) == 1
    assert len(database.read_now(lambda session: incidents.between(session, None, None))) == 1
    assert database.read_now(incidents.newest) is None


def test_between_takes_whole_days_on_both_ends(database: Database) -> None:
    def change(session: Session) -> None:
        for days in range(4):
            stored_incident(session, snapshot(day=DAY + timedelta(days=days)))

    database.write_now(change)
    until = DAY + timedelta(days=2)
    listed = database.read_now(lambda session: incidents.between(session, DAY + timedelta(days=1), until))
    assert [incident.id for incident in listed] == [2, 3]


def test_a_merged_reference_stays_an_alias_through_chains(database: Database) -> None:
    def change(session: Session) -> None:
        ids = [stored_incident(session).id for _ in range(3)]
        for number, incident_id in enumerate(ids):
            linked(session, incident_id, f"source{number}")
        incidents.merge(session, ids[0], ids[1], NOW)
        incidents.merge(session, ids[1], ids[2], NOW)
        incidents.merge(session, ids[1], ids[2], NOW)
        assert len(reports.linked_reports(session, ids[2])) == 3
        for ref in ("TJAF-2026-0001", "TJAF-2026-0002", "TJAF-2026-0003"):
            answer = incidents.find_by_ref(session, ref)
            assert answer is not None
            assert answer.ref == "TJAF-2026-0003"
        gone = incidents.get(session, ids[0])
        assert gone is not None
        assert gone.merged_into == "TJAF-2026-0003"
        assert [incident.id for incident in incidents.latest(session, 9)] == [ids[2]]
        assert [c.incident_id for c in reports.candidates(session, "TJ-AF", DAY, DAY)] == [ids[2]]
        assert stored_incident(session).ref == "TJAF-2026-0004"

    database.write_now(change)
