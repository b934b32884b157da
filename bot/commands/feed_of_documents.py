"""Documents as JSON lines: what ``read``, ``replay`` and ``explain`` take.

Streams: one line is one document, and a line that cannot be read is reported by number and reason
and passed over. Dates are believed only as far as they can be read.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.model.document import DUSHANBE, Document

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
LONGEST_LINE_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that is no document."""

    number: int
    why: str


def documents(lines: Iterable[str]) -> Iterator[Document | BadLine]:
    """Read JSON lines (keys: id, url, outlet, language, published, seen, title, text, truncated)."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _document(line)
        except (ValueError, RecursionError) as error:
            why = "not JSON" if isinstance(error, json.JSONDecodeError | RecursionError) else str(error)
            yield BadLine(number=number, why=why)


def _document(line: str) -> Document:
    if len(line) > LONGEST_LINE_CHARACTERS:
        raise ValueError("longer than 4,000,000 characters")
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    identifier = record.get("id")
    if not isinstance(identifier, str | int) or isinstance(identifier, bool):
        raise ValueError("id is missing")
    moment = _moment(record.get("seen"))
    if moment is None:
        raise ValueError("seen is missing or no moment")
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError(f"seen lies outside the years {EARLIEST_YEAR} to {LATEST_YEAR}")
    published_at, published_on = publication(record.get("published"))
    return Document(
        id=_encodable(str(identifier)),
        outlet=_text(record, "outlet") or "unknown",
        title=_text(record, "title"),
        text=_text(record, "text") or "",
        seen_at=moment,
        url=_text(record, "url"),
        language=_text(record, "language"),
        published_at=published_at,
        published_on=published_on,
        truncated=record.get("truncated") is True,
    )


def _text(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{key} is no text")
    return _encodable(value)


def _encodable(text: str) -> str:
    """JSON may name half a surrogate pair; it must not reach an encoder."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _moment(value: object) -> datetime | None:
    """An aware moment; without a zone it is taken as the region's."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=DUSHANBE)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def publication(value: object) -> tuple[datetime | None, date | None]:
    """A moment, or only a day; neither where the page's claim cannot be read."""
    if not isinstance(value, str):
        return None, None
    try:
        return None, date.fromisoformat(value.strip())
    except ValueError:
        return _moment(value), None
