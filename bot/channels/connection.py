"""python-telegram-bot's application over a line: Telegram's, or this terminal in its place.

The same application, handlers and pipeline run on both; only the request object differs. No job
queue, no persistence: schedule and state are in our own database.
"""

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, Updater
from telegram.request import BaseRequest

from bot.channels.console import CONSOLE_TOKEN, OPERATOR_ID, ConsoleRequest
from bot.channels.polling import PollingRequest
from bot.channels.request import CapturingRequest, api_addresses

# Waits are timedeltas: with plain numbers the library warns, and where warnings are errors the
# warning would replace the exception that tells us to wait.
os.environ.setdefault("PTB_TIMEDELTA", "1")

LONG_POLL_SECONDS = 50
ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """An application not yet started, and the requests it makes. ``channel`` names it in the database;
    ``operators`` are people who may manage it besides those of the settings. ``polling`` receives, where
    that can fail."""

    application: TelegramApplication
    requests: tuple[BaseRequest, ...]
    channel: str
    operators: frozenset[int] = frozenset()
    console: ConsoleRequest | None = None
    polling: PollingRequest | None = None


def telegram_connection(token: str, api_url: str) -> Connection:
    """A bot on Telegram, or on a self-hosted Bot API server."""
    base_url, file_url = api_addresses(api_url)
    sending = CapturingRequest(api_url=api_url)
    polling = PollingRequest(api_url=api_url)
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
        .base_file_url(file_url)
        .request(sending)
        .get_updates_request(polling)
        .job_queue(None)
        .build()
    )
    return Connection(
        application=application, requests=(sending, polling), channel="telegram", polling=polling
    )


def console_connection(console: ConsoleRequest) -> Connection:
    """The terminal in place of Telegram; whoever sits there has the settings file, so operates."""
    application = (
        ApplicationBuilder()
        .token(CONSOLE_TOKEN)
        .request(console)
        .get_updates_request(console)
        .job_queue(None)
        .build()
    )
    return Connection(
        application=application,
        requests=(console,),
        channel="console",
        operators=frozenset({OPERATOR_ID}),
        console=console,
    )


async def connect(
    connection: Connection,
    *,
    pause: Callable[[int], Awaitable[None]],
    failed: Callable[[str], None],
) -> bool:
    """Make ourselves known and begin to receive; False if the token is refused.

    Trouble on the line is waited out: ``pause(attempt)`` is awaited between tries, ``failed(kind)``
    called for each. Updates that wait on the server are kept.
    """
    application = connection.application
    attempt = 0
    while True:
        try:
            await application.initialize()
            break
        except InvalidToken:
            return False
        except TelegramError as error:
            failed(type(error).__name__)
            await pause(attempt)
            attempt += 1
    await application.start()
    if application.updater is not None:
        await _poll(application.updater, failed, tries=-1)
    return True


async def receive_anew(connection: Connection, *, failed: Callable[[str], None]) -> None:
    """Stop and begin to receive; what waits on the server is kept. Trouble is told to ``failed``."""
    application = connection.application
    updater = application.updater
    if updater is None:
        return
    if not await _stop_polling(updater):
        # A polling that ended by a fault leaves its updater unfit to be started again.
        application.updater = updater = Updater(application.bot, application.update_queue)
        await updater.initialize()
    try:
        await _poll(updater, failed, tries=0)
    except TelegramError as error:
        failed(type(error).__name__)


async def _poll(updater: Updater, failed: Callable[[str], None], *, tries: int) -> None:
    await updater.start_polling(
        timeout=LONG_POLL_SECONDS,
        allowed_updates=ALLOWED_UPDATES,
        drop_pending_updates=False,
        bootstrap_retries=tries,
        error_callback=lambda error: failed(type(error).__name__),
    )


async def _stop_polling(updater: Updater) -> bool:
    """False if the polling had ended by a fault, which the library only raises now."""
    if updater.running:
        try:
            await updater.stop()
        except Exception:  # noqa: BLE001 - over already, and seen by whoever watches the reception
            return False
    return True


async def stop_receiving(connection: Connection) -> None:
    """Take no more updates and finish what is being answered; sending still works."""
    application = connection.application
    if application.updater is not None:
        await _stop_polling(application.updater)
    if application.running:
        await application.stop()


async def disconnect(connection: Connection) -> None:
    """Stop receiving and close. May be called at any stage."""
    await stop_receiving(connection)
    await connection.application.shutdown()
    # The library closes nothing where it never came to know itself, as with a refused token.
    for request in connection.requests:
        await request.shutdown()
