"""The card of an incident: what is known, who says so, how sure, and where to read on.

The first line is ours alone. Figures stand per party as best (low–high) with their speakers;
labels stand in quotation marks with their owners; origins and outlets are counted apart; no pin
is shown without its precision.
"""

from collections.abc import Sequence

from bot.model.incident import Incident, LinkedReport, Snapshot
from bot.model.message import Message
from bot.model.report import Scene
from bot.model.vocabulary import Measure
from bot.render import outside, phrases
from bot.render.builder import Line, MessageBuilder, bold, linked, plain
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
CARD_SOURCES = 4
MOST_SEIZED, LABELS_EACH = 8, 4
MAP_ZOOM = {1: 13, 2: 11, 3: 9, 4: 7, 5: 8, 6: 5, 7: 5}

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
    most_sources: int = CARD_SOURCES,
    in_order: bool = False,
) -> None:
    """Write a card into a message that may hold more than the card.

    ``in_order`` lists the sources as they are given, not the first of each origin first.
    """
    snapshot = incident.snapshot
    write_head(builder, incident, texts, late=late, repeat=repeat)
    builder.gap()
    write_facts(builder, snapshot, texts)
    builder.gap()
    write_certainty(builder, snapshot, texts)
    builder.gap()
    builder.items(
        [phrases.report_line(report, texts) for report in (sources if in_order else by_origin(sources))],
        value=VALUE_SOURCES,
        heading=(bold(texts.say("card.sources")),),
        more=lambda hidden: texts.count("card.more_sources", hidden),
        most=most_sources,
    )
    line = map_line(snapshot.scene, texts)
    if line is not None:
        builder.line(*line)
    builder.line(texts.say("card.first_reported", moment=texts.moment(incident.first_reported_at)))
    if incident.revision > 1:
        builder.line(
            texts.say(
                "card.revision",
                revision=texts.number(incident.revision),
                moment=texts.moment(incident.updated_at),
            )
        )


def write_head(
    builder: MessageBuilder, incident: Incident, texts: Texts, *, late: bool = False, repeat: bool = False
) -> None:
    """The first line, what happened, and the marks that change how it is read."""
    snapshot = incident.snapshot
    builder.line(bold(phrases.first_line(incident, texts)))
    builder.line(
        texts.say(
            "card.what",
            type=texts.word("event_type", snapshot.event_type),
            severity=texts.word("severity", snapshot.severity),
        )
    )
    if repeat:
        builder.line(texts.say("card.repeat"))
    if late:
        days = (incident.first_reported_at.date() - snapshot.date.end).days
        builder.line(texts.count("card.late", days) if days > 0 else texts.say("card.late_unknown"))
    if snapshot.possible_duplicate_of is not None:
        builder.line(texts.say("card.possible_duplicate", ref=outside.name(snapshot.possible_duplicate_of)))


def write_facts(
    builder: MessageBuilder, snapshot: Snapshot, texts: Texts, *, figures_only: bool = False
) -> None:
    """Where, when, how many by party; then what was seized and which words are used."""
    field(builder, texts.say("card.where"), phrases.full_place(snapshot.scene, texts))
    if snapshot.scene.origin_place:
        field(builder, texts.say("card.origin_place"), outside.name(snapshot.scene.origin_place))
    field(builder, texts.say("card.when"), phrases.when(snapshot.date, snapshot.scene.country, texts))
    for measure in SHOWN_MEASURES:
        write_measure(builder, snapshot, measure, texts)
    for line in phrases.unharmed(snapshot, texts):
        builder.line(line)
    if not figures_only:
        _write_lists(builder, snapshot, texts)


