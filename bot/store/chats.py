"""Chats and what they want to hear.

A chat is known by (channel, address); a change of address keeps everything that was set. Rights
are not looked at here: who may subscribe whom was decided before.
"""

from datetime import datetime

from sqlmodel import Session, col, delete, select, update

from bot.model.alert import Chat, Subscription
from bot.model.vocabulary import ChatKind, DeliveryState
from bot.store import mapping
from bot.store.mapping import key
from bot.store.tables import ChatRow, DeliveryRow, SubscriptionRow, ToldRow


def upsert(
    session: Session, *, channel: str, address: int, kind: ChatKind, title: str | None, now: datetime
) -> Chat:
    """The chat at an address, added if unknown; whoever speaks to us is active again."""
    row = _at(session, channel, address)
    if row is None:
        row = ChatRow(channel=channel, address=address, kind=kind, changed_at=now)
        session.add(row)
    if (row.kind, row.title, row.active) != (kind, title, True):
        row.changed_at = now
    row.kind = kind
    row.title = title
    row.active = True
    row.inactive_why = None
    session.flush()
    return mapping.chat(row)


def _at(session: Session, channel: str, address: int) -> ChatRow | None:
    query = select(ChatRow).where(col(ChatRow.channel) == channel, col(ChatRow.address) == address)
    return session.exec(query).first()


def find(session: Session, channel: str, address: int) -> Chat | None:
    """The chat at an address, if known."""
    row = _at(session, channel, address)
    return None if row is None else mapping.chat(row)


def subscribe(
    session: Session, chat_id: int, thread_id: int, place_id: str, place_name: str, now: datetime
) -> tuple[Subscription, bool]:
    """Add a subscription; returns it and whether it stood already."""
    owner = mapping.chat(session.get_one(ChatRow, chat_id))
    query = select(SubscriptionRow).where(
        col(SubscriptionRow.chat_id) == chat_id,
        col(SubscriptionRow.thread_id) == thread_id,
        col(SubscriptionRow.place_id) == place_id,
    )
    row = session.exec(query).first()
    already = row is not None
    if row is None:
        row = SubscriptionRow(
            chat_id=chat_id, thread_id=thread_id, place_id=place_id, place_name=place_name, created_at=now
        )
        session.add(row)
        session.flush()
    return mapping.subscription(row, owner), already


def unsubscribe(
    session: Session, chat_id: int, thread_id: int, place_id: str | None
) -> tuple[Subscription, ...]:
    """Remove one subscription, or all of the topic when ``place_id`` is None; returns them."""
    removed = tuple(
        subscription
        for subscription in subscriptions(session, chat_id, thread_id)
        if place_id is None or subscription.place_id == place_id
    )
    ids = [subscription.id for subscription in removed]
    session.exec(delete(SubscriptionRow).where(col(SubscriptionRow.id).in_(ids)))
    return removed


def subscriptions(session: Session, chat_id: int, thread_id: int | None = None) -> tuple[Subscription, ...]:
    """What a chat hears, in one topic or (None) in all of them, oldest first."""
    query = (
        select(SubscriptionRow, ChatRow)
        .join(ChatRow, col(ChatRow.id) == col(SubscriptionRow.chat_id))
        .where(col(SubscriptionRow.chat_id) == chat_id)
        .order_by(col(SubscriptionRow.id))
    )
    if thread_id is not None:
        query = query.where(col(SubscriptionRow.thread_id) == thread_id)
    return tuple(mapping.subscription(row, mapping.chat(owner)) for row, owner in session.exec(query))


def active_subscriptions(session: Session) -> tuple[Subscription, ...]:
    """All subscriptions of active chats. With many chats, ask ``subscribed_places`` instead."""
    query = (
        select(SubscriptionRow, ChatRow)
        .join(ChatRow, col(ChatRow.id) == col(SubscriptionRow.chat_id))
        .where(col(ChatRow.active))
        .order_by(col(SubscriptionRow.id))
    )
    return tuple(mapping.subscription(row, mapping.chat(owner)) for row, owner in session.exec(query))


def subscribed_places(session: Session) -> tuple[str, ...]:
    """Every place id that an active chat listens to: route these, then enqueue by place."""
    query = (
        select(SubscriptionRow.place_id)
        .join(ChatRow, col(ChatRow.id) == col(SubscriptionRow.chat_id))
        .where(col(ChatRow.active))
        .distinct()
        .order_by(col(SubscriptionRow.place_id))
    )
    return tuple(session.exec(query))


def deactivate(session: Session, chat_id: int, why: str, now: datetime) -> int:
    """Stop telling a chat anything: its waiting rows are cancelled, its subscriptions kept.

    Returns how many rows were cancelled.
    """
    row = session.get_one(ChatRow, chat_id)
    if row.active:
        row.active = False
        row.inactive_why = why
        row.changed_at = now
        session.flush()
    cancelled = session.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.chat_id) == chat_id, col(DeliveryRow.state) == DeliveryState.PENDING)
        .values(state=DeliveryState.CANCELLED, why=why, settled_at=now)
    )
    return cancelled.rowcount


def reactivate(session: Session, chat_id: int, now: datetime) -> None:
    """Tell a chat again; what it missed is not repeated."""
    row = session.get_one(ChatRow, chat_id)
    if not row.active:
        row.active = True
        row.inactive_why = None
        row.changed_at = now
        session.flush()


def hold(session: Session, chat_id: int, until: datetime) -> None:
    """Send nothing to a chat before ``until``; a longer hold is never shortened."""
    row = session.get_one(ChatRow, chat_id)
    row.hold_until = max(until, row.hold_until) if row.hold_until else until
    session.flush()


def migrate(session: Session, channel: str, old: int, new: int, now: datetime) -> Chat | None:
    """Re-key a chat whose address changed; merge it when the new address is known already.

    Idempotent, and chains of two work. Message ids of the old address are void, so what was told
    there is forgotten: the next card stands alone. None if neither address is known.
    """
    row, known = _at(session, channel, old), _at(session, channel, new)
    if row is None or old == new:
        return None if known is None else mapping.chat(known)
    session.exec(delete(ToldRow).where(col(ToldRow.chat_id) == row.id))
    if known is None:
        row.address = new
        row.kind = ChatKind.SUPERGROUP if row.kind == ChatKind.GROUP else row.kind
        row.changed_at = now
        session.flush()
        return mapping.chat(row)
    _absorb(session, key(row.id), key(known.id))
    known.changed_at = now
    session.delete(row)
    session.flush()
    return mapping.chat(known)


def _absorb(session: Session, old_id: int, new_id: int) -> None:
    """Hand everything of one chat to another; what the other has already is dropped.

    ``OR IGNORE`` leaves exactly the rows that the unique indexes forbid twice.
    """
    for table in (SubscriptionRow, DeliveryRow):
        session.exec(
            update(table).prefix_with("OR IGNORE").where(col(table.chat_id) == old_id).values(chat_id=new_id)
        )
        session.exec(delete(table).where(col(table.chat_id) == old_id))
