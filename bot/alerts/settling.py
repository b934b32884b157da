"""How long a change is held before it is sent, so that what follows at once is told with it.

Grave and official news is never held; a single unconfirmed report waits a
little for a second one. Retractions and deaths never wait for the pause between two sounds.
"""

from datetime import datetime, timedelta

from bot.alerts.policy import SETTLING, SettlingPolicy
from bot.model.vocabulary import AlertReason, Confidence, Severity

NEVER_HELD = frozenset({AlertReason.RETRACTED})
NEVER_PAUSED = frozenset({AlertReason.RETRACTED, AlertReason.TOLL, AlertReason.NEW})


def due_at(
    now: datetime,
    severity: Severity,
    confidence: Confidence,
    *,
    reason: AlertReason = AlertReason.NEW,
    policy: SettlingPolicy = SETTLING,
) -> datetime:
    """When a change may be sent, at the earliest ``now``."""
    if reason in NEVER_HELD:
        return now
    seconds = policy.unconfirmed_seconds
    if confidence is not Confidence.UNCONFIRMED:
        seconds = dict(policy.confirmed_seconds)[severity]
    return now + timedelta(seconds=seconds)


def quiet_until(
    reason: AlertReason | None, sounded_at: datetime | None, policy: SettlingPolicy = SETTLING
) -> datetime | None:
    """Until when a sounding change must wait in a chat, whatever else; None if it need not.

    ``sounded_at`` is the last sound about this incident in this chat. Two sounds are at least ten minutes
    apart, deaths and retractions excepted. Asked after the claim, because only then is it known what
    the chat will be told.
    """
    if sounded_at is None or reason in NEVER_PAUSED:
        return None
    return sounded_at + timedelta(seconds=policy.between_sounds_seconds)
