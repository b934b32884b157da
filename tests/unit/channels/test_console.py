"""The console in place of the Bot API: what is shown, what typing does, and what is refused."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

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
from bot.channels.terminal import QueuedLines
from bot.model.alert import ChatAddress, Refused, Sent
from bot.model.message import Button, Message, Style

HERE = ChatAddress(channel="telegram", chat_id=OPERATOR_ID)
CARD = Message(
    text="😀 Khatlon: 3 killed\nsource said\nso",
    styles=(
        Style(kind="bold", start=2, length=7),
        Style(kind="link", start=20, length=6, url="https://e.org/1"),
        Style(kind="quote", start=20, length=14),
    ),
    buttons=((Button(text="Why", data="why|1"), Button(text="Map", url="https://e.org/m")),),
)


@dataclass
class Terminal:
    """A person at a terminal: types lines, sees output, and owns the clock."""

    lines: QueuedLines = field(default_factory=QueuedLines)
    now: datetime = datetime(2025, 11, 20, 17, 51, tzinfo=UTC)
    written: list[str] = field(default_factory=list)

    def request(self, **options: object) -> ConsoleRequest:
        return ConsoleRequest(self.lines, self.written.append, lambda: self.now, **options)  # type: ignore[arg-type]

    @property
    def seen(self) -> list[str]:
        return "".join(self.written).splitlines()


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
async def bot(terminal: Terminal) -> AsyncIterator[Bot]:
    request = terminal.request()
    async with Bot(CONSOLE_TOKEN, request=request, get_updates_request=request) as bot:
        yield bot


@pytest.fixture
def sender(bot: Bot) -> TelegramSender:
    return TelegramSender(bot)


def header(line: str) -> str:
    return line.strip("─ ")


async def test_a_message_is_shown_with_time_sound_links_and_buttons(
    sender: TelegramSender, terminal: Terminal
) -> None:
    assert isinstance(await sender.send(HERE, CARD), Sent)

    assert header(terminal.seen[0]) == "2025-11-20 17:51 UTC · sound"
    assert terminal.seen[1:] == [
        "  😀 Khatlon: 3 killed",
        "  │ source <https://e.org/1> said",
        "  │ so",
        "  [1] Why   Map: https://e.org/m",
    ]


async def test_no_escape_sequences_without_a_terminal(sender: TelegramSender, terminal: Terminal) -> None:
    await sender.send(HERE, CARD)

    assert "\x1b" not in "".join(terminal.written)


async def test_styles_are_shown_on_a_terminal(terminal: Terminal) -> None:
    request = terminal.request(ansi=True)
    await TelegramSender(Bot(CONSOLE_TOKEN, request=request)).send(HERE, CARD)

    assert "😀 \x1b[1mKhatlon\x1b[0m: 3 killed" in terminal.seen[1]


async def test_words_from_outside_cannot_drive_the_terminal(
    sender: TelegramSender, terminal: Terminal
) -> None:
    await sender.send(HERE, Message(text="a\x1b[2Jb\x07\x9b31m\u202ec\rd"))

    assert terminal.seen[1] == "  a[2Jb31mcd"


async def test_silent_messages_replies_and_edits_are_marked(
    sender: TelegramSender, terminal: Terminal
) -> None:
    card = await sender.send(HERE, Message(text="first line\nsecond"), silent=True)
    assert isinstance(card, Sent)
    terminal.now += timedelta(minutes=5)
    await sender.send(HERE, Message(text="more"), reply_to=card.message_id)
    await sender.edit(HERE, card.message_id, Message(text="changed"))

    assert [header(line) for line in terminal.seen if line.startswith("─")] == [
        "2025-11-20 17:51 UTC · silent",
        "2025-11-20 17:56 UTC · sound · reply to “first line”",
        "2025-11-20 17:56 UTC · edited · silent",
    ]


async def test_times_are_shown_where_the_operator_lives(terminal: Terminal) -> None:
    request = terminal.request(timezone=timezone(timedelta(hours=5), "Asia/Dushanbe"))
    await TelegramSender(Bot(CONSOLE_TOKEN, request=request)).send(HERE, Message(text="x"))

    assert header(terminal.seen[0]) == "2025-11-20 22:51 Asia/Dushanbe · sound"


async def test_a_deleted_message_is_named(bot: Bot, sender: TelegramSender, terminal: Terminal) -> None:
    card = await sender.send(HERE, Message(text="wrong"))
    assert isinstance(card, Sent)

    await bot.delete_message(OPERATOR_ID, card.message_id)

    assert header(terminal.seen[-1]) == "2025-11-20 17:51 UTC · deleted · “wrong”"
    assert await sender.edit(HERE, card.message_id, CARD) == Refused(scope="target", why="not_editable")


async def test_a_typed_line_is_a_message_of_the_operator(bot: Bot, terminal: Terminal) -> None:
    terminal.lines.feed("  /latest Хатлон ")

    (update,) = await bot.get_updates(timeout=5)

    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert (message.text, message.from_user.id, message.chat.id, message.chat.type) == (
        "/latest Хатлон",
        OPERATOR_ID,
        OPERATOR_ID,
        "private",
    )
    assert message.date == terminal.now
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bot_command", 0, 7)]


async def test_a_poll_without_input_ends_after_its_time_and_loses_nothing(
    bot: Bot, terminal: Terminal
) -> None:
    assert await bot.get_updates(timeout=timedelta(milliseconds=1)) == ()
    assert await bot.get_updates(timeout=0) == ()
    cancelled = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0)
    cancelled.cancel()
    await asyncio.gather(cancelled, return_exceptions=True)

    terminal.lines.feed("kept")

    (update,) = await bot.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.text == "kept"


async def test_an_update_is_repeated_until_it_is_confirmed(bot: Bot, terminal: Terminal) -> None:
    terminal.lines.feed("one")
    terminal.lines.feed("two")

    (first,) = await bot.get_updates(timeout=5)
    (again,) = await bot.get_updates(timeout=5)
    (second,) = await bot.get_updates(offset=first.update_id + 1, timeout=5)

    assert again.update_id == first.update_id
    assert second.message is not None
    assert second.message.text == "two"


@pytest.mark.parametrize("typed", ["1", "[1]", " [ 1 ] "])
async def test_a_number_presses_its_button(
    bot: Bot, sender: TelegramSender, terminal: Terminal, typed: str
) -> None:
    card = await sender.send(HERE, CARD)
    terminal.lines.feed(typed)

    (update,) = await bot.get_updates(timeout=5)

    query = update.callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.from_user.id) == ("why|1", OPERATOR_ID)
    assert Sent(message_id=query.message.message_id) == card
    assert await query.answer("because")
    assert terminal.seen[-1] == "  (because)"
    with pytest.raises(BadRequest, match="too old"):
        await query.answer()


@pytest.mark.parametrize("typed", ["7", "[x]", "²", "9" * 5000])
async def test_a_number_that_no_button_bears_is_a_message(bot: Bot, terminal: Terminal, typed: str) -> None:
    terminal.lines.feed(typed)

    (update,) = await bot.get_updates(timeout=5)

    assert update.message is not None
    assert update.message.text == typed[:4096]


async def test_a_button_keeps_its_number_and_no_other_ever_gets_it(
    bot: Bot, sender: TelegramSender, terminal: Terminal
) -> None:
    def choices(*labels: str) -> Message:
        return Message(text=" ".join(labels), buttons=tuple((Button(text=x, data=x),) for x in labels))

    card = await sender.send(HERE, choices("a", "b"))
    assert isinstance(card, Sent)
    await sender.send(HERE, choices("c"))
    await sender.edit(HERE, card.message_id, choices("b", "d"))

    assert [line.strip() for line in terminal.seen if "[" in line] == [
        "[1] a",
        "[2] b",
        "[3] c",
        "[2] b",
        "[4] d",
    ]
    terminal.lines.feed("1")
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query is None


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
