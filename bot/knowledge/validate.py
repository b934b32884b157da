"""Inspects everything in ``bot/data``; ``make check`` and ``borderwatch check`` show what it finds.

Data decides what is read and told as much as code does, so it is held to the same standard: no fault
is let pass, and all are shown together, one line each: ``file: where: what``.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bot.knowledge.checks.borders import BORDERS, border_faults
from bot.knowledge.checks.codebook import EVENT_TYPES, PARTIES, codebook_faults
from bot.knowledge.checks.folder import DataFolder
from bot.knowledge.checks.gazetteer import GAZETTEER, gazetteer_faults
from bot.knowledge.checks.languages import LANGUAGES, language_faults
from bot.knowledge.checks.packs import PACKS, pack_faults
from bot.knowledge.checks.region import REGION, region_faults
from bot.knowledge.checks.season import SEASON, season_faults
from bot.knowledge.checks.severity import SEVERITY, severity_faults
from bot.knowledge.checks.sources import SOURCES, source_faults
from bot.knowledge.checks.speakers import SPEAKERS, speaker_faults
from bot.knowledge.files import DATA
from bot.knowledge.locales import DOMAIN, validate_locales

CHECKS: tuple[Callable[[DataFolder], Iterable[str]], ...] = (
    codebook_faults,
    border_faults,
    severity_faults,
    gazetteer_faults,
    region_faults,
    language_faults,
    pack_faults,
    speaker_faults,
    source_faults,
    season_faults,
)
KNOWN_FILES = (
    EVENT_TYPES, PARTIES, BORDERS, SEVERITY, GAZETTEER, REGION, LANGUAGES, PACKS, SPEAKERS, SOURCES, SEASON,
    f"locale/*/{DOMAIN}", "README.md",
)  # fmt: skip


def validate(folder: Path = DATA) -> list[str]:
    """All faults of a data folder (ours by default), each one line; an empty list means fine."""
    data = DataFolder(folder)
    faults = [fault for check in CHECKS for fault in check(data)]
    faults += validate_locales(folder / "locale")
    return [*data.faults, *faults, *_stray_files(data)]


def _stray_files(data: DataFolder) -> Iterator[str]:
    """Files that nothing reads: most often a file under a wrong name."""
    known = {name for pattern in KNOWN_FILES for name in data.names(pattern)}
    for name in data.names("**/*"):
        if name not in known:
            yield f"{name}: file: nothing reads it"
