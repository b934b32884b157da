"""When the loops are woken: those that wait for a moment every second, those that tidy up every minute.

APScheduler only wakes; what is due is a query, and each loop wakes by itself as well. Nothing may depend on
a wake-up that comes in time.
"""

from collections.abc import Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

TICK_SECONDS = 1
HOUSEKEEPING_SECONDS = 60


def start_waking(wake: Callable[[str], None]) -> AsyncIOScheduler:
    """A running scheduler that calls ``wake`` with the name of each loop."""
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for name in ("collector", "dispatcher", "reception"):
        scheduler.add_job(wake, "interval", seconds=TICK_SECONDS, args=[name], id=name)
    for name in ("analyst", "janitor", "first_start"):
        scheduler.add_job(wake, "interval", seconds=HOUSEKEEPING_SECONDS, args=[name], id=name)
    scheduler.start()
    return scheduler
