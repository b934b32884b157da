"""One sentence with everything that was recognised in it, shared by all later stages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.extraction.datescan import DateMention, TimeMention
from bot.extraction.entries import Mark
from bot.extraction.groups import Group
from bot.extraction.numbers import Quantity
from bot.extraction.places import PlaceMention
from bot.extraction.tokens import Sentence
from bot.model.vocabulary import SegmentKind

COUNTED_ACTS = ("death", "euphemism", "injury", "detain", "abduct", "missing")
"""Acts that befall people and are counted."""
VIOLENT_EVENTS = ("clash", "attack", "shelling", "mine", "explosion", "resistance")
"""Events that tell of violence, whether anybody was harmed or not."""


@dataclass(slots=True)
class Analysed:
    """A sentence, its marks by layer, its quantities, days and places.

    ``background`` says why the sentence tells of an older event, '' where it does not.
    ``subordinate``: its harm stands only in a clause about something else ("after an attack that").
    ``totals_from``: the token from which figures and days belong to a running total, None for none;
    ``totals_until``: where that total ends again, None where it goes on to the end.
    ``pace``: how many tokens a word has on average; all distances between words are measured by it.
    ``date_first``: a day belongs to a verb behind it, so that of "said" says nothing of what follows;
    ``verb_first``: verbs stand before who acts, days behind that of "said" belong to it.
    ``verb_final``: the verb ends its clause, that of "said" the sentence.
    """

    sentence: Sentence
    kind: SegmentKind
    index: int
    layers: dict[str, list[Mark]]
    quantities: list[Quantity] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    background: str = ""
    subordinate: bool = False
    totals_from: int | None = None
    totals_until: int | None = None
    pace: int = 1
    date_first: bool = False
    verb_first: bool = False
    verb_final: bool = False

    def marks(self, layer: str) -> list[Mark]:
        """Marks of one layer in token order."""
        return self.layers.get(layer, [])

    def kinds(self, layer: str) -> set[str]:
        """The kinds met in one layer."""
        return {mark.kind for mark in self.layers.get(layer, ())}

    def has(self, layer: str, *kinds: str) -> bool:
        """Whether a mark of one of ``kinds`` (any, if none are given) was met in the layer."""
        found = self.layers.get(layer)
        if not found:
            return False
        return not kinds or any(mark.kind in kinds for mark in found)

    def is_total(self, index: int) -> bool:
        """Whether the token belongs to a running total."""
        if self.totals_from is None or index < self.totals_from:
            return False
        return self.totals_until is None or index < self.totals_until

    def cue(self, kind: str) -> list[Mark]:
        """Marks of one cue."""
        return self.layers.get(f"cue:{kind}", [])


_OTHER_MATTERS = tuple(
    f"exclude:{kind}" for kind in ("diplomacy", "memorial", "assistance", "warning", "court", "analysis")
)


def other_matters(analysed: Analysed) -> list[Mark]:
    """What shows that a sentence is about something else than the harm it mentions."""
    if analysed.layers.keys().isdisjoint(_OTHER_MATTERS):
        return []
    return [mark for layer in _OTHER_MATTERS for mark in analysed.marks(layer)]


def covered(marks: Iterable[Mark]) -> set[int]:
    """The tokens that the marks stand on."""
    return {index for mark in marks for index in range(mark.first, mark.last)}
