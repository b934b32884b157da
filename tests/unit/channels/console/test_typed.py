"""What typing on the console does: messages, and numbers that press buttons."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.channels.console import OPERATOR_ID
from bot.channels.telegram import TelegramSender
from bot.model.alert import Sent
from bot.model.message import Button, Message
from tests.unit.channels.console.stage import CARD, HERE, Terminal


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
