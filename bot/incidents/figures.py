"""How many, per party and measure, over all who speak.

Each figure is an estimate over its speakers (``estimates``). A total without a party becomes the ``unknown``
remainder. Background pieces only fill what nobody else tells. Relays of one text never raise a figure.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.incidents.bodies import ATTACKERS, same_bodies
from bot.incidents.corrections import corrections, without_taken_back
from bot.incidents.estimates import combine, only_hinted
from bot.incidents.policy import Policy
from bot.incidents.statements import NAMELESS_PREFIX, Naming, Statement
from bot.incidents.voices import Voice, voices
from bot.model.incident import Correction, Figure, PartyFigure, Said
from bot.model.vocabulary import Measure, Party

LABELS_SHOWN = 4
RIVALS = frozenset({*ATTACKERS, Party.CIVILIANS})
"""Words that the sides dispute: one's smugglers are another's terrorists, and a third's fishermen."""
Cells = dict[tuple[Measure, Party], tuple[Voice, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """All figures of an incident in canonical order, and what is disputed or was lowered."""

    figures: tuple[PartyFigure, ...]
    contested: bool
    corrected: bool
    corrections: tuple[Correction, ...] = ()


def fuse(
    statements: Sequence[Statement], named: Sequence[Naming], country: str | None, policy: Policy
) -> Fused:
    """Fuse all statements about one incident. ``country`` (of the scene) decides whose word names."""
    standing = _without_withdrawn(statements)
    standing, taken_back = without_taken_back(standing)
    current = [s for s in standing if not s.background]
    bodies = same_bodies(current, country, policy)
    cells = _cells(bodies.statements, policy)
    figures = {
        key: _cell(key, cells, bodies.contested, policy) for key in cells if key[1] is not Party.UNKNOWN
    }
    for measure in sorted({key[0] for key in cells}):
        _add_remainder(measure, cells, figures, policy)
    _fill_from_background(standing, figures, country, policy)
    _contest_names(named, figures)
    ordered = tuple(figures[key] for key in sorted(figures, key=_rank))
    return Fused(
        figures=ordered,
        contested=any(f.contested for f in ordered if f.measure is Measure.KILLED),
        corrected=any(v.lowered for key, held in cells.items() if key[0] is Measure.KILLED for v in held),
        corrections=corrections(taken_back, cells),
    )


def _rank(key: tuple[Measure, Party]) -> tuple[int, int]:
    return list(Measure).index(key[0]), list(Party).index(key[1])


def _without_withdrawn(statements: Sequence[Statement]) -> list[Statement]:
    """Drop what its own origin has withdrawn, and the withdrawals themselves."""
    withdrawn: dict[tuple[str, Measure, Party], datetime] = {}
    for statement in statements:
        if statement.retracted:
            key = (statement.origin, statement.measure, statement.party)
            withdrawn[key] = max(withdrawn.get(key, statement.when), statement.when)
    return [
        s
        for s in statements
        if not s.retracted
        and not ((k := (s.origin, s.measure, s.party)) in withdrawn and s.when <= withdrawn[k])
    ]


def _cells(statements: Sequence[Statement], policy: Policy) -> Cells:
    grouped: dict[tuple[Measure, Party], list[Statement]] = defaultdict(list)
    for statement in statements:
        grouped[statement.measure, statement.party].append(statement)
    return {key: voices(group, policy) for key, group in grouped.items()}


def _cell(
    key: tuple[Measure, Party],
    cells: Cells,
    contested: frozenset[tuple[Measure, Party]],
    policy: Policy,
) -> PartyFigure:
    held = cells[key]
    figure = combine(held, policy)
    if _unheard(key, cells, policy):
        top = figure.high if figure.high is not None else figure.best
        figure = Figure(low=0, best=None, high=top)
    return _party_figure(key, figure, held, contested=key in contested or _disjoint(held, policy))


def _unheard(key: tuple[Measure, Party], cells: Cells, policy: Policy) -> bool:
    """Whether one relay alone tells of this party while many fellow outlets do not.

    An outlier in a relay (a portal that moves older dead into this incident) cannot move best; it
    needs an origin of its own.
    """
    own = [s for v in cells[key] for s in v.live]
    if len({s.outlet for s in own}) != 1 or not any(s.count for s in own):
        return False
    since = min(s.when for s in own) - timedelta(hours=policy.outlier_hours)
    others: dict[str, set[str]] = defaultdict(set)
    for other, held in cells.items():
        if other[0] is not key[0] or other == key:
            continue
        for statement in (s for v in held for s in v.live):
            if statement.when >= since and statement.outlet != own[0].outlet:
                others[statement.outlet].add(statement.origin)
    if len(others) < policy.outlier_silence_outlets:
        return False
    return own[0].nameless or any(own[0].origin in origins for origins in others.values())


def _disjoint(held: Sequence[Voice], policy: Policy) -> bool:
    """Whether named origins disagree on a figure, not explained by one of them being newer."""
    slack = timedelta(minutes=policy.contemporary_minutes)
    named = [v for v in held if v.named]
    for i, one in enumerate(named):
        for other in named[i + 1 :]:
            less, more = sorted((one, other), key=lambda v: v.chosen.count)
            top = less.chosen.high
            if top is None or top >= more.chosen.low:
                continue
            if more.since <= less.since + slack:
                return True
    return False


def _add_remainder(
    measure: Measure, cells: Cells, figures: dict[tuple[Measure, Party], PartyFigure], policy: Policy
) -> None:
    """Turn a total without party into what the parties leave open: max(0, total - sum of parties)."""
    key = (measure, Party.UNKNOWN)
    held = cells.get(key)
    if held is None:
        return
    total = combine(held, policy)
    parts = [f.figure for k, f in figures.items() if k[0] is measure]
    known = sum(f.best if f.best is not None else f.low for f in parts)
    if known == 0:
        figures[key] = _party_figure(key, total, held, contested=_disjoint(held, policy))
        return
    if total.best is None or total.best <= known or _within_reach(total.best, parts):
        return
    others_named = any(v.named for k, vs in cells.items() if k[0] is measure and k != key for v in vs)
    if others_named and not any(v.named for v in held) and held[0].outlets < 2:
        return
    rest = total.best - known
    high = None if total.high is None else max(rest, total.high - known)
    low = min(rest, max(0, total.low - sum(f.high if f.high is not None else f.low for f in parts)))
    left = _party_figure(key, Figure(low=low, best=rest, high=high), held, contested=False)
    # What is said of all of them is no other figure for those who are left over.
    figures[key] = replace(left, others=(), euphemism=False)


def _within_reach(total: int, parts: Sequence[Figure]) -> bool:
    """Whether the parties alone may be as many as the total, by the highest that is said of them.

    Then the total speaks of the same people as a party's higher figure, and nobody else is left over.
    """
    tops = [part.high for part in parts]
    return any(top is None for top in tops) or total <= sum(top or 0 for top in tops)


def _contest_names(named: Sequence[Naming], figures: dict[tuple[Measure, Party], PartyFigure]) -> None:
    """Mark a figure whose people another named origin calls by the word for another party."""
    for naming in named:
        if naming.origin.startswith(NAMELESS_PREFIX) or naming.party not in RIVALS:
            continue
        if (naming.measure, naming.party) in figures:
            continue
        for party in sorted(RIVALS - {naming.party}):
            stated = figures.get((naming.measure, party))
            if stated is not None and stated.figure.best and naming.origin not in stated.speakers:
                figures[naming.measure, party] = replace(stated, contested=True)


def _fill_from_background(
    statements: Sequence[Statement],
    figures: dict[tuple[Measure, Party], PartyFigure],
    country: str | None,
    policy: Policy,
) -> None:
    """Let background pieces fill cells of which no current report speaks; never change one."""
    background = [s for s in statements if s.background]
    if not background:
        return
    bodies = same_bodies(background, country, policy)
    cells = _cells(bodies.statements, policy)
    for key in sorted(cells, key=_rank):
        measure, party = key
        known = {k[1]: f for k, f in figures.items() if k[0] is measure and f.figure.best}
        if key in figures or (party is Party.UNKNOWN and known) or Party.UNKNOWN in known:
            continue
        if party in ATTACKERS and any(p in ATTACKERS for p in known):
            continue
        held = cells[key]
        figure = combine(held, policy)
        if figure.best is not None and any(f.figure.best == figure.best for f in known.values()):
            continue
        if known and not any(v.named for v in held) and held[0].outlets < 2:
            continue
        figures[key] = _party_figure(key, figure, held, contested=False)


def _party_figure(
    key: tuple[Measure, Party], figure: Figure, held: Sequence[Voice], *, contested: bool
) -> PartyFigure:
    """The figure with those who count this party in their own words.

    Whoever speaks of "terrorists" is not named for a figure of smugglers: his word stands in the labels.
    """
    live = [s for v in held for s in v.live]
    own = [s for s in live if not _other_word(s, key[1])]
    named = tuple(v.origin for v in held if v.named and any(s in own for s in v.live))
    nations = Counter(s.nationality for s in live if s.nationality)
    words = Counter(s.label for s in own if s.label)
    return PartyFigure(
        party=key[1],
        measure=key[0],
        figure=figure,
        speakers=named or (min(own or live, key=lambda s: (s.when, s.outlet)).outlet,),
        labels=tuple(sorted(words, key=lambda w: (-words[w], w))[:LABELS_SHOWN]),
        nationality=min(nations, key=lambda n: (-nations[n], n)) if nations else None,
        contested=contested,
        others=_others(figure, held),
        euphemism=key[0] is Measure.KILLED and figure.low == 0 and only_hinted(held),
    )


def _others(figure: Figure, held: Sequence[Voice]) -> tuple[Said, ...]:
    """What is said beside the best figure, the lowest first, each figure with all who hold it."""
    said: dict[tuple[int, int | None, int | None], set[str]] = defaultdict(set)
    for voice in held:
        for statement in voice.live:
            own_word = voice.named and statement.value == voice.chosen.value
            if figure.best is not None and statement.count != figure.best:
                said[statement.value].add(voice.origin if own_word else statement.outlet)
    return tuple(
        Said(figure=Figure(low=low, best=best, high=high), by=tuple(sorted(by)))
        for (low, best, high), by in sorted(said.items(), key=lambda item: (item[0][0], str(item[0])))
    )


def _other_word(statement: Statement, party: Party) -> bool:
    """Whether a speaker has another word for these people, one that says who they were."""
    return statement.word in RIVALS and statement.word is not party
