"""What changed between two snapshots, and whether the change deserves a sound.

A sound costs a reader's attention, so only what changes the meaning of the event
sounds; everything else is a silent edit of the card, and an echo is nothing. Compares snapshots, so the
same function serves "since the last revision" and "since this chat was last told".
"""

from collections.abc import Iterator

from bot.incidents.proximity import units
from bot.model.gazetteer import Gazetteer
from bot.model.incident import Change, Figure, Snapshot
from bot.model.vocabulary import AlertReason, Confidence, IncidentStatus, Measure, Party

SAME_SLOT = frozenset({Party.MILITANTS, Party.SMUGGLERS, Party.UNKNOWN})
"""Moving dead between these words is a matter of labels, not of more dead."""
Detail = tuple[str, str, str]


def assess(old: Snapshot | None, new: Snapshot, gazetteer: Gazetteer) -> Change:
    """Judge the change from ``old`` (None: nothing was known) to ``new``.

    ``sound`` with a reason: tell it anew. A reason ``place`` without sound: the scene moved into finer
    or other areas, so chats that match only now must hear; others get an edit. No reason but details: a
    silent edit. No details: nothing to tell. ``details`` are (field, old, new) in plain codes: figures
    as ``killed`` or ``killed.civilians`` with values such as ``4``, ``4 (0-4)``, ``2+`` or an empty
    string; ``severity``, ``confidence``, ``status``, ``event_type``, ``place``, ``date``, ``contested``,
    ``denied``, ``corrected``, ``seizures``, ``outlets``, ``possible_duplicate_of``.
    """
    if old is None:
        return Change(reason=AlertReason.NEW, sound=True)
    details = tuple(_details(old, new))
    for reason, holds in _sounding(old, new):
        if holds:
            return Change(reason=reason, sound=True, details=details)
    moved = _moved(old, new, gazetteer)
    if moved:
        return Change(reason=AlertReason.PLACE, sound=moved == "away", details=details)
    return Change(reason=None, sound=False, details=details)


def _sounding(old: Snapshot, new: Snapshot) -> Iterator[tuple[AlertReason, bool]]:
    """The reasons that sound, the weightiest first."""
    retracted = IncidentStatus.RETRACTED
    yield AlertReason.RETRACTED, new.status is retracted and old.status is not retracted
    yield AlertReason.TOLL, _toll_rose(old, new) or _abducted_found(old, new)
    yield AlertReason.DENIED, new.denied and not old.denied
    yield AlertReason.CORRECTED, _toll_fell(old, new) or _told_figure_corrected(old, new)
    yield AlertReason.SEVERITY, new.severity.rank < old.severity.rank
    yield AlertReason.CONTESTED, new.contested and not old.contested
    yield AlertReason.CONFIRMED, _confirmed(old, new)


def _best(figure: Figure | None) -> int:
    if figure is None:
        return 0
    return figure.low if figure.best is None else figure.best


def _toll_rose(old: Snapshot, new: Snapshot) -> bool:
    """Whether best of killed rose for a party, or a new party is among the dead.

    A new word for those who came across, with no more dead than before, is not a rise.
    """
    before, after = old.by_party(Measure.KILLED), new.by_party(Measure.KILLED)
    total_rose = _best(new.total(Measure.KILLED)) > _best(old.total(Measure.KILLED))
    for party, figure in after.items():
        if _best(figure) <= _best(before.get(party)):
            continue
        if total_rose or party not in SAME_SLOT:
            return True
    return False


def _toll_fell(old: Snapshot, new: Snapshot) -> bool:
    return _best(new.total(Measure.KILLED)) < _best(old.total(Measure.KILLED))


def _told_figure_corrected(old: Snapshot, new: Snapshot) -> bool:
    """Whether a source took back a figure of dead or wounded that readers had before them."""
    return any(
        correction not in old.corrections
        and old.by_party(correction.measure) != new.by_party(correction.measure)
        and any(_covers(figure, correction.was) for figure in old.by_party(correction.measure).values())
        for correction in new.corrections
    )


