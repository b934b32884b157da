"""T1: what one visit to a source brought, stored together with validators, health and schedule.

Validators saved before documents would mean an unchanged answer for ever and a lost alert; so all
of it is one transaction, made by one function. A first import is stored but never pushed.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.model.document import FeedItem
from bot.model.source import Empty, Failed, Fetched, Unchanged, Visit
from bot.model.vocabulary import SourceState
from bot.store.mapping import key
from bot.store.tables import DocumentRow, SourceRow

NEW_ITEMS = "fetched"
UNCHANGED = "unchanged"
EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An item ready to be stored. ``content_hash`` is of the item as the feed gave it
    (``item_hash``), so that a page fetched for it does not make it look changed next time."""

    item: FeedItem
    content_hash: str
    page_fetched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Ids of the documents that a visit added or changed."""

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()


def item_hash(item: FeedItem) -> str:
    """A digest of what the feed itself says in an item: title and text."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (item.title or "", item.text):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\x00")
    return digest.hexdigest()


def unseen(session: Session, source_id: int, items: Sequence[FeedItem]) -> tuple[Arrival, ...]:
    """The items that are new or changed, each once. Only these may have their page fetched."""
    known = _hashes(session, source_id, [item.external_id for item in items])
    fresh: dict[str, Arrival] = {}
    for item in items:
        digest = item_hash(item)
        if known.get(item.external_id) != digest:
            fresh.setdefault(item.external_id, Arrival(item=item, content_hash=digest))
    return tuple(fresh.values())


def _hashes(session: Session, source_id: int, external_ids: Sequence[str]) -> dict[str, str]:
    query = select(DocumentRow.external_id, DocumentRow.content_hash).where(
        col(DocumentRow.source_id) == source_id, col(DocumentRow.external_id).in_(external_ids)
    )
    return dict(session.exec(query).all())


def record_visit(
    session: Session,
    source_id: int,
    visit: Visit,
    *,
    now: datetime,
    next_poll_at: datetime,
    arrivals: Iterable[Arrival] = (),
) -> Recorded:
    """Store a visit whole: documents, validators, health and the next poll.

    ``polls`` counts good visits; documents of the first good one are not pushable. A visit to a
    source that was removed meanwhile leaves nothing.
    """
    row = session.get(SourceRow, source_id)
    if row is None or row.state == SourceState.REMOVED:
        return Recorded()
    recorded = _store(session, row, arrivals, now)
    row.last_poll_at = now
    row.next_poll_at = next_poll_at
    if isinstance(visit, Failed):
        row.failures += 1
        row.last_result = visit.reason
        row.last_error = visit.detail or None
    else:
        _note_success(row, visit, now)
    session.flush()
    return recorded


def _note_success(row: SourceRow, visit: Fetched | Unchanged | Empty, now: datetime) -> None:
    row.polls += 1
    row.failures = 0
    row.last_error = None
    row.last_ok_at = now
    row.etag = visit.validators.etag
    row.last_modified = visit.validators.last_modified
    row.digest = visit.validators.digest
    if isinstance(visit, Unchanged):
        row.last_result = UNCHANGED
        return
    row.last_full_fetch_at = now
    row.last_result = EMPTY if isinstance(visit, Empty) else NEW_ITEMS
    if isinstance(visit, Fetched):
        dated = [i.published_at for i in visit.items if i.published_at and i.published_at <= now]
        known = [row.newest_item_at] if row.newest_item_at else []
        row.newest_item_at = max(dated + known, default=None)


def _store(session: Session, source: SourceRow, arrivals: Iterable[Arrival], now: datetime) -> Recorded:
    listed = {arrival.item.external_id: arrival for arrival in arrivals}
    rows = session.exec(
        select(DocumentRow).where(
            col(DocumentRow.source_id) == source.id, col(DocumentRow.external_id).in_(list(listed))
        )
    )
    known = {row.external_id: row for row in rows}
    new: list[DocumentRow] = []
    changed: list[int] = []
    for external_id, arrival in listed.items():
        row = known.get(external_id)
        if row is None:
            row = DocumentRow(
                source_id=key(source.id),
                external_id=external_id,
                text="",
                first_seen_at=now,
                seen_at=now,
                content_hash="",
            )
            new.append(row)
        elif row.content_hash == arrival.content_hash:
            continue
        else:
            changed.append(key(row.id))
        _fill(row, arrival, source, now)
    session.add_all(new)
    session.flush()
    return Recorded(new=tuple(key(row.id) for row in new), changed=tuple(changed))


def _fill(row: DocumentRow, arrival: Arrival, source: SourceRow, now: datetime) -> None:
    """The text as it is now; it will be read (again). A first date of publication is kept."""
    item = arrival.item
    row.url = item.url
    row.title = item.title
    row.text = item.text
    row.language = source.language
    row.published_at = row.published_at or item.published_at
    row.seen_at = now
    row.content_hash = arrival.content_hash
    row.truncated = item.truncated
    row.page_fetched = arrival.page_fetched
    row.pushable = row.pushable or source.polls > 0
    row.state = "new"
    row.attempts = 0
    row.next_attempt_at = now
    row.last_error = None
