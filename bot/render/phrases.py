"""The parts that cards, lists and answers share: where, when, how many, who says so.

Each function turns one plain value into words of ours; whatever came from outside (a speaker's
name, a place that the gazetteer does not hold) is made harmless first.
"""

from collections.abc import Sequence

from bot.model.incident import Figure, Incident, LinkedReport, OriginNote, PartyFigure, Snapshot
from bot.model.report import EventDate, Scene
from bot.model.source import Source
from bot.model.vocabulary import Confidence, IncidentStatus, Measure, Party
from bot.render import outside
from bot.render.builder import Line, linked, plain
from bot.render.builder import outside as outside_piece
from bot.render.texts import Texts

MOST_SPEAKERS = 3


def mark(snapshot: Snapshot, texts: Texts) -> str:
    """The severity mark; withdrawn incidents have their own."""
    if snapshot.status is IncidentStatus.RETRACTED:
        return texts.word("mark", "retracted")
    return texts.word("mark", snapshot.severity)


def state(snapshot: Snapshot, texts: Texts) -> str:
    """The one word that a reader needs first about certainty."""
    if snapshot.status is IncidentStatus.RETRACTED:
        return texts.say("state.retracted")
    if snapshot.denied:
        return texts.say("state.denied")
    if snapshot.contested:
        return texts.say("state.contested")
    if snapshot.confidence is Confidence.CORROBORATED:
        return texts.count("state.origins", len(snapshot.origins))
    return texts.word("confidence", snapshot.confidence)


def first_line(incident: Incident, texts: Texts) -> str:
    """Severity mark, place, state, reference: the line that is ours alone."""
    snapshot = incident.snapshot
    return texts.say(
        "card.first_line",
        mark=mark(snapshot, texts),
        place=short_place(snapshot.scene, texts),
        state=state(snapshot, texts),
        ref=incident.ref,
    )


def province(scene: Scene, texts: Texts) -> str | None:
    """The name of the first-level unit."""
    if scene.adm1 is None:
        return None
    place = texts.place_by_code(scene.adm1)
    return texts.place(place) if place is not None else outside.name(scene.adm1)


def district(scene: Scene, texts: Texts) -> str | None:
    """The name of the district."""
    if scene.adm2 is None:
        return None
    for place in map(texts.place_by_id, scene.place_ids):
        if place is not None and place.kind == "adm2":
            return texts.place(place)
    return outside.name(scene.adm2)


def short_place(scene: Scene, texts: Texts) -> str:
    """District and province, or the finest of country and border that is known."""
    names = [name for name in (district(scene, texts), province(scene, texts)) if name]
    if names:
        return texts.say("place.join").join(dict.fromkeys(names))
    if scene.country is not None:
        return texts.country(scene.country)
    return texts.border(scene.border) if scene.border else texts.say("place.unknown")


def place_in_words(written: str, texts: Texts) -> str:
    """A place that is known by a code or an English name only (``TJ-KT``, ``AF``, a district)."""
    place = texts.place_by_code(written)
    if place is not None:
        return texts.place(place)
    is_country = len(written) == 2 and written.isalpha() and written.isupper()
    return texts.country(written) if is_country else outside.name(written)


def full_place(scene: Scene, texts: Texts) -> str:
    """From the finest known place to the country, with the precision in words."""
    in_district, in_province = district(scene, texts), province(scene, texts)
    names = [
        _finest(scene, texts),
        texts.say("place.district", name=in_district) if in_district else None,
        in_province,
        texts.country(scene.country) if scene.country else None,
    ]
    known = list(dict.fromkeys(name for name in names if name))
    if not known:
        known = [short_place(scene, texts)]
    return texts.say(
        "place.precise",
        place=texts.say("place.join").join(known),
        precision=texts.word("where_prec", str(scene.where_prec)),
    )


def _finest(scene: Scene, texts: Texts) -> str | None:
    if not scene.place or scene.place == scene.adm2:
        return None
    place = texts.place_by_id(scene.place_ids[0]) if scene.place_ids else None
    if place is not None and place.name == scene.place:
        return texts.place(place)
    return outside.name(scene.place)


def when(date: EventDate, country: str | None, texts: Texts) -> str:
    """The day or days, the clock time where told, and the precision in words."""
    days = texts.days(date.start, date.end)
    if date.time_local is not None:
        there = outside.name(date.time_local, 10)
        universal = texts.universal_time(date.start, date.time_local, country)
        if universal is not None:
            days = texts.say("when.time_utc", days=days, time=there, utc=universal)
        else:
            days = texts.say("when.time", days=days, time=there)
    return texts.say("when.precise", days=days, precision=texts.word("date_prec", str(date.precision)))


def figure(value: Figure, texts: Texts) -> str:
    """A number with its range: "4", "4 (0–4)", "at least 2", "2–5"."""
    low = texts.number(value.low)
    if value.best is None:
        if value.high is None:
            return texts.say("figure.at_least", low=low)
        return texts.say("figure.range", low=low, high=texts.number(value.high))
    best = texts.number(value.best)
    if value.high is None:
        return texts.say("figure.best_open", best=best, low=low)
    if value.low == value.best == value.high:
        return best
    return texts.say("figure.best_range", best=best, low=low, high=texts.number(value.high))


