"""T2: what follows from one reading, in one transaction.

Reports are placed into incidents, incidents folded anew, revisions written, alerts raised and
queued, and the document marked done: all of it or none. Every judgement is made by the pure rooms;
this module only puts their answers into the store, in order. It must never send anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.alerts.freshness import Freshness, freshness
from bot.alerts.route import matches
from bot.alerts.settling import due_at
from bot.incidents.assess import assess
from bot.incidents.correlate import Same, Unlinked, Unsure, correlate, search_window
from bot.incidents.fold import fold
from bot.incidents.following import denies, followed
from bot.incidents.policy import DEFAULT_POLICY, Policy
from bot.knowledge import Knowledge
from bot.model.alert import Alert
from bot.model.incident import Change, Incident, LinkedReport, Snapshot
from bot.model.report import Reading
from bot.model.vocabulary import AlertReason, Decision
from bot.store import alerts, chats, documents, incidents, reports
from bot.store.database import Session
from bot.store.documents import StoredReport, Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alert with the reference of its incident, and for how many chats it was queued."""

    ref: str
    alert: Alert
    queued: int


@dataclass(slots=True, kw_only=True)
class Analysis:
    """What one document led to: incidents by report ordinal, and alerts."""

    placed: dict[int, str] = field(default_factory=dict)
    raised: list[Raised] = field(default_factory=list)


