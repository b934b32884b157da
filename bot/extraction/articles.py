"""The little words for one: when an article counts a person, and when nobody.

"A man was killed" counts one; "an armed group", "a Chinese company", "one resident said" count nobody. A
form that says by itself that one is meant is judged the same way. Nothing here counts above one.
"""

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.groups import ARTICLES, BEFALLING, Group
from bot.extraction.numbers import Quantity

_TOLD_REACH = 1
_BAND_REACH = 2
NOBODY = {"article": ("", "people"), "one": ("",), "formed": ("",)}
"""Beside which parties a little word for one counts nobody."""


def counts_a_band(group: Group, limit: int, starts: dict[str, dict[int, Mark]]) -> bool:
    """Whether what one is counted of, without a noun of its own, is a band: «شدت پسندوں کے ایک بڑے گروہ»."""
    if group.kind not in ARTICLES or group.label is not None:
        return False
    return any(
        unit.kind == "collective" and group.last <= at < min(limit, group.last + _BAND_REACH)
        for at, unit in starts["unit"].items()
    )


def counts_persons(analysed: Analysed, group: Group, quantity: Quantity, grammar: Grammar) -> bool:
    """Whether a little word for one says that one more person or one casualty is meant: "un mort",
    "ein weiterer", یک کشته."""
    if group.kind not in ARTICLES or quantity.first == quantity.last:
        return False
    patient_first = grammar.active == ("before",)
    acts = (
        mark
        for mark in analysed.marks("act")
        if mark.value == "person" or ((patient_first or group.kind == "one") and mark.kind in BEFALLING)
    )
    return any(mark.first == quantity.last for mark in (*acts, *analysed.cue("more")))


def is_told_to_be_harmed(analysed: Analysed, group: Group) -> bool:
    """Whether what befell one person is told right behind him: "a man was killed"."""
    if group.party != "people":
        return False
    reach = _TOLD_REACH * analysed.pace
    return any(0 <= m.first - group.last <= reach for m in analysed.marks("act") if m.kind in BEFALLING)


def describes_a_thing(analysed: Analysed, group: Group) -> bool:
    """Whether an article and a nationality stand before a noun that is nobody: "a Chinese company"."""
    if group.nationality is None:
        return False
    near = range(group.last, group.last + _TOLD_REACH * analysed.pace + 1)
    people = any(mark.first == group.last for mark in analysed.marks("party"))
    return not people and not any(mark.first in near for mark in analysed.marks("act"))


def is_one_who_speaks(analysed: Analysed, group: Group) -> bool:
    """Whether one person counted by a little word is the one who tells ("said one resident")."""
    if group.kind not in ("one", "formed"):
        return False
    sentence = analysed.sentence
    start = sentence.starts[group.first]
    if any(mark.first == group.last and mark.kind in BEFALLING for mark in analysed.marks("act")):
        return False  # "one person died, he said"
    opens_clause = start > 0 and sentence.folded[start - 1] == "'"  # "dit qu'un homme"
    return any(
        0 <= mark.first - group.last <= 1 or (mark.last == group.first and not opens_clause)
        for mark in analysed.cue("speech")
    )
