"""Answers in words: what was asked for, and always whether silence can be trusted."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.model.alert import Chat, Subscription
from bot.model.answers import (
    IncidentFile,
    Latest,
    Subscribed,
    Subscriptions,
    Unsubscribed,
)
from bot.model.incident import Revision
from bot.model.vocabulary import ChatKind
from bot.render import answers, health
from bot.render.answers import HelpEntry
from bot.render.incident_file import incident_file
from tests.unit.render.builders import (
    CLASH,
    KHATLON,
    TEXTS,
    exactly,
    make_figure,
    make_health,
    make_incident,
    make_place,
    make_report,
)

HEALTH_LINE = "38 of 40 sources alive; newest item 12 minutes ago; last poll just now."


def make_subscription(
    place_id: str = "tj-kt", kind: ChatKind = ChatKind.PRIVATE, thread: int = 0
) -> Subscription:
    chat = Chat(id=1, channel="telegram", address=100, kind=kind, title="Border @news")
    return Subscription(id=1, chat=chat, thread_id=thread, place_id=place_id, place_name="Khatlon")


def test_the_health_line_says_how_much_we_see() -> None:
    assert health.health_line(make_health(), TEXTS) == HEALTH_LINE


def test_a_blind_bot_says_that_silence_means_nothing() -> None:
    blind = make_health(blind=True, newest_item_at=None, alive=0)
    line = health.health_line(blind, TEXTS)
    assert line.startswith("0 of 40 sources alive; newest item never; last poll just now.")
    assert line.endswith("no source has answered in its due time, so silence means nothing.")
    assert health.status(blind, TEXTS).text.startswith("We are blind at present")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"alive": 19}, "Most sources do not answer, so silence means little at present."),
        ({"blind": True, "alive": 0, "last_poll_at": None}, "Nothing has been read since the start"),
        ({"blind": True, "active": 0, "alive": 0}, "There is no source to read"),
    ],
)
def test_every_way_of_seeing_badly_is_said_first_in_status_and_last_in_answers(
    fields: dict[str, Any], words: str
) -> None:
    bad = make_health(**fields)
    assert health.status(bad, TEXTS).text.startswith(words)
    assert words in health.health_line(bad, TEXTS)


def test_half_of_the_sources_are_enough_to_watch() -> None:
    assert health.health_line(make_health(alive=20), TEXTS).endswith("last poll just now.")


def test_an_empty_latest_never_means_that_we_were_blind() -> None:
    message = answers.latest(Latest(place=KHATLON, incidents=(), health=make_health()), TEXTS)
    assert message.text == f"No incident is on record for Khatlon.\n{HEALTH_LINE}"


def test_latest_lists_one_incident_a_line_and_opens_each_by_button() -> None:
    found = Latest(place=None, incidents=(make_incident(), CLASH), health=make_health())
    message = answers.latest(found, TEXTS, press=lambda ref: f"v1|open|{ref}")
    assert message.text == (
        "Latest incidents: all watched borders\n"
        "🟠 18 January 2026 · Shamsiddin Shohin, Khatlon · Armed crossing, killed 4 · official"
        " · TJAF-2026-0001\n"
        "🔴 24 December 2025 · Shamsiddin Shohin, Khatlon · Armed clash, killed 5 · contested"
        " · TJAF-2025-0004\n"
        "\n" + HEALTH_LINE
    )
    assert [button.data for row in message.buttons for button in row] == [
        "v1|open|TJAF-2026-0001",
        "v1|open|TJAF-2025-0004",
    ]


def test_a_group_reads_few_lines_and_is_led_to_the_private_chat() -> None:
    many = tuple(make_incident(ref=f"TJAF-2026-{number:04d}") for number in range(1, 13))
    found = Latest(place=None, incidents=many, health=make_health())
    message = answers.latest(found, TEXTS, compact=True, home="https://t.me/borderwatch_bot")
    assert message.text.count("\n") < 10
    assert "+7 more" in message.text
    assert message.buttons[0][0].url == "https://t.me/borderwatch_bot"


def test_status_shows_sources_polls_and_what_waits() -> None:
    assert health.status(make_health(), TEXTS).text == (
        "Watching.\n"
        "Sources alive: 38 of 40.\n"
        "Of all sources: 1 failing, 1 never reached yet, 2 paused.\n"
        "Last poll: 18 Jan 2026, 11:59 UTC (16:59 Dushanbe), just now.\n"
        "Newest item: 18 Jan 2026, 11:48 UTC (16:48 Dushanbe), 12 minutes ago.\n"
        "Newest incident:\n"
        "🟠 18 January 2026 · Shamsiddin Shohin, Khatlon · Armed crossing, killed 4 · official"
        " · TJAF-2026-0001\n"
        "Waiting: 3 texts for a person to look at, 0 texts to be read, 0 messages to be sent.\n"
        "Running since 10 Jan 2026, 06:00 UTC (11:00 Dushanbe)."
    )
    assert "No incident is on record yet." in health.status(make_health(newest_incident=None), TEXTS).text


def test_an_incident_file_holds_card_sources_and_history() -> None:
    revisions = tuple(
        Revision(
            revision=number,
            at=datetime(2025, 12, 24, 9 + number, tzinfo=UTC),
            reason=reason,
            snapshot=CLASH.snapshot,
        )
        for number, reason in ((1, "new"), (2, "toll"), (3, "contested"))
    )
    reports = tuple(make_report(number) for number in range(1, 4))
    found = IncidentFile(asked="TJAF-2025-0009", incident=CLASH, reports=reports, revisions=revisions)
    text = incident_file(found, TEXTS).text
    assert text.count("• Valley Wire, ") == 3
    assert (
        "History:\n• 3: Sources now disagree, 24 Dec 2025, 12:00 UTC (17:00 Dushanbe)\n• 2: New figures"
        in text
    )
    assert text.endswith("TJAF-2025-0009 was merged into TJAF-2025-0004.")


def test_the_reports_of_a_file_stand_in_order_of_publication() -> None:
    reports = tuple(make_report(number, origin=f"o{number % 2}") for number in range(1, 5))
    found = IncidentFile(asked=CLASH.ref, incident=CLASH, reports=reports, revisions=())
    text = incident_file(found, TEXTS).text
    shown = [text.index(f"09:0{number} UTC") for number in range(1, 5)]
    assert shown == sorted(shown)


def test_a_line_of_a_list_is_silent_about_nobody_killed() -> None:
    nobody = make_incident(figures=(make_figure(figure=exactly(0)),))
    found = Latest(place=None, incidents=(nobody,), health=make_health())
    assert "killed" not in answers.latest(found, TEXTS).text


def test_an_incident_in_a_group_takes_at_most_ten_lines() -> None:
    found = IncidentFile(asked=CLASH.ref, incident=CLASH, reports=(make_report(),), revisions=())
    message = incident_file(found, TEXTS, compact=True, home="https://t.me/b?start=i-TJAF-2025-0004")
    assert message.text.count("\n") < 10
    assert "Killed: militants 3, according to" in message.text
    assert "TJAF-2025-0004" in message.text


def test_a_subscription_ends_with_the_latest_match_as_an_example() -> None:
    answer = Subscribed(begun=(make_subscription(),), standing=(), sample=make_incident())
    text = answers.subscribed(answer, TEXTS).text
    assert text.startswith("Subscribed: Khatlon.\nAlerts come to this chat.")
    assert "as an example and not as an alert:\n🟠 4 killed in armed crossing" in text


def test_several_subscriptions_are_confirmed_together_new_ones_first() -> None:
    answer = Subscribed(
        begun=(make_subscription(), make_subscription("KG-TJ")),
        standing=(make_subscription(""),),
        sample=None,
    )
    assert answers.subscribed(answer, TEXTS).text.split("\n")[:2] == [
        "Subscribed: Khatlon and Kyrgyzstan–Tajikistan border.",
        f"This subscription already stands: {TEXTS.say('subscription.default')}.",
    ]


def test_in_a_group_the_example_takes_one_line() -> None:
    group = make_subscription(kind=ChatKind.SUPERGROUP)
    answer = Subscribed(begun=(group,), standing=(), sample=CLASH)
    text = answers.subscribed(answer, TEXTS, compact=True).text
    assert text.count("\n") < 6
    assert text.endswith("TJAF-2025-0004")


def test_help_in_a_group_is_short_and_leads_to_the_private_chat() -> None:
    entries = [HelpEntry(name=f"c{number}") for number in range(20)]
    message = answers.help_in_group(entries, TEXTS, home="https://t.me/b?start=h-all")
    assert message.text.count("\n") < 10
    assert "/c0, /c1, " in message.text
    assert message.buttons[0][0].url == "https://t.me/b?start=h-all"


def test_a_subscription_without_a_match_says_so() -> None:
    answer = Subscribed(begun=(), standing=(make_subscription("", ChatKind.SUPERGROUP, 7),), sample=None)
    assert answers.subscribed(answer, TEXTS).text == (
        "This subscription already stands: everything on the Tajikistan–Afghanistan border, and what is grave"
        " on its neighbours.\n"
        "Alerts come to this topic. /test shows that they can; /unsubscribe ends them.\n"
        "\n"
        "No matching incident is on record yet."
    )


def test_a_subscription_for_a_channel_names_it_harmlessly() -> None:
    answer = Subscribed(begun=(make_subscription(kind=ChatKind.CHANNEL),), standing=(), sample=None)
    assert "Alerts are posted to Border ＠news." in answers.subscribed(answer, TEXTS, elsewhere=True).text


def test_subscriptions_are_listed_and_their_end_is_confirmed() -> None:
    both = (make_subscription(""), make_subscription())
    assert answers.subscriptions(Subscriptions(subscriptions=both), TEXTS).text.startswith(
        "2 subscriptions:\n• everything on"
    )
    assert answers.subscriptions(Subscriptions(subscriptions=()), TEXTS).text == (
        "This chat has no subscription. /subscribe starts one."
    )
    assert answers.unsubscribed(Unsubscribed(removed=both[1:]), TEXTS).text == (
        "One subscription is ended:\n• Khatlon"
    )


def test_whoami_tells_the_id_so_that_it_can_be_copied() -> None:
    message = answers.whoami(42, -100, TEXTS, operator=False)
    assert message.text == "Your id: 42\nThis chat: -100\nYou are not an operator of this bot."
    assert [message.text[s.start : s.start + s.length] for s in message.styles] == ["42", "-100"]


def test_help_keeps_operators_commands_apart() -> None:
    entries = [HelpEntry(name="latest"), HelpEntry(name="addsource", operator=True)]
    text = answers.help_page(entries, TEXTS).text
    assert text.index("/latest [place] [number] – ") < text.index("For operators") < text.index("/addsource")


def test_a_greeting_has_at_most_six_lines() -> None:
    assert answers.greeting(TEXTS).text.count("\n") < 6


def test_start_says_what_to_do_next_and_what_we_see() -> None:
    text = answers.start(make_health(), TEXTS).text
    assert "/subscribe" in text
    assert "/latest Khatlon" in text
    assert text.endswith(HEALTH_LINE)


def test_a_border_asked_for_like_a_place_is_named_as_a_border() -> None:
    border = make_place("TJ-AF", "Tajikistan–Afghanistan", "border", country=None)
    found = Latest(place=border, incidents=(), health=make_health())
    assert "for Tajikistan–Afghanistan border." in answers.latest(found, TEXTS).text
    assert answers.place_name(make_subscription("KG-TJ"), TEXTS) == "Kyrgyzstan–Tajikistan border"
