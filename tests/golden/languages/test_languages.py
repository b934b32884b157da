"""The golden documents of every language: invented news, and what the reader must make of it.

One file per language (``<code>.toml``) in the form of ``[[document]]`` tables; only what a document
names under ``[document.expected]`` is compared.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.extraction.output import reading_record
from bot.knowledge import Knowledge, load_knowledge
from bot.model.document import DUSHANBE, Document
from bot.model.report import Reading
from bot.model.vocabulary import Measure

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.toml"))
FEWEST = 5
EXPECTABLE = {
    "language", "decision", "killed", "wounded", "detained", "day", "adm1", "adm2", "event_type", "speaker",
    "summaries", "country", "place", "seized", "origin_place", "time",
}  # fmt: skip


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


def rows() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every golden document with the language of its file."""
    for file in FILES:
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["document"]:
            yield file.stem, row


ROWS = [pytest.param(code, row, id=row["id"]) for code, row in rows()]


def document(row: Mapping[str, Any]) -> Document:
    published: date = row["published"]
    return Document(
        id=row["id"],
        outlet="golden",
        title=row.get("title"),
        text=row["text"],
        seen_at=datetime.combine(published, time(12), DUSHANBE),
        published_on=published,
    )


def found(reading: Reading) -> dict[str, Any]:
    """What the reader says, in the words of the expectations. Stated zeros count as figures."""
    record = reading_record(reading)
    main = reading.main or next(iter(reading.reports), None)
    return {
        "language": record["language"],
        "decision": record["decision"],
        "killed": figures(reading, Measure.KILLED),
        "wounded": figures(reading, Measure.WOUNDED),
        "detained": figures(reading, Measure.DETAINED),
        "day": record["event_date"],
        "adm1": record["adm1"],
        "adm2": record["adm2"],
        "event_type": record["event_type"],
        "speaker": record["speaker"],
        "country": record["country"],
        "place": record["place"],
        "seized": {s.item: s.quantity for s in main.seizures} if main else {},
        "origin_place": main.scene.origin_place if main else None,
        "time": main.date.time_local if main else None,
        "summaries": sorted(s.value for s in reading.summaries if s.measure is Measure.KILLED),
    }


def figures(reading: Reading, measure: Measure) -> dict[str, int]:
    """The best figures of the main report by party; of a total, what the parties leave."""
    report = reading.main or next(iter(reading.reports), None)
    if report is None:
        return {}
    claims = [claim for claim in report.claims if claim.measure is measure and claim.best is not None]
    stated = {claim.party.value: claim.best for claim in claims if claim.best is not None}
    parts = sum(count for party, count in stated.items() if party != "unknown")
    return {party: count - parts if party == "unknown" else count for party, count in stated.items()}


def as_compared(key: str, value: Any) -> Any:
    if key == "day":
        return [day.isoformat() for day in value] if isinstance(value, list) else value.isoformat()
    return sorted(value) if key == "summaries" else value


@pytest.mark.parametrize(("code", "row"), ROWS)
def test_a_golden_document_is_read_as_a_careful_reader_would(code: str, row: Mapping[str, Any]) -> None:
    expected: Mapping[str, Any] = row["expected"]
    assert set(expected) <= EXPECTABLE, f"unknown expectations: {set(expected) - EXPECTABLE}"
    reading = knowledge().reader.read(document(row))
    got = found(reading)
    assert got["language"].partition("-")[0] == code.partition("-")[0]
    wrong = {
        key: (got[key], value)
        for key, value in ((key, as_compared(key, value)) for key, value in expected.items())
        if not (got[key] in value if isinstance(value, list) and key != "summaries" else got[key] == value)
    }
    assert not wrong, f"{row['id']}: found, expected: {wrong}"


def test_ids_of_golden_documents_are_unique() -> None:
    ids = [row["id"] for _, row in rows()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_language_has_enough_golden_documents_and_some_that_are_no_incident(file: Path) -> None:
    own = [row for code, row in rows() if code == file.stem]
    assert len(own) >= FEWEST
    assert any(row["expected"].get("decision") == "other" for row in own)
