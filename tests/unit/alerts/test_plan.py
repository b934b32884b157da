"""What one chat is sent, given what it knows."""

import pytest

from bot.alerts.plan import NewCard, Nothing, SilentEdit, Update, plan
from bot.model.alert import Told
from bot.model.incident import Snapshot
from bot.model.vocabulary import AlertReason, Confidence, IncidentStatus, Party, Severity
from tests.builders import make_incident, make_snapshot
from tests.small_world import GAZETTEER

FOUR = make_snapshot(killed={Party.MILITANTS: 4})
SIX = make_snapshot(killed={Party.MILITANTS: 6})
WOUNDED_TOO = make_snapshot(killed={Party.MILITANTS: 4}, wounded={Party.BORDER_GUARDS: 1})
WITHDRAWN = make_snapshot(killed={Party.MILITANTS: 4}, status=IncidentStatus.RETRACTED)


def told(revision: int) -> Told:
    return Told(revision=revision, message_id=10, card_message_id=10)


@pytest.mark.parametrize(
    ("severity", "sound"),
    [(Severity.CRITICAL, True), (Severity.HIGH, True), (Severity.MEDIUM, False), (Severity.LOW, False)],
)
def test_a_chat_that_knows_nothing_gets_a_card_and_a_sound_if_it_is_grave(
    severity: Severity, sound: bool
) -> None:
    incident = make_incident(make_snapshot(severity=severity), revision=3)
    assert plan(None, None, incident, GAZETTEER) == NewCard(sound=sound)


@pytest.mark.parametrize("revision", [2, 3])
def test_what_was_told_is_not_told_again_and_never_an_older_state(revision: int) -> None:
    assert plan(told(revision), FOUR, make_incident(SIX, revision=2), GAZETTEER) == Nothing(
        why="already_told"
    )


def test_more_dead_are_an_update_from_what_this_chat_was_told() -> None:
    chosen = plan(told(1), FOUR, make_incident(SIX, revision=5), GAZETTEER)

    assert isinstance(chosen, Update)
    assert chosen.change.reason is AlertReason.TOLL
    assert ("killed", "4", "6") in chosen.change.details


def test_a_detail_is_a_silent_edit() -> None:
    chosen = plan(told(1), FOUR, make_incident(WOUNDED_TOO, revision=2), GAZETTEER)

    assert isinstance(chosen, SilentEdit)
    assert chosen.change.details


def test_there_and_back_again_is_nothing() -> None:
    assert plan(told(1), FOUR, make_incident(FOUR, revision=3), GAZETTEER) == Nothing(why="no_net_change")


def test_where_the_told_facts_are_lost_the_card_is_edited_silently() -> None:
    assert isinstance(plan(told(1), None, make_incident(SIX, revision=2), GAZETTEER), SilentEdit)


@pytest.mark.parametrize(
    ("snapshot", "merged_into"), [(WITHDRAWN, None), (FOUR, "TJAF-2026-0009"), (WITHDRAWN, "TJAF-2026-0009")]
)
def test_what_is_gone_is_not_told_to_a_chat_that_never_heard_of_it(
    snapshot: Snapshot, merged_into: str | None
) -> None:
    incident = make_incident(snapshot, revision=2, merged_into=merged_into)
    assert plan(None, None, incident, GAZETTEER) == Nothing(why="gone_before_told")


def test_a_retraction_reaches_a_chat_that_was_told_and_one_that_may_have_been() -> None:
    incident = make_incident(WITHDRAWN, revision=2)

    for chosen in (
        plan(told(1), FOUR, incident, GAZETTEER),
        plan(None, None, incident, GAZETTEER, perhaps_told=True),
    ):
        assert isinstance(chosen, Update)
        assert chosen.change.reason is AlertReason.RETRACTED


def test_an_unanswered_send_does_not_keep_a_card_from_being_sent() -> None:
    incident = make_incident(make_snapshot(confidence=Confidence.OFFICIAL), revision=2)
    assert isinstance(plan(None, None, incident, GAZETTEER, perhaps_told=True), NewCard)
