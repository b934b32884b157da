"""Another chat that a person wants to configure from private: both memberships are checked.

The name a person types is only a claim. The person must administer the chat, and the bot must be
allowed to post there; both are asked of Telegram at the time of the command.
"""

from telegram import Bot, ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.error import BadRequest, Forbidden

from bot.desk.asker import ChatTarget
from bot.model.answers import Problem
from bot.model.vocabulary import ChatKind
from handlers.front import Call

CONFIGURABLE = frozenset({ChatKind.CHANNEL, ChatKind.GROUP, ChatKind.SUPERGROUP})


async def authorised_target(call: Call, name: str) -> ChatTarget | Problem:
    """The chat behind ``@name`` or a numeric id, when this person may configure it."""
    if call.in_group:
        return Problem(code="private_only")
    shown = (("chat", name),)
    try:
        chat = await call.bot.get_chat(int(name) if name.startswith("-") else name)
    except (BadRequest, Forbidden):
        return Problem(code="chat_unknown", values=shown)
    kind = ChatKind(chat.type)
    if kind not in CONFIGURABLE:
        return Problem(code="chat_is_private", values=shown)
    target = ChatTarget(chat_id=chat.id, kind=kind, title=chat.title)
    if not call.front.allows(chat.id, call.asker.user_id):
        return Problem(code="chat_not_allowed")
    return await refused_target(call, target, name) or target


async def refused_target(call: Call, target: ChatTarget, name: str) -> Problem | None:
    """Why the person or the bot may not act in a chat, or None. Checked again at every press."""
    shown = (("chat", name),)
    try:
        yours = await call.front.members.administers(call.bot, target.chat_id, call.asker.user_id)
    except (BadRequest, Forbidden):
        return Problem(code="cannot_check", values=shown)
    if not yours:
        return Problem(code="chat_not_yours", values=shown)
    if not await _bot_may_post(call.bot, target):
        return Problem(code="cannot_post", values=shown)
    return None


async def _bot_may_post(bot: Bot, target: ChatTarget) -> bool:
    try:
        member = await bot.get_chat_member(target.chat_id, bot.id)
    except (BadRequest, Forbidden):
        return False
    if isinstance(member, ChatMemberAdministrator):
        return target.kind is not ChatKind.CHANNEL or bool(member.can_post_messages)
    if target.kind is ChatKind.CHANNEL:
        return member.status == ChatMember.OWNER
    if isinstance(member, ChatMemberRestricted):
        return bool(member.can_send_messages)
    return member.status in (ChatMember.MEMBER, ChatMember.OWNER)
