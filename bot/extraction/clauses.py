"""Clauses by punctuation, and the stretches of a sentence whose figures are running totals.

A total needs a period ("since November", "in a week") or plural events ("in two attacks"); "in
total" about one event is none. "The fifth such clash since November" counts incidents and leaves
the figures before it alone.
"""

from datetime import date, timedelta
from typing import NamedTuple

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.hannumbers import han_number
from bot.extraction.numbers import Quantity
from bot.extraction.numerals import Numerals
from bot.extraction.verbfinal import VerbFinal

_CLAUSE_SIGNS = frozenset(",;:()-")
_PERIOD_LAYERS = ("cue:aggregate", "cue:period", "cue:events")
_OLD_DAYS = 21
_REACH = 5
_YEARS = range(1900, 2100)


class Period(NamedTuple):
    """What makes figures a total: the token it stands at, and where the period starts (ISO)."""

    first: int
    last: int
    since: str | None


def clause_starts(words: list[str]) -> list[int]:
    """The tokens at which clauses begin."""
    return [0, *(index + 1 for index, word in enumerate(words) if word in _CLAUSE_SIGNS)]


def clause_of(starts: list[int], index: int) -> int:
    """The number of the clause in which a token stands."""
    number = 0
    for position, start in enumerate(starts):
        if start <= index:
            number = position
    return number


def periods(analysed: Analysed, reference: date, *, postpositions: bool = False) -> list[Period]:
    """Every sign of a running total in the sentence, in token order.

    ``postpositions``: "since" and "within" follow their period.
    """
    if not analysed.dates and analysed.layers.keys().isdisjoint(_PERIOD_LAYERS):
        return []
    found = [
        Period(mark.first, mark.last, _start_near(analysed, mark, reference))
        for mark in analysed.cue("aggregate")
    ]
    for mark in analysed.cue("since") if analysed.dates else ():
        since = _since(analysed, mark, reference, postpositions=postpositions)
        if since:
            found.append(since)
    for mark in analysed.cue("within") if analysed.cue("period") else ():
        within = _within_after(analysed, mark) if postpositions else _within(analysed, mark)
        if within:
            found.append(within)
    found.extend(_several_days(analysed) if len(analysed.dates) > 1 else _whole_years(analysed))
    for quantity in analysed.quantities if analysed.cue("events") else ():
        if quantity.kind != "article" and quantity.low >= 2:
            found.extend(
                Period(quantity.first, mark.last, None)
                for mark in analysed.cue("events")
                if counts_events(analysed, quantity, mark)
            )
    return sorted(found, key=lambda period: (period.first, period.last))


def counts_events(analysed: Analysed, quantity: Quantity, events: Mark) -> bool:
    """Whether a number counts the events named behind it, and not people or hours before them: of "two
    wounded in attacks" it counts the wounded, of "1999-2000 after attacks" nothing."""
    if not 0 <= events.first - quantity.last <= 2 * analysed.pace:
        return False
    if quantity.kind == "digits" and quantity.low in _YEARS:
        return False
    others = (mark for layer in ("party", "unit", "role", "act") for mark in analysed.marks(layer))
    return not any(quantity.last <= other.first < events.first for other in others)


def _whole_years(analysed: Analysed) -> list[Period]:
    """A year as the only time before a figure in its clause: "in 2025 37 people were killed"."""
    if not analysed.dates or analysed.dates[0].kind != "year":
        return []
    year = analysed.dates[0]
    counted = next((q.first for q in analysed.quantities if q.first >= year.last and q.low > 1), None)
    if counted is None or _has_comma(analysed, year.last, counted):
        return []
    return [Period(year.first, year.last, _iso("year", year.start))]


def _several_days(analysed: Analysed) -> list[Period]:
    """A total before a list of days: "five dead: on the 26th (three) and on the 30th (two)"."""
    words = analysed.sentence.words
    lists = [index for index, word in enumerate(words) if word == ":" and index > 0]
    for colon in lists[:1]:
        days = [m for m in analysed.dates if m.first > colon and m.kind == "day"]
        counted = {m.start for m in days if any(q.first >= m.last for q in analysed.quantities)}
        if len(counted) > 1 and (max(counted) - min(counted)).days > 1:
            return [Period(0, colon, None)]
    return []


def _start_near(analysed: Analysed, mark: Mark, reference: date) -> str | None:
    for mention in analysed.dates:
        near = mark.first - 1 <= mention.first <= mark.last + 2
        led_by = 0 <= mark.first - mention.last <= 1 and mention.kind in ("month", "year")
        if (near or led_by) and mention.start < reference:
            return _iso(mention.kind, mention.start)
    return None


def _iso(kind: str, start: date) -> str:
    if kind == "year":
        return f"{start.year:04d}"
    return start.isoformat()[:7] if kind == "month" else start.isoformat()


def _since(analysed: Analysed, mark: Mark, reference: date, *, postpositions: bool) -> Period | None:
    for mention in analysed.dates:
        behind = postpositions and 0 <= mark.first - mention.last <= 1
        if behind or mark.first <= mention.first <= mark.last + 3:
            old = reference - mention.start > timedelta(days=_OLD_DAYS)
            if mention.kind in ("month", "year") or (mention.kind == "day" and old):
                first, last = min(mark.first, mention.first), max(mark.last, mention.last)
                return Period(first, last, _iso(mention.kind, mention.start))
            return None
    return None


