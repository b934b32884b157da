"""What no similarity may outvote: the vetoes, one small function each.

A veto is asked of a report and an incident that share a border and lie near in time. Each names itself
and says why, so that a wrong veto can be found by its name. Order does not matter: any one suffices.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.incidents.anchors import excluding
from bot.incidents.days import Gap
from bot.incidents.policy import Policy
from bot.incidents.proximity import Relation
from bot.model.incident import Candidate, LinkedReport
from bot.model.report import Claim, Reason, Report
from bot.model.vocabulary import Aux, EventType, Measure, Modality, Party

UNLIKE_TYPES = frozenset(
    frozenset(pair)
    for pair in (
        (EventType.ABDUCTION, EventType.SHELLING_CROSSFIRE),
        (EventType.ABDUCTION, EventType.EXPLOSION_MINE),
        (EventType.ABDUCTION, EventType.DRONE_ATTACK),
        (EventType.ABDUCTION, EventType.DRUG_SEIZURE),
        (EventType.ABDUCTION, EventType.WEAPONS_SEIZURE),
        (EventType.EXPLOSION_MINE, EventType.INFILTRATION),
        (EventType.EXPLOSION_MINE, EventType.DETENTION),
        (EventType.EXPLOSION_MINE, EventType.DRUG_SEIZURE),
        (EventType.EXPLOSION_MINE, EventType.WEAPONS_SEIZURE),
        (EventType.SHELLING_CROSSFIRE, EventType.DETENTION),
        (EventType.SHELLING_CROSSFIRE, EventType.DRUG_SEIZURE),
        (EventType.SHELLING_CROSSFIRE, EventType.WEAPONS_SEIZURE),
    )
)
"""Pairs of types of which nobody would call the one by the other's name, however little was known."""
FORCES = frozenset({Party.BORDER_GUARDS, Party.POLICE, Party.MILITARY, Party.TALIBAN})
ATTACKERS = frozenset({Party.MILITANTS, Party.SMUGGLERS, Party.TALIBAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """Who died and how many, by what one side of a pair says; every value that is claimed.

    ``all_parties`` keeps those without a count too; ``nations`` are those of the dead and wounded
    civilians, ``forces`` those whose guards, police or soldiers they were.
    """

    counts: dict[Party, frozenset[int]]
    all_parties: frozenset[Party]
    nations: frozenset[str]
    forces: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A report beside an incident, with all that vetoes and the score ask of both."""

    linked: LinkedReport
    candidate: Candidate
    gap: Gap
    relation: Relation
    mine: frozenset[str]
    theirs: frozenset[str]
    dead: Dead
    known_dead: Dead
    policy: Policy

    @property
    def shared_anchors(self) -> frozenset[str]:
        """Rare details that both tell."""
        return self.mine & self.theirs


def dead_of(reports: list[Report]) -> Dead:
    """Collect who died by the words of some reports about the event itself."""
    counts: dict[Party, set[int]] = {}
    parties: set[Party] = set()
    nations: set[str] = set()
    forces: set[str] = set()
    for claim in (c for r in reports for c in r.claims if _live(c)):
        if claim.nationality and claim.party is Party.CIVILIANS:
            nations.add(claim.nationality)
        if claim.best != 0 and claim.party in FORCES:
            forces.update({"AF"} if claim.party is Party.TALIBAN else {claim.nationality or ""} - {""})
        if claim.measure is not Measure.KILLED or claim.best == 0:
            continue
        parties.add(claim.party)
        if claim.best is not None:
            counts.setdefault(claim.party, set()).add(claim.best)
    return Dead(
        counts={party: frozenset(values) for party, values in counts.items()},
        all_parties=frozenset(parties),
        nations=frozenset(nations),
        forces=frozenset(forces),
    )


def _live(claim: Claim) -> bool:
    return (
        claim.aux is Aux.CURRENT
        and claim.modality is not Modality.DENIED
        and claim.measure in (Measure.KILLED, Measure.WOUNDED)
    )


def dates_apart(pair: Pair) -> str | None:
    """Both texts name their day, and the days are more than two apart."""
    if pair.gap.explicit and not pair.gap.vague and pair.gap.days > pair.policy.explicit_days:
        return f"{pair.gap.days} days apart"
    return None


def different_post(pair: Pair) -> str | None:
    """Both name a post (or a border marker), and not the same."""
    return excluding(pair.mine, pair.theirs)


def place_incompatible(pair: Pair) -> str | None:
    """Other villages, districts that do not touch, other provinces, banks that cannot face."""
    return pair.relation.value if pair.relation.incompatible else None


def killed_differ_on_other_day(pair: Pair) -> str | None:
    """Dates differ and the dead of one party are counted differently: two events, not an update."""
    if not pair.gap.explicit or pair.gap.same_day or pair.gap.vague:
        return None
    for party in (p for p in Party if p is not Party.UNKNOWN):
        mine, theirs = pair.dead.counts.get(party), pair.known_dead.counts.get(party)
        if mine and theirs and not mine & theirs:
            return f"{party.value}: {sorted(mine)} and {sorted(theirs)}"
    return None


def other_dead(pair: Pair) -> str | None:
    """Only civilians dead in one, only attackers in the other, and no rare detail shared."""
    sides = (pair.dead.all_parties, pair.known_dead.all_parties)
    civilian = [s == {Party.CIVILIANS} for s in sides]
    attacking = [bool(s) and s <= {Party.MILITANTS} for s in sides]
    crossed = (civilian[0] and attacking[1]) or (civilian[1] and attacking[0])
    return "civilians and militants" if crossed and not pair.shared_anchors else None


def nationalities_exclude(pair: Pair) -> str | None:
    """Both state the nationality of the civilians harmed, and no nation is common."""
    mine, theirs = pair.dead.nations, pair.known_dead.nations
    return f"{sorted(mine)} and {sorted(theirs)}" if mine and theirs and not mine & theirs else None


def are_unlike(pair: Pair) -> bool:
    """Whether report and incident are of unlike types, and neither text also tells of the other's."""
    mine = pair.linked.report.event_type
    known = [linked.report for linked in pair.candidate.reports if not linked.report.background]
    theirs = {report.event_type for report in known} | {pair.candidate.snapshot.event_type}
    seen = {kind for report in known for kind in report.types_seen}
    if mine in seen or theirs & set(pair.linked.report.types_seen):
        return False
    return all(frozenset((mine, other)) in UNLIKE_TYPES for other in theirs)


def unlike_on_other_day(pair: Pair) -> str | None:
    """Events of unlike types, each with a day of its own, and no rare detail shared."""
    dated = not (pair.gap.same_day or pair.gap.vague or pair.gap.inferred_span)
    if not dated or pair.shared_anchors or not are_unlike(pair):
        return None
    return f"{pair.linked.report.event_type.value} and {pair.candidate.snapshot.event_type.value}"


def other_forces_on_other_day(pair: Pair) -> str | None:
    """Guards of one country fell in one, those of another in the other, each on a day of its own.

    On one day both sides may have lost men in one fight.
    """
    mine, theirs = pair.dead.forces, pair.known_dead.forces
    if pair.gap.same_day or pair.gap.vague or pair.gap.inferred_span or not (mine and theirs):
        return None
    return None if mine & theirs else f"{sorted(mine)} and {sorted(theirs)}"


VETOES: dict[str, Callable[[Pair], str | None]] = {
    "dates_apart": dates_apart,
    "different_post": different_post,
    "place_incompatible": place_incompatible,
    "killed_differ_on_other_day": killed_differ_on_other_day,
    "other_dead": other_dead,
    "nationalities_exclude": nationalities_exclude,
    "other_forces_on_other_day": other_forces_on_other_day,
    "unlike_on_other_day": unlike_on_other_day,
}


def veto(pair: Pair) -> Reason | None:
    """The first veto that forbids this pair, or None."""
    for name, forbids in VETOES.items():
        why = forbids(pair)
        if why is not None:
            return Reason(code=f"veto.{name}", detail=f"{pair.candidate.ref}: {why}")
    return None
