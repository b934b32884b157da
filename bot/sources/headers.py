"""Response headers that are believed only within bounds.

A server may ask for a pause of thirty years or hand out a validator of a megabyte; both are
outside words that come back later as requests or delays.
"""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from bot.model.source import Validators

SHORTEST_RETRY_SECONDS = 60
LONGEST_RETRY_SECONDS = 6 * 3600
MAX_ETAG_CHARACTERS = 256
MAX_DATE_CHARACTERS = 64

_PRINTABLE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_SECONDS = re.compile(r"-?[0-9]{1,18}")


def clean_validators(etag: str | None, last_modified: str | None) -> Validators:
    """Keep the validators that can be sent back safely: printable ASCII of bounded length."""
    return Validators(
        etag=_printable(etag, MAX_ETAG_CHARACTERS),
        last_modified=_printable(last_modified, MAX_DATE_CHARACTERS),
    )


def retry_after_seconds(value: str | None, server_date: str | None, now: datetime | None) -> int | None:
    """Read ``Retry-After`` (RFC 9110 10.2.3), clamped to a minute and six hours.

    A date counts from the server's own ``Date``, so that a wrong clock on either side does not
    matter; without one it counts from ``now``. None when absent or unreadable.
    """
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        return _clamped(int(text))
    until = _moment(text)
    start = _moment(server_date or "") or now
    if until is None or start is None:
        return None
    return _clamped(int((until - start).total_seconds()))


def _clamped(seconds: int) -> int:
    return max(SHORTEST_RETRY_SECONDS, min(seconds, LONGEST_RETRY_SECONDS))


def _moment(text: str) -> datetime | None:
    if not text or len(text) > MAX_DATE_CHARACTERS:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError, IndexError):
        return None
    # A zone of "-0000" parses as naive; a comparison with an aware time would then raise.
    return moment if moment.tzinfo is not None else None


def _printable(value: str | None, most: int) -> str | None:
    text = (value or "").strip()
    return text if len(text) <= most and _PRINTABLE.fullmatch(text) else None
