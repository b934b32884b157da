"""The first line of a message, which is all that a telephone shows: what, how many, where.

Every word of it is ours, so nothing from outside can pose as news. It never says more than is known: of
"neutralised" men nobody says plainly that they are dead, so up to so many were killed.
"""

from bot.model.incident import Figure, Incident, Snapshot
from bot.model.vocabulary import AlertReason, EventType, IncidentStatus, Measure
from bot.render import phrases, where
from bot.render.texts import Texts

COUNTED = (
    Measure.KILLED,
    Measure.WOUNDED,
    Measure.CASUALTIES,
    Measure.ABDUCTED,
    Measure.MISSING,
    Measure.DETAINED,
)
MOST_COUNTED = 2
SAYS_ITSELF = {EventType.ABDUCTION: Measure.ABDUCTED, EventType.DETENTION: Measure.DETAINED}
"""Events that a count of the people already names: "two detained" need not be "in a detention"."""


def first_line(incident: Incident, texts: Texts) -> str:
    """Mark, what happened to how many, place; first of all that it is withdrawn or denied, where it is."""
    snapshot = incident.snapshot
    if snapshot.status is IncidentStatus.RETRACTED:
        return news_line(incident, AlertReason.RETRACTED, texts)
    if snapshot.denied:
        return news_line(incident, AlertReason.DENIED, texts)
    return texts.say(
        "headline.card",
        mark=phrases.mark(snapshot, texts),
        what=_capital(what(snapshot, texts)),
        place=where.short_place(snapshot.scene, texts),
    )


def news_line(incident: Incident, reason: AlertReason, texts: Texts) -> str:
    """The first line of an update: why it comes, then what a card would say.

    Of a withdrawn incident no figure is repeated.
    """
    snapshot = incident.snapshot
    withdrawn = reason is AlertReason.RETRACTED
    return texts.say(
        "headline.news",
        mark=texts.word("mark", "retracted") if withdrawn else phrases.mark(snapshot, texts),
        news=texts.word("news", reason),
        what=texts.word("happening", snapshot.event_type) if withdrawn else what(snapshot, texts),
        place=where.short_place(snapshot.scene, texts),
    )


def what(snapshot: Snapshot, texts: Texts) -> str:
    """ "3 killed, 1 wounded in attack on civilians"; the event alone where nobody was hit."""
    event = texts.word("happening", snapshot.event_type)
    told = [(measure, _count(snapshot, measure, texts)) for measure in COUNTED]
    counted = [(measure, count) for measure, count in told if count is not None][:MOST_COUNTED]
    if not counted:
        return event
    figures = texts.say("place.join").join(
        texts.say("headline.figure", figure=count, measure=texts.word("measure", measure).lower())
        for measure, count in counted
    )
    if SAYS_ITSELF.get(snapshot.event_type) is counted[0][0]:
        return figures
    return texts.say("headline.what", figures=figures, event=event)


def _count(snapshot: Snapshot, measure: Measure, texts: Texts) -> str | None:
    harmed = phrases.harmed(snapshot, measure)
    total = snapshot.total(measure)
    if not harmed or total is None:
        return None
    return _figure(total, texts, whole=any(item.contested for item in harmed))


def _figure(value: Figure, texts: Texts, *, whole: bool) -> str:
    """The best figure where it is also the least; else the range, which ``whole`` asks for anyway."""
    low, best = texts.number(value.low), value.best
    if value.high is None:
        return texts.say("figure.at_least", low=low)
    if best is not None and value.low == best and not whole:
        return texts.number(best)
    if value.low == value.high:
        return low
    if value.low == 0:
        return texts.say("headline.up_to", high=texts.number(value.high))
    return texts.say("figure.range", low=low, high=texts.number(value.high))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
