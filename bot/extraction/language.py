"""Which language a text is in: script first, then telling letters, then small words.

The source's own claim is only a prior: a wrong language is a wrong number. Codes are BCP 47.
"""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.extraction.entries import split_words
from bot.extraction.hanzi import TRADITIONAL_TO_SIMPLIFIED
from bot.extraction.normalise import fold

SAMPLE = 900
_LETTER_WEIGHT = 2.0
_WORD_WEIGHT = 3.0
_HINT_WEIGHT = 2.5
_MOST_LETTERS = 25
_LETTERS_REMEMBERED = 4_096
_SIGNS = '".,:;!?()-'
UNDETERMINED = "und"

_SCRIPTS = {
    "latin": (("a", "z"), ("\u00c0", "\u024f")),
    "cyrillic": (("\u0400", "\u052f"),),
    "arabic": (("\u0600", "\u06ff"),),
    "han": (("\u3040", "\u9fff"),),
    "armenian": (("\u0530", "\u058f"),),
    "georgian": (("\u10a0", "\u10ff"),),
    "devanagari": (("\u0900", "\u097f"),),
}


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
        letters = Counter(sample)
        script = _script_of(letters)
        if script == "han":
            return _chinese(letters)
        candidates = self._by_script.get(script, [])
        if not candidates:
            return UNDETERMINED
        if len(candidates) == 1:
            return candidates[0].code
        words = Counter([word.strip(_SIGNS) for word in fold(sample).split()])
        best, best_score = UNDETERMINED, 0.0
        for tongue in candidates:
            telling, own = _how_many(letters, tongue.letters), _how_many(letters, tongue.own_letters)
            score = _LETTER_WEIGHT * (min(telling, _MOST_LETTERS) + min(own, _MOST_LETTERS))
            score += _WORD_WEIGHT * _how_many(words, tongue.stopwords)
            if hint == tongue.code:
                score += _HINT_WEIGHT
            if score > best_score:
                best, best_score = tongue.code, score
        return best


def _how_many(met: Counter[str], wanted: Set[str]) -> int:
    """How often the wanted letters or words were met."""
    return sum(map(met.__getitem__, met.keys() & wanted))


def _script_of(letters: Counter[str]) -> str:
    """The script of most letters of a lower-case sample, '' where there is none."""
    counts = dict.fromkeys(_SCRIPTS, 0)
    for letter, times in letters.items():
        name = _script_of_letter(letter)
        if name:
            counts[name] += times
    counts["han"] *= 3  # one Chinese character says as much as a few letters
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] else ""


@lru_cache(maxsize=_LETTERS_REMEMBERED)
def _script_of_letter(letter: str) -> str:
    for name, ranges in _SCRIPTS.items():
        if any(first <= letter <= last for first, last in ranges):
            return name
    return ""


def _chinese(letters: Counter[str]) -> str:
    kana = sum(times for letter, times in letters.items() if "\u3040" <= letter <= "\u30ff")
    if kana > 3:
        return "ja"
    traditional = _how_many(letters, TRADITIONAL_TO_SIMPLIFIED.keys())
    return "zh-Hant" if traditional > _how_many(letters, _ONLY_SIMPLIFIED) else "zh"


_ONLY_SIMPLIFIED = frozenset(TRADITIONAL_TO_SIMPLIFIED.values()) - frozenset(TRADITIONAL_TO_SIMPLIFIED)
