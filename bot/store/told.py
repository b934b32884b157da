"""What each chat was last told of each incident; the question asked before every message."""

from sqlalchemy import or_
from sqlmodel import Session, col, select

from bot.model.alert import Told
from bot.model.vocabulary import DeliveryState
from bot.store.tables import DeliveryRow, ToldRow


def remember(session: Session, chat_id: int, thread_id: int, incident_id: int, told: Told) -> None:
    """Note what a chat was told. Never goes back to an older revision."""
    row = session.get(ToldRow, (chat_id, thread_id, incident_id))
    if row is None:
        row = ToldRow(
            chat_id=chat_id,
            thread_id=thread_id,
            incident_id=incident_id,
            revision=told.revision,
            message_id=told.message_id,
            card_message_id=told.card_message_id,
            sounded_at=told.sounded_at,
        )
    elif told.revision >= row.revision:
        row.revision = told.revision
        row.message_id = told.message_id
        row.card_message_id = told.card_message_id
        row.sounded_at = told.sounded_at
    session.add(row)
    session.flush()


def told(session: Session, chat_id: int, thread_id: int, incident_id: int) -> Told | None:
    """What a chat was last told of an incident; None if nothing."""
    row = session.get(ToldRow, (chat_id, thread_id, incident_id))
    if row is None:
        return None
    return Told(
        revision=row.revision,
        message_id=row.message_id,
        card_message_id=row.card_message_id,
        sounded_at=row.sounded_at,
    )


def perhaps_told(session: Session, chat_id: int, thread_id: int, incident_id: int) -> bool:
    """Whether a message about an incident may have reached a chat without our knowing it."""
    query = (
        select(DeliveryRow.id)
        .where(
            col(DeliveryRow.incident_id) == incident_id,
            col(DeliveryRow.chat_id) == chat_id,
            col(DeliveryRow.thread_id) == thread_id,
            or_(col(DeliveryRow.state) == DeliveryState.UNANSWERED, col(DeliveryRow.uncertain) > 0),
        )
        .limit(1)
    )
    return session.exec(query).first() is not None


def forget(session: Session, chat_id: int, thread_id: int, incident_id: int) -> None:
    """Forget what a chat was told of an incident (its message is gone): it will be told anew."""
    row = session.get(ToldRow, (chat_id, thread_id, incident_id))
    if row is not None:
        session.delete(row)
        session.flush()
