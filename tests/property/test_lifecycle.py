"""The life of a delivery holds for every state, outcome and moment."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.lifecycle import settle
from bot.alerts.policy import DELIVERY
from bot.model.alert import (
    Chat,
    Delivery,
    Halt,
    Moved,
    Outcome,
    Refused,
    Sent,
    Throttled,
    Uncertain,
    Unreached,
)
from bot.model.vocabulary import AlertReason, ChatKind, DeliveryState, Severity
from tests.builders import NOON

OUTCOMES: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Sent, message_id=st.integers(1, 10**9)),
    st.builds(Throttled, after_seconds=st.floats(0, 5000), whole_bot=st.booleans()),
    st.builds(Unreached, why=st.just("no route")),
    st.builds(Moved, to=st.integers(-(10**12), -1)),
    st.builds(
        Refused,
        scope=st.sampled_from(["chat", "suspended", "topic", "target", "content", "new scope"]),
        why=st.just("refused"),
    ),
    st.builds(Uncertain, why=st.just("timeout")),
    st.builds(Halt, why=st.just("401")),
)
MANY = settings(max_examples=300, deadline=None)


@st.composite
def deliveries(draw: st.DrawFn) -> Delivery:
    return Delivery(
        id=draw(st.integers(1, 10**9)),
        alert_id=1,
        incident_id=1,
        chat=Chat(id=1, channel="telegram", address=-100, kind=ChatKind.GROUP),
        thread_id=draw(st.sampled_from([0, 7])),
        state=draw(st.sampled_from(list(DeliveryState))),
        attempt=draw(st.integers(0, 30)),
        uncertain=draw(st.integers(0, 10)),
        due_at=NOON,
        reason=draw(st.sampled_from(list(AlertReason))),
        severity=draw(st.sampled_from(list(Severity))),
        sound=draw(st.booleans()),
        created_at=NOON,
    )


@MANY
@given(deliveries(), OUTCOMES, st.floats(0, 200_000))
def test_every_state_and_outcome_has_exactly_one_answer(
    delivery: Delivery, outcome: Outcome, seconds: float
) -> None:
    now = NOON + timedelta(seconds=seconds)
    after = settle(delivery, outcome, now, DELIVERY)
    assert settle(delivery, outcome, now, DELIVERY) == after
    assert after.why
    assert after.state is not DeliveryState.SENDING or delivery.state is DeliveryState.SENDING
    assert after.attempt >= delivery.attempt
    assert after.uncertain >= delivery.uncertain


@MANY
@given(deliveries(), OUTCOMES)
def test_a_final_row_never_changes(delivery: Delivery, outcome: Outcome) -> None:
    if not delivery.state.final:
        return
    after = settle(delivery, outcome, NOON, DELIVERY)
    assert (after.state, after.due_at, after.attempt) == (delivery.state, delivery.due_at, delivery.attempt)
    assert not (after.halt)
    assert not (after.deactivate_chat)
    assert not (after.drop_thread)


@MANY
@given(deliveries(), OUTCOMES)
def test_only_a_refusing_chat_is_ever_deactivated(delivery: Delivery, outcome: Outcome) -> None:
    after = settle(replace(delivery, state=DeliveryState.SENDING), outcome, NOON, DELIVERY)
    if isinstance(outcome, Moved) and outcome.to != delivery.chat.address:
        assert after.moved_to == outcome.to
    if after.deactivate_chat:
        assert isinstance(outcome, Refused)
        assert outcome.scope in ("chat", "suspended")
        assert after.state is DeliveryState.DEAD


@MANY
@given(deliveries(), st.lists(OUTCOMES, min_size=200, max_size=200))
def test_a_row_under_any_weather_ends_within_its_life(delivery: Delivery, weather: list[Outcome]) -> None:
    row, now, sends = replace(delivery, state=DeliveryState.PENDING, attempt=0, uncertain=0), NOON, 0
    for outcome in weather:
        if isinstance(outcome, Halt | Throttled | Refused | Moved | Sent):
            continue
        after = settle(replace(row, state=DeliveryState.SENDING), outcome, now, DELIVERY)
        sends += 1
        row = replace(
            row, state=after.state, attempt=after.attempt, uncertain=after.uncertain, due_at=after.due_at
        )
        if row.state.final:
            break
        assert row.due_at > now
        now = max(now, row.due_at)
    assert row.uncertain <= sends
    assert row.state.final or now - NOON < timedelta(hours=DELIVERY.life_hours + 1)
