"""Whose people a group is, by what stands around it.

A nationality or "armed" makes a party of mere people, "of the Taliban" tells whose soldiers they are, and
where a bare number counts (公民3死1伤, "militants: 4") the party stands before it. The party that a phrase
itself names is found in ``nounphrase``; here it is only told more narrowly, never exchanged.
"""

from collections.abc import Sequence

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.groups import STOPS, Group
from bot.extraction.verbfinal import VerbFinal

_FORCES = ("military", "border_guards", "police")
_OTHER_SCRIPTS = "\u0530"  # where letters are Latin or Cyrillic, a number stands before what it counts


def described_before(
    group: Group, starts: dict[str, dict[int, Mark]], words: Sequence[str], rules: VerbFinal | None
) -> bool:
    """Whether "armed" stands before the number ("куралдуу төрт адам"), or "attacking"; notes a nationality
    there."""
    at = group.first - 1
    nation = starts["nation"].get(at)
    if nation is not None and nation.last == group.first and group.nationality is None:
        group.nationality = nation.kind
    event = next((e for e in starts["event"].values() if e.last == group.first), None)
    if event is None or event.kind not in ("armed", "attack"):
        return False
    attacking = rules is not None and words[at].endswith(rules.participles)
    return event.kind == "armed" or attacking  # "three people who attacked": шабуыл жасаған үш адам


def settle_party(group: Group, armed: bool) -> None:
    """People of a nation are civilians, armed people militants, where no word of its own names a party."""
    if group.party in ("", "people") and group.nationality is not None:
        group.party = "militants" if armed else "civilians"
    elif group.party in ("", "people") and armed:
        group.party = "militants"


def left_masters(analysed: Analysed, group: Group) -> None:
    """Whose forces are counted, where that stands right before the number: "of the Taliban two soldiers"."""
    if group.party in _FORCES and any(
        mark.last == group.first and mark.kind == "taliban" for mark in analysed.marks("party")
    ):
        group.party = "taliban"


def refine_force(analysed: Analysed, group: Group, starts: dict[str, dict[int, Mark]]) -> None:
    """ "Two soldiers from the border guards" are border guards."""
    if group.party not in ("military", "police"):
        return
    role = starts["role"].get(group.last)
    behind = role.last if role is not None and role.kind == "origin" else group.last
    force = starts["party"].get(behind)
    while force is not None and force.kind == group.party:  # солдат-срочников погранвойск
        force = starts["party"].get(force.last)
    if force is not None and force.kind == "border_guards":
        group.party, group.last = force.kind, force.last
        group.label = analysed.sentence.raw(force.first, force.last)


def left_party(analysed: Analysed, group: Group, groups: list[Group]) -> None:
    """A party that stands right before a bare number: 公民3死1伤, "militants: 4"."""
    if group.party or group.kind == "vague":
        return
    words = analysed.sentence.words
    at = group.first
    if at and words[at - 1] in ":-":
        at -= 1
    elif at and words[at - 1] < _OTHER_SCRIPTS and not ends_phrase_at(analysed, group.last):
        return  # "the Taliban hanged two murderers": whoever else is counted has a name of their own
    for mark in reversed(analysed.cue("topic")):
        if mark.last == at:
            at = mark.first
    for mark in analysed.marks("party"):
        if mark.last == at and mark.kind != "people":
            if any(other.first <= mark.first < other.last for other in groups):
                return
            group.party = mark.kind
            group.label = analysed.sentence.raw(mark.first, mark.last)
            nation = next(
                (n for n in analysed.marks("nation") if n.last in (mark.first, mark.first - 1)), None
            )
            group.nationality = nation.kind if nation else None
            return
    for nation in analysed.marks("nation") if analysed.pace == 1 else ():
        if nation.last == group.first and not any(g.first <= nation.first < g.last for g in groups):
            group.party, group.nationality = "civilians", nation.kind  # صينيين اثنين: two Chinese
            return


def ends_phrase_at(analysed: Analysed, index: int) -> bool:
    """Whether no noun can follow before this token: a sign, a verb, "and" or a preposition stands there."""
    if index >= len(analysed.sentence) or analysed.sentence.words[index] in STOPS:
        return True
    layers = ("act", "role", "cue:and", "cue:after", "cue:more", "cue:negation", "vague", "formed", "party")
    return any(mark.first == index for layer in layers for mark in analysed.marks(layer))
