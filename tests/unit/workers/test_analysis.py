"""What follows from one reading, in one transaction: incidents, revisions, alerts, rows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.report import Scene
from bot.model.vocabulary import AlertReason, Decision, DeliveryState, Measure, Modality, Party
from bot.store import chats, documents, reports
from bot.store.database import Session
from bot.workers.analysis import Analysis
from tests.builders import EMBASSY, NOON, TALIBAN, make_claim, make_report
from tests.unit.workers.world import World, killed, reading_of


def raised(analysis: Analysis | None) -> list[tuple[AlertReason, int]]:
    assert analysis is not None
    return [(one.alert.reason, one.queued) for one in analysis.raised]


def test_a_first_report_opens_an_incident_and_is_queued_for_whom_it_concerns(world: World) -> None:
    everything = world.chat(100)
    khatlon = world.chat(101, "tj-kt")
    world.chat(102, "tj-gb")

    analysis = world.publish(killed(4))

    assert raised(analysis) == [(AlertReason.NEW, 2)]
    assert analysis is not None
    assert analysis.placed == {0: world.incident().ref}
    assert {row.chat for row in world.waiting()} == {everything, khatlon}


def test_a_chat_with_two_subscriptions_that_match_gets_one_row(world: World) -> None:
    world.chat(100, "", "tj-kt", "TJ-AF")
    world.publish(killed(4))
    assert len(world.waiting()) == 1


def test_topics_of_one_chat_are_told_apart(world: World) -> None:
    world.chat(100, thread_id=5)
    world.chat(100, thread_id=6)
    world.publish(killed(4))
    assert sorted(row.thread_id for row in world.waiting()) == [5, 6]


def test_a_relay_joins_the_incident_and_tells_nobody_twice(world: World) -> None:
    world.chat()
    world.publish(killed(4))
    world.on(minutes=20)

    analysis = world.publish(killed(4), outlet="asia-plus")

    assert [reason for reason, _ in raised(analysis)] in ([], [AlertReason.DETAIL])
    assert len(world.incidents()) == 1
    assert len(world.waiting()) == 1


def test_more_dead_raise_the_toll_and_take_the_place_of_what_still_waits(world: World) -> None:
    world.chat()
    world.publish(killed(3))
    world.on(seconds=5)

    analysis = world.publish(killed(4), item="b")

    assert raised(analysis) == [(AlertReason.TOLL, 1)]
    (waiting,) = world.waiting()
    assert waiting.reason is AlertReason.TOLL
    (older,) = world.rows(DeliveryState.SUPERSEDED)
    assert waiting.due_at == older.due_at


def test_the_same_text_read_again_changes_nothing(world: World) -> None:
    world.chat()
    world.publish(killed(4))
    before = (world.incident(), world.rows())

    world.on(minutes=5)
    world.publish(killed(4), item="a", text="Words, mended.")

    assert (world.incident(), world.rows()) == before


def test_an_edited_article_replaces_its_report_where_it_is(world: World) -> None:
    world.chat()
    world.publish(killed(4))
    world.on(minutes=5)

    analysis = world.publish(killed(5), item="a", text="Other words.")

    assert raised(analysis) == [(AlertReason.TOLL, 1)]
    total = world.incident().snapshot.total(Measure.KILLED)
    assert total is not None
    assert total.best == 5


def test_an_article_that_no_longer_tells_of_it_is_not_a_retraction(world: World) -> None:
    world.chat()
    world.publish(killed(4))
    before = world.incident()

    analysis = world.publish(reading_of(decision=Decision.OTHER), item="a", text="Something else.")

    assert raised(analysis) == []
    assert world.incident() == before


def test_a_first_import_is_stored_and_pushes_nothing(world: World) -> None:
    world.chat()
    world.source("khovar", polls=0)

    analysis = world.publish(killed(4))

    assert raised(analysis) == []
    assert len(world.incidents()) == 1
    assert world.rows() == []


def test_an_update_of_what_only_a_first_import_brought_is_told_as_new(world: World) -> None:
    world.chat()
    world.source("khovar", polls=0)
    world.publish(killed(4))

    assert raised(world.publish(killed(6), item="b")) == [(AlertReason.NEW, 1)]


def test_an_echo_of_what_only_a_first_import_brought_is_told_as_new(world: World) -> None:
    world.chat()
    world.source("khovar", polls=0)
    world.publish(killed(4))

    assert raised(world.publish(killed(4), outlet="asia-plus")) == [(AlertReason.NEW, 1)]


def test_the_same_facts_again_are_told_as_new_where_only_a_first_import_brought_them(world: World) -> None:
    world.chat()
    world.source("khovar", polls=0)
    world.publish(killed(4))

    assert raised(world.publish(killed(4), item="b")) == [(AlertReason.NEW, 1)]
    assert world.incident().revision == 1
    assert raised(world.publish(killed(4), item="c")) == []


def test_old_news_is_stored_and_told_to_nobody(world: World) -> None:
    world.chat()

    assert raised(world.publish(killed(4), ago=timedelta(hours=49))) == []
    assert raised(world.publish(killed(4, day="2025-12-30"), item="b")) == []
    assert len(world.incidents()) == 2
    assert world.rows() == []


def test_a_late_change_reaches_those_who_were_told_and_nobody_else(world: World) -> None:
    first = world.chat(100)
    world.publish(killed(4))
    world.all_sent()
    world.chat(200)
    world.on(days=16)

    analysis = world.publish(killed(6), item="b")

    assert raised(analysis) == [(AlertReason.TOLL, 1)]
    assert [row.chat for row in world.waiting()] == [first]


def test_a_new_subscriber_hears_of_the_next_sounding_change(world: World) -> None:
    world.chat(100)
    world.publish(killed(4))
    world.all_sent()
    late = world.chat(200)

    world.publish(killed(6), item="b")

    assert late in {row.chat for row in world.waiting()}


def test_a_detail_is_queued_only_where_the_card_is(world: World) -> None:
    told = world.chat(100)
    world.publish(killed(4))
    world.all_sent()
    world.chat(200)
    wounded = reading_of(make_report(killed=4, claims=(make_claim(Measure.WOUNDED, Party.BORDER_GUARDS, 1),)))

    analysis = world.publish(wounded, item="b")

    assert raised(analysis) == [(AlertReason.DETAIL, 1)]
    assert [row.chat for row in world.waiting()] == [told]


@pytest.mark.parametrize("decision", [Decision.REVIEW, Decision.OTHER])
def test_what_is_doubtful_opens_no_incident(world: World, decision: Decision) -> None:
    world.chat()
    assert raised(world.publish(reading_of(make_report(killed=4), decision=decision))) == []
    assert world.incidents() == ()


def test_a_background_report_joins_its_incident_and_opens_none(world: World) -> None:
    background = reading_of(make_report(killed=4, background=True), decision=Decision.OTHER)
    world.publish(background)
    assert world.incidents() == ()

    world.publish(killed(4), item="b")
    analysis = world.publish(background, outlet="asia-plus")

    assert analysis is not None
    assert analysis.placed == {0: world.incident().ref}


def test_a_scene_on_no_watched_border_is_no_incident_of_ours(world: World) -> None:
    nowhere = Scene(border=None, country="FR", adm1=None, adm2=None, place=None, where_prec=6, place_ids=())
    assert raised(world.publish(killed(4, scene=nowhere))) == []
    assert world.incidents() == ()


def test_a_denial_without_a_place_joins_the_one_incident_and_opens_none(world: World) -> None:
    nowhere = Scene(border=None, country=None, adm1=None, adm2=None, place=None, where_prec=6)
    denied = make_claim(Measure.KILLED, Party.UNKNOWN, None, modality=Modality.DENIED, speaker=TALIBAN)
    word = reading_of(make_report(claims=(denied,), scene=nowhere), decision=Decision.REVIEW)
    world.publish(word)
    assert world.incidents() == ()

    world.chat()
    world.publish(killed(4), item="b")
    analysis = world.publish(word, outlet="tolo")

    assert analysis is not None
    assert analysis.placed == {0: world.incident().ref}
    assert raised(analysis) == [(AlertReason.DENIED, 1)]
    assert world.incident().snapshot.denied


def test_one_document_may_tell_of_two_incidents(world: World) -> None:
    world.chat()
    two = reading_of(
        make_report(killed=4),
        make_report(killed={Party.CIVILIANS: 2}, place="tj-gb-darvoz", day="2026-01-17", speaker=EMBASSY),
    )

    analysis = world.publish(two)

    assert analysis is not None
    assert len(set(analysis.placed.values())) == 2
    assert len(world.waiting()) == 2


def test_a_text_that_changed_while_it_was_read_is_read_again(world: World) -> None:
    def change(session: Session) -> Analysis | None:
        (unread,) = documents.next_unread(session, world.now, 10)
        return world.consequences.of(session, replace(unread, content_hash="older"), killed(4), world.now)

    world.collect()
    assert world.database.write_now(change) is None
    assert world.incidents() == ()


def test_a_chat_that_is_gone_gets_no_row(world: World) -> None:
    gone = world.chat(100)
    world.database.write_now(lambda session: chats.deactivate(session, gone.id, "blocked", NOON))

    assert raised(world.publish(killed(4))) == [(AlertReason.NEW, 0)]
    assert world.rows() == []


def test_every_report_keeps_why_it_was_placed(world: World) -> None:
    world.publish(killed(4))
    world.publish(killed(4), outlet="asia-plus")

    def verdicts(session: Session) -> list[int]:
        linked = reports.linked_reports(session, world.incident().id)
        return [len(reports.verdict(session, one.report_id)) for one in linked]

    assert all(world.database.read_now(verdicts))
