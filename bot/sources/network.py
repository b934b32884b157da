"""The wall between the bot and the network: resolve once, judge every answer, dial what was judged.

It sits below HTTP and TLS, where no spelling of a URL, no redirect and no name server that changes
its mind between check and dial can pass it. ``bot.sources.client`` is its only user; nothing else
may open outgoing connections for sources.
"""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import httpcore

from bot.sources.addresses import PUBLIC_PORTS, HostPort, is_public

MAX_ADDRESSES_DIALLED = 4
DIAL_SECONDS = 6.0
MAX_LOOKUPS_IN_FLIGHT = 32

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
Dialler = Callable[[str, int, float], Awaitable[httpcore.AsyncNetworkStream]]


class ForbiddenAddressError(Exception):
    """The host has an address, or the URL a port, that must not be dialled."""


class UnknownHostError(Exception):
    """The name has no address, or nobody answered for it."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """A network backend that dials public addresses only.

    ``allow`` lists (host, port) pairs that may be internal. A host is refused when **any** of its
    addresses is not public: a name with mixed answers is an attack or a mistake.
    """

    def __init__(
        self, allow: frozenset[HostPort], resolver: Resolver | None = None, dialler: Dialler | None = None
    ) -> None:
        self._allow = allow
        self._resolve = resolver or SystemResolver()
        self._dial = dialler or dial

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first judged address that answers.

        Raises ``ForbiddenAddressError``, ``UnknownHostError``, or httpcore's connect errors.
        """
        del local_address, socket_options
        addresses = await self._judged(host.rstrip(".").lower(), port)
        seconds = DIAL_SECONDS if timeout is None else min(timeout, DIAL_SECONDS)
        failure: Exception = UnknownHostError(host)
        for address in addresses[:MAX_ADDRESSES_DIALLED]:
            try:
                return await self._dial(address, port, seconds)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _judged(self, host: str, port: int) -> Sequence[str]:
        allowed = (host, port) in self._allow
        if not allowed and port not in PUBLIC_PORTS:
            raise ForbiddenAddressError(f"port {port}")
        addresses = list(dict.fromkeys(await self._resolve(host, port)))
        if not addresses:
            raise UnknownHostError(host)
        if not allowed and not all(is_public(address) for address in addresses):
            raise ForbiddenAddressError("an address that is not public")
        # IPv4 first: a host with a dead IPv6 line is more common than the reverse.
        return sorted(addresses, key=lambda address: ":" in address)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: no source lives behind a local socket."""
        del path, timeout, socket_options
        raise ForbiddenAddressError("a local socket")

    async def sleep(self, seconds: float) -> None:
        """Wait between attempts, as the interface asks."""
        await asyncio.sleep(seconds)


async def dial(address: str, port: int, seconds: float) -> httpcore.AsyncNetworkStream:
    """Open a TCP connection to a numeric address."""
    return await httpcore.AnyIOBackend().connect_tcp(address, port, timeout=seconds)


class SystemResolver:
    """Name look-ups by the operating system, each in a thread of its own.

    A hanging name server then holds neither the event loop's shared threads nor the end of the
    process. At most ``MAX_LOOKUPS_IN_FLIGHT`` threads wait; beyond that a name counts as unknown.
    """

    def __init__(self) -> None:
        self._in_flight = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """Return the numeric addresses of ``host``; raises ``UnknownHostError``."""
        if self._in_flight >= MAX_LOOKUPS_IN_FLIGHT:
            raise UnknownHostError(host)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Sequence[str]] = loop.create_future()

        def settle(addresses: Sequence[str]) -> None:
            self._in_flight -= 1
            if not answer.done():
                answer.set_result(addresses)

        def look_up() -> None:
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                addresses = [str(entry[4][0]) for entry in found]
            except (OSError, UnicodeError):
                addresses = []
            try:
                loop.call_soon_threadsafe(settle, addresses)
            except RuntimeError:
                return  # the loop has ended: nobody waits for this answer

        self._in_flight += 1
        threading.Thread(target=look_up, name="name look-up", daemon=True).start()
        addresses = await answer
        if not addresses:
            raise UnknownHostError(host)
        return addresses
