"""Questions: the latest incidents, one incident whole, and tolls with the list behind them."""

from dataclasses import replace
from datetime import date

from bot.desk.health import health, read_health
from bot.desk.places import BORDER_KIND, resolve
from bot.desk.surroundings import UseCases
from bot.incidents.refs import parse_ref
from bot.incidents.tally import tally
from bot.model.answers import Health, IncidentFile, Latest, OtherCount, Problem, TollAnswer
from bot.model.document import DUSHANBE
from bot.model.vocabulary import Measure
from bot.store import incidents, reports
from bot.store.database import Session

MOST_LATEST = 20
OTHERS_SEARCHED = 50
OTHERS_SHOWN = 3
TOLD_MEASURES = frozenset({Measure.KILLED, Measure.INCIDENTS})


class Asking(UseCases):
    """The use-cases that only read."""

    async def status(self) -> Health:
        """How we are, and whether silence can be trusted."""
        return await health(self._around)

    async def latest(self, place_text: str, limit: int) -> Latest | Problem:
        """The newest incidents at a place (in any writing), or everywhere."""
        place = resolve(place_text, self._around.knowledge)
        if isinstance(place, Problem):
            return place
        now = self._around.clock.now()
        places = None if place is None else (place.id,)

        def look(session: Session) -> Latest:
            found = incidents.latest(session, min(max(limit, 1), MOST_LATEST), places=places)
            return Latest(place=place, incidents=found, health=read_health(session, self._around, now))

        return await self._around.database.read(look)

    async def incident(self, ref_text: str) -> IncidentFile | Problem:
        """One incident with its reports and history; an old reference finds what it became."""
        if not ref_text.strip():
            return Problem(code="reference_needed")
        ref = parse_ref(ref_text)
        if ref is None:
            return Problem(code="reference_malformed", values=(("text", ref_text.strip()),))

        def look(session: Session) -> IncidentFile | Problem:
            incident = incidents.find_by_ref(session, ref)
            if incident is None:
                return Problem(code="reference_unknown", values=(("ref", ref),))
            return IncidentFile(
                asked=ref,
                incident=incident,
                reports=reports.linked_reports(session, incident.id),
                revisions=incidents.revisions(session, incident.id),
            )

        return await self._around.database.read(look)

    async def toll(
        self, place_text: str, since: date | None = None, until: date | None = None
    ) -> TollAnswer | Problem:
        """Our own count over a place and a period, and what others count, marked as theirs."""
        place = resolve(place_text, self._around.knowledge)
        if isinstance(place, Problem):
            return place
        if since is not None and until is not None and until < since:
            return Problem(
                code="dates_reversed", values=(("since", since.isoformat()), ("until", until.isoformat()))
            )
        now = self._around.clock.now()
        if since is not None and since > now.astimezone(DUSHANBE).date():
            return Problem(code="date_in_future", values=(("since", since.isoformat()),))

        def count(session: Session) -> TollAnswer:
            found = incidents.between(session, since, until)
            inner = place
            if place is not None and place.kind == BORDER_KIND:
                found = tuple(one for one in found if one.snapshot.scene.border == place.id)
                inner = None
            toll = tally(
                found, since=since, until=until, place=inner, gazetteer=self._around.knowledge.gazetteer
            )
            if place is not None:
                toll = replace(toll, place=place.name)
            others = () if place is not None else _others(session)
            return TollAnswer(toll=toll, others=others, health=read_health(session, self._around, now))

        return await self._around.database.read(count)


def _others(session: Session) -> tuple[OtherCount, ...]:
    """The newest totals of others, each said once however often it was reprinted.

    A total that an outlet gives without naming whose it is (in a title) goes with the named one.
    """
    found = [
        other for other in reports.other_counts(session, OTHERS_SEARCHED) if other.measure in TOLD_MEASURES
    ]
    named = {(other.outlet, other.measure, other.value) for other in found if other.by != other.outlet}
    seen: dict[tuple[str, str, int], OtherCount] = {}
    for other in found:
        if other.by != other.outlet or (other.outlet, other.measure, other.value) not in named:
            seen.setdefault((other.by.casefold(), other.measure, other.value), other)
    return tuple(seen.values())[:OTHERS_SHOWN]
