"""Composes what one chat is told now: late, after the claim, from the newest revision.

Reads what the chat knows and what is known, asks the pure plan what that calls for, and has it
rendered. Must never compose from the revision that raised the alert: the news may be newer.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.alerts.freshness import Freshness, freshness
from bot.alerts.plan import NewCard, Nothing, Plan, SilentEdit, Update, plan
from bot.alerts.settling import quiet_until
from bot.knowledge import Knowledge
from bot.model.alert import Delivery, Told
from bot.model.incident import Incident, LinkedReport
from bot.model.message import Message
from bot.render.cards import incident_card
from bot.render.texts import Texts
from bot.render.updates import update
from bot.store import incidents, outbox, reports
from bot.store.database import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A plan with its message (None where nothing is to be sent), and what the chat knew before."""

    plan: Plan
    revision: int
    message: Message | None
    told: Told | None

    @property
    def sounds(self) -> bool:
        """Whether the message will be heard."""
        match self.plan:
            case NewCard(sound=sound):
                return sound
            case Update():
                return True
            case _:
                return False

    @property
    def quiet_until(self) -> datetime | None:
        """Until when it must wait, because the chat heard of the incident a moment ago."""
        if not isinstance(self.plan, Update) or self.told is None:
            return None
        return quiet_until(self.plan.change.reason, self.told.sounded_at)


def compose(
    session: Session, delivery: Delivery, knowledge: Knowledge, texts: Texts, now: datetime
) -> Composed:
    """What this chat should be told of this incident at ``now``."""
    incident = incidents.get(session, delivery.incident_id)
    if incident is None:
        return Composed(plan=Nothing(why="unknown_incident"), revision=0, message=None, told=None)
    place = delivery.chat.id, delivery.thread_id, delivery.incident_id
    told = outbox.told(session, *place)
    before = incidents.snapshot_at(session, incident.id, told.revision) if told else None
    perhaps_told = told is None and outbox.perhaps_told(session, *place)
    chosen = plan(told, before, incident, knowledge.gazetteer, perhaps_told=perhaps_told)
    behind = reports.linked_reports(session, incident.id)
    return Composed(
        plan=chosen,
        revision=incident.revision,
        message=_message(chosen, incident, behind, texts, delivery, now),
        told=told,
    )


def current_card(session: Session, incident_id: int, texts: Texts) -> Message | None:
    """The card as it should look now; None where the incident is gone."""
    incident = incidents.get(session, incident_id)
    if incident is None:
        return None
    return incident_card(incident, texts, sources=reports.linked_reports(session, incident_id))


def _message(
    chosen: Plan,
    incident: Incident,
    behind: tuple[LinkedReport, ...],
    texts: Texts,
    delivery: Delivery,
    now: datetime,
) -> Message | None:
    repeat = delivery.uncertain > 0
    match chosen:
        case NewCard():
            late = freshness(incident.snapshot, now, now, now) is not Freshness.FRESH
            return incident_card(incident, texts, late=late, repeat=repeat, sources=behind)
        case Update(change=change):
            return update(incident, change, texts, repeat=repeat, sources=behind)
        case SilentEdit():
            return incident_card(incident, texts, sources=behind)
        case Nothing():
            return None
