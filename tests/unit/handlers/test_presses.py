"""What buttons carry, and actions that wait for one press."""

import pytest

from handlers import presses
from handlers.presses import PendingActions, Press
from tests.unit.handlers.conftest import Seconds


def test_what_was_encoded_is_decoded() -> None:
    data = presses.encode(presses.TOLL, "tj-kt", "2025-11-01", "")
    assert data == "v1|toll|tj-kt|2025-11-01|"
    assert presses.decode(data) == Press(kind=presses.TOLL, arguments=("tj-kt", "2025-11-01", ""))


@pytest.mark.parametrize("argument", ["x" * 60, "хатлон", "a|b"])
def test_what_does_not_fit_makes_no_button(argument: str) -> None:
    assert presses.encode(presses.OPEN, argument) is None


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "v1",
        "v1|",
        "v0|open|TJAF-2026-0001",
        "v2|open|TJAF-2026-0001",
        "v1|fly|moon",
        "v1|open",
        "v1|open|a|b",
        "v1|latest|tj-kt",
        "v1|open|" + "x" * 60,
        "v1|open|хатлон",
    ],
)
def test_anything_else_is_no_press(data: str | None) -> None:
    assert presses.decode(data) is None


def keep(pending: PendingActions) -> str:
    return pending.add(owner=1, chat_id=2, action="subscribe", places="tj-kt", target=None)


def test_an_action_waits_ten_minutes_and_no_longer() -> None:
    seconds = Seconds()
    pending = PendingActions(seconds)
    token = keep(pending)
    seconds.value += presses.PENDING_SECONDS
    found = pending.look(token)
    assert found is not None
    assert (found.places, found.used) == ("tj-kt", False)
    seconds.value += 0.1
    assert pending.look(token) is None


def test_a_used_token_is_remembered_as_used() -> None:
    pending = PendingActions(Seconds())
    token = keep(pending)
    pending.use_up(token)
    pending.use_up("unknown")
    found = pending.look(token)
    assert found is not None
    assert found.used
    assert pending.look("unknown") is None


def test_a_flood_of_menus_forgets_the_oldest_only() -> None:
    pending = PendingActions(Seconds())
    tokens = [keep(pending) for _ in range(presses.MOST_PENDING + 1)]
    assert pending.look(tokens[0]) is None
    assert pending.look(tokens[1]) is not None
    assert len(set(tokens)) == len(tokens)


def test_a_token_fits_into_a_button() -> None:
    assert presses.encode(presses.DO, keep(PendingActions(Seconds()))) is not None
