"""Redirects, decided by hand: where a fetch may go next, and whether the source has moved.

Each hop is vetted like the first address; the guard then judges its host when it is dialled.
Pure: no request is made here.
"""

from urllib.parse import urljoin

from bot.model.source import Failed
from bot.sources.addresses import (
    MAX_URL_CHARACTERS,
    HostPort,
    RefusedUrl,
    VettedUrl,
    holds_forbidden,
    same_site,
    vet_url,
)

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
PERMANENT_STATUSES = frozenset({301, 308})


def leads_inside(origin: VettedUrl | RefusedUrl, target: VettedUrl, allow: frozenset[HostPort]) -> bool:
    """Whether an address that is not itself an allowed pair points at one that is.

    What the setting lets in is for sources that name it, not for strangers that point at it.
    """
    inner_origin = isinstance(origin, VettedUrl) and origin.pair in allow
    return target.pair in allow and not inner_origin


class Trail:
    """The way of one fetch from its first address to the present one.

    ``moved_to`` names the address on another site that an unbroken chain of permanent redirects
    led to; the source is not rewritten by it, an operator is told.
    """

    def __init__(self, start: VettedUrl, allow: frozenset[HostPort], most: int) -> None:
        self._start = start
        self._allow = allow
        self._left = most
        self._permanent = True
        self.current = start
        self.moved_to: str | None = None

    def follow(self, status: int, location: str) -> Failed | None:
        """Move on to the address a redirect names, or say why that is refused."""
        if not location:
            return Failed(reason="redirect", detail=f"HTTP {status} without an address", status=status)
        if self._left == 0:
            return Failed(reason="redirect", detail="too many redirects", status=status)
        self._left -= 1
        target = self._target(location.strip())
        if isinstance(target, RefusedUrl):
            return Failed(reason="address", detail=f"redirect: {target.why}", status=status)
        if self.current.scheme == "https" and target.scheme == "http":
            return Failed(reason="redirect", detail="from https to http", status=status)
        if leads_inside(self.current, target, self._allow):
            return Failed(reason="address", detail="redirect to an inner address", status=status)
        self._permanent = self._permanent and status in PERMANENT_STATUSES
        if self._permanent and not same_site(self._start.host, target.host):
            self.moved_to = target.text
        self.current = target
        return None

    def _target(self, location: str) -> VettedUrl | RefusedUrl:
        # Before joining, which silently drops line breaks and leading control characters.
        if len(location) > MAX_URL_CHARACTERS or holds_forbidden(location):
            return RefusedUrl(why="too long, or holds a space, a backslash or a control character")
        try:
            return vet_url(urljoin(self.current.text, location), self._allow)
        except ValueError:
            return RefusedUrl(why="malformed")
