"""Whose body a name means: the country or place named right beside it.

"The security committee of Kyrgyzstan" is not the Tajik one, and "local sources in Takhar" are Afghan. A
country in front of the name or behind it decides, as the order of words of the language has it; what a
verb, a sign or another speaker parts from the name says nothing about it.
"""

from typing import NamedTuple

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.places import PlaceMention

_BEFORE, _BEHIND = 1, 3
"""How many words may stand between the name and a country or place before or behind it."""
_MOVING = frozenset(("origin", "direction", "opposite", "residence"))
_PARTING = ("act", "event", "party", "cue:speech", "cue:contrast", "cue:and", "speaker")


class Owner(NamedTuple):
    """A country beside a name; ``whole``: the country itself is named, not a place in it."""

    country: str
    whole: bool


def owner_of(sentence: Analysed, name: Mark, grammar: Grammar) -> Owner | None:
    """Whose a named body is by the words beside it, or None where they do not say."""
    head_last = grammar.head_final or grammar.postpositions
    sides = (_before, _inside) if head_last else (_behind, _before, _inside)
    for side in sides:
        owner = side(sentence, name)
        if owner is not None:
            return owner
    return None


def _inside(sentence: Analysed, name: Mark) -> Owner | None:
    """A country that is a part of the name: the "Tajik" of "Tajik border service"."""
    length = name.last - name.first
    adjectives = [(m.first, m.last, m.kind) for m in sentence.marks("nation")]
    countries = [
        (m.first, m.last, m.places[0].country or "") for m in sentence.places if m.places[0].kind == "country"
    ]
    for first, last, country in (*adjectives, *countries):
        if name.first <= first and last <= name.last and last - first < length:
            return Owner(country, whole=True)
    return None


def _before(sentence: Analysed, name: Mark) -> Owner | None:
    reach = _BEFORE * sentence.pace
    for mention in reversed(sentence.places):
        if mention.last > name.first:
            continue
        near = name.first - mention.last <= reach + _units(sentence, mention.last, name.first)
        if near and _joined(sentence, mention.last, name.first) and not _is_moving(sentence, mention):
            return _owner(mention)
    for mark in sentence.marks("nation"):
        if 0 <= name.first - mark.last <= reach and _joined(sentence, mark.last, name.first):
            return Owner(mark.kind, whole=True)
    return None


def _behind(sentence: Analysed, name: Mark) -> Owner | None:
    for mention in sentence.places:
        between = mention.first - name.last
        if 0 <= between <= _BEHIND * sentence.pace and _joined(sentence, name.last, mention.first):
            return None if _is_moving(sentence, mention) else _owner(mention)
    for mark in sentence.marks("nation"):
        if mark.first == name.last and not any(p.first == mark.last for p in sentence.marks("party")):
            return Owner(mark.kind, whole=True)  # "the border service kirghiz"
    return None


def _owner(mention: PlaceMention) -> Owner | None:
    countries = {place.country for place in mention.places}
    country = countries.pop()
    if not mention.sure or countries or country is None:
        return None
    return Owner(country, whole=mention.places[0].kind == "country")


def _units(sentence: Analysed, first: int, last: int) -> int:
    """The words for units between a place and a name: "in Takhar province local sources"."""
    return sum(m.last - m.first for m in sentence.marks("place") if first <= m.first and m.last <= last)


def _joined(sentence: Analysed, first: int, last: int) -> bool:
    """Whether nothing that begins a matter of its own stands between two tokens."""
    if any(word in ",;:()" for word in sentence.sentence.words[first:last]):
        return False
    return not any(
        mark.first < last and mark.last > first for layer in _PARTING for mark in sentence.marks(layer)
    )


def _is_moving(sentence: Analysed, mention: PlaceMention) -> bool:
    """Whether somebody only comes from there or goes there."""
    return any(
        mark.kind in _MOVING and mark.last <= mention.first and mention.first - mark.last <= 1
        for mark in sentence.marks("role")
    )
