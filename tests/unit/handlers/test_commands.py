"""Each command: what it asks of the desk, and what comes back to the chat."""

from datetime import date

import pytest

from bot.desk.asker import Asker
from bot.model.answers import IncidentFile, Latest, Problem, SourceList
from bot.model.vocabulary import ChatKind
from bot.render.problems import problem
from handlers.presses import DO, LATEST, OPEN, TOLL, decode
from tests.unit.handlers.conftest import Conversation
from tests.unit.render.builders import (
    CLASH,
    KHATLON,
    SHOHIN,
    TEXTS,
    make_health,
    make_incident,
    make_source,
)

UNKNOWN_PLACE = Problem(code="place_unknown", values=(("text", "Hatlonn"),), suggestions=(KHATLON, SHOHIN))


async def test_start_notes_the_chat_and_says_what_to_type_first(talk: Conversation) -> None:
    answer = await talk.ask(talk.ann, "/start")
    (asker,) = talk.desk.calls("start")[0]
    assert isinstance(asker, Asker)
    assert (asker.user_id, asker.chat.chat_id, asker.kind) == (11, 11, ChatKind.PRIVATE)
    assert asker.title is None
    assert "/subscribe" in answer.text
    assert "operator" not in answer.text
    assert "operator" in (await talk.ask(talk.operator, "/start")).text


async def test_a_link_to_an_incident_opens_it_and_a_broken_link_is_a_plain_start(talk: Conversation) -> None:
    assert "TJAF-2026-0001" in (await talk.ask(talk.ann, "/start i-TJAF-2026-0001")).text
    talk.desk.script["incident"] = Problem(code="reference_unknown", values=(("ref", "x"),))
    plain = (await talk.ask(talk.ann, "/start")).text
    for payload in ("i-TJAF-2026-0009", "nonsense", "z-1", "i-" + "x" * 62):
        assert (await talk.ask(talk.ann, f"/start {payload}")).text == plain


async def test_a_link_to_a_subscription_still_needs_a_tap(talk: Conversation) -> None:
    answer = await talk.ask(talk.ann, "/start s-tj-kt")
    assert answer.text == "Subscribe this chat to Khatlon?"
    assert talk.desk.calls("subscribe") == []
    await talk.press(talk.ann, answer, answer.data_of("Subscribe"))
    (_, places, target) = talk.desk.calls("subscribe")[0]
    assert (places, target) == ("tj-kt", None)


async def test_latest_hands_place_and_number_on_and_opens_incidents_by_button(talk: Conversation) -> None:
    answer = await talk.ask(talk.ann, "/latest Хатлон 7")
    assert talk.desk.calls("latest") == [("Хатлон", 7)]
    (button,) = answer.buttons
    press = decode(button["callback_data"])
    assert press is not None
    assert (press.kind, press.arguments) == (OPEN, ("TJAF-2026-0001",))


async def test_a_misspelt_place_is_answered_with_buttons_that_keep_the_question(talk: Conversation) -> None:
    talk.desk.script |= {"latest": UNKNOWN_PLACE, "toll": UNKNOWN_PLACE, "subscribe": UNKNOWN_PLACE}
    latest = await talk.ask(talk.ann, "/latest Hatlonn 7")
    assert "“Hatlonn”" in latest.text
    assert latest.buttons[0]["callback_data"] == "v1|latest|tj-kt|7"
    toll = await talk.ask(talk.ann, "/toll Hatlonn since 2025-11-01")
    assert toll.buttons[1]["callback_data"] == f"v1|{TOLL}|tj-kt-shohin|2025-11-01|"
    subscribe = await talk.ask(talk.ann, "/subscribe Hatlonn")
    press = decode(subscribe.buttons[0]["callback_data"])
    assert press is not None
    assert press.kind == DO
    assert LATEST not in press.arguments


async def test_a_group_gets_short_answers_to_the_asker_with_a_way_to_read_on(talk: Conversation) -> None:
    many = tuple(make_incident(id=n, ref=f"TJAF-2026-{n:04d}") for n in range(1, 9))
    talk.desk.script["latest"] = Latest(place=KHATLON, incidents=many, health=make_health())
    talk.desk.script["incident"] = IncidentFile(asked=CLASH.ref, incident=CLASH, reports=(), revisions=())
    for text, link in (("/latest Khatlon", "l-tj-kt"), (f"/incident {CLASH.ref}", f"i-{CLASH.ref}")):
        answer = await talk.ask(talk.member, text, talk.group)
        assert answer.text.count("\n") < 10
        assert answer.buttons[0]["url"].endswith(f"?start={link}")
        asked = talk.api.world.chats[talk.group].messages[answer.reply_to or 0]
        assert asked.text == text


