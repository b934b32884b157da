"""What waits for a person: newest first, page by page, with the incidents that may be one."""

from datetime import timedelta

import pytest

from bot.model.vocabulary import Decision, IncidentStatus
from bot.store import documents, incidents
from bot.store.database import Session
from tests.unit.desk.conftest import Office
from tests.unit.store.facts import (
    NOW,
    item,
    poll,
    reading,
    report,
    snapshot,
    stored_incident,
    stored_source,
)


def store_texts(session: Session, *decisions: Decision) -> None:
    """Texts that were read, each seen a minute after the one before."""
    source = stored_source(session)
    for number, decision in enumerate(decisions):
        moment = NOW + timedelta(minutes=number)
        poll(session, source, item(str(number), f"Text {number}.", title=f"Title {number}"), now=moment)
        (unread,) = documents.next_unread(session, moment, 10)
        reports = (report(),) if decision is Decision.INCIDENT else ()
        assert documents.mark_done(session, unread, reading(*reports, decision=decision)) is not None


async def titles(office: Office, limit: int, skip: int = 0) -> list[str | None]:
    return [text.document.title for text in (await office.desk.review(limit, skip)).texts]


async def test_texts_left_to_a_person_come_newest_first_and_page_by_page(office: Office) -> None:
    decisions = (Decision.REVIEW, Decision.INCIDENT, Decision.REVIEW, Decision.OTHER, Decision.REVIEW)
    await office.database.write(lambda session: store_texts(session, *decisions))
    queue = await office.desk.review(2)
    assert (queue.waiting, queue.skipped, queue.doubles) == (3, 0, ())
    assert [text.document.title for text in queue.texts] == ["Title 4", "Title 2"]
    (first, _) = queue.texts
    assert (str(first.id), first.document.outlet) == (first.document.id, "Khovar")
    assert [reason.code for reason in first.reading.reasons] == ["harm"]
    assert await titles(office, 2, 2) == ["Title 0"]


@pytest.mark.parametrize(("limit", "skip"), [(0, 0), (-3, -7), (1, 0)])
async def test_odd_numbers_show_the_newest_one(office: Office, limit: int, skip: int) -> None:
    await office.database.write(lambda session: store_texts(session, Decision.REVIEW, Decision.REVIEW))
    assert await titles(office, limit, skip) == ["Title 1"]


async def test_a_page_behind_the_end_shows_the_last_text(office: Office) -> None:
    await office.database.write(lambda session: store_texts(session, Decision.REVIEW, Decision.REVIEW))
    queue = await office.desk.review(5, 99)
    assert queue.skipped == 1
    assert [text.document.title for text in queue.texts] == ["Title 0"]


async def test_an_empty_queue_is_empty(office: Office) -> None:
    queue = await office.desk.review(5)
    assert (queue.texts, queue.waiting, queue.skipped, queue.doubles) == ((), 0, 0, ())


async def test_open_incidents_that_may_be_the_same_as_another_are_listed(office: Office) -> None:
    def store(session: Session) -> None:
        sure = stored_incident(session)
        stored_incident(session, snapshot(5, possible_duplicate_of=sure.ref))
        withdrawn = snapshot(6, possible_duplicate_of=sure.ref, status=IncidentStatus.RETRACTED)
        stored_incident(session, withdrawn)
        decided = stored_incident(session, snapshot(7, possible_duplicate_of=sure.ref))
        incidents.save_revision(session, decided.id, snapshot(7), reason="detail", now=NOW)

    await office.database.write(store)
    assert [one.ref for one in (await office.desk.review(5)).doubles] == ["TJAF-2026-0002"]
