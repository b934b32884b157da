"""Which day the event gets, of all the days that its current sentences name.

The day of violence wins over the day of crossing, and both over the day of the statement. Publication
stands in where the text names none.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.extraction.analysis import COUNTED_ACTS, VIOLENT_EVENTS, Analysed
from bot.extraction.datelines import is_dateline
from bot.extraction.datescan import DateMention
from bot.extraction.dayworth import OF_SPEECH, dates_the_telling, nearest_telling
from bot.model.report import EventDate
from bot.model.vocabulary import SegmentKind

CROSSING_DAYS = 10
"""How many days a crossing may lie before the fight it led to."""
_SEGMENT = {SegmentKind.TITLE: 1.0, SegmentKind.LEAD: 1.5, SegmentKind.BODY: 0.3}
_KIND = {"day": 1.0, "weekday": 0.6, "relative": 0.4, "month": -2.5, "year": -5.0}
_DATELINE = -4.0
_PARAGRAPH, _PARAGRAPHS = 0.1, 14
_ENOUGH = 0.5
_UNDATED_SPAN = 3


def event_date(current: Sequence[Analysed], reference: date) -> tuple[EventDate, DateMention | None]:
    """The date of the event and the mention that gave it; publication stands in where none does."""
    best: tuple[float, Analysed, DateMention] | None = None
    for order, sentence in enumerate(current):
        for mention in sentence.dates:
            if sentence.is_total(mention.first) and not _counts_nothing(sentence, mention):
                continue
            score = _score(sentence, mention, reference) - _PARAGRAPH * min(order, _PARAGRAPHS)
            if best is None or score > best[0]:
                best = (score, sentence, mention)
    best = _after_crossing(best, current)
    clock = _clock(current, best[1] if best else None, best[2] if best else None)
    if best is None or best[0] < _ENOUGH:
        start = reference - timedelta(days=_UNDATED_SPAN)
        undated = EventDate(start=start, end=reference, precision=2, explicit=False, time_local=clock)
        return undated, None
    mention = best[2]
    return (
        EventDate(
            start=mention.start,
            end=mention.stop,
            precision=_precision(mention),
            explicit=mention.explicit,
            alternatives=_alternatives(current, mention),
            time_local=clock,
        ),
        mention,
    )


def _score(sentence: Analysed, mention: DateMention, reference: date) -> float:
    if mention.start > reference + timedelta(days=1):
        return -9.0
    score = _SEGMENT.get(sentence.kind, 0.0) + _KIND[mention.kind]
    if is_dateline(sentence, mention):
        return score + _DATELINE
    if any(0 <= mention.first - mark.last <= 1 for mark in sentence.marks("calendar:night_to")) or any(
        mark.last == mention.last for mark in sentence.marks("calendar:night_after")
    ):
        score += 1.0
    if sentence.cue("current"):
        score += 1.0
    score += OF_SPEECH if dates_the_telling(sentence, mention) else nearest_telling(sentence, mention)[1]
    if (reference - mention.start).days > 400:
        score -= 1.0
    return score


def _counts_nothing(sentence: Analysed, mention: DateMention) -> bool:
    """Whether a lead that speaks of a period dates the event itself: "in the fiercest fighting for years
    the two sides attacked each other on Saturday"."""
    if sentence.kind is not SegmentKind.LEAD or mention.kind in ("month", "year"):
        return False
    if sentence.has("act", *COUNTED_ACTS) or any(q.best is not None for q in sentence.quantities):
        return False
    return not any(0 <= mention.first - mark.last <= 1 for mark in sentence.cue("since"))


def _after_crossing(
    best: tuple[float, Analysed, DateMention] | None, current: Sequence[Analysed]
) -> tuple[float, Analysed, DateMention] | None:
    """Where the best day is that of a crossing and a later one is named, the fight was on the later."""
    if best is None or not _is_of_crossing(best[1], best[2]):
        return best
    for sentence in current:
        for mention in sentence.dates:
            later = 0 < (mention.start - best[2].start).days <= CROSSING_DAYS
            stamp = is_dateline(sentence, mention)
            if later and mention.kind != "month" and not stamp and _may_be_fight(sentence, mention):
                return best[0], sentence, mention
    return best


def _is_of_crossing(sentence: Analysed, mention: DateMention) -> bool:
    """Whether a day is that of a crossing: nearest to it, or all that the sentence tells."""
    nearest = nearest_telling(sentence, mention)[0]
    return nearest == "cross" or (not nearest and sentence.has("act", "cross") and not harms(sentence))


def _may_be_fight(sentence: Analysed, mention: DateMention) -> bool:
    """Whether a later day than that of the crossing may be the day of violence."""
    worth = OF_SPEECH if dates_the_telling(sentence, mention) else nearest_telling(sentence, mention)[1]
    violent = sentence.has("event", *VIOLENT_EVENTS) or harms(sentence)
    return worth > 0 or (violent and worth > OF_SPEECH)


def harms(sentence: Analysed) -> bool:
    """Whether the sentence tells of harm that is no part of a running total."""
    return any(m.kind in COUNTED_ACTS and not sentence.is_total(m.first) for m in sentence.marks("act"))


def _precision(mention: DateMention) -> int:
    if mention.kind in ("day", "weekday", "relative"):
        return 1
    return 4 if mention.kind == "month" else 5


def _alternatives(current: Sequence[Analysed], chosen: DateMention) -> tuple[date, ...]:
    """Other days on which the same happening may be dated: the eve of a night, a crossing."""
    days: set[date] = set()
    if chosen.before is not None:
        days.add(chosen.before)
    for sentence in current:
        if not sentence.has("act", "cross"):
            continue
        for mention in sentence.dates:
            if mention.kind in ("day", "weekday", "relative"):
                gap = (chosen.start - mention.start).days
                if 0 < gap <= CROSSING_DAYS:
                    days.add(mention.start)
                    if mention.before is not None:
                        days.add(mention.before)
    return tuple(sorted(days - {chosen.start}))


def _clock(
    current: Sequence[Analysed], preferred: Analysed | None, mention: DateMention | None
) -> str | None:
    """The clock time of the event: the one nearest to its day, else in any sentence with an act."""
    if preferred is not None and mention is not None and preferred.times:
        near = min(preferred.times, key=lambda time: abs(time.first - mention.first))
        return near.clock
    ordered = ([preferred] if preferred is not None else []) + list(current)
    for sentence in ordered:
        if sentence.times and (sentence is preferred or sentence.has("act") or sentence.has("event")):
            return sentence.times[0].clock
    return None
