"""/whoami: a person's numeric id, as operators need it for the settings."""

from bot.model.message import Message
from bot.render import answers
from handlers.front import Call


async def whoami(call: Call) -> Message:
    """Tell a person's id and the chat's."""
    asker = call.asker
    return answers.whoami(asker.user_id, asker.chat.chat_id, call.front.texts, operator=asker.is_admin)
