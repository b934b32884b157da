"""The parts that cards, lists and answers share: when, how many, who says so.

Each function turns one plain value into words of ours; whatever came from outside (a speaker's
name, a place that the gazetteer does not hold) is made harmless first.
"""

from collections.abc import Sequence

from bot.model.incident import Correction, Figure, Incident, LinkedReport, OriginNote, PartyFigure, Snapshot
from bot.model.report import EventDate
from bot.model.source import Source
from bot.model.vocabulary import Confidence, IncidentStatus, Measure, Party
from bot.render import outside, where
from bot.render.builder import Line, linked, plain
from bot.render.builder import outside as outside_piece
from bot.render.texts import Texts

MOST_SPEAKERS, MOST_OTHERS = 3, 2
EXACT_DAY = 1


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


def when_briefly(date: EventDate, texts: Texts) -> str:
    """The day or days and the clock time at the scene; how exact it is only where the day is not known."""
    days = texts.days(date.start, date.end)
    if date.time_local is not None:
        days = texts.say("when.time_briefly", days=days, time=outside.name(date.time_local, 10))
    if date.precision == EXACT_DAY:
        return days
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


def amount(stated: PartyFigure, texts: Texts) -> str:
    """A party's figure, and why it is a range: a euphemism is named, other speakers are told beside it."""
    value = stated.figure
    if stated.euphemism and value.best and value.high is not None:
        return texts.say(
            "figure.hinted",
            best=texts.number(value.best),
            low=texts.number(value.low),
            high=texts.number(value.high),
        )
    if value.best is not None and _is_explained(stated):
        return texts.number(value.best)
    return figure(value, texts)


def _is_explained(stated: PartyFigure) -> bool:
    """Whether the figures told beside the best one span the whole range."""
    value, told = stated.figure, [other.figure for other in stated.others[:MOST_OTHERS]]
    if not told or value.high is None or any(other.high is None for other in told):
        return False
    lowest = min([value.best or 0, *(other.low for other in told)])
    highest = max([value.best or 0, *(other.high or 0 for other in told)])
    return lowest <= value.low and value.high <= highest


def party_figure(
    stated: PartyFigure,
    origins: Sequence[OriginNote],
    texts: Texts,
    *,
    alone: bool = False,
    spoken: bool = False,
) -> str:
    """One party's figure, who says so, who says otherwise, and whether it is contested.

    ``alone``: no other party stands beside it, so one that nobody named need not be called unnamed.
    ``spoken``: who says so was told already.
    """
    party = texts.word("party", stated.party)
    if stated.nationality:
        country = outside.name(texts.country(stated.nationality), 30)
        party = texts.say("figure.nationality", party=party, country=country)
    told = amount(stated, texts)
    if not alone or stated.party is not Party.UNKNOWN or stated.nationality:
        told = texts.say("figure.party", party=party, figure=told)
    speakers = "" if spoken else speaker_names(stated.speakers, origins, texts)
    if speakers:
        told = texts.say("figure.according_to", figure=told, speakers=speakers)
    for other in stated.others[:MOST_OTHERS]:
        told = texts.say(
            "figure.other",
            told=told,
            figure=figure(other.figure, texts),
            speakers=speaker_names(other.by, origins, texts),
        )
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


def unharmed(snapshot: Snapshot, texts: Texts, *, spoken: bool = False) -> list[str]:
    """Of which parties nobody was killed or wounded, and who says so: one sentence for each of them.

    ``spoken``: who says so was told already.
    """
    none: dict[tuple[Party, tuple[str, ...]], list[Measure]] = {}
    for item in snapshot.figures:
        if _says_none(item):
            none.setdefault((item.party, item.speakers), []).append(item.measure)
    told = []
    for (party, speakers), measures in none.items():
        words = texts.either([texts.word("measure", measure).lower() for measure in measures])
        sentence = texts.say("card.none", party=texts.word("party", party), measures=words)
        names = "" if spoken else speaker_names(speakers, snapshot.origins, texts)
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
                place=where.short_place(snapshot.scene, texts),
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


def correction(fact: Correction, origins: Sequence[OriginNote], texts: Texts) -> str:
    """What a source took back: "Corrected by …: wounded 2, not 4"."""
    return texts.say(
        "correction",
        measure=texts.word("measure", fact.measure).lower(),
        now=texts.number(fact.now),
        was=texts.number(fact.was),
        by=speaker_names((fact.by,), origins, texts),
    )


def source_name(source: Source) -> str:
    """The name of a source, made harmless (operators choose it freely)."""
    return outside.name(source.spec.name or source.spec.slug)
