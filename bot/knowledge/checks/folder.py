"""The data folder as the checks see it: each file read once, what cannot be read is a fault.

Unlike the loader, which raises at the first trouble, this keeps reading: a check that finds its file
unreadable (``None``) says nothing more about it.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Table = Mapping[str, Any]


class DataFolder:
    """Reads files below ``root``. ``faults`` grows by one line for each that cannot be read."""

    def __init__(self, root: Path) -> None:
        """``root`` is a folder laid out like ``bot/data``."""
        self.root = root
        self.faults: list[str] = []
        self._tables: dict[str, Table | None] = {}
        self._rows: dict[str, Sequence[Mapping[str, str]] | None] = {}

    def names(self, pattern: str) -> list[str]:
        """Files that match a pattern such as ``lexicon/*.toml``, as paths below the root, sorted."""
        return sorted(
            path.relative_to(self.root).as_posix() for path in self.root.glob(pattern) if path.is_file()
        )

    def table(self, name: str) -> Table | None:
        """A TOML file, or None where it is missing or malformed."""
        if name not in self._tables:
            text = self._text(name)
            self._tables[name] = None if text is None else self._parsed(name, text)
        return self._tables[name]

    def rows(self, name: str) -> Sequence[Mapping[str, str]] | None:
        """The rows of a tab-separated file by column, or None. Rows of another width are left out."""
        if name not in self._rows:
            text = self._text(name)
            self._rows[name] = None if text is None else self._separated(name, text)
        return self._rows[name]

    def json(self, name: str) -> Any:
        """A JSON file, or None where it is missing or malformed."""
        text = self._text(name)
        if text is None:
            return None
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            self.faults.append(f"{name}: file: no valid JSON: {error}")
            return None

    def _text(self, name: str) -> str | None:
        try:
            return (self.root / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            self.faults.append(f"{name}: file: is missing")
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(f"{name}: file: cannot be read ({type(error).__name__})")
        return None

    def _parsed(self, name: str, text: str) -> Table | None:
        try:
            return tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            self.faults.append(f"{name}: file: no valid TOML: {error}")
            return None

    def _separated(self, name: str, text: str) -> Sequence[Mapping[str, str]]:
        lines = text.split("\n")
        columns = lines[0].split("\t")
        rows = []
        for number, line in enumerate(lines[1:], 2):
            cells = line.split("\t")
            if len(cells) == len(columns):
                rows.append(dict(zip(columns, cells, strict=True)))
            elif line:
                self.faults.append(f"{name}: line {number}: {len(cells)} cells, not {len(columns)}")
        return rows
