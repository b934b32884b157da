"""Logs: one line a record, and no secret in any part of it."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import chat_hash, redact, set_up_logs

TOKEN = "987654321:" + "Ab_-9" * 7


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logs("DEBUG", secrets=("hunter2-hunter2",), stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_token_is_redacted_in_message_arguments_and_traceback(output: io.StringIO) -> None:
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("any").exception("calling %s", f"bot{TOKEN}")
    structlog.get_logger("ours").warning("failed", url=f"http://x/{TOKEN}", secret="hunter2-hunter2")
    text = output.getvalue()
    assert "ValueError" in text
    assert "failed" in text
    assert TOKEN not in text
    assert "hunter2" not in text


def test_the_http_library_does_not_log_addresses_at_info(output: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    assert output.getvalue() == ""


@pytest.mark.parametrize("name", ["telegram.Bot", "telegram.ext.ExtBot", "telegram.ext.Updater"])
def test_raw_updates_are_never_logged(output: io.StringIO, name: str) -> None:
    logging.getLogger(name).critical("Error while parsing updates! Received data was [...]")
    assert output.getvalue() == ""


def test_fields_are_rendered_as_keys_and_values(output: io.StringIO) -> None:
    structlog.get_logger("ours").info("source polled", source="khovar_ru", items=3)
    assert 'event="source polled"' in output.getvalue()
    assert "items=3" in output.getvalue()


def test_a_chat_is_told_apart_but_not_named() -> None:
    assert chat_hash(12345678) != chat_hash(12345679)
    assert "12345678" not in chat_hash(12345678)


def test_redacting_keeps_ordinary_text() -> None:
    assert redact("killed 4 at 18:45, see https://example.org/2026/01/18") == (
        "killed 4 at 18:45, see https://example.org/2026/01/18"
    )
