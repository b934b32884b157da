"""The one way out: every fetch of a feed, a page or a redirect goes through this client.

It sends no cookies, no credentials and no environment proxy, verifies TLS, follows redirects by
hand and judges every hop anew. Failures are values. It must never be given a URL by a shortcut
around ``fetch``, and no other module of the sources may import httpx.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self

import httpcore
import httpx

from bot.model.source import Failed, Validators
from bot.sources.addresses import HostPort, RefusedUrl, VettedUrl, vet_url
from bot.sources.headers import clean_validators, retry_after_seconds
from bot.sources.network import Dialler, ForbiddenAddressError, GuardedBackend, Resolver, UnknownHostError
from bot.sources.redirects import REDIRECT_STATUSES, Trail, leads_inside
from bot.sources.transfer import FetchLimits, read_body
from bot.sources.turns import HostTurns

USER_AGENT = "borderwatch/0.1 (news feed reader)"
ACCEPT_FEED = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A page or feed as it came, decompressed. ``url`` is where it was found in the end.

    ``moved_to`` is set when the server said that the address has moved for good to another site.
    """

    url: str
    content: bytes
    content_type: str
    validators: Validators
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that nothing changed since the validators were given."""

    validators: Validators
    moved_to: str | None = None


class GuardedClient:
    """Fetches untrusted URLs within the bounds of ``FetchLimits``.

    One request at a time per host, ``limits.concurrency`` in all; waiting for one's turn does not
    count against the deadline. ``resolver`` and ``dialler`` are the seams for tests. The client is
    opened on first use, because a TLS context costs time and memory.
    """

    def __init__(
        self,
        allow: frozenset[HostPort] = frozenset(),
        *,
        resolver: Resolver | None = None,
        dialler: Dialler | None = None,
        limits: FetchLimits | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allow = allow
        self._backend = GuardedBackend(allow, resolver, dialler)
        self._limits = limits or FetchLimits()
        self._tls = tls
        self._http: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()
        self._slots = asyncio.Semaphore(self._limits.concurrency)
        self._hosts = HostTurns()

    async def fetch(
        self,
        url: str,
        *,
        accept: str = ACCEPT_FEED,
        validators: Validators | None = None,
        now: datetime | None = None,
        referrer: str | None = None,
    ) -> Body | NotModified | Failed:
        """Fetch one URL, following redirects.

        ``referrer`` is the address whose content named this one, None where a person or the
        catalogue did. It is never sent: it decides whether an allowed inner address may be asked.
        ``validators`` make the request conditional; ``now`` serves a ``Retry-After`` given as a
        date where the server tells no date of its own.
        """
        vetted = vet_url(url, self._allow)
        if isinstance(vetted, RefusedUrl):
            return Failed(reason="address", detail=vetted.why)
        if referrer is not None and leads_inside(vet_url(referrer, self._allow), vetted, self._allow):
            return Failed(reason="address", detail="a stranger's content names an inner address")
        trail = Trail(vetted, self._allow, self._limits.redirects)
        request = _Request(headers=_headers(accept, validators), conditional=validators is not None, now=now)
        seconds_left = self._limits.deadline_seconds
        clock = asyncio.get_running_loop().time
        while True:
            async with self._hosts.turn(trail.current.host), self._slots:
                started = clock()
                result = await self._hop(trail.current, request, seconds_left)
                seconds_left -= clock() - started
            if not isinstance(result, _Redirect):
                return _with_move(result, trail.moved_to)
            step = trail.follow(result.status, result.location)
            if isinstance(step, Failed):
                return _with_move(step, trail.moved_to)

    async def _hop(self, url: VettedUrl, request: "_Request", seconds: float) -> "_Result":
        """One request to one address; every expected trouble becomes a ``Failed``."""
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                return await self._exchange(url, request)
        except (TimeoutError, httpcore.TimeoutException, httpx.TimeoutException):
            return Failed(reason="timeout", detail="the whole fetch took too long")
        except ForbiddenAddressError as error:
            return Failed(reason="address", detail=str(error))
        except UnknownHostError:
            return Failed(reason="unreachable", detail="the name has no address")
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            return Failed(reason="address", detail=type(error).__name__)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.TransportError, OSError) as error:
            if _caused_by_tls(error):
                return Failed(reason="tls", detail=type(error).__name__)
            return Failed(reason="unreachable", detail=type(error).__name__)

    async def _exchange(self, url: VettedUrl, request: "_Request") -> "_Result":
        http = await self._opened()
        outgoing = http.build_request("GET", url.text, headers=dict(request.headers))
        if outgoing.url.userinfo:
            return Failed(reason="address", detail="carries a user name")
        response = await http.send(outgoing, stream=True)
        try:
            return await self._judge(url, request, response)
        finally:
            await response.aclose()

    async def _judge(self, url: VettedUrl, request: "_Request", response: httpx.Response) -> "_Result":
        status, headers = response.status_code, response.headers
        if status in REDIRECT_STATUSES:
            return _Redirect(status=status, location=headers.get("location", ""))
        validators = clean_validators(headers.get("etag"), headers.get("last-modified"))
        if status == 304 and request.conditional:
            return NotModified(validators=validators)
        if status != 200:
            wait = retry_after_seconds(headers.get("retry-after"), headers.get("date"), request.now)
            return Failed(reason="status", detail=f"HTTP {status}", status=status, retry_after_seconds=wait)
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:18]) > self._limits.wire_bytes:
            return Failed(reason="too_big", detail=f"announces {length[:18]} bytes")
        content = await read_body(response.aiter_raw(), headers.get("content-encoding", ""), self._limits)
        if isinstance(content, Failed):
            return content
        return Body(
            url=url.text,
            content=content,
            content_type=headers.get("content-type", "")[:200],
            validators=validators,
        )

    async def _opened(self) -> httpx.AsyncClient:
        async with self._opening:
            if self._http is None:
                if self._tls is None:
                    self._tls = await asyncio.to_thread(httpx.create_ssl_context, trust_env=False)
                self._http = _open(self._backend, self._tls, self._limits)
            return self._http

    async def aclose(self) -> None:
        """Close all connections."""
        if self._http is not None:
            http, self._http = self._http, None
            await http.aclose()

    async def __aenter__(self) -> Self:
        """Enter a block that closes the client at its end."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the client."""
        await self.aclose()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    headers: Mapping[str, str]
    conditional: bool
    now: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Redirect:
    status: int
    location: str


_Result = Body | NotModified | Failed | _Redirect


class _CoreTransport(httpx.AsyncBaseTransport):
    """httpx on top of an httpcore pool with our backend, through public interfaces alone."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_CoreStream(response),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _CoreStream(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._response.aclose()


def _open(backend: GuardedBackend, tls: ssl.SSLContext, limits: FetchLimits) -> httpx.AsyncClient:
    pool = httpcore.AsyncConnectionPool(
        ssl_context=tls,
        max_connections=limits.concurrency,
        max_keepalive_connections=0,
        http1=True,
        http2=False,
        network_backend=backend,
    )
    return httpx.AsyncClient(
        transport=_CoreTransport(pool),
        trust_env=False,
        follow_redirects=False,
        cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        timeout=limits.deadline_seconds,
    )


def _headers(accept: str, validators: Validators | None) -> dict[str, str]:
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": accept,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if validators is not None and validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators is not None and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _with_move(result: Body | NotModified | Failed, moved_to: str | None) -> Body | NotModified | Failed:
    return result if moved_to is None else replace(result, moved_to=moved_to)


def _caused_by_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
