"""The client against a web that misbehaves in every way it can think of."""

import asyncio
import shutil
import ssl
import subprocess
import time
import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.model.source import Failed, Validators
from bot.sources.client import Body, GuardedClient, NotModified
from bot.sources.transfer import FetchLimits
from tests.fakes.names import PUBLIC_HOST, FakeNames, RecordingDialler
from tests.fakes.web import FakeWeb

IMPATIENT = FetchLimits(deadline_seconds=0.4, grace_seconds=0.2)
ADDRESS = "93.184.216.34"


@pytest.fixture
async def web() -> AsyncIterator[FakeWeb]:
    async with FakeWeb() as server:
        yield server


async def fetched(web: FakeWeb, path: str, limits: FetchLimits | None = None) -> Body | NotModified | Failed:
    async with GuardedClient(frozenset({web.pair}), limits=limits) as client:
        return await client.fetch(web.url(path))


async def test_a_page_comes_with_its_validators_type_and_address(web: FakeWeb) -> None:
    web.publish(
        "/feed", "hello", "text/plain; charset=utf-8", '"v1"', last_modified="Mon, 24 Nov 2025 10:00:00 GMT"
    )
    answer = await fetched(web, "/feed")
    assert answer == Body(
        url=web.url("/feed"),
        content=b"hello",
        content_type="text/plain; charset=utf-8",
        validators=Validators(etag='"v1"', last_modified="Mon, 24 Nov 2025 10:00:00 GMT"),
    )


async def test_the_request_says_who_asks_and_nothing_more(web: FakeWeb) -> None:
    web.publish("/feed", "hello", "text/plain")
    await fetched(web, "/feed")
    headers = web.requests[0].headers
    assert "borderwatch" in headers["user-agent"]
    assert headers["accept-encoding"] == "gzip"
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


async def test_cookies_are_neither_kept_nor_sent(web: FakeWeb) -> None:
    web.publish("/feed", "hello", "text/plain", headers={"Set-Cookie": "track=1; Path=/"})
    async with GuardedClient(frozenset({web.pair})) as client:
        await client.fetch(web.url("/feed"))
        await client.fetch(web.url("/feed"))
    assert web.requests[1].header("cookie") is None


async def test_validators_make_the_request_conditional(web: FakeWeb) -> None:
    web.publish("/feed", "hello", "text/plain", '"v1"')
    async with GuardedClient(frozenset({web.pair})) as client:
        answer = await client.fetch(web.url("/feed"), validators=Validators(etag='"v1"'))
    assert isinstance(answer, NotModified)
    assert answer.validators.etag == '"v1"'
    assert web.requests[0].header("if-none-match") == '"v1"'


async def test_a_304_that_nobody_asked_for_is_a_failure(web: FakeWeb) -> None:
    web.fail("/feed", "304")
    answer = await fetched(web, "/feed")
    assert isinstance(answer, Failed)
    assert (answer.reason, answer.status) == ("status", 304)


async def test_gzip_is_unpacked(web: FakeWeb) -> None:
    web.publish("/feed", "сообщение " * 1000, "text/plain", compressed=True)
    answer = await fetched(web, "/feed")
    assert isinstance(answer, Body)
    assert answer.content.decode() == "сообщение " * 1000


