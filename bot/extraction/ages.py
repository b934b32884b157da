"""Numbers that tell how old somebody is, and so count nobody.

"A 14-year-old boy", "his cousin, 11, was wounded", "two men, aged 24 and 31", «двое контрабандистов 24 и
31 года». Whom they tell of is counted by another number, if by any.
"""

from bot.extraction.analysis import Analysed
from bot.extraction.groups import Group
from bot.extraction.numbers import Quantity

_YOUNGEST, _OLDEST = 1, 100


def tells_an_age(analysed: Analysed, quantity: Quantity) -> bool:
    """Whether a number is somebody's age: "a 14-year-old boy", "his cousin, 11, was wounded"."""
    if any(mark.kind == "age" and mark.first == quantity.last for mark in analysed.marks("unit")):
        return True
    words, first, last = analysed.sentence.words, quantity.first, quantity.last
    if quantity.kind != "digits" or quantity.best is None or not _YOUNGEST < quantity.best < _OLDEST:
        return False
    if first < 2 or last >= len(words) or last - first > 1 or words[first - 1] != ",":
        return False
    return words[last] == "," and words[first - 2].isalpha() and analysed.pace == 1


def is_age(analysed: Analysed, group: Group, groups: list[Group], ages: list[Group]) -> bool:
    """Whether a bare number tells how old the people are that were just counted: "two men, aged 24 and
    31", «двое контрабандистов 24 и 31 года»."""
    if group.party:
        return False
    if ages and group.first - ages[-1].last == 1:
        return any(mark.first == ages[-1].last for mark in analysed.cue("and"))
    if not groups or not groups[-1].party:
        return False
    units, told = analysed.marks("unit"), groups[-1].last
    if 0 <= group.first - told <= 1:
        following = next((q for q in analysed.quantities if q.first - group.last == 1), None)
        return following is not None and any(mark.first == following.last for mark in units)
    return any(mark.last == group.first and 0 <= mark.first - told <= 1 for mark in units)
