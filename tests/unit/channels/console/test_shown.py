"""What the console shows: messages with their time and sound, edits, deletions."""

from datetime import timedelta, timezone

from telegram import Bot

from bot.channels.console import CONSOLE_TOKEN, OPERATOR_ID
from bot.channels.telegram import TelegramSender
from bot.model.alert import Refused, Sent
from bot.model.message import Message
from tests.unit.channels.console.stage import CARD, HERE, Terminal, header


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
