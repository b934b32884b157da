"""Figures that their own source took back: what no longer stands, and what readers must be told of it.

An outlet that prints a correction answers for all that it printed before, whoever it named as the speaker;
a speaker whose newer figure is lower has corrected the older one. Fewer wounded because some of them died
are no correction. Must never take back what another outlet said.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.incidents.statements import Statement
from bot.incidents.voices import Voice
from bot.model.incident import Correction
from bot.model.vocabulary import Measure, Party

COUNTED = (Measure.KILLED, Measure.WOUNDED)
Pair = tuple[Statement, Statement]


def without_taken_back(statements: Sequence[Statement]) -> tuple[list[Statement], tuple[Pair, ...]]:
    """The statements that stand, and the pairs (taken back, said instead) of those that do not."""
    correcting = [s for s in statements if s.corrected and not s.background]
    pairs: list[Pair] = []
    for old in statements:
        instead = [new for new in correcting if _takes_back(new, old)]
        if instead:
            pairs.append((old, max(instead, key=lambda s: (s.when, s.key))))
    gone = {id(old) for old, _ in pairs}
    told = tuple(pair for pair in pairs if _counts_the_same(*pair, statements))
    return [s for s in statements if id(s) not in gone], told


def _counts_the_same(old: Statement, new: Statement, statements: Sequence[Statement]) -> bool:
    """Whether a correction may be told as one of this figure: of the same party, or a whole for a whole. What
    was said as one number and is corrected party by party, or the other way round, is no such pair."""
    if new.party is old.party:
        return True
    beside = [
        {s.party for s in statements if (s.outlet, s.measure, s.when) == (one.outlet, one.measure, one.when)}
        for one in (old, new)
    ]
    return all(len(parties) == 1 for parties in beside)


def _takes_back(new: Statement, old: Statement) -> bool:
    same_people = new.party is old.party or Party.UNKNOWN in (new.party, old.party)
    same_cell = new.outlet == old.outlet and new.measure is old.measure and same_people
    return same_cell and old.when < new.when and old.value != new.value


def corrections(
    taken_back: Iterable[Pair], cells: Mapping[tuple[Measure, Party], Sequence[Voice]]
) -> tuple[Correction, ...]:
    """All corrections of the dead and wounded, in canonical order, each once."""
    found = {
        Correction(
            measure=old.measure,
            party=old.party if new.party is Party.UNKNOWN else new.party,
            was=old.count,
            now=new.count,
            by=new.outlet,
        )
        for old, new in taken_back
        if old.measure in COUNTED and old.count != new.count
    }
    for (measure, party), held in cells.items():
        for voice in held:
            old = voice.given_up
            if measure not in COUNTED or old is None:
                continue
            if measure is Measure.WOUNDED and _buried(voice.origin, cells):
                continue
            found.add(
                Correction(
                    measure=measure,
                    party=party,
                    was=old.count,
                    now=voice.chosen.count,
                    by=voice.origin if voice.named else voice.chosen.outlet,
                )
            )
    return tuple(sorted(found, key=lambda c: (c.measure.value, c.party.value, c.by, c.was, c.now)))


def _buried(origin: str, cells: Mapping[tuple[Measure, Party], Sequence[Voice]]) -> bool:
    """Whether this origin's figure of the dead changed too: then wounded may have died."""
    return any(
        voice.origin == origin and len({s.count for s in voice.ever}) > 1
        for (measure, _), held in cells.items()
        if measure is Measure.KILLED
        for voice in held
    )
