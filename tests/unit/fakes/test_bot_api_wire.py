"""How calls come in, what the log holds, faults 45-48, limits, and long polling."""

import asyncio

import httpx
import pytest
from telegram import Bot, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.ext import Application, CommandHandler, ContextTypes

from bot.channels.request import POLL_CONNECTIONS, CapturingRequest
from tests.fakes.bot_api import TOKEN, FakeBotApi, Person
from tests.unit.fakes.conftest import Seconds


async def test_form_json_multipart_and_query_mean_the_same(
    http: httpx.AsyncClient, api: FakeBotApi, ann: Person
) -> None:
    fields = {"chat_id": str(ann.id), "text": "007"}

    await http.post("sendMessage", data=fields)
    await http.post("sendMessage", json={"chat_id": ann.id, "text": "007"})
    await http.post("sendMessage", data=fields, files={"unused": ("a.bin", b"\x00\r\n")})
    await http.get("sendMessage", params=fields)

    assert [message.text for message in api.messages(ann.id)] == ["007"] * 4


async def test_a_token_may_be_percent_encoded(api: FakeBotApi) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{api.base_url}{TOKEN.replace(':', '%3A')}/getMe")

    assert answer.json()["result"]["is_bot"] is True


async def test_an_unknown_method_is_404_and_a_strange_token_401(
    http: httpx.AsyncClient, api: FakeBotApi
) -> None:
    assert (await http.post("flyToTheMoon")).status_code == 404
    assert (await http.post(f"{api.base_url}1:other/getMe")).status_code == 401


async def test_method_names_may_be_in_any_case(http: httpx.AsyncClient) -> None:
    assert (await http.post("GETME")).status_code == 200


async def test_several_bots_have_queues_of_their_own(http: httpx.AsyncClient, api: FakeBotApi) -> None:
    api.bot("99:second", username="second_bot")
    person = api.user(5, "Eve")
    api.private_chat(person)
    api.say(5, person, "hello")

    first = (await http.post("getUpdates", data={"offset": 600_000})).json()["result"]
    second = (await http.post(f"{api.base_url}99:second/getUpdates")).json()["result"]

    assert (len(first), len(second)) == (0, 1)


async def test_what_was_accepted_stands_in_the_log_and_what_was_refused_does_not(
    bot: Bot, api: FakeBotApi, ann: Person, seconds: Seconds
) -> None:
    sent = await bot.send_message(ann.id, "yes")
    with pytest.raises(BadRequest):
        await bot.send_message(404, "no")

    (entry,) = api.accepted_calls("sendMessage")

    assert (entry.chat_id, entry.message_id, entry.at) == (ann.id, sent.message_id, seconds.value)
    assert entry.params["text"] == "yes"
    assert [call.status for call in api.requests if call.method == "sendMessage"] == [200, 400]


async def test_a_call_is_in_the_log_although_its_answer_never_came(
    bot: Bot, api: FakeBotApi, ann: Person
) -> None:
    api.fault("sendMessage", accept=True, wire="drop")

    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "lost answer")

    assert [entry.params["text"] for entry in api.accepted_calls("sendMessage")] == ["lost answer"]


async def test_45_a_flood_answer_names_its_wait(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    api.flood("sendMessage", 7)

    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(ann.id, "x")

    wait = caught.value.retry_after
    assert not isinstance(wait, int)
    assert wait.total_seconds() == 7


async def test_46_a_fault_strikes_one_chat_as_often_as_it_says(
    bot: Bot, api: FakeBotApi, ann: Person
) -> None:
    group = api.group("Watch")
    api.fault("sendMessage", 403, "Forbidden: bot was blocked by the user", 2, chat=ann.id)

    await bot.send_message(group, "not struck")
    for _ in range(2):
        with pytest.raises(Forbidden, match="blocked"):
            await bot.send_message(ann.id, "x")
    assert (await bot.send_message(ann.id, "again")).text == "again"


async def test_47_a_server_error_may_hide_an_accepted_call(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    api.fault("sendMessage", 500, "Internal Server Error", accept=True)

    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(ann.id, "x")

    assert api.last(ann.id).text == "x"


async def test_48_a_migration_can_be_scripted(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    api.fault("sendMessage", 400, {"description": "upgraded", "parameters": {"migrate_to_chat_id": -100}})

    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(ann.id, "x")

    assert caught.value.new_chat_id == -100


async def test_raw_bodies_go_out_as_they_are(http: httpx.AsyncClient, api: FakeBotApi) -> None:
    api.fault("getMe", 200, b"<html>portal</html>")
    api.fault("getMe", 302, b"")

    assert (await http.post("getMe")).text == "<html>portal</html>"
    assert (await http.post("getMe", follow_redirects=False)).status_code == 302
    assert (await http.post("getMe")).json()["ok"] is True


async def test_half_an_answer_ends_with_the_connection(http: httpx.AsyncClient, api: FakeBotApi) -> None:
    api.fault("getMe", 200, {"ok": True, "result": {"id": 1}}, wire="half")

    with pytest.raises(httpx.RemoteProtocolError):
        await http.post("getMe")


async def test_a_silent_server_never_answers(http: httpx.AsyncClient, api: FakeBotApi) -> None:
    api.fault("getMe", wire="hang")

    with pytest.raises(httpx.ReadTimeout):
        await http.post("getMe", timeout=httpx.Timeout(5, read=0.05))


async def test_a_gate_holds_calls_until_it_opens(bot: Bot, api: FakeBotApi, ann: Person) -> None:
    gate = api.gate("sendMessage")
    call = asyncio.create_task(bot.send_message(ann.id, "held"))
    await api.until(lambda: gate.waiting == 1)
    assert api.messages(ann.id) == []

    gate.open()

    assert (await call).text == "held"


async def test_a_private_chat_takes_one_message_a_second_where_limits_are_enforced(
    bot: Bot, api: FakeBotApi, ann: Person, seconds: Seconds
) -> None:
    api.limits.enforced = True
    await bot.send_message(ann.id, "1")
    with pytest.raises(RetryAfter):
        await bot.send_message(ann.id, "2")

    seconds.value += 2.9  # still inside retry_after
    with pytest.raises(RetryAfter):
        await bot.send_message(ann.id, "2")
    seconds.value += 3.0
    assert (await bot.send_message(ann.id, "2")).text == "2"

    assert api.limits.breaches == [("chat", ann.id), ("silence", ann.id)]


async def test_a_group_takes_twenty_sends_and_edits_a_minute(
    bot: Bot, api: FakeBotApi, seconds: Seconds
) -> None:
    api.limits.enforced = True
    group = api.group("Watch")
    sent = await bot.send_message(group, "0")
    for number in range(1, 20):
        seconds.value += 0.1
        await bot.edit_message_text(str(number), group, sent.message_id)

    with pytest.raises(RetryAfter):
        await bot.send_message(group, "21st")
    seconds.value += 60
    assert (await bot.send_message(group, "later")).text == "later"


async def test_all_chats_together_take_thirty_a_second(
    bot: Bot, api: FakeBotApi, ann: Person, seconds: Seconds
) -> None:
    api.limits.enforced = True
    groups = [api.group(str(number)) for number in range(31)]
    for group in groups[:30]:
        await bot.send_message(group, "x")

    with pytest.raises(RetryAfter):
        await bot.send_message(groups[30], "x")
    assert api.limits.breaches == [("overall", groups[30])]


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
