"""The card of an incident: what happened, how many, where, who says so, how sure; and nothing else.

A card is read on a telephone, so what a reader does not need at once (every source with its title, all
words of all speakers, the history) stands in ``/incident`` (``bot.render.incident_file``). It never drops
who says a figure, how sure it is, or that somebody disagrees.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.incident import Incident, LinkedReport, PartyFigure, Snapshot
from bot.model.message import Message
from bot.model.vocabulary import Measure, Party
from bot.render import labels, outside, phrases, where
from bot.render.builder import Line, MessageBuilder, Piece, bold, code, linked, plain
from bot.render.headline import first_line
from bot.render.seizures import seizure
from bot.render.texts import Texts

SHOWN_MEASURES = (
    Measure.KILLED,
    Measure.WOUNDED,
    Measure.CASUALTIES,
    Measure.ABDUCTED,
    Measure.MISSING,
    Measure.DETAINED,
    Measure.ESCAPED,
)
CARD_SOURCES, CARD_SEIZED, CARD_CORRECTIONS, CARD_PARTIES = 2, 4, 2, 6

# What goes first when a message is too long: the lowest value.
VALUE_HISTORY, VALUE_SOURCES, VALUE_SEIZED, VALUE_ORIGINS, VALUE_LABELS, VALUE_FIGURES = 1, 2, 3, 4, 5, 6


def incident_card(
    incident: Incident,
    texts: Texts,
    *,
    late: bool = False,
    repeat: bool = False,
    sources: Sequence[LinkedReport] = (),
) -> Message:
    """The whole card. ``late``: reported days after it happened; ``repeat``: perhaps sent before."""
    builder = MessageBuilder()
    write_card(builder, incident, texts, late=late, repeat=repeat, sources=sources)
    return builder.build()


def write_card(
    builder: MessageBuilder,
    incident: Incident,
    texts: Texts,
    *,
    late: bool = False,
    repeat: bool = False,
    sources: Sequence[LinkedReport] = (),
    pointer: bool = True,
) -> None:
    """Write a card into a message that may hold more than the card.

    ``pointer``: its last line says how to ask for the file.
    """
    write_head(builder, incident, texts, late=late, repeat=repeat, named=not pointer)
    write_people(builder, incident.snapshot, texts)
    _write_seized(builder, incident.snapshot, texts)
    _write_when_and_where(builder, incident.snapshot, texts)
    write_behind(builder, incident, by_origin(sources), texts, pointer=pointer)


def write_head(
    builder: MessageBuilder,
    incident: Incident,
    texts: Texts,
    *,
    late: bool = False,
    repeat: bool = False,
    named: bool = False,
) -> None:
    """The first line, how grave and how sure, and the marks that change how it is read.

    ``named``: with the reference, where no later line tells it.
    """
    snapshot = incident.snapshot
    builder.line(bold(first_line(incident, texts)))
    state = state_line(snapshot, texts)
    builder.line(texts.say("card.state_join").join([state, incident.ref]) if named else state)
    if repeat:
        builder.line(texts.say("card.repeat"))
    if late:
        days = (incident.first_reported_at.date() - snapshot.date.end).days
        builder.line(texts.count("card.late", days) if days > 0 else texts.say("card.late_unknown"))
    if snapshot.possible_duplicate_of is not None:
        builder.line(texts.say("card.possible_duplicate", ref=outside.name(snapshot.possible_duplicate_of)))


def state_line(snapshot: Snapshot, texts: Texts) -> str:
    """How grave it is, how sure, and whether anybody disagrees or denies it."""
    parts = [texts.word("severity", snapshot.severity), texts.word("certainty", snapshot.confidence)]
    if snapshot.contested:
        parts.append(texts.say("certainty.contested"))
    if snapshot.denied:
        parts.append(texts.say("certainty.denied"))
    return texts.say("card.state_join").join(parts)


def write_people(builder: MessageBuilder, snapshot: Snapshot, texts: Texts) -> None:
    """How many by party, each with its speakers; who nobody was hit of; what they are called.

    Where all figures have the same speakers, these stand once above them.
    """
    stated = [item for item in snapshot.figures if item.measure in SHOWN_MEASURES]
    speakers = {item.speakers for item in stated}
    spoken = next(iter(speakers)) if len(speakers) == 1 and len(stated) > 1 else ()
    names = phrases.speaker_names(spoken, snapshot.origins, texts)
    if names:
        builder.line(texts.say("card.according_to", speakers=names))
    lines = [
        line
        for measure in SHOWN_MEASURES
        if (line := measure_line(snapshot, measure, texts, spoken=bool(names))) is not None
    ]
    lines += [(plain(line),) for line in phrases.unharmed(snapshot, texts, spoken=bool(names))]
    builder.items(lines, value=VALUE_FIGURES, more=lambda hidden: texts.count("more", hidden))
    called = labels.called(snapshot, texts, spoken=spoken)
    if called is not None:
        builder.items([called], value=VALUE_LABELS)
    builder.items(
        [
            (plain(phrases.correction(fact, snapshot.origins, texts)),)
            for fact in snapshot.corrections[-CARD_CORRECTIONS:]
        ],
        value=VALUE_FIGURES,
    )
    if snapshot.corrected and not snapshot.corrections:
        builder.line(texts.say("card.note.corrected"))


def measure_line(snapshot: Snapshot, measure: Measure, texts: Texts, *, spoken: bool = False) -> Line | None:
    """Who was hit, largest first, on one line. ``spoken``: who says so was told already."""
    stated = phrases.harmed(snapshot, measure)
    if not stated:
        return None
    alone = len(stated) == 1
    if alone and labels.who_is_disputed(snapshot) and stated[0].contested:
        stated = [_unnamed(stated[0])]
    told = [
        phrases.party_figure(item, snapshot.origins, texts, alone=alone, spoken=spoken)
        for item in stated[:CARD_PARTIES]
    ]
    if len(stated) > CARD_PARTIES:
        told.append(texts.count("more", len(stated) - CARD_PARTIES))
    label = texts.say("card.label", label=texts.word("measure", measure))
    return bold(label), plain(f" {texts.say('label.join').join(told)}")


def _unnamed(stated: PartyFigure) -> PartyFigure:
    """The figure without the word for a party: what each side calls them is told in its own place."""
    contested = stated.contested and bool(stated.others)
    return replace(stated, party=Party.UNKNOWN, labels=(), nationality=None, contested=contested)


def _write_seized(builder: MessageBuilder, snapshot: Snapshot, texts: Texts) -> None:
    if snapshot.seizures:
        builder.items([seized_line(snapshot, CARD_SEIZED, texts)], value=VALUE_SEIZED)


def seized_line(snapshot: Snapshot, most: int, texts: Texts) -> Line:
    """What was taken, on one line."""
    seized = [seizure(item, texts) for item in snapshot.seizures[:most]]
    hidden = len(snapshot.seizures) - len(seized)
    if hidden > 0:
        seized.append(texts.count("more", hidden))
    return bold(texts.say("card.seized")), plain(f" {texts.say('place.join').join(seized)}")


def _write_when_and_where(builder: MessageBuilder, snapshot: Snapshot, texts: Texts) -> None:
    scene = snapshot.scene
    field(builder, texts.say("card.when"), phrases.when_briefly(snapshot.date, texts))
    precision = where.accuracy(scene, texts, briefly=True)
    told = texts.say("place.precise", place=where.spot(scene, texts), precision=precision)
    pieces: list[Piece] = [bold(texts.say("card.where")), plain(f" {told}")]
    link = where.map_link(scene, texts.say("card.map_word"), texts)
    if link is not None:
        pieces += [plain(texts.say("card.state_join")), *link]
    builder.line(*pieces)


def write_behind(
    builder: MessageBuilder,
    incident: Incident,
    reports: Sequence[LinkedReport],
    texts: Texts,
    *,
    pointer: bool = True,
) -> None:
    """How many origins and outlets, the first few to read, and where all the rest stands."""
    pieces: list[Piece] = [plain(counts_line(incident.snapshot, texts))]
    outlets = list({report.outlet: report for report in reversed(reports)}.values())[::-1]
    most = min(CARD_SOURCES, max(1, len(incident.snapshot.origins)))
    for number, report in enumerate(outlets[:most]):
        pieces.append(plain(texts.say("card.read" if number == 0 else "place.join")))
        pieces += _outlet(report)
    if len(outlets) > most:
        hidden = texts.count("more", len(outlets) - most)
        pieces.append(plain(f"{texts.say('place.join')}{hidden}"))
    builder.line(*pieces)
    if pointer:
        builder.line(texts.say("card.all"), code(texts.say("card.command", ref=incident.ref)))


def _outlet(report: LinkedReport) -> Line:
    name, target = outside.name(report.outlet), outside.link(report.url)
    return (plain(name), plain(" "), linked(target.host, target)) if target is not None else (plain(name),)


def counts_line(snapshot: Snapshot, texts: Texts) -> str:
    """Origins and outlets, counted apart: relays of one statement are one origin."""
    return texts.say(
        "card.counts",
        origins=texts.count("card.origins", len(snapshot.origins)),
        outlets=texts.count("card.outlets", snapshot.outlets),
    )


def by_origin(reports: Sequence[LinkedReport]) -> list[LinkedReport]:
    """The first report of each origin, then the rest; both by time of publication."""
    ordered = sorted(reports, key=lambda item: (item.published_at or item.seen_at, item.report_id))
    first: dict[str, LinkedReport] = {}
    for item in ordered:
        first.setdefault(item.report.speaker.origin, item)
    leading = {item.report_id for item in first.values()}
    return [*first.values(), *(item for item in ordered if item.report_id not in leading)]


def field(builder: MessageBuilder, label: str, value: str) -> None:
    """A line "Label: value"."""
    builder.line(bold(label), f" {value}")
