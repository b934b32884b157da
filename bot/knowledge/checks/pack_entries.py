"""The entries of a word list with the section they stand in, and what is wrong with single entries.

Mirrors how ``bot.extraction.packs`` sorts entries into layers: within a layer the first of two equal
entries wins and the other never matches, so the same words must not stand there twice with different
meanings.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bot.extraction.entries import LexiconError, compile_entry, split_words
from bot.extraction.normalise import fold
from bot.extraction.packkeys import (
    ACTS,
    CALENDAR_PHRASES,
    CUES,
    EVENTS,
    EXCLUSIONS,
    OPTIONAL_CUES,
    PARTIES,
    PLACE_WORDS,
    ROLES,
    VOICES,
)
from bot.knowledge.checks.folder import Table

SHARED_LAYERS = {"event": EVENTS, "party": PARTIES, "place": PLACE_WORDS, "role": ROLES}
OWN_LAYERS = {"cue": (*CUES, *OPTIONAL_CUES), "exclude": EXCLUSIONS, "calendar": CALENDAR_PHRASES}
ONE_LIST = {"company": "words", "correction": "words", "retraction": "words", "noise": "lines"}
OPEN_LAYERS = ("nation", "pair", "unit", "item")
COUNTED = ("values", "multipliers", "ordinals")
"""Sections of ``[numbers]`` that give words to numbers."""


class PackEntry(NamedTuple):
    """Words of a pack: the layer in which they compete, and the section and key they stand in."""

    layer: str
    where: str
    words: str


def entry_faults(pack: Table) -> Iterator[str]:
    """Entries that match nothing, and words that stand in one layer with two meanings."""
    places: dict[tuple[Any, ...], str] = {}
    for entry in entries_of(pack):
        try:
            compiled = compile_entry("", "", "", entry.words)
        except LexiconError:
            yield f"{entry.where}: nothing to match in {entry.words!r}"
            continue
        pattern = (entry.layer, compiled.first, compiled.prefix, compiled.compound, compiled.rest)
        other = places.setdefault(pattern, entry.where)
        if other != entry.where:
            yield f"{entry.where}: {entry.words!r} stands in {other} too, and only one of them can match"
    yield from _numbering_faults(pack)


def entries_of(pack: Table) -> Iterator[PackEntry]:
    """All entries of the sections that are matched in sentences; other values are passed over."""
    for kind in ACTS:
        for voice in VOICES:
            yield from _listed("act", f"act.{kind}.{voice}", value_at(pack, "act", kind, voice))
    for section, kinds in SHARED_LAYERS.items():
        for kind in kinds:
            yield from _listed(section, f"{section}.{kind}", value_at(pack, section, kind))
    for section, kinds in OWN_LAYERS.items():
        for kind in kinds:
            yield from _listed(f"{section}:{kind}", f"{section}.{kind}", value_at(pack, section, kind))
    for section, key in ONE_LIST.items():
        yield from _listed(section, f"{section}.{key}", value_at(pack, section, key))
    for section in OPEN_LAYERS:
        for kind, text in section_of(pack, section).items():
            yield from _listed(section, f"{section}.{kind}", text)
    for key, text in section_of(pack, "numbers").items():
        layer = key.partition("_")[0]
        if layer in ("vague", "formed"):
            yield from _listed(layer, f"numbers.{key}", text)


def value_at(pack: Table, *keys: str) -> Any:
    """The value under nested keys, or None."""
    value: Any = pack
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def has_words(value: Any) -> bool:
    """Whether an entry list holds anything."""
    return isinstance(value, str) and bool(split_words(value))


def _listed(layer: str, where: str, text: Any) -> Iterator[PackEntry]:
    if isinstance(text, str):
        for words in split_words(text):
            yield PackEntry(layer, where, words)


def section_of(pack: Table, section: str) -> Table:
    """A section of the pack; empty where it is missing or no table."""
    table = pack.get(section)
    return table if isinstance(table, Mapping) else {}


def _numbering_faults(pack: Table) -> Iterator[str]:
    """Words that stand for two numbers, two months or two days of the week."""
    for section in COUNTED:
        table = value_at(pack, "numbers", section)
        if isinstance(table, Mapping):
            yield from _ambiguous(f"numbers.{section}", list(table.items()))
    for section in ("months", "solar", "weekdays"):
        names = value_at(pack, "calendar", section)
        if isinstance(names, list):
            yield from _ambiguous(
                f"calendar.{section}", [(str(number), text) for number, text in enumerate(names, 1)]
            )


def _ambiguous(where: str, rows: list[tuple[str, Any]]) -> Iterator[str]:
    meaning: dict[str, str] = {}
    for number, text in rows:
        for words in split_words(text) if isinstance(text, str) else ():
            other = meaning.setdefault(fold(words), number)
            if other != number:
                yield f"{where}: {words!r} means {other} and {number}"
