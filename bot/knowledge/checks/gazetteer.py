"""``gazetteer.tsv``: rows are whole, hang together, and no name points to two places unnoticed.

The look-ups would raise at the first bad row; here every row is looked at. Names are compared in the
form in which sentences are matched, so that spellings which only look different are caught.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from bot.extraction.normalise import fold
from bot.extraction.tokens import tokenise
from bot.knowledge.checks.borders import watched_borders
from bot.knowledge.checks.folder import DataFolder
from bot.knowledge.files import NAME_COLUMNS

GAZETTEER = "gazetteer.tsv"
COLUMNS = (
    "id", "kind", "parent", "iso3166_2", "lat", "lon", "coord_source", "coord_km", "border_side",
    "on_border", "borders", *NAME_COLUMNS, "former_names", "uncertain_names", "needs_context",
    "context_names", "context_hint", "ambiguous_with", "evidence", "notes",
)  # fmt: skip
PARENT_KINDS = {
    "country": (),
    "adm1": ("country",),
    "adm2": ("adm1",),
    "jamoat": ("adm2",),
    "settlement": ("adm2", "adm1", "country"),
    "border_post": ("adm2",),
    "border_detachment": ("adm2",),
    "crossing": ("adm2", "adm1"),
    "river": ("adm2", "adm1", "country"),
    "valley": ("adm2", "adm1", "country"),
    "mountain": ("adm2", "adm1", "country"),
    "camp": ("adm2", "adm1"),
}
"""Kinds of places, and the kinds in which each may lie."""

_Row = Mapping[str, str]
_ID = re.compile(r"[a-z]{1,3}(?:-[a-z0-9]+)*")
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
_PROVINCE_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_COORDINATE_SOURCE = re.compile(r"geonames:[0-9]+|computed:.+|approximate")
_EVIDENCE = ("news", "ref", "know")
_YES_NO = ("yes", "no")
# From the capitals that are named as metonyms in the west and the east; swapped coordinates fall out.
_LATITUDES = (15.0, 65.0)
_LONGITUDES = (35.0, 125.0)


def gazetteer_faults(data: DataFolder) -> Iterator[str]:
    """Everything wrong with the gazetteer."""
    rows = data.rows(GAZETTEER)
    if rows is None:
        return
    if not rows:
        yield f"{GAZETTEER}: file: holds no place"
        return
    missing = [column for column in COLUMNS if column not in rows[0]]
    if missing:
        yield (
            f"{GAZETTEER}: line 1: no column {', '.join(missing)}" if rows else f"{GAZETTEER}: file: is empty"
        )
        return
    by_id = {row["id"]: row for row in rows}
    watched = watched_borders(data)
    for row in rows:
        where = f"{GAZETTEER}: {row['id'] or 'a row without id'}"
        for fault in (
            *_identity_faults(row, by_id),
            *_point_faults(row),
            *_border_faults(row, by_id, watched),
            *_name_faults(row),
            *_word_faults(row, by_id),
        ):
            yield f"{where}: {fault}"
    for column in ("id", "iso3166_2"):
        counts = Counter(row[column] for row in rows if row[column])
        for value, count in counts.items():
            if count > 1:
                yield f"{GAZETTEER}: {value}: this {column} stands {count} times"
    for fault in (*_ring_faults(by_id), *_shared_name_faults(rows, by_id), *_side_faults(rows, watched)):
        yield f"{GAZETTEER}: {fault}"


def _identity_faults(row: _Row, by_id: Mapping[str, _Row]) -> Iterator[str]:
    if not _ID.fullmatch(row["id"]):
        yield "id: is not small letters and digits with hyphens"
    if row["kind"] not in PARENT_KINDS:
        yield f"kind: {row['kind']!r} is none of {', '.join(PARENT_KINDS)}"
        return
    above = by_id.get(row["parent"])
    allowed = PARENT_KINDS[row["kind"]]
    if row["parent"] and above is None:
        yield f"parent: {row['parent']} is missing"
    elif (above["kind"] if above else None) not in (allowed or (None,)):
        yield f"parent: a {row['kind']} lies in {' or '.join(allowed) or 'nothing'}"
    yield from _code_faults(row, above)


def _code_faults(row: _Row, above: _Row | None) -> Iterator[str]:
    code = row["iso3166_2"]
    if row["kind"] == "country":
        if not _COUNTRY_CODE.fullmatch(code):
            yield f"iso3166_2: {code!r} is no country code such as TJ"
    elif row["kind"] == "adm1":
        if not _PROVINCE_CODE.fullmatch(code):
            yield f"iso3166_2: {code!r} is no code such as TJ-KT"
        elif above is not None and code[:2] != above["iso3166_2"]:
            yield f"iso3166_2: {code} is no code of {above['iso3166_2']}"
    elif code:
        yield "iso3166_2: only countries and adm1 have one"


def _point_faults(row: _Row) -> Iterator[str]:
    for column, (low, high) in (("lat", _LATITUDES), ("lon", _LONGITUDES)):
        number = _number(row[column])
        if number is None or not low <= number <= high:
            yield f"{column}: {row[column]!r} is no degree from {low:g} to {high:g}"
    radius = _number(row["coord_km"])
    if radius is None or radius <= 0:
        yield f"coord_km: {row['coord_km']!r} is no distance"
    if not _COORDINATE_SOURCE.fullmatch(row["coord_source"]):
        yield f"coord_source: {row['coord_source']!r} is not geonames:<id>, computed:<how> or approximate"


def _number(cell: str) -> float | None:
    return float(cell) if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", cell) else None


def _border_faults(row: _Row, by_id: Mapping[str, _Row], watched: frozenset[str]) -> Iterator[str]:
    countries = {other["iso3166_2"] for other in by_id.values() if other["kind"] == "country"}
    sides = _parts(row["border_side"])
    for side in sides:
        if side not in countries:
            yield f"border_side: {side} is no country of this file"
    if not sides:
        yield "border_side: is empty"
    top = _top(row, by_id)
    if top is not None and top["kind"] == "country" and sides and top["iso3166_2"] not in sides:
        yield f"border_side: lies in {top['iso3166_2']} by its parents"
    if row["on_border"] not in _YES_NO or (row["on_border"] == "yes") != bool(row["borders"]):
        yield "on_border: is yes where borders are named, else no"
    for border in _parts(row["borders"]):
        pair = border.split("-")
        if len(pair) != 2 or not countries.issuperset(pair):
            yield f"borders: {border} is no pair of countries of this file"
        elif border not in watched and f"{pair[1]}-{pair[0]}" in watched:
            yield f"borders: write {pair[1]}-{pair[0]}, not {border}"
        elif not set(pair) & set(sides):
            yield f"borders: {border} is no border of {', '.join(sides)}"


def _top(row: _Row, by_id: Mapping[str, _Row]) -> _Row | None:
    """The topmost place above a row; None where the parents form a ring or end nowhere."""
    seen = {row["id"]}
    while row["parent"]:
        above = by_id.get(row["parent"])
        if above is None or above["id"] in seen:
            return None
        seen.add(above["id"])
        row = above
    return row


def _name_faults(row: _Row) -> Iterator[str]:
    if not row["en"]:
        yield "en: every place has an English name"
    for column in NAME_COLUMNS:
        names = row[column].split("|") if row[column] else []
        if any(name != name.strip() or not name for name in names):
            yield f"{column}: a name is empty or begins or ends with a space"
        elif len(set(names)) != len(names):
            yield f"{column}: a name stands twice"
        for name in names:
            if "(" not in name and not match_words(name):
                yield f"{column}: nothing to match in {name!r}"


def _word_faults(row: _Row, by_id: Mapping[str, _Row]) -> Iterator[str]:
    if row["needs_context"] not in _YES_NO or (row["needs_context"] == "yes") != bool(row["context_names"]):
        yield "needs_context: is yes where context_names are named, else no"
    for column, ending in (("context_names", ""), ("uncertain_names", "?")):
        for marked in _parts(row[column]):
            language, _, name = marked.partition(":")
            if language not in NAME_COLUMNS or name.removesuffix(ending) not in row[language].split("|"):
                yield f"{column}: {marked!r} is no name of this place"
    for other in _parts(row["ambiguous_with"]):
        if other not in by_id or other == row["id"]:
            yield f"ambiguous_with: {other} is no other place"
        elif row["id"] not in _parts(by_id[other]["ambiguous_with"]):
            yield f"ambiguous_with: {other} does not name it in turn"
    if row["evidence"] not in _EVIDENCE:
        yield f"evidence: {row['evidence']!r} is none of {', '.join(_EVIDENCE)}"


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def match_words(name: str) -> tuple[str, ...]:
    """The words by which a name is matched in sentences."""
    return tuple(word for word in tokenise(fold(name)) if word not in '"№,.()')


def _ring_faults(by_id: Mapping[str, _Row]) -> Iterator[str]:
    for row in by_id.values():
        chain, at = [row["id"]], row
        while at["parent"] in by_id and at["parent"] not in chain:
            at = by_id[at["parent"]]
            chain.append(at["id"])
        if at["parent"] == row["id"]:
            yield f"{row['id']}: parent: its parents form a ring ({' > '.join([*chain, row['id']])})"


def _shared_name_faults(rows: Sequence[_Row], by_id: Mapping[str, _Row]) -> Iterator[str]:
    """Names that two places share without saying so in ``ambiguous_with``."""
    owners: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        for column in NAME_COLUMNS:
            for name in _parts(row[column]):
                if "(" not in name:
                    owners.setdefault(match_words(name), {}).setdefault(row["id"], name)
    for holders in owners.values():
        for one, other in combinations(sorted(holders), 2):
            if other not in _parts(by_id[one]["ambiguous_with"]):
                yield f"{one}: {holders[one]!r} is a name of {other} too, and ambiguous_with does not say so"


def _side_faults(rows: Sequence[_Row], watched: frozenset[str]) -> Iterator[str]:
    """Watched borders on which a country has no place at all: nothing could ever be placed there."""
    present = {
        (border, side)
        for row in rows
        if row["kind"] not in ("country", "river", "valley", "mountain")
        for border in _parts(row["borders"])
        for side in _parts(row["border_side"])
    }
    for border in sorted(watched):
        for country in border.split("-"):
            if (border, country) not in present:
                yield f"{border}: no place on the side of {country}"
