"""A small HTTP server on the loopback interface that publishes the season's feeds and pages.

What it shows depends on the clock it is given: an item exists once its time of publication has
come. It answers conditional requests as real feeds do. It listens on 127.0.0.1 only, reads no
files and never looks at the machine's clock for content.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from types import TracebackType
from typing import Self

from bot.demo.forms import content_type, write_feed, write_index, write_page
from bot.demo.season import Season, SeasonReport, feed_path, report_path

HOST = "127.0.0.1"
HEAD_LIMIT_BYTES = 16 * 1024
HEAD_SECONDS = 10.0
OTHERS_ON_A_PAGE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The part of a request that matters here. Header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Status, headers and body of an answer."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class FeedServer:
    """Serves a season. Use ``async with`` or ``start`` and ``stop``; ``requests`` counts answers."""

    def __init__(self, season: Season, now: Callable[[], datetime]) -> None:
        """``now`` tells the moment up to which reports have been published (aware)."""
        self._season = season
        self._now = now
        self._server: asyncio.Server | None = None
        self._pages = {report_path(report): report for report in season.reports}
        self._feeds = {feed_path(feed): feed for feed in season.feeds}
        self.requests = 0
        self.port = 0

    @property
    def base_url(self) -> str:
        """Where the server answers; valid once it has been started."""
        return f"http://{HOST}:{self.port}"

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, as the setting ``FETCH_ALLOW`` takes them."""
        return HOST, self.port

    async def start(self) -> None:
        """Listen on a free port of the loopback interface."""
        self._server = await asyncio.start_server(self._serve, HOST, 0, limit=HEAD_LIMIT_BYTES)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening; a second call does nothing."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
            await server.wait_closed()

    async def __aenter__(self) -> Self:
        """Start, for ``async with``."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, for ``async with``."""
        await self.stop()

    def answer(self, request: Request) -> Response:
        """What the season shows at this moment under the request's path."""
        if request.method not in ("GET", "HEAD"):
            return Response(status=405, headers={"Allow": "GET, HEAD"})
        if request.path in self._feeds:
            return self._feed(request)
        if request.path == "/":
            return Response(status=200, body=write_index(self._season), headers=_html_headers())
        report = self._pages.get(request.path)
        if report is None or report.published_at > self._now():
            return Response(status=404)
        return Response(status=200, body=self._page(report), headers=_html_headers())

    def _feed(self, request: Request) -> Response:
        feed = self._feeds[request.path]
        moment = self._now()
        published = [r for r in self._season.of_feed(feed.slug) if r.published_at <= moment]
        newest = published[::-1][: feed.keeps]
        body = write_feed(feed, newest, self.base_url)
        changed_at = newest[0].published_at if newest else None
        headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "Cache-Control": "no-cache"}
        if changed_at is not None:
            headers["Last-Modified"] = format_datetime(changed_at.astimezone(UTC), usegmt=True)
        if _unchanged(request.headers, headers["ETag"], changed_at):
            return Response(status=304, headers=headers)
        return Response(status=200, body=body, headers={**headers, "Content-Type": content_type(feed.form)})

    def _page(self, report: SeasonReport) -> bytes:
        feed = next(feed for feed in self._season.feeds if feed.slug == report.feed)
        earlier = [r for r in self._season.of_feed(feed.slug) if r.published_at < report.published_at]
        return write_page(report, feed, earlier[::-1][:OTHERS_ON_A_PAGE])

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(HEAD_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
            request = _parse(head)
            response = Response(status=400) if request is None else self.answer(request)
            writer.write(_wire(response, with_body=request is None or request.method != "HEAD"))
            self.requests += 1
            await writer.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            pass  # whoever called has gone away or never spoke HTTP: nobody is left to answer
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


def _html_headers() -> dict[str, str]:
    return {"Content-Type": "text/html; charset=utf-8"}


def _unchanged(headers: Mapping[str, str], etag: str, changed_at: datetime | None) -> bool:
    """RFC 9110, 13.2.2: If-None-Match decides alone; If-Modified-Since only without it."""
    if "if-none-match" in headers:
        wanted = {tag.strip().removeprefix("W/") for tag in headers["if-none-match"].split(",")}
        return etag in wanted or "*" in wanted
    if "if-modified-since" not in headers or changed_at is None:
        return False
    try:
        since = parsedate_to_datetime(headers["if-modified-since"])
    except ValueError:
        return False
    return changed_at.replace(microsecond=0) <= (since if since.tzinfo else since.replace(tzinfo=UTC))


def _parse(head: bytes) -> Request | None:
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
        return None
    pairs = (line.partition(":") for line in lines[1:] if ":" in line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Request(method=parts[0], path=parts[1].partition("?")[0], headers=headers)


_REASONS = {200: "OK", 304: "Not Modified", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed"}


def _wire(response: Response, *, with_body: bool) -> bytes:
    lines = [f"HTTP/1.1 {response.status} {_REASONS[response.status]}"]
    lines += [f"{name}: {value}" for name, value in response.headers.items()]
    if response.status != 304:
        lines.append(f"Content-Length: {len(response.body)}")
    lines.append("Connection: close")
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    return head + (response.body if with_body and response.status != 304 else b"")