@pytest.mark.parametrize("line", ["/subscribe", "/mysubs", "/status", "/sources", "/toll", "/test", "/start"])
async def test_answers_in_a_group_have_ten_lines_at_most(talk: Conversation, line: str) -> None:
    answer = await talk.ask(talk.owner, line, talk.group)
    assert answer.text.count("\n") < 10


async def test_a_command_in_a_topic_is_answered_there(talk: Conversation) -> None:
    answer = await talk.ask(talk.owner, "/subscribe", talk.group, message_thread_id=7, is_topic_message=True)
    assert answer.thread_id == 7
    (asker, _, _) = talk.desk.calls("subscribe")[0]
    assert asker.chat.thread_id == 7


async def test_the_general_topic_has_no_number(talk: Conversation) -> None:
    answer = await talk.ask(talk.owner, "/subscribe", talk.group, message_thread_id=1)
    assert answer.thread_id is None


async def test_toll_hands_the_period_on(talk: Conversation) -> None:
    answer = await talk.ask(talk.ann, "/toll Khatlon since 2025-11-01 until 2026-01-31")
    assert talk.desk.calls("toll") == [("Khatlon", date(2025, 11, 1), date(2026, 1, 31))]
    assert answer.text.startswith("By our log, from 1 November 2025 to 31 January 2026")


async def test_incident_hands_the_reference_on_as_typed(talk: Conversation) -> None:
    await talk.ask(talk.ann, "/incident  tjaf – 2026   1")
    assert talk.desk.calls("incident") == [("tjaf – 2026 1",)]


async def test_several_places_go_to_the_desk_together(talk: Conversation) -> None:
    await talk.ask(talk.ann, "/subscribe Khatlon, Sughd")
    await talk.ask(talk.ann, "/unsubscribe Khatlon\nSughd")
    assert talk.desk.calls("subscribe")[0][1:] == ("Khatlon, Sughd", None)
    assert talk.desk.calls("unsubscribe")[0][1:] == ("Khatlon, Sughd", None)


@pytest.mark.parametrize("line", ["/test border_news", "/mysubs Khatlon"])
async def test_words_that_name_no_channel_are_not_passed_over(talk: Conversation, line: str) -> None:
    answer = await talk.ask(talk.ann, line)
    found = Problem(code="chat_unreadable", values=(("text", line.split()[1]),))
    assert answer.text == problem(found, TEXTS).text
    assert talk.desk.used == []


async def test_a_test_message_can_be_told_from_an_alert(talk: Conversation) -> None:
    answer = await talk.ask(talk.ann, "/test")
    assert answer.text.startswith("🧪 TEST")
    assert "not an alert" in answer.text.split("\n")[0]


async def test_whoami_tells_the_numbers(talk: Conversation) -> None:
    assert (await talk.ask(talk.ann, "/whoami")).text == ("Your id: 11\nYou are not an operator of this bot.")
    answer = (await talk.ask(talk.operator, "/whoami", talk.group)).text
    assert answer == f"Your id: 500\nThis chat: {talk.group}\nYou are an operator of this bot."


async def test_words_that_are_no_command_are_answered_in_private_only(talk: Conversation) -> None:
    assert "I answer commands" in (await talk.ask(talk.ann, "hello")).text
    assert "∕fly is not a command" in (await talk.ask(talk.ann, "/fly moon")).text
    talk.api.say(talk.group, talk.member, "hello")
    talk.api.say(talk.group, talk.member, "/fly")
    before = talk.sent()
    await talk.settled()
    assert talk.sent() == before


def many_sources(number: int) -> SourceList:
    sources = tuple(make_source(f"Source {one:02d}", id=one) for one in range(number))
    return SourceList(sources=sources, health=make_health())


