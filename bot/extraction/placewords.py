"""The words beside the name of a place that tell which of its namesakes is meant.

A unit word ("district", "river"), an adjective ("the Afghan district of"), an official's name
("Badakhshan police"), a side to come from. What they make of a name is decided in ``places``.
"""

from bot.extraction.entries import Mark
from bot.extraction.speakers import home_of
from bot.extraction.tokens import Sentence
from bot.model.place import Place

KIND_OF_UNIT = {
    "province": ("adm1",),
    "district": ("adm2",),
    "district_tj": ("jamoat", "adm2"),
    "district_af": ("adm2",),
    "post": ("border_post",),
    "detachment": ("border_detachment",),
    "village": ("settlement",),
    "river": ("river", "valley"),
    "crossing": ("crossing",),
    "section": ("crossing", "border_post", "adm2"),
}


def described_at(nations: list[Mark], units: list[Mark], speakers: list[Mark]) -> set[tuple[str | None, int]]:
    """Countries with the token before which an adjective names them: "im tadschikischen Darwos", "the
    Afghan district of" (the token after the unit word); and the tokens of the names of their officials:
    "Badakhshan police"."""
    ends = {unit.first: unit.last for unit in units}
    direct = {(mark.kind, mark.last) for mark in nations}
    direct |= {(home_of(mark), at) for mark in speakers for at in range(mark.first, mark.last)}
    return direct | {(mark.kind, ends[mark.last]) for mark in nations if mark.last in ends}


def across_from(roles: list[Mark]) -> set[int]:
    """Tokens that follow a name (and, negative, at which one begins) of the country on the other side."""
    found: set[int] = set()
    for mark in roles:
        if mark.kind in ("origin", "opposite"):
            found.add(-mark.last)
        elif mark.kind in ("origin_after", "opposite_after"):
            found.add(mark.first)
    return found


def unit_near(units: list[Mark], sentence: Sentence, first: int, last: int) -> str:
    """The unit word right before or after a name; quotation marks and a number may lie between."""
    best, best_gap = "", 3
    for unit in units:
        gap = first - unit.last if unit.last <= first else unit.first - last
        if unit.first < last and unit.last > first:
            return unit.kind
        if 0 <= gap < best_gap and not _crosses_comma(sentence, unit, first, last):
            best, best_gap = unit.kind, gap
    return best


def _crosses_comma(sentence: Sentence, unit: Mark, first: int, last: int) -> bool:
    between = sentence.words[unit.last : first] if unit.last <= first else sentence.words[last : unit.first]
    return any(word in ",;:" for word in between)


def side_of(unit: str, place: Place) -> float:
    """What a unit word of one country speaks for or against a place."""
    if unit == "district_af":
        return 1.5 if place.country == "AF" else -1.5
    if unit == "district_tj":
        return 1.5 if place.country == "TJ" else -1.5
    return 0.0
