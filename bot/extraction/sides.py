"""Whose people a figure counts, where two states tell of their own losses.

"Tajikistan reported three dead guards" adds to "one Kyrgyz guard was killed"; "one killed in its own
ranks", said in Kabul, is one of the Taliban. A side is the country of the people, or else of whoever
reports its own losses; where neither is said there is none.
"""

from collections.abc import Iterable
from datetime import date

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.finding import Finding
from bot.extraction.speakers import home_of
from bot.model.vocabulary import Measure, Party

TALIBAN_RULE = date(2021, 8, 15)
"""From this day on the forces of Afghanistan are those of the Taliban."""
_FORCES = (Party.MILITARY.value, Party.BORDER_GUARDS.value, Party.POLICE.value)
_UNNAMED = ("", "people")
_STATES = frozenset(("TJ", "AF", "KG", "UZ", "TM", "IR", "PK", "CN"))
_REPORT_REACH = 4
_HARMED = (Measure.KILLED, Measure.WOUNDED)


def take_sides(findings: Iterable[Finding], reference: date) -> None:
    """Note the side of every figure of dead and wounded, and name the Taliban where it is theirs."""
    for finding in findings:
        if finding.measure not in _HARMED:
            continue
        own = bool(finding.sentence.cue("own_side")) and finding.party in _UNNAMED
        finding.side = finding.nationality
        if finding.side is None and (own or finding.party in _FORCES):
            finding.side = _who_reports(finding.sentence)
        if reference < TALIBAN_RULE or finding.side != "AF":
            continue
        if finding.party in _FORCES or own:
            finding.party = Party.TALIBAN.value


def _who_reports(sentence: Analysed) -> str | None:
    """The state whose officials the sentence quotes: a known body, or a country, its side or its capital
    right before the verb of saying."""
    homes = {home_of(mark) for mark in sentence.marks("speaker")} & _STATES
    if homes:
        return homes.pop() if len(homes) == 1 else None
    if any(mark.kind == Party.TALIBAN.value for mark in _subjects(sentence, sentence.marks("party"))):
        return "AF"
    nations = {mark.kind for mark in _subjects(sentence, sentence.marks("nation"))} & _STATES
    if len(nations) == 1:
        return nations.pop()
    said = sentence.cue("speech")[:1]
    countries = {
        mention.places[0].country
        for mention in sentence.places
        for mark in said
        if mention.sure and mention.places and _stands_before(sentence, mention.last, mark)
    }
    return countries.pop() if len(countries) == 1 else None


def _subjects(sentence: Analysed, marks: Iterable[Mark]) -> list[Mark]:
    """Those that stand right before the first verb of saying."""
    said = sentence.cue("speech")[:1]
    return [mark for mark in marks for word in said if _stands_before(sentence, mark.last, word)]


def _stands_before(sentence: Analysed, last: int, said: Mark) -> bool:
    words = sentence.sentence.words[last : said.first]
    return 0 <= said.first - last <= _REPORT_REACH * sentence.pace and "," not in words
