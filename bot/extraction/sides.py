"""Whose people a figure counts, where two states tell of their own losses.

"Tajikistan reported three dead guards" adds to "one Kyrgyz guard was killed"; "one killed in its own
ranks", said in Kabul, is one of the Taliban. A side is the country of the people, or else of whoever
reports its own losses; where neither is said there is none.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.finding import Finding
from bot.extraction.places import PlaceMention
from bot.extraction.speakers import home_of
from bot.model.vocabulary import Measure, Party

TALIBAN_RULE = date(2021, 8, 15)
"""From this day on the forces of Afghanistan are those of the Taliban."""
_FORCES = (Party.MILITARY.value, Party.BORDER_GUARDS.value, Party.POLICE.value)
_UNNAMED = ("", "people")
_STATES = frozenset(("TJ", "AF", "KG", "UZ", "TM", "IR", "PK", "CN"))
_REPORT_REACH = 4
_OPENING = 2
_HARMED = (Measure.KILLED, Measure.WOUNDED)


def take_sides(findings: Iterable[Finding], reference: date) -> None:
    """Note the side of every figure of dead and wounded, and name the Taliban where it is theirs."""
    for finding in findings:
        if finding.measure not in _HARMED:
            continue
        own = _is_own(finding)
        finding.side = finding.nationality
        if finding.side is None and (own or finding.party in _FORCES):
            reporter = _who_reports(finding.sentence)
            # A government tells of its own dead; the Taliban also of those whom they killed.
            finding.side = reporter if own or reporter != "AF" else None
        if reference < TALIBAN_RULE or finding.side != "AF":
            continue
        if finding.party in _FORCES or own:
            finding.party = Party.TALIBAN.value


def _is_own(finding: Finding) -> bool:
    """Whether the figure is one of one's own people: nobody else is named, or "two of its own fighters"."""
    own = finding.sentence.cue("own_side")
    if finding.party in _UNNAMED:
        return bool(own)
    fighters = finding.party in (Party.MILITANTS.value, *_FORCES)
    return fighters and any(m.first < finding.last and finding.first <= m.last for m in own)


def _who_reports(sentence: Analysed) -> str | None:
    """The state whose officials the sentence quotes: a country, its side, its people or its capital right
    before the verb of saying, or else a known body."""
    said = sentence.cue("speech")[:1]
    parties = [m for m in sentence.marks("party") if m.kind == Party.TALIBAN.value]
    if any(_tells(sentence, m.first, m.last, said) for m in parties):
        return "AF"
    nations = {m.kind for m in sentence.marks("nation") if _tells(sentence, m.first, m.last, said)} & _STATES
    if len(nations) == 1:
        return nations.pop()
    homes = {home_of(mark) for mark in sentence.marks("speaker")} & _STATES
    countries = {
        mention.places[0].country
        for mention in sentence.places
        if _may_be_a_state(mention) and _tells(sentence, mention.first, mention.last, said)
    }
    found = countries if len(countries) == 1 and not countries & homes else homes
    return next(iter(found)) if len(found) == 1 else None


def _may_be_a_state(mention: PlaceMention) -> bool:
    """Whether a name is a place, or that of a capital, which is a province too."""
    return bool(mention.places) and (mention.sure or mention.places[0].kind == "adm1")


def _tells(sentence: Analysed, first: int, last: int, said: Sequence[Mark]) -> bool:
    """Whether what stands here is the subject of the first verb of saying: right before it, behind it where
    verbs stand first, and at the beginning where they stand last."""
    reach = _REPORT_REACH * sentence.pace
    if sentence.verb_final and first < _OPENING and said:
        return True
    for verb in said:
        if sentence.verb_first and 0 <= first - verb.last < _OPENING:
            return True
        if 0 <= verb.first - last <= reach and "," not in sentence.sentence.words[last : verb.first]:
            return True
    return False
