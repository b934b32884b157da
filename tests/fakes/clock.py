"""A clock that stands still until a test moves it; satisfies ``bot.clock.Clock``."""

from datetime import UTC, datetime, timedelta


class HandClock:
    """Wall clock and monotonic seconds move together, forward only."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._now = self._start

    def now(self) -> datetime:
        """The moment it is set to, aware UTC."""
        return self._now

    def monotonic(self) -> float:
        """Seconds since it was made."""
        return (self._now - self._start).total_seconds()

    def to(self, moment: datetime) -> None:
        """Set it to a later moment."""
        assert moment >= self._now, "time never goes back"
        self._now = moment.astimezone(UTC)

    def on(self, **step: float) -> None:
        """Move on by a step, given as for ``timedelta``: ``clock.on(minutes=2)``."""
        self.to(self._now + timedelta(**step))