@pytest.mark.parametrize("kind", ["nested", "brotli", "broken_gzip"])
async def test_codings_other_than_sound_gzip_are_refused(web: FakeWeb, kind: str) -> None:
    web.fail("/feed", kind)
    answer = await fetched(web, "/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "encoding"


async def test_a_gzip_bomb_is_cut_before_it_fills_the_memory(web: FakeWeb) -> None:
    web.fail("/feed", "bomb")
    tracemalloc.start()
    answer = await fetched(web, "/feed")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(answer, Failed)
    assert answer.reason == "too_big"
    assert peak < 16 * 1024 * 1024


@pytest.mark.parametrize("kind", ["huge", "endless"])
async def test_a_body_over_the_wire_cap_is_too_big(web: FakeWeb, kind: str) -> None:
    web.fail("/feed", kind)
    answer = await fetched(web, "/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "too_big"


@pytest.mark.parametrize("kind", ["silent", "drip", "drip_headers", "interim"])
async def test_a_server_that_plays_for_time_is_cut_by_the_deadline(web: FakeWeb, kind: str) -> None:
    web.fail("/feed", kind)
    started = time.monotonic()
    answer = await fetched(web, "/feed", IMPATIENT)
    assert time.monotonic() - started < 5
    assert isinstance(answer, Failed)
    assert answer.reason == "timeout"


async def test_a_dripping_body_is_cut_by_its_rate_long_before_the_deadline(web: FakeWeb) -> None:
    web.fail("/feed", "drip")
    started = time.monotonic()
    answer = await fetched(web, "/feed", FetchLimits(deadline_seconds=60, grace_seconds=0.2))
    assert time.monotonic() - started < 10
    assert isinstance(answer, Failed)
    assert "slowly" in answer.detail


async def test_redirects_share_one_deadline(web: FakeWeb) -> None:
    web.redirect("/feed", "/next")
    web.fail("/next", "drip_headers")
    answer = await fetched(web, "/feed", IMPATIENT)
    assert isinstance(answer, Failed)
    assert answer.reason == "timeout"


@pytest.mark.parametrize("kind", ["reset", "cut", "nonsense"])
async def test_a_broken_line_is_unreachable(web: FakeWeb, kind: str) -> None:
    web.fail("/feed", kind)
    answer = await fetched(web, "/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "unreachable"


async def test_a_closed_port_is_unreachable(web: FakeWeb) -> None:
    await web.stop()
    answer = await fetched(web, "/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "unreachable"


@pytest.mark.parametrize("status", ["204", "206", "403", "404", "410", "444", "500", "503"])
async def test_any_status_but_200_is_a_failure_that_names_it(web: FakeWeb, status: str) -> None:
    web.fail("/feed", status)
    answer = await fetched(web, "/feed")
    assert isinstance(answer, Failed)
    assert (answer.reason, answer.status) == ("status", int(status))


@pytest.mark.parametrize(
    ("said", "kept"),
    [("120", 120), ("5", 60), ("-1", 60), ("0", 60), ("1000000000", 21_600), ("soon", None), (None, None)],
)
async def test_retry_after_is_read_and_clamped(web: FakeWeb, said: str | None, kept: int | None) -> None:
    web.fail("/feed", "429", retry_after=said)
    answer = await fetched(web, "/feed")
    assert isinstance(answer, Failed)
    assert answer.retry_after_seconds == kept


async def test_retry_after_may_be_a_date(web: FakeWeb) -> None:
    web.fail(
        "/feed", "429", retry_after=format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    )
    answer = await fetched(web, "/feed")
    assert isinstance(answer, Failed)
    assert answer.retry_after_seconds is not None
    assert 590 <= answer.retry_after_seconds <= 600


async def test_redirects_are_followed_three_times_and_no_more(web: FakeWeb) -> None:
    for number in range(4):
        web.redirect(f"/{number}", f"/{number + 1}")
    web.publish("/4", "there", "text/plain")
    answer = await fetched(web, "/1")
    assert isinstance(answer, Body)
    assert answer.url == web.url("/4")
    too_far = await fetched(web, "/0")
    assert isinstance(too_far, Failed)
    assert too_far.reason == "redirect"


async def test_a_redirect_loop_ends(web: FakeWeb) -> None:
    web.redirect("/a", "/b")
    web.redirect("/b", "/a")
    answer = await fetched(web, "/a")
    assert isinstance(answer, Failed)
    assert answer.reason == "redirect"


async def test_a_redirect_without_an_address_is_a_failure(web: FakeWeb) -> None:
    web.fail("/feed", "302")
    answer = await fetched(web, "/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "redirect"


async def test_one_host_is_asked_once_at_a_time(web: FakeWeb) -> None:
    web.publish("/feed", "hello", "text/plain")
    async with GuardedClient(frozenset({web.pair})) as client:
        await asyncio.gather(*(client.fetch(web.url("/feed")) for _ in range(6)))
    assert len(web.requests) == 6
    assert web.most_at_once == 1


async def test_waiting_for_a_turn_does_not_count_against_the_deadline(web: FakeWeb) -> None:
    web.fail("/slow", "silent")
    web.publish("/feed", "hello", "text/plain")
    async with GuardedClient(frozenset({web.pair}), limits=IMPATIENT) as client:
        slow = [asyncio.create_task(client.fetch(web.url("/slow"))) for _ in range(3)]
        answer = await client.fetch(web.url("/feed"))
        await asyncio.gather(*slow)
    assert isinstance(answer, Body)


async def test_a_slow_host_does_not_hold_another_one_up(web: FakeWeb) -> None:
    web.fail("/slow", "silent")
    async with FakeWeb(PUBLIC_HOST) as other:
        other.publish("/feed", "hello", "text/plain")
        limits = FetchLimits(deadline_seconds=2, concurrency=2)
        async with GuardedClient(frozenset({web.pair, other.pair}), limits=limits) as client:
            slow = [asyncio.create_task(client.fetch(web.url("/slow"))) for _ in range(4)]
            await asyncio.sleep(0)
            started = time.monotonic()
            answer = await client.fetch(other.url("/feed"))
            assert time.monotonic() - started < 1.5
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)
    assert isinstance(answer, Body)


async def test_a_cancelled_fetch_frees_its_turn(web: FakeWeb) -> None:
    web.fail("/slow", "silent")
    web.publish("/feed", "hello", "text/plain")
    async with GuardedClient(frozenset({web.pair}), limits=FetchLimits(concurrency=1)) as client:
        slow = asyncio.create_task(client.fetch(web.url("/slow")))
        await web.first_request.wait()
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)
        answer = await asyncio.wait_for(client.fetch(web.url("/feed")), timeout=5)
    assert isinstance(answer, Body)


def _self_signed(folder: Path) -> ssl.SSLContext:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl program to make a certificate")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=good.example",
         "-addext", "subjectAltName=DNS:good.example", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    async with FakeWeb(PUBLIC_HOST, tls=_self_signed(tmp_path)) as web:
        web.publish("/feed", "hello", "text/plain")
        dialler = RecordingDialler({ADDRESS: (PUBLIC_HOST, web.port)})
        names = FakeNames({"good.example": [ADDRESS], "other.example": [ADDRESS]})
        async with GuardedClient(resolver=names, dialler=dialler) as client:
            stranger = await client.fetch("https://good.example/feed")
        trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
        async with GuardedClient(resolver=names, dialler=dialler, tls=trusting) as client:
            vouched = await client.fetch("https://good.example/feed")
            misnamed = await client.fetch("https://other.example/feed")
    assert isinstance(stranger, Failed)
    assert stranger.reason == "tls"
    assert isinstance(vouched, Body)
    assert isinstance(misnamed, Failed)
    assert misnamed.reason == "tls"
    assert len(web.requests) == 1


async def test_a_server_that_speaks_no_tls_is_a_tls_failure() -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(greet, PUBLIC_HOST, 0) as server:
        dialler = RecordingDialler({ADDRESS: (PUBLIC_HOST, server.sockets[0].getsockname()[1])})
        async with GuardedClient(resolver=FakeNames({"good.example": [ADDRESS]}), dialler=dialler) as client:
            answer = await client.fetch("https://good.example/feed")
    assert isinstance(answer, Failed)
    assert answer.reason == "tls"
