"""What is told after the card: an update, a withdrawal, an example, a test.

An update is a new message that replies to the card; a silent edit is the whole card again
(``cards.incident_card``). A test must never look like an alert: it says so first and last.
"""

import re
from collections.abc import Sequence
from datetime import date

from bot.model.incident import Change, Incident, LinkedReport
from bot.model.message import Message
from bot.model.vocabulary import AlertReason, Measure
from bot.render import cards, labels, outside, phrases, where
from bot.render.builder import MessageBuilder, bold, plain
from bot.render.families import CHANGED_FIELDS, FAMILIES
from bot.render.headline import news_line
from bot.render.seizures import seizure
from bot.render.texts import Texts

FIGURE_SHAPE = re.compile(r"(\d+(?:\+|-\d+)?)(?: \((\d+(?:\+|-\d+))\))?")
MOST_SEIZURES = 6
MOST_CHANGES = 12
UNTOLD = frozenset({"outlets"})
"""Changed fields that an update leaves out: the outlets are counted below anyway."""


def update(
    incident: Incident,
    change: Change,
    texts: Texts,
    *,
    repeat: bool = False,
    sources: Sequence[LinkedReport] = (),
) -> Message:
    """What changed, in words: "killed 4 → 6", who they are, and what was corrected; the card has the rest.

    ``repeat``: perhaps sent before.
    """
    if change.reason is AlertReason.RETRACTED:
        return retraction(incident, texts)
    builder = MessageBuilder()
    snapshot = incident.snapshot
    builder.line(bold(news_line(incident, change.reason or AlertReason.DETAIL, texts)))
    builder.line(cards.state_line(snapshot, texts))
    if repeat:
        builder.line(texts.say("update.repeat"))
    builder.gap()
    builder.items(
        [(plain(line),) for line in change_lines(change, incident, texts)],
        value=cards.VALUE_FIGURES,
        more=lambda hidden: texts.count("more", hidden),
        most=MOST_CHANGES,
    )
    told = {field for field, _old, _new in change.details}
    killed = cards.measure_line(snapshot, Measure.KILLED, texts) if Measure.KILLED not in told else None
    if killed is not None:
        builder.items([killed], value=cards.VALUE_FIGURES)
    builder.items(
        [
            (plain(phrases.correction(fact, snapshot.origins, texts)),)
            for fact in snapshot.corrections
            if any(field.partition(".")[0] == fact.measure for field in told)
        ],
        value=cards.VALUE_FIGURES,
        more=lambda hidden: texts.count("more", hidden),
        most=cards.CARD_CORRECTIONS,
    )
    called = labels.called(snapshot, texts) if change.reason is AlertReason.CONTESTED else None
    if called is not None:
        builder.items([called], value=cards.VALUE_LABELS)
    cards.write_behind(builder, incident, newest_first(sources), texts)
    return builder.build()


def change_lines(change: Change, incident: Incident, texts: Texts) -> list[str]:
    """Each changed field as "old → new".

    Where a total changed, its parties stand below it as they are now, each with its speakers.
    """
    fields = {field for field, _old, _new in change.details}
    lines: list[str] = []
    for field, old, new in change.details:
        measure, _, party = field.partition(".")
        if measure in set(Measure):
            if party and measure in fields:
                continue
            lines.append(_figure_line(Measure(measure), party, (old, new), texts))
            if not party:
                lines += _party_lines(Measure(measure), incident, texts)
        elif field in CHANGED_FIELDS and field not in UNTOLD:
            before = _value(field, old, texts) if old else ""
            lines.append(_changed(texts.word("field", field), before, _value(field, new, texts), texts))
    return lines


def _party_lines(measure: Measure, incident: Incident, texts: Texts) -> list[str]:
    snapshot = incident.snapshot
    told = [phrases.party_figure(item, snapshot.origins, texts) for item in phrases.harmed(snapshot, measure)]
    return [texts.say("item", text=text) for text in told]


def _figure_line(measure: Measure, party: str, values: tuple[str, str], texts: Texts) -> str:
    name = texts.word("measure", measure)
    if party:
        name = texts.say("update.of_party", measure=name, party=texts.word("party", party))
    old, new = values
    return _changed(name, _figure(old, texts) if old else "", _figure(new, texts), texts)


def _changed(name: str, old: str, new: str, texts: Texts) -> str:
    """ "Killed 4 → 6"; what was not told before is marked as new."""
    if not old:
        return texts.say("update.first", field=name, new=new)
    return texts.say("update.changed", field=name, old=old, new=new)


def _figure(written: str, texts: Texts) -> str:
    """A figure as ``bot.incidents.assess`` writes it (``4 (0-4)``, ``2+``), in our own signs."""
    shown = FIGURE_SHAPE.fullmatch(written)
    if shown is None:
        return outside.name(written) or texts.say("update.not_known")
    best, span = shown[1].replace("-", "–"), (shown[2] or "").replace("-", "–")
    return texts.say("update.ranged", best=best, range=span) if span else best


def _value(field: str, value: str, texts: Texts) -> str:
    if not value:
        return texts.say("update.not_known")
    family = "incident_status" if field == "status" else field
    if family in FAMILIES:
        return outside.name(texts.word(family, value))
    if field == "seizures":
        return texts.listing([seizure(part, texts) for part in value.split("; ")[:MOST_SEIZURES]])
    if field == "place":
        return where.place_in_words(value, texts)
    if field == "date":
        return _day(value, texts)
    return outside.name(value)


def _day(written: str, texts: Texts) -> str:
    """``2026-01-18`` or ``2026-01-18 00:30``, as the language writes it."""
    day, _, time = written.partition(" ")
    try:
        shown = texts.day(date.fromisoformat(day))
    except ValueError:
        return outside.name(written)
    return texts.say("when.time", days=shown, time=outside.name(time, 10)) if time else shown


def retraction(incident: Incident, texts: Texts) -> Message:
    """The incident is withdrawn: said first, with what no longer stands."""
    builder = MessageBuilder()
    builder.line(bold(news_line(incident, AlertReason.RETRACTED, texts)))
    builder.line(texts.say("retraction.what", ref=incident.ref))
    builder.line(texts.say("retraction.so"))
    return builder.build()


def sample(texts: Texts) -> Message:
    """A test message: it proves that posting works and tells of no incident."""
    builder = MessageBuilder()
    builder.line(bold(texts.say("sample.first_line", mark=texts.word("mark", "test"))))
    builder.line(texts.say("sample.what"))
    builder.line(texts.say("sample.last_line"))
    return builder.build()


def newest_first(reports: Sequence[LinkedReport]) -> list[LinkedReport]:
    """Reports by time of publication, newest first."""
    return sorted(reports, key=lambda item: (item.published_at or item.seen_at, item.report_id), reverse=True)
