"""When a source is visited next. Pure, and without randomness: the spread is a hash of the slug.

Good visits keep to a grid of the source's own interval, shifted by its slug, so that sources of one
interval never fall due together and a slow poll does not push the next one back.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from bot.model.source import Failed, Source, Visit

FAILURES_BEFORE_BACK_OFF = 3
LONGEST_BACK_OFF = timedelta(hours=6)
FIRST_POLLS_SPREAD = timedelta(seconds=60)

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_HASH_RANGE = 2**32


def interval(source: Source, floor_seconds: int) -> timedelta:
    """The pause between polls: the source's wish, but at least the floor of the settings."""
    return timedelta(seconds=max(source.spec.interval_seconds, floor_seconds, 1))


def next_poll_at(visit: Visit, source: Source, now: datetime, floor_seconds: int) -> datetime:
    """The moment of the next poll after ``visit``, which ended at ``now``.

    ``source`` is the source as it was before the visit: ``failures`` counts the failures in a row
    before this one. From the third in a row on the pause doubles, up to six hours; a parser that
    was brought down doubles it from the first, because that costs all sources. ``Retry-After`` is
    a lower bound.
    """
    usual = interval(source, floor_seconds)
    if not isinstance(visit, Failed):
        return _next_on_grid(source.spec.slug, usual, now)
    doublings = source.failures + 1 - (FAILURES_BEFORE_BACK_OFF - 1)
    if visit.reason == "parser":
        doublings = source.failures + 1
    pause = min(usual * (1 << min(max(doublings, 0), 20)), max(usual, LONGEST_BACK_OFF))
    if visit.retry_after_seconds is not None:
        pause = max(pause, timedelta(seconds=visit.retry_after_seconds))
    # A little later for each by its own measure, lest a whole host's sources come back as one.
    return now + pause + min(pause / 20, FIRST_POLLS_SPREAD) * _share(source.spec.slug)


def first_poll_at(source: Source, now: datetime) -> datetime:
    """The moment of a source's first poll: all sources are spread over a minute."""
    return now + FIRST_POLLS_SPREAD * _share(source.spec.slug)


def _next_on_grid(slug: str, usual: timedelta, now: datetime) -> datetime:
    """The first point of the source's grid that is at least half an interval away."""
    earliest = now + usual / 2
    steps = -((_EPOCH + usual * _share(slug) - earliest) // usual)
    return _EPOCH + usual * _share(slug) + usual * steps


def _share(slug: str) -> float:
    """A number in [0, 1) that depends on the slug alone."""
    digest = hashlib.blake2b(slug.encode(), digest_size=4, person=b"bw-schedule").digest()
    return int.from_bytes(digest) / _HASH_RANGE
