"""Which language a text is in: script first, then telling letters, then small words.

The source's own claim is only a prior: a wrong language is a wrong number. Codes are BCP 47.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.extraction.hanzi import TRADITIONAL_TO_SIMPLIFIED
from bot.extraction.lexicon import split_words
from bot.extraction.normalise import fold

SAMPLE = 900
_LETTER_WEIGHT = 2.0
_WORD_WEIGHT = 3.0
_HINT_WEIGHT = 2.5
_MOST_LETTERS = 25
_SIGNS = '".,:;!?()-'
UNDETERMINED = "und"

_SCRIPTS = (
    ("latin", re.compile("[a-z\u00c0-\u024f]+")),
    ("cyrillic", re.compile("[\u0400-\u052f]+")),
    ("arabic", re.compile("[\u0600-\u06ff]+")),
    ("han", re.compile("[\u3040-\u9fff]+")),
    ("armenian", re.compile("[\u0530-\u058f]+")),
    ("georgian", re.compile("[\u10a0-\u10ff]+")),
    ("devanagari", re.compile("[\u0900-\u097f]+")),
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """What tells one language from the others of its script; ``own_letters`` no other of
    them has, and count twice."""

    code: str
    script: str
    letters: frozenset[str]
    own_letters: frozenset[str]
    stopwords: frozenset[str]


class LanguageDetector:
    """Recognises the languages of a table; built once from plain data."""

    def __init__(self, table: Mapping[str, Mapping[str, Any]]) -> None:
        """``table``: code to script, letters, own_letters (may be left out) and stopwords."""
        self.tongues = {
            code: Tongue(
                code=code,
                script=row["script"],
                letters=frozenset(row["letters"]),
                own_letters=frozenset(row.get("own_letters", "")),
                stopwords=frozenset(fold(word) for word in split_words(row["stopwords"])),
            )
            for code, row in table.items()
        }
        self._by_script: dict[str, list[Tongue]] = {}
        for tongue in self.tongues.values():
            self._by_script.setdefault(tongue.script, []).append(tongue)

    def detect(self, text: str, hint: str | None) -> str:
        """The language of cleaned text; ``und`` where nothing speaks for any."""
        sample = text[:SAMPLE].lower()
        script = _script_of(sample)
        if script == "han":
            return _chinese(sample)
        candidates = self._by_script.get(script, [])
        if not candidates:
            return UNDETERMINED
        if len(candidates) == 1:
            return candidates[0].code
        words = [word.strip(_SIGNS) for word in fold(sample).split()]
        best, best_score = UNDETERMINED, 0.0
        for tongue in candidates:
            letters = sum(sample.count(letter) for letter in tongue.letters)
            own = sum(sample.count(letter) for letter in tongue.own_letters)
            small = sum(1 for word in words if word in tongue.stopwords)
            score = _LETTER_WEIGHT * (min(letters, _MOST_LETTERS) + min(own, _MOST_LETTERS))
            score += _WORD_WEIGHT * small
            if hint == tongue.code:
                score += _HINT_WEIGHT
            if score > best_score:
                best, best_score = tongue.code, score
        return best


def _script_of(sample: str) -> str:
    """The script of most letters of a lower-case sample, '' where there is none."""
    if sample.isascii():
        return "latin" if any(map(str.isalpha, sample)) else ""
    counts = {name: sum(map(len, letters.findall(sample))) for name, letters in _SCRIPTS}
    counts["han"] *= 3  # one Chinese character says as much as a few letters
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] else ""


def _chinese(sample: str) -> str:
    kana = sum(1 for char in sample if "\u3040" <= char <= "\u30ff")
    if kana > 3:
        return "ja"
    traditional = sum(1 for char in sample if char in TRADITIONAL_TO_SIMPLIFIED)
    simplified = sum(1 for char in sample if char in _ONLY_SIMPLIFIED)
    return "zh-Hant" if traditional > simplified else "zh"


_ONLY_SIMPLIFIED = frozenset(TRADITIONAL_TO_SIMPLIFIED.values()) - frozenset(TRADITIONAL_TO_SIMPLIFIED)
