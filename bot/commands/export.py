"""``export``: the incidents as JSON lines or CSV, under the field's usual column names.

Columns follow the UCDP Georeferenced Event Dataset where it has one: side a is the state of the
scene, side b those it met; civilians apart; ``best`` is the sum of the four. ACLED's and PLOVER's
names for the event come from the codebook; a type that ACLED has no place for leaves them empty.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, TextIO

from bot.knowledge.vocabularies import Codebook
from bot.model.incident import Figure, Incident, Snapshot
from bot.model.vocabulary import Measure, Party

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell may not begin with: spreadsheets take it, in either width, for a formula."""


def row(incident: Incident, codebook: Codebook) -> dict[str, Any]:
    """One incident as a flat record."""
    snapshot = incident.snapshot
    killed = snapshot.by_party(Measure.KILLED)
    total = snapshot.total(Measure.KILLED)
    wounded = snapshot.total(Measure.WOUNDED)
    acled_event, acled_sub_event = codebook.acled(snapshot.event_type)
    return {
        "ref": incident.ref,
        "revision": incident.revision,
        "status": snapshot.status.value,
        "date_start": snapshot.date.start.isoformat(),
        "date_end": snapshot.date.end.isoformat(),
        "date_prec": snapshot.date.precision,
        "time_local": snapshot.date.time_local,
        "first_reported_at": _moment(incident.first_reported_at),
        "border": snapshot.scene.border,
        "country": snapshot.scene.country,
        "adm_1": snapshot.scene.adm1,
        "adm_2": snapshot.scene.adm2,
        "place": snapshot.scene.place,
        "where_prec": snapshot.scene.where_prec,
        "lat": snapshot.scene.lat,
        "lon": snapshot.scene.lon,
        "origin_place": snapshot.scene.origin_place,
        "event_type": snapshot.event_type.value,
        "acled_event": acled_event,
        "acled_sub_event": acled_sub_event,
        "contexts": "; ".join(codebook.contexts(snapshot.event_type)),
        "civilian_targeting": _targets_civilians(snapshot, acled_event),
        "deaths_a": _sum(killed, codebook.side("a")),
        "deaths_b": _sum(killed, codebook.side("b")),
        "deaths_civilians": _sum(killed, codebook.side("civilians")),
        "deaths_unknown": _sum(killed, codebook.side("unknown")),
        "low": total.low if total else None,
        "best": total.best if total else None,
        "high": total.high if total else None,
        "wounded_low": wounded.low if wounded else None,
        "wounded_best": wounded.best if wounded else None,
        "wounded_high": wounded.high if wounded else None,
        "seized": "; ".join(snapshot.seizures),
        "severity": snapshot.severity.value,
        "confidence": snapshot.confidence.value,
        "origin_count": len(snapshot.origins),
        "outlet_count": snapshot.outlets,
        "labels": "; ".join(f"{note.label} ({note.by})" for note in snapshot.labels),
        "contested": snapshot.contested,
        "possible_duplicate_of": snapshot.possible_duplicate_of,
    }


def _targets_civilians(snapshot: Snapshot, acled_event: str | None) -> bool:
    """ACLED's mark: civilians are the target by the kind of event, or the only ones known to be harmed."""
    harmed = {
        figure.party
        for figure in snapshot.figures
        if figure.measure in (Measure.KILLED, Measure.WOUNDED) and (figure.figure.best or figure.figure.low)
    }
    return acled_event == "Violence against civilians" or harmed == {Party.CIVILIANS}


def _sum(figures: dict[Party, Figure], parties: Iterable[Party]) -> int | None:
    """Deaths of some parties; None where nobody's are known: zero is a stated value."""
    if all(figure.best is None for figure in figures.values()):
        return None
    return sum(figures[party].best or 0 for party in parties if party in figures)


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def write_jsonl(incidents: Iterable[Incident], output: TextIO, codebook: Codebook) -> None:
    """One JSON object a line."""
    for incident in incidents:
        output.write(json.dumps(row(incident, codebook), ensure_ascii=False) + "\n")


def write_csv(incidents: Iterable[Incident], output: TextIO, codebook: Codebook) -> None:
    """A table with a header. Cells that a spreadsheet would run as a formula are defused by an
    apostrophe before them; empty cells stay empty."""
    rows = [row(incident, codebook) for incident in incidents]
    columns = list(rows[0]) if rows else []
    writer = csv.DictWriter(output, fieldnames=columns, lineterminator="\n")
    if columns:
        writer.writeheader()
    writer.writerows(_defused(rows))


def _defused(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for record in rows:
        yield {
            name: f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
            for name, value in record.items()
        }
