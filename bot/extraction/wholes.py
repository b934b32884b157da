"""Parts and wholes: which of several counted groups around one act were harmed, and which are the rest.

"Three of five intruders were killed", "seven crossed, five were killed", "seven people were killed:
six attackers and one guard". Works on pairs of a group and its act that are already found; nothing
here finds figures of its own.
"""

from collections.abc import Sequence
from itertools import pairwise

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.groups import Group

Pair = tuple[Group, Mark | None]

_OPENS_LIST = frozenset(":(-")
_JOINS_LIST = frozenset(",;")
_PARTITIVE_REACH = 2
_FORCES = ("military", "border_guards", "police", "taliban")


def share_out(analysed: Analysed, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs with every part under its whole's act, and wholes that were not harmed let go."""
    shared = list(pairs)
    _join(analysed, shared)
    _lengthen_lists(analysed, shared)
    _let_go_parts_before(analysed, shared)
    _take_parts_of(analysed, shared)
    _take_nearer_parts(analysed, shared)
    _spread_over_lists(analysed, shared)
    return shared


def _is_counted(group: Group) -> bool:
    return group.party not in ("", "people")


def _is_part(part: Group, whole: Group) -> bool:
    return part.best is not None and whole.best is not None and part.best < whole.best


def _inherit(part: Group, whole: Group) -> None:
    part.party, part.label, part.nationality = whole.party, whole.label, whole.nationality


def _join(analysed: Analysed, pairs: list[Pair]) -> None:
    """ "Two guards and four smugglers ... were killed": joined by "and", they share what befell them."""
    joints = {(mark.first, mark.last) for mark in analysed.cue("and")}
    for number in range(len(pairs) - 2, -1, -1):
        (one, own), (other, act) = pairs[number], pairs[number + 1]
        joined = (one.last, other.first) in joints and _is_counted(one) and _is_counted(other)
        if own is not None or act is None or not joined or _acts(analysed, one):
            continue
        if other.last <= act.first:
            pairs[number] = (one, act)


def _lengthen_lists(analysed: Analysed, pairs: list[Pair]) -> None:
    """ "The blast killed two women, three children and a shepherd": the last of a list of three shares the
    act however far it stands."""
    words = analysed.sentence.words
    for number in range(2, len(pairs)):
        (first, act), (second, its_act), (third, own) = pairs[number - 2 : number + 1]
        if act is None or act is not its_act or own is not None or not _is_counted(third):
            continue
        listed = words[first.last : second.first] == [","] and act.last <= first.first
        if listed and _are_side_by_side(analysed, second, third):
            pairs[number] = (third, act)


def _acts(analysed: Analysed, group: Group) -> bool:
    """Whether the word for "by" stands before a group."""
    return any(mark.last in (group.first, group.first - 1) for mark in analysed.cue("agent"))


def _take_parts_of(analysed: Analysed, pairs: list[Pair]) -> None:
    """ "Three of five intruders": the three are the patients, and intruders."""
    of = {mark.first for mark in (*analysed.marks("role"), *analysed.cue("genitive"))}
    for number, ((part, act), (whole, whole_act)) in enumerate(pairwise(pairs)):
        gap = whole.first - part.last
        if part.party or not _is_counted(whole) or not _is_part(part, whole):
            continue
        if part.last in of and 0 < gap <= _PARTITIVE_REACH:
            _inherit(part, whole)
            pairs[number] = (part, whole_act or act)
            pairs[number + 1] = (whole, None)


def _let_go_parts_before(analysed: Analysed, pairs: list[Pair]) -> None:
    """ "Dördü kadın yedi kişi": where verbs stand last, a part may stand right before its whole; women are
    civilians, and so are the others; "ikisi asker beş kişi" says of two alone that they are soldiers."""
    if not analysed.verb_final:
        return
    for number, ((part, act), (whole, whole_act)) in enumerate(pairwise(pairs)):
        if act is None or act is not whole_act or part.last != whole.first or not _is_part(part, whole):
            continue
        if part.party in _FORCES and not _is_counted(whole):
            part.subset = True
            continue
        if not _is_counted(whole):
            _inherit(whole, part)
        pairs[number] = (part, None)


def _take_nearer_parts(analysed: Analysed, pairs: list[Pair]) -> None:
    """ "Seven armed men crossed, five were killed": a bare number beside the act counts those before; so
    does "of six people four were killed", whoever the six are."""
    of = {mark.last for mark in (*analysed.marks("role"), *analysed.cue("genitive"))}
    for number, ((whole, whole_act), (part, act)) in enumerate(pairwise(pairs)):
        if act is None or whole_act not in (None, act) or part.party or part.more:
            continue
        if _are_side_by_side(analysed, whole, part):
            continue
        parted = _is_counted(whole) or whole.first in of or _are_told_together(analysed, whole, part, act)
        if part.last <= act.first and parted and _is_part(part, whole):
            if not _are_all(analysed, part):
                _inherit(part, whole)
            pairs[number] = (whole, None)


def _are_all(analysed: Analysed, group: Group) -> bool:
    """Whether "all three" are meant, who are no part of five."""
    return any(mark.last == group.first or mark.first == group.last for mark in analysed.cue("all"))


def _are_told_together(analysed: Analysed, whole: Group, part: Group, act: Mark) -> bool:
    """Whether a bare number right behind people, or in a clause of its own with its act, is a part of them:
    «алты адамның төртеуі», 6人中4人; "78 people came to the hospitals, two died"."""
    if whole.last == part.first or any(
        (mark.first, mark.last) == (whole.last, part.first) for mark in analysed.cue("topic")
    ):
        return True
    words = analysed.sentence.words
    return words[part.first - 1] == "," and act.first - part.last <= analysed.pace and not part.subset


def _are_side_by_side(analysed: Analysed, one: Group, other: Group) -> bool:
    """Whether nothing but "and" stands between two groups, so that neither is a part of the other."""
    return any((mark.first, mark.last) == (one.last, other.first) for mark in analysed.cue("and"))


def _spread_over_lists(analysed: Analysed, pairs: list[Pair]) -> None:
    """ "Seven people were killed: six attackers and one guard"; "..., including two guards"."""
    whole: Group | None = None
    act: Mark | None = None
    left = 0
    open_list = False
    for number, (group, own) in enumerate(pairs):
        if own is not None:
            whole, act, left, open_list = group, own, group.best or 0, False
            continue
        if whole is None or not _is_counted(group) or group.best is None or group.best > left:
            continue
        open_list = group.subset or _opens_list(analysed, group) or (open_list and _joins(analysed, group))
        if open_list:
            left -= group.best
            group.subset = True
            pairs[number] = (group, act)


def _opens_list(analysed: Analysed, group: Group) -> bool:
    return group.first > 0 and analysed.sentence.words[group.first - 1] in _OPENS_LIST


def _joins(analysed: Analysed, group: Group) -> bool:
    if group.first > 0 and analysed.sentence.words[group.first - 1] in _JOINS_LIST:
        return True
    return any(mark.last == group.first for mark in analysed.cue("and"))