def party_figure(
    stated: PartyFigure, origins: Sequence[OriginNote], texts: Texts, *, alone: bool = False
) -> str:
    """One party's figure, who says so, and whether others disagree.

    ``alone``: no other party stands beside it, so one that nobody named need not be called unnamed.
    """
    party = texts.word("party", stated.party)
    if stated.nationality:
        country = outside.name(texts.country(stated.nationality), 30)
        party = texts.say("figure.nationality", party=party, country=country)
    told = figure(stated.figure, texts)
    if not alone or stated.party is not Party.UNKNOWN or stated.nationality:
        told = texts.say("figure.party", party=party, figure=told)
    speakers = speaker_names(stated.speakers, origins, texts)
    if speakers:
        told = texts.say("figure.according_to", figure=told, speakers=speakers)
    return texts.say("figure.contested", figure=told) if stated.contested else told


def speaker_names(speakers: Sequence[str], origins: Sequence[OriginNote], texts: Texts) -> str:
    """The first few speakers by name; codes of origins are replaced by their names."""
    by_code = {note.origin: note.name for note in origins}
    names = list(dict.fromkeys(outside.name(by_code.get(who, who)) for who in speakers if who))
    hidden = len(names) - MOST_SPEAKERS
    if hidden > 0:
        names = [*names[:MOST_SPEAKERS], texts.count("figure.more_speakers", hidden)]
    return texts.listing(names)


def confidence(snapshot: Snapshot, texts: Texts) -> str:
    """How sure it is, and why."""
    return texts.say(
        "card.confidence_line",
        confidence=texts.word("confidence", snapshot.confidence),
        why=texts.word("confidence_why", snapshot.confidence),
    )


def harmed(snapshot: Snapshot, measure: Measure) -> list[PartyFigure]:
    """The figures of one measure, largest first, without those that say "none"."""
    stated = [item for item in snapshot.figures if item.measure is measure and not _says_none(item)]
    return sorted(
        stated, key=lambda item: -(item.figure.low if item.figure.best is None else item.figure.best)
    )


def unharmed(snapshot: Snapshot, texts: Texts) -> list[str]:
    """Of which parties nobody was killed or wounded, and who says so: one sentence for each of them."""
    none: dict[tuple[Party, tuple[str, ...]], list[Measure]] = {}
    for item in snapshot.figures:
        if _says_none(item):
            none.setdefault((item.party, item.speakers), []).append(item.measure)
    told = []
    for (party, speakers), measures in none.items():
        words = texts.either([texts.word("measure", measure).lower() for measure in measures])
        sentence = texts.say("card.none", party=texts.word("party", party), measures=words)
        names = speaker_names(speakers, snapshot.origins, texts)
        told.append(texts.say("figure.according_to", figure=sentence, speakers=names) if names else sentence)
    return told


def _says_none(item: PartyFigure) -> bool:
    return item.figure.high == 0 and not item.contested


def brief(incident: Incident, texts: Texts) -> Line:
    """One incident on one line of a list: mark, day, place, killed, state, reference."""
    snapshot = incident.snapshot
    killed = snapshot.total(Measure.KILLED) if harmed(snapshot, Measure.KILLED) else None
    toll = texts.say("brief.killed", figure=figure(killed, texts)) if killed is not None else None
    what = (
        texts.say("brief.what", type=texts.word("event_type", snapshot.event_type), toll=toll)
        if toll
        else (texts.word("event_type", snapshot.event_type))
    )
    return (
        plain(
            texts.say(
                "brief.line",
                mark=mark(snapshot, texts),
                day=texts.days(snapshot.date.start, snapshot.date.end),
                place=short_place(snapshot.scene, texts),
                what=what,
                state=state(snapshot, texts),
                ref=incident.ref,
            )
        ),
    )


def report_line(linked_report: LinkedReport, texts: Texts) -> Line:
    """One report: outlet, time, quoted title, link."""
    moment = linked_report.published_at or linked_report.seen_at
    shown = texts.moment(moment)
    if linked_report.published_at is None:
        shown = texts.say("report.seen", moment=shown)
    line = [plain(texts.say("report.line", outlet=outside.name(linked_report.outlet), moment=shown))]
    if linked_report.title:
        line += [plain(texts.say("report.title")), *quoted(linked_report.title, texts)]
    target = outside.link(linked_report.url)
    if target is not None:
        line += [plain(" "), linked(target.host, target)]
    return tuple(line)


def quoted(text: str, texts: Texts, limit: int = outside.QUOTE_LIMIT) -> Line:
    """Outside words in quotation marks; only the words may be shortened, never the marks."""
    before, _, after = texts.say("quote", words="\0").partition("\0")
    return plain(before), outside_piece(outside.words(text, limit)), plain(after)


def source_name(source: Source) -> str:
    """The name of a source, made harmless (operators choose it freely)."""
    return outside.name(source.spec.name or source.spec.slug)
