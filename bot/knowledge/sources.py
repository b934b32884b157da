"""Reads and checks catalogues of sources: ours in ``bot/data`` or one that an operator wrote.

A catalogue is a TOML file of ``[[source]]`` tables. It is taken whole or not at all, so that a slip
of the pen never silently loses a source. Addresses are judged by form here; where they may lead is
the fetching client's business.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.model.source import SourceSpec

DEFAULT_CATALOGUE = Path(__file__).resolve().parent.parent / "data" / "sources.toml"
# The kinds that bot.sources can visit; a test holds both lists together.
KNOWN_KINDS = frozenset({"feed"})
VERIFICATION_WORDS = frozenset({"measured", "mixed", "seen", "convention"})
MAX_CATALOGUE_BYTES = 2 * 1024 * 1024
MAX_SOURCES = 2_000
INTERVAL_SECONDS = range(5, 7 * 86_400 + 1)

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RELIABILITY = re.compile(r"[A-F]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueProblem:
    """A catalogue that cannot be used: every fault found, each as ``file: where: what``."""

    path: Path
    faults: tuple[str, ...]


def load_catalogue(path: Path | None = None) -> tuple[SourceSpec, ...] | CatalogueProblem:
    """Read a catalogue (ours by default) into source descriptions, in the order of the file."""
    path = path or DEFAULT_CATALOGUE
    tables, faults = _read(path)
    faults += _faults_of(tables)
    if faults:
        return CatalogueProblem(path=path, faults=tuple(f"{path.name}: {fault}" for fault in faults))
    return tuple(_spec(table) for table in tables)


def validate_catalogue(path: Path | None = None) -> list[str]:
    """All faults of a catalogue, each as ``file: where: what``; an empty list means fine."""
    loaded = load_catalogue(path)
    return list(loaded.faults) if isinstance(loaded, CatalogueProblem) else []


def _read(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    try:
        if path.stat().st_size > MAX_CATALOGUE_BYTES:
            return [], [f"file: larger than {MAX_CATALOGUE_BYTES} bytes"]
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        return [], [f"file: cannot be read ({type(error).__name__})"]
    except tomllib.TOMLDecodeError as error:
        return [], [f"file: no valid TOML: {error}"]
    except RecursionError:
        return [], ["file: nested too deeply"]
    tables = content.pop("source", [])
    faults = [f"{key}: unknown key; a catalogue holds only [[source]] tables" for key in content]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return [], [*faults, "source: write each source as a [[source]] table"]
    if not tables:
        faults.append("file: holds no [[source]] table")
    if len(tables) > MAX_SOURCES:
        return [], [*faults, f"file: more than {MAX_SOURCES} sources"]
    return tables, faults


def _faults_of(tables: list[dict[str, Any]]) -> list[str]:
    faults = []
    for number, table in enumerate(tables, 1):
        where = table["slug"] if isinstance(table.get("slug"), str) else f"source {number}"
        faults += [f"{where}: {fault}" for fault in _faults_of_table(table)]
    for key in ("slug", "url"):
        counts = Counter(table[key] for table in tables if isinstance(table.get(key), str))
        faults += [
            f"{value}: this {key} stands {count} times" for value, count in counts.items() if count > 1
        ]
    return faults


def _faults_of_table(table: Mapping[str, Any]) -> list[str]:
    faults = [f"{key}: unknown key" for key in table if key not in _RULES]
    faults += [f"{key}: missing" for key in _REQUIRED if key not in table]
    for key, value in table.items():
        rule = _RULES.get(key)
        if rule is not None and not rule.holds(value):
            faults.append(f"{key}: {value!r:.80} is not {rule.wanted}")
    return faults


def _spec(table: Mapping[str, Any]) -> SourceSpec:
    return SourceSpec(**{key: value for key, value in table.items() if key not in _REMARKS})


@dataclass(frozen=True, slots=True)
class _Rule:
    holds: Callable[[Any], bool]
    wanted: str


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_one_of(words: frozenset[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in words


def _is_line(most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value.isprintable() and 0 < len(value.strip()) <= most


def _is_web_address(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > 2_048 or not value.isprintable() or " " in value:
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _is_number_in(numbers: range) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value in numbers


_REQUIRED = ("slug", "name", "url")
# Told to people who read the file; the bot itself makes no use of them.
_REMARKS = frozenset({"verification", "note"})
_RULES = {
    "slug": _Rule(_matches(_SLUG), "a name of up to 40 small letters, digits, _ and -"),
    "name": _Rule(_is_line(80), "one line of up to 80 characters"),
    "url": _Rule(_is_web_address, "an http or https address"),
    "kind": _Rule(_is_one_of(KNOWN_KINDS), f"one of {', '.join(sorted(KNOWN_KINDS))}"),
    "language": _Rule(_matches(_LANGUAGE), "a language tag such as ru or uz-Cyrl"),
    "country": _Rule(_matches(_COUNTRY), "a country code such as TJ"),
    "reliability": _Rule(_matches(_RELIABILITY), "a letter from A to F"),
    "origin": _Rule(_matches(_CODE), "a code of small letters, digits and _"),
    "tier": _Rule(_is_number_in(range(1, 4)), "1, 2 or 3"),
    "interval_seconds": _Rule(_is_number_in(INTERVAL_SECONDS), "a whole number of seconds from 5 up"),
    "enabled": _Rule(lambda value: isinstance(value, bool), "true or false"),
    "verification": _Rule(_is_one_of(VERIFICATION_WORDS), f"one of {', '.join(sorted(VERIFICATION_WORDS))}"),
    "note": _Rule(_is_line(300), "one line of up to 300 characters"),
}
