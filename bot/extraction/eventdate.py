"""Which day the event gets, and which sentences tell of an older one.

The day of violence wins over the day of crossing, and both over the day of the statement. A sentence
about another, earlier day is background; so is one that says so ("last month", "earlier").
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.extraction.analysis import Analysed, other_matters
from bot.extraction.datescan import DateMention
from bot.extraction.lexicon import Mark
from bot.model.report import EventDate
from bot.model.vocabulary import SegmentKind

COUNTED_ACTS = ("death", "euphemism", "injury", "detain", "abduct", "missing")
VIOLENT_EVENTS = ("clash", "attack", "shelling", "mine", "explosion", "resistance")

_SEGMENT = {SegmentKind.TITLE: 1.0, SegmentKind.LEAD: 1.5, SegmentKind.BODY: 0.3}
_KIND = {"day": 1.0, "weekday": 0.6, "relative": 0.4, "month": -2.5, "year": -5.0}
_HARM, _EVENT, _OCCUR, _CAPTURE, _CROSS, _SPEECH, _DATELINE = 2.5, 2.0, 1.8, 1.1, 1.0, -3.0, -4.0
_FAR = 14
_SPEECH_REACH = 3
_PARAGRAPH = 0.1
_DATELINE_WORDS = 5
_DISTANCE = 0.05
_ENOUGH = 0.5
_OTHER_DAY = 2
_CROSSING_DAYS = 10
_UNDATED_SPAN = 3
_CHRONICLE_DAYS = 3
_LONG_PAST = 60


def event_date(current: Sequence[Analysed], reference: date) -> tuple[EventDate, DateMention | None]:
    """The date of the event and the mention that gave it; publication stands in where none does."""
    best: tuple[float, Analysed, DateMention] | None = None
    for order, sentence in enumerate(current):
        for mention in sentence.dates:
            if sentence.is_total(mention.first) and not _counts_nothing(sentence, mention):
                continue
            score = _score(sentence, mention, reference) - _PARAGRAPH * min(order, _FAR)
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
    if _is_dateline(sentence, mention):
        return score + _DATELINE
    if any(0 <= mention.first - mark.last <= 1 for mark in sentence.marks("calendar:night_to")) or any(
        mark.last == mention.last for mark in sentence.marks("calendar:night_after")
    ):
        score += 1.0
    if sentence.cue("current"):
        score += 1.0
    score += _SPEECH if _dates_the_telling(sentence, mention) else _nearest(sentence, mention)[1]
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
            later = 0 < (mention.start - best[2].start).days <= _CROSSING_DAYS
            stamp = _is_dateline(sentence, mention)
            if later and mention.kind != "month" and not stamp and _may_be_fight(sentence, mention):
                return best[0], sentence, mention
    return best


def _is_of_crossing(sentence: Analysed, mention: DateMention) -> bool:
    """Whether a day is that of a crossing: nearest to it, or all that the sentence tells."""
    nearest = _nearest(sentence, mention)[0]
    return nearest == "cross" or (not nearest and sentence.has("act", "cross") and not _harms(sentence))


def _may_be_fight(sentence: Analysed, mention: DateMention) -> bool:
    """Whether a later day than that of the crossing may be the day of violence."""
    worth = _SPEECH if _dates_the_telling(sentence, mention) else _nearest(sentence, mention)[1]
    violent = sentence.has("event", *VIOLENT_EVENTS) or _harms(sentence)
    return worth > 0 or (violent and worth > _SPEECH)


def _is_said_then(sentence: Analysed, mention: DateMention) -> bool:
    """Whether a day stands between a verb of speech and what is told: "said the embassy on Friday that",
    "announced the army on Sunday the death of", in languages that put the verb before who speaks."""
    content = [*sentence.cue("that"), *(sentence.marks("act") if sentence.verb_first else ())]
    if not any(0 <= mark.first - mention.last <= 1 for mark in content):
        return False
    words = sentence.sentence.words
    return any(
        mark.last <= mention.first
        and not any(word in ",;:" for word in words[mark.last : mention.first])
        and not any(mark.last <= told.first < mention.first for told in content)
        for mark in sentence.cue("speech")
    )


def _nearest(sentence: Analysed, mention: DateMention) -> tuple[str, float]:
    """The kind of the nearest act, event or verb of speech, and what it says about this day."""
    best, found, worth = float(_FAR), "", 0.0
    words = sentence.sentence.words
    if _is_said_then(sentence, mention):
        return "speech", _SPEECH
    belongs_before = _completes_a_clause(sentence, mention)
    for mark, value in _worths(sentence):
        first, last = _between(mark, mention)
        if last < first:
            continue
        gap = (last - first) / sentence.pace + 3 * sum(1 for word in words[first:last] if word in ",;:")
        if mark.first > mention.last and _is_apposition(sentence, mention):
            gap -= 3  # "on Thursday, 5 March, the committee said": the commas part nothing
        if belongs_before and mark.first >= mention.last:
            gap += 3
        told_later = mark.last <= mention.first and (
            sentence.date_first or (sentence.verb_final and not _speaks_behind(sentence, mark, mention))
        )
        if value == _SPEECH and (
            told_later or (gap > _SPEECH_REACH and not _ends_a_quote(sentence, mark, mention))
        ):
            continue
        if mark.kind == "cross" and _only_describes(sentence, mention, mark):
            continue
        if gap < best or (gap == best and value > worth):
            best, found, worth = gap, mark.kind, value
    return found, worth - _DISTANCE * best if worth > 0 else worth


def _worths(sentence: Analysed) -> list[tuple[Mark, float]]:
    """What a day may stand with, and what it is worth then."""
    candidates: list[tuple[Mark, float]] = []
    for mark in sentence.marks("act"):
        if mark.kind in COUNTED_ACTS:
            candidates.append((mark, _CAPTURE if mark.kind in ("detain", "missing") else _HARM))
        elif mark.kind in ("cross", "seize"):
            candidates.append((mark, _CROSS))
    candidates += [(mark, _EVENT) for mark in sentence.marks("event") if mark.kind in VIOLENT_EVENTS]
    occurs = sentence.cue("occur")
    if occurs and not other_matters(sentence):
        candidates += [(mark, _OCCUR) for mark in occurs]
    candidates += [
        (mark, _SPEECH) for mark in (*sentence.cue("speech"), *sentence.marks("exclude:diplomacy"))
    ]
    return candidates


def _between(mark: Mark, mention: DateMention) -> tuple[int, int]:
    """The tokens between a mark and a day; none where a verb is written around it ("kamen am Montag ums
    Leben"), and an end before the beginning where they overlap."""
    if mark.first < mention.first and mention.last < mark.last:
        return mention.last, mention.last
    return (mark.last, mention.first) if mark.last <= mention.first else (mention.last, mark.first)


def _is_apposition(sentence: Analysed, mention: DateMention) -> bool:
    """Whether a day stands between two commas, or a weekday and its day before one, and completes no
    clause: "on Thursday, 5 March, the committee said", but not "were shot on Thursday, 5 March, the
    committee said"."""
    words = sentence.sentence.words
    if words[mention.last : mention.last + 1] != [","]:
        return False
    if words[mention.first - 1 : mention.first] == [","] and mention.first > 0:
        return True
    if "," not in words[mention.first : mention.last]:
        return False
    return sentence.verb_final or not any(
        _clause_before(words, mention) <= mark.first and mark.last <= mention.first
        for mark in sentence.marks("act")
    )


def _clause_before(words: Sequence[str], mention: DateMention) -> int:
    """Where the clause that a day stands in begins."""
    return max((at + 1 for at in range(mention.first) if words[at] in ",;:"), default=0)


def _speaks_behind(sentence: Analysed, told: Mark, mention: DateMention) -> bool:
    """Whether "said" is put before its speaker, so that the day behind both is that of the saying."""
    return any(told.last <= m.first and m.last <= mention.first for m in sentence.marks("speaker"))


def _ends_a_quote(sentence: Analysed, told: Mark, mention: DateMention) -> bool:
    """Whether a day belongs to the verb behind a quotation, however far: "…", he told a briefing in the
    capital on Monday."""
    words = sentence.sentence.words
    if sentence.verb_final or sentence.date_first or told.last > mention.first:
        return False
    return '"' in words[: told.first] and not any(word in ',;:"' for word in words[told.last : mention.first])


def _only_describes(sentence: Analysed, mention: DateMention, crossing: Mark) -> bool:
    """Whether a crossing between a day and the verb of harm only says who was harmed.

    "On the 24th from abroad having-come armed men attacked": the day is that of the last verb.
    """
    if not sentence.verb_final or crossing.first < mention.last:
        return False
    words = sentence.sentence.words
    end = next((at for at in range(crossing.last, len(words)) if words[at] in ",;:"), len(words))
    end = min((m.first for m in sentence.dates if m.first >= crossing.last), default=end)
    harm = [m for m in sentence.marks("act") if m.kind in COUNTED_ACTS]
    harm += [m for m in sentence.marks("event") if m.kind in VIOLENT_EVENTS]
    return any(crossing.last <= m.first < end for m in harm)


def _dates_the_telling(sentence: Analysed, mention: DateMention) -> bool:
    """Whether a day before the speaker belongs to his verb at the end of the sentence.

    "On Thursday the committee about a clash [that was] in the district told": the harm stands between.
    """
    if not sentence.verb_final:
        return False
    harm = [m for m in sentence.marks("act") if m.kind in COUNTED_ACTS]
    harm += [m for m in sentence.marks("event") if m.kind in VIOLENT_EVENTS]
    begin = min((m.first for m in harm), default=0)
    speakers = [m for m in sentence.marks("speaker") if mention.last <= m.first < begin]
    told = [
        m.first
        for m in sentence.cue("speech")
        if not any(s.first <= m.first < s.last for s in sentence.marks("speaker"))
    ]
    if any(m.first < mention.first for m in sentence.marks("speaker")):
        return False  # whoever speaks stands before the day already
    early = any(mention.last <= at < begin for at in told)
    return bool(speakers) and not early and max(told, default=0) >= max(m.last for m in harm)


def _completes_a_clause(sentence: Analysed, mention: DateMention) -> bool:
    """Whether a verb stands before the day in its clause: "who crossed on 27 February were killed"."""
    if sentence.date_first or sentence.verb_final:
        return False
    words = sentence.sentence.words
    begin = max(
        [_clause_before(words, mention), *(m.last for m in sentence.cue("and") if m.last <= mention.first)]
    )
    return any(begin <= mark.first and mark.last <= mention.first for mark in sentence.marks("act"))


def _is_dateline(sentence: Analysed, mention: DateMention) -> bool:
    """A day within the first words of a text, before its dash, slash or agency name, or the stamp of a
    title."""
    if sentence.kind is SegmentKind.TITLE and mention.last == len(sentence.sentence):
        between = sentence.sentence.folded[: sentence.sentence.starts[mention.first]].rstrip()
        return between.endswith(("-", "|"))
    if sentence.index > 2 or sentence.kind is SegmentKind.TITLE or mention.first > 8 * sentence.pace:
        return False
    words = sentence.sentence.words
    told = (*sentence.marks("act"), *sentence.cue("occur"))
    if mention.first > 0 and any(mark.first < mention.first for mark in told):
        return False
    last = mention.last
    shortened = any(mark.last == last for mark in sentence.marks("calendar:year_word"))
    if shortened and words[last : last + 1] == ["."]:
        last += 1  # "3 марта 2026 г." ends in a short form and not in a full stop
    following = words[last : last + 4]
    timed = {index for time in sentence.times for index in range(time.first, time.last)}
    signs = [(at, word) for at, word in enumerate(following[:3], last) if at not in timed]
    signed = any(word in "-/(:" and not _joins_numbers(words, at) for at, word in signs)
    opening = mention.first <= _DATELINE_WORDS and (signed or _is_place_and_day(sentence, mention, last))
    alone = last >= len(words) - 1
    if any(0 <= mark.first - mention.last <= 3 for mark in sentence.marks("calendar:dateline")):
        return True
    stamps = ".|" if sentence.pace > 1 else ".,|"  # in Chinese a day and a comma open any sentence
    page_stamp = mention.explicit and mention.first == 0 and bool(following) and following[0] in stamps
    if page_stamp and following[0] == ",":
        page_stamp = any(word in ".-/|(:" for word in words[last + 1 : last + 2 + _DATELINE_WORDS])
    return opening or alone or page_stamp


def _joins_numbers(words: Sequence[str], at: int) -> bool:
    """Whether a sign stands between two numbers: the slash of "the night of 1/2"."""
    return words[at - 1][0].isdigit() and words[at + 1 : at + 2] != [] and words[at + 1][0].isdigit()


def _is_place_and_day(sentence: Analysed, mention: DateMention, last: int) -> bool:
    """Whether a name and a day open a text, and a full stop or an agency's name and a dash end them:
    "DUSHANBE, 15 Apr. Two guards", "Dushanbe (Khovar, 4 March) two guards", "DUSHANBE, July 14, 2008,
    Asia-Plus -- Two guards"."""
    words = sentence.sentence.words
    if words[last : last + 1] == [")"] and "(" in words[: mention.first]:
        return True
    if mention.first == 0 or words[mention.first - 1] != ",":
        return False
    if words[last : last + 1] == ["."]:
        begin = sentence.sentence.raw(last + 1, last + 2)[:1]
        return begin.upper() == begin and not begin.isdigit()
    behind = words[last : last + 2 + _DATELINE_WORDS]
    dash = next(
        (at for at, word in enumerate(behind, last) if word == "-" and not _is_hyphen(sentence, at)), 0
    )
    return bool(dash) and not any(
        mark.first < dash for mark in (*sentence.marks("act"), *sentence.marks("event"))
    )


def _is_hyphen(sentence: Analysed, at: int) -> bool:
    """Whether a dash stands inside a word: Asia-Plus."""
    return sentence.sentence.glued(at) and at + 1 < len(sentence.sentence) and sentence.sentence.glued(at + 1)


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
                if 0 < gap <= _CROSSING_DAYS:
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


def _day_of_body(sentences: Sequence[Analysed], reference: date) -> DateMention | None:
    """The day of the event where title and lead tell none: the first that the body tells."""
    for sentence in sentences:
        if sentence.kind is not SegmentKind.BODY or not sentence.dates:
            continue
        if sentence.cue("background") or _opens(sentence, "block"):
            return None
        _, found = event_date([sentence], reference)
        if found is not None and (reference - found.start).days <= _CROSSING_DAYS:
            return found
    return None


def mark_background(sentences: Sequence[Analysed], reference: date) -> None:
    """Say for every sentence of the body whether it tells of an older event, and why."""
    opening = [s for s in sentences if s.kind in (SegmentKind.TITLE, SegmentKind.LEAD)]
    _, main = event_date(opening, reference)
    told = any(_harms(s) for s in opening)
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
            if not _harms(sentence):
                block_line += 1  # "This is how it went:" announces the next paragraph
        elif block_line is not None and sentence.sentence.line <= block_line and not is_current:
            sentence.background = "block"
        else:
            sentence.background = _why_background(sentence, main, reference, is_current=is_current, told=told)
        if sentence.background:
            after_background = True
        elif after_background and not is_current and not sentence.dates and _harms(sentence):
            sentence.background = "follows"
        elif is_current:
            after_background = False


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
        if sentence.kind is SegmentKind.BODY and _harms(sentence)
        for mention in sentence.dates
        if mention.kind == "day" and mention.start <= reference
    }
    return len(days) >= _CHRONICLE_DAYS and (max(days) - min(days)).days > _CROSSING_DAYS


def _mark_chronicle(sentences: Sequence[Analysed]) -> None:
    for sentence in sentences:
        if sentence.kind is SegmentKind.BODY or (sentence.kind is SegmentKind.LEAD and _harms(sentence)):
            sentence.background = "chronicle"


def _opens(sentence: Analysed, cue: str) -> bool:
    return any(mark.first <= 2 for mark in sentence.cue(cue))


def _harms(sentence: Analysed) -> bool:
    """Whether the sentence tells of harm that is no part of a running total."""
    return any(m.kind in COUNTED_ACTS and not sentence.is_total(m.first) for m in sentence.marks("act"))


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
            crossing = sentence.has("act", "cross") and not _harms(sentence) and old <= _CROSSING_DAYS
            if not crossing:
                return "day"
        elif main is None and told and old > _CROSSING_DAYS and _harms(sentence) and not is_current:
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
