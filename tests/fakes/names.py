"""A fake name service and a dialler that knows loopback only.

Behind the real guard these stand for the internet: names get the addresses a test gives them, and
an address that the guard let through is dialled at the loopback server that plays it. Whatever was
asked for is recorded, so a test can show that a forbidden address was never dialled.
"""

from collections.abc import Mapping, Sequence

import httpcore

from bot.sources.network import dial

INTERNAL_HOST = "127.0.0.1"
PUBLIC_HOST = "127.0.0.2"


class FakeNames:
    """A resolver: a table of names. Numeric hosts resolve to themselves, as with the real one."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self.names = dict(names)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self.names.get(host, [])


class RecordingDialler:
    """Dials the loopback server that plays an address; any other address is recorded and refused."""

    def __init__(self, players: Mapping[str, tuple[str, int]]) -> None:
        self.players = dict(players)
        self.dialled: list[tuple[str, int]] = []

    async def __call__(self, address: str, port: int, seconds: float) -> httpcore.AsyncNetworkStream:
        self.dialled.append((address, port))
        if address not in self.players:
            raise httpcore.ConnectError("nobody plays this address")
        host, real_port = self.players[address]
        assert host.startswith("127."), "tests dial loopback only"
        return await dial(host, real_port, seconds)
