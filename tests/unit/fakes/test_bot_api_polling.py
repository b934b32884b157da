"""Long polling as the Bot API does it: offsets, limits, conflicts, and a real application that polls."""

import asyncio

import httpx
import pytest
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError
from telegram.ext import Application, CommandHandler, ContextTypes

from bot.channels.request import POLL_CONNECTIONS, CapturingRequest
from tests.fakes.bot_api import TOKEN, FakeBotApi, Person


async def test_an_offset_confirms_and_a_limit_cuts(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    for number in range(3):
        api.say(ann.id, ann, str(number))

    first = await bot.get_updates(limit=2, timeout=0)
    again = await bot.get_updates(limit=2, timeout=0)
    rest = await bot.get_updates(offset=first[-1].update_id + 1, timeout=0)

    assert [update.update_id for update in again] == [update.update_id for update in first]
    assert [update.message.text for update in rest if update.message] == ["2"]


async def test_a_negative_offset_throws_all_but_the_last_away(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    for number in range(3):
        api.say(ann.id, ann, str(number))

    kept = await bot.get_updates(offset=-1, timeout=0)

    assert [update.message.text for update in kept if update.message] == ["2"]
    assert len(api.me.updates) == 1


async def test_a_long_poll_ends_when_something_is_said(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: api.polling.active(api.me))

    api.say(ann.id, ann, "now")

    (update,) = await poll
    assert update.message is not None
    assert update.message.text == "now"


async def test_a_second_poller_ends_the_first_with_conflict(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: api.polling.active(api.me))

    assert await bot.get_updates(timeout=0) == ()

    with pytest.raises(Conflict, match="only one bot instance"):
        await first


async def test_kinds_that_were_not_asked_for_do_not_block_the_queue(
    bot: Bot, api: FakeBotApi, ann: Person
) -> None:
    await bot.get_updates(timeout=0, allowed_updates=["message"])
    api.block(ann)
    api.unblock(ann)
    api.say(ann.id, ann, "seen")

    (update,) = await bot.get_updates(timeout=0)

    assert update.message is not None


async def test_raw_updates_are_handed_out_unchecked(http: httpx.AsyncClient, api: FakeBotApi) -> None:
    api.update({"update_id": 7, "purchased_moon": {}})
    api.update({"update_id": 7, "purchased_moon": {}})

    assert len((await http.post("getUpdates")).json()["result"]) == 2


async def test_a_poll_whose_client_left_does_not_wait_on(api: FakeBotApi) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.post(
                f"{api.base_url}{TOKEN}/getUpdates",
                data={"timeout": "30"},
                timeout=httpx.Timeout(5, read=0.05),
            )

    await api.until(lambda: not api.polling.active(api.me))


async def test_a_server_that_was_stopped_opens_again_on_its_port(api: FakeBotApi, bot: Bot) -> None:
    port = api.port
    await api.stop()
    with pytest.raises(NetworkError):
        await bot.get_me()

    async with api:
        assert api.port == port
        assert (await bot.get_me()).is_bot


async def test_a_token_that_the_server_does_not_know_stops_the_library(api: FakeBotApi) -> None:
    request = CapturingRequest(api_url=api.url)
    with pytest.raises(InvalidToken):
        await Bot("123:unknown", base_url=api.base_url, request=request).initialize()
    await request.shutdown()


async def test_a_real_application_starts_polls_answers_and_stops(api: FakeBotApi, ann: Person) -> None:
    async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("welcome")

    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(api.base_url)
        .base_file_url(api.base_file_url)
        .request(CapturingRequest(api_url=api.url))
        .get_updates_request(CapturingRequest(connections=POLL_CONNECTIONS, api_url=api.url))
        .job_queue(None)
        .build()
    )
    application.add_handler(CommandHandler("start", answer))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()

        reply = await api.ask(ann.id, ann, "/start")

        await application.updater.stop()
        await application.stop()
    assert reply.text == "welcome"
    assert api.me.updates == []  # the last poll confirmed what was handled
