"""What a chat is told now, given what it was told before: composed late, after the claim.

The question is never "have I seen this?" but "what does this chat already know?". No net change means
nothing is sent, so a burst of revisions is one message.
"""

from dataclasses import dataclass

from bot.incidents.assess import assess
from bot.model.alert import Told
from bot.model.gazetteer import Gazetteer
from bot.model.incident import Change, Incident, Snapshot
from bot.model.vocabulary import AlertReason, IncidentStatus, Severity

SOUNDS_FROM = Severity.HIGH
"""Cards of lighter incidents come without a sound: routine news disturbs nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """The chat knows nothing of it: a card, with a sound if the incident is grave."""

    sound: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A new message, replying to the card, that says what changed; the card is edited as well."""

    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentEdit:
    """The card is edited in place; nobody is disturbed."""

    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """The chat knows all that can be told; ``why`` is a code for the trace."""

    why: str


Plan = NewCard | Update | SilentEdit | Nothing


def plan(
    told: Told | None,
    told_snapshot: Snapshot | None,
    current: Incident,
    gazetteer: Gazetteer,
    *,
    perhaps_told: bool = False,
) -> Plan:
    """Decide what one chat is sent about an incident. Never goes back to an older revision.

    ``told_snapshot`` is the snapshot of ``told.revision``; where it is lost the card is edited silently.
    What was retracted or merged away is not told to a chat that never heard of it; but a retraction
    reaches a chat that may have heard (``perhaps_told``: a send there was never answered).
    """
    snapshot = current.snapshot
    if told is None:
        return _first(current, perhaps_told=perhaps_told)
    if told.revision >= current.revision:
        return Nothing(why="already_told")
    if told_snapshot is None:
        return SilentEdit(change=Change(reason=None, sound=False))
    change = assess(told_snapshot, snapshot, gazetteer)
    if change.sound:
        return Update(change=change)
    return SilentEdit(change=change) if change.details else Nothing(why="no_net_change")


def _first(current: Incident, *, perhaps_told: bool) -> Plan:
    snapshot = current.snapshot
    if current.merged_into is None and snapshot.status is IncidentStatus.OPEN:
        return NewCard(sound=snapshot.severity.at_least(SOUNDS_FROM))
    if perhaps_told and snapshot.status is IncidentStatus.RETRACTED:
        return Update(change=Change(reason=AlertReason.RETRACTED, sound=True))
    return Nothing(why="gone_before_told")
