"""A clock that the demo sets by hand, in the place of ``bot.clock.SystemClock``.

It never goes back and never moves by itself, so that a season plays the same on every machine.
"""

from datetime import UTC, datetime, timedelta


class SeasonClock:
    """Stands still until ``advance_to`` or ``advance_by`` moves it; satisfies ``bot.clock.Clock``."""

    def __init__(self, start: datetime) -> None:
        """Begin at ``start``, which must be aware (``ValueError``)."""
        self._start = _utc(start)
        self._now = self._start

    def now(self) -> datetime:
        """The moment the season has reached, aware UTC."""
        return self._now

    def monotonic(self) -> float:
        """Seconds of season time since the start."""
        return (self._now - self._start).total_seconds()

    def advance_to(self, moment: datetime) -> None:
        """Move to ``moment``; an earlier one is ignored, because time never goes back."""
        self._now = max(self._now, _utc(moment))

    def advance_by(self, step: timedelta) -> None:
        """Move on by ``step``; a negative step is ignored."""
        self.advance_to(self._now + step)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("the season's clock needs aware times")
    return moment.astimezone(UTC)
