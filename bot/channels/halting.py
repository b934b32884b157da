"""Whether sending is stopped altogether, because the token or the account is in question.

Subscribers and queue stay untouched meanwhile; a probe now and then asks whether all is well. Pure
bookkeeping on monotonic seconds that the caller passes in. Must not spin: as long as no message was
really accepted, each halt lasts longer than the one before, even if every probe succeeds.
"""

PAUSES_SECONDS = (5.0, 10.0, 20.0, 40.0, 90.0)


class Halting:
    """Running at first."""

    def __init__(self) -> None:
        self._until: float | None = None
        self._times = 0

    @property
    def halted(self) -> bool:
        """Whether nothing may be sent."""
        return self._until is not None

    def halt(self, now: float) -> None:
        """Stop; the next probe comes after a pause. Stopping twice is stopping once."""
        if self._until is None:
            self._pause(now)

    def may_probe(self, now: float) -> bool:
        """Whether it is time to ask again."""
        return self._until is not None and now >= self._until

    def probed(self, now: float, *, good: bool) -> None:
        """Note a probe's answer: run again, or pause for longer."""
        if good:
            self._until = None
        else:
            self._pause(now)

    def accepted(self) -> None:
        """A message was accepted: the trouble is over."""
        self._times = 0

    def _pause(self, now: float) -> None:
        self._until = now + PAUSES_SECONDS[min(self._times, len(PAUSES_SECONDS) - 1)]
        self._times += 1
