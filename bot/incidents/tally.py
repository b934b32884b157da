"""Our own count over incidents: sums of best estimates, with the list behind every number.

Counts open incidents only. Possible duplicates are listed and not counted, so that a doubt never makes
a toll larger. Running totals of others never enter here; they are shown beside, as theirs.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.model.gazetteer import Gazetteer
from bot.model.incident import Figure, Incident, Snapshot, Toll, TollRow
from bot.model.place import Place
from bot.model.vocabulary import IncidentStatus, Measure, Party


def tally(
    incidents: Sequence[Incident],
    *,
    since: date | None,
    until: date | None,
    place: Place | None,
    gazetteer: Gazetteer,
) -> Toll:
    """Count the killed of incidents dated within inclusive days, at or inside a place (None: all).

    A country stands for its side of the scene only. Rows are in order of day, then reference.
    """
    chosen = sorted(
        (i for i in incidents if _counts(i) and _inside(i.snapshot, since, until, place, gazetteer)),
        key=lambda i: (i.snapshot.date.start, i.ref),
    )
    rows = [_row(i) for i in chosen if i.snapshot.possible_duplicate_of is None]
    undecided = [_row(i) for i in chosen if i.snapshot.possible_duplicate_of is not None]
    figures = [row.killed for row in rows if row.killed is not None]
    parties: Counter[Party] = Counter()
    for row in rows:
        for party, figure in row.by_party:
            parties[party] += count(figure)
    return Toll(
        since=since,
        until=until,
        place=place.name if place is not None else None,
        incidents=len(rows),
        killed=sum(parties.values()),
        killed_low=sum(figure.low for figure in figures),
        killed_high=_sum([figure.high for figure in figures]),
        by_party=tuple(
            sorted(((p, n) for p, n in parties.items() if n), key=lambda pair: (-pair[1], pair[0].value))
        ),
        rows=tuple(rows),
        undecided=tuple(undecided),
    )


def count(figure: Figure) -> int:
    """What a figure adds to a toll: the best estimate, the lower bound where there is none."""
    return figure.low if figure.best is None else figure.best


def _counts(incident: Incident) -> bool:
    return incident.merged_into is None and incident.snapshot.status is IncidentStatus.OPEN


def _inside(
    snapshot: Snapshot, since: date | None, until: date | None, place: Place | None, gazetteer: Gazetteer
) -> bool:
    day = snapshot.date.start
    if (since is not None and day < since) or (until is not None and day > until):
        return False
    if place is None:
        return True
    if place.kind == "country" and snapshot.scene.country == place.country:
        return True
    return any(gazetteer.within(place_id, place.id) for place_id in snapshot.scene.place_ids)


def _row(incident: Incident) -> TollRow:
    snapshot = incident.snapshot
    scene = snapshot.scene
    return TollRow(
        ref=incident.ref,
        day=snapshot.date.start,
        where=scene.adm2 or scene.place or scene.adm1 or scene.country or scene.border or "",
        killed=snapshot.total(Measure.KILLED),
        by_party=tuple(
            (figure.party, figure.figure)
            for figure in snapshot.figures
            if figure.measure is Measure.KILLED and count(figure.figure)
        ),
        event_type=snapshot.event_type,
    )


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
