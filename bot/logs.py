"""Structured logs with secrets redacted.

Every line goes through one formatter that redacts *after* rendering, so that message, arguments
and traceback are covered alike. Libraries that print addresses with the token in them are held
at WARNING. No article bodies, message texts or raw chat ids are logged anywhere.
"""

import hashlib
import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO

import structlog

TOKEN = re.compile(r"\d{6,16}:[A-Za-z0-9_-]{20,64}")
REDACTED = "[redacted]"
LOUD_LIBRARIES = ("httpx", "httpcore", "telegram", "apscheduler", "alembic", "trafilatura", "htmldate")
# When an update cannot be parsed, these print it raw, or an error that quotes it: people's words.
TELLTALE_LOGGERS = ("telegram.Bot", "telegram.ext.ExtBot", "telegram.ext.Updater")


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Take bot tokens and the given secrets out of a text."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, REDACTED)
    return TOKEN.sub(REDACTED, text)


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Renders a record as ``key=value`` and redacts the result."""

    def __init__(self, secrets: tuple[str, ...], *, colours: bool) -> None:
        self._secrets = secrets
        shared: list[structlog.typing.Processor] = [
            structlog.stdlib.add_log_level,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True),
        ]
        renderer: structlog.typing.Processor = structlog.processors.LogfmtRenderer(
            key_order=["timestamp", "level", "event"], bool_as_flag=False
        )
        if colours:
            renderer = structlog.dev.ConsoleRenderer(colors=True)
        super().__init__(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )

    def format(self, record: logging.LogRecord) -> str:
        """Render, then redact: whatever a record carries passes here."""
        return redact(super().format(record), self._secrets)


def set_up_logs(level: str, *, secrets: tuple[str, ...] = (), stream: TextIO | None = None) -> None:
    """Send all logs to ``stream`` (standard error by default) and catch what nobody caught."""
    stream = stream if stream is not None else sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter(secrets, colours=False))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in LOUD_LIBRARIES:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    for name in TELLTALE_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _log_uncaught


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("borderwatch").critical("uncaught", exc_info=(kind, error, trace))


def chat_hash(chat_id: int) -> str:
    """A short stand-in for a chat id in logs: tells chats apart, names none."""
    return hashlib.blake2b(str(chat_id).encode(), digest_size=4, person=b"bw-chat").hexdigest()
