"""All reports of one event folded into one snapshot of tellable facts.

An incident is never edited: it is folded anew from its set of reports. Any order and any repetition
give the same snapshot, so a replay is silent by construction and merge, split and retract are all the
same operation: change the set, fold again. Running totals never get here; they are not reports.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from bot.incidents.consensus import agree_date, agree_scene, agree_seizures, agree_type
from bot.incidents.figures import Fused, fuse
from bot.incidents.origins import OFFICIAL_KINDS, confidence, origins, single_low_grade
from bot.incidents.policy import Policy
from bot.incidents.severity import SeverityTable, gather, grade
from bot.incidents.statements import (
    NAMELESS_PREFIX,
    Naming,
    Statement,
    denials,
    distinct,
    namings,
    statements,
)
from bot.model.gazetteer import Gazetteer
from bot.model.incident import LabelNote, LinkedReport, Snapshot
from bot.model.vocabulary import Confidence, IncidentStatus, Measure, Modality, Party

LABELLED = frozenset({Party.MILITANTS, Party.SMUGGLERS})


def fold(
    reports: Sequence[LinkedReport],
    gazetteer: Gazetteer,
    severity_table: SeverityTable,
    policy: Policy,
    *,
    retracted: bool = False,
    possible_duplicate_of: str | None = None,
) -> Snapshot:
    """Fold reports (any order, any repetition) into the snapshot of their incident.

    ``retracted`` is an operator's word; without it an incident is retracted only when every origin
    withdrew every claim. Raises ValueError for no reports at all: nothing is no incident.
    """
    if not reports:
        raise ValueError("an incident without reports cannot be folded")
    ordered = distinct(reports)
    scene = agree_scene(ordered, gazetteer)
    event_type = agree_type(ordered, policy)
    ledger = statements(ordered, policy)
    named = namings(ordered)
    fused = fuse(ledger, named, scene.country, policy)
    behind = origins(ordered, policy)
    grading = grade(
        severity_table,
        gather(event_type, fused.figures, scene.country, ordered),
        low_grade=single_low_grade(behind, policy),
    )
    withdrawn = retracted or _all_withdrawn(ordered)
    return Snapshot(
        event_type=event_type,
        date=agree_date(ordered, policy),
        scene=scene,
        figures=fused.figures,
        seizures=agree_seizures(ordered),
        severity=grading.severity,
        confidence=Confidence.UNCONFIRMED if grading.capped else confidence(behind, policy),
        status=IncidentStatus.RETRACTED if withdrawn else IncidentStatus.OPEN,
        origins=tuple(origin.note() for origin in behind),
        labels=_labels(ledger, named, policy, contested=fused.contested),
        outlets=len({linked.outlet for linked in ordered}),
        contested=fused.contested,
        denied=_denied(ordered),
        corrected=_corrected(fused, ledger),
        corrections=fused.corrections,
        possible_duplicate_of=possible_duplicate_of,
    )


def _all_withdrawn(reports: Sequence[LinkedReport]) -> bool:
    """Whether every origin that counted anybody has withdrawn it, and at least one has."""
    last: dict[str, bool] = {}
    for linked in reports:
        for claim in linked.report.claims:
            if claim.modality is not Modality.DENIED and not linked.report.background:
                last[claim.speaker.origin] = claim.modality is Modality.RETRACTED
    return bool(last) and all(last.values())


def _denied(reports: Sequence[LinkedReport]) -> bool:
    """Whether a named government denies it. Denying responsibility is not denying the event; the
    reader tells the two apart and marks only the latter."""
    return any(speaker.type in OFFICIAL_KINDS for speaker in denials(reports))


def _corrected(fused: Fused, ledger: Sequence[Statement]) -> bool:
    marked = any(s.corrected and s.measure is Measure.KILLED and not s.background for s in ledger)
    return fused.corrected or marked or bool(fused.corrections)


def _labels(
    ledger: Sequence[Statement], named: Sequence[Naming], policy: Policy, *, contested: bool
) -> tuple[LabelNote, ...]:
    """The words for those who came across and who uses them, the most carried words of each origin only.

    What guards and workers are called is no matter of dispute; where the sides disagree on who the dead
    were ("smugglers", "fishermen"), the words for civilians are told as well.
    """
    carried: dict[tuple[str, str], set[str]] = defaultdict(set)
    meant: dict[tuple[str, str], Counter[Party]] = defaultdict(Counter)
    spoken: list[Statement | Naming] = [*(s for s in ledger if not s.background), *named]
    disputed = LABELLED | {Party.CIVILIANS} if contested else LABELLED
    for said in spoken:
        if said.label is not None and said.party in disputed:
            by = said.outlet if said.origin.startswith(NAMELESS_PREFIX) else said.origin
            carried[by, said.label].add(said.outlet)
            meant[by, said.label][said.party] += 1
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for (by, label), outlets in carried.items():
        words[by][label] = len(outlets)
    notes = [
        LabelNote(label=label, by=by, party=_meant(meant[by, label]))
        for by, labels in words.items()
        for label in sorted(labels, key=lambda word: (-labels[word], word))[: policy.labels_per_origin]
    ]
    return tuple(sorted(notes, key=lambda note: (note.by, note.label)))


def _meant(parties: Counter[Party]) -> Party:
    """The party that a word mostly stands for, as its texts were read."""
    return min(parties, key=lambda party: (-parties[party], list(Party).index(party)))
