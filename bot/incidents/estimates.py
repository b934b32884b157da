"""Low, best and high estimate of one figure, over all who speak of it (UCDP's triple).

Across speakers figures are never summed: low is the least, high the most, best the word of the
highest-graded independent origin. A euphemism sets best and leaves low at 0 until somebody speaks plainly
of dead. Who is heard, and for which party, is decided in ``figures``.
"""

from collections.abc import Sequence

from bot.incidents.policy import Policy
from bot.incidents.statements import Statement
from bot.incidents.voices import Voice
from bot.model.incident import Figure


def combine(held: Sequence[Voice], policy: Policy) -> Figure:
    """One figure out of several voices: low the least, high the most, best the most credible."""
    named = [v for v in held if v.named]
    speaking = named or list(held)
    live = [s for v in held for s in v.live]
    low = 0 if only_hinted(held) else min(_least(s) for s in live)
    best = _best(speaking, policy)
    if best is None:
        best = _best(held, policy)
    return _ordered(low, best, _high(live))


def _least(statement: Statement) -> int:
    """The least that a statement allows where somebody speaks plainly of dead: they are whom a euphemism
    means."""
    return statement.low if statement.plain or statement.best is None else statement.best


def only_hinted(held: Sequence[Voice]) -> bool:
    """Whether somebody is counted, but nobody who is heard speaks plainly of dead."""
    speaking = [v for v in held if v.named] or held
    return not any(v.plain for v in speaking) and any(s.count for v in held for s in v.live)


def _best(held: Sequence[Voice], policy: Policy) -> int | None:
    stated = [v for v in held if v.chosen.best is not None]
    if not stated:
        return None
    chosen = max(
        stated,
        key=lambda v: (
            v.plain and v.chosen.weight >= policy.plain_weight,
            v.chosen.weight,
            v.since,
            v.outlets,
            -(v.chosen.best or 0),
        ),
    )
    return chosen.chosen.best


def _high(live: Sequence[Statement]) -> int | None:
    """The highest credible figure; None where somebody says "at least" beyond all closed figures."""
    closed = [s.high for s in live if s.high is not None]
    open_from = max((s.count for s in live if s.high is None), default=0)
    if not closed or open_from > max(closed):
        return None
    return max(closed)


def _ordered(low: int, best: int | None, high: int | None) -> Figure:
    """Keep ``low <= best <= high`` whatever the speakers say."""
    if best is not None:
        low = min(low, best)
        high = None if high is None else max(high, best)
    if high is not None:
        low = min(low, high)
    return Figure(low=low, best=best, high=high)
