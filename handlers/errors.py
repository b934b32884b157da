"""The last net under all handlers: a short id to the chat, the cause to the log.

No exception text and no traceback reaches a chat. A failure of the line itself, or a chat that we
may not write to, is not answered: the answer would end the same way.
"""

import logging
import secrets

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.error import TelegramError

from bot.channels.errors import classify
from bot.model.alert import ChatAddress, Refused
from bot.model.answers import Problem
from bot.render.problems import problem
from handlers import replies
from handlers.front import Front
from handlers.guards import thread_of

LOGGER = logging.getLogger("borderwatch.handlers")


async def serve_error(update: object, error: BaseException | None, front: Front) -> str | None:
    """Log what went wrong and tell the chat a short id; returns the id when one was given."""
    if _line_failed(error):
        LOGGER.warning("reply lost", extra={"why": type(error).__name__})
        return None
    error_id = secrets.token_hex(3)
    LOGGER.error("update failed", exc_info=error, extra={"error_id": error_id})
    if not isinstance(update, Update) or update.effective_chat is None:
        return error_id
    if update.message is None and update.callback_query is None:
        return error_id
    where = update.effective_message
    thread_id = thread_of(where) if isinstance(where, TelegramMessage) else 0
    address = ChatAddress(channel=front.channel, chat_id=update.effective_chat.id, thread_id=thread_id)
    told = problem(Problem(code="unexpected", values=(("id", error_id),)), front.texts)
    try:
        reply_to = update.message.message_id if update.message is not None else None
        await replies.send(update.get_bot(), address, told, reply_to=reply_to)
    except TelegramError as failure:
        LOGGER.warning("error could not be told", extra={"why": type(failure).__name__})
    return error_id


def _line_failed(error: BaseException | None) -> bool:
    """Whether Telegram or the way to it failed, rather than we: all but what we sent was refused."""
    if not isinstance(error, TelegramError):
        return False
    outcome = classify(error)
    return not (isinstance(outcome, Refused) and outcome.scope == "content")
