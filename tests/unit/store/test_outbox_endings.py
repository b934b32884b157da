"""How a row of the outbox ends, in the ordinary way or not."""

from typing import Any

import pytest
from sqlmodel import Session

from bot.alerts.lifecycle import orphaned, settle
from bot.model.alert import Moved, Outcome, Refused, Sent, Throttled, Told, Uncertain, Unreached
from bot.model.vocabulary import DeliveryState
from bot.store import alerts, chats, outbox, queue
from bot.store.database import Database
from tests.unit.store.facts import NOW, minutes, stored_alert, stored_chat, stored_incident
from tests.unit.store.rows import (
    CANCELLED,
    PENDING,
    SENDING,
    SENT,
    SUPERSEDED,
    claim,
    claimed,
    end,
    queued,
    states,
)

# How a row ends.


def test_what_was_sent_is_remembered_in_the_same_commit(database: Database) -> None:
    def change(session: Session) -> tuple[Any, ...]:
        chat = stored_chat(session)
        incident = queued(session, chat)
        assert end(session, claimed(session), Sent(message_id=5))
        known = outbox.told(session, chat.id, 0, incident.id)
        return states(session), known and known.message_id

    assert database.write_now(change) == ([SENT], 5)


def test_an_answer_that_comes_after_the_row_was_taken_back_spares_a_repeat(database: Database) -> None:
    def change(session: Session) -> tuple[Any, ...]:
        chat = stored_chat(session)
        incident = queued(session, chat)
        row = claimed(session)
        outbox.recover(session, owner="me", now=NOW + minutes(5), decide=orphaned)
        recorded = end(session, row, Sent(message_id=5))
        known = outbox.told(session, chat.id, 0, incident.id)
        return recorded, states(session), known and known.message_id

    assert database.write_now(change) == (False, [PENDING], 5)


def test_an_answer_to_an_earlier_claim_does_not_end_a_later_one(database: Database) -> None:
    def change(session: Session) -> tuple[bool, list[DeliveryState]]:
        queued(session, stored_chat(session))
        first = claimed(session)
        end(session, first, Throttled(after_seconds=1))
        claimed(session, now=NOW + minutes(1))
        return end(session, first, Refused(scope="content", why="x")), states(session)

    assert database.write_now(change) == (False, [SENDING])


def test_a_row_that_must_wait_again_makes_way_for_newer_news(database: Database) -> None:
    def change(session: Session) -> list[tuple[DeliveryState, int, Any]]:
        chat = stored_chat(session)
        incident = queued(session, chat)
        row = claimed(session)
        newer = stored_alert(session, incident, killed=6)
        alerts.enqueue(session, newer, [(chat.id, 0)], due_at=NOW + minutes(60), now=NOW)
        end(session, row, Uncertain(why="x"))
        return [(row.state, row.uncertain, row.due_at < NOW + minutes(1)) for row in queue.load(session)]

    assert database.write_now(change) == [(SUPERSEDED, 1, True), (PENDING, 1, True)]


def test_a_sent_row_needs_what_was_told(database: Database) -> None:
    def change(session: Session) -> None:
        queued(session, stored_chat(session))
        row = claimed(session)
        outbox.settle(session, row, settle(row, Sent(message_id=5), NOW), now=NOW)

    with pytest.raises(ValueError, match="needs the message"):
        database.write_now(change)


def test_a_chat_that_refused_hears_nothing_more_and_keeps_its_subscriptions(database: Database) -> None:
    def change(session: Session) -> tuple[Any, ...]:
        chat = stored_chat(session)
        chats.subscribe(session, chat.id, 0, "tj-kt", "Khatlon", NOW)
        queued(session, chat)
        queued(session, chat)
        end(session, claimed(session), Refused(scope="chat", why="blocked"))
        known = chats.find(session, "telegram", 100)
        return states(session), known and known.active, len(chats.subscriptions(session, chat.id))

    assert database.write_now(change) == ([DeliveryState.DEAD, CANCELLED], False, 1)


def test_a_throttled_chat_is_held_and_a_longer_hold_stands(database: Database) -> None:
    def change(session: Session) -> tuple[bool, bool]:
        chat = stored_chat(session)
        queued(session, chat)
        end(session, claimed(session), Throttled(after_seconds=600))
        chats.hold(session, chat.id, NOW + minutes(1))
        return claim(session, now=NOW + minutes(9)) is None, claim(session, now=NOW + minutes(10)) is None

    assert database.write_now(change) == (True, False)


