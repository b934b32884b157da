"""The season through the pure middle of the bot: read, correlate, fold, count. No store, no network."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.demo.season import Season, SeasonReport, load_season
from bot.incidents.correlate import Same, correlate
from bot.incidents.fold import fold
from bot.incidents.policy import Policy
from bot.incidents.tally import tally
from bot.knowledge import Knowledge, load_knowledge
from bot.model.document import Document
from bot.model.incident import Candidate, Incident, LinkedReport, Snapshot, Toll
from bot.model.report import Reading, Report
from bot.model.vocabulary import Decision

SINCE = date(2025, 11, 1)


@dataclass(slots=True)
class Played:
    """What the season left behind: snapshots by number, and where each document went."""

    snapshots: dict[int, Snapshot] = field(default_factory=dict)
    reports: dict[int, list[LinkedReport]] = field(default_factory=dict)
    placed: dict[str, list[int]] = field(default_factory=dict)


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


@cache
def season() -> Season:
    return load_season()


@cache
def expected() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("expected.toml").read_text(encoding="utf-8"))


@cache
def reading(report_id: str) -> Reading:
    """The reader's answer to the whole text of a report, as its page shows it."""
    report = next(report for report in season().reports if report.id == report_id)
    return knowledge().reader.read(document(report))


def document(report: SeasonReport) -> Document:
    feed = next(feed for feed in season().feeds if feed.slug == report.feed)
    return Document(
        id=report.id,
        outlet=feed.name,
        title=report.title,
        text=report.text,
        seen_at=report.published_at + timedelta(minutes=4),
        language=feed.language,
        published_at=report.published_at,
        reliability=feed.reliability,
    )


def play(languages: Collection[str]) -> Played:
    """All reports in these languages, in order of publication."""
    played = Played()
    for number, source in enumerate(season().reports):
        if source.language not in languages:
            continue
        read = reading(source.id)
        if read.decision is not Decision.INCIDENT:
            continue
        for report in read.reports:
            _place(played, number, source, read, report)
    return played


def toll_of(played: Played) -> Toll:
    incidents = [
        Incident(
            id=number,
            ref=f"TJAF-2025-{number:04}",
            revision=1,
            snapshot=snapshot,
            first_reported_at=played.reports[number][0].seen_at,
            updated_at=played.reports[number][-1].seen_at,
        )
        for number, snapshot in played.snapshots.items()
    ]
    return tally(incidents, since=SINCE, until=None, place=None, gazetteer=knowledge().gazetteer)


def _place(played: Played, number: int, source: SeasonReport, read: Reading, report: Report) -> None:
    known, policy = knowledge(), Policy()
    text = document(source)
    linked = LinkedReport(
        report_id=number * 100 + report.ordinal,
        document_id=number,
        outlet=text.outlet,
        url=None,
        title=source.title,
        language=read.language,
        reliability=text.reliability,
        published_at=source.published_at,
        seen_at=text.seen_at,
        report=report,
    )
    candidates = [
        Candidate(
            incident_id=key,
            ref=f"TJAF-2025-{key:04}",
            snapshot=played.snapshots[key],
            reports=tuple(played.reports[key]),
        )
        for key in played.snapshots
    ]
    verdict = correlate(linked, candidates, known.gazetteer, policy)
    if isinstance(verdict, Same):
        key = verdict.incident_id
    elif report.background:
        return  # background may update an incident; it never opens one
    else:
        key = len(played.snapshots) + 1
    played.reports.setdefault(key, []).append(linked)
    played.placed.setdefault(source.id, []).append(key)
    played.snapshots[key] = fold(played.reports[key], known.gazetteer, known.severity, policy)
