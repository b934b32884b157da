"""One invented sentence read by the real reader with the real word lists."""

from datetime import UTC, date, datetime, time
from functools import cache

from bot.knowledge import Knowledge, load_knowledge
from bot.model.document import Document
from bot.model.report import Reading, Report
from bot.model.vocabulary import Measure

PUBLISHED = date(2026, 3, 5)  # a Thursday


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


def read(text: str, published: date = PUBLISHED) -> Reading:
    """The reading of a text without a title."""
    document = Document(
        id="sentence",
        outlet="test",
        title=None,
        text=text,
        seen_at=datetime.combine(published, time(12), UTC),
        published_on=published,
    )
    return knowledge().reader.read(document)


def report_of(text: str, published: date = PUBLISHED) -> Report:
    """The main report of a text."""
    reading = read(text, published)
    report = reading.main or next(iter(reading.reports), None)
    assert report is not None, reading.reasons
    return report


def figures(text: str, measure: Measure = Measure.KILLED) -> dict[str, int]:
    """Best figures by party."""
    claims = [claim for claim in report_of(text).claims if claim.measure is measure]
    return {claim.party.value: claim.best for claim in claims if claim.best is not None}


def day(text: str, published: date = PUBLISHED) -> date:
    """The day given to the event: the first, or publication where the text names none."""
    when = report_of(text, published).date
    return when.end if when.precision == 2 and not when.explicit else when.start
