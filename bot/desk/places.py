"""From what a person typed to places, borders, or a question back.

Never guesses: several equal matches become suggestions, a misspelling becomes suggestions, and
nothing at all becomes a sentence that says so. A wider place may be named behind (``Badakhshan,
Afghanistan``). Buttons carry ids, which are understood as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge import Knowledge
from bot.model.answers import Problem
from bot.model.place import Border, Place

BORDER_KIND = "border"
LONGEST_PLACE_CHARACTERS = 100
MOST_WORDS = 16
SUGGESTIONS = 4
MOST_PLACES = 10
SEPARATOR = re.compile(r"[,;،؛、，\n]")
BETWEEN_COUNTRIES = re.compile(r"\s*[-‐‑–—/]\s*|\s+and\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """Some of the words, and all places that go by them."""

    text: str
    places: tuple[Place, ...]


def resolve(text: str, knowledge: Knowledge) -> Place | Problem | None:
    """The place that is meant; None for an empty text, which means everything.

    A border such as ``TJ-AF`` comes back as a place of kind ``border``.
    """
    wanted = _clipped(SEPARATOR.sub(" ", text))
    if not wanted:
        return None
    named = _analysed(wanted.split(" "), knowledge)
    if len(named) == 1:
        return _chosen(named[0], knowledge)
    places = tuple(dict.fromkeys(place for one in named for place in one.places))
    return Problem(code="one_place", values=(("text", wanted),), suggestions=places[:SUGGESTIONS])


def resolve_several(text: str, knowledge: Knowledge) -> tuple[Place, ...] | Problem:
    """The places that are meant, each once; none for an empty text, which means everything.

    Places stand one after the other, with commas or without. The first that is not understood is
    the problem; its value ``others`` holds the ids of those that were.
    """
    parts = [clipped for part in SEPARATOR.split(text) if (clipped := _clipped(part))]
    named: list[_Named] = []
    for part in parts[: MOST_PLACES + 1]:
        for one in _analysed(part.split(" "), knowledge):
            inside = _inside(named[-1].places, one.places, knowledge) if named else ()
            if inside:
                named[-1] = _Named(text=named[-1].text, places=inside)
            else:
                named.append(one)
    if len(named) > MOST_PLACES:
        return Problem(code="too_many_places", values=(("most", str(MOST_PLACES)),))
    chosen = [_chosen(one, knowledge) for one in named]
    found = {place.id: place for place in chosen if isinstance(place, Place)}
    refused = next((one for one in chosen if isinstance(one, Problem)), None)
    if refused is None:
        return tuple(found.values())
    values = (*refused.values, ("others", ", ".join(found)))
    return Problem(code=refused.code, values=values, suggestions=refused.suggestions)


def _clipped(text: str) -> str:
    return " ".join(text[: 4 * LONGEST_PLACE_CHARACTERS].split())[:LONGEST_PLACE_CHARACTERS]


def _chosen(named: _Named, knowledge: Knowledge) -> Place | Problem:
    values = (("text", named.text),)
    if not named.places:
        close = knowledge.places.suggest(named.text)
        return Problem(code="place_unknown", values=values, suggestions=close)
    if len(named.places) > 1:
        return Problem(code="place_ambiguous", values=values, suggestions=named.places[:SUGGESTIONS])
    return named.places[0]


def _analysed(words: Sequence[str], knowledge: Knowledge) -> list[_Named]:
    """The words as one name, as a name with the wider place behind or before it, or as several."""
    words = words[:MOST_WORDS]
    text = " ".join(words)
    whole = _candidates(text, knowledge)
    for cut in range(len(words) - 1, 0, -1):
        head = _candidates(" ".join(words[:cut]), knowledge)
        tail = _candidates(" ".join(words[cut:]), knowledge)
        if not head or not tail:
            continue
        if whole and whole not in (head, tail):
            break  # the words are a name of their own, such as a river's
        inside = _inside(head, tail, knowledge) or _inside(tail, head, knowledge)
        if inside:
            return [_Named(text=text, places=inside)]
        return [*_analysed(words[:cut], knowledge), *_analysed(words[cut:], knowledge)]
    return [_Named(text=text, places=whole)]


def _inside(places: Sequence[Place], wider: Sequence[Place], knowledge: Knowledge) -> tuple[Place, ...]:
    """Those of ``places`` that lie in one of the wider ones."""
    within = knowledge.gazetteer.within
    return tuple(
        place for place in places if any(place.id != one.id and within(place.id, one.id) for one in wider)
    )


def _candidates(text: str, knowledge: Knowledge) -> tuple[Place, ...]:
    """All places that go by a text, best first."""
    border = _border(text, knowledge)
    if border is not None:
        return (border_place(border),)
    known = knowledge.gazetteer.get(text)
    return (known,) if known is not None else tuple(knowledge.places.query(text))


def _border(text: str, knowledge: Knowledge) -> Border | None:
    """A border by its id (``TJ-AF``, ``tj af``) or by its two countries in any order."""
    bare = text.casefold().removesuffix(" border")
    border = knowledge.borders.get(bare.upper().replace("–", "-").replace("_", "-").replace(" ", "-"))
    if border is not None:
        return border
    sides = BETWEEN_COUNTRIES.split(bare)
    if len(sides) != 2:
        return None
    first, second = (
        next((place.country for place in knowledge.places.query(side) if place.kind == "country"), None)
        for side in sides
    )
    return knowledge.borders.for_countries(first, second) if first and second else None


def border_place(border: Border) -> Place:
    """A watched border in the form of a place, so that it can be asked for like one."""
    return Place(
        id=border.id,
        kind=BORDER_KIND,
        parent=None,
        country=None,
        code=None,
        lat=None,
        lon=None,
        radius_km=None,
        borders=(border.id,),
        name=border.name,
        names=(),
        on_border=True,
    )
