"""Who is queued in the outbox: one row for each chat, and the newest news in it."""

from typing import Any

from sqlmodel import Session

from bot.model.alert import Sent, Uncertain, Unreached
from bot.model.vocabulary import DeliveryState
from bot.store import alerts, chats, queue
from bot.store.database import Database
from tests.unit.store.facts import NOW, minutes, stored_alert, stored_chat, stored_incident
from tests.unit.store.rows import PENDING, SUPERSEDED, claimed, end, queued, states


def test_an_alert_is_queued_once_for_each_chat_and_topic(database: Database) -> None:
    def change(session: Session) -> tuple[int, int, int]:
        chat = stored_chat(session)
        alert = stored_alert(session, stored_incident(session))
        first = alerts.enqueue(session, alert, [(chat.id, 0), (chat.id, 0)], due_at=NOW, now=NOW)
        again = alerts.enqueue(session, alert, [(chat.id, 0)], due_at=NOW, now=NOW)
        topic = alerts.enqueue(session, alert, [(chat.id, 7)], due_at=NOW, now=NOW)
        return first, again, topic

    assert database.write_now(change) == (1, 0, 1)


def test_newer_news_takes_the_place_and_the_earlier_time_of_what_waits(database: Database) -> None:
    def change(session: Session) -> list[tuple[DeliveryState, Any]]:
        chat, incident = stored_chat(session), stored_incident(session)
        first = stored_alert(session, incident)
        alerts.enqueue(session, first, [(chat.id, 0)], due_at=NOW + minutes(1), now=NOW)
        second = stored_alert(session, incident, killed=6)
        alerts.enqueue(session, second, [(chat.id, 0)], due_at=NOW + minutes(2), now=NOW)
        third = stored_alert(session, incident, killed=7)
        alerts.enqueue(session, third, [(chat.id, 0)], due_at=NOW, now=NOW)
        return [(row.state, row.due_at - NOW) for row in queue.load(session)]

    assert database.write_now(change) == [
        (SUPERSEDED, minutes(1)),
        (SUPERSEDED, minutes(1)),
        (PENDING, minutes(0)),
    ]


def test_an_older_alert_queued_late_supersedes_nothing(database: Database) -> None:
    def change(session: Session) -> list[DeliveryState]:
        chat, incident = stored_chat(session), stored_incident(session)
        older = stored_alert(session, incident)
        newer = stored_alert(session, incident, killed=6)
        alerts.enqueue(session, newer, [(chat.id, 0)], due_at=NOW, now=NOW)
        alerts.enqueue(session, older, [(chat.id, 0)], due_at=NOW, now=NOW)
        return states(session)

    assert database.write_now(change) == [PENDING]


def test_the_uncertainty_of_what_was_superseded_is_kept(database: Database) -> None:
    def change(session: Session) -> list[int]:
        chat = stored_chat(session)
        incident = queued(session, chat)
        end(session, claimed(session), Uncertain(why="x"))
        queued(session, chat, incident=incident, killed=6)
        return [row.uncertain for row in queue.load(session) if row.state is PENDING]

    assert database.write_now(change) == [1]


def test_chats_are_found_by_the_places_they_listen_to(database: Database) -> None:
    def change(session: Session) -> list[int]:
        for address, place in ((1, "tj-kt"), (2, ""), (3, "tj-gb"), (4, "tj-kt")):
            chat = stored_chat(session, address)
            chats.subscribe(session, chat.id, 0, place, place, NOW)
        chats.deactivate(session, 4, "blocked", NOW)
        alert = stored_alert(session, stored_incident(session))
        assert alerts.enqueue_for_places(session, alert, ["", "tj-kt"], due_at=NOW, now=NOW) == 2
        return sorted(row.chat.address for row in queue.load(session))

    assert database.write_now(change) == [1, 2]


def test_who_may_have_seen_something_is_found_latest_first(database: Database) -> None:
    def change(session: Session) -> tuple[tuple[int, int], ...]:
        sent, unsure, waiting, on_wire = (stored_chat(session, 100 + n) for n in range(4))
        incident = queued(session, sent, unsure, waiting, on_wire)
        end(session, claimed(session), Sent(message_id=5))
        end(session, claimed(session), Uncertain(why="x"))
        end(session, claimed(session), Unreached(why="x"))
        claimed(session)
        return alerts.reached(session, incident.id)

    assert database.write_now(change) == ((4, 0), (2, 0), (1, 0))
