"""Loads the trap texts, reads them, and says in words how a reading differs from what is expected.

A trap names only what it is about: keys that are left out of ``expected`` are not compared.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.knowledge import Knowledge, load_knowledge
from bot.model.document import DUSHANBE, Document
from bot.model.report import Claim, Reading, Report
from bot.model.vocabulary import Decision, Measure, Modality

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, eq=False)
class Trap:
    """One text in invented facts. ``fails``: why it is not read rightly yet, '' where it is."""

    id: str
    about: str
    title: str | None
    text: str
    published: date | datetime
    expected: Mapping[str, Any]
    fails: str
    subject: str
    outlet: str


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


@cache
def traps() -> tuple[Trap, ...]:
    """Every trap of every data file of this folder, in the order of the files.

    A file ``languages-days.toml`` belongs to the subject ``languages``, as what stands before the dash.
    """
    return tuple(
        _trap(row, path.stem.partition("-")[0])
        for path in sorted(FOLDER.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["trap"]
    )


def _trap(row: dict[str, Any], subject: str) -> Trap:
    unknown = set(row) - {"id", "about", "title", "text", "published", "expected", "fails", "outlet"}
    unknown |= set(row["expected"]) - set(CHECKS)
    if unknown:
        raise ValueError(f"trap {row['id']}: unknown keys {sorted(unknown)}")
    return Trap(
        id=row["id"],
        about=row["about"],
        title=row.get("title"),
        text=row["text"].strip("\n"),
        published=row["published"],
        expected=row["expected"],
        fails=row.get("fails", ""),
        subject=subject,
        outlet=row.get("outlet", "The Daily Test"),
    )


def document(trap: Trap) -> Document:
    """The document of a trap: a day, or a moment with its offset, as its time of publication."""
    moment = trap.published if isinstance(trap.published, datetime) else None
    day = trap.published if moment is None else None
    seen = moment or datetime.combine(trap.published, time(18, 0), DUSHANBE)
    return Document(
        id=trap.id,
        outlet=trap.outlet,
        title=trap.title,
        text=trap.text,
        seen_at=seen + timedelta(minutes=3),
        published_at=moment,
        published_on=day,
    )


@cache
def reading(trap: Trap) -> Reading:
    return knowledge().reader.read(document(trap))


def differences(trap: Trap) -> list[str]:
    """What is not as expected, one sentence each; empty where the trap is passed."""
    read = reading(trap)
    return [text for key, wanted in trap.expected.items() for text in CHECKS[key](read, wanted)]


def _differs(name: str, wanted: object, found: object) -> Iterator[str]:
    if wanted != found:
        yield f"{name}: {found!r} instead of {wanted!r}"


def _decision(read: Reading, wanted: str | list[str]) -> Iterator[str]:
    allowed = [wanted] if isinstance(wanted, str) else wanted
    if read.decision.value not in allowed:
        yield f"decision: {read.decision.value} instead of {' or '.join(allowed)}"


def _unread(read: Reading, _wanted: bool) -> Iterator[str]:
    """Without a word list the text goes to a person; with one it is an incident or goes there too."""
    packed = read.language.partition("-")[0] in knowledge().languages
    allowed = (Decision.REVIEW, Decision.INCIDENT) if packed else (Decision.REVIEW,)
    if read.decision not in allowed:
        yield f"decision: {read.decision.value} for a border fight told in {read.language}"


def _figures(measure: Measure) -> Callable[[Reading, Mapping[str, int]], Iterator[str]]:
    def check(read: Reading, wanted: Mapping[str, int]) -> Iterator[str]:
        found = figures(read.main, measure) if read.main is not None else {}
        yield from _differs(measure.value, dict(wanted), found)

    return check


def figures(report: Report, measure: Measure) -> dict[str, int]:
    """Best figures by party as the text states them, zeros included; of a total, what the parties leave."""
    stated = {
        claim.party.value: claim.best
        for claim in report.claims
        if claim.measure is measure and claim.best is not None and claim.modality is not Modality.DENIED
    }
    parts = sum(count for party, count in stated.items() if party != "unknown")
    return {party: count - parts if party == "unknown" else count for party, count in stated.items()}


def _bounds(read: Reading, wanted: Mapping[str, str]) -> Iterator[str]:
    claims = read.main.claims if read.main is not None else ()
    found = {f"{c.measure.value} {c.party.value}": _low_best_high(c) for c in claims}
    for name, bounds in wanted.items():
        yield from _differs(name, bounds, found.get(name, "not stated"))


def _low_best_high(claim: Claim) -> str:
    return "/".join("-" if value is None else str(value) for value in (claim.low, claim.best, claim.high))


def _verbs(read: Reading, wanted: Mapping[str, str]) -> Iterator[str]:
    claims = read.main.claims if read.main is not None else ()
    found = {f"{c.measure.value} {c.party.value}": c.verb_class.value for c in claims}
    for name, verb in wanted.items():
        yield from _differs(f"verb of {name}", verb, found.get(name))


def _said_by(read: Reading, wanted: Mapping[str, str]) -> Iterator[str]:
    """Who stands behind a claim, and whose word a party is where nobody is counted."""
    claims = read.main.claims if read.main is not None else ()
    found = {f"{c.measure.value} {c.party.value}": c.speaker.origin for c in claims}
    for name, speaker in wanted.items():
        yield from _differs(f"speaker of {name}", speaker, found.get(name))


def _nationality(read: Reading, wanted: Mapping[str, str]) -> Iterator[str]:
    claims = read.main.claims if read.main is not None else ()
    found = {c.party.value: c.nationality for c in claims if c.nationality}
    yield from _differs("nationality", dict(wanted), found)


def _never(read: Reading, wanted: list[int]) -> Iterator[str]:
    """Numbers that count nobody: in no claim of any report and in no total of people."""
    for value in wanted:
        for report in read.reports:
            for claim in report.claims:
                if value in (claim.low, claim.best, claim.high):
                    yield f"{value} is claimed as {claim.measure.value} {claim.party.value}"
        for summary in read.summaries:
            if summary.value == value and summary.measure is not Measure.INCIDENTS:
                yield f"{value} is a total of {summary.measure.value}"


def _totals(*measures: Measure) -> Callable[[Reading, list[int]], Iterator[str]]:
    def check(read: Reading, wanted: list[int]) -> Iterator[str]:
        found = sorted(s.value for s in read.summaries if s.measure in measures)
        yield from _differs("summaries", sorted(wanted), found)

    return check


def _older(read: Reading, wanted: list[Mapping[str, Any]]) -> Iterator[str]:
    found = [
        {
            "day": report.date.start,
            "killed": figures(report, Measure.KILLED),
            "adm2": report.scene.adm2,
        }
        for report in read.reports
        if report.background
    ]
    yield from _differs("background", [dict(row) for row in wanted], found)


def _seized(read: Reading, wanted: Mapping[str, float]) -> Iterator[str]:
    seizures = read.main.seizures if read.main is not None else ()
    yield from _differs("seized", dict(wanted), {s.item: s.quantity or 0 for s in seizures})


def _of_main(name: str, get: Callable[[Report], object]) -> Callable[[Reading, object], Iterator[str]]:
    def check(read: Reading, wanted: object) -> Iterator[str]:
        found = get(read.main) if read.main is not None else None
        if isinstance(wanted, list):
            if found not in wanted:
                yield f"{name}: {found!r} instead of one of {wanted!r}"
        else:
            yield from _differs(name, wanted, found or "")

    return check


def _anchors(read: Reading, wanted: list[str]) -> Iterator[str]:
    found = read.main.anchors if read.main is not None else ()
    missing = [anchor for anchor in wanted if anchor not in found]
    if missing:
        yield f"anchors: {missing} not in {list(found)}"


_COUNTED = tuple(m for m in Measure if m is not Measure.INCIDENTS)

CHECKS: Mapping[str, Callable[[Reading, Any], Iterator[str]]] = {
    "decision": _decision,
    "unread": _unread,
    "killed": _figures(Measure.KILLED),
    "wounded": _figures(Measure.WOUNDED),
    "detained": _figures(Measure.DETAINED),
    "abducted": _figures(Measure.ABDUCTED),
    "missing": _figures(Measure.MISSING),
    "bounds": _bounds,
    "verbs": _verbs,
    "nationality": _nationality,
    "said_by": _said_by,
    "never": _never,
    "summaries": _totals(*_COUNTED),
    "incidents": _totals(Measure.INCIDENTS),
    "older": _older,
    "seized": _seized,
    "anchors": _anchors,
    "language": lambda read, wanted: _differs("language", wanted, read.language),
    "event_type": _of_main("event type", lambda report: report.event_type.value),
    "day": _of_main("day", lambda report: report.date.start),
    "last_day": _of_main("last day", lambda report: report.date.end),
    "date_prec": _of_main("date precision", lambda report: report.date.precision),
    "other_days": _of_main("alternative days", lambda report: list(report.date.alternatives)),
    "time": _of_main("time", lambda report: report.date.time_local),
    "adm1": _of_main("province", lambda report: report.scene.adm1),
    "adm2": _of_main("district", lambda report: report.scene.adm2),
    "place": _of_main("place", lambda report: report.scene.place),
    "country": _of_main("country", lambda report: report.scene.country),
    "border": _of_main("border", lambda report: report.scene.border),
    "where_prec": _of_main("place precision", lambda report: report.scene.where_prec),
    "origin_place": _of_main("origin", lambda report: report.scene.origin_place),
    "speaker": _of_main("speaker", lambda report: report.speaker.origin),
}
