"""Which sentences of the body tell of an older event, and why.

A sentence about another, earlier day is background; so is one that says so ("last month", "earlier"),
and what follows it without a day of its own. A text that tells of harm on many days is a chronicle.
Title and lead are never background by a word alone.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.extraction.analysis import Analysed
from bot.extraction.datescan import DateMention
from bot.extraction.entries import Mark
from bot.extraction.eventdate import CROSSING_DAYS, event_date, harms
from bot.model.vocabulary import SegmentKind

_OTHER_DAY = 2
_CHRONICLE_DAYS = 3
_LONG_PAST = 60


def mark_background(sentences: Sequence[Analysed], reference: date) -> None:
    """Say for every sentence of the body whether it tells of an older event, and why."""
    opening = [s for s in sentences if s.kind in (SegmentKind.TITLE, SegmentKind.LEAD)]
    _, main = event_date(opening, reference)
    told = any(harms(s) for s in opening)
    if main is None and not told and _is_chronicle(sentences, reference):
        _mark_chronicle(sentences)
        return
    main = main or _day_of_body(sentences, reference)
    block_line: int | None = None
    after_background = False
    first_lead = True
    for sentence in sentences:
        if sentence.kind in (SegmentKind.TITLE, SegmentKind.TAIL):
            continue
        if sentence.kind is SegmentKind.LEAD and not _opens(sentence, "block"):
            if not first_lead and _is_old(sentence, reference):
                sentence.background = "month"
            first_lead = False
            continue
        is_current = bool(sentence.cue("current")) or _on_day(sentence, main)
        if _opens(sentence, "block"):
            block_line = sentence.sentence.line
            sentence.background = "block"
            if not harms(sentence):
                block_line += 1  # "This is how it went:" announces the next paragraph
        elif block_line is not None and sentence.sentence.line <= block_line and not is_current:
            sentence.background = "block"
        else:
            sentence.background = _why_background(sentence, main, reference, is_current=is_current, told=told)
        if sentence.background:
            after_background = True
        elif after_background and not is_current and not sentence.dates and harms(sentence):
            sentence.background = "follows"
        elif is_current:
            after_background = False


def _day_of_body(sentences: Sequence[Analysed], reference: date) -> DateMention | None:
    """The day of the event where title and lead tell none: the first that the body tells."""
    for sentence in sentences:
        if sentence.kind is not SegmentKind.BODY or not sentence.dates:
            continue
        if sentence.cue("background") or _opens(sentence, "block"):
            return None
        _, found = event_date([sentence], reference)
        if found is not None and (reference - found.start).days <= CROSSING_DAYS:
            return found
    return None


def _is_old(sentence: Analysed, reference: date) -> bool:
    """Whether all that dates a sentence are months or years long past."""
    return bool(sentence.dates) and all(
        mention.kind in ("month", "year") and (reference - mention.stop).days > _LONG_PAST
        for mention in sentence.dates
    )


def _is_chronicle(sentences: Sequence[Analysed], reference: date) -> bool:
    """Whether a text whose opening dates nothing tells of harm on several different days."""
    days = {
        mention.start
        for sentence in sentences
        if sentence.kind is SegmentKind.BODY and harms(sentence)
        for mention in sentence.dates
        if mention.kind == "day" and mention.start <= reference
    }
    return len(days) >= _CHRONICLE_DAYS and (max(days) - min(days)).days > CROSSING_DAYS


def _mark_chronicle(sentences: Sequence[Analysed]) -> None:
    for sentence in sentences:
        if sentence.kind is SegmentKind.BODY or (sentence.kind is SegmentKind.LEAD and harms(sentence)):
            sentence.background = "chronicle"


def _opens(sentence: Analysed, cue: str) -> bool:
    return any(mark.first <= 2 for mark in sentence.cue(cue))


def _on_day(sentence: Analysed, main: DateMention | None) -> bool:
    if main is None:
        return False
    slack = timedelta(days=1)
    return any(
        m.kind in ("day", "weekday", "relative") and main.start - slack <= m.start <= main.stop + slack
        for m in sentence.dates
    )


def _why_background(
    sentence: Analysed, main: DateMention | None, reference: date, *, is_current: bool, told: bool
) -> str:
    """``told``: title or lead tell harm of their own."""
    told_before = [mark for mark in sentence.cue("background") if not _is_of_telling(sentence, mark)]
    if not is_current and any(not _in_brackets(sentence, mark) for mark in told_before):
        return "marker"
    if sentence.cue("continuing"):
        return ""  # "the clashes broke out on Wednesday": the day on which this same fight began
    anchor = main.start if main is not None else reference
    for mention in sentence.dates:
        if mention.kind == "relative" and mention.start >= anchor:
            continue
        old = (anchor - mention.stop).days
        if mention.kind == "year":
            if mention.stop < anchor and not is_current:
                return "year"
        elif mention.kind == "month":
            if mention.stop < anchor - timedelta(days=_OTHER_DAY) and not is_current:
                return "month"
        elif main is not None and old >= _OTHER_DAY and not is_current and mention.kind == "day":
            crossing = sentence.has("act", "cross") and not harms(sentence) and old <= CROSSING_DAYS
            if not crossing:
                return "day"
        elif main is None and told and old > CROSSING_DAYS and harms(sentence) and not is_current:
            return "day"
    return ""


def _is_of_telling(sentence: Analysed, mark: Mark) -> bool:
    """Whether a word for "earlier" tells when somebody spoke and not when it happened: 此前表示."""
    return sentence.pace > 1 and any(
        mark.first <= word.first <= mark.last + 1 and word.last > mark.last for word in sentence.cue("speech")
    )


def _in_brackets(sentence: Analysed, mark: Mark) -> bool:
    """Whether a word stands in a gloss: "(formerly Shuroobod)"."""
    before = sentence.sentence.words[: mark.first]
    return before.count("(") > before.count(")")
