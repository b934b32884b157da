"""What a day stands with in its sentence: harm, a fight, a crossing, or only words about them.

The nearest verb or noun decides, by the order of words of the language: "said the embassy on Friday
that two had died on Monday". Says what a day is worth and never which one is taken.
"""

from collections.abc import Sequence

from bot.extraction.analysis import COUNTED_ACTS, VIOLENT_EVENTS, Analysed, other_matters
from bot.extraction.datescan import DateMention
from bot.extraction.entries import Mark

OF_SPEECH = -3.0
"""What a day is worth that tells when somebody spoke."""
_HARM, _EVENT, _OCCUR, _CAPTURE, _CROSS = 2.5, 2.0, 1.8, 1.1, 1.0
_FAR = 14
_SPEECH_REACH = 3
_DISTANCE = 0.05


def nearest_telling(sentence: Analysed, mention: DateMention) -> tuple[str, float]:
    """The kind of the nearest act, event or verb of speech, and what it says about this day."""
    best, found, worth = float(_FAR), "", 0.0
    words = sentence.sentence.words
    if _is_said_then(sentence, mention):
        return "speech", OF_SPEECH
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
        if value == OF_SPEECH and (
            told_later or (gap > _SPEECH_REACH and not _ends_a_quote(sentence, mark, mention))
        ):
            continue
        if mark.kind == "cross" and _only_describes(sentence, mention, mark):
            continue
        if gap < best or (gap == best and value > worth):
            best, found, worth = gap, mark.kind, value
    return found, worth - _DISTANCE * best if worth > 0 else worth


def dates_the_telling(sentence: Analysed, mention: DateMention) -> bool:
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
        (mark, OF_SPEECH) for mark in (*sentence.cue("speech"), *sentence.marks("exclude:diplomacy"))
    ]
    return candidates


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


def _completes_a_clause(sentence: Analysed, mention: DateMention) -> bool:
    """Whether a verb stands before the day in its clause: "who crossed on 27 February were killed"."""
    if sentence.date_first or sentence.verb_final:
        return False
    words = sentence.sentence.words
    begin = max(
        [_clause_before(words, mention), *(m.last for m in sentence.cue("and") if m.last <= mention.first)]
    )
    return any(begin <= mark.first and mark.last <= mention.first for mark in sentence.marks("act"))
