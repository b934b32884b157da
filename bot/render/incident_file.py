"""The file of an incident, for who asks: all that its card leaves out.

Figures with every speaker, the words of all sides, origins and outlets, each report with its title, the
map, and the history. Long by design; a card (``bot.render.cards``) is what people are told.
"""

from collections.abc import Sequence

from bot.model.answers import IncidentFile
from bot.model.incident import Incident, LinkedReport, Revision, Snapshot
from bot.model.message import Button, Message
from bot.model.vocabulary import Measure
from bot.render import cards, labels, outside, phrases, where
from bot.render.builder import Line, MessageBuilder, bold, plain
from bot.render.texts import Texts

FILE_SOURCES, FILE_REVISIONS = 12, 8
MOST_SEIZED, MOST_OWNERS, MOST_PARTIES, MOST_ORIGINS = 8, 6, 8, 5


def incident_file(
    answer: IncidentFile, texts: Texts, *, compact: bool = False, home: str | None = None
) -> Message:
    """The whole file: facts, all reports, history; in a group the card."""
    builder = MessageBuilder()
    incident = answer.incident
    if compact:
        cards.write_card(builder, incident, texts, pointer=False)
    else:
        cards.write_head(builder, incident, texts, named=True)
        builder.gap()
        _write_facts(builder, incident.snapshot, texts)
        builder.gap()
        _write_certainty(builder, incident.snapshot, texts)
        builder.gap()
        _write_reports(builder, incident, answer.reports, texts)
        _write_history(builder, answer.revisions, texts)
    if answer.asked != incident.ref:
        builder.line(texts.say("file.alias", asked=outside.name(answer.asked), ref=incident.ref))
    if home is not None:
        builder.buttons((Button(text=texts.say("button.private"), url=home),))
    return builder.build()


def _write_facts(builder: MessageBuilder, snapshot: Snapshot, texts: Texts) -> None:
    """Where, when, how many by party; then what was seized and which words are used."""
    cards.field(builder, texts.say("card.where"), where.full_place(snapshot.scene, texts))
    if snapshot.scene.origin_place:
        cards.field(builder, texts.say("card.origin_place"), outside.name(snapshot.scene.origin_place))
    day = phrases.when(snapshot.date, snapshot.scene.country, texts)
    cards.field(builder, texts.say("card.when"), day)
    for measure in cards.SHOWN_MEASURES:
        write_measure(builder, snapshot, measure, texts)
    for line in phrases.unharmed(snapshot, texts):
        builder.line(line)
    if snapshot.seizures:
        builder.items([cards.seized_line(snapshot, MOST_SEIZED, texts)], value=cards.VALUE_SEIZED)
    builder.items(
        labels.label_lines(snapshot, texts),
        value=cards.VALUE_LABELS,
        heading=(bold(texts.say("card.labels")),),
        more=lambda hidden: texts.count("more", hidden),
        most=MOST_OWNERS,
    )


def write_measure(builder: MessageBuilder, snapshot: Snapshot, measure: Measure, texts: Texts) -> None:
    """Who was hit, largest first, a line for each party. Parties of whom nobody was hit are told apart."""
    total = snapshot.total(measure)
    stated = phrases.harmed(snapshot, measure)
    if not stated or total is None:
        return
    label = texts.say("card.label", label=texts.word("measure", measure))
    if len(stated) == 1:
        builder.line(bold(label), f" {phrases.party_figure(stated[0], snapshot.origins, texts, alone=True)}")
        return
    told = [phrases.party_figure(item, snapshot.origins, texts) for item in stated]
    builder.items(
        [(plain(texts.say("item", text=text)),) for text in told],
        value=cards.VALUE_FIGURES,
        heading=(bold(label), plain(" " + texts.say("card.in_all", figure=phrases.figure(total, texts)))),
        more=lambda hidden: texts.count("more", hidden),
        most=MOST_PARTIES,
    )


def _write_certainty(builder: MessageBuilder, snapshot: Snapshot, texts: Texts) -> None:
    """How sure it is, who disagrees, what was corrected, and which origins and outlets stand behind it."""
    cards.field(builder, texts.say("card.confidence"), phrases.confidence(snapshot, texts))
    for stands, key in ((snapshot.contested, "contested"), (snapshot.denied, "denied")):
        if stands:
            builder.line(texts.say(f"card.note.{key}"))
    if snapshot.corrected and not snapshot.corrections:
        builder.line(texts.say("card.note.corrected"))
    builder.items(
        [(plain(phrases.correction(fact, snapshot.origins, texts)),) for fact in snapshot.corrections],
        value=cards.VALUE_FIGURES,
        more=lambda hidden: texts.count("more", hidden),
        most=MOST_PARTIES,
    )
    _write_origins(builder, snapshot, texts)


def _write_origins(builder: MessageBuilder, snapshot: Snapshot, texts: Texts) -> None:
    """Behind the counts stands who the origins are; a single one stands on the same line."""
    counted = cards.counts_line(snapshot, texts)
    if len(snapshot.origins) == 1:
        (note,) = snapshot.origins
        named = texts.say(
            "card.one_origin", name=outside.name(note.name), type=texts.word("speaker_type", note.type)
        )
        builder.line(bold(counted), named)
        return
    builder.items(
        [
            (
                plain(
                    texts.say(
                        "card.origin",
                        name=outside.name(note.name),
                        type=texts.word("speaker_type", note.type),
                        outlets=texts.count("card.outlets", len(note.outlets)),
                    )
                ),
            )
            for note in snapshot.origins
        ],
        value=cards.VALUE_ORIGINS,
        heading=(bold(counted),),
        more=lambda hidden: texts.count("card.more_origins", hidden),
        most=MOST_ORIGINS,
    )
    if not snapshot.origins:
        builder.line(bold(counted))


def _write_reports(
    builder: MessageBuilder, incident: Incident, reports: Sequence[LinkedReport], texts: Texts
) -> None:
    """Every report with its title, in order; the map; since when we know of it."""
    builder.items(
        [phrases.report_line(report, texts) for report in reports],
        value=cards.VALUE_SOURCES,
        heading=(bold(texts.say("card.sources")),),
        more=lambda hidden: texts.count("card.more_sources", hidden),
        most=FILE_SOURCES,
    )
    line = where.map_line(incident.snapshot.scene, texts)
    if line is not None:
        builder.line(bold(texts.say("card.map")), *line)
    builder.line(texts.say("card.first_reported", moment=texts.moment(incident.first_reported_at)))
    if incident.revision > 1:
        builder.line(
            texts.say(
                "card.revision",
                revision=texts.number(incident.revision),
                moment=texts.moment(incident.updated_at),
            )
        )


def _write_history(builder: MessageBuilder, revisions: Sequence[Revision], texts: Texts) -> None:
    if len(revisions) > 1:
        builder.gap()
        builder.items(
            [_revision_line(revision, texts) for revision in reversed(revisions)],
            value=cards.VALUE_HISTORY,
            heading=(bold(texts.say("file.history")),),
            more=lambda hidden: texts.count("more", hidden),
            most=FILE_REVISIONS,
        )


def _revision_line(revision: Revision, texts: Texts) -> Line:
    return (
        plain(
            texts.say(
                "file.revision",
                revision=texts.number(revision.revision),
                moment=texts.moment(revision.at),
                reason=outside.name(texts.word("reason", revision.reason)),
            )
        ),
    )
