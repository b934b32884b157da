"""Broken copies of the data folder: change one thing, see which faults appear.

Files are changed as values and written anew, so that a test names what it breaks and not how the
file happens to be laid out. What is wrong in the untouched copy does not count.
"""

import json
import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from shutil import copytree
from typing import Any

from bot.knowledge.checks.folder import DataFolder
from bot.knowledge.files import DATA

Check = Callable[[DataFolder], Iterable[str]]
Change = Callable[[Any], object]


class Copy:
    """A copy of our data and one check that looks at it."""

    def __init__(self, folder: Path, check: Check) -> None:
        self.folder = Path(copytree(DATA, folder / "data"))
        self.check = check
        self._before = set(self._faults())

    def table(self, name: str, change: Change) -> list[str]:
        """Change a TOML file and return the new faults."""
        path = self.folder / name
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        change(table)
        return self.text(name, written(table))

    def row(self, place: str, **cells: str) -> list[str]:
        """Change cells of one row of the gazetteer and return the new faults."""
        return self.rows(lambda rows: next(row for row in rows if row["id"] == place).update(cells))

    def rows(self, change: Change) -> list[str]:
        """Change the rows of the gazetteer and return the new faults."""
        path = self.folder / "gazetteer.tsv"
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
        change(rows)
        cells = [list(rows[0]) if rows else lines[0], *([*row.values()] for row in rows)]
        return self.text("gazetteer.tsv", "".join("\t".join(line) + "\n" for line in cells))

    def feature(self, code: str, change: Change) -> list[str]:
        """Change one outline of the region and return the new faults."""
        return self.region(
            lambda region: change(
                next(one for one in region["features"] if one["properties"]["code"] == code)
            )
        )

    def region(self, change: Change) -> list[str]:
        """Change the outlines and return the new faults."""
        region = json.loads((self.folder / "region.geojson").read_text(encoding="utf-8"))
        change(region)
        return self.text("region.geojson", json.dumps(region))

    def text(self, name: str, text: str) -> list[str]:
        """Write a file and return the new faults."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.new()

    def new(self) -> list[str]:
        """The faults that the untouched copy did not have."""
        return [fault for fault in self._faults() if fault not in self._before]

    def _faults(self) -> list[str]:
        data = DataFolder(self.folder)
        faults = [*self.check(data)]
        return [*data.faults, *faults]


def written(table: dict[str, Any]) -> str:
    """A table as TOML, plainly: one inline value per key."""
    return "".join(f"{json.dumps(key)} = {_inline(value)}\n" for key, value in table.items())


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, datetime):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
