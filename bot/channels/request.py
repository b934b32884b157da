"""The HTTP client under the bot, which remembers what the server really answered.

The library's exceptions carry no status and a rewritten text. ``CapturingRequest`` therefore notes
(status, body) of each call where the caller asked for it with ``recorded``; ``errors.classify``
judges by that. Timeouts are part of the delivery promise: the lease of an outbox row must be
longer than ``LONGEST_CALL_SECONDS``. Must never log an address or a body: both may hold secrets.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from telegram.error import TelegramError
from telegram.request import HTTPXRequest

CONNECT_TIMEOUT_SECONDS = 5.0
POOL_TIMEOUT_SECONDS = 1.0
WRITE_TIMEOUT_SECONDS = 5.0
READ_TIMEOUT_SECONDS = 20.0
LONGEST_CALL_SECONDS = (
    CONNECT_TIMEOUT_SECONDS + POOL_TIMEOUT_SECONDS + WRITE_TIMEOUT_SECONDS + READ_TIMEOUT_SECONDS
)
SEND_CONNECTIONS = 32
POLL_CONNECTIONS = 2
DEFAULT_API_URL = "https://api.telegram.org"


@dataclass(slots=True)
class Exchange:
    """What one call got from the server: both None until an answer arrived."""

    status: int | None = None
    body: bytes | None = None


_current: ContextVar[Exchange | None] = ContextVar("telegram_exchange", default=None)


@contextmanager
def recorded() -> Iterator[Exchange]:
    """Note the answer to the call made inside; each task has its own note."""
    exchange = Exchange()
    token = _current.set(exchange)
    try:
        yield exchange
    finally:
        _current.reset(token)


def note(status: int, body: bytes) -> None:
    """Called by a request class as soon as an answer is complete."""
    exchange = _current.get()
    if exchange is not None:
        exchange.status, exchange.body = status, body


def parse_payload(payload: bytes) -> Any:
    """Read an answer; a broken one raises without its body being logged."""
    try:
        return json.loads(payload.decode("utf-8", "replace"))
    except ValueError as error:
        raise TelegramError("Invalid server response") from error


class CapturingRequest(HTTPXRequest):
    """``HTTPXRequest`` with our timeouts that notes every answer."""

    __slots__ = ()

    def __init__(self, *, connections: int = SEND_CONNECTIONS, api_url: str = DEFAULT_API_URL) -> None:
        super().__init__(
            connection_pool_size=connections,
            connect_timeout=CONNECT_TIMEOUT_SECONDS,
            pool_timeout=POOL_TIMEOUT_SECONDS,
            write_timeout=WRITE_TIMEOUT_SECONDS,
            read_timeout=READ_TIMEOUT_SECONDS,
            # A server on this machine is never reached through the proxy of the environment.
            httpx_kwargs={"trust_env": not _is_local(api_url)},
        )

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """One call; its status and body are noted before anything judges them."""
        status, body = await super().do_request(*args, **kwargs)
        note(status, body)
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """As the library does it, but a broken body is not written to the log."""
        return parse_payload(payload)


def _is_local(api_url: str) -> bool:
    return urlsplit(api_url).hostname in ("127.0.0.1", "localhost", "::1")


def api_addresses(api_url: str) -> tuple[str, str]:
    """(base_url, base_file_url) for the library's builder from ``TELEGRAM_API_URL``."""
    root = api_url.rstrip("/")
    return f"{root}/bot", f"{root}/file/bot"
