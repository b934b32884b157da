"""Tokens behind buttons: an action prepared for one person in one chat, usable once.

A button carries only the token, so what it does cannot be forged, repeated or pressed by a
stranger; the payload never leaves the database.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete

from bot.store.tables import ActionTokenRow

_BYTES = 15  # 20 characters; buttons carry at most 48 bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a token stands for."""

    kind: str
    payload: dict[str, Any]


def issue(
    session: Session,
    *,
    kind: str,
    payload: dict[str, Any],
    owner: int,
    chat: int,
    now: datetime,
    lifetime: timedelta,
) -> str:
    """Prepare an action for ``owner`` (user id) in ``chat`` (address); returns the token."""
    token = secrets.token_urlsafe(_BYTES)
    session.add(
        ActionTokenRow(
            token=token,
            kind=kind,
            payload=json.dumps(payload, ensure_ascii=False),
            owner=owner,
            chat=chat,
            expires_at=now + lifetime,
        )
    )
    session.flush()
    return token


def take(session: Session, token: str, *, kind: str, owner: int, chat: int, now: datetime) -> Taken | str:
    """Use a token of this kind up. Otherwise a code: ``token_unknown`` (or of another kind),
    ``token_foreign`` (another person or chat; it stays usable), ``token_used`` or ``token_expired``."""
    row = session.get(ActionTokenRow, token)
    if row is None or row.kind != kind:
        return "token_unknown"
    if row.owner != owner or row.chat != chat:
        return "token_foreign"
    if row.used_at is not None:
        return "token_used"
    if row.expires_at <= now:
        return "token_expired"
    row.used_at = now
    session.flush()
    return Taken(kind=row.kind, payload=json.loads(row.payload))


def look(session: Session, token: str, *, owner: int, chat: int) -> Taken | None:
    """What a token of this person in this chat stands for, used or expired as it may be."""
    row = session.get(ActionTokenRow, token)
    if row is None or row.owner != owner or row.chat != chat:
        return None
    return Taken(kind=row.kind, payload=json.loads(row.payload))


def forget_expired(session: Session, now: datetime) -> int:
    """Delete tokens past their time, used or not; returns how many."""
    expired = session.exec(delete(ActionTokenRow).where(col(ActionTokenRow.expires_at) <= now))
    return expired.rowcount
