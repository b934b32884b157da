"""Reads the data files of the package: the only place that knows where they lie and how they look.

Everything is returned as plain mappings and model types. A file that cannot be read or parsed
raises ``DataFileError`` naming it; judging the contents is the validator's work.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.extraction.entries import LexiconError
from bot.extraction.placenames import PlaceName
from bot.extraction.speakers import Speakers
from bot.extraction.writings import second_writing, with_second_names
from bot.incidents.severity import SeverityTable
from bot.model.gazetteer import Borders, Gazetteer
from bot.model.place import Border, Place

DATA = Path(__file__).resolve().parent.parent / "data"

NAME_COLUMNS = (
    "en", "ru", "tg", "fa", "ps", "uz_latn", "uz_cyrl", "zh_hans", "zh_hant", "ur", "ar", "de", "fr",
    "uk", "bg", "tr", "kk", "ky", "az",
)  # fmt: skip


class DataFileError(Exception):
    """A data file of the package is missing or malformed: the message names it."""


def read_toml(name: str) -> dict[str, Any]:
    """A TOML file below the data folder."""
    try:
        return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataFileError(f"data file {name}: {error}") from error


def lexicon_names() -> list[str]:
    """The lexicon packs that are present, as paths below the data folder, in stable order."""
    return [f"lexicon/{path.name}" for path in sorted((DATA / "lexicon").glob("*.toml"))]


def gazetteer_rows(name: str = "gazetteer.tsv") -> list[dict[str, str]]:
    """The rows of the gazetteer, by column."""
    try:
        lines = (DATA / name).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise DataFileError(f"data file {name}: {error}") from error
    columns = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if line:
            cells = line.split("\t")
            if len(cells) != len(columns):
                raise DataFileError(
                    f"data file {name}: line {number}: {len(cells)} cells, not {len(columns)}"
                )
            rows.append(dict(zip(columns, cells, strict=True)))
    return rows


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def place_of(row: dict[str, str], country_of: dict[str, str]) -> Place:
    """A gazetteer row as a ``Place``; ``country_of`` gives the ISO country of the topmost parent."""
    names = tuple(
        (column, name)
        for column in NAME_COLUMNS
        for name in row[column].split("|")
        if name and "(" not in name
    )
    main = row["en"].split("|")[0].split(" (")[0]
    code = row["iso3166_2"] or None
    return Place(
        id=row["id"],
        kind=row["kind"],
        parent=row["parent"] or None,
        country=country_of.get(row["id"]),
        code=code,
        lat=_number(row["lat"]),
        lon=_number(row["lon"]),
        radius_km=_number(row["coord_km"]),
        borders=tuple(border for border in row["borders"].split("|") if border),
        name=main,
        names=names,
        on_border=row["on_border"] == "yes",
    )


def _countries(rows: list[dict[str, str]]) -> dict[str, str]:
    by_id = {row["id"]: row for row in rows}
    found: dict[str, str] = {}
    for row in rows:
        top = row
        for _ in range(8):
            if not top["parent"] or top["parent"] not in by_id:
                break
            top = by_id[top["parent"]]
        sides = row["border_side"].split("|")
        if top["kind"] == "country":
            found[row["id"]] = top["iso3166_2"]
        elif len(sides) == 1 and sides[0]:
            found[row["id"]] = sides[0]
    return found


def load_gazetteer(rows: list[dict[str, str]]) -> Gazetteer:
    """The gazetteer. Raises ``DataFileError`` where rows contradict each other."""
    countries = _countries(rows)
    try:
        return Gazetteer(place_of(row, countries) for row in rows)
    except ValueError as error:
        raise DataFileError(f"data file gazetteer.tsv: {error}") from error


def place_names(rows: list[dict[str, str]]) -> Iterator[PlaceName]:
    """The match strings of every place; labels in parentheses are none."""
    for row in rows:
        wary = set(row["context_names"].split("|"))
        for column in NAME_COLUMNS:
            for name in row[column].split("|"):
                if name and "(" not in name:
                    yield PlaceName(row["id"], column, name, f"{column}:{name}" in wary)


def load_borders() -> Borders:
    """The watched borders."""
    table = read_toml("borders.toml")
    try:
        return Borders(
            Border(
                id=row["id"],
                countries=(row["countries"][0], row["countries"][1]),
                name=row["name"],
                ref_prefix=row["prefix"],
                primary=row["primary"],
            )
            for row in table["border"]
        )
    except (KeyError, IndexError) as error:
        raise DataFileError(f"data file borders.toml: missing {error}") from error


def load_packs() -> list[dict[str, Any]]:
    """The word lists, and after each the same language in its second alphabet where it has one."""
    packs: list[dict[str, Any]] = []
    for name in lexicon_names():
        pack = read_toml(name)
        try:
            second = second_writing(pack)
        except (LexiconError, KeyError, TypeError) as error:
            raise DataFileError(f"data file {name}: writing: {error}") from error
        packs += [pack] if second is None else [pack, second]
    return packs


def load_speakers(packs: Iterable[Mapping[str, Any]] = ()) -> Speakers:
    """The known speakers; in a language of two alphabets (among ``packs``) they have names in both."""
    try:
        rows = read_toml("speakers.toml")["speaker"]
        for pack in packs:
            if "writing" in pack:
                rows = with_second_names(rows, pack)
        return Speakers(rows)
    except (KeyError, ValueError) as error:
        raise DataFileError(f"data file speakers.toml: {error}") from error


def load_severity() -> SeverityTable:
    """The table of severities."""
    try:
        return SeverityTable.from_mapping(read_toml("severity.toml"))
    except ValueError as error:
        raise DataFileError(f"data file severity.toml: {error}") from error
