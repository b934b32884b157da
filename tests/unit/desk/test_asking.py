"""Questions: the latest, one whole, the toll; and with every answer whether we see anything."""

from datetime import date, timedelta

import pytest

from bot.model.answers import IncidentFile, Latest, Problem, TollAnswer
from bot.model.incident import Snapshot
from bot.model.vocabulary import Party
from bot.store import incidents
from bot.store.database import Session
from tests.builders import make_snapshot
from tests.unit.desk.conftest import Office

SHOHIN = make_snapshot(killed={Party.MILITANTS: 4})
DARVOZ = make_snapshot(day="2025-11-30", place="tj-gb-darvoz", killed={Party.CIVILIANS: 2})
BATKEN = make_snapshot(day="2025-12-05", place="kg-b", border="KG-TJ", killed={Party.CIVILIANS: 1})


def store(office: Office, *snapshots: Snapshot) -> list[str]:
    now = office.clock.now()

    def keep(session: Session) -> list[str]:
        return [
            incidents.create(
                session,
                snapshot,
                prefix=(snapshot.scene.border or "").replace("-", ""),
                year=snapshot.date.start.year,
                first_reported_at=now,
                now=now,
            ).ref
            for snapshot in snapshots
        ]

    return office.database.write_now(keep)


def refs(answer: Latest | Problem) -> list[str]:
    assert isinstance(answer, Latest)
    return [incident.ref for incident in answer.incidents]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("", ["TJAF-2026-0001", "KGTJ-2025-0001", "TJAF-2025-0001"]),
        ("Хатлон", ["TJAF-2026-0001"]),
        ("ختلان", ["TJAF-2026-0001"]),
        ("Shamsiddin Shohin", ["TJAF-2026-0001"]),
        ("GBAO", ["TJAF-2025-0001"]),
        ("Tajikistan", ["TJAF-2026-0001", "TJAF-2025-0001"]),
        ("TJ-AF", ["TJAF-2026-0001", "TJAF-2025-0001"]),
        ("KG-TJ", ["KGTJ-2025-0001"]),
        ("Sughd", []),
    ],
)
async def test_the_latest_of_a_place_come_newest_first(office: Office, place: str, found: list[str]) -> None:
    store(office, SHOHIN, DARVOZ, BATKEN)
    assert refs(await office.desk.latest(place, 5)) == found


async def test_as_many_come_as_were_asked_for(office: Office) -> None:
    store(office, SHOHIN, DARVOZ, BATKEN)
    assert len(refs(await office.desk.latest("", 2))) == 2
    assert len(refs(await office.desk.latest("", -7))) == 1


async def test_an_empty_answer_says_whether_we_were_blind(office: Office) -> None:
    answer = await office.desk.latest("Khatlon", 5)
    assert isinstance(answer, Latest)
    assert answer.incidents == ()
    assert answer.health.blind


async def test_a_place_that_nobody_knows_is_a_problem_everywhere(office: Office) -> None:
    for answer in (await office.desk.latest("Atlantis", 5), await office.desk.toll("Atlantis")):
        assert isinstance(answer, Problem)
        assert answer.code == "place_unknown"


@pytest.mark.parametrize("typed", ["TJAF-2026-0001", "tjaf 2026 1", "TJ–AF 2026/0001", "#tjaf20260001"])
async def test_a_reference_is_understood_as_typed(office: Office, typed: str) -> None:
    store(office, SHOHIN)
    answer = await office.desk.incident(typed)
    assert isinstance(answer, IncidentFile)
    assert answer.incident.ref == "TJAF-2026-0001"
    assert len(answer.revisions) == 1


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "reference_needed"),
        ("seven", "reference_malformed"),
        ("TJAF-2026", "reference_malformed"),
        ("TJAF-2026-0", "reference_malformed"),
        ("TJAF-2026-0099", "reference_unknown"),
        ("XXYY-2026-0001", "reference_unknown"),
    ],
)
async def test_a_wrong_reference_is_told_apart_from_a_missing_one(
    office: Office, typed: str, code: str
) -> None:
    answer = await office.desk.incident(typed)
    assert isinstance(answer, Problem)
    assert answer.code == code


async def test_a_merged_reference_leads_to_what_it_became(office: Office) -> None:
    store(office, SHOHIN, make_snapshot(day="2026-01-17"))
    now = office.clock.now()

    def merge(session: Session) -> None:
        gone = incidents.find_by_ref(session, "TJAF-2026-0002")
        stays = incidents.find_by_ref(session, "TJAF-2026-0001")
        assert gone is not None
        assert stays is not None
        incidents.merge(session, gone.id, stays.id, now)

    office.database.write_now(merge)
    answer = await office.desk.incident("tjaf-2026-2")
    assert isinstance(answer, IncidentFile)
    assert (answer.asked, answer.incident.ref) == ("TJAF-2026-0002", "TJAF-2026-0001")


async def counted(
    office: Office, place: str, since: date | None = None, until: date | None = None
) -> TollAnswer:
    answer = await office.desk.toll(place, since, until)
    assert isinstance(answer, TollAnswer)
    return answer


async def test_the_toll_counts_a_place_and_a_period_and_names_them(office: Office) -> None:
    store(office, SHOHIN, DARVOZ, BATKEN)
    whole = (await counted(office, "", date(2025, 11, 1))).toll
    assert (whole.place, whole.incidents, whole.killed) == (None, 3, 7)
    khatlon = (await counted(office, "Хатлон")).toll
    assert (khatlon.place, khatlon.incidents, khatlon.killed) == ("Khatlon", 1, 4)
    december = (await counted(office, "", date(2025, 12, 1), date(2025, 12, 31))).toll
    assert [row.ref for row in december.rows] == ["KGTJ-2025-0001"]


async def test_the_toll_of_a_border_names_the_border(office: Office) -> None:
    store(office, SHOHIN, DARVOZ, BATKEN)
    toll = (await counted(office, "TJ-AF")).toll
    assert (toll.place, toll.incidents, toll.killed) == ("Tajikistan–Afghanistan", 2, 6)


async def test_a_period_that_ends_before_it_begins_or_has_not_come_is_a_problem(office: Office) -> None:
    reversed_ = await office.desk.toll("", date(2026, 1, 2), date(2026, 1, 1))
    assert isinstance(reversed_, Problem)
    assert reversed_.code == "dates_reversed"
    tomorrow = office.clock.now().date() + timedelta(days=1)
    future = await office.desk.toll("", tomorrow)
    assert future == Problem(code="date_in_future", values=(("since", tomorrow.isoformat()),))
    assert isinstance(await office.desk.toll("", office.clock.now().date()), TollAnswer)
