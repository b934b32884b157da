"""What an answer makes of a delivery: each arrow of its life, and that none is missing."""

from datetime import timedelta
from itertools import product
from typing import get_args

import pytest

from bot.alerts.lifecycle import expired, needless, orphaned, outlived, postponed, settle, spread
from bot.alerts.policy import DELIVERY
from bot.model.alert import Halt, Moved, Outcome, Refused, Sent, Throttled, Uncertain, Unreached
from bot.model.vocabulary import AlertReason, DeliveryState, Severity
from tests.builders import NOON
from tests.unit.alerts.deliveries import make_delivery

ONE_OF_EACH: tuple[Outcome, ...] = (
    Sent(message_id=9),
    Throttled(after_seconds=30),
    Unreached(why="connect"),
    Moved(to=-200),
    Refused(scope="chat", why="blocked"),
    Refused(scope="suspended", why="rights"),
    Refused(scope="topic", why="topic"),
    Refused(scope="target", why="not_editable"),
    Refused(scope="content", why="other_400"),
    Uncertain(why="read_timeout"),
    Halt(why="token_401"),
)
FINAL = [state for state in DeliveryState if state.final]
IN_A_DAY = NOON + timedelta(hours=24)


def in_seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def test_the_examples_leave_no_kind_of_outcome_out() -> None:
    assert {type(outcome) for outcome in ONE_OF_EACH} == set(get_args(Outcome))


@pytest.mark.parametrize(("state", "outcome"), list(product(DeliveryState, ONE_OF_EACH)))
def test_every_state_has_an_answer_to_every_outcome(state: DeliveryState, outcome: Outcome) -> None:
    after = settle(make_delivery(state=state, thread_id=5), outcome, NOON)

    assert after.why
    assert after.state in (state, DeliveryState.PENDING) or (after.state.final and not state.final)


@pytest.mark.parametrize(("state", "outcome"), list(product(FINAL, ONE_OF_EACH)))
def test_what_is_final_stays_as_it_is(state: DeliveryState, outcome: Outcome) -> None:
    row = make_delivery(state=state, attempt=3, uncertain=1)

    after = settle(row, outcome, NOON)

    assert (after.state, after.attempt, after.uncertain, after.due_at) == (state, 3, 1, NOON)
    assert not any((after.deactivate_chat, after.halt, after.drop_thread, after.forget_card, after.moved_to))


@pytest.mark.parametrize("outcome", ONE_OF_EACH)
def test_a_row_that_was_taken_back_believes_only_a_late_success(outcome: Outcome) -> None:
    after = settle(make_delivery(state=DeliveryState.PENDING), outcome, NOON)

    accepted = isinstance(outcome, Sent)
    assert after.state is (DeliveryState.SENT if accepted else DeliveryState.PENDING)
    assert (after.halt, after.deactivate_chat, after.hold_chat_until) == (False, False, None)


def test_an_accepted_message_ends_the_row_with_its_id() -> None:
    after = settle(make_delivery(), Sent(message_id=9), NOON)

    assert (after.state, after.message_id, after.attempt) == (DeliveryState.SENT, 9, 1)


def test_a_throttled_row_waits_as_long_as_it_was_told_and_no_attempt_is_counted() -> None:
    after = settle(make_delivery(), Throttled(after_seconds=30), NOON)

    assert (after.state, after.attempt) == (DeliveryState.PENDING, 0)
    assert after.due_at == after.hold_chat_until == NOON + in_seconds(30)
    assert after.hold_all_until is None


def test_a_throttled_bot_holds_everybody() -> None:
    after = settle(make_delivery(), Throttled(after_seconds=2282, whole_bot=True), NOON)

    assert after.hold_all_until == after.hold_chat_until == NOON + in_seconds(2282)


def test_a_wait_of_nothing_is_a_wait_of_a_second() -> None:
    assert settle(make_delivery(), Throttled(after_seconds=0), NOON).due_at == NOON + in_seconds(1)


def test_a_row_that_never_left_is_tried_again_ever_more_slowly() -> None:
    waits = [
        (settle(make_delivery(attempt=n), Unreached(why="connect"), NOON).due_at - NOON).total_seconds()
        for n in range(7)
    ]

    for wait, doubled in zip(waits, (5, 10, 20, 40, 80, 120, 120), strict=True):
        assert doubled <= wait <= doubled * 1.25
    first_minute = sum(sum(waits[:n]) < 60 for n in range(len(waits)))
    assert first_minute <= 5
    assert settle(make_delivery(), Unreached(why="connect"), NOON).uncertain == 0


