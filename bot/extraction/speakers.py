"""Who says so: known speakers found in a text, and who stands behind its main claims.

Relays of one statement share an origin: officials, embassies and the other side come before the
agencies that carry them, and an outlet speaks for itself only where nobody else is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.extraction.analysis import Analysed
from bot.extraction.lexicon import Entry, Mark, compile_entry, split_words
from bot.model.report import Speaker
from bot.model.vocabulary import SegmentKind, SpeakerType

_WEIGHT = {SegmentKind.LEAD: 3.0, SegmentKind.TITLE: 2.0, SegmentKind.BODY: 1.0}
LAYER = "speaker"
_SPEECH_NEAR = 6
_SPEECH_BONUS = 2.0
_RELAY_MALUS = 2.5
_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A row of the speakers table."""

    origin: str
    name: str
    type: SpeakerType
    relay: bool


class Speakers:
    """Finds known speakers. Built once from the rows of ``speakers.toml``."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Raises ``KeyError`` or ``ValueError`` on a malformed row."""
        self.known: dict[str, KnownSpeaker] = {}
        entries: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            speaker = KnownSpeaker(
                origin=row["origin"],
                name=row["name"],
                type=SpeakerType(row["type"]),
                relay=bool(row.get("relay", False)),
            )
            self.known[speaker.origin] = speaker
            for language, text in row["names"].items():
                entries.setdefault(language, []).extend(
                    (speaker.origin, words) for words in split_words(text)
                )
        common = entries.pop("any", [])
        self._entries = {
            language: tuple(compile_entry(LAYER, origin, "", words) for origin, words in (*own, *common))
            for language, own in entries.items()
        }
        self._names = {language: tuple(own) for language, own in entries.items()}
        self._common = tuple(compile_entry(LAYER, origin, "", words) for origin, words in common)

    def languages(self) -> frozenset[str]:
        """Languages for which officials have names."""
        return frozenset(self._entries)

    def entries(self, language: str) -> tuple[Entry, ...]:
        """The names of all speakers in a language, to be joined to its word list."""
        return self._entries.get(language, self._common)

    def names(self, language: str) -> tuple[tuple[str, str], ...]:
        """Origins with the names that a language has for them, as they stand in word lists."""
        return self._names.get(language, ())

    def of_sentence(self, sentence: Analysed) -> Speaker | None:
        """The speaker to whom a sentence attributes itself, or None."""
        scored = self._scored([sentence], weigh_segments=False)
        if not scored or scored[0][0] < _SPEECH_BONUS:
            return None
        return self._speaker(scored[0][1], ())

    def known_as(self, origin: str) -> Speaker | None:
        """The known speaker with this origin, or None."""
        return self._speaker(origin, ()) if origin in self.known else None

    def nearest(self, sentence: Analysed) -> Speaker | None:
        """Any known speaker met in a sentence, the best-attested first: who counts in "an AFP tally"."""
        scored = self._scored([sentence], weigh_segments=False)
        return self._speaker(scored[0][1], ()) if scored else None

    def of_document(self, current: Sequence[Analysed], outlet: str, usual: str | None) -> Speaker:
        """The speaker behind a document; ``usual`` is whom its outlet is known to repeat."""
        scored = self._scored(current, weigh_segments=True)
        if scored:
            origin = scored[0][1]
            via = tuple(
                dict.fromkeys(
                    self.known[other].name
                    for _, other in scored
                    if other != origin and self.known[other].relay
                )
            )
            return self._speaker(origin, via)
        if usual is not None and usual in self.known:
            return self._speaker(usual, ())
        return Speaker(name=outlet, type=SpeakerType.MEDIA, origin=f"outlet:{outlet}")

    def _speaker(self, origin: str, via: tuple[str, ...]) -> Speaker:
        known = self.known[origin]
        return Speaker(name=known.name, type=known.type, origin=known.origin, via=via)

    def _scored(self, sentences: Sequence[Analysed], *, weigh_segments: bool) -> list[tuple[float, str]]:
        best: dict[str, float] = {}
        for sentence in sentences:
            marks = _speaking(sentence)
            if not marks:
                continue
            speech, near = sentence.cue("speech"), _SPEECH_NEAR * sentence.pace
            for mark in marks:
                score = _WEIGHT.get(sentence.kind, 0.5) if weigh_segments else 0.5
                if any(
                    abs(word.first - mark.last) <= near or abs(mark.first - word.last) <= near
                    for word in speech
                ):
                    score += _SPEECH_BONUS
                if self.known[mark.kind].relay:
                    score -= _RELAY_MALUS
                best[mark.kind] = max(best.get(mark.kind, -9.0), score)
        ranked = sorted(best.items(), key=lambda item: -item[1])
        return [(score, origin) for origin, score in ranked]


def _speaking(sentence: Analysed) -> list[Mark]:
    """The speakers of a sentence; of two names in a row the last speaks where it is the head.

    "The security committee's border troops' press centre" is the border troops'.
    """
    marks = sentence.marks(LAYER)
    if not sentence.verb_final:
        return marks
    return [mark for mark in marks if not any(0 <= other.first - mark.last <= _IN_A_ROW for other in marks)]
