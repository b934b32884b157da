"""A small stand-in for the analyst: correlates and folds linked reports one by one, as they come.

No store, no alerts: incidents live in a list. Used to test merging as a whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.incidents.correlate import New, Same, Unlinked, Unsure, Verdict, correlate, search_window
from bot.incidents.fold import fold
from bot.incidents.policy import DEFAULT_POLICY, Policy
from bot.incidents.severity import SeverityTable
from bot.model.gazetteer import Gazetteer
from bot.model.incident import Candidate, Incident, LinkedReport, Snapshot
from tests.builders import NOON, make_candidate
from tests.small_world import GAZETTEER, severity_table


@dataclass
class Log:
    """Incidents by number, with their reports, duplicates and the verdict on every report."""

    gazetteer: Gazetteer = GAZETTEER
    table: SeverityTable = field(default_factory=severity_table)
    policy: Policy = DEFAULT_POLICY
    reports: dict[int, list[LinkedReport]] = field(default_factory=dict)
    doubts: dict[int, str] = field(default_factory=dict)
    verdicts: list[tuple[LinkedReport, Verdict]] = field(default_factory=list)
    placed: dict[tuple[int, int], int] = field(default_factory=dict)
    snapshots: dict[int, Snapshot] = field(default_factory=dict)

    def take(self, linked: LinkedReport) -> Verdict:
        """Put one report where it belongs."""
        window = search_window(linked.report, self.policy)
        near = [c for c in self.candidates() if window.first_day <= c.snapshot.date.end]
        verdict = correlate(linked, near, self.gazetteer, self.policy)
        self.verdicts.append((linked, verdict))
        match verdict:
            case Same(incident_id=number):
                self._add(number, linked)
            case New():
                self._add(len(self.reports) + 1, linked)
            case Unsure(possible_duplicate_of=ref):
                number = len(self.reports) + 1
                self.doubts[number] = ref
                self._add(number, linked)
            case Unlinked():
                pass
        return verdict

    def _add(self, number: int, linked: LinkedReport) -> None:
        self.reports.setdefault(number, []).append(linked)
        self.placed[linked.document_id, linked.report.ordinal] = number
        self.snapshots[number] = fold(
            self.reports[number],
            self.gazetteer,
            self.table,
            self.policy,
            possible_duplicate_of=self.doubts.get(number),
        )

    def take_all(self, reports: Iterable[LinkedReport]) -> "Log":
        """Put many reports, in the given order."""
        for linked in reports:
            self.take(linked)
        return self

    def candidates(self) -> Sequence[Candidate]:
        """All incidents as the correlator sees them."""
        return [
            make_candidate(self.snapshots[number], reports, id_=number)
            for number, reports in self.reports.items()
        ]

    def incidents(self) -> list[Incident]:
        """All incidents as stored ones."""
        return [
            Incident(
                id=number,
                ref=f"TJAF-2026-{number:04d}",
                revision=len(reports),
                snapshot=self.snapshots[number],
                first_reported_at=NOON,
                updated_at=NOON,
            )
            for number, reports in self.reports.items()
        ]
