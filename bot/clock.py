"""The only reader of the wall clock.

A worker asks once per tick and passes ``now`` on; whatever decides takes it as an argument.
``monotonic`` serves pacing and watchdogs, which must survive a clock that is set back.
"""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the application needs of time."""

    def now(self) -> datetime:
        """The present moment, aware UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds on a scale that never goes back."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, aware UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds on a scale that never goes back."""
        return time.monotonic()
