"""A reading, step by step, as lines of text: what ``borderwatch explain`` prints.

Shows why: segments, triggers, claims with their evidence, scene, date, running totals, and the
decision with its reasons. Judges nothing; invents no word of the text.
"""

from collections.abc import Iterator

from bot.model.document import Document
from bot.model.report import Claim, Reading, Report, Scene
from bot.model.vocabulary import SegmentKind

SENTENCE_WIDTH = 160


def trace(document: Document, reading: Reading) -> Iterator[str]:
    """Yield the trace of one reading, line by line."""
    yield f"document   {reading.document_id}  ({document.outlet})"
    reference = document.reference_date()
    known = document.published_on is not None or document.published_at is not None
    told = "published then" if known else "seen then; nothing says when it was published"
    yield f"days       counted from {reference:%A} {reference}  ({told})"
    yield f"language   {reading.language}" + (
        f"  (the source says {document.language})"
        if document.language not in (None, reading.language)
        else ""
    )
    yield f"decision   {reading.decision.value}  score {reading.score:.2f}"
    for reason in reading.reasons:
        yield f"  because  {reason.code}" + (f": {reason.detail}" if reason.detail else "")
    yield from _segments(reading)
    yield from _triggers(reading)
    for report in reading.reports:
        yield from _report(report)
    for summary in reading.summaries:
        yield (
            f"summary    {summary.measure.value} {summary.value}"
            f" since {summary.since or 'an unnamed start'}, counted by {summary.by or 'nobody named'}"
            f"  «{_clip(summary.span.text)}»  (never enters an incident)"
        )


def _segments(reading: Reading) -> Iterator[str]:
    yield "segments"
    for segment in reading.segments:
        for number, sentence in enumerate(segment.sentences):
            label = segment.kind.value if number == 0 else ""
            note = f"  [{segment.note}]" if segment.note and number == 0 else ""
            yield f"  {label:<10} {number}: {_clip(sentence)}{note}"


def _triggers(reading: Reading) -> Iterator[str]:
    yield "triggers"
    for trigger in reading.triggers:
        where = (
            f"{trigger.span.segment.value} {trigger.span.sentence}:{trigger.span.start}-{trigger.span.end}"
        )
        yield f"  {trigger.kind:<10} {trigger.value:<22} {where:<22} «{_clip(trigger.span.text)}»"


def _report(report: Report) -> Iterator[str]:
    kind = "background" if report.background else "current"
    yield f"report {report.ordinal}   {report.event_type.value}  ({kind})"
    day = report.date
    span = day.start.isoformat() if day.start == day.end else f"{day.start} to {day.end}"
    yield (
        f"  when     {span}  date_prec {day.precision}, {'named in the text' if day.explicit else 'inferred'}"
        + (f", at {day.time_local} local" if day.time_local else "")
        + (f", or {', '.join(str(other) for other in day.alternatives)}" if day.alternatives else "")
    )
    yield f"  where    {_where(report.scene)}"
    yield (
        f"  speaker  {report.speaker.name}  (origin {report.speaker.origin}, {report.speaker.type.value})"
        + (f" via {', '.join(report.speaker.via)}" if report.speaker.via else "")
    )
    for claim in report.claims:
        yield _claim(claim)
    for seizure in report.seizures:
        quantity = "" if seizure.quantity is None else f" {seizure.quantity:g} {seizure.unit}"
        yield f"  seized   {seizure.item}{quantity}  «{_clip(seizure.span.text)}»"
    if report.anchors:
        yield f"  anchors  {', '.join(report.anchors)}"


def _where(scene: Scene) -> str:
    parts = [part for part in (scene.place, scene.adm2, scene.adm1, scene.country) if part]
    origin = f", came from {scene.origin_place}" if scene.origin_place else ""
    border = f"border {scene.border or 'none'}, where_prec {scene.where_prec}"
    return f"{', '.join(parts) or 'unknown'}  {border}{origin}"


def _claim(claim: Claim) -> str:
    bounds = f"{_number(claim.low)}/{_number(claim.best)}/{_number(claim.high)}"
    marks = [claim.verb_class.value, claim.modality.value, claim.aux.value]
    if claim.label:
        marks.append(f"label “{claim.label}”")
    if claim.nationality:
        marks.append(claim.nationality)
    return (
        f"  claim    {claim.measure.value} {claim.party.value} {bounds} (low/best/high; {', '.join(marks)})"
        f"  says {claim.speaker.name}  «{_clip(claim.span.text)}»"
        + ("" if claim.span.segment is not SegmentKind.BACKGROUND else "  [background]")
    )


def _number(value: int | None) -> str:
    return "-" if value is None else str(value)


def _clip(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SENTENCE_WIDTH else flat[: SENTENCE_WIDTH - 1] + "…"
