"""Sources as operators change them: tried first, added once, never half-done."""

import asyncio

import pytest

from bot.model.answers import Polled, Problem, SourceChanged
from bot.model.vocabulary import Decision, SourceState
from bot.store import sources
from tests.unit.desk.conftest import Office, asker
from tests.unit.desk.feeds import OPERATOR, added, item, listed, removed, rss, tried


async def test_a_trial_shows_the_ten_newest_items_and_stores_no_source(office: Office) -> None:
    office.web.publish("/feed", rss(*(item(number) for number in range(12))), "application/rss+xml")
    trial = await tried(office)
    assert (trial.name, trial.total_items) == ("Valley Wire", 12)
    assert [one.title for one in trial.items] == [f"Market day {number}" for number in range(11, 1, -1)]
    assert {one.decision for one in trial.items} == {Decision.OTHER}
    assert await listed(office) == []


async def test_a_feed_is_found_behind_its_page(office: Office) -> None:
    link = f'<link rel="alternate" type="application/rss+xml" href="{office.web.url("/rss")}">'
    office.web.publish("/", f"<html><head>{link}</head><body>News</body></html>", "text/html")
    office.web.publish("/rss", rss(item(1)), "application/rss+xml")
    trial = await tried(office, "/")
    assert (trial.url, trial.asked) == (office.web.url("/rss"), office.web.url("/"))


async def test_a_confirmed_trial_is_a_source_that_is_due_at_once(office: Office) -> None:
    source = await added(office, name="My valley")
    assert (source.spec.name, source.spec.slug, source.state) == (
        "My valley",
        "my_valley",
        SourceState.ACTIVE,
    )
    due = await office.database.read(lambda session: sources.due(session, office.clock.now(), 10))
    assert [one.id for one in due] == [source.id]


async def test_a_trial_is_confirmed_once(office: Office) -> None:
    office.web.publish("/feed", rss(item(1)), "application/rss+xml")
    token = (await tried(office)).token
    assert isinstance(await office.desk.confirm_source(OPERATOR, token), SourceChanged)
    assert await office.desk.confirm_source(OPERATOR, token) is None
    assert await office.desk.dismiss_source(OPERATOR, token) is False
    assert await listed(office) == ["Valley Wire"]


async def test_a_trial_is_nobody_elses(office: Office) -> None:
    office.web.publish("/feed", rss(item(1)), "application/rss+xml")
    token = (await tried(office)).token
    for stranger in (asker(501), asker(500, chat_id=-200)):
        assert await office.desk.confirm_source(stranger, token) is None
        assert await office.desk.dismiss_source(stranger, token) is False
    assert await listed(office) == []
    assert isinstance(await office.desk.confirm_source(OPERATOR, token), SourceChanged)


async def test_a_dismissed_trial_is_over(office: Office) -> None:
    office.web.publish("/feed", rss(item(1)), "application/rss+xml")
    token = (await tried(office)).token
    assert await office.desk.dismiss_source(OPERATOR, token) is True
    assert await office.desk.confirm_source(OPERATOR, token) is None
    assert await listed(office) == []


async def test_a_stale_or_unknown_trial_is_over(office: Office) -> None:
    office.web.publish("/feed", rss(item(1)), "application/rss+xml")
    token = (await tried(office)).token
    office.clock.on(minutes=31)
    over = Problem(code="trial_expired")
    assert await office.desk.confirm_source(OPERATOR, token) == over
    assert await office.desk.dismiss_source(OPERATOR, token) == over
    assert await office.desk.confirm_source(OPERATOR, "guessed") == over
    assert await listed(office) == []


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("404", "source_status"),
        ("503", "source_status"),
        ("reset", "source_unreachable"),
        ("nonsense", "source_unreachable"),
        ("silent", "source_timeout"),
        ("drip", "source_timeout"),
        ("huge", "source_too_big"),
        ("endless", "source_too_big"),
        ("bomb", "source_too_big"),
        ("brotli", "source_encoding"),
        ("broken_gzip", "source_encoding"),
    ],
)
async def test_an_address_that_misbehaves_is_one_clear_problem(office: Office, how: str, code: str) -> None:
    office.web.fail("/feed", how)
    answer = await office.desk.try_source(OPERATOR, office.web.url("/feed"), "")
    assert isinstance(answer, Problem)
    assert answer.code == code
    assert dict(answer.values)["url"] == office.web.url("/feed")
    assert await listed(office) == []


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        ("<html><body>No feed here</body></html>", "text/html", "source_not_a_feed"),
        ("just words", "text/plain", "source_not_a_feed"),
        ("<rss version='2.0'><channel><title>x", "application/rss+xml", "source_empty"),
        ("", "application/rss+xml", "source_not_a_feed"),
        (rss(), "application/rss+xml", "source_empty"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/json", "source_empty"),
    ],
)
async def test_what_is_no_feed_or_holds_nothing_is_one_clear_problem(
    office: Office, body: str, kind: str, code: str
) -> None:
    office.web.publish("/feed", body, kind)
    answer = await office.desk.try_source(OPERATOR, office.web.url("/feed"), "")
    assert isinstance(answer, Problem)
    assert answer.code == code


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/feed",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://[::1]/feed",
        "http://2130706433/",
        "http://user:secret@valley.example/feed",
        "ftp://valley.example/feed",
        "file:///etc/passwd",
        "http://valley.example:8080/feed",
        "https://",
        "not an address",
    ],
)
async def test_an_internal_or_impossible_address_is_not_fetched(office: Office, address: str) -> None:
    answer = await office.desk.try_source(OPERATOR, address, "")
    assert isinstance(answer, Problem)
    assert answer.code == "source_address"
    assert office.web.requests == []


