"""The season's progress line, as one pure function.

The line is drawn over and over on a terminal; it never moves the cursor or prints by itself.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo

FULL, PART_DONE, OPEN = "█", "▌", "░"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the season is: its bounds, the moment reached, and what the store holds so far."""

    opening: datetime
    closing: datetime
    now: datetime
    reports: int
    incidents: int

    @property
    def share(self) -> float:
        """The part of the season that is over, 0 to 1."""
        whole = (self.closing - self.opening).total_seconds()
        done = (self.now - self.opening).total_seconds()
        return min(1.0, max(0.0, done / whole)) if whole > 0 else 1.0


def progress_line(
    progress: Progress,
    *,
    zone: tzinfo,
    width: int = 30,
    words: str = "reports {reports} · incidents {incidents}",
) -> str:
    """One line: the local day, a bar of ``width`` cells, and the counts in ``words``."""
    halves = int(progress.share * width * 2)
    bar = FULL * (halves // 2) + PART_DONE * (halves % 2)
    counts = words.format(reports=progress.reports, incidents=progress.incidents)
    return f"{progress.now.astimezone(zone):%Y-%m-%d %H:%M}  {bar:{OPEN}<{width}}  {counts}"
