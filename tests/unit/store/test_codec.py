"""Facts go into the database and come back the same; what does not fit is an error, not a guess."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.alert import Outcome, Sent, Throttled
from bot.model.incident import Change, Snapshot
from bot.model.report import Reading, Reason, Report
from bot.store import codec
from tests.unit.store.facts import snapshot

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
MOMENTS = st.datetimes(timezones=st.just(UTC))
st.register_type_strategy(str, TEXT)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(datetime, MOMENTS)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.one_of(st.from_type(Snapshot), st.from_type(Report), st.from_type(Change)))
def test_any_value_of_the_model_comes_back_the_same(value: Snapshot | Report | Change) -> None:
    assert codec.load(type(value), codec.dump(value)) == value


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.from_type(Reading))
def test_a_trimmed_reading_comes_back_without_segments_and_triggers(value: Reading) -> None:
    stored = codec.load(Reading, codec.dump(codec.trimmed(value)))
    assert stored == replace(value, segments=(), triggers=())


@given(st.one_of([st.from_type(member) for member in get_args(Outcome)]))
def test_members_of_a_union_are_told_apart(value: Outcome) -> None:
    assert codec.load(Outcome, codec.dump(value)) == value  # type: ignore[arg-type]


def test_the_stored_text_is_plain_readable_json() -> None:
    stored = codec.dump(snapshot(headline="Бойцы на границе"))
    assert "Бойцы на границе" in stored
    data = json.loads(stored)
    assert (data["v"], data["d"]["severity"], data["d"]["date"]["start"]) == (1, "high", "2026-01-18")


def test_equal_values_are_stored_alike() -> None:
    assert codec.dump(snapshot()) == codec.dump(snapshot())


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldShape:
    colour: Colour
    gone: str = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShape:
    colour: Colour
    added: tuple[int, ...] = (7,)
    pair: tuple[str, int] = ("a", 1)
    lookup: dict[str, date] | None = None
    words: frozenset[str] = frozenset()


def test_unknown_fields_are_ignored_and_missing_ones_take_their_defaults() -> None:
    assert codec.load(NewShape, codec.dump(OldShape(colour=Colour.RED))) == NewShape(colour=Colour.RED)


def test_a_default_that_changes_later_does_not_change_what_was_stored() -> None:
    assert json.loads(codec.dump(NewShape(colour=Colour.RED)))["d"]["added"] == [7]


def test_tuples_mappings_and_sets_come_back_as_such() -> None:
    value = NewShape(
        colour=Colour.RED, pair=("b", 2), lookup={"day": date(2026, 1, 18)}, words=frozenset({"a", "b"})
    )
    assert codec.load(NewShape, codec.dump(value)) == value
    reasons = (Reason(code="a"), Reason(code="b", detail="c"))
    assert codec.load(tuple[Reason, ...], codec.dump(reasons)) == reasons


def test_a_moment_keeps_its_instant_and_a_naive_one_is_refused() -> None:
    local = datetime(2026, 1, 18, 11, 0, tzinfo=timezone(timedelta(hours=5)))
    assert codec.load(datetime, codec.dump(local)) == local
    with pytest.raises(codec.CodecError, match="naive"):
        codec.dump(local.replace(tzinfo=None))
    with pytest.raises(codec.CodecError, match="offset"):
        codec.load(datetime, '{"v":1,"d":"2026-01-18T11:00:00"}')


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (NewShape, "not json"),
        (NewShape, "[]"),
        (NewShape, '{"v":2,"d":{"colour":"red"}}'),
        (NewShape, '{"v":1,"d":{}}'),
        (NewShape, '{"v":1,"d":{"colour":"green"}}'),
        (NewShape, '{"v":1,"d":{"colour":"red","added":["7"]}}'),
        (NewShape, '{"v":1,"d":{"colour":"red","added":"77"}}'),
        (NewShape, '{"v":1,"d":{"colour":"red","pair":["a"]}}'),
        (int, '{"v":1,"d":true}'),
        (date, '{"v":1,"d":7}'),
        (Sent | Throttled, '{"v":1,"d":{"$type":"Moved","to":1}}'),
    ],
)
def test_what_does_not_fit_is_an_error(kind: type, stored: str) -> None:
    with pytest.raises(codec.CodecError):
        codec.load(kind, stored)


def test_a_value_that_has_no_plain_form_is_refused_when_it_is_stored() -> None:
    with pytest.raises(codec.CodecError):
        codec.dump(object())
    with pytest.raises(ValueError, match="JSON"):
        codec.dump(float("nan"))
