"""Chats keep what they chose, through blocks, returns and changes of address."""

from typing import Any

import pytest
from sqlmodel import Session

from bot.model.alert import Told
from bot.model.vocabulary import ChatKind
from bot.store import alerts, chats, outbox, queue
from bot.store.database import Database
from bot.store.tables import ChatRow
from tests.unit.store.facts import NOW, stored_alert, stored_chat, stored_incident


def places(session: Session, chat_id: int) -> list[str]:
    return [subscription.place_id for subscription in chats.subscriptions(session, chat_id)]


def test_a_chat_is_known_by_channel_and_address(database: Database) -> None:
    def change(session: Session) -> list[int]:
        first = stored_chat(session, 1)
        again = stored_chat(session, 1)
        other = chats.upsert(
            session, channel="console", address=1, kind=ChatKind.PRIVATE, title=None, now=NOW
        )
        return [first.id, again.id, other.id]

    first, again, other = database.write_now(change)
    assert first == again != other


def test_a_subscription_stands_once_for_each_topic(database: Database) -> None:
    def change(session: Session) -> list[bool]:
        chat = stored_chat(session)
        return [
            chats.subscribe(session, chat.id, thread, "tj-kt", "Khatlon", NOW)[1] for thread in (0, 0, 7, 7)
        ]

    assert database.write_now(change) == [False, True, False, True]


def test_one_subscription_or_all_of_a_topic_are_removed(database: Database) -> None:
    def change(session: Session) -> tuple[Any, ...]:
        chat = stored_chat(session)
        for thread, place in ((0, "a"), (0, "b"), (0, "c"), (7, "a")):
            chats.subscribe(session, chat.id, thread, place, place, NOW)
        one = [gone.place_id for gone in chats.unsubscribe(session, chat.id, 0, "b")]
        rest = [gone.place_id for gone in chats.unsubscribe(session, chat.id, 0, None)]
        return one, rest, places(session, chat.id)

    assert database.write_now(change) == (["b"], ["a", "c"], ["a"])


def test_a_chat_that_is_gone_is_listened_to_again_when_it_speaks(database: Database) -> None:
    def change(session: Session) -> list[Any]:
        chat = stored_chat(session)
        chats.subscribe(session, chat.id, 0, "tj-kt", "Khatlon", NOW)
        seen: list[Any] = [chats.subscribed_places(session)]
        chats.deactivate(session, chat.id, "blocked", NOW)
        seen.append((chats.subscribed_places(session), chats.active_subscriptions(session)))
        stored_chat(session)
        seen.append(chats.subscribed_places(session))
        chats.deactivate(session, chat.id, "blocked", NOW)
        chats.reactivate(session, chat.id, NOW)
        seen.append(chats.subscribed_places(session))
        return seen

    assert database.write_now(change) == [("tj-kt",), ((), ()), ("tj-kt",), ("tj-kt",)]


def told(session: Session, chat_id: int, incident_id: int) -> None:
    outbox.remember(session, chat_id, 0, incident_id, Told(revision=1, message_id=1, card_message_id=1))


def test_a_group_that_becomes_a_supergroup_keeps_all_but_its_message_ids(database: Database) -> None:
    def change(session: Session) -> tuple[Any, ...]:
        group = stored_chat(session, -5, ChatKind.GROUP)
        incident = stored_incident(session)
        chats.subscribe(session, group.id, 0, "tj-kt", "Khatlon", NOW)
        alerts.enqueue(session, stored_alert(session, incident), [(group.id, 0)], due_at=NOW, now=NOW)
        told(session, group.id, incident.id)
        moved = chats.migrate(session, "telegram", -5, -1005, NOW)
        assert moved is not None
        return (
            (moved.id, moved.address, moved.kind),
            places(session, moved.id),
            [row.chat.address for row in queue.load(session)],
            outbox.told(session, moved.id, 0, incident.id),
            chats.find(session, "telegram", -5),
        )

    assert database.write_now(change) == (
        (1, -1005, ChatKind.SUPERGROUP),
        ["tj-kt"],
        [-1005],
        None,
        None,
    )


def test_moving_into_a_chat_that_is_known_merges_the_two(database: Database) -> None:
    def change(session: Session) -> tuple[Any, ...]:
        old = stored_chat(session, -5, ChatKind.GROUP)
        new = stored_chat(session, -1005, ChatKind.SUPERGROUP)
        incident, other = stored_incident(session), stored_incident(session)
        for chat_id, place in ((old.id, "a"), (old.id, "b"), (new.id, "b"), (new.id, "c")):
            chats.subscribe(session, chat_id, 0, place, place, NOW)
        alert = stored_alert(session, incident)
        alerts.enqueue(session, alert, [(old.id, 0), (new.id, 0)], due_at=NOW, now=NOW)
        alerts.enqueue(session, stored_alert(session, other), [(old.id, 0)], due_at=NOW, now=NOW)
        moved = chats.migrate(session, "telegram", -5, -1005, NOW)
        assert moved is not None
        return moved.id, sorted(places(session, new.id)), [row.chat.id for row in queue.load(session)]

    assert database.write_now(change) == (2, ["a", "b", "c"], [2, 2])


def test_a_migration_told_twice_or_in_a_chain_comes_to_the_same(database: Database) -> None:
    def change(session: Session) -> list[Any]:
        stored_chat(session, -5, ChatKind.GROUP)
        steps = [(-5, -6), (-5, -6), (-6, -7), (-6, -7), (-7, -7)]
        return [chats.migrate(session, "telegram", old, new, NOW) for old, new in steps]

    moved = database.write_now(change)
    assert [chat.address for chat in moved] == [-6, -6, -7, -7, -7]
    assert {chat.id for chat in moved} == {1}


def test_addresses_that_nobody_knows_move_nothing(database: Database) -> None:
    assert database.write_now(lambda session: chats.migrate(session, "telegram", -5, -6, NOW)) is None


@pytest.mark.parametrize("why", ["blocked", "kicked"])
def test_the_first_reason_for_leaving_a_chat_stands(database: Database, why: str) -> None:
    def change(session: Session) -> str | None:
        chat = stored_chat(session)
        chats.deactivate(session, chat.id, why, NOW)
        chats.deactivate(session, chat.id, "later", NOW)
        return session.get_one(ChatRow, chat.id).inactive_why

    assert database.write_now(change) == why