class Consequences:
    """Works out, inside a write transaction, what a reading leads to."""

    def __init__(self, knowledge: Knowledge, policy: Policy = DEFAULT_POLICY) -> None:
        self._knowledge = knowledge
        self._policy = policy

    def of(self, session: Session, unread: Unread, reading: Reading, now: datetime) -> Analysis | None:
        """Store a reading and all that follows. None if the text changed meanwhile."""
        stored = documents.mark_done(session, unread, reading)
        if stored is None:
            return None
        analysis = Analysis()
        touched: dict[int, None] = dict.fromkeys(stored.bereft)
        for report in stored.reports:
            if report.linked.report.background or reading.decision is Decision.INCIDENT:
                incident = self._place(session, report, unread, now, analysis)
                if incident is not None:
                    touched[incident] = None
            elif report.incident_id is None and denies(report.linked.report):
                incident = self._follow(session, report.linked, now, analysis)
                if incident is not None:
                    touched[incident] = None
            elif report.incident_id is not None:
                touched[report.incident_id] = None
        for incident_id in touched:
            self._refold(session, incident_id, unread, now, analysis)
        return analysis

    def _place(
        self, session: Session, stored: StoredReport, unread: Unread, now: datetime, analysis: Analysis
    ) -> int | None:
        """Put a report into its incident, opening one if need be; returns the incident to fold."""
        linked = stored.linked
        if stored.incident_id is not None:
            # An edited article replaces its report where it is; it does not wander.
            known = incidents.get(session, stored.incident_id)
            if known is not None:
                analysis.placed[linked.report.ordinal] = known.ref
            return stored.incident_id
        border = self._knowledge.borders.get(linked.report.scene.border or "")
        if border is None:
            return None
        window = search_window(linked.report, self._policy)
        near = reports.candidates(session, window.border, window.first_day, window.last_day)
        verdict = correlate(linked, near, self._knowledge.gazetteer, self._policy)
        if isinstance(verdict, Unlinked):
            return None
        if isinstance(verdict, Same):
            return self._join(session, linked, verdict, now, analysis)
        doubt = verdict.possible_duplicate_of if isinstance(verdict, Unsure) else None
        incident = self._open(session, linked, border.ref_prefix, doubt, now)
        incidents.link_report(session, incident.id, linked.report_id, reasons=verdict.reasons, now=now)
        analysis.placed[linked.report.ordinal] = incident.ref
        self._raise(session, incident, Change(reason=AlertReason.NEW, sound=True), unread, now, analysis)
        return None

    def _follow(
        self, session: Session, linked: LinkedReport, now: datetime, analysis: Analysis
    ) -> int | None:
        """Put a denial that does not say where into the one incident that it fits, if there is one."""
        window = search_window(linked.report, self._policy)
        near = reports.candidates(session, window.border, window.first_day, window.last_day)
        verdict = followed(linked, near, self._knowledge.gazetteer, self._policy)
        return self._join(session, linked, verdict, now, analysis) if isinstance(verdict, Same) else None

    def _join(
        self, session: Session, linked: LinkedReport, verdict: Same, now: datetime, analysis: Analysis
    ) -> int:
        """Link a report to an incident that is known."""
        incidents.link_report(
            session,
            verdict.incident_id,
            linked.report_id,
            reasons=verdict.reasons,
            score=verdict.score,
            now=now,
        )
        known = incidents.get(session, verdict.incident_id)
        analysis.placed[linked.report.ordinal] = known.ref if known else ""
        return verdict.incident_id

    def _open(
        self, session: Session, linked: LinkedReport, prefix: str, doubt: str | None, now: datetime
    ) -> Incident:
        snapshot = self._fold((linked,), doubt)
        return incidents.create(
            session,
            snapshot,
            prefix=prefix,
            year=snapshot.date.start.year,
            first_reported_at=min(linked.published_at or linked.seen_at, linked.seen_at),
            now=now,
        )

    def _fold(self, linked: Iterable[LinkedReport], doubt: str | None) -> Snapshot:
        return fold(
            tuple(linked),
            self._knowledge.gazetteer,
            self._knowledge.severity,
            self._policy,
            possible_duplicate_of=doubt,
        )

    def _refold(
        self, session: Session, incident_id: int, unread: Unread, now: datetime, analysis: Analysis
    ) -> None:
        """Fold an incident anew; if its tellable facts changed, write a revision and raise an alert."""
        incident = incidents.get(session, incident_id)
        linked = reports.linked_reports(session, incident_id)
        if incident is None or not linked:
            # A page that no longer tells of an event is not a retraction: what was known stands.
            return
        snapshot = self._fold(linked, incident.snapshot.possible_duplicate_of)
        change = assess(incident.snapshot, snapshot, self._knowledge.gazetteer)
        reason = change.reason or AlertReason.DETAIL
        if incidents.save_revision(session, incident_id, snapshot, reason=reason, now=now) is not None:
            incident = incidents.get(session, incident_id) or incident
        elif alerts.any_raised(session, incident_id):
            return
        self._raise(session, incident, change, unread, now, analysis)

    def _raise(
        self,
        session: Session,
        incident: Incident,
        change: Change,
        unread: Unread,
        now: datetime,
        analysis: Analysis,
    ) -> None:
        """Queue what this document's news about the incident deserves, for whom it concerns.

        Documents of a first import push nothing; stale news only reaches chats that were told. An
        incident that nobody was told of, because it came with a first import, is told as new.
        """
        if not unread.pushable:
            return
        fresh = freshness(incident.snapshot, unread.document.published_at, unread.first_seen_at, now)
        if not alerts.any_raised(session, incident.id):
            if fresh is Freshness.STALE:
                return
            change = Change(reason=AlertReason.NEW, sound=True)
        if change.reason is None and not change.details:
            return
        alert = alerts.raise_alert(
            session,
            incident.id,
            incident.revision,
            reason=change.reason or AlertReason.DETAIL,
            severity=incident.snapshot.severity,
            sound=change.sound,
            now=now,
        )
        queued = self._queue(session, alert, incident.snapshot, fresh, now)
        analysis.raised.append(Raised(ref=incident.ref, alert=alert, queued=queued))

    def _queue(
        self, session: Session, alert: Alert, snapshot: Snapshot, fresh: Freshness, now: datetime
    ) -> int:
        due = due_at(now, snapshot.severity, snapshot.confidence, reason=alert.reason)
        if alert.reason is AlertReason.RETRACTED:
            alerts.cancel_pending(session, alert.incident_id, "retracted", now)
        told = alerts.reached(session, alert.incident_id)
        queued = alerts.enqueue(session, alert, told, due_at=due, now=now)
        opens = alert.reason not in (AlertReason.DETAIL, AlertReason.RETRACTED)
        if opens and fresh is not Freshness.STALE:
            places = [
                place_id
                for place_id in chats.subscribed_places(session)
                if matches(place_id, snapshot, self._knowledge.gazetteer, self._knowledge.borders).told
            ]
            queued += alerts.enqueue_for_places(session, alert, places, due_at=due, now=now)
        return queued
