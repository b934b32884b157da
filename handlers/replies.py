"""Put a message of ours on the wire as a reply, a post or an edit.

Replies to people are not in the outbox: a lost reply is asked for again. Nothing here retries,
except once as plain text when Telegram rejects the styles of a message.
"""

from telegram import Bot, LinkPreviewOptions, MessageEntity, ReplyParameters
from telegram.error import BadRequest

from bot.channels.rich import to_entities, to_keyboard
from bot.model.alert import ChatAddress
from bot.model.message import Message

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
SAME_AGAIN = "message is not modified"
STYLES_REJECTED = ("can't parse entities", "entities_too_long")


async def send(bot: Bot, to: ChatAddress, message: Message, *, reply_to: int | None = None) -> None:
    """Post a message into a chat and topic; ``reply_to`` is the message it answers."""
    text, entities = to_entities(message)
    try:
        await _send(bot, to, text, entities, message, reply_to)
    except BadRequest as error:
        if not any(sign in str(error).lower() for sign in STYLES_REJECTED):
            raise
        await _send(bot, to, text, [], message, reply_to)


async def _send(
    bot: Bot,
    to: ChatAddress,
    text: str,
    entities: list[MessageEntity],
    message: Message,
    reply_to: int | None,
) -> None:
    reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to is not None else None
    await bot.send_message(
        to.chat_id,
        text,
        entities=entities or None,
        reply_markup=to_keyboard(message),
        message_thread_id=to.thread_id or None,
        reply_parameters=reply,
        link_preview_options=NO_PREVIEW,
    )


async def edit(bot: Bot, chat_id: int, message_id: int, message: Message) -> bool:
    """Replace a message of ours; False when it can no longer be edited."""
    text, entities = to_entities(message)
    try:
        await bot.edit_message_text(
            text,
            chat_id=chat_id,
            message_id=message_id,
            entities=entities or None,
            reply_markup=to_keyboard(message),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        return SAME_AGAIN in str(error).lower()
    return True
