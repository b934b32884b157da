"""What is claimed from the outbox next, and what must wait."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from bot.model.alert import Sent
from bot.model.vocabulary import AlertReason, ChatKind, Severity
from bot.store import alerts, chats, outbox
from bot.store.database import Database
from bot.store.tables import DeliveryRow
from tests.unit.store.facts import NOW, minutes, stored_alert, stored_chat, stored_incident
from tests.unit.store.rows import SENDING, claim, claimed, end, queued


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
