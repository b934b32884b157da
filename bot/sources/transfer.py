"""Reading a response body within bounds of size and speed.

Sizes are counted on raw bytes, before decompression, and again on what decompression yields in
small steps: a kilobyte of hostile gzip must never become a gigabyte first and be judged after.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.model.source import Failed

GZIP_WINDOW = 31  # zlib's code for "a gzip header and the largest window"
GZIP_FIRST_BYTE = b"\x1f"
MAX_GZIP_MEMBERS = 1_000  # each costs an inflater of its own, however little it holds
INFLATE_STEP_BYTES = 65_536
PLAIN_ENCODINGS = frozenset({"", "identity"})
GZIP_ENCODINGS = frozenset({"gzip", "x-gzip"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Every bound of a fetch in one value; the defaults are those of the bot, tests shrink them."""

    deadline_seconds: float = 20.0
    grace_seconds: float = 5.0
    bytes_per_second: int = 1_024
    wire_bytes: int = 2 * 1024 * 1024
    decoded_bytes: int = 8 * 1024 * 1024
    redirects: int = 3
    concurrency: int = 8


async def read_body(
    chunks: AsyncIterator[bytes], content_encoding: str, limits: FetchLimits
) -> bytes | Failed:
    """Collect a body as it comes off the wire, decompressed.

    ``content_encoding`` may be nothing, ``identity`` or ``gzip``; any other or nested coding is a
    failure, as is a body that is too big, comes too slowly or ends before its gzip stream does: half
    a feed with the validators of the whole would never be read to its end. Raises what the chunks raise.
    """
    encoding = content_encoding.strip().lower()
    if encoding not in PLAIN_ENCODINGS | GZIP_ENCODINGS:
        return Failed(reason="encoding", detail=f"content encoding {encoding[:40]!r}")
    inflater = _Inflater(limits.decoded_bytes) if encoding in GZIP_ENCODINGS else None
    body = bytearray()
    wire = 0
    clock = asyncio.get_running_loop().time
    started = clock()
    while True:
        try:
            async with asyncio.timeout(limits.grace_seconds):
                chunk = await anext(chunks, None)
        except TimeoutError:
            return Failed(reason="timeout", detail="the body stopped coming")
        if chunk is None:
            if inflater is not None and not inflater.whole:
                return Failed(reason="encoding", detail="the gzip stream was cut")
            return bytes(body)
        wire += len(chunk)
        elapsed = clock() - started
        if elapsed > limits.grace_seconds and wire < elapsed * limits.bytes_per_second:
            return Failed(reason="timeout", detail="the body comes too slowly")
        if wire > limits.wire_bytes:
            return Failed(reason="too_big", detail=f"more than {limits.wire_bytes} bytes on the wire")
        try:
            fits = (
                _append(body, chunk, limits.decoded_bytes) if inflater is None else inflater.feed(chunk, body)
            )
        except zlib.error as error:
            return Failed(reason="encoding", detail=f"broken gzip: {error}")
        if not fits:
            return Failed(reason="too_big", detail=f"more than {limits.decoded_bytes} bytes decoded")


def _append(body: bytearray, piece: bytes, cap: int) -> bool:
    body += piece
    return len(body) <= cap


class _Inflater:
    """Decompresses in steps, so that no input yields more than one step beyond the cap."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._stream = zlib.decompressobj(GZIP_WINDOW)
        self._members = 1
        self._padding = False

    @property
    def whole(self) -> bool:
        """Whether the last member that was begun has come to its end."""
        return self._stream.eof

    def feed(self, chunk: bytes, body: bytearray) -> bool:
        """Add what ``chunk`` yields to ``body``; False once the cap is passed.

        A gzip stream may have several members; what follows a member and begins no further one is
        padding, and ignored. Raises ``zlib.error``.
        """
        pending = chunk
        while pending and not self._padding:
            if self._stream.eof and not self._begin_member(pending):
                return True
            if not _append(body, self._stream.decompress(pending, INFLATE_STEP_BYTES), self._cap):
                return False
            pending = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return True

    def _begin_member(self, pending: bytes) -> bool:
        self._padding = not pending.startswith(GZIP_FIRST_BYTE)
        if self._padding:
            return False
        if self._members == MAX_GZIP_MEMBERS:
            raise zlib.error(f"more than {MAX_GZIP_MEMBERS} members")
        self._members += 1
        self._stream = zlib.decompressobj(GZIP_WINDOW)
        return True
