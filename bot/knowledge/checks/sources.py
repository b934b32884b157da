"""``sources.toml``: our own catalogue of sources, beyond what holds for any catalogue.

The form is judged by ``bot.knowledge.sources``, as for a catalogue that an operator writes. Ours must
also name origins that can be compared with what texts say, and enable only what somebody has seen
working.
"""

from collections.abc import Iterator

from bot.knowledge.checks.folder import DataFolder
from bot.knowledge.checks.speakers import known_origins
from bot.knowledge.sources import validate_catalogue

SOURCES = "sources.toml"
OWN_ORIGINS = ("own", "relay", "search", "analysis")
"""Outlets that report by themselves, that pass on now this and now that speaker, that only find, and
that explain: none of them usually repeats one known speaker."""
TRIED = ("measured", "mixed", "seen")


def source_faults(data: DataFolder) -> Iterator[str]:
    """Everything wrong with the catalogue."""
    faults = validate_catalogue(data.root / SOURCES)
    yield from faults
    if faults:
        return
    origins = known_origins(data)
    for row in (data.table(SOURCES) or {}).get("source", ()):
        origin = row.get("origin")
        if origin is not None and origin not in OWN_ORIGINS and origins and origin not in origins:
            yield f"{SOURCES}: {row['slug']}: origin: {origin} is no speaker of speakers.toml"
        proven = row.get("tier") == 1 and row.get("verification") in TRIED
        if row.get("enabled", True) and not proven:
            yield f"{SOURCES}: {row['slug']}: enabled: is not of tier 1, or nobody has seen it working"
