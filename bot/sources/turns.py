"""Turns: one request at a time for each host.

A source that is slow keeps nobody but itself waiting. Nothing here knows what a request is, and a host for
which nobody waits is forgotten.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class HostTurns:
    """One request at a time per host; forgets a host when nobody waits for it."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Hold the host's turn for the length of the block."""
        lock, users = self._locks.get(host, (asyncio.Lock(), 0))
        self._locks[host] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks.pop(host)
            if users > 1:
                self._locks[host] = (lock, users - 1)
