"""What one origin says about one cell (party and measure), however many outlets carry it.

Within one speaker the newest statement replaces the older; a relay is an echo,
and one relay that stands alone against its fellows cannot speak for their common origin. Never sums.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.incidents.policy import Policy
from bot.incidents.statements import Statement

Value = tuple[int, int | None, int | None]
NAMELESS = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One origin's standing word: the chosen statement, all that is still live, and its marks.

    ``since`` is when the chosen figure was first said; ``lowered`` that it replaced a higher one,
    ``given_up`` the statement that it replaced, where one is known; ``ever`` is all that was said.
    ``origin`` is ``NAMELESS`` for all outlets that name nobody, taken together.
    """

    origin: str
    chosen: Statement
    live: tuple[Statement, ...]
    since: datetime
    outlets: int
    plain: bool
    lowered: bool
    ever: tuple[Statement, ...] = ()
    given_up: Statement | None = None

    @property
    def named(self) -> bool:
        """Whether somebody stands behind it by name."""
        return self.origin != NAMELESS


@dataclass(slots=True)
class _Holding:
    """Who holds a figure now: outlets with the time of their last word, and when it was first said."""

    statements: list[Statement]
    outlets: dict[str, datetime]
    since: datetime
    changed: bool
    ever: int


def voices(statements: Sequence[Statement], policy: Policy) -> tuple[Voice, ...]:
    """Collapse the statements of one cell into voices, in the order of their origins."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[NAMELESS if statement.nameless else statement.origin].append(statement)
    return tuple(_voice(origin, group, policy) for origin, group in sorted(groups.items()))


def _voice(origin: str, group: list[Statement], policy: Policy) -> Voice:
    holdings = _holdings(group)
    needed = policy.outlier_outlets if origin != NAMELESS else 2
    window = timedelta(hours=policy.outlier_hours)
    sound = {v: h for v, h in holdings.items() if not _stands_alone(v, holdings, needed, window)}
    candidates = sound or holdings
    value = max(
        candidates,
        key=lambda v: (candidates[v].since, len(candidates[v].outlets), _closed(v), -_count(v), v[0]),
    )
    holding = holdings[value]
    cut = holding.since - timedelta(minutes=policy.contemporary_minutes)
    live = [
        s
        for v, h in holdings.items()
        if v == value or origin == NAMELESS or max(h.outlets.values()) >= cut
        for s in h.statements
    ]
    chosen = max(holding.statements, key=lambda s: (s.weight, _before(s.when), s.outlet, s.key))
    lowered = _lowered(value, holdings, cut)
    return Voice(
        origin=origin,
        chosen=chosen,
        live=tuple(sorted(live, key=lambda s: (s.when, s.outlet, s.key))),
        since=holding.since,
        outlets=len(holding.outlets),
        plain=any(s.plain for s in live if s.count == chosen.count),
        lowered=lowered,
        ever=tuple(group),
        given_up=_given_up(value, group, holding, cut if lowered and origin != NAMELESS else None),
    )


def _holdings(group: list[Statement]) -> dict[Value, _Holding]:
    """For each figure that some outlet holds now: its holders, and since when it is said.

    A figure is said since its first appearance, or since an outlet last changed its mind to it.
    """
    history: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(group, key=lambda s: (s.when, s.key)):
        history[statement.outlet].append(statement)
    first_said: dict[Value, datetime] = {}
    ever: dict[Value, set[str]] = defaultdict(set)
    for statement in group:
        known = first_said.get(statement.value)
        first_said[statement.value] = statement.when if known is None else min(known, statement.when)
        ever[statement.value].add(statement.outlet)
    found: dict[Value, _Holding] = {}
    for outlet, words in history.items():
        value = words[-1].value
        trail = [s for s in words if s.value == value]
        others = [s for s in words if s.value != value]
        since = first_said[value]
        changed = bool(others) or any(s.corrected for s in trail)
        if others:
            since = min((s.when for s in trail if s.when >= others[-1].when), default=words[-1].when)
        holding = found.get(value)
        if holding is None:
            found[value] = _Holding(
                statements=list(trail),
                outlets={outlet: words[-1].when},
                since=since,
                changed=changed,
                ever=len(ever[value]),
            )
            continue
        holding.statements.extend(trail)
        holding.outlets[outlet] = words[-1].when
        holding.since = max(holding.since, since)
        holding.changed = holding.changed or changed
    return found


def _stands_alone(value: Value, holdings: dict[Value, _Holding], needed: int, window: timedelta) -> bool:
    """Whether one relay says this while enough others say another thing at the same time or later."""
    mine = holdings[value]
    if len(mine.outlets) > 1 or mine.changed:
        return False
    return any(
        sum(when >= mine.since - window for when in other.outlets.values()) >= needed
        for v, other in holdings.items()
        if v != value
    )


def _lowered(value: Value, holdings: dict[Value, _Holding], cut: datetime) -> bool:
    mine = holdings[value]
    if any(s.corrected for s in mine.statements):
        return True
    return any(
        _count(v) > _count(value) and h.since < cut and max(h.outlets.values()) < cut and h.ever > 1
        for v, h in holdings.items()
        if v != value
    )


def _given_up(
    value: Value, group: Sequence[Statement], holding: _Holding, cut: datetime | None
) -> Statement | None:
    """The newest higher figure that the holders of this one held before, or anybody before ``cut``."""
    higher = [
        s
        for s in group
        if s.count > _count(value)
        and ((s.outlet in holding.outlets and s.when < holding.since) or (cut is not None and s.when < cut))
    ]
    return max(higher, key=lambda s: (s.when, s.outlet, s.key)) if higher else None


def _count(value: Value) -> int:
    return value[0] if value[1] is None else value[1]


def _closed(value: Value) -> bool:
    return value[1] is not None


def _before(when: datetime) -> float:
    return -when.timestamp()
