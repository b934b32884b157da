"""The bot is added, removed, blocked or moved: told to the desk, said to groups once.

Added is not subscribed: a group hears one short greeting, a channel and a private chat nothing.
"""

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, Forbidden

from bot.model.alert import ChatAddress
from bot.model.vocabulary import ChatKind
from bot.render import answers
from handlers import replies
from handlers.front import Front

ABSENT = frozenset({ChatMember.LEFT, ChatMember.BANNED})
GREETED = frozenset({ChatKind.GROUP, ChatKind.SUPERGROUP})


async def serve_membership(changed: ChatMemberUpdated, front: Front) -> None:
    """Note that the bot left a chat or came back to it."""
    chat = changed.chat
    address = ChatAddress(channel=front.channel, chat_id=chat.id)
    if _is_absent(changed.new_chat_member):
        await front.desk.chat_left(address)
        return
    if not front.allows(chat.id, changed.from_user.id):
        return
    await front.desk.chat_back(address)
    if _is_absent(changed.old_chat_member) and ChatKind(chat.type) in GREETED:
        try:
            await replies.send(changed.get_bot(), address, answers.greeting(front.texts))
        except (BadRequest, Forbidden):
            return  # A group that lets us read but not write; its administrators see that.


def _is_absent(member: ChatMember) -> bool:
    """Whether somebody is outside a chat; one who was restricted may have left it as well."""
    if isinstance(member, ChatMemberRestricted):
        return not member.is_member
    return member.status in ABSENT


async def serve_migration(message: TelegramMessage, front: Front) -> None:
    """A group became a supergroup: told from the old chat or from the new one, both are fine."""
    here = ChatAddress(channel=front.channel, chat_id=message.chat.id)
    if message.migrate_to_chat_id is not None:
        await front.desk.chat_migrated(here, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        before = ChatAddress(channel=front.channel, chat_id=message.migrate_from_chat_id)
        await front.desk.chat_migrated(before, message.chat.id)
