"""How calls come in, what the log holds, faults 45-48, and limits."""

import asyncio

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

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