def test_told_never_goes_back_to_an_older_revision(database: Database) -> None:
    def change(session: Session) -> list[int]:
        chat, incident = stored_chat(session), stored_incident(session)
        seen = []
        for revision, message in ((2, 20), (1, 10), (3, 30)):
            told = Told(revision=revision, message_id=message, card_message_id=20)
            outbox.remember(session, chat.id, 0, incident.id, told)
            known = outbox.told(session, chat.id, 0, incident.id)
            seen.append(known.message_id if known else 0)
        outbox.forget(session, chat.id, 0, incident.id)
        outbox.forget(session, chat.id, 0, incident.id)
        assert outbox.told(session, chat.id, 0, incident.id) is None
        return seen

    assert database.write_now(change) == [20, 20, 30]


@pytest.mark.parametrize(
    ("outcome", "perhaps"),
    [(Unreached(why="x"), False), (Throttled(after_seconds=1), False), (Uncertain(why="x"), True)],
)
def test_a_chat_was_perhaps_told_where_an_answer_never_came(
    database: Database, outcome: Outcome, perhaps: bool
) -> None:
    def change(session: Session) -> bool:
        chat = stored_chat(session)
        incident = queued(session, chat)
        end(session, claimed(session), outcome)
        assert not outbox.perhaps_told(session, chat.id, 7, incident.id)
        return outbox.perhaps_told(session, chat.id, 0, incident.id)

    assert database.write_now(change) is perhaps


# Rows that cannot end in the ordinary way.


def test_rows_of_another_start_are_orphans_at_once_and_our_own_when_the_lease_is_over(
    database: Database,
) -> None:
    def change(session: Session) -> list[int]:
        for number, owner in enumerate(("me", "dead")):
            queued(session, stored_chat(session, number))
            claimed(session, owner=owner)
        found = []
        for later in (0, 1, 2):
            moment = NOW + minutes(later)
            found.append(outbox.recover(session, owner="me", now=moment, decide=orphaned))
        return found

    assert database.write_now(change) == [1, 0, 1]


@pytest.mark.parametrize(("twin", "state"), [(False, PENDING), (True, CANCELLED)])
def test_a_row_leaves_its_topic_unless_the_chat_hears_of_it_anyway(
    database: Database, twin: bool, state: DeliveryState
) -> None:
    def change(session: Session) -> list[tuple[int, DeliveryState]]:
        chat = stored_chat(session)
        alert = stored_alert(session, stored_incident(session))
        threads = [7, 0] if twin else [7]
        for thread in threads:
            alerts.enqueue(session, alert, [(chat.id, thread)], due_at=NOW, now=NOW)
        outbox.leave_topic(session, 1, NOW)
        return [(row.thread_id, row.state) for row in queue.load(session)][:1]

    assert database.write_now(change) == [(7 if twin else 0, state)]


def test_a_retraction_cancels_what_waits_and_not_what_is_on_the_wire(database: Database) -> None:
    def change(session: Session) -> tuple[int, list[DeliveryState]]:
        incident = queued(session, stored_chat(session, 1), stored_chat(session, 2))
        claimed(session)
        return alerts.cancel_pending(session, incident.id, "retracted", NOW), states(session)

    assert database.write_now(change) == (1, [SENDING, CANCELLED])


def test_the_queue_is_counted_by_state(database: Database) -> None:
    def change(session: Session) -> tuple[Any, ...]:
        queued(session, *(stored_chat(session, number) for number in range(3)))
        end(session, claimed(session), Sent(message_id=1))
        claimed(session)
        counted = outbox.counts(session)
        return counted.by_state, counted.waiting, counted.oldest_due_at

    by_state = {SENT: 1, SENDING: 1, PENDING: 1}
    assert database.write_now(change) == (by_state, 2, NOW)


def test_a_moved_outcome_alone_changes_no_chat(database: Database) -> None:
    """Who is where is stored by ``chats.migrate``; the row only waits again."""

    def change(session: Session) -> list[DeliveryState]:
        queued(session, stored_chat(session))
        end(session, claimed(session), Moved(to=-200))
        return states(session)

    assert database.write_now(change) == [PENDING]
