"""Chats, membership, menus: numbers 36-40, 43-44; and what people do there."""

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.fakes.bot_api import FakeBotApi, Person

MENU = (BotCommand("start", "begin"), BotCommand("help", "how it works"))


async def test_36_a_chat_can_be_fetched_by_id_and_by_name(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    channel = api.channel("News", username="border_news")

    assert (await bot.get_chat(ann.id)).first_name == "Ann"
    assert (await bot.get_chat("@border_news")).id == channel


async def test_37_a_persons_standing_is_told(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    owner, stranger = api.user(12, "Owner"), api.user(13, "Stranger")
    group = api.group("Watch", owner=owner, members=(ann,))

    found = [(await bot.get_chat_member(group, person.id)).status for person in (owner, ann, stranger)]

    assert found == ["creator", "member", "left"]
    with pytest.raises(BadRequest, match=r"(?i)participant_id_invalid"):
        await bot.get_chat_member(group, 999)


async def test_38_the_bots_own_standing_in_a_supergroup_is_told(bot: Bot, api: FakeBotApi) -> None:
    group = api.group("Watch", bot_status="administrator")

    me = await bot.get_chat_member(group, bot.id)

    assert (me.status, me.user.is_bot) == ("administrator", True)


async def test_39_administrators_are_listed_with_their_rights(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    channel = api.channel("News", owner=ann)
    api.standing(channel, api.me.person, "administrator", rights={"can_post_messages"})

    listed = {member.user.id: member for member in await bot.get_chat_administrators(channel)}

    assert listed[ann.id].status == "creator"
    assert getattr(listed[bot.id], "can_post_messages", None) is True
    assert getattr(listed[bot.id], "can_edit_messages", None) is False


@pytest.mark.parametrize("status", ["creator", "administrator", "member", "restricted", "left", "kicked"])
async def test_every_standing_has_the_fields_that_the_library_insists_on(
    bot: Bot, api: FakeBotApi, ann: Person, status: str
) -> None:
    group = api.group("Watch", members=(ann,))
    api.standing(group, ann, status)

    assert (await bot.get_chat_member(group, ann.id)).status == status


async def test_a_private_chat_has_no_administrators(bot: Bot, ann: Person) -> None:
    with pytest.raises(BadRequest, match="no administrators"):
        await bot.get_chat_administrators(ann.id)


async def test_40_start_in_a_supergroup_is_answered_with_its_chat_type(
    bot: Bot, api: FakeBotApi, ann: Person
) -> None:
    group = api.group("Watch", members=(ann,))
    api.say(group, ann, "/start@borderwatch_test_bot")

    (update,) = await bot.get_updates(timeout=0)

    assert update.message is not None
    assert update.message.chat.type == "supergroup"
    assert [(e.type, e.offset, e.length) for e in update.message.entities] == [("bot_command", 0, 27)]
    assert (await bot.send_message(group, "here")).chat.type == "supergroup"


async def test_43_a_menu_is_set_for_its_scope_and_language_only(
    bot: Bot, api: FakeBotApi, ann: Person
) -> None:
    assert await bot.set_my_commands(MENU)
    assert await bot.set_my_commands(MENU[:1], scope=BotCommandScopeChat(ann.id), language_code="ru")

    assert {key: len(menu) for key, menu in api.me.menus.items()} == {
        ("default", ""): 2,
        (f"chat:{ann.id}", "ru"): 1,
    }


async def test_44_the_menu_got_is_the_menu_set(bot: Bot, ann: Person) -> None:
    await bot.set_my_commands(MENU)
    await bot.set_my_commands(MENU[:1], scope=BotCommandScopeChat(ann.id), language_code="ru")

    assert await bot.get_my_commands() == MENU
    assert await bot.get_my_commands(scope=BotCommandScopeChat(ann.id), language_code="ru") == MENU[:1]
    assert await bot.get_my_commands(language_code="ru") == ()


async def test_a_menu_with_a_bad_name_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([BotCommand("Start!", "begin")])


async def test_descriptions_are_kept_and_limited(bot: Bot) -> None:
    await bot.set_my_description("watches a border")
    await bot.set_my_short_description("border watch", language_code="ru")

    assert (await bot.get_my_description()).description == "watches a border"
    assert (await bot.get_my_short_description(language_code="ru")).short_description == "border watch"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)


async def test_a_person_who_blocks_the_bot_gets_nothing_and_the_bot_is_told(
    bot: Bot, api: FakeBotApi, ann: Person
) -> None:
    api.block(ann)

    (update,) = await bot.get_updates(timeout=0)

    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(ann.id, "x")
    api.unblock(ann)
    assert (await bot.send_message(ann.id, "x")).text == "x"


@pytest.mark.parametrize(("status", "words"), [("kicked", "was kicked"), ("left", "not a member")])
async def test_a_bot_outside_a_group_cannot_post(bot: Bot, api: FakeBotApi, status: str, words: str) -> None:
    group = api.group("Watch", bot_status=status)

    with pytest.raises(Forbidden, match=words):
        await bot.send_message(group, "x")


async def test_a_bot_needs_rights_in_a_channel(bot: Bot, api: FakeBotApi) -> None:
    channel = api.channel("News", bot_status="member")

    with pytest.raises(BadRequest, match=r"(?i)need administrator rights"):
        await bot.send_message(channel, "x")
    with pytest.raises(BadRequest, match=r"(?i)chat_admin_required"):
        await bot.get_chat_member(channel, bot.id)


async def test_a_migrated_group_names_its_new_id_and_tells_both_chats(
    bot: Bot, api: FakeBotApi, ann: Person
) -> None:
    group = api.group("Watch", owner=ann, supergroup=False)

    new = api.migrate(group)

    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group, "x")
    assert caught.value.new_chat_id == new
    assert (await bot.send_message(new, "x")).chat.type == "supergroup"
    messages = [update.message for update in await bot.get_updates(timeout=0)]
    assert [(m.migrate_to_chat_id, m.migrate_from_chat_id) for m in messages if m] == [
        (new, None),
        (None, group),
    ]


async def test_a_post_in_a_channel_is_nobodys_message(bot: Bot, api: FakeBotApi) -> None:
    channel = api.channel("News")
    api.say(channel, None, "morning")

    (update,) = await bot.get_updates(timeout=0)

    assert update.channel_post is not None
    assert update.channel_post.from_user is None
    assert update.message is None
