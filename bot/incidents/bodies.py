"""Same bodies, two words: when figures of two parties speak of one group of people.

"Smugglers" and "fishermen" of 12 March 2014 were two dead, never four. Those who
came across are one slot; whoever speaks for the state of the scene names its party, and every word stays
a label of whoever used it. Parties that one speaker counts side by side in one text are never the same
bodies.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.incidents.policy import Policy
from bot.incidents.statements import Statement
from bot.model.vocabulary import Measure, Party, SpeakerType

ATTACKERS = (Party.MILITANTS, Party.SMUGGLERS)
STATE_SPEAKERS = {"TJ": SpeakerType.OFFICIAL_TJ, "AF": SpeakerType.OFFICIAL_AF}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Statements with one party per group of people, and the cells whose party is contested."""

    statements: tuple[Statement, ...]
    contested: frozenset[tuple[Measure, Party]]


def same_bodies(statements: Sequence[Statement], country: str | None, policy: Policy) -> Bodies:
    """Give one party to each group of people, measure by measure. ``country`` is the scene's."""
    result: list[Statement] = []
    contested: set[tuple[Measure, Party]] = set()
    by_measure: dict[Measure, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_measure[statement.measure].append(statement)
    for measure, group in sorted(by_measure.items()):
        settled, disputed = _settle(group, country, policy)
        result.extend(settled)
        contested.update((measure, party) for party in disputed)
    return Bodies(statements=tuple(result), contested=frozenset(contested))


def _settle(
    group: list[Statement], country: str | None, policy: Policy
) -> tuple[list[Statement], set[Party]]:
    disputed: set[Party] = set()
    for one, other in _pairs(group):
        if not _one_group(group, one, other, policy):
            continue
        kept = _owner(group, one, other, country)
        gone = other if kept is one else one
        if gone in disputed or _disagree(group, kept, gone):
            disputed.discard(gone)
            disputed.add(kept)
        group = [replace(s, party=kept, said_as=s.word) if s.party is gone else s for s in group]
    return group, disputed


def _pairs(group: Iterable[Statement]) -> list[tuple[Party, Party]]:
    """Pairs of parties to try: those who came across first, then everybody else."""
    parties = [p for p in Party if any(s.party is p and s.count > 0 for s in group)]
    known = [p for p in parties if p is not Party.UNKNOWN]
    pairs = [(a, b) for i, a in enumerate(known) for b in known[i + 1 :]]
    return sorted(pairs, key=lambda pair: (not set(pair) <= set(ATTACKERS), Party.CIVILIANS not in pair))


def _one_group(group: list[Statement], one: Party, other: Party, policy: Policy) -> bool:
    mine = [s for s in group if s.party is one and s.count > 0]
    theirs = [s for s in group if s.party is other and s.count > 0]
    if not mine or not theirs:
        return False
    attackers = one in ATTACKERS and other in ATTACKERS
    if _side_by_side(mine, theirs, equal_is_one=attackers):
        return False
    if attackers:
        return True
    if _usual(mine) != _usual(theirs):
        return False
    if Party.CIVILIANS in (one, other) and (one in ATTACKERS or other in ATTACKERS) and _rivals(mine, theirs):
        return True
    if _usual(mine) >= policy.same_bodies_from:
        return True
    few, many = sorted((len({s.outlet for s in mine}), len({s.outlet for s in theirs})))
    return many >= policy.outlier_outlets and few <= max(1, policy.same_bodies_share * many)


def _side_by_side(mine: list[Statement], theirs: list[Statement], *, equal_is_one: bool) -> bool:
    """Whether one speaker counts both parties in one text (then they are different people)."""
    counts = {(s.key, s.origin): s.count for s in mine}
    return any(
        (s.key, s.origin) in counts and not (equal_is_one and counts[s.key, s.origin] == s.count)
        for s in theirs
    )


def _rivals(mine: list[Statement], theirs: list[Statement]) -> bool:
    """Whether different named origins use the two words."""
    ours = {s.origin for s in mine if not s.nameless}
    others = {s.origin for s in theirs if not s.nameless}
    return bool(ours) and bool(others) and not ours & others


def _disagree(group: list[Statement], one: Party, other: Party) -> bool:
    mine = {s.origin for s in group if s.party is one and s.count > 0 and not s.nameless}
    theirs = {s.origin for s in group if s.party is other and s.count > 0 and not s.nameless}
    return bool(mine - theirs) and bool(theirs - mine)


def _usual(statements: list[Statement]) -> int:
    """The count that most outlets carry; the smaller one on ties."""
    held: dict[int, set[str]] = defaultdict(set)
    for statement in statements:
        held[statement.count].add(statement.outlet)
    return min(held, key=lambda count: (-len(held[count]), count))


def _owner(group: list[Statement], one: Party, other: Party, country: str | None) -> Party:
    """Whose word names the party: the state of the scene's, else the word of most outlets."""
    state = STATE_SPEAKERS.get(country or "TJ", SpeakerType.OFFICIAL_OTHER)
    pair = (one, other)
    stated = [s for s in group if s.party in pair and s.count > 0]
    for voters in ([s for s in stated if s.type is state], stated):
        outlets = {party: len({s.outlet for s in voters if s.party is party}) for party in pair}
        if outlets[one] != outlets[other]:
            return max(pair, key=lambda party: outlets[party])
    if one in ATTACKERS or other in ATTACKERS:
        return one if one in ATTACKERS else other
    return one
