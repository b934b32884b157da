"""Where, when and what, agreed from many reports by precision and majority of outlets.

The finest place inside the consensus wins; a day that a text names beats a day that was inferred; a
stronger event type wins only if enough outlets see it. Counts outlets, never documents, so repeating a
text decides nothing. All ties are broken by values, never by order of arrival.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from bot.incidents.policy import Policy
from bot.incidents.proximity import units
from bot.model.gazetteer import Gazetteer
from bot.model.incident import LinkedReport
from bot.model.report import EventDate, Scene
from bot.model.vocabulary import EventType

EXACT_PRECISION = 1
Votes = dict[str, set[str]]


def current(reports: Sequence[LinkedReport]) -> list[LinkedReport]:
    """The reports that were written about the event; all of them where there are only background pieces."""
    return [linked for linked in reports if not linked.report.background] or list(reports)


def agree_scene(reports: Sequence[LinkedReport], gazetteer: Gazetteer) -> Scene:
    """The scene by consensus: level by level from the country down, majority of outlets on each.

    A finer place needs no majority, only to lie inside what was agreed so far.
    """
    pool = current(reports)
    border = _most(pool, lambda r: r.report.scene.border)
    inside = [r for r in pool if border is None or r.report.scene.border in (border, None)]
    for level in ("country", "adm1", "adm2"):
        unit_of = partial(_unit, level=level, gazetteer=gazetteer)
        agreed = _most(inside, unit_of)
        if agreed is None:
            break
        inside = [r for r in inside if unit_of(r) in (agreed, None)]
    finest = _finest_depth(inside, gazetteer)
    deepest = [r for r in inside if _depth(r.report.scene, gazetteer) == finest]
    point = _most(deepest, lambda r: r.report.scene.place_ids[0] if r.report.scene.place_ids else None)
    chosen = [r for r in deepest if point is None or r.report.scene.place_ids[:1] == (point,)]
    scene = min((r.report.scene for r in chosen), key=_scene_order)
    origin = _most(inside, lambda r: r.report.scene.origin_place)
    return Scene(
        border=border,
        country=scene.country,
        adm1=scene.adm1,
        adm2=scene.adm2,
        place=scene.place,
        where_prec=scene.where_prec,
        place_ids=scene.place_ids,
        lat=scene.lat,
        lon=scene.lon,
        origin_place=origin,
    )


def _unit(linked: LinkedReport, level: str, gazetteer: Gazetteer) -> str | None:
    known = units(linked.report.scene, gazetteer)
    if level == "country":
        return known.country
    return known.adm1 if level == "adm1" else known.adm2


def _depth(scene: Scene, gazetteer: Gazetteer) -> int:
    """How fine a scene is known: 0 nothing, 1 country, 2 province, 3 district, 4 a point."""
    known = units(scene, gazetteer)
    if known.point is not None:
        return 4
    return sum(level is not None for level in (known.country, known.adm1, known.adm2))


def _finest_depth(reports: Iterable[LinkedReport], gazetteer: Gazetteer) -> int:
    return max(_depth(r.report.scene, gazetteer) for r in reports)


def _scene_order(scene: Scene) -> tuple[int, bool, str, str, str, str, str]:
    return (
        scene.where_prec,
        scene.lat is None,
        scene.place or "",
        scene.adm2 or "",
        scene.adm1 or "",
        scene.country or "",
        f"{scene.place_ids}{scene.lat}{scene.lon}",
    )


def _most(reports: Iterable[LinkedReport], value: Callable[[LinkedReport], str | None]) -> str | None:
    """The value that most outlets give; the first in the alphabet on ties; None where nobody gives one."""
    votes: Votes = defaultdict(set)
    for linked in reports:
        stated = value(linked)
        if stated is not None:
            votes[stated].add(linked.outlet)
    return min(votes, key=lambda v: (-len(votes[v]), v)) if votes else None


def agree_date(reports: Sequence[LinkedReport], policy: Policy) -> EventDate:
    """The date by consensus: explicit before inferred, exact before vague, majority, then earliest.

    Other days that reports give stay as alternatives (crossing, fight, statement), nearest first to
    be kept, so that later reports dated by any of them find the incident.
    """
    pool = current(reports)
    dates = [(r.report.date, r.outlet) for r in pool]
    best = min(_firmness(d) for d, _ in dates)
    votes: dict[date, set[str]] = defaultdict(set)
    later = _later_days([d for d, _ in dates if _firmness(d) == best])
    for day, outlet in dates:
        if _firmness(day) == best:
            votes[later.get(day.start, day.start)].add(outlet)
    start = min(votes, key=lambda day: (-len(votes[day]), day))
    same = [d for d, _ in dates if d.start == start and _firmness(d) == best]
    ends = Counter(d.end for d in same)
    times = Counter(d.time_local for d, _ in dates if d.start == start and d.time_local)
    main = min(same, key=lambda d: (-ends[d.end], d.end, d.precision))
    others = {d.start for d, _ in dates if d.explicit} | {day for d, _ in dates for day in d.alternatives}
    others -= {start}
    near = [day for day in others if abs((day - start).days) <= policy.alternative_reach_days]
    kept = sorted(near, key=lambda day: (abs((day - start).days), day))[: policy.alternatives_kept]
    return EventDate(
        start=start,
        end=max(main.end, start),
        precision=main.precision,
        explicit=main.explicit,
        alternatives=tuple(sorted(kept)),
        time_local=min(times, key=lambda t: (-times[t], t)) if times else None,
    )


def _later_days(dates: Sequence[EventDate]) -> dict[date, date]:
    """From the day of a crossing to the day of the fight, where a report names both: it knows better
    than those that name only the first."""
    later: dict[date, date] = {}
    for day in sorted(dates, key=lambda d: d.start):
        for other in day.alternatives:
            if other < day.start:
                later[other] = day.start
    return {first: last for first, last in later.items() if last not in later}


def _firmness(day: EventDate) -> tuple[bool, bool, int]:
    return not day.explicit, day.precision > EXACT_PRECISION, max(day.precision, EXACT_PRECISION)


def agree_type(reports: Sequence[LinkedReport], policy: Policy) -> EventType:
    """The strongest type (order of precedence) that enough outlets see; else the most common one."""
    seen: dict[EventType, set[str]] = defaultdict(set)
    pool = current(reports)
    for linked in pool:
        seen[linked.report.event_type].add(linked.outlet)
    outlets = len({linked.outlet for linked in pool})
    order = list(EventType)
    strong = [t for t in order if t in seen and len(seen[t]) >= policy.type_share * outlets]
    return strong[0] if strong else min(seen, key=lambda t: (-len(seen[t]), order.index(t)))


def agree_seizures(reports: Sequence[LinkedReport]) -> tuple[str, ...]:
    """What was taken, each item once: "drugs: 116 package", "opium: 20-25 kg". Lists are never added."""
    amounts: dict[tuple[str, str], set[float]] = defaultdict(set)
    named: set[str] = set()
    for linked in current(reports):
        for seizure in linked.report.seizures:
            if seizure.quantity is None:
                named.add(seizure.item)
            else:
                amounts[seizure.item, seizure.unit].add(seizure.quantity)
    told = [
        f"{item}: {_range(values)}{' ' + unit if unit else ''}" for (item, unit), values in amounts.items()
    ]
    return tuple(sorted(told + [item for item in named if item not in {i for i, _ in amounts}]))


def _range(values: set[float]) -> str:
    low, high = min(values), max(values)
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"