def test_a_moved_chat_is_followed_at_once_but_not_in_a_circle() -> None:
    after = settle(make_delivery(), Moved(to=-200), NOON)
    assert (after.state, after.due_at, after.moved_to) == (DeliveryState.PENDING, NOON, -200)

    circle = settle(make_delivery(), Moved(to=-100), NOON)
    assert (circle.state, circle.moved_to) == (DeliveryState.DEAD, None)


@pytest.mark.parametrize("attempts", [3, 4, 30])
def test_a_chat_that_moved_is_followed_however_often_the_line_failed_before(attempts: int) -> None:
    after = settle(make_delivery(attempt=attempts), Moved(to=-200), NOON)

    assert (after.state, after.moved_to) == (DeliveryState.PENDING, -200)
    assert in_seconds(0) < after.due_at - NOON <= in_seconds(150)
    over = settle(make_delivery(attempt=attempts), Moved(to=-200), IN_A_DAY)
    assert (over.state, over.moved_to, over.deactivate_chat) == (DeliveryState.DEAD, -200, False)


def test_only_a_chat_that_refuses_for_good_is_deactivated() -> None:
    deactivating = [
        outcome
        for outcome in (*ONE_OF_EACH, Refused(scope="never heard of", why="x"))
        if settle(make_delivery(), outcome, NOON).deactivate_chat
    ]

    assert deactivating == [Refused(scope="chat", why="blocked")]


def test_lost_rights_suspend_the_chat_for_an_hour_and_at_last_give_it_up() -> None:
    lost = Refused(scope="suspended", why="rights")

    after = settle(make_delivery(), lost, NOON)
    assert (after.state, after.attempt, after.deactivate_chat) == (DeliveryState.PENDING, 1, False)
    assert after.due_at == after.hold_chat_until == NOON + timedelta(hours=1)

    last = settle(make_delivery(attempt=23), lost, NOON + timedelta(hours=23))
    assert (last.state, last.deactivate_chat) == (DeliveryState.DEAD, True)


def test_failures_of_the_line_do_not_count_against_a_chat_that_lost_us_our_rights() -> None:
    lost = Refused(scope="suspended", why="rights")

    for attempts in (23, 200):
        after = settle(make_delivery(attempt=attempts), lost, NOON + timedelta(hours=1))
        assert (after.state, after.deactivate_chat) == (DeliveryState.PENDING, False)
    few = settle(make_delivery(attempt=20), lost, NOON + timedelta(hours=23, minutes=5))
    assert (few.state, few.deactivate_chat) == (DeliveryState.DEAD, True)


def test_a_closed_topic_is_left_and_nobody_unsubscribed() -> None:
    closed = Refused(scope="topic", why="topic")

    after = settle(make_delivery(thread_id=5), closed, NOON)
    assert (after.state, after.drop_thread, after.due_at) == (DeliveryState.PENDING, True, NOON)
    without = settle(make_delivery(thread_id=0), closed, NOON)
    assert (without.state, without.deactivate_chat) == (DeliveryState.DEAD, False)


@pytest.mark.parametrize(
    ("reason", "sound", "state"),
    [
        (AlertReason.TOLL, True, DeliveryState.PENDING),
        (AlertReason.NEW, False, DeliveryState.PENDING),
        (AlertReason.PLACE, False, DeliveryState.PENDING),
        (AlertReason.DETAIL, False, DeliveryState.CANCELLED),
    ],
)
def test_where_the_card_is_gone_news_is_told_anew_and_looks_are_dropped(
    reason: AlertReason, sound: bool, state: DeliveryState
) -> None:
    after = settle(
        make_delivery(reason=reason, sound=sound), Refused(scope="target", why="not_editable"), NOON
    )

    assert (after.state, after.forget_card) == (state, state is DeliveryState.PENDING)


@pytest.mark.parametrize("scope", ["content", "something new"])
def test_words_that_are_refused_end_one_row_and_nothing_else(scope: str) -> None:
    after = settle(make_delivery(), Refused(scope=scope, why="other_400"), NOON)

    assert (after.state, after.deactivate_chat) == (DeliveryState.DEAD, False)


