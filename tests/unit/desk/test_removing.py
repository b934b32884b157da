"""Removing a source: asked first, done once, by whoever asked; what it brought stays."""

from bot.model.answers import Problem, SourceChanged
from bot.model.source import Source
from bot.model.vocabulary import SourceState
from tests.unit.desk.conftest import Office, asker
from tests.unit.desk.feeds import OPERATOR, added, asked, item, listed, removed, rss

NAME = (("name", "Valley Wire"),)
TOO_OLD = Problem(code="removal_expired")


async def test_asking_removes_nothing_and_says_what_would_stay(office: Office) -> None:
    await added(office)
    await added(office, "/other", "Valley Post")
    office.web.publish("/feed", rss(item(1), item(2)), "application/rss+xml")
    await office.desk.poll_now(OPERATOR, "")
    question = await asked(office, "VALLEY wire")
    assert (question.source.spec.name, question.source.state) == ("Valley Wire", SourceState.ACTIVE)
    assert (question.texts, question.reports) == (2, 0)
    assert await listed(office) == ["Valley Post", "Valley Wire"]


async def test_what_is_no_source_is_not_asked_about(office: Office) -> None:
    assert await office.desk.ask_removal(OPERATOR, "Nowhere") == Problem(
        code="source_unknown", values=(("text", "Nowhere"),)
    )
    assert await office.desk.ask_removal(OPERATOR, "  ") == Problem(code="source_needed")


async def test_a_confirmed_source_is_gone_from_the_list(office: Office) -> None:
    await added(office)
    assert (await removed(office, "Valley Wire")).state is SourceState.REMOVED
    assert await listed(office) == []
    assert await office.desk.ask_removal(OPERATOR, "Valley Wire") == Problem(
        code="source_unknown", values=(("text", "Valley Wire"),)
    )


async def test_a_second_press_is_told_that_the_source_is_removed(office: Office) -> None:
    await added(office)
    token = (await asked(office, "Valley Wire")).token
    assert isinstance(await office.desk.confirm_removal(OPERATOR, token), SourceChanged)
    already = Problem(code="source_removed", values=NAME)
    assert await office.desk.confirm_removal(OPERATOR, token) == already
    assert await office.desk.dismiss_removal(OPERATOR, token) == already


async def test_a_source_that_was_kept_stays_however_often_is_pressed(office: Office) -> None:
    await added(office)
    token = (await asked(office, "Valley Wire")).token
    kept = await office.desk.dismiss_removal(OPERATOR, token)
    assert isinstance(kept, Source)
    assert kept.state is SourceState.ACTIVE
    decided = Problem(code="removal_decided", values=NAME)
    assert await office.desk.confirm_removal(OPERATOR, token) == decided
    assert await office.desk.dismiss_removal(OPERATOR, token) == decided
    assert await listed(office) == ["Valley Wire"]


async def test_of_two_questions_about_one_source_the_second_finds_it_removed(office: Office) -> None:
    await added(office)
    second = (await asked(office, "Valley Wire")).token
    await removed(office, "Valley Wire")
    already = Problem(code="source_removed", values=NAME)
    assert await office.desk.confirm_removal(OPERATOR, second) == already


async def test_a_used_question_does_not_remove_the_source_that_was_added_anew(office: Office) -> None:
    await added(office)
    token = (await asked(office, "Valley Wire")).token
    await office.desk.confirm_removal(OPERATOR, token)
    await added(office)
    assert await office.desk.confirm_removal(OPERATOR, token) == Problem(code="removal_decided", values=NAME)
    assert await listed(office) == ["Valley Wire"]


async def test_a_question_is_nobody_elses(office: Office) -> None:
    await added(office)
    token = (await asked(office, "Valley Wire")).token
    for stranger in (asker(501), asker(500, chat_id=-200)):
        assert await office.desk.confirm_removal(stranger, token) is None
        assert await office.desk.dismiss_removal(stranger, token) is None
    assert await listed(office) == ["Valley Wire"]
    assert isinstance(await office.desk.confirm_removal(OPERATOR, token), SourceChanged)


async def test_a_stale_or_unknown_question_removes_nothing(office: Office) -> None:
    await added(office)
    token = (await asked(office, "Valley Wire")).token
    office.clock.on(minutes=11)
    for press in (office.desk.confirm_removal, office.desk.dismiss_removal):
        assert await press(OPERATOR, token) == TOO_OLD
        assert await press(OPERATOR, "guessed") == TOO_OLD
    assert await listed(office) == ["Valley Wire"]


async def test_the_token_of_a_trial_removes_nothing(office: Office) -> None:
    await added(office)
    office.web.publish("/other", rss(item(1)), "application/rss+xml")
    trial = await office.desk.try_source(OPERATOR, office.web.url("/other"), "Valley Post")
    assert not isinstance(trial, Problem)
    assert await office.desk.confirm_removal(OPERATOR, trial.token) == TOO_OLD
    assert await listed(office) == ["Valley Wire"]
