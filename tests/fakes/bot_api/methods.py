"""The methods of the Bot API that the bot leans on, each as we read Telegram's behaviour.

A method takes a ``Call`` and returns its result or raises ``ApiError``; unknown names are not here
and are answered with 404 by the server. ``getUpdates`` waits and lives in ``polling``.
"""

import copy
from collections.abc import Callable
from typing import Any

from tests.fakes.bot_api.call import Call
from tests.fakes.bot_api.markup import checked_keyboard, checked_text
from tests.fakes.bot_api.members import member_json, rights_of
from tests.fakes.bot_api.state import IN_CHAT, ApiError, Chat, Json, Posted

ACTIONS = frozenset({"typing", "upload_photo", "upload_document", "find_location", "choose_sticker"})


def get_me(call: Call) -> Json:
    """The bot itself."""
    capabilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }
    return call.bot.person.json() | capabilities


def send_message(call: Call) -> Json:
    """Post text; (1) the message comes back."""
    chat = call.writable_chat()
    text, entities = checked_text(
        call.params.get("text"), call.text("parse_mode"), call.structure("entities") or []
    )
    markup = call.structure("reply_markup")
    keyboard = checked_keyboard(markup)
    preview = call.structure("link_preview_options") or {}
    posted = Posted(
        message_id=0,
        chat_id=chat.id,
        text=text,
        date=call.now,
        sender=call.bot.person,
        entities=entities,
        keyboard=keyboard,
        reply_markup=markup,
        reply_to=_reply_target(call, chat),
        thread_id=call.integer("message_thread_id"),
        silent=call.flag("disable_notification"),
        preview=not preview.get("is_disabled", False),
    )
    posted.message_id = chat.next_id()
    chat.messages[posted.message_id] = posted
    return call.result(posted)


def _reply_target(call: Call, chat: Chat) -> int | None:
    reply = call.structure("reply_parameters") or {}
    target = reply.get("message_id") or call.integer("reply_to_message_id")
    if target is None or int(target) in chat.messages:
        return None if target is None else int(target)
    if reply.get("allow_sending_without_reply"):
        return None
    raise ApiError(400, "Bad Request: message to be replied not found")


def edit_message_text(call: Call) -> Json:
    """(14-16) New text and keyboard; the same once more is "not modified"."""
    chat = call.writable_chat()
    posted = _editable(call, chat)
    text, entities = checked_text(
        call.params.get("text"), call.text("parse_mode"), call.structure("entities") or []
    )
    keyboard = checked_keyboard(call.structure("reply_markup"))
    if (text, entities, keyboard) == (posted.text, posted.entities, posted.keyboard):
        raise _not_modified()
    posted.edits.append(posted.text)
    posted.text, posted.entities, posted.keyboard, posted.edited_at = text, entities, keyboard, call.now
    return call.result(posted)


def edit_message_reply_markup(call: Call) -> Json:
    """Change or take away the buttons only."""
    posted = _editable(call, call.writable_chat())
    keyboard = checked_keyboard(call.structure("reply_markup"))
    if keyboard == posted.keyboard:
        raise _not_modified()
    posted.keyboard, posted.edited_at = keyboard, call.now
    return call.result(posted)


def _editable(call: Call, chat: Chat) -> Posted:
    posted = call.own_message(chat, "edit")
    if posted.sender is None or posted.sender.id != call.bot.person.id:
        raise ApiError(400, "Bad Request: message can't be edited")
    return posted


def _not_modified() -> ApiError:
    return ApiError(
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message",
    )


def delete_message(call: Call) -> bool:
    """(18) The message is gone for everybody."""
    chat = call.chat()
    posted = call.own_message(chat, "delete")
    del chat.messages[posted.message_id]
    return True


def send_chat_action(call: Call) -> bool:
    """(8) "typing" and its like."""
    call.writable_chat()
    if call.text("action") not in ACTIONS:
        raise ApiError(400, "Bad Request: wrong parameter action in request")
    return True


def answer_callback_query(call: Call) -> bool:
    """(20, 21) A live query once; an unknown or answered one is refused."""
    query_id = call.text("callback_query_id") or ""
    if not call.world.queries.get(query_id, False):
        raise ApiError(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        )
    if len(call.text("text") or "") > 200:
        raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
    call.world.queries[query_id] = False
    call.world.query_answers.append(copy.deepcopy(call.params))
    return True


