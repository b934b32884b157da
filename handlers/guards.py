"""Who may give which command: one declared guard per command, checked at the moment of acting.

Only numeric ids that Telegram vouches for count: ``message.from_user`` or the presser. Stand-ins
(anonymous administrators, channels that post, Telegram itself) are nobody, with one exception: an
anonymous administrator of a group may configure that group.
"""

from enum import StrEnum

from telegram import Chat, Message, User
from telegram.error import BadRequest, Forbidden

from bot.desk.asker import Asker
from bot.model.alert import ChatAddress
from bot.model.answers import Problem
from bot.model.vocabulary import ChatKind
from handlers.front import Call, Front

ANONYMOUS_ADMIN = 1087968824
STAND_INS = frozenset({136817688, 777000})
NOBODY = STAND_INS | {ANONYMOUS_ADMIN}
"""Ids that stand for everybody and nobody: never operators, whatever the settings say."""


class Guard(StrEnum):
    """What a command asks of the person who gives it. ``PERSON``: anybody, under their own name."""

    EVERYONE = "everyone"
    PERSON = "person"
    CHAT_ADMIN = "chat_admin"
    OPERATOR = "operator"


def ignored(message: Message) -> bool:
    """Whether a message is somebody else's words and so never a command: forwards, via bots, bots."""
    sender = message.from_user
    if message.forward_origin is not None or message.via_bot is not None or sender is None:
        return True
    return sender.is_bot and sender.id != ANONYMOUS_ADMIN and message.sender_chat is None


def speaks_for_chat(message: Message) -> bool:
    """Whether an anonymous administrator of this very group speaks."""
    sender, speaker = message.from_user, message.sender_chat
    return (
        sender is not None
        and sender.id == ANONYMOUS_ADMIN
        and speaker is not None
        and speaker.id == message.chat.id
    )


def is_stand_in(message: Message) -> bool:
    """Whether a chat speaks instead of a person, other than the group's own administrators."""
    sender = message.from_user
    if sender is None or sender.id in STAND_INS:
        return True
    return message.sender_chat is not None and not speaks_for_chat(message)


def asker_of(user: User, chat: Chat, thread_id: int, front: Front, *, anonymous: bool = False) -> Asker:
    """The asker in our own terms. Titles are taken from groups and channels, never from people."""
    kind = ChatKind(chat.type)
    return Asker(
        user_id=user.id,
        chat=ChatAddress(channel=front.channel, chat_id=chat.id, thread_id=thread_id),
        kind=kind,
        title=chat.title if kind is not ChatKind.PRIVATE else None,
        is_admin=not anonymous and user.id in front.operators - NOBODY,
    )


def thread_of(message: Message) -> int:
    """The topic of a message; 0 where there is none (General has no id of its own)."""
    return message.message_thread_id or 0 if message.is_topic_message else 0


async def refusal(guard: Guard, call: Call) -> Problem | None:
    """Why this call may not be served, or None when it may."""
    match guard:
        case Guard.EVERYONE:
            return None
        case Guard.PERSON:
            return Problem(code="people_only") if call.anonymous else None
        case Guard.OPERATOR:
            if call.anonymous:
                return Problem(code="people_only")
            if not call.asker.is_admin:
                return Problem(code="operators_only", values=(("user_id", str(call.asker.user_id)),))
            return Problem(code="private_only") if call.in_group else None
        case Guard.CHAT_ADMIN:
            return await _chat_refusal(call)


async def _chat_refusal(call: Call) -> Problem | None:
    if not call.in_group or call.anonymous:
        return None
    chat_id = call.asker.chat.chat_id
    try:
        administers = await call.front.members.administers(call.bot, chat_id, call.asker.user_id)
    except (BadRequest, Forbidden):
        administers = False
    return None if administers else Problem(code="chat_admins_only")
