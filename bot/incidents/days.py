"""How far apart the dates of a report and of an incident are, and how firmly.

One happening may be dated by the crossing, the fight and the statement, so alternative days count;
but only within a day of each other, or chains of alternatives would weld what lies days apart.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.incidents.policy import Policy
from bot.model.report import EventDate

EXACT_PRECISION = 1
VAGUE_FROM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """``days`` between two dates by the nearest reading; ``main`` between the principal dates alone.

    ``explicit`` when both texts name their day; ``vague`` when one is only known to a week or worse;
    ``inferred_span`` when one is an undated text's guess of several days.
    """

    days: int
    main: int
    explicit: bool
    vague: bool
    inferred_span: bool
    later: bool
    earlier: bool = False

    @property
    def same_day(self) -> bool:
        """Whether some reading of both dates falls on one day."""
        return self.days == 0


def gap(report: EventDate, incident: EventDate, policy: Policy) -> Gap:
    """Measure the gap between a report's date and an incident's, in days; ``later``: report
    after, ``earlier``: before."""
    main = span_gap((report.start, report.end), (incident.start, incident.end))
    mine = {report.start, *report.alternatives}
    theirs = {incident.start, *incident.alternatives}
    other = min(
        *(span_gap((day, day), (incident.start, incident.end)) for day in mine),
        *(span_gap((day, day), (report.start, report.end)) for day in theirs),
        *(abs((a - b).days) for a in mine for b in theirs),
    )
    days = min(main, other) if other <= policy.alternative_days else main
    return Gap(
        days=days,
        main=main,
        explicit=report.explicit and incident.explicit,
        vague=max(report.precision, incident.precision) >= VAGUE_FROM,
        inferred_span=any(
            not d.explicit and d.precision > EXACT_PRECISION and d.end > d.start for d in (report, incident)
        ),
        later=report.start > incident.end,
        earlier=report.end < incident.start,
    )


def span_gap(one: tuple[date, date], other: tuple[date, date]) -> int:
    """Days between two inclusive spans; 0 where they share a day."""
    if one[0] > other[1]:
        return (one[0] - other[1]).days
    return max(0, (other[0] - one[1]).days)


def shift(day: date, days: int) -> date:
    """The day so many days on, kept inside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