def get_chat(call: Call) -> Json:
    """(36) A chat with the fields that every full answer holds."""
    chat = call.chat()
    return chat.json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_member(call: Call) -> Json:
    """(37, 38) Somebody's standing in a chat that the bot can see."""
    chat = _visible_chat(call)
    user_id = call.integer("user_id") or 0
    person = call.world.people.get(user_id)
    if person is None:
        raise ApiError(400, "Bad Request: PARTICIPANT_ID_INVALID")
    return member_json(person, chat.members.get(user_id, "left"), rights_of(chat, user_id))


def get_chat_administrators(call: Call) -> list[Json]:
    """(39) Those who administer a group or channel; there is always an owner."""
    chat = _visible_chat(call)
    if chat.type == "private":
        raise ApiError(400, "Bad Request: there are no administrators in the private chat")
    return [
        member_json(call.world.people[user_id], status, rights_of(chat, user_id))
        for user_id, status in chat.members.items()
        if status in ("creator", "administrator")
    ]


def get_chat_member_count(call: Call) -> int:
    """How many are in a chat, bots included."""
    return sum(status in IN_CHAT for status in _visible_chat(call).members.values())


def _visible_chat(call: Call) -> Chat:
    """Membership is told to members; a channel hides its list from a bot without rights."""
    chat = call.chat()
    status = chat.members.get(call.bot.person.id, "left")
    if chat.type != "private" and status not in IN_CHAT:
        raise ApiError(403, f"Forbidden: bot is not a member of the {chat.type} chat")
    if chat.type == "channel" and status != "administrator":
        raise ApiError(400, "Bad Request: CHAT_ADMIN_REQUIRED")
    return chat


def leave_chat(call: Call) -> bool:
    """The bot goes."""
    call.chat().members[call.bot.person.id] = "left"
    return True


def _menu_key(call: Call) -> tuple[str, str]:
    scope = call.structure("scope") or {"type": "default"}
    parts = [str(scope["type"]), *(str(scope[name]) for name in ("chat_id", "user_id") if name in scope)]
    return ":".join(parts), call.text("language_code") or ""


def set_my_commands(call: Call) -> bool:
    """(43) A menu for one scope and language."""
    commands = call.structure("commands") or []
    for command in commands:
        name, description = command.get("command", ""), command.get("description", "")
        if not (name.isascii() and name.replace("_", "").isalnum() and name == name.lower()):
            raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")
        if len(name) > 32 or not 1 <= len(description) <= 256:
            raise ApiError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    if len(commands) > 100:
        raise ApiError(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    call.bot.menus[_menu_key(call)] = [
        {"command": command["command"], "description": command["description"]} for command in commands
    ]
    return True


def get_my_commands(call: Call) -> list[Json]:
    """(44) The same menu again."""
    return call.bot.menus.get(_menu_key(call), [])


def delete_my_commands(call: Call) -> bool:
    """Take a menu away."""
    call.bot.menus.pop(_menu_key(call), None)
    return True


def _set_text(name: str, limit: int) -> Callable[[Call], bool]:
    def method(call: Call) -> bool:
        value = call.text(name) or ""
        if len(value) > limit:
            raise ApiError(400, f"Bad Request: {name} is too long")
        call.bot.texts[name, call.text("language_code") or ""] = value
        return True

    return method


def _get_text(name: str) -> Callable[[Call], Json]:
    return lambda call: {name: call.bot.texts.get((name, call.text("language_code") or ""), "")}


def _true(_call: Call) -> bool:
    return True


def get_webhook_info(_call: Call) -> Json:
    """None is ever set here."""
    return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


METHODS: dict[str, Callable[[Call], Any]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _set_text("name", 64),
    "getMyName": _get_text("name"),
    "setMyDescription": _set_text("description", 512),
    "getMyDescription": _get_text("description"),
    "setMyShortDescription": _set_text("short_description", 120),
    "getMyShortDescription": _get_text("short_description"),
    "setChatMenuButton": _true,
    "deleteWebhook": _true,
    "getWebhookInfo": get_webhook_info,
}
BY_LOWER_NAME = {name.lower(): name for name in METHODS}
