"""A reading as the plain record that ``read`` prints, one JSON object per document.

The keys and conventions are those of the corpus format: totals over the parties of the main report,
null where the text states none or where a part of the total is vague.
"""

from datetime import date
from typing import Any

from bot.model.report import Claim, Reading, Report
from bot.model.vocabulary import Measure, Party


def reading_record(reading: Reading) -> dict[str, Any]:
    """The record of one reading; every field is filled whatever the decision."""
    report = reading.main or next(iter(reading.reports), None)
    record: dict[str, Any] = {
        "id": reading.document_id,
        "language": reading.language,
        "decision": reading.decision.value,
        "score": reading.score,
        "event_type": None,
        "event_date": None,
        "date_prec": None,
        "country": None,
        "adm1": None,
        "adm2": None,
        "place": None,
        "where_prec": None,
        "killed": None,
        "wounded": None,
        "detained": None,
        "killed_by_party": {},
        "wounded_by_party": {},
        "speaker": None,
    }
    if report is not None:
        record.update(_report_fields(report))
    record["summaries"] = [
        {"measure": s.measure.value, "value": s.value, "since": s.since, "by": s.by}
        for s in reading.summaries
    ]
    return record


def _report_fields(report: Report) -> dict[str, Any]:
    return {
        "event_type": report.event_type.value,
        "event_date": event_day(report).isoformat(),
        "date_prec": report.date.precision,
        "country": report.scene.country,
        "adm1": report.scene.adm1,
        "adm2": report.scene.adm2,
        "place": report.scene.place,
        "where_prec": report.scene.where_prec,
        "killed": total(report, Measure.KILLED),
        "wounded": total(report, Measure.WOUNDED),
        "detained": total(report, Measure.DETAINED),
        "killed_by_party": by_party(report, Measure.KILLED),
        "wounded_by_party": by_party(report, Measure.WOUNDED),
        "speaker": report.speaker.name,
    }


def event_day(report: Report) -> date:
    """The day that stands for the event: the first one, or publication where the text names none."""
    return report.date.end if report.date.precision == 2 and not report.date.explicit else report.date.start


def _claims(report: Report, measure: Measure) -> list[Claim]:
    """Claims that count; a mere naming of a party counts nobody."""
    return [
        claim
        for claim in report.claims
        if claim.measure is measure and not claim.low is claim.best is claim.high is None
    ]


def total(report: Report, measure: Measure) -> int | None:
    """The total over parties; a claim without a party is itself a total."""
    claims = _claims(report, measure)
    if not claims or any(claim.best is None for claim in claims):
        return None
    named = sum(claim.best or 0 for claim in claims if claim.party is not Party.UNKNOWN)
    whole = sum(claim.best or 0 for claim in claims if claim.party is Party.UNKNOWN)
    return max(named, whole)


def by_party(report: Report, measure: Measure) -> dict[str, int]:
    """Best figures by party; ``unknown`` is what the named parties leave of a total."""
    parts = {c.party.value: c.best for c in _claims(report, measure) if c.best is not None}
    whole = parts.pop(Party.UNKNOWN.value, None)
    if whole is not None:
        rest = whole - sum(parts.values())
        if rest > 0 or not parts:
            parts[Party.UNKNOWN.value] = max(rest, 0)
    return parts
