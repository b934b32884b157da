"""Which update goes to which handler; the order is the order of trial.

Commands come from new messages only (an edit could turn an old message into a command), never from
forwards, other bots or channels. Each command passes its declared guard before its action runs.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.model.answers import Problem
from bot.model.message import Message
from bot.render.problems import problem
from bot.render.texts import Texts
from handlers import callbacks, errors, membership, replies
from handlers.front import Call, Desk, Front
from handlers.guards import asker_of, ignored, is_stand_in, refusal, speaks_for_chat, thread_of
from handlers.membership_cache import Memberships
from handlers.presses import PendingActions
from handlers.registry import COMMANDS, HELP_ENTRIES, Command

Served = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

NEW_MESSAGE = filters.UpdateType.MESSAGE
PRIVATE = filters.ChatType.PRIVATE


def register(
    application: "Application[Any, Any, Any, Any, Any, Any]",
    *,
    desk: Desk,
    texts: Texts,
    operators: frozenset[int],
    allowed_chats: frozenset[int] = frozenset(),
    monotonic: Callable[[], float],
    channel: str = "telegram",
) -> Front:
    """Put all handlers on an application; returns their surroundings.

    ``operators`` and ``allowed_chats`` are numeric ids from the settings; ``monotonic`` is the
    application's clock for what is kept for seconds; ``channel`` names where chats live.
    """
    front = Front(
        desk=desk,
        texts=texts,
        operators=operators,
        allowed_chats=allowed_chats,
        members=Memberships(monotonic),
        pending=PendingActions(monotonic),
        help_entries=HELP_ENTRIES,
        channel=channel,
    )
    for command in COMMANDS:
        application.add_handler(
            CommandHandler(
                command.name, _command(command, front), filters=NEW_MESSAGE, block=not command.slow
            )
        )
    application.add_handler(CallbackQueryHandler(_press(front)))
    application.add_handler(ChatMemberHandler(_membership(front), ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, _migration(front)))
    application.add_handler(
        MessageHandler(NEW_MESSAGE & PRIVATE & (filters.TEXT | filters.COMMAND), _other_words(front))
    )
    application.add_error_handler(_error(front))
    return front


def _command(command: Command, front: Front) -> Served:
    async def served(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message is None or ignored(message):
            return
        answer = await serve_command(command, message, words_after_command(message), front)
        if answer is not None:
            await _reply(message, answer, front)

    return served


def words_after_command(message: TelegramMessage) -> str:
    """What stands after the command, lines and all, without blanks around it."""
    _, *rest = (message.text or "").split(maxsplit=1)
    return rest[0].strip() if rest else ""


async def serve_command(
    command: Command, message: TelegramMessage, words: str, front: Front
) -> Message | None:
    """Check who speaks and whether they may, then act; the answer is a message or nothing."""
    call = call_of(message, words, front)
    if call is None or is_stand_in(message):
        return problem(Problem(code="people_only"), front.texts)
    if not command.anywhere and not front.allows(call.asker.chat.chat_id, call.asker.user_id):
        return problem(Problem(code="chat_not_allowed"), front.texts)
    await front.desk.chat_back(call.asker.chat)
    refused = await refusal(command.guard, call)
    if refused is not None:
        return problem(refused, front.texts)
    if command.slow:
        await _show_typing(call)
    return await command.action(call)


def call_of(message: TelegramMessage, words: str, front: Front) -> Call | None:
    """The question that a message asks; None where nobody is known to ask it."""
    if message.from_user is None:
        return None
    anonymous = speaks_for_chat(message)
    asker = asker_of(message.from_user, message.chat, thread_of(message), front, anonymous=anonymous)
    return Call(front=front, bot=message.get_bot(), asker=asker, words=words, anonymous=anonymous)


async def _show_typing(call: Call) -> None:
    """Show that something is under way; a refusal of that is of no interest."""
    try:
        await call.bot.send_chat_action(call.asker.chat.chat_id, ChatAction.TYPING)
    except TelegramError:
        return


async def _reply(message: TelegramMessage, answer: Message, front: Front) -> None:
    call = call_of(message, "", front)
    if call is not None:
        reply_to = message.message_id if call.in_group else None
        await replies.send(call.bot, call.asker.chat, answer, reply_to=reply_to)


def _other_words(front: Front) -> Served:
    """What is no command of ours, in a private chat: one sentence that says what is."""

    async def served(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message is None or ignored(message) or message.text is None:
            return
        found = Problem(code="not_a_command")
        if message.from_user is None or not front.allows(message.chat.id, message.from_user.id):
            found = Problem(code="chat_not_allowed")
        elif message.text.startswith("/"):
            found = Problem(code="unknown_command", values=(("text", message.text.split()[0]),))
        await _reply(message, problem(found, front.texts), front)

    return served


def _press(front: Front) -> Served:
    async def served(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.callback_query is not None:
            await callbacks.serve_press(update.callback_query, front)

    return served


def _membership(front: Front) -> Served:
    async def served(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.my_chat_member is not None:
            await membership.serve_membership(update.my_chat_member, front)

    return served


def _migration(front: Front) -> Served:
    async def served(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None:
            await membership.serve_migration(update.message, front)

    return served


def _error(front: Front) -> Callable[[object, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
    async def served(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        await errors.serve_error(update, context.error, front)

    return served
