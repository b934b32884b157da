"""Sources: the catalogue's rows and the operators', their schedule and their health.

The catalogue only ever adds what was never there; commands win, and what was removed stays
removed. This module stores what a visit brought; when to come back is decided elsewhere.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from bot.model.source import Source, SourceSpec
from bot.model.vocabulary import SourceState
from bot.store import mapping
from bot.store.tables import SourceRow


def seed_catalogue(session: Session, specs: Sequence[SourceSpec], now: datetime) -> int:
    """Add catalogue rows whose slug and address were never known; returns how many.

    Rows that exist, in any state, are left as commands made them. A row that the catalogue
    disables starts paused.
    """
    slugs = set(session.exec(select(SourceRow.slug)))
    addresses = set(session.exec(select(SourceRow.url)))
    added = 0
    for spec in specs:
        if spec.slug in slugs or spec.url in addresses:
            continue
        slugs.add(spec.slug)
        addresses.add(spec.url)
        state = SourceState.ACTIVE if spec.enabled else SourceState.PAUSED
        session.add(_row(spec, now, state=state, from_catalogue=True))
        added += 1
    session.flush()
    return added


def add(session: Session, spec: SourceSpec, now: datetime) -> tuple[Source, bool]:
    """Add an operator's source; returns it and whether its address already stood.

    A removed source of that address comes back as new: its next visit is a first import. A slug
    that belongs to another address gets a number.
    """
    known = session.exec(select(SourceRow).where(col(SourceRow.url) == spec.url)).first()
    if known is not None and known.state != SourceState.REMOVED:
        return mapping.source(known), True
    if known is not None:
        _revive(known, spec, now)
        row = known
    else:
        row = _row(spec, now, slug=_free_slug(session, spec.slug), from_catalogue=False)
        session.add(row)
    session.flush()
    return mapping.source(row), False


def _row(spec: SourceSpec, now: datetime, **more: Any) -> SourceRow:
    columns = {
        "slug": spec.slug,
        "name": spec.name,
        "url": spec.url,
        "kind": spec.kind,
        "language": spec.language,
        "country": spec.country,
        "reliability": spec.reliability,
        "origin": spec.origin,
        "tier": spec.tier,
        "interval_seconds": spec.interval_seconds,
        "enabled": spec.enabled,
    }
    return SourceRow(**(columns | {"next_poll_at": now, "added_at": now} | more))


def _revive(row: SourceRow, spec: SourceSpec, now: datetime) -> None:
    fresh = _row(spec, now, slug=row.slug, from_catalogue=row.from_catalogue)
    for name in SourceRow.model_fields:
        if name != "id":
            setattr(row, name, getattr(fresh, name))


def _free_slug(session: Session, wished: str) -> str:
    taken = set(session.exec(select(SourceRow.slug)))
    slug, number = wished, 2
    while slug in taken:
        slug, number = f"{wished}_{number}", number + 1
    return slug


def set_state(session: Session, source_id: int, state: SourceState, now: datetime) -> Source | None:
    """Pause, resume or remove; what resumes is due at once. None if there is no such source."""
    row = session.get(SourceRow, source_id)
    if row is None:
        return None
    if state is SourceState.ACTIVE and row.state != SourceState.ACTIVE:
        row.next_poll_at = now
    row.state = state
    session.flush()
    return mapping.source(row)


def poll_at(session: Session, source_id: int, moment: datetime) -> None:
    """Set when a source is due next."""
    row = session.get(SourceRow, source_id)
    if row is not None:
        row.next_poll_at = moment
        session.flush()


def get(session: Session, source_id: int) -> Source | None:
    """One source, in any state."""
    row = session.get(SourceRow, source_id)
    return None if row is None else mapping.source(row)


def all_sources(session: Session, *, removed: bool = False) -> tuple[Source, ...]:
    """All sources by tier and name; removed ones only when asked for."""
    query = select(SourceRow).order_by(col(SourceRow.tier), col(SourceRow.name), col(SourceRow.id))
    if not removed:
        query = query.where(col(SourceRow.state) != SourceState.REMOVED)
    return tuple(mapping.source(row) for row in session.exec(query))


def find(session: Session, wanted: str) -> Source | None:
    """The source with this slug, address or name (case does not matter), unless removed."""
    sought = wanted.strip().casefold()
    listed = all_sources(session)
    for field in ("slug", "url", "name"):
        for source in listed:
            if getattr(source.spec, field).casefold() == sought:
                return source
    return None


def due(session: Session, now: datetime, limit: int) -> tuple[Source, ...]:
    """Active sources whose time has come, the longest waiting first."""
    waiting_since = col(SourceRow.next_poll_at)
    query = (
        select(SourceRow)
        .where(
            col(SourceRow.state) == SourceState.ACTIVE,
            or_(waiting_since.is_(None), waiting_since <= now),
        )
        .order_by(waiting_since.nulls_first(), col(SourceRow.id))
        .limit(limit)
    )
    return tuple(mapping.source(row) for row in session.exec(query))


def next_due_at(session: Session) -> datetime | None:
    """When the next active source is due; None if no source is active."""
    query = select(func.min(SourceRow.next_poll_at)).where(col(SourceRow.state) == SourceState.ACTIVE)
    return session.exec(query).one()
