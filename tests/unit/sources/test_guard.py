"""The wall below HTTP: what is dialled, and what never is.

127.0.0.1 plays an internal host and 127.0.0.2 a public one; the guard itself sees the addresses
that the fake name service hands out.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest

from bot.model.source import Failed
from bot.sources.client import Body, GuardedClient
from bot.sources.discovery import discover
from bot.sources.network import SystemResolver, UnknownHostError
from bot.sources.parsing import Parser
from tests.fakes.names import INTERNAL_HOST, PUBLIC_HOST, FakeNames, RecordingDialler
from tests.fakes.web import FakeWeb

PUBLIC_ADDRESS = "93.184.216.34"
OTHER_PUBLIC_ADDRESS = "93.184.216.35"


class Net:
    """A little internet: one public server, one internal server that holds a secret."""

    def __init__(self, public: FakeWeb, internal: FakeWeb) -> None:
        self.public = public
        self.internal = internal
        self.names = FakeNames({"good.example": [PUBLIC_ADDRESS]})
        inside = (INTERNAL_HOST, internal.port)
        self.dialler = RecordingDialler(
            {PUBLIC_ADDRESS: (PUBLIC_HOST, public.port)}
            | dict.fromkeys(
                ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"],
                inside,
            )
        )

    def client(self, allow: frozenset[tuple[str, int]] = frozenset()) -> GuardedClient:
        return GuardedClient(allow, resolver=self.names, dialler=self.dialler)


@pytest.fixture
async def net() -> AsyncIterator[Net]:
    async with FakeWeb(PUBLIC_HOST) as public, FakeWeb(INTERNAL_HOST) as internal:
        public.publish("/feed", "hello", "text/plain")
        internal.publish("/feed", "secret", "text/plain")
        internal.publish("/", "secret", "text/plain")
        yield Net(public, internal)


async def fetched(client: GuardedClient, url: str) -> Body | Failed:
    async with client:
        answer = await client.fetch(url)
    assert isinstance(answer, Body | Failed)
    return answer


async def test_a_public_address_is_resolved_once_and_dialled_as_judged(net: Net) -> None:
    answer = await fetched(net.client(), "http://good.example/feed")
    assert isinstance(answer, Body)
    assert answer.content == b"hello"
    assert net.names.asked == ["good.example"]
    assert net.dialler.dialled == [(PUBLIC_ADDRESS, 80)]
    assert net.public.requests[0].header("host") == "good.example"


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        [PUBLIC_ADDRESS, "10.0.0.1"],
        ["10.0.0.1", PUBLIC_ADDRESS],
        [PUBLIC_ADDRESS, "fe80::1%eth0"],
    ],
)
async def test_a_name_with_any_inner_address_is_refused_and_never_dialled(
    net: Net, addresses: list[str]
) -> None:
    net.names.names["trap.example"] = addresses
    answer = await fetched(net.client(), "http://trap.example/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "address"
    assert net.dialler.dialled == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "2130706433", "0x7f.1", "127.1", "0", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]", "169.254.169.254",
    ],
)  # fmt: skip
async def test_no_spelling_of_an_inner_host_is_dialled(net: Net, host: str) -> None:
    class Literals(FakeNames):
        """Resolves numeric hosts as the system does, without asking anybody."""

        async def __call__(self, host: str, port: int) -> Sequence[str]:
            try:
                return await SystemResolver()(host, port)
            except UnknownHostError:
                return []

    net.names = Literals({})
    answer = await fetched(net.client(), f"http://{host}/feed")
    assert isinstance(answer, Failed)
    assert answer.reason in ("address", "unreachable")
    assert net.dialler.dialled == []
    assert net.internal.requests == []


@pytest.mark.parametrize(
    "target",
    [
        "http://trap.example/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "//trap.example/",
        "http://good.example:22/",
        "file:///etc/passwd",
        "ftp://good.example/",
        "http://user@good.example/",
        "http://good.example\\@127.0.0.1/",
        "gopher://trap.example/",
    ],
)
async def test_a_redirect_to_inside_or_to_another_scheme_is_refused(net: Net, target: str) -> None:
    net.names.names |= {"trap.example": ["127.0.0.1"], "127.0.0.1": ["127.0.0.1"], "::1": ["::1"]}
    net.public.redirect("/feed", target)
    answer = await fetched(net.client(), "http://good.example/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "address"
    assert net.dialler.dialled == [(PUBLIC_ADDRESS, 80)]
    assert net.internal.requests == []


async def test_a_name_that_changes_its_answer_between_hops_is_judged_anew(net: Net) -> None:
    answers = iter([[PUBLIC_ADDRESS], ["127.0.0.1"]])

    class Rebinding(FakeNames):
        async def __call__(self, host: str, port: int) -> Sequence[str]:
            return next(answers)

    net.names = Rebinding({})
    net.public.redirect("/feed", "/other")
    answer = await fetched(net.client(), "http://good.example/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "address"
    assert net.dialler.dialled == [(PUBLIC_ADDRESS, 80)]


async def test_an_allowed_pair_may_be_internal_and_nothing_beside_it(net: Net) -> None:
    net.names.names["bridge.local"] = ["127.0.0.1"]
    allow = frozenset({("bridge.local", 1200)})
    answer = await fetched(net.client(allow), "http://bridge.local:1200/feed")
    assert isinstance(answer, Body)
    assert answer.content == b"secret"
    refused = await fetched(net.client(allow), "http://bridge.local/feed")
    assert isinstance(refused, Failed)
    assert refused.reason == "address"


async def test_a_stranger_cannot_redirect_to_an_allowed_pair(net: Net) -> None:
    net.names.names["bridge.local"] = ["127.0.0.1"]
    net.public.redirect("/feed", "http://bridge.local:1200/feed")
    answer = await fetched(net.client(frozenset({("bridge.local", 1200)})), "http://good.example/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "address"
    assert net.internal.requests == []


async def test_a_dead_address_gives_way_to_the_next_one(net: Net) -> None:
    net.names.names["good.example"] = ["2a00::dead", OTHER_PUBLIC_ADDRESS, PUBLIC_ADDRESS]
    answer = await fetched(net.client(), "http://good.example/feed")
    assert isinstance(answer, Body)
    assert net.dialler.dialled == [(OTHER_PUBLIC_ADDRESS, 80), (PUBLIC_ADDRESS, 80)]


async def test_a_name_without_address_is_unreachable(net: Net) -> None:
    answer = await fetched(net.client(), "http://nobody.example/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "unreachable"


async def test_the_environment_cannot_slip_a_proxy_in_between(
    net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", net.internal.url("/"))
    monkeypatch.setenv("ALL_PROXY", net.internal.url("/"))
    answer = await fetched(net.client(), "http://good.example/feed")
    assert isinstance(answer, Body)
    assert net.internal.requests == []


async def test_the_system_resolver_answers_for_numeric_hosts() -> None:
    assert await SystemResolver()("127.0.0.1", 80) == ["127.0.0.1"]


async def test_a_cancelled_look_up_leaves_nothing_behind() -> None:
    resolver = SystemResolver()
    task = asyncio.create_task(resolver("127.0.0.1", 80))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await resolver("127.0.0.1", 80) == ["127.0.0.1"]


@pytest.mark.parametrize("referrer", ["http://good.example/feed", "nonsense", ""])
async def test_a_strangers_content_cannot_name_an_allowed_pair(net: Net, referrer: str) -> None:
    net.names.names["bridge.local"] = ["127.0.0.1"]
    async with net.client(frozenset({("bridge.local", 1200)})) as client:
        answer = await client.fetch("http://bridge.local:1200/feed", referrer=referrer)
    assert isinstance(answer, Failed)
    assert answer.reason == "address"
    assert net.internal.requests == []


async def test_the_content_of_an_allowed_pair_may_name_it_and_the_outside(net: Net) -> None:
    net.names.names["bridge.local"] = ["127.0.0.1"]
    inside = "http://bridge.local:1200/feed"
    async with net.client(frozenset({("bridge.local", 1200)})) as client:
        answers = [
            await client.fetch(url, referrer=inside)
            for url in ("http://bridge.local:1200/feed", "http://good.example/feed")
        ]
    assert all(isinstance(answer, Body) for answer in answers), answers
    assert all(request.header("referer") is None for request in net.internal.requests)


async def test_a_page_outside_cannot_lead_discovery_to_an_allowed_pair(net: Net) -> None:
    net.names.names["bridge.local"] = ["127.0.0.1"]
    link = '<link rel="alternate" type="application/rss+xml" href="http://bridge.local:1200/feed">'
    net.public.publish("/", f"<html><head>{link}</head></html>", "text/html")
    now = datetime(2025, 11, 27, 12, 0, tzinfo=UTC)
    async with net.client(frozenset({("bridge.local", 1200)})) as client, Parser() as parser:
        found = await discover("http://good.example/", client, parser, now)
    assert isinstance(found, Failed)
    assert net.internal.requests == []
