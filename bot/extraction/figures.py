"""From the figures of single sentences to the figures of the event: one cell per party and measure.

Title and lead open the cells; the body fills empty ones and never overwrites. A total without a
party becomes the remainder that the named parties leave; the same people under a second label are
not counted again.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.extraction.finding import Finding
from bot.model.vocabulary import Measure, Party, SegmentKind

_ATTACKERS = frozenset((Party.MILITANTS, Party.SMUGGLERS))
_FORCES = frozenset((Party.BORDER_GUARDS, Party.MILITARY, Party.POLICE))
_OPENING = frozenset((SegmentKind.TITLE, SegmentKind.LEAD))
_RANK = {SegmentKind.LEAD: 0, SegmentKind.TITLE: 1, SegmentKind.BODY: 2}

Cells = dict[tuple[Measure, Party], Finding]


def settle(findings: Iterable[Finding]) -> Cells:
    """The cells of one event; ``unknown`` holds what no named party accounts for."""
    ordered = sorted((f for f in findings if not _is_retold(f)), key=_order)
    cells: Cells = {}
    for measure in Measure:
        of_measure = [finding for finding in ordered if finding.measure is measure]
        if of_measure:
            _settle_measure(measure, of_measure, cells)
    _part_joint(cells)
    return cells


def _is_retold(finding: Finding) -> bool:
    """Whether the body only recalls what came before: "this is the third attack, in which five died"."""
    return finding.retold and finding.sentence.kind not in _OPENING


def _part_joint(cells: Cells) -> None:
    """What a joint number leaves beside the dead it counts: "four killed and wounded", "three were killed".

    Only where the text gives both numbers for the same people and no other of the wounded.
    """
    for (measure, party), joint in list(cells.items()):
        killed = cells.get((Measure.KILLED, party))
        if measure is not Measure.CASUALTIES or killed is None or any(m is Measure.WOUNDED for m, _ in cells):
            continue
        if joint.high is not None and killed.best is not None and 0 < killed.best < joint.high:
            rest = joint.high - killed.best
            cells[Measure.WOUNDED, party] = replace(
                joint, measure=Measure.WOUNDED, low=rest, best=rest, high=rest
            )


def _settle_measure(measure: Measure, findings: list[Finding], cells: Cells) -> None:
    named: dict[Party, Finding] = {}
    total: Finding | None = None
    for finding in findings:
        opening = finding.sentence.kind in _OPENING
        if finding.party:
            party = Party(finding.party)
            _take_named(named, party, finding, opening)
        elif _may_be_total(finding, total, alone=opening or not named):
            total = _replaced(total, finding)
        elif total is not None and total.elided is None and finding.best == total.best:
            total.elided = finding.elided
    _drop_relabelled(named)
    if total is not None:
        _drop_larger_than_total(named, total)
        if total.more and total.elided is None:
            total.elided = _only_dead(cells)
        _take_total(named, total)
    for party, finding in named.items():
        cells[measure, party] = finding


def _drop_larger_than_total(named: dict[Party, Finding], total: Finding) -> None:
    """A party of the body that outnumbers the total of title or lead belongs to another event."""
    if total.best is None or total.more or total.sentence.kind not in _OPENING:
        return
    if any(finding.best == total.best for finding in named.values()):
        return  # the toll of one side, which the text names
    for party, finding in list(named.items()):
        victims = party not in _ATTACKERS
        if victims and finding.sentence.kind not in _OPENING and (finding.best or 0) > total.best:
            del named[party]


def _only_dead(cells: Cells) -> str | None:
    """The one party that died: "another one was wounded" tells of them."""
    dead = [party for (measure, party), f in cells.items() if measure is Measure.KILLED and f.best != 0]
    return dead[0].value if len(dead) == 1 and dead[0] is not Party.UNKNOWN else None


def _may_be_total(finding: Finding, held: Finding | None, *, alone: bool) -> bool:
    """Whether a figure without a party is the total: in the opening, or where no party is counted."""
    return (alone or finding.more) and (held is None or _better_total(finding, held))


def _replaced(held: Finding | None, finding: Finding) -> Finding:
    """The new total; the same number keeps the party that its sentence leaves out."""
    if held is None:
        return finding
    if finding.more:
        return held
    if finding.elided is None and finding.best == held.best:
        finding.elided = held.elided
    return finding


def _take_named(named: dict[Party, Finding], party: Party, finding: Finding, opening: bool) -> None:
    held = named.get(party)
    if held is None:
        if not _is_part_of_named(named, finding):
            named[party] = finding
    elif _is_counted_beside(held, finding) or _is_of_another_side(held, finding):
        named[party] = _together(held, finding)
    elif finding.more and finding.best is not None and opening and not held.more and held.best is not None:
        if held.sentence is finding.sentence and not finding.subset and held.best < finding.best:
            named[party] = finding
    elif held.best is None and finding.best is not None and finding.sentence.kind is held.sentence.kind:
        named[party] = finding


def _is_part_of_named(named: dict[Party, Finding], finding: Finding) -> bool:
    """Whether a figure only tells of some whom the same sentence counted as others: "two border guards, one
    of them an officer"."""
    return finding.subset and any(
        whole.sentence is finding.sentence
        and whole.first < finding.first
        and not whole.subset
        and (whole.best or 0) > (finding.best or 0)
        for whole in named.values()
    )


