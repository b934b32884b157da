"""Bodies off the wire: whole, within bounds, or refused."""

import gzip
import zlib
from collections.abc import AsyncIterator

import pytest

from bot.model.source import Failed
from bot.sources.transfer import INFLATE_STEP_BYTES, MAX_GZIP_MEMBERS, FetchLimits, read_body

FEED = b"<rss>" + bytes(range(256)) * 2_000 + b"</rss>"


async def pieces(wire: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(wire), size):
        yield wire[start : start + size]


async def unpacked(wire: bytes, size: int = 1_000, limits: FetchLimits | None = None) -> bytes | Failed:
    return await read_body(pieces(wire, size), "gzip", limits or FetchLimits())


@pytest.mark.parametrize("lost", [1, 8, 100])
async def test_a_gzip_body_that_was_cut_is_no_body(lost: int) -> None:
    answer = await unpacked(gzip.compress(FEED)[:-lost])
    assert isinstance(answer, Failed)
    assert answer.reason == "encoding"


async def test_a_second_member_that_was_cut_is_no_body() -> None:
    answer = await unpacked(gzip.compress(FEED) + gzip.compress(FEED)[:-8])
    assert isinstance(answer, Failed)
    assert answer.reason == "encoding"


@pytest.mark.parametrize("size", [1, 7, 1_000_000])
async def test_all_members_of_a_gzip_body_are_read(size: int) -> None:
    wire = gzip.compress(b"<rss>") + gzip.compress(b"") + gzip.compress(b"</rss>")
    assert await unpacked(wire, size) == b"<rss></rss>"


@pytest.mark.parametrize(
    "length", [0, INFLATE_STEP_BYTES, 2 * INFLATE_STEP_BYTES, 2 * INFLATE_STEP_BYTES + 1]
)
@pytest.mark.parametrize("cut", range(1, 12))
async def test_a_whole_body_is_whole_wherever_the_wire_parts_it(length: int, cut: int) -> None:
    wire = gzip.compress(b" " * length)
    assert await unpacked(wire, len(wire) - cut) == b" " * length


async def test_padding_after_a_gzip_body_is_ignored() -> None:
    assert await unpacked(gzip.compress(FEED) + bytes(512) + b"\x1f\x8b", 7) == FEED


async def test_members_together_keep_within_the_bound() -> None:
    wire = gzip.compress(b" " * 600) * 2
    answer = await unpacked(wire, limits=FetchLimits(decoded_bytes=1_000))
    assert isinstance(answer, Failed)
    assert answer.reason == "too_big"


async def test_members_without_end_are_refused() -> None:
    member = gzip.compress(b"")
    assert await unpacked(member * MAX_GZIP_MEMBERS, 65_536) == b""
    answer = await unpacked(member * (MAX_GZIP_MEMBERS + 1), 65_536)
    assert isinstance(answer, Failed)
    assert answer.reason == "encoding"


async def test_a_damaged_checksum_is_no_body() -> None:
    wire = bytearray(gzip.compress(FEED))
    wire[-5] ^= zlib.MAX_WBITS
    answer = await unpacked(bytes(wire))
    assert isinstance(answer, Failed)
    assert answer.reason == "encoding"
