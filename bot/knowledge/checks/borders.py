"""``borders.toml``: the pairs of countries that are watched, the primary one first.

A border's id stands in every export and its prefix in every reference (``TJAF-2026-0007``), so that
neither may be doubled.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.knowledge.checks.folder import DataFolder
from bot.knowledge.checks.shape import Rule, doubled, flag, is_list_of_text, line, matching, shape_faults

BORDERS = "borders.toml"

_BORDER_RULES = {
    "id": matching(r"[A-Z]{2}-[A-Z]{2}", "a pair such as TJ-AF"),
    "countries": Rule(
        lambda value: is_list_of_text(value) and len(value) == 2 and value[0] != value[1],
        "a list of two country codes",
    ),
    "name": line(),
    "prefix": matching(r"[A-Z]{2,8}", "two to eight capital letters"),
    "primary": flag(),
}


def border_faults(data: DataFolder) -> Iterator[str]:
    """Everything wrong with the watched borders."""
    table = data.table(BORDERS)
    if table is not None:
        yield from (f"{BORDERS}: {fault}" for fault in _border_faults(table, data))


def _border_faults(table: Mapping[str, Any], data: DataFolder) -> Iterator[str]:
    rows = table.get("border")
    if not isinstance(rows, list) or not rows:
        yield "border: write each border as a [[border]] table"
        return
    yield from (f"{key}: unknown key" for key in table if key != "border")
    countries = {row.get("iso3166_2", "") for row in data.rows("gazetteer.tsv") or () if _is_country(row)}
    formed = []
    for number, row in enumerate(rows, 1):
        faults = [*shape_faults(row, _BORDER_RULES)]
        if not faults:
            formed.append(row)
            faults = [*_country_faults(row, countries)]
        named = isinstance(row, Mapping) and isinstance(row.get("id"), str)
        where = row["id"] if named else f"border {number}"
        yield from (f"{where}: {fault}" for fault in faults)
    for key in ("id", "prefix", "name"):
        twice = doubled(row[key] for row in formed)
        yield from (f"{value}: this {key} stands more than once" for value in twice)
    pairs = doubled("-".join(sorted(row["countries"])) for row in formed)
    yield from (f"{pair}: this pair stands more than once" for pair in pairs)
    if [row["primary"] for row in formed] != [row is formed[0] for row in formed]:
        yield "file: exactly one border is primary, and it stands first"


def _is_country(row: Mapping[str, str]) -> bool:
    return row.get("kind") == "country"


def _country_faults(row: Mapping[str, Any], countries: set[str]) -> Iterator[str]:
    if row["id"] != "-".join(row["countries"]):
        yield "id: is not its two countries in their order"
    for country in row["countries"]:
        if countries and country not in countries:
            yield f"countries: {country} is no country of gazetteer.tsv"


def watched_borders(data: DataFolder) -> frozenset[str]:
    """The ids of the watched borders; empty where the file cannot be read."""
    rows = (data.table(BORDERS) or {}).get("border")
    if not isinstance(rows, list):
        return frozenset()
    return frozenset(
        row["id"] for row in rows if isinstance(row, Mapping) and _BORDER_RULES["id"].holds(row.get("id"))
    )
