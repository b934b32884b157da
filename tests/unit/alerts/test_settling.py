"""How long a change is held, and how far apart two sounds are."""

from datetime import timedelta

import pytest

from bot.alerts.settling import due_at, quiet_until
from bot.model.vocabulary import AlertReason, Confidence, Severity
from tests.builders import NOON


def held_seconds(severity: Severity, confidence: Confidence, reason: AlertReason = AlertReason.NEW) -> float:
    return (due_at(NOON, severity, confidence, reason=reason) - NOON).total_seconds()


@pytest.mark.parametrize("severity", list(Severity))
def test_one_unconfirmed_report_waits_a_minute_and_a_half_for_a_second_one(severity: Severity) -> None:
    assert held_seconds(severity, Confidence.UNCONFIRMED) == 90


@pytest.mark.parametrize("confidence", [Confidence.OFFICIAL, Confidence.CORROBORATED])
@pytest.mark.parametrize(
    ("severity", "seconds"),
    [(Severity.CRITICAL, 0), (Severity.HIGH, 15), (Severity.MEDIUM, 60), (Severity.LOW, 60)],
)
def test_what_is_borne_out_waits_the_less_the_graver_it_is(
    confidence: Confidence, severity: Severity, seconds: float
) -> None:
    assert held_seconds(severity, confidence) == seconds


@pytest.mark.parametrize("confidence", list(Confidence))
def test_a_retraction_is_never_held(confidence: Confidence) -> None:
    assert held_seconds(Severity.LOW, confidence, AlertReason.RETRACTED) == 0


@pytest.mark.parametrize("reason", list(AlertReason))
def test_two_sounds_are_ten_minutes_apart_but_for_deaths_and_retractions(reason: AlertReason) -> None:
    at_once = {AlertReason.NEW, AlertReason.TOLL, AlertReason.RETRACTED}
    expected = None if reason in at_once else NOON + timedelta(minutes=10)
    assert quiet_until(reason, NOON) == expected


def test_where_nothing_sounded_nothing_needs_to_wait() -> None:
    assert quiet_until(AlertReason.CONFIRMED, None) is None
