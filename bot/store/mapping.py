"""From rows to the types of ``bot.model`` and back: the only place where both are seen at once."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.model.alert import Chat, Subscription
from bot.model.document import Document
from bot.model.incident import Incident, LinkedReport, Snapshot
from bot.model.report import EventDate, Report, Scene
from bot.model.source import Source, SourceSpec
from bot.model.vocabulary import ChatKind, SourceState
from bot.store import codec
from bot.store.tables import (
    ChatRow,
    DocumentRow,
    IncidentRow,
    ReportRow,
    SourceRow,
    SubscriptionRow,
)


def key(identifier: int | None) -> int:
    """The id of a row that was stored."""
    if identifier is None:
        raise ValueError("the row has not been stored yet")
    return identifier


def source(row: SourceRow) -> Source:
    """A source with its schedule and health."""
    spec = SourceSpec(
        slug=row.slug,
        name=row.name,
        url=row.url,
        kind=row.kind,
        language=row.language,
        country=row.country,
        reliability=row.reliability,
        origin=row.origin,
        tier=row.tier,
        interval_seconds=row.interval_seconds,
        enabled=row.enabled,
    )
    return Source(
        id=key(row.id),
        spec=spec,
        state=SourceState(row.state),
        etag=row.etag,
        last_modified=row.last_modified,
        digest=row.digest,
        next_poll_at=row.next_poll_at,
        last_poll_at=row.last_poll_at,
        last_ok_at=row.last_ok_at,
        last_full_fetch_at=row.last_full_fetch_at,
        newest_item_at=row.newest_item_at,
        failures=row.failures,
        last_result=row.last_result,
        last_error=row.last_error,
        polls=row.polls,
    )


def document(row: DocumentRow, origin: SourceRow) -> Document:
    """A document as the reader takes it. ``seen_at`` is the first sight: an edit of the page does
    not move the day against which "yesterday" is read."""
    return Document(
        id=str(row.id),
        outlet=origin.name,
        title=row.title,
        text=row.text,
        seen_at=row.first_seen_at,
        url=row.url,
        language=row.language or origin.language,
        published_at=row.published_at,
        published_on=row.published_on,
        truncated=row.truncated,
        reliability=origin.reliability,
        origin=origin.origin,
    )


def linked_report(row: ReportRow, text: DocumentRow, origin: SourceRow) -> LinkedReport:
    """A report with what is known of its document."""
    return LinkedReport(
        report_id=key(row.id),
        document_id=row.document_id,
        outlet=origin.name,
        url=text.url,
        title=text.title,
        language=text.language or origin.language or "und",
        reliability=origin.reliability,
        published_at=text.published_at,
        seen_at=text.first_seen_at,
        report=codec.load(Report, row.facts),
    )


def incident(row: IncidentRow) -> Incident:
    """An incident as it stands."""
    return Incident(
        id=key(row.id),
        ref=row.ref,
        revision=row.revision,
        snapshot=codec.load(Snapshot, row.snapshot),
        first_reported_at=row.first_reported_at,
        updated_at=row.updated_at,
        merged_into=row.merged_into,
    )


def chat(row: ChatRow) -> Chat:
    """A chat as stored."""
    return Chat(
        id=key(row.id),
        channel=row.channel,
        address=row.address,
        kind=ChatKind(row.kind),
        title=row.title,
        active=row.active,
    )


def subscription(row: SubscriptionRow, owner: Chat) -> Subscription:
    """What a chat wants to hear."""
    return Subscription(
        id=key(row.id),
        chat=owner,
        thread_id=row.thread_id,
        place_id=row.place_id,
        place_name=row.place_name,
    )


def place_columns(event_date: EventDate, scene: Scene) -> dict[str, Any]:
    """The key columns of a report or an incident: where, and every day it may be dated to."""
    days: tuple[date, ...] = (event_date.start, event_date.end, *event_date.alternatives)
    return {
        "border": scene.border,
        "country": scene.country,
        "adm1": scene.adm1,
        "adm2": scene.adm2,
        "date_start": event_date.start,
        "date_end": event_date.end,
        "window_first": min(days),
        "window_last": max(days),
    }


def places_of(scene: Scene) -> frozenset[str]:
    """Every id under which the scene may be asked for: places, units, country and border."""
    named = (scene.border, scene.country, scene.adm1, scene.adm2, scene.place, *scene.place_ids)
    return frozenset(name for name in named if name)


def with_ordinal(report: Report, ordinal: int) -> Report:
    """The report under the ordinal that is its key within the document."""
    return report if report.ordinal == ordinal else replace(report, ordinal=ordinal)
