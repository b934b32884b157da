"""Messages, edits and callbacks: numbers 1-8, 14-22, 29-35 of the fake's list."""

import httpx
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from tests.fakes.bot_api import FakeBotApi, Person

MENU = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="v1|more")]])


async def test_01_a_plain_send_returns_the_message(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "hello")

    assert (sent.text, sent.chat.id, sent.chat.type) == ("hello", ann.id, "private")
    assert sent.from_user is not None
    assert sent.from_user.id == bot.id


async def test_02_the_reply_to_a_private_start_comes_back_with_its_keyboard(
    bot: Bot, api: FakeBotApi, ann: Person
) -> None:
    started = api.say(ann.id, ann, "/start")
    (update,) = await bot.get_updates(timeout=0)
    assert update.message is not None

    sent = await update.message.reply_text("welcome", reply_markup=MENU, do_quote=True)

    assert sent.reply_markup == MENU
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == started


async def test_03_html_becomes_text_and_entities(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(
        ann.id, '😀 <b>six &amp; more</b> <a href="https://e.org/">x</a>', parse_mode=ParseMode.HTML
    )

    assert sent.text == "😀 six & more x"
    assert [(e.type, e.offset, e.length, e.url) for e in sent.entities] == [
        ("bold", 3, 10, None),
        ("text_link", 14, 1, "https://e.org/"),
    ]


@pytest.mark.parametrize("text", ["12345", "007", "-1", "1e5"])
async def test_04_digits_stay_text(bot: Bot, ann: Person, text: str) -> None:
    assert (await bot.send_message(ann.id, text)).text == text


@pytest.mark.parametrize("text", ['{"text": 1}', "[1]", "null", "true"])
async def test_05_what_looks_like_json_stays_text(bot: Bot, ann: Person, text: str) -> None:
    assert (await bot.send_message(ann.id, text)).text == text


async def test_06_a_reply_keeps_its_target(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    asked = api.say(ann.id, ann, "/status")

    sent = await bot.send_message(ann.id, "fine", reply_parameters=ReplyParameters(asked))

    assert sent.reply_to_message is not None
    assert (sent.reply_to_message.message_id, sent.reply_to_message.text) == (asked, "/status")


async def test_07_a_reply_keyboard_is_accepted(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    await bot.send_message(ann.id, "choose", reply_markup=ReplyKeyboardMarkup([["one", "two"]]))

    assert api.last(ann.id).reply_markup == {"keyboard": [[{"text": "one"}, {"text": "two"}]]}


async def test_08_a_chat_action_is_accepted_and_a_strange_one_is_not(bot: Bot, ann: Person) -> None:
    assert await bot.send_chat_action(ann.id, "typing")
    with pytest.raises(BadRequest):
        await bot.send_chat_action(ann.id, "dancing")


async def test_14_an_edit_changes_text_and_keyboard(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "old", reply_markup=MENU)
    other = InlineKeyboardMarkup([[InlineKeyboardButton("Less", callback_data="v1|less")]])

    edited = await bot.edit_message_text("new", ann.id, sent.message_id, reply_markup=other)

    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("new", other)
    assert api.last(ann.id).edits == ["old"]


async def test_15_the_first_edit_passes_and_keeps_the_id(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "old")

    await bot.edit_message_text("new", ann.id, sent.message_id)

    assert [(m.message_id, m.text) for m in api.messages(ann.id)] == [(sent.message_id, "new")]


async def test_16_the_same_edit_once_more_is_not_modified(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "old")
    await bot.edit_message_text("new", ann.id, sent.message_id)

    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("new", ann.id, sent.message_id)


async def test_17_an_html_edit_yields_entities(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "old")

    edited = await bot.edit_message_text("<i>n</i>ew", ann.id, sent.message_id, parse_mode=ParseMode.HTML)

    assert not isinstance(edited, bool)
    assert [(e.type, e.offset, e.length) for e in edited.entities] == [("italic", 0, 1)]


async def test_buttons_alone_can_be_edited_away(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "old", reply_markup=MENU)

    await bot.edit_message_reply_markup(ann.id, sent.message_id, reply_markup=None)

    assert api.last(ann.id).buttons == []


async def test_18_19_a_deleted_message_is_gone_and_cannot_be_edited(
    bot: Bot, api: FakeBotApi, ann: Person
) -> None:
    sent = await bot.send_message(ann.id, "old")

    assert await bot.delete_message(ann.id, sent.message_id)

    assert api.messages(ann.id) == []
    with pytest.raises(BadRequest, match="to edit not found"):
        await bot.edit_message_text("new", ann.id, sent.message_id)


async def test_somebody_elses_message_cannot_be_edited(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("new", ann.id, api.say(ann.id, ann, "mine"))


async def test_20_a_live_query_is_answered_once(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "menu", reply_markup=MENU)
    query_id = api.press(ann.id, ann, sent.message_id, "v1|more")

    assert await bot.answer_callback_query(query_id, "done")
    assert api.world.query_answers[0]["text"] == "done"
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query_id)


async def test_21_an_unknown_query_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="query id is invalid"):
        await bot.answer_callback_query("404")


async def test_22_callback_data_has_64_bytes_at_most(bot: Bot, ann: Person) -> None:
    def keyboard(size: int) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="d" * size)]])

    await bot.send_message(ann.id, "fits", reply_markup=keyboard(64))
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(ann.id, "too long", reply_markup=keyboard(65))


