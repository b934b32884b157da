"""Rare details that identify an event: clock time, post, marker, company, odd quantities, villages.

Shared rare details are nearly decisive; details of one kind that exclude each other (two posts) are
a veto. An anchor is a normalised string with a prefix, see ``bot.model.report.Report``.
"""

from collections.abc import Iterable

from bot.model.gazetteer import Gazetteer
from bot.model.report import Report

EXCLUSIVE_KINDS = ("post", "marker")
STRONG_KINDS = frozenset({"time", "post", "marker", "company", "qty", "person"})
"""Kinds that alone may carry a late, undated follow-up to its incident."""


def kind_of(anchor: str) -> str:
    """The prefix of an anchor: ``post:7`` is of kind ``post``."""
    return anchor.partition(":")[0]


def rare(anchors: Iterable[str], gazetteer: Gazetteer) -> frozenset[str]:
    """Keep what is rare: a place counts only as a point, never as a district or a province."""
    kept = set()
    for anchor in anchors:
        kind, _, value = anchor.partition(":")
        if not value or kind == "group":
            continue
        if kind == "place":
            place = gazetteer.get(value)
            if place is None or place.kind in ("country", "adm1", "adm2", "river", "valley", "mountain"):
                continue
        kept.add(anchor)
    return frozenset(kept)


def pooled(reports: Iterable[Report], gazetteer: Gazetteer) -> frozenset[str]:
    """All rare anchors of some reports together; background pieces bring none."""
    return rare((a for r in reports if not r.background for a in r.anchors), gazetteer)


def excluding(one: frozenset[str], other: frozenset[str]) -> str | None:
    """Name the anchors that exclude each other ("post:7, post:5"), or None.

    Numbers are compared with numbers and names with names: a post may be known by either.
    """
    for kind in EXCLUSIVE_KINDS:
        for numeric in (True, False):
            mine = _values(one, kind, numeric)
            theirs = _values(other, kind, numeric)
            if mine and theirs and not mine & theirs:
                return f"{kind}:{'/'.join(sorted(mine))}, {kind}:{'/'.join(sorted(theirs))}"
    return None


def _values(anchors: frozenset[str], kind: str, numeric: bool) -> set[str]:
    values = {a.partition(":")[2] for a in anchors if kind_of(a) == kind}
    return {v for v in values if v[:1].isdigit() is numeric}
