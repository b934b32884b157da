"""Every number of telling and delivering, in one value.

Nothing else in this package may hold a number that decides.
"""

from dataclasses import dataclass

from bot.model.vocabulary import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """How often a send whose answer never came may be repeated. ``limit`` None: until it expires."""

    limit: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPolicy:
    """Repeats, back-off and life of a delivery. Seconds and hours; attempts count sends."""

    critical: Repeats = Repeats(limit=None)
    ordinary: Repeats = Repeats(limit=2)
    cosmetic: Repeats = Repeats(limit=0)
    first_repeat_seconds: float = 15.0
    longest_repeat_seconds: float = 600.0
    spread_share: float = 0.25
    first_unreached_seconds: float = 5.0
    longest_unreached_seconds: float = 120.0
    shortest_wait_seconds: float = 1.0
    suspended_hours: float = 1.0
    suspended_tries: int = 24
    moves: int = 3
    life_hours: float = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshnessPolicy:
    """What is still news: hours since publication, days since the event."""

    published_hours: float = 48.0
    event_days: int = 14
    late_days: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingPolicy:
    """How long a change is held so that what follows at once is told with it. Seconds."""

    unconfirmed_seconds: float = 90.0
    confirmed_seconds: tuple[tuple[Severity, float], ...] = (
        (Severity.CRITICAL, 0.0),
        (Severity.HIGH, 15.0),
        (Severity.MEDIUM, 60.0),
        (Severity.LOW, 60.0),
    )
    between_sounds_seconds: float = 600.0


DELIVERY = DeliveryPolicy()
FRESHNESS = FreshnessPolicy()
SETTLING = SettlingPolicy()