def _write_lists(builder: MessageBuilder, snapshot: Snapshot, texts: Texts) -> None:
    if snapshot.seizures:
        seized = [seizure(item, texts) for item in snapshot.seizures[:MOST_SEIZED]]
        hidden = len(snapshot.seizures) - len(seized)
        if hidden > 0:
            seized.append(texts.count("more", hidden))
        told = plain(f" {texts.say('place.join').join(seized)}")
        builder.items([(bold(texts.say("card.seized")), told)], value=VALUE_SEIZED)
    if snapshot.labels:
        builder.items(
            [_label_line(by, snapshot, texts) for by in dict.fromkeys(note.by for note in snapshot.labels)],
            value=VALUE_LABELS,
            heading=(bold(texts.say("card.labels")),),
            more=lambda hidden: texts.count("more", hidden),
            most=6,
        )


def write_measure(builder: MessageBuilder, snapshot: Snapshot, measure: Measure, texts: Texts) -> None:
    """Who was hit, largest first. Parties of whom nobody was hit are told apart."""
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
        value=VALUE_FIGURES,
        heading=(bold(label), plain(" " + texts.say("card.in_all", figure=phrases.figure(total, texts)))),
        more=lambda hidden: texts.count("more", hidden),
        most=8,
    )


def _label_line(by: str, snapshot: Snapshot, texts: Texts) -> Line:
    """The words of one speaker for those involved."""
    owner = phrases.speaker_names((by,), snapshot.origins, texts)
    line = [plain(texts.say("item", text=""))]
    used = [note.label for note in snapshot.labels if note.by == by][:LABELS_EACH]
    for number, label in enumerate(used):
        if number:
            line.append(plain(texts.say("place.join")))
        line += phrases.quoted(label, texts, 60)
    return (*line, plain(texts.say("card.label_owner", owner=owner)))


def write_certainty(
    builder: MessageBuilder, snapshot: Snapshot, texts: Texts, *, confidence_told: bool = False
) -> None:
    """How sure it is, who disagrees, and how many origins and outlets stand behind it.

    ``confidence_told``: how sure it is was said already.
    """
    if not confidence_told:
        field(builder, texts.say("card.confidence"), phrases.confidence(snapshot, texts))
    for stands, key in (
        (snapshot.contested, "contested"),
        (snapshot.denied, "denied"),
        (snapshot.corrected, "corrected"),
    ):
        if stands:
            builder.line(texts.say(f"card.note.{key}"))
    _write_origins(builder, snapshot, texts)


def _write_origins(builder: MessageBuilder, snapshot: Snapshot, texts: Texts) -> None:
    """Behind the counts stands who the origins are; a single one stands on the same line."""
    counted = counts_line(snapshot, texts)
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
        value=VALUE_ORIGINS,
        heading=(bold(counted),),
        more=lambda hidden: texts.count("card.more_origins", hidden),
        most=5,
    )
    if not snapshot.origins:
        builder.line(bold(counted))


def counts_line(snapshot: Snapshot, texts: Texts) -> str:
    """Origins and outlets, counted apart: relays of one statement are one origin."""
    return texts.say(
        "card.counts",
        origins=texts.count("card.origins", len(snapshot.origins)),
        outlets=texts.count("card.outlets", snapshot.outlets),
    )


def map_line(scene: Scene, texts: Texts) -> Line | None:
    """A link to the map, never without what the pin stands for."""
    address = map_address(scene)
    if address is None:
        return None
    target = outside.link(address)
    if target is None:
        return None
    return (
        bold(texts.say("card.map")),
        plain(" "),
        linked(texts.say("card.map_name"), target),
        plain(texts.say("card.map_pin", pin=texts.word("pin", str(scene.where_prec)))),
    )


def map_address(scene: Scene) -> str | None:
    """The OpenStreetMap address of the scene, zoomed out as far as its precision asks."""
    if scene.lat is None or scene.lon is None:
        return None
    lat, lon = f"{scene.lat:.4f}", f"{scene.lon:.4f}"
    zoom = MAP_ZOOM.get(scene.where_prec, 5)
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={zoom}/{lat}/{lon}"


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
