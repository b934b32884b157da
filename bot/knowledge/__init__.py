"""What the bot knows before it reads: places, borders, word lists, speakers, severity.

``load_knowledge`` reads the package's data once and builds everything that works on it. Nothing
else reads those files; what is built here is immutable and may be shared by threads.
"""

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.extraction.entries import LexiconError
from bot.extraction.gate import Gate, gate_words
from bot.extraction.language import LanguageDetector
from bot.extraction.lexicon import Lexicon
from bot.extraction.packs import bare_lexicon, build_lexicon
from bot.extraction.placenames import PlaceNames
from bot.extraction.placequery import PlaceQuery
from bot.extraction.places import PlaceIndex
from bot.extraction.reader import Reader
from bot.extraction.speakers import Speakers
from bot.incidents.severity import SeverityTable
from bot.knowledge import files
from bot.knowledge.files import DataFileError
from bot.knowledge.lazily import Lazily
from bot.model.gazetteer import Borders, Gazetteer

__all__ = ["DataFileError", "Knowledge", "load_knowledge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Everything loaded from the data folder. ``languages`` are those that have a word list."""

    gazetteer: Gazetteer
    places: PlaceQuery
    borders: Borders
    severity: SeverityTable
    reader: Reader
    languages: tuple[str, ...]


def load_knowledge() -> Knowledge:
    """Load it all. Raises ``DataFileError`` where a data file is missing or malformed."""
    rows = files.gazetteer_rows()
    gazetteer = files.load_gazetteer(rows)
    borders = files.load_borders()
    names = PlaceNames(files.place_names(rows))
    places = PlaceIndex(gazetteer, names)
    packs = files.load_packs()
    table = files.read_toml("languages.toml")
    by_code = {pack["language"]["code"]: pack for pack in packs}
    speakers = files.load_speakers(packs)
    lexicons = Lazily(by_code, lambda code: _lexicon(by_code[code], speakers))
    scripts = {row["script"] for row in table.values()}
    reader = Reader(
        gazetteer=gazetteer,
        places=places,
        borders=borders,
        lexicons=lexicons,
        bare=_joined(bare_lexicon(), speakers),
        detector=LanguageDetector(table),
        speakers=speakers,
        gate=Gate(
            gazetteer,
            places,
            borders,
            Lazily(scripts, lambda script: gate_words(packs, table, script, speakers.names)),
        ),
    )
    gc.freeze()  # it lives as long as the process: the collector need not walk it again and again
    return Knowledge(
        gazetteer=gazetteer,
        places=PlaceQuery(gazetteer, names),
        borders=borders,
        severity=files.load_severity(),
        reader=reader,
        languages=tuple(lexicons),
    )


def _lexicon(pack: Mapping[str, Any], speakers: Speakers) -> Lexicon:
    try:
        return _joined(build_lexicon(pack), speakers)
    except (LexiconError, KeyError, TypeError, ValueError) as error:
        code = pack.get("language", {}).get("code", "unnamed")
        raise DataFileError(f"data file lexicon/{code}.toml: {error}") from error


def _joined(lexicon: Lexicon, speakers: Speakers) -> Lexicon:
    """A word list that knows the names of the speakers as well, so that a text is gone through once."""
    return lexicon.joined(speakers.entries(lexicon.code))