def _is_counted_beside(held: Finding, finding: Finding) -> bool:
    return finding.joined and not finding.subset and held.sentence is finding.sentence


def _is_of_another_side(held: Finding, finding: Finding) -> bool:
    """Whether two sentences count the people of two states: each tells of its own losses."""
    if held.side is None or finding.side is None or held.sentence is finding.sentence:
        return False  # whoever reports dead civilians may speak of those of another state: these have no side
    return held.side != finding.side and not finding.more and not finding.subset


def _together(one: Finding, other: Finding) -> Finding:
    """Two groups of one party that a sentence counts side by side: "four women and two children"."""
    return replace(
        one,
        low=_sum(one.low, other.low),
        best=_sum(one.best, other.best),
        high=_sum(one.high, other.high),
        last=max(one.last, other.last) if one.sentence is other.sentence else one.last,
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _better_total(finding: Finding, held: Finding) -> bool:
    """A later total replaces a smaller one that was only an increment or a vague word."""
    if finding.more or finding.best is None or (finding.best == 0 and held.best != 0):
        return False
    return held.more or held.best is None or (held.best == 0 and finding.best > 0)


def _drop_relabelled(named: dict[Party, Finding]) -> None:
    """Militants and smugglers are one group under two labels, unless one sentence counts them apart.

    So are the "soldiers" of a title who are border guards in the text.
    """
    for party in [party for party in (*_FORCES,) if party in named]:
        finding = named.get(party)
        if finding is None:
            continue
        same = [other for label, other in named.items() if label in _FORCES and label is not party]
        equal = [o for o in same if o.sentence is not finding.sentence and o.best == finding.best]
        if party is Party.BORDER_GUARDS:
            for other in [label for label, o in named.items() if o in equal and o.party != party.value]:
                del named[other]
        elif finding.sentence.kind is SegmentKind.TITLE and equal:
            del named[party]
        theirs = named.get(Party.TALIBAN)
        if theirs is None or party not in named or finding.sentence.kind is not SegmentKind.TITLE:
            continue
        if theirs.best == finding.best and theirs.sentence is not finding.sentence:
            del named[party]  # "our guards" of a title: the Taliban speak of their own
    _drop_bare_nationals(named)
    _drop_other_word_of_title(named)
    _drop_sum_of_title(named)
    labels = [party for party in named if party in _ATTACKERS]
    if len(labels) < 2:
        return
    first, *others = sorted(labels, key=lambda p: _order(named[p]))
    for other in others:
        together = named[other].sentence is named[first].sentence
        if named[other].best == named[first].best or not together:
            del named[other]


def _drop_other_word_of_title(named: dict[Party, Finding]) -> None:
    """The "fighters" of a title whom the lead calls armed men, in the same number, are the same people."""
    for party, finding in list(named.items()):
        if finding.sentence.kind is not SegmentKind.TITLE:
            continue
        leads = [(p, f) for p, f in named.items() if f.sentence.kind is SegmentKind.LEAD]
        alone = sum(f.sentence.kind is SegmentKind.TITLE for f in named.values()) == len(leads) == 1
        if not alone or leads[0][1].best != finding.best or finding.best is None:
            continue
        weak = leads[0][0] is Party.CIVILIANS and party in _FORCES
        del named[leads[0][0] if weak else party]


def _drop_sum_of_title(named: dict[Party, Finding]) -> None:
    """The "six servicemen" of a title are the five guards and the policeman of the lead."""
    lead = [f.best or 0 for f in named.values() if f.sentence.kind is SegmentKind.LEAD]
    for party, finding in list(named.items()):
        of_title = finding.sentence.kind is SegmentKind.TITLE
        if of_title and party in _FORCES and len(lead) > 1 and finding.best == sum(lead):
            del named[party]


def _drop_bare_nationals(named: dict[Party, Finding]) -> None:
    """ "One Afghan" of a title is the armed man of the lead: a nationality says nothing of arms."""
    bare = named.get(Party.CIVILIANS)
    if bare is None or bare.label is not None or bare.sentence.kind is not SegmentKind.TITLE:
        return
    if any(
        finding.best == bare.best and finding.sentence is not bare.sentence
        for party, finding in named.items()
        if party in _ATTACKERS
    ):
        del named[Party.CIVILIANS]


def _order(finding: Finding) -> tuple[int, int, int]:
    return (_RANK.get(finding.sentence.kind, 3), finding.sentence.index, finding.first)


def _take_total(named: dict[Party, Finding], total: Finding) -> None:
    """Put what the named parties leave of the total under ``unknown``."""
    if not named:
        named[_party_of_bare(total)] = total
        return
    known = [finding.best for finding in named.values()]
    if len(named) == 1 and total.best is not None and not total.more:
        (party, only), *_ = named.items()
        if only.more and only.best is not None and only.best < total.best:
            named[party] = total  # "one more worker died, raising the toll to four"
            return
    if total.best is None:
        if all(value == 0 for value in known):
            named[Party.UNKNOWN] = total
        return
    if any(value is None for value in known):
        return
    rest = total.best - sum(value for value in known if value is not None)
    if rest > 0:
        total.low = total.high = total.best = rest
        named[Party.UNKNOWN] = total


def _party_of_bare(finding: Finding) -> Party:
    return Party(finding.elided) if finding.elided else Party.UNKNOWN