async def test_the_list_of_sources_is_turned_by_number_and_by_button(talk: Conversation) -> None:
    talk.desk.script["sources"] = many_sources(40)
    listed = await talk.ask(talk.ann, "/sources")
    assert "Source 14" in listed.text
    assert "Source 15" not in listed.text
    await talk.press(talk.ann, listed, listed.data_of("Page 2 ›"))
    assert "Page 2 of 3" in listed.text
    assert "Source 15" in listed.text
    assert talk.answers(talk.ann.id) == [listed]
    assert (await talk.ask(talk.ann, "/sources ALL 2")).text == listed.text
    talk.desk.script["sources"] = many_sources(4)
    await talk.press(talk.ann, listed, "v1|sources|all|3")
    assert "Source 03" in listed.text


@pytest.mark.parametrize(
    ("line", "code", "values"),
    [
        ("/sources 9", "number_out_of_range", {"text": "9", "most": "3"}),
        ("/sources failing 0", "number_out_of_range", {"text": "0", "most": "1"}),
        ("/sources " + "9" * 80, "number_out_of_range", {"text": "9" * 80, "most": "3"}),
        ("/sources Khovar", "list_unreadable", {"text": "Khovar"}),
    ],
)
async def test_a_page_that_is_not_there_gets_one_sentence(
    talk: Conversation, line: str, code: str, values: dict[str, str]
) -> None:
    talk.desk.script["sources"] = many_sources(40)
    answer = await talk.ask(talk.ann, line)
    assert answer.text == problem(Problem(code=code, values=tuple(values.items())), TEXTS).text


async def test_the_list_of_sources_opens_from_a_group_in_private(talk: Conversation) -> None:
    talk.desk.script["sources"] = many_sources(40)
    answer = await talk.ask(talk.member, "/sources", talk.group)
    assert answer.buttons[0]["url"].endswith("?start=w-all")
    opened = await talk.ask(talk.ann, "/start w-all")
    assert opened.text == (await talk.ask(talk.ann, "/sources")).text


async def test_operators_change_sources_by_name(talk: Conversation) -> None:
    for line, method, told in (
        ("/removesource Valley  Wire", "ask_removal", "Remove Valley Wire?"),
        ("/pausesource Valley Wire", "pause_source", "is paused"),
        ("/resumesource Valley Wire", "resume_source", "is polled again"),
    ):
        answer = await talk.ask(talk.operator, line)
        assert told in answer.text
        assert talk.desk.calls(method)[0][1] == "Valley Wire"
    await talk.ask(talk.operator, "/pollnow")
    assert talk.desk.calls("poll_now")[0][1] == ""


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("/incident", "reference_needed"),
        ("/addsource", "address_needed"),
        ("/removesource", "source_needed"),
        ("/pausesource", "source_needed"),
        ("/resumesource", "source_needed"),
    ],
)
async def test_what_is_missing_is_asked_for_without_troubling_the_desk(
    talk: Conversation, line: str, code: str
) -> None:
    answer = await talk.ask(talk.operator, line)
    assert answer.text == problem(Problem(code=code), TEXTS).text
    assert talk.desk.used == []


async def test_every_command_notes_that_its_chat_is_there(talk: Conversation) -> None:
    await talk.ask(talk.ann, "/latest")
    (address,) = talk.desk.calls("chat_back")[0]
    assert (address.channel, address.chat_id) == ("telegram", talk.ann.id)


async def test_a_trial_shows_that_something_is_under_way_and_holds_nobody_up(talk: Conversation) -> None:
    gate = talk.api.gate("sendChatAction")
    talk.api.say(talk.operator.id, talk.operator, "/addsource https://valley.example/feed")
    await talk.api.until(lambda: gate.waiting == 1)
    assert (await talk.ask(talk.ann, "/status")).text.startswith("Watching.")
    gate.open()
    await talk.api.until(lambda: len(talk.answers(talk.operator.id)) == 1)
    assert talk.answers(talk.operator.id)[0].text.startswith("Trial of Valley Wire")


async def test_a_refused_typing_sign_is_of_no_interest(talk: Conversation) -> None:
    talk.api.fault("sendChatAction", 400, "Bad Request: chat not found")
    answer = await talk.ask(talk.operator, "/addsource https://valley.example/feed")
    assert answer.text.startswith("Trial of")


async def test_styles_that_are_rejected_are_left_out(talk: Conversation) -> None:
    talk.api.fault("sendMessage", 400, "Bad Request: can't parse entities: odd")
    answer = await talk.ask(talk.ann, "/status")
    assert answer.text.startswith("Watching.")
    assert answer.entities == []
