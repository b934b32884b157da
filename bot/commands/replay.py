"""``replay``: documents through the whole pipeline on a scratch database, the clock following them.

Stores as the collector does, analyses as the analyst does, sends nothing. Writes one JSON object a
document, one an alert that a subscriber of everything would have received, and at the end one an
incident: the way to judge a change of policy or of the reader.
"""

import json
import tempfile
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

from bot.commands.feed_of_documents import BadLine, documents
from bot.commands.terminal import database_sentence, give_up, say
from bot.knowledge import Knowledge
from bot.knowledge.sources import CatalogueProblem, load_catalogue
from bot.model.document import Document, FeedItem
from bot.model.incident import Figure
from bot.model.source import Empty, Fetched, SourceSpec, Validators
from bot.model.vocabulary import Measure
from bot.store import documents as stored_documents
from bot.store import incidents, reports, sources, visits
from bot.store.database import Database, Session
from bot.store.problems import OpenProblem
from bot.workers.analysis import Analysis, Consequences


def replay(lines: Iterable[str], knowledge: Knowledge, output: TextIO) -> None:
    """Replay every document of ``lines``; bad lines go to standard error."""
    with tempfile.TemporaryDirectory(prefix="borderwatch-replay-") as folder:
        _Replay(knowledge, Path(folder), output).run(lines)


class _Replay:
    def __init__(self, knowledge: Knowledge, folder: Path, output: TextIO) -> None:
        self._knowledge = knowledge
        self._folder = folder
        self._output = output
        self._consequences = Consequences(knowledge)
        self._outlets: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._reliability = _reliability_by_host()
        self._clock: datetime | None = None

    def run(self, lines: Iterable[str]) -> None:
        database: Database | None = None
        try:
            for document in documents(lines):
                if isinstance(document, BadLine):
                    say(f"line {document.number}: {document.why}")
                    continue
                # The clock never goes back, whatever the order of the file.
                self._clock = max(self._clock or document.seen_at, document.seen_at)
                if database is None:
                    database = self._open(self._clock)
                self._document(database, document, self._clock)
            if database is not None:
                self._list_incidents(database)
        finally:
            if database is not None:
                database.close()
            self._output.flush()

    def _open(self, now: datetime) -> Database:
        database = Database.open(self._folder / "replay.db", now=now)
        if isinstance(database, OpenProblem):
            give_up([database_sentence(database)])
        return database

    def _document(self, database: Database, document: Document, now: datetime) -> None:
        try:
            reading = self._knowledge.reader.read(document)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is said and the next one is read
            say(f"document {document.id}: reading broke ({type(error).__name__})")
            self._tell(document, None)
            return

        def transact(session: Session) -> Analysis | None:
            source_id = self._source(session, document, now)
            item = FeedItem(
                external_id=document.id,
                url=document.url,
                title=document.title,
                text=document.text,
                published_at=document.published_at,
                published_on=document.published_on,
                truncated=document.truncated,
            )
            visit = Fetched(items=(item,), validators=Validators())
            fresh = visits.unseen(session, source_id, visit.items)
            visits.record_visit(session, source_id, visit, now=now, next_poll_at=now, arrivals=fresh)
            analysis = None
            for unread in stored_documents.next_unread(session, now, 1):
                self._names[unread.id] = document.id
                analysis = self._consequences.of(session, unread, reading, now)
            return analysis

        try:
            analysis = database.write_now(transact)
        except Exception as error:  # noqa: BLE001 - as above: said, and the next one is read
            say(f"document {document.id}: storing broke ({type(error).__name__})")
            analysis = None
        self._tell(document, analysis)

    def _source(self, session: Session, document: Document, now: datetime) -> int:
        """The source row of an outlet; its first import is over, so that its news counts."""
        known = self._outlets.get(document.outlet)
        if known is not None:
            return known
        host = (urlsplit(document.url or "").hostname or document.outlet).removeprefix("www.")
        spec = SourceSpec(
            slug=f"outlet-{len(self._outlets)}",
            name=document.outlet,
            url=f"https://{document.outlet}/{len(self._outlets)}",
            reliability=self._reliability.get(host, "F"),
        )
        source, _ = sources.add(session, spec, now)
        visits.record_visit(session, source.id, Empty(validators=Validators()), now=now, next_poll_at=now)
        self._outlets[document.outlet] = source.id
        return source.id

    def _tell(self, document: Document, analysis: Analysis | None) -> None:
        placed = analysis.placed if analysis is not None else {}
        refs = list(dict.fromkeys(placed[ordinal] for ordinal in sorted(placed)))
        main = refs[0] if refs else None
        self._write({"document": document.id, "incident": main, "also": refs[1:]})
        for raised in analysis.raised if analysis is not None else ():
            # What makes no sound is an edit of a card that such a subscriber has already.
            if raised.alert.sound:
                self._write(
                    {
                        "alert": raised.ref,
                        "revision": raised.alert.revision,
                        "reason": raised.alert.reason.value,
                        "at": raised.alert.created_at.isoformat(),
                    }
                )
        self._output.flush()

    def _list_incidents(self, database: Database) -> None:
        """One short read for each: a long listing must not run into the deadline of reads."""
        for number in database.read_now(incidents.ids):
            record = database.read_now(partial(self._record, incident_id=number))
            if record is not None:
                self._write(record)

    def _record(self, session: Session, incident_id: int) -> dict[str, Any] | None:
        incident = incidents.get(session, incident_id)
        if incident is None:
            return None
        snapshot = incident.snapshot
        behind = reports.linked_reports(session, incident.id)
        return {
            "incident": incident.ref,
            "event_type": snapshot.event_type.value,
            "event_date": snapshot.date.start.isoformat(),
            "adm1": snapshot.scene.adm1,
            "adm2": snapshot.scene.adm2,
            "killed": _figure(snapshot.total(Measure.KILLED)),
            "killed_by_party": {
                party.value: figure.best
                for party, figure in snapshot.by_party(Measure.KILLED).items()
                if figure.best is not None
            },
            "wounded": _figure(snapshot.total(Measure.WOUNDED)),
            "documents": list(dict.fromkeys(self._names[report.document_id] for report in behind)),
            "origins": len(snapshot.origins),
            "status": snapshot.status.value,
            "confidence": snapshot.confidence.value,
            "revision": incident.revision,
        }

    def _write(self, record: dict[str, Any]) -> None:
        self._output.write(json.dumps(record, ensure_ascii=False) + "\n")


def _figure(figure: Figure | None) -> dict[str, int | None]:
    if figure is None:
        return {"low": None, "best": None, "high": None}
    return {"low": figure.low, "best": figure.best, "high": figure.high}


def _reliability_by_host() -> dict[str, str]:
    """How the bundled catalogue grades the hosts it knows; unknown ones are F."""
    catalogue = load_catalogue(None)
    if isinstance(catalogue, CatalogueProblem):
        return {}
    graded: dict[str, str] = {}
    for spec in catalogue:
        host = (urlsplit(spec.url).hostname or "").removeprefix("www.")
        graded[host] = min(graded.get(host, "F"), spec.reliability)
    return graded
