"""Two reports read by the real reader: one event told differently, and two events told alike."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.incidents.correlate import Same, Verdict
from bot.model.document import DUSHANBE, Document
from bot.model.incident import LinkedReport
from tests.timeline import Log
from tests.unit.extraction.stages import knowledge

PAIRS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("two_reports.toml").read_text(encoding="utf-8")
)


def linked(day: int, text: str, number: int) -> LinkedReport:
    """The main report of a text that appeared on a day of March 2026; it must lie on a watched border."""
    seen = datetime(2026, 3, day, 12, tzinfo=DUSHANBE)
    outlet = f"outlet {number}"
    document = Document(
        id=str(number), outlet=outlet, title=None, text=text, seen_at=seen, published_on=seen.date()
    )
    reading = knowledge().reader.read(document)
    assert reading.main is not None, reading.reasons
    assert reading.main.scene.border is not None, text
    return LinkedReport(
        report_id=number,
        document_id=number,
        outlet=outlet,
        url=None,
        title=None,
        language=reading.language,
        reliability="C",
        published_at=seen,
        seen_at=seen,
        report=reading.main,
    )


def last_verdict(told: list[tuple[int, str]]) -> Verdict:
    """The verdict on the last of the texts, when those before it are known."""
    log = Log(gazetteer=knowledge().gazetteer, table=knowledge().severity)
    return [log.take(linked(day, text, number)) for number, (day, text) in enumerate(told, 1)][-1]


@pytest.mark.parametrize("pair", PAIRS["one"], ids=lambda pair: pair["name"])
def test_one_event_told_differently_is_one(pair: dict[str, Any]) -> None:
    assert isinstance(last_verdict(pair["told"]), Same)


@pytest.mark.parametrize("pair", PAIRS["two"], ids=lambda pair: pair["name"])
def test_two_events_told_alike_are_two(pair: dict[str, Any]) -> None:
    assert not isinstance(last_verdict(pair["told"]), Same)
