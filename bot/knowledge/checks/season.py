"""``season/*.toml``: the demo's feeds and texts fit together.

Knows the files only: the demo stands far above this package and may not be imported here. What a
reader makes of the texts is known to the tests.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.knowledge.checks.folder import DataFolder
from bot.knowledge.checks.languages import CODE, listed_languages
from bot.knowledge.checks.shape import (
    Rule,
    doubled,
    line,
    matching,
    one_of,
    shape_faults,
    whole_number,
)

SEASON = "season/*.toml"
REPORT_COUNT = range(36, 49)
"""About forty: enough for a season, few enough to be watched in a minute."""

_TEXT = Rule(lambda value: isinstance(value, str) and bool(value.strip()), "a text")
_SLUG = matching(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", "small letters, digits and hyphens")
_FEED_RULES = {
    "slug": _SLUG,
    "name": line(),
    "form": one_of(("rss", "rdf", "atom", "json")),
    "language": CODE,
    "country": matching(r"[A-Z]{2}", "a country code"),
    "reliability": matching(r"[A-F]", "a letter from A to F"),
    "keeps": whole_number(range(1, 101)),
}
_REPORT_RULES = {
    "id": _SLUG,
    "feed": _SLUG,
    "published": Rule(
        lambda value: isinstance(value, datetime) and value.tzinfo is not None, "a moment with its zone"
    ),
    "language": CODE,
    "title": line(),
    "text": _TEXT,
    "teaser": _TEXT.optional(),
}

Rows = list[tuple[str, Mapping[str, Any]]]


def season_faults(data: DataFolder) -> Iterator[str]:
    """Everything wrong with the season."""
    feeds: Rows = []
    reports: Rows = []
    for name in data.names(SEASON):
        table = data.table(name)
        if table is None:
            continue
        yield from (f"{name}: {key}: unknown key" for key in table if key not in ("feed", "report"))
        for key, rules, rows in (("feed", _FEED_RULES, feeds), ("report", _REPORT_RULES, reports)):
            for number, row in enumerate(_list(table.get(key)), 1):
                faults = [*shape_faults(row, rules)]
                where = _name(row) or f"{key} {number}"
                yield from (f"{name}: {where}: {fault}" for fault in faults)
                if not faults:
                    rows.append((name, row))
    yield from _feed_faults(feeds, reports)
    yield from _report_faults(feeds, reports, data)
    yield from _order_faults(reports)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(row: Any) -> str | None:
    name = (row.get("slug") or row.get("id")) if isinstance(row, Mapping) else None
    return name if isinstance(name, str) else None


def _feed_faults(feeds: Rows, reports: Rows) -> Iterator[str]:
    yield from (
        f"season: {slug}: this slug stands more than once"
        for slug in doubled(row["slug"] for _, row in feeds)
    )
    told = {row["feed"] for _, row in reports}
    yield from (f"{name}: {row['slug']}: has no report" for name, row in feeds if row["slug"] not in told)


def _report_faults(feeds: Rows, reports: Rows, data: DataFolder) -> Iterator[str]:
    slugs = {row["slug"] for _, row in feeds}
    languages = listed_languages(data)
    for name, row in (*feeds, *reports):
        if languages and row["language"] not in languages:
            yield f"{name}: {_name(row)}: language: {row['language']} does not stand in languages.toml"
    for name, row in reports:
        if row["feed"] not in slugs:
            yield f"{name}: {row['id']}: feed: {row['feed']} is no feed of the season"
    yield from (
        f"season: {report}: this id stands more than once"
        for report in doubled(row["id"] for _, row in reports)
    )
    if len(reports) not in REPORT_COUNT:
        yield f"season: folder: {len(reports)} reports, not about forty"


def _order_faults(reports: Rows) -> Iterator[str]:
    """After the first report of each feed, which only fills it, reports stand as they appear."""
    opened: set[str] = set()
    last: datetime | None = None
    for name, row in reports:
        published: datetime = row["published"]
        if row["feed"] in opened:
            if last is not None and published < last:
                yield f"{name}: {row['id']}: published: before the report above it"
            last = published
        opened.add(row["feed"])
