"""Whether an incident is still news: freshness is the alert's business, not the reader's.

A first report is pushed if it was published within 48 hours and the event is at most 14
days old; from 3 days on the card says so. All else is stored and searchable, never pushed.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.alerts.policy import FRESHNESS, FreshnessPolicy
from bot.model.document import DUSHANBE
from bot.model.incident import Snapshot


class Freshness(StrEnum):
    """FRESH is pushed, LATE is pushed and marked so, STALE is never pushed."""

    FRESH = "fresh"
    LATE = "late"
    STALE = "stale"


def freshness(
    snapshot: Snapshot,
    published_at: datetime | None,
    first_seen_at: datetime,
    now: datetime,
    policy: FreshnessPolicy = FRESHNESS,
) -> Freshness:
    """Judge how fresh an incident is at ``now``. All times are aware.

    Without a time of publication, or with one in the future, the time we first saw it counts. The age of
    the event is counted in days of the region (UTC+5) from its last day.
    """
    published = first_seen_at if published_at is None else min(published_at, first_seen_at)
    if now - published > timedelta(hours=policy.published_hours):
        return Freshness.STALE
    age_days = (now.astimezone(DUSHANBE).date() - snapshot.date.end).days
    if age_days > policy.event_days:
        return Freshness.STALE
    return Freshness.LATE if age_days >= policy.late_days else Freshness.FRESH