def _within(analysed: Analysed, mark: Mark) -> Period | None:
    """ "Over nine months", "за 6 месяцев", "in two years"."""
    for period in analysed.cue("period"):
        gap = period.first - mark.last
        if 0 <= gap <= _REACH:
            # "over nine months": the word that opens the period has been taken for a bound of the number
            counted = any(mark.last < q.last <= period.first for q in analysed.quantities)
            following = period.first - mark.last == 0
            if counted and not following and not _has_comma(analysed, mark.last, period.first):
                return Period(mark.first, period.last, None)
    return None


def _within_after(analysed: Analysed, mark: Mark) -> Period | None:
    """ "Sakkiz oy ichida", "iki ayda": the word or the ending for "within" comes last."""
    for period in analysed.cue("period"):
        if period.first == mark.first or 0 <= mark.first - period.last <= 1:
            quantity = next((q for q in analysed.quantities if 0 <= period.first - q.last <= 1), None)
            if quantity is not None:
                return Period(quantity.first, mark.last, None)
    return None


def _has_comma(analysed: Analysed, first: int, last: int) -> bool:
    return any(word in _CLAUSE_SIGNS for word in analysed.sentence.words[first:last])


class CaseCount(NamedTuple):
    """ "The fourth such case": an ordinal and the stretch that it and its period take up."""

    first: int
    last: int
    value: int
    since: str | None


def case_counts(analysed: Analysed, numerals: Numerals, grammar: Grammar, reference: date) -> list[CaseCount]:
    """Ordinals beside a word for an incident ("second such case this year")."""
    cases = analysed.cue("case")
    if not cases:
        return []
    words = analysed.sentence.words
    starts = clause_starts(words)
    before = grammar.verb_final is not None
    found: list[CaseCount] = []
    for index, word in enumerate(words):
        value, reach = numerals.ordinal(word), 4
        if value is None and grammar.verb_final is not None and word.isdigit():
            value, reach = _ordinal_digits(analysed, index, grammar.verb_final), 2
        if value is None and word.isdigit():
            value = _suffixed_digits(analysed, index, numerals)
        if word == "第":
            value = _han_ordinal(words, index + 1)
        if value is None or value < 2:
            continue
        if not before and any(mark.last == index for mark in analysed.marks("act")):
            continue  # "and wounded a fourth"; where verbs stand last one describes the case: öldüğü üçüncü
        for mark in cases:
            behind = index == mark.last and not any(d.first <= index < d.last for d in analysed.dates)
            near = behind or 0 < mark.first - index <= reach * analysed.pace
            if near and clause_of(starts, index) == clause_of(starts, mark.first):
                number = clause_of(starts, index)
                end = starts[number + 1] if number + 1 < len(starts) else len(words)
                signs = periods(analysed, reference, postpositions=grammar.postpositions)
                since = next((p.since for p in signs if before or p.first >= mark.last), None)
                found.append(CaseCount(starts[number] if before else index, end, value, since))
                break
    return found


def _suffixed_digits(analysed: Analysed, index: int, numerals: Numerals) -> int | None:
    """Digits with the ending of an ordinal: ҳодисаи 4-ум; no day of a month."""
    words, sentence = analysed.sentence.words, analysed.sentence
    if index + 1 >= len(words) or words[index + 1] not in numerals.ordinal_suffixes:
        return None
    dated = any(mention.first <= index < mention.last for mention in analysed.dates)
    joined = sentence.folded[sentence.ends[index] : sentence.starts[index + 1]] in ("", "-")
    return int(words[index][:3]) if joined and not dated else None


def _han_ordinal(words: list[str], index: int) -> int | None:
    """The number behind 第, in digits or characters."""
    if index >= len(words):
        return None
    return int(words[index][:3]) if words[index].isdigit() else han_number(words, index)[1] or None


def _ordinal_digits(analysed: Analysed, index: int, rules: VerbFinal) -> int | None:
    """Digits that a sign makes an ordinal: "4-hodisa", "3. çatışma", 3'üncü; no day of a month."""
    sentence = analysed.sentence
    end = sentence.ends[index]
    sign, following = sentence.folded[end : end + 1], sentence.words[index + 1 : index + 2]
    if any(mention.first <= index < mention.last for mention in analysed.dates) or not following:
        return None
    ordinal = sign == "-" or (sign == "." and sentence.folded[end + 1 : end + 2] == " ")
    if ordinal or (sign == "'" and following[0].endswith(rules.ordinals)):
        return int(sentence.words[index][:3])
    return None


def total_from(
    analysed: Analysed, signs: list[Period], cases: list[CaseCount], figures: list[int]
) -> int | None:
    """The token from which figures are totals, or None where the sentence holds no total.

    ``figures`` are the tokens at which counted groups stand. A sign before all clauses governs the
    sentence; in a later clause it governs from there, or everything where no figure follows.
    """
    signs = [s for s in signs if not any(case.first <= s.first < case.last for case in cases)]
    if not signs:
        return None
    starts = clause_starts(analysed.sentence.words)
    begin = starts[clause_of(starts, signs[0].first)]
    if any(figure >= begin for figure in figures):
        return begin
    return 0


def total_until(analysed: Analysed, signs: list[Period]) -> int | None:
    """The token at which a later clause about the latest event ends a total that came first."""
    starts = clause_starts(analysed.sentence.words)
    first = min(clause_of(starts, sign.first) for sign in signs)
    later = [clause_of(starts, mark.first) for mark in analysed.cue("current")]
    return next((starts[number] for number in sorted(later) if number > first), None)


def incident_quantities(analysed: Analysed) -> list[Quantity]:
    """Quantities that count incidents ("at least five deadly incidents")."""
    found = []
    for quantity in analysed.quantities:
        if quantity.kind in ("digits", "word") and quantity.low >= 2:
            for mark in analysed.cue("events"):
                if counts_events(analysed, quantity, mark):
                    found.append(quantity)
                    break
    return found
