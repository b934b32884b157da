"""The console as the Bot API from the start of a session to its end: what it answers and what it refuses."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, InvalidToken
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.channels.console import CONSOLE_TOKEN, OPERATOR_ID, ConsoleRequest
from bot.channels.telegram import TelegramSender
from bot.model.alert import ChatAddress, Refused, Sent
from bot.model.message import Message
from tests.unit.channels.console.stage import CARD, HERE, Terminal


async def test_what_telegram_refuses_is_refused(bot: Bot, sender: TelegramSender) -> None:
    card = await sender.send(HERE, CARD)
    assert isinstance(card, Sent)

    assert await sender.send(ChatAddress(channel="telegram", chat_id=99), CARD) == Refused(
        scope="chat", why="chat_not_found"
    )
    assert await sender.send(HERE, Message(text=" \n")) == Refused(scope="content", why="empty")
    assert await sender.edit(HERE, card.message_id, CARD) == card
    with pytest.raises(BadRequest, match="too long"):
        await bot.send_message(OPERATOR_ID, "x" * 4097)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="d" * 65)]])
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(OPERATOR_ID, "x", reply_markup=keyboard)
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.get_chat("@channel")
    with pytest.raises(InvalidToken):
        await bot.get_file("x")


async def test_what_the_application_asks_at_start_is_answered(bot: Bot) -> None:
    menu = (BotCommand("start", "begin"),)

    assert (await bot.get_me()).is_bot
    assert await bot.set_my_commands(menu, language_code="en")
    assert await bot.get_my_commands(language_code="en") == menu
    assert await bot.get_my_commands() == ()
    assert await bot.set_my_description("x")
    assert await bot.set_my_short_description("x")
    assert await bot.delete_webhook()
    assert await bot.send_chat_action(OPERATOR_ID, "typing")
    assert (await bot.get_chat(OPERATOR_ID)).type == "private"
    assert (await bot.get_chat_member(OPERATOR_ID, OPERATOR_ID)).status == "member"
    with pytest.raises(BadRequest, match="no administrators"):
        await bot.get_chat_administrators(OPERATOR_ID)


async def test_nothing_is_read_before_the_input_is_opened(terminal: Terminal) -> None:
    request = terminal.request(reading=False, prompt="> ")
    terminal.lines.feed("early")
    async with Bot(CONSOLE_TOKEN, request=request, get_updates_request=request) as bot:
        assert await bot.get_updates(timeout=timedelta(milliseconds=1)) == ()
        poll = asyncio.create_task(bot.get_updates(timeout=5))

        request.open_input()

        assert [update.message.text for update in await poll if update.message] == ["early"]
    assert terminal.seen == ["> "]


async def test_output_comes_above_the_prompt(terminal: Terminal) -> None:
    request = terminal.request(prompt="> ", ansi=True)
    request.notice("first\x1b[2J")
    request.notice("second")

    assert "".join(terminal.written) == "first[2J\n> \r\x1b[Ksecond\n> "


async def test_the_end_of_input_is_told_after_the_last_line_was_taken(terminal: Terminal) -> None:
    request = terminal.request()
    terminal.lines.feed("last")
    terminal.lines.end()
    async with Bot(CONSOLE_TOKEN, request=request, get_updates_request=request) as bot:
        (update,) = await bot.get_updates(timeout=5)
        assert not request.ended.is_set()

        poll = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=0.01))  # type: ignore[arg-type]
        await asyncio.wait_for(request.ended.wait(), 5)
        assert await poll == ()


async def test_a_reader_who_left_ends_the_session_and_fails_no_call(terminal: Terminal) -> None:
    def broken(_: str) -> None:
        raise BrokenPipeError

    request = ConsoleRequest(terminal.lines, broken, lambda: terminal.now)
    assert isinstance(await TelegramSender(Bot(CONSOLE_TOKEN, request=request)).send(HERE, CARD), Sent)

    assert request.ended.is_set()


async def test_ids_of_a_later_run_are_higher(terminal: Terminal) -> None:
    async def first_id() -> int:
        bot = Bot(CONSOLE_TOKEN, request=terminal.request())
        return (await bot.send_message(OPERATOR_ID, "x")).message_id

    earlier = await first_id()
    terminal.now += timedelta(seconds=30)

    assert await first_id() == earlier + 30


async def test_a_real_application_answers_on_the_console(terminal: Terminal) -> None:
    async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
        await update.message.reply_text("welcome", reply_markup=keyboard)

    async def press(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer()
        await update.callback_query.edit_message_text("more of it")

    async def words(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(f"you said {update.message.text}", do_quote=True)
        answered.set()

    answered = asyncio.Event()
    request = terminal.request()
    application = (
        Application.builder()
        .token(CONSOLE_TOKEN)
        .request(request)
        .get_updates_request(request)
        .job_queue(None)
        .build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(press))
    application.add_handler(MessageHandler(filters.TEXT, words))
    for line in ("/start", "hello", ""):
        terminal.lines.feed(line)
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        await asyncio.wait_for(answered.wait(), 5)
        terminal.lines.feed("1")
        terminal.lines.end()
        await asyncio.wait_for(request.ended.wait(), 5)
        await application.updater.stop()
        await application.stop()

    assert [line for line in terminal.seen if not line.startswith("─")] == [
        "  welcome",
        "  [1] More",
        "  you said hello",
        "  more of it",
    ]