@pytest.mark.parametrize("source", ["<b>open", "<b>x</i>", "<script>x</script>"])
async def test_29_broken_html_is_refused(bot: Bot, ann: Person, source: str) -> None:
    with pytest.raises(BadRequest, match="parse entities"):
        await bot.send_message(ann.id, source, parse_mode=ParseMode.HTML)


async def test_a_lone_ampersand_passes_in_html(bot: Bot, ann: Person) -> None:
    assert (await bot.send_message(ann.id, "a & b", parse_mode=ParseMode.HTML)).text == "a & b"


async def test_entities_beyond_the_text_are_refused(bot: Bot, ann: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bounds"):
        await bot.send_message(ann.id, "abc", entities=[MessageEntity("bold", 2, 5)])


async def test_31_more_than_4096_units_are_refused(bot: Bot, ann: Person) -> None:
    assert (await bot.send_message(ann.id, "😀" * 2048)).message_id
    with pytest.raises(BadRequest, match="too long"):
        await bot.send_message(ann.id, "x" * 4097)
    with pytest.raises(BadRequest, match="too long"):
        await bot.send_message(ann.id, "😀" * 2049)


@pytest.mark.parametrize("text", ["", " \n "])
async def test_32_empty_text_is_refused(http: httpx.AsyncClient, ann: Person, text: str) -> None:
    answer = await http.post("sendMessage", data={"chat_id": ann.id, "text": text})

    assert answer.status_code == 400
    assert answer.json()["description"] == "Bad Request: message text is empty"


async def test_33_an_unknown_chat_is_not_found_and_a_stranger_is_forbidden(bot: Bot, api: FakeBotApi) -> None:
    api.user(77, "Stranger")

    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(123, "x")
    with pytest.raises(Forbidden, match="initiate conversation"):
        await bot.send_message(77, "x")


async def test_34_an_unknown_name_is_not_found_and_a_known_one_is(bot: Bot, api: FakeBotApi) -> None:
    channel = api.channel("News", username="border_news")

    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message("@nobody", "x")
    assert (await bot.send_message("@Border_News", "x")).chat.id == channel


async def test_35_a_reply_to_a_missing_message_is_refused_unless_allowed(bot: Bot, ann: Person) -> None:
    with pytest.raises(BadRequest, match="replied not found"):
        await bot.send_message(ann.id, "x", reply_parameters=ReplyParameters(999))

    free = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(ann.id, "x", reply_parameters=free)).reply_to_message is None
