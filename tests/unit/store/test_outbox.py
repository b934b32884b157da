"""The outbox keeps its promises by the schema: one row, one order, one state that follows."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from bot.alerts.lifecycle import orphaned, settle
from bot.model.alert import (
    Chat,
    Delivery,
    Moved,
    Outcome,
    Refused,
    Sent,
    Throttled,
    Told,
    Uncertain,
    Unreached,
)
from bot.model.incident import Incident
from bot.model.vocabulary import AlertReason, ChatKind, DeliveryState, Severity
from bot.store import alerts, chats, outbox, queue
from bot.store.database import Database
from bot.store.tables import DeliveryRow
from tests.unit.store.facts import NOW, minutes, stored_alert, stored_chat, stored_incident

LEASE = timedelta(seconds=90)
PENDING, SENDING, SENT = DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.SENT
SUPERSEDED, CANCELLED = DeliveryState.SUPERSEDED, DeliveryState.CANCELLED


def queued(session: Session, *to: Chat, incident: Incident | None = None, **alert: Any) -> Incident:
    """An alert of an incident, waiting for these chats since now."""
    known = incident or stored_incident(session)
    raised = stored_alert(session, known, **alert)
    alerts.enqueue(session, raised, [(chat.id, 0) for chat in to], due_at=NOW, now=NOW)
    return known


def claim(session: Session, now: Any = NOW, **more: Any) -> Delivery | None:
    described: dict[str, Any] = {"lease": LEASE, "owner": "me", "channel": "telegram"}
    return outbox.claim(session, now=now, **(described | more))


def claimed(session: Session, **more: Any) -> Delivery:
    row = claim(session, **more)
    assert row is not None
    return row


def end(session: Session, row: Delivery, outcome: Outcome, now: Any = NOW) -> bool:
    told = None
    if isinstance(outcome, Sent):
        told = Told(revision=1, message_id=outcome.message_id, card_message_id=outcome.message_id)
    return outbox.settle(session, row, settle(row, outcome, now), now=now, told=told)


def states(session: Session) -> list[DeliveryState]:
    return [row.state for row in queue.load(session)]


# Who is queued.


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


# What goes next.


def test_retractions_go_first_then_the_gravest_and_channels_before_people(database: Database) -> None:
    def change(session: Session) -> list[tuple[str, str]]:
        ann = stored_chat(session, 1)
        group = stored_chat(session, -2, ChatKind.GROUP)
        channel = stored_chat(session, -3, ChatKind.CHANNEL)
        queued(session, ann, severity=Severity.LOW)
        queued(session, group, channel, severity=Severity.HIGH)
        queued(session, ann, severity=Severity.CRITICAL)
        queued(session, group, severity=Severity.LOW, reason=AlertReason.RETRACTED)
        order = []
        while (row := claim(session)) is not None:
            order.append((row.reason.value, f"{row.severity.value} {row.chat.kind.value}"))
            end(session, row, Sent(message_id=1))
        return order

    assert database.write_now(change) == [
        ("retracted", "low group"),
        ("new", "critical private"),
        ("new", "high channel"),
        ("new", "high group"),
        ("new", "low private"),
    ]


@pytest.mark.parametrize(
    ("condition", "found"),
    [("free", True), ("not due", False), ("held", False), ("inactive", False), ("left out", False)],
)
def test_only_what_can_be_sent_now_is_claimed(database: Database, condition: str, found: bool) -> None:
    def change(session: Session) -> bool:
        chat = stored_chat(session)
        alert = stored_alert(session, stored_incident(session))
        due = NOW + minutes(1) if condition == "not due" else NOW
        alerts.enqueue(session, alert, [(chat.id, 0)], due_at=due, now=NOW)
        if condition == "held":
            chats.hold(session, chat.id, NOW + minutes(1))
        if condition == "inactive":
            chats.deactivate(session, chat.id, "blocked", NOW)
        left_out = [chat.id] if condition == "left out" else []
        return claim(session, exclude=left_out) is not None

    assert database.write_now(change) is found


def test_one_row_a_chat_is_on_the_wire_whatever_waits_for_its_topics(database: Database) -> None:
    def change(session: Session) -> list[int]:
        ann, bob = stored_chat(session, 1), stored_chat(session, 2)
        for _ in range(2):
            queued(session, ann, bob)
        alert = stored_alert(session, stored_incident(session))
        alerts.enqueue(session, alert, [(ann.id, 9)], due_at=NOW, now=NOW)
        rows = [claim(session) for _ in range(4)]
        return [row.chat.address for row in rows if row is not None]

    assert database.write_now(change) == [1, 2]


def test_the_schema_itself_forbids_a_second_row_on_the_wire(database: Database) -> None:
    def change(session: Session) -> None:
        chat = stored_chat(session)
        queued(session, chat)
        queued(session, chat)
        for row in session.exec(select(DeliveryRow)):
            row.state, row.lease_until, row.lease_owner = SENDING, NOW, "me"
        session.flush()

    with pytest.raises(IntegrityError):
        database.write_now(change)


def test_rows_of_another_channel_are_neither_claimed_nor_waited_for(database: Database) -> None:
    def change(session: Session) -> tuple[Any, ...]:
        console = chats.upsert(
            session, channel="console", address=1, kind=ChatKind.PRIVATE, title=None, now=NOW
        )
        queued(session, console)
        return (
            claim(session),
            outbox.next_due_at(session, now=NOW, channel="telegram"),
            outbox.next_due_at(session, now=NOW, channel="console"),
            claimed(session, channel="console").chat.channel,
        )

    assert database.write_now(change) == (None, None, NOW, "console")


def test_the_next_row_is_looked_for_when_it_is_due_or_its_chat_is_free(database: Database) -> None:
    def change(session: Session) -> list[Any]:
        chat = stored_chat(session)
        seen = [outbox.next_due_at(session, now=NOW, channel="telegram")]
        alert = stored_alert(session, stored_incident(session))
        alerts.enqueue(session, alert, [(chat.id, 0)], due_at=NOW + minutes(5), now=NOW)
        seen.append(outbox.next_due_at(session, now=NOW, channel="telegram"))
        seen.append(outbox.next_due_at(session, now=NOW + minutes(9), channel="telegram"))
        chats.hold(session, chat.id, NOW + minutes(30))
        seen.append(outbox.next_due_at(session, now=NOW, channel="telegram"))
        seen.append(outbox.next_due_at(session, now=NOW, channel="telegram", exclude=[chat.id]))
        return seen

    after = [None, NOW + minutes(5), NOW + minutes(9), NOW + minutes(30), None]
    assert database.write_now(change) == after


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