async def test_an_address_is_needed(office: Office) -> None:
    assert await office.desk.try_source(OPERATOR, " ", "") == Problem(code="address_needed")


async def test_a_source_that_is_there_is_not_tried_again(office: Office) -> None:
    await added(office)
    answer = await office.desk.try_source(OPERATOR, office.web.url("/feed"), "Another name")
    assert answer == Problem(code="source_exists", values=(("name", "Valley Wire"),))


async def test_two_trials_of_one_address_make_one_source(office: Office) -> None:
    office.web.publish("/feed", rss(item(1)), "application/rss+xml")
    first, second = (await tried(office)).token, (await tried(office)).token
    assert isinstance(await office.desk.confirm_source(OPERATOR, first), SourceChanged)
    assert await office.desk.confirm_source(OPERATOR, second) == Problem(
        code="source_exists", values=(("name", "Valley Wire"),)
    )


async def test_names_stay_apart(office: Office) -> None:
    await added(office)
    second = await added(office, "/other")
    assert second.spec.name == "Valley Wire (127.0.0.1)"
    assert second.spec.slug != "valley_wire"


async def test_one_trial_runs_at_a_time(office: Office) -> None:
    office.web.fail("/slow", "silent")
    running = asyncio.create_task(office.desk.try_source(OPERATOR, office.web.url("/slow"), ""))
    await office.web.first_request.wait()
    assert await office.desk.try_source(OPERATOR, office.web.url("/feed"), "") == Problem(code="source_busy")
    slow = await running
    assert isinstance(slow, Problem)
    office.web.publish("/feed", rss(item(1)), "application/rss+xml")
    await tried(office)


async def test_pausing_and_resuming(office: Office) -> None:
    await added(office)
    steps = (
        (office.desk.pause_source, "paused", SourceState.PAUSED),
        (office.desk.resume_source, "resumed", SourceState.ACTIVE),
    )
    for act, what, state in steps:
        answer = await act(OPERATOR, "valley wire")
        assert isinstance(answer, SourceChanged)
        assert (answer.what, answer.source.state) == (what, state)


async def test_what_is_so_already_is_said(office: Office) -> None:
    await added(office)
    assert await office.desk.resume_source(OPERATOR, "Valley Wire") == Problem(
        code="source_not_paused", values=(("name", "Valley Wire"),)
    )
    await office.desk.pause_source(OPERATOR, "Valley Wire")
    for answer in (
        await office.desk.pause_source(OPERATOR, "Valley Wire"),
        await office.desk.poll_now(OPERATOR, "Valley Wire"),
    ):
        assert answer == Problem(code="source_paused", values=(("name", "Valley Wire"),))


async def test_a_removed_source_can_be_added_again(office: Office) -> None:
    await added(office)
    await removed(office, "Valley Wire")
    again = await added(office)
    assert (again.state, again.polls) == (SourceState.ACTIVE, 0)


async def test_part_of_a_name_only_brings_up_the_whole_names(office: Office) -> None:
    await added(office)
    await added(office, "/second", "Valley Post")
    unclear = Problem(
        code="source_ambiguous", values=(("text", "valley"), ("names", "Valley Post, Valley Wire"))
    )
    assert await office.desk.pause_source(OPERATOR, "valley") == unclear
    assert await office.desk.ask_removal(OPERATOR, "valley") == unclear
    assert len(await listed(office)) == 2


async def test_a_name_copied_from_our_own_message_is_understood(office: Office) -> None:
    await added(office, name="news.valley.example/en")
    answer = await office.desk.pause_source(OPERATOR, "news․valley․example∕en")
    assert isinstance(answer, SourceChanged)


async def test_a_poll_at_once_tells_what_came_of_each_source(office: Office) -> None:
    await added(office)
    await added(office, "/dead", "Dead Post")
    office.web.fail("/dead", "404")
    answer = await office.desk.poll_now(OPERATOR, "")
    assert isinstance(answer, Polled)
    assert sorted(
        (source.spec.name, result.partition(":")[0], new) for source, result, new in answer.results
    ) == [
        ("Dead Post", "status", 0),
        ("Valley Wire", "fetched", 1),
    ]
    one = await office.desk.poll_now(OPERATOR, "Valley Wire")
    assert isinstance(one, Polled)
    assert len(one.results) == 1


async def test_there_is_nothing_to_poll_without_sources(office: Office) -> None:
    assert await office.desk.poll_now(OPERATOR, "") == Problem(code="no_sources")
