"""Texts that tell of a border without saying which: for a person to look at, never for silence.

Outlets at home write "border troops stopped a breakthrough" and name no country, and whoever denies an
attack rarely says where it was. Neither may open an incident; a denial may still follow one.
"""

from collections.abc import Collection, Iterable, Sequence

from bot.extraction.analysis import Analysed
from bot.extraction.gate import OFFICES, TROOPS
from bot.model.report import Report
from bot.model.vocabulary import Modality, SegmentKind

_OPENING = (SegmentKind.TITLE, SegmentKind.LEAD)


def guards_speak(current: Sequence[Analysed], home: Collection[str]) -> bool:
    """Whether title or lead tell of guards of a border, and no country but those of ``home`` is named."""
    if not set(_countries(current)) <= set(home):
        return False
    return any(_is_kept(sentence) for sentence in current if sentence.kind in _OPENING)


def _is_kept(sentence: Analysed) -> bool:
    if sentence.has("speaker", *TROOPS):
        return True
    keepers = sentence.has("party", "border_guards") or sentence.has("speaker", *OFFICES)
    return keepers and (sentence.has("event", "border") or sentence.has("act", "cross"))


def _countries(sentences: Iterable[Analysed]) -> Iterable[str]:
    for sentence in sentences:
        yield from (mark.kind for mark in sentence.marks("nation"))
        for mention in sentence.places:
            if mention.sure and mention.places[0].country:
                yield mention.places[0].country


def is_denial(report: Report, current: Sequence[Analysed], home: Collection[str]) -> bool:
    """Whether a report denies an event, and a country of ``home`` is named or denies it itself."""
    if not any(claim.modality is Modality.DENIED for claim in report.claims):
        return False
    named = set(_countries(current))
    return bool(named & set(home)) or any(sentence.has("party", "taliban") for sentence in current)
