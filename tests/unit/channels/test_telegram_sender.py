"""What a message becomes on the wire, and what the sender does after a refusal."""

import asyncio

import pytest
from telegram import Bot

from bot.channels.request import (
    CONNECT_TIMEOUT_SECONDS,
    LONGEST_CALL_SECONDS,
    CapturingRequest,
    api_addresses,
    recorded,
)
from bot.channels.telegram import TelegramSender
from bot.model.alert import ChatAddress, Halt, Refused, Sent, Throttled, Uncertain, Unreached
from bot.model.message import Button, Message, Style
from tests.fakes.bot_api import TOKEN, FakeBotApi

CARD = Message(
    text="🔴 Khatlon: 3 killed",
    styles=(
        Style(kind="bold", start=2, length=7),
        Style(kind="link", start=11, length=8, url="https://e.org"),
    ),
    buttons=((Button(text="Why", data="v1|why|7"), Button(text="Source", url="https://e.org/7")),),
)


async def test_text_styles_and_buttons_arrive_with_utf16_offsets(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    outcome = await sender.send(ann, CARD)

    posted = api.last(ann.chat_id)
    assert outcome == Sent(message_id=posted.message_id)
    assert posted.text == CARD.text
    assert posted.entities == [
        {"type": "bold", "offset": 3, "length": 7},
        {"type": "text_link", "offset": 12, "length": 8, "url": "https://e.org"},
    ]
    assert [button["text"] for button in posted.buttons] == ["Why", "Source"]
    assert posted.data_of("Why") == "v1|why|7"


async def test_markup_in_words_stays_words(sender: TelegramSender, api: FakeBotApi, ann: ChatAddress) -> None:
    await sender.send(ann, Message(text="<b>*x*</b> [a](tg://user?id=1)"))

    assert (api.last(ann.chat_id).text, api.last(ann.chat_id).entities) == (
        "<b>*x*</b> [a](tg://user?id=1)",
        [],
    )


async def test_previews_are_off_and_sound_is_as_asked(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    await sender.send(ann, Message(text="https://e.org"), silent=True)
    await sender.send(ann, Message(text="https://e.org"))

    assert [(m.silent, m.preview) for m in api.messages(ann.chat_id)] == [(True, False), (False, False)]


async def test_a_reply_goes_out_even_when_its_target_is_gone(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    card = await sender.send(ann, CARD)
    assert isinstance(card, Sent)

    await sender.send(ann, Message(text="update"), reply_to=card.message_id)
    await sender.send(ann, Message(text="alone"), reply_to=999)

    assert [m.reply_to for m in api.messages(ann.chat_id)] == [None, card.message_id, None]


async def test_a_topic_is_named_and_none_is_sent_without_one(sender: TelegramSender, api: FakeBotApi) -> None:
    group = api.group("Watch")

    await sender.send(ChatAddress(channel="telegram", chat_id=group, thread_id=5), Message(text="in topic"))
    await sender.send(ChatAddress(channel="telegram", chat_id=group), Message(text="general"))

    assert [m.thread_id for m in api.messages(group)] == [5, None]


async def test_an_edit_replaces_text_and_buttons_and_repeating_it_is_fine(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    card = await sender.send(ann, CARD)
    assert isinstance(card, Sent)

    first = await sender.edit(ann, card.message_id, Message(text="4 killed"))
    second = await sender.edit(ann, card.message_id, Message(text="4 killed"))

    assert first == second == card
    assert (api.last(ann.chat_id).text, api.last(ann.chat_id).buttons) == ("4 killed", [])


async def test_an_edit_of_a_message_that_is_gone_says_so(sender: TelegramSender, ann: ChatAddress) -> None:
    assert await sender.edit(ann, 999, CARD) == Refused(scope="target", why="not_editable")


async def test_what_cannot_be_parsed_goes_out_once_more_as_plain_text(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    api.fault("sendMessage", 400, "Bad Request: can't parse entities: unsupported start tag")

    assert isinstance(await sender.send(ann, CARD), Sent)

    assert [(m.text, m.entities) for m in api.messages(ann.chat_id)] == [(CARD.text, [])]
    assert api.last(ann.chat_id).data_of("Why") == "v1|why|7"
    assert sender.second_tries == {"markup": 1}


async def test_the_plain_form_is_tried_only_once(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    api.fault("sendMessage", 400, "Bad Request: can't parse entities", times=9)

    assert await sender.send(ann, CARD) == Refused(scope="content", why="markup")
    assert len([call for call in api.requests if call.method == "sendMessage"]) == 2


async def test_what_is_too_long_is_shortened_by_whole_lines(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    line = "😀" * 500
    text = "\n".join(["first", line, line, line, line, line])

    assert isinstance(await sender.send(ann, Message(text=text)), Sent)

    assert api.last(ann.chat_id).text == "\n".join(["first", line, line, line, line])
    assert sender.second_tries == {"too_long": 1}


async def test_a_closed_topic_gets_the_post_in_the_general_one(
    sender: TelegramSender, api: FakeBotApi
) -> None:
    group = api.group("Watch")
    api.fault("sendMessage", 400, "Bad Request: TOPIC_CLOSED")

    outcome = await sender.send(
        ChatAddress(channel="telegram", chat_id=group, thread_id=5), Message(text="x")
    )

    assert isinstance(outcome, Sent)
    assert [m.thread_id for m in api.messages(group)] == [None]


@pytest.mark.parametrize(
    "broken",
    [
        Message(text="x", styles=(Style(kind="blink", start=0, length=1),)),
        Message(text="x", buttons=((Button(text="b", data="ж" * 33),),)),
        Message(text="x", buttons=((Button(text="b"),),)),
    ],
)
async def test_a_message_that_cannot_be_composed_is_refused_without_a_call(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress, broken: Message
) -> None:
    assert await sender.send(ann, broken) == Refused(scope="content", why="unusable_message")
    assert api.accepted_calls("sendMessage") == []


async def test_a_lost_answer_is_uncertain_whether_or_not_the_message_was_taken(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    api.fault("sendMessage", accept=True, wire="drop")
    api.fault("sendMessage", wire="drop")
    api.fault("sendMessage", 200, {"ok": True}, accept=True, wire="half")

    outcomes = [await sender.send(ann, Message(text=str(n))) for n in range(3)]

    assert outcomes == [Uncertain(why="cut")] * 3
    assert [m.text for m in api.messages(ann.chat_id)] == ["0", "2"]


async def test_a_server_that_is_silent_for_too_long_is_uncertain(api: FakeBotApi, ann: ChatAddress) -> None:
    class Impatient(CapturingRequest):
        async def do_request(self, *args: object, **kwargs: object) -> tuple[int, bytes]:
            return await super().do_request(*args, **(kwargs | {"read_timeout": 0.05}))

    api.fault("sendMessage", wire="hang")
    async with Bot(TOKEN, base_url=api.base_url, request=Impatient(api_url=api.url)) as bot:
        assert await TelegramSender(bot).send(ann, CARD) == Uncertain(why="read_timeout")


async def test_a_server_that_is_down_was_not_reached(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    await api.stop()

    assert await sender.send(ann, CARD) == Unreached(why="connect")
    assert await sender.probe() == Unreached(why="connect")


async def test_a_probe_tells_whether_line_and_token_are_good(sender: TelegramSender, api: FakeBotApi) -> None:
    assert await sender.probe() == Sent(message_id=0)

    api.fault("getMe", 401, "Unauthorized")
    assert await sender.probe() == Halt(why="token_401")


async def test_answers_of_calls_in_flight_are_not_mixed_up(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    groups = [ChatAddress(channel="telegram", chat_id=api.group(str(n))) for n in range(3)]
    api.flood("sendMessage", 3, chat=groups[0].chat_id)
    api.fault("sendMessage", 500, "Internal Server Error", chat=groups[1].chat_id)

    outcomes = await asyncio.gather(*(sender.send(chat, CARD) for chat in (*groups, ann)))

    assert outcomes[:2] == [Throttled(after_seconds=3), Uncertain(why="status_500")]
    assert [type(outcome) for outcome in outcomes[2:]] == [Sent, Sent]


async def test_a_cancelled_send_is_cancelled(
    sender: TelegramSender, api: FakeBotApi, ann: ChatAddress
) -> None:
    gate = api.gate("sendMessage")
    call = asyncio.create_task(sender.send(ann, CARD))
    await api.until(lambda: gate.waiting == 1)

    call.cancel()

    with pytest.raises(asyncio.CancelledError):
        await call


async def test_the_answer_is_noted_beside_the_exception(bot: Bot, api: FakeBotApi) -> None:
    with recorded() as exchange:
        before = (exchange.status, exchange.body)
        await bot.get_me()

    assert before == (None, None)
    assert exchange.status == 200
    assert b"is_bot" in (exchange.body or b"")


async def test_a_call_lasts_31_seconds_at_most() -> None:
    request = CapturingRequest()

    assert (request.read_timeout, CONNECT_TIMEOUT_SECONDS, LONGEST_CALL_SECONDS) == (20.0, 5.0, 31.0)
    await request.shutdown()


def test_addresses_follow_the_setting() -> None:
    assert api_addresses("http://127.0.0.1:8081/") == (
        "http://127.0.0.1:8081/bot",
        "http://127.0.0.1:8081/file/bot",
    )
