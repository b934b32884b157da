"""A fake web: one HTTP server on loopback whose paths are scripted, misbehaviour included.

It speaks raw HTTP/1.1 on purpose, so that it can say what no decent server library would. Every
request is logged. Use it as an async context manager, or ``start`` and ``stop`` it::

    async with FakeWeb() as web:
        web.publish("/feed", RSS, "application/rss+xml", etag='"1"')
        web.fail("/slow", "drip")
        ...
        assert web.requests[-1].header("if-none-match") == '"1"'
"""

import asyncio
import gzip
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Self

REASONS = {200: "OK", 304: "Not Modified", 404: "Not Found"}
STREAM_STEP_SECONDS = 0.02


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request as it came; header names are in lower case."""

    method: str
    path: str
    headers: dict[str, str]

    def header(self, name: str) -> str | None:
        """A header's value, or None."""
        return self.headers.get(name.lower())


@dataclass(kw_only=True)
class Page:
    """What a path answers."""

    body: bytes
    content_type: str
    status: int = 200
    etag: str | None = None
    last_modified: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    compressed: bool = False


Misbehaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class FakeWeb:
    """The server. ``host`` may be 127.0.0.2 to stand for a public address in tests of the guard."""

    def __init__(self, host: str = "127.0.0.1", *, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.host = host
        self.port = port
        self.requests: list[Request] = []
        self.first_request = asyncio.Event()
        self._changed = asyncio.Event()
        self.most_at_once = 0
        self._tls = tls
        self._at_once = 0
        self._answers: dict[str, Page | Misbehaviour] = {}
        self._server: asyncio.Server | None = None
        self._busy: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen; ``port`` is known afterwards."""
        self._server = await asyncio.start_server(self._serve, self.host, self.port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Close the server and everything that still hangs on it."""
        if self._server is not None:
            self._server.close()
        for task in self._busy:
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def pair(self) -> tuple[str, int]:
        """Host and port, as the setting FETCH_ALLOW names them."""
        return (self.host, self.port)

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"{'https' if self._tls else 'http'}://{self.host}:{self.port}{path}"

    def publish(
        self,
        path: str,
        body: str | bytes,
        content_type: str,
        etag: str | None = None,
        *,
        last_modified: str | None = None,
        status: int = 200,
        headers: dict[str, str] | None = None,
        compressed: bool = False,
    ) -> None:
        """Put a page at a path, or replace it. A matching conditional request gets 304."""
        self._answers[path] = Page(
            body=body.encode() if isinstance(body, str) else body,
            content_type=content_type,
            status=status,
            etag=etag,
            last_modified=last_modified,
            headers=dict(headers or {}),
            compressed=compressed,
        )

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        """Send whoever asks for ``path`` to another address."""
        self.publish(path, "", "text/plain", status=status, headers={"Location": to})

    def fail(self, path: str, kind: str, *, retry_after: str | None = None) -> None:
        """Make a path misbehave.

        ``kind`` is a status code as text ("404", "429") or one of: ``reset`` (the line is cut
        before an answer), ``cut`` (in the middle of the body), ``silent`` (never an answer),
        ``drip`` (a byte at a time), ``drip_headers``, ``interim`` (100 Continue for ever),
        ``endless`` (chunks for ever), ``huge`` (announces 10 GB), ``bomb`` (gzip that unpacks to
        64 MiB), ``nested`` (gzip in gzip), ``brotli`` (a coding we never asked for), ``broken_gzip``,
        ``nonsense`` (no HTTP at all).
        """
        if kind.isdigit():
            headers = {"Retry-After": retry_after} if retry_after is not None else {}
            self.publish(path, f"status {kind}", "text/plain", status=int(kind), headers=headers)
        else:
            self._answers[path] = MISBEHAVIOURS[kind]

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request.path == path for request in self.requests)

    async def until_asked(self, path: str, times: int, *, seconds: float = 5.0) -> None:
        """Wait until a path was asked for so often; TimeoutError after ``seconds``."""
        async with asyncio.timeout(seconds):
            while self.asked(path) < times:
                self._changed.clear()
                await self._changed.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._busy.add(task)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            request = await _read_request(reader)
            if request is not None:
                self.requests.append(request)
                self.first_request.set()
                self._changed.set()
                await self._answer(request, reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass  # the other side left, or the test is over
        finally:
            self._at_once -= 1
            self._busy.discard(task)
            writer.close()

    async def _answer(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        answer = self._answers.get(request.path)
        if answer is None:
            answer = Page(body=b"nothing here", content_type="text/plain", status=404)
        if isinstance(answer, Page):
            writer.write(_response(request, answer))
            await writer.drain()
        else:
            await answer(reader, writer)


async def _read_request(reader: asyncio.StreamReader) -> Request | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3:
        return None
    fields = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    return Request(method=parts[0], path=parts[1], headers=headers)


def _response(request: Request, page: Page) -> bytes:
    unchanged = page.status == 200 and (
        (page.etag is not None and request.header("if-none-match") == page.etag)
        or (page.last_modified is not None and request.header("if-modified-since") == page.last_modified)
    )
    body = b"" if unchanged else gzip.compress(page.body) if page.compressed else page.body
    status = 304 if unchanged else page.status
    headers = {"Date": format_datetime(datetime.now(UTC), usegmt=True), "Connection": "close"}
    if page.etag:
        headers["ETag"] = page.etag
    if page.last_modified:
        headers["Last-Modified"] = page.last_modified
    if not unchanged:
        headers |= {"Content-Type": page.content_type, "Content-Length": str(len(body))}
        if page.compressed:
            headers["Content-Encoding"] = "gzip"
    headers |= page.headers
    return _head(status, headers) + body


def _head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def _reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def _cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(_head(200, {"Content-Type": "text/xml", "Content-Length": "1000"}) + b"<rss>")
    await writer.drain()


async def _silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()  # ends when the other side gives up


async def _stream(writer: asyncio.StreamWriter, piece: bytes) -> None:
    while not writer.is_closing():
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(STREAM_STEP_SECONDS)


async def _drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(_head(200, {"Content-Type": "text/xml", "Content-Length": "1000000"}))
    await _stream(writer, b" ")


async def _drip_headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    await _stream(writer, b"a")


async def _interim(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _stream(writer, b"HTTP/1.1 100 Continue\r\n\r\n")


async def _endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(_head(200, {"Content-Type": "text/xml", "Transfer-Encoding": "chunked"}))
    while not writer.is_closing():
        writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        await writer.drain()


async def _huge(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(_head(200, {"Content-Type": "text/xml", "Content-Length": str(10**10)}))
    await _stream(writer, b" " * 65_536)


def _encoded(body: bytes, encoding: str) -> Misbehaviour:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        headers = {"Content-Type": "text/xml", "Content-Encoding": encoding, "Content-Length": str(len(body))}
        writer.write(_head(200, headers) + body)
        await writer.drain()

    return answer


async def _nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x00\x01 220 this is no HTTP\r\n\r\n")
    await writer.drain()


MISBEHAVIOURS: dict[str, Misbehaviour] = {
    "reset": _reset,
    "cut": _cut,
    "silent": _silent,
    "drip": _drip,
    "drip_headers": _drip_headers,
    "interim": _interim,
    "endless": _endless,
    "huge": _huge,
    "bomb": _encoded(gzip.compress(b" " * (64 * 1024 * 1024)), "gzip"),
    "nested": _encoded(gzip.compress(gzip.compress(b"<rss/>")), "gzip, gzip"),
    "brotli": _encoded(b"\x0b\x02\x80<rss/>\x03", "br"),
    "broken_gzip": _encoded(b"\x1f\x8b\x08\x00" + b"\xff" * 100, "gzip"),
    "nonsense": _nonsense,
}
