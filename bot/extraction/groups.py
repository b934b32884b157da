"""Counted people: a number with the party it counts.

"Four armed terrorists", «трое граждан Китая», 3名中国公民, "three members of a terrorist group". How they
are found in a sentence is a matter of ``headcount``; here is only what a group is, and the signs, kinds
of number and acts of which all who look for groups ask.
"""

from dataclasses import dataclass

from bot.extraction.entries import Mark

STOPS = frozenset(",;:.!?()")
ARTICLES = frozenset(("article", "one", "formed"))
BEFALLING = ("death", "euphemism", "injury")


@dataclass(slots=True)
class Group:
    """So many of a party, over tokens ``first`` to ``last``. ``party`` '' means bare, ``people``
    means persons of no stated party. ``inner``: an act mark between the number and the party.
    ``joined``: "and" or a comma joins it to the group before, with which it shares its act.
    ``classified``: a classifier shows that people are counted, though no word names them."""

    first: int
    last: int
    low: int
    best: int | None
    high: int | None
    party: str
    label: str | None = None
    nationality: str | None = None
    inner: Mark | None = None
    kind: str = "digits"
    more: bool = False
    subset: bool = False
    classified: bool = False
    joined: bool = False
