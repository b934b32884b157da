"""``speakers.toml``: who may be named as the origin of a claim, by which words, and whose body it is.

Two speakers of one name would make two origins of one, and corroborate a statement with itself;
a language without names for officials would take every relay for an origin of its own. Of two rows for
one body of a country, one would never be met.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from bot.extraction.entries import LexiconError, compile_entry, split_words
from bot.extraction.speakers import Speakers
from bot.knowledge.checks.folder import DataFolder, Table
from bot.knowledge.checks.languages import listed_languages
from bot.knowledge.checks.pack_coverage import OFFICIAL_SPEAKERS, exemptions
from bot.knowledge.checks.shape import Rule, doubled, flag, line, matching, one_of, shape_faults
from bot.model.vocabulary import SpeakerType

SPEAKERS = "speakers.toml"
ANY_LANGUAGE = "any"

_OFFICIAL = (SpeakerType.OFFICIAL_TJ, SpeakerType.OFFICIAL_AF, SpeakerType.OFFICIAL_OTHER)
_RULES = {
    "origin": matching(r"[a-z][a-z0-9_]{0,39}", "a code of small letters, digits and _"),
    "name": line(),
    "type": one_of(tuple(SpeakerType)),
    "relay": flag().optional(),
    "country": matching(r"[A-Z]{2}", "a code of two capital letters").optional(),
    "bodies": matching(r"[a-z_]+(, [a-z_]+)*", "codes of small letters, with commas between").optional(),
    "shared": flag().optional(),
    "names": Rule(
        lambda value: isinstance(value, Mapping) and bool(value),
        "a table of names by language",
        required=False,
    ),
}


def speaker_faults(data: DataFolder) -> Iterator[str]:
    """Everything wrong with the speakers."""
    table = data.table(SPEAKERS)
    if table is None:
        return
    rows = table.get("speaker")
    if not isinstance(rows, list):
        yield f"{SPEAKERS}: speaker: write each speaker as a [[speaker]] table"
        return
    faults = [f"{key}: unknown key" for key in table if key != "speaker"]
    for number, row in enumerate(rows, 1):
        where = _origin(row) or f"speaker {number}"
        faults += [f"{where}: {fault}" for fault in _row_faults(row, data)]
    tables = [row for row in rows if isinstance(row, Mapping)]
    faults += [f"{origin}: stands more than once" for origin in doubled(row.get("origin") for row in tables)]
    faults += _name_faults(tables)
    faults += _body_faults(tables)
    faults += _official_faults(tables, data)
    if not faults:
        faults += _building_faults(tables)
    yield from (f"{SPEAKERS}: {fault}" for fault in faults)


def known_origins(data: DataFolder) -> frozenset[str]:
    """The origins of the table; empty where it cannot be read."""
    rows = (data.table(SPEAKERS) or {}).get("speaker")
    return frozenset(filter(None, map(_origin, rows))) if isinstance(rows, list) else frozenset()


def _origin(row: Any) -> str | None:
    origin = row.get("origin") if isinstance(row, Mapping) else None
    return origin if isinstance(origin, str) else None


def _row_faults(row: Any, data: DataFolder) -> Iterator[str]:
    yield from shape_faults(row, _RULES)
    languages = listed_languages(data)
    for language, words in _names(row).items():
        if languages and language not in languages and language != ANY_LANGUAGE:
            yield f"names.{language}: does not stand in languages.toml"
        if not isinstance(words, str) or not split_words(words):
            yield f"names.{language}: no name"
            continue
        for name in split_words(words):
            try:
                compile_entry("", "", "", name)
            except LexiconError:
                yield f"names.{language}: nothing to match in {name!r}"


def _body_faults(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    """Bodies without a country, rows that nothing leads to, and two rows for one body."""
    owners: dict[tuple[str, str], str] = {}
    kinds: set[str] = set()
    for row in rows:
        origin, country, bodies = _origin(row) or "", row.get("country"), _bodies(row)
        if bool(country) != bool(bodies) or (row.get("shared") and not bodies):
            yield f"{origin}: country and bodies go together, and shared with them"
        if "names" not in row and not bodies:
            yield f"{origin}: names: missing"
        if "names" in row:
            kinds.update(bodies[:1] if row.get("shared") else ())
        for body in bodies:
            held = owners.setdefault((body, str(country)), origin)
            if held != origin:
                yield f"{origin}: bodies: {body!r} of {country} is {held} already"
    for row in rows:
        bodies = _bodies(row)
        if "names" not in row and bodies and bodies[0] not in kinds:
            yield f"{_origin(row)}: bodies: no shared row is of the kind {bodies[0]!r}"


def _bodies(row: Mapping[str, Any]) -> list[str]:
    bodies = row.get("bodies")
    return split_words(bodies) if isinstance(bodies, str) else []


def _names(row: Any) -> Table:
    names = row.get("names") if isinstance(row, Mapping) else None
    return names if isinstance(names, Mapping) else {}


def _name_faults(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    """One name for two speakers, in one language or in one and in any."""
    owners: dict[tuple[str, Any], str] = {}
    for origin, language, name, pattern in _patterns(rows):
        held = owners.get((ANY_LANGUAGE, pattern)) or owners.get((language, pattern)) or origin
        if held != origin:
            yield f"{origin}: names.{language}: {name!r} is the name of {held} too"
        owners.setdefault((language, pattern), origin)


def _patterns(rows: list[Mapping[str, Any]]) -> Iterator[tuple[str, str, str, Any]]:
    """Origin, language, name and what it matches, names of any language first."""
    for row in sorted(rows, key=lambda row: ANY_LANGUAGE not in _names(row)):
        for language, words in _names(row).items():
            for name in split_words(words) if isinstance(words, str) else ():
                with suppress(LexiconError):
                    compiled = compile_entry("", "", "", name)
                    yield _origin(row) or "", language, name, (compiled.first, compiled.prefix, compiled.rest)


def _official_faults(rows: list[Mapping[str, Any]], data: DataFolder) -> Iterator[str]:
    served = {
        language
        for row in rows
        if row.get("type") in _OFFICIAL and not row.get("relay")
        for language in _names(row)
    }
    for name in data.names("lexicon/*.toml"):
        pack = data.table(name) or {}
        language = pack.get("language")
        code = language.get("code") if isinstance(language, Mapping) else None
        if not isinstance(code, str):
            continue
        exempt = OFFICIAL_SPEAKERS in exemptions(pack)
        if code not in served and not exempt:
            yield f"names.{code}: no official speaker has a name in this language, though it has a word list"
        elif code in served and exempt:
            yield f"names.{code}: officials have names by now; drop {OFFICIAL_SPEAKERS} from [exempt]"


def _building_faults(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    try:
        Speakers(rows)
    except (KeyError, TypeError, ValueError) as error:
        yield f"file: cannot be built: {error}"