def _covers(figure: Figure, count: int) -> bool:
    return figure.low <= count and (figure.high is None or count <= figure.high)


def _abducted_found(old: Snapshot, new: Snapshot) -> bool:
    return _best(new.total(Measure.ABDUCTED)) < _best(old.total(Measure.ABDUCTED))


def _confirmed(old: Snapshot, new: Snapshot) -> bool:
    order = (Confidence.UNCONFIRMED, Confidence.OFFICIAL, Confidence.CORROBORATED)
    return order.index(new.confidence) > order.index(old.confidence)


def _moved(old: Snapshot, new: Snapshot, gazetteer: Gazetteer) -> str:
    """``away`` when the new scene lies outside the old one, ``finer`` or ``coarser`` inside it, else ''."""
    before = [place.id for place in units(old.scene, gazetteer).chain]
    after = [place.id for place in units(new.scene, gazetteer).chain]
    if before == after:
        same = old.scene.border == new.scene.border
        return "" if same else "away"
    if not before or before[0] in after:
        return "finer"
    if not after or after[0] in before:
        return "coarser"
    return "finer" if before[1:2] == after[1:2] and len(before) > 1 else "away"


def _details(old: Snapshot, new: Snapshot) -> Iterator[Detail]:
    for measure in Measure:
        yield from _figure_details(measure, old, new)
    plain = (
        ("severity", old.severity.value, new.severity.value),
        ("confidence", old.confidence.value, new.confidence.value),
        ("status", old.status.value, new.status.value),
        ("event_type", old.event_type.value, new.event_type.value),
        ("place", _place(old), _place(new)),
        ("date", _date(old), _date(new)),
        ("contested", _yes(old.contested), _yes(new.contested)),
        ("denied", _yes(old.denied), _yes(new.denied)),
        ("corrected", _yes(old.corrected), _yes(new.corrected)),
        ("seizures", "; ".join(old.seizures), "; ".join(new.seizures)),
        ("possible_duplicate_of", old.possible_duplicate_of or "", new.possible_duplicate_of or ""),
    )
    yield from (row for row in plain if row[1] != row[2])
    if _more_outlets(old.outlets, new.outlets):
        yield "outlets", str(old.outlets), str(new.outlets)


def _figure_details(measure: Measure, old: Snapshot, new: Snapshot) -> Iterator[Detail]:
    before, after = old.by_party(measure), new.by_party(measure)
    if before == after:
        return
    total = (write_figure(old.total(measure)), write_figure(new.total(measure)))
    if total[0] != total[1]:
        yield measure.value, *total
    for party in Party:
        pair = (write_figure(before.get(party)), write_figure(after.get(party)))
        if pair[0] != pair[1]:
            yield f"{measure.value}.{party.value}", *pair


def _more_outlets(old: int, new: int) -> bool:
    """Outlets are worth an edit when they double: most relays are echoes and change nothing."""
    return new >= 2 * max(old, 1)


def write_figure(figure: Figure | None) -> str:
    """A figure in plain signs: ``4``, ``4 (0-4)``, ``4 (2+)``, ``2-5``, ``2+``; '' for none."""
    if figure is None:
        return ""
    if figure.best is None:
        return f"{figure.low}+" if figure.high is None else f"{figure.low}-{figure.high}"
    if figure.high is None:
        return f"{figure.best} ({figure.low}+)"
    if figure.low == figure.best == figure.high:
        return str(figure.best)
    return f"{figure.best} ({figure.low}-{figure.high})"


def _place(snapshot: Snapshot) -> str:
    scene = snapshot.scene
    return scene.place or scene.adm2 or scene.adm1 or scene.country or ""


def _date(snapshot: Snapshot) -> str:
    day = snapshot.date
    time = f" {day.time_local}" if day.time_local else ""
    return f"{day.start.isoformat()}{time}"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
