"""Standing in a chat, with every field that clients insist on."""

from tests.fakes.bot_api.state import Chat, Json, Person

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
RESTRICTIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


def rights_of(chat: Chat, user_id: int) -> dict[str, bool]:
    """An administrator's rights in a chat: all that exist there unless a test set fewer."""
    names = (*ADMIN_RIGHTS, *(CHANNEL_RIGHTS if chat.type == "channel" else ("can_pin_messages",)))
    given = chat.rights.get(user_id)
    return {name: given is None or name in given for name in names}


def member_json(person: Person, status: str, rights: dict[str, bool]) -> Json:
    """A ChatMember object of the right kind for ``status``."""
    data: Json = {"user": person.json(), "status": status}
    if status == "creator":
        return data | {"is_anonymous": False}
    if status == "administrator":
        return data | {"can_be_edited": False, "is_anonymous": False} | rights
    if status == "restricted":
        return data | {"is_member": True, "until_date": 0} | dict.fromkeys(RESTRICTIONS, False)
    if status == "kicked":
        return data | {"until_date": 0}
    return data
