"""Limits as sliding windows on a clock that the tests turn."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.pacing import Pace, Pacing
from bot.model.alert import ChatAddress
from bot.model.vocabulary import ChatKind

ANN = ChatAddress(channel="telegram", chat_id=11)
BEN = ChatAddress(channel="telegram", chat_id=12)
GROUP = ChatAddress(channel="telegram", chat_id=-100)
PRIVATE = ChatKind.PRIVATE


def address(number: int) -> ChatAddress:
    return ChatAddress(channel="telegram", chat_id=number)


def test_a_private_chat_gets_one_message_a_second() -> None:
    pacing = Pacing()

    assert pacing.try_take(ANN, PRIVATE, 10.0) == 0.0
    assert pacing.try_take(ANN, PRIVATE, 10.25) == 0.75
    assert pacing.try_take(BEN, PRIVATE, 10.25) == 0.0
    assert pacing.try_take(ANN, PRIVATE, 11.0) == 0.0


@pytest.mark.parametrize("kind", [ChatKind.GROUP, ChatKind.SUPERGROUP, ChatKind.CHANNEL])
def test_a_group_or_channel_gets_eighteen_a_minute(kind: ChatKind) -> None:
    pacing = Pacing()
    for n in range(18):
        assert pacing.try_take(GROUP, kind, float(n)) == 0.0

    assert pacing.try_take(GROUP, kind, 18.0) == 42.0
    assert pacing.try_take(GROUP, kind, 60.0) == 0.0


def test_topics_of_a_group_share_its_window() -> None:
    pacing = Pacing()
    topic = ChatAddress(channel="telegram", chat_id=-100, thread_id=5)
    for _ in range(18):
        pacing.took(topic, ChatKind.SUPERGROUP, 0.0)

    assert pacing.wait_seconds(GROUP, ChatKind.SUPERGROUP, 0.0) == 60.0


def test_all_chats_together_get_28_a_second() -> None:
    pacing = Pacing()
    for n in range(28):
        assert pacing.try_take(address(n), PRIVATE, 5.0) == 0.0

    assert pacing.overall_wait_seconds(5.5) == 0.5
    assert pacing.try_take(address(99), PRIVATE, 5.5) == 0.5
    assert pacing.try_take(address(99), PRIVATE, 6.0) == 0.0


def test_asking_takes_nothing() -> None:
    pacing = Pacing()
    for _ in range(100):
        assert pacing.wait_seconds(ANN, PRIVATE, 1.0) == 0.0


def test_a_held_chat_waits_and_the_longest_hold_stands() -> None:
    pacing = Pacing()
    pacing.hold(ANN, 30.0)
    pacing.hold(ANN, 20.0)

    assert pacing.wait_seconds(ANN, PRIVATE, 10.0) == 20.0
    assert pacing.wait_seconds(BEN, PRIVATE, 10.0) == 0.0
    assert pacing.wait_seconds(ANN, PRIVATE, 30.0) == 0.0


def test_one_throttled_chat_waits_alone() -> None:
    pacing = Pacing()
    pacing.throttled(ANN, 3, 10.0)

    assert pacing.wait_seconds(ANN, PRIVATE, 10.0) == 3.0
    assert pacing.wait_seconds(BEN, PRIVATE, 10.0) == 0.0


def test_two_chats_throttled_within_a_second_close_the_bot() -> None:
    pacing = Pacing()
    pacing.throttled(ANN, 3, 10.0)
    pacing.throttled(BEN, 4, 10.9)

    assert pacing.wait_seconds(GROUP, ChatKind.GROUP, 11.0) == pytest.approx(3.9)


def test_two_throttles_far_apart_or_of_one_chat_do_not() -> None:
    pacing = Pacing()
    pacing.throttled(ANN, 3, 10.0)
    pacing.throttled(ANN, 3, 10.5)
    pacing.throttled(BEN, 3, 12.0)

    assert pacing.wait_seconds(GROUP, ChatKind.GROUP, 12.0) == 0.0


def test_a_long_throttle_closes_the_bot() -> None:
    pacing = Pacing()
    pacing.throttled(ANN, 60, 10.0)

    assert pacing.overall_wait_seconds(11.0) == 59.0


def test_idle_chats_are_forgotten() -> None:
    pacing = Pacing()
    for n in range(5000):
        pacing.hold(address(n), n / 20 + 1)
        pacing.took(address(n), PRIVATE, n / 20)

    pacing.took(ANN, PRIVATE, 10_000.0)

    assert pacing.remembered == 1


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0.0, 2.0)), max_size=300))
def test_no_window_is_ever_exceeded(asks: list[tuple[int, float]]) -> None:
    """Chats 0-2 are private, 3-5 are groups; time only goes forward."""
    pacing = Pacing()
    now = 0.0
    taken: list[tuple[int, float]] = []
    for number, pause in asks:
        now += pause / 20
        kind = PRIVATE if number < 3 else ChatKind.GROUP
        if pacing.try_take(address(number), kind, now) == 0.0:
            taken.append((number, now))

    for number, at in taken:
        same = [t for n, t in taken if n == number]
        span, limit = (1.0, 1) if number < 3 else (60.0, 18)
        assert sum(at <= t < at + span - 1e-9 for t in same) <= limit
        assert sum(at <= t < at + 1 - 1e-9 for _, t in taken) <= 28


def test_room_that_is_kept_counts_until_the_message_goes_or_does_not() -> None:
    pacing = Pacing(Pace(overall_per_second=2))
    first = pacing.keep(ANN, ChatKind.PRIVATE, 0.0)
    second = pacing.keep(BEN, ChatKind.PRIVATE, 0.0)
    assert pacing.overall_wait_seconds(5.0) > 0

    first.give_back()
    first.give_back()
    assert pacing.overall_wait_seconds(5.0) == 0.0
    second.use(5.0)
    second.give_back()
    assert pacing.wait_seconds(BEN, ChatKind.PRIVATE, 5.0) == 1.0
    assert pacing.wait_seconds(ANN, ChatKind.PRIVATE, 5.0) == 0.0


def test_a_message_counts_from_when_it_goes_and_not_from_when_room_was_kept() -> None:
    pacing = Pacing()
    slot = pacing.keep(ANN, ChatKind.PRIVATE, 0.0)
    slot.use(10.0)
    assert pacing.wait_seconds(ANN, ChatKind.PRIVATE, 10.5) == 0.5


def test_a_chat_for_which_room_is_kept_is_not_forgotten() -> None:
    pacing = Pacing()
    slot = pacing.keep(ANN, ChatKind.PRIVATE, 0.0)
    pacing.took(BEN, ChatKind.PRIVATE, 1000.0)
    assert pacing.wait_seconds(ANN, ChatKind.PRIVATE, 1002.0) > 0
    slot.use(1002.0)
    assert pacing.wait_seconds(ANN, ChatKind.PRIVATE, 1002.0) == 1.0