@pytest.mark.parametrize(
    ("reason", "severity", "sound", "copies"),
    [
        (AlertReason.NEW, Severity.HIGH, True, 2),
        (AlertReason.NEW, Severity.LOW, False, 2),
        (AlertReason.TOLL, Severity.MEDIUM, True, 2),
        (AlertReason.DETAIL, Severity.CRITICAL, False, 0),
        (AlertReason.DETAIL, Severity.LOW, False, 0),
    ],
)
def test_an_unanswered_row_is_repeated_as_its_class_allows(
    reason: AlertReason, severity: Severity, sound: bool, copies: int
) -> None:
    states = [
        settle(
            make_delivery(reason=reason, severity=severity, sound=sound, uncertain=n),
            Uncertain(why="x"),
            NOON,
        )
        for n in range(4)
    ]

    repeated = [after for after in states if after.state is DeliveryState.PENDING]
    assert len(repeated) == copies
    assert [after.uncertain for after in states] == [1, 2, 3, 4]
    assert all(after.state is DeliveryState.UNANSWERED for after in states[copies:])


@pytest.mark.parametrize(
    "row",
    [
        make_delivery(severity=Severity.CRITICAL, uncertain=30),
        make_delivery(reason=AlertReason.RETRACTED, severity=Severity.LOW, uncertain=30),
    ],
)
def test_grave_news_and_retractions_are_repeated_until_somebody_answers(row: object) -> None:
    assert settle(row, Uncertain(why="x"), NOON).state is DeliveryState.PENDING  # type: ignore[arg-type]
    assert settle(row, Uncertain(why="x"), IN_A_DAY).state is DeliveryState.UNANSWERED  # type: ignore[arg-type]


def test_repeats_come_after_a_quarter_of_a_minute_and_double_up_to_ten() -> None:
    critical = {"severity": Severity.CRITICAL}
    waits = [
        (
            settle(make_delivery(uncertain=n, **critical), Uncertain(why="x"), NOON).due_at - NOON
        ).total_seconds()
        for n in (0, 1, 2, 20)
    ]

    for wait, doubled in zip(waits, (15, 30, 60, 600), strict=True):
        assert doubled <= wait <= doubled * 1.25


def test_a_refused_token_stops_the_sender_and_costs_the_row_nothing() -> None:
    after = settle(make_delivery(), Halt(why="token_401"), NOON)

    assert (after.state, after.halt, after.attempt, after.due_at) == (DeliveryState.PENDING, True, 0, NOON)


@pytest.mark.parametrize("outcome", [Throttled(after_seconds=5), Unreached(why="connect")])
@pytest.mark.parametrize(("copies", "state"), [(0, DeliveryState.DEAD), (1, DeliveryState.UNANSWERED)])
def test_after_a_day_a_row_is_given_up_as_dead_unless_a_copy_may_be_out(
    outcome: Outcome, copies: int, state: DeliveryState
) -> None:
    row = make_delivery(uncertain=copies)

    assert settle(row, outcome, IN_A_DAY).state is state
    assert settle(row, outcome, IN_A_DAY - in_seconds(1)).state is DeliveryState.PENDING


def test_a_row_outlives_its_time_after_a_day() -> None:
    assert not expired(make_delivery(), IN_A_DAY - in_seconds(1))
    assert expired(make_delivery(), IN_A_DAY)
    assert outlived(make_delivery()).state is DeliveryState.EXPIRED
    assert outlived(make_delivery(uncertain=1)).state is DeliveryState.UNANSWERED


def test_what_was_never_on_the_wire_counts_as_no_attempt() -> None:
    row = make_delivery(attempt=2, uncertain=1)
    later = NOON + in_seconds(600)

    assert needless(row, "nothing new").state is DeliveryState.SUPERSEDED
    assert (postponed(row, later, "x").state, postponed(row, later, "x").due_at) == (
        DeliveryState.PENDING,
        later,
    )
    for after in (needless(row, "x"), outlived(row), postponed(row, later, "x")):
        assert (after.attempt, after.uncertain) == (2, 1)


def test_a_row_whose_sender_died_counts_as_unanswered() -> None:
    row = make_delivery()

    assert orphaned(row, NOON).uncertain == 1
    assert orphaned(row, NOON).state is DeliveryState.PENDING


def test_the_spread_tells_rows_and_attempts_apart_and_never_differs_between_runs() -> None:
    shares = {spread(row, attempt) for row in range(1, 30) for attempt in range(5)}

    assert len(shares) == 29 * 5
    assert all(0 <= share <= 1 for share in shares)
    assert spread(7, 0) == spread(7, 0)
    assert DELIVERY.spread_share < 1
