"""Counted people: a number with the party it counts.

"Four armed terrorists", «трое граждан Китая», 3名中国公民, "three members of a terrorist group". A
number that counts a thing (kilograms, hours, rounds, attacks) is no group. Who did what to whom is
decided in ``claims``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.analysis import Analysed
from bot.extraction.clauses import counts_events
from bot.extraction.lexicon import Grammar, Mark
from bot.extraction.numbers import Quantity
from bot.extraction.verbfinal import VerbFinal, ends_phrase, take_party_of_members

_REACH = 8
_YOUNGEST, _OLDEST = 1, 100
_TOLD_REACH = 1
_BAND_REACH = 2
_STOPS = frozenset(",;:.!?()")
_ARTICLES = frozenset(("article", "one", "formed"))
_FORCES = ("military", "border_guards", "police")
_BEFALLING = ("death", "euphemism", "injury")
_SUBSTANCES = frozenset(("drugs", "heroin", "opium", "hashish", "cannabis", "methamphetamine", "money"))
_OTHER_SCRIPTS = "\u0530"  # where letters are Latin or Cyrillic, a number stands before what it counts
_LOOKED_AT = (
    "party", "nation", "unit", "act", "role", "event", "item", "cue:and", "cue:agent", "cue:genitive",
    "cue:after", "cue:conjunction",
)  # fmt: skip
_NOBODY = {"article": ("", "people"), "one": ("",), "formed": ("",)}
"""Beside which parties a little word for one counts nobody."""


@dataclass(slots=True)
class Group:
    """So many of a party, over tokens ``first`` to ``last``. ``party`` '' means bare, ``people``
    means persons of no stated party. ``inner``: an act mark between the number and the party.
    ``joined``: "and" or a comma joins it to the group before, with which it shares its act.
    ``classified``: a classifier shows that people are counted, though no word names them."""

    first: int
    last: int
    low: int
    best: int | None
    high: int | None
    party: str
    label: str | None = None
    nationality: str | None = None
    inner: Mark | None = None
    kind: str = "digits"
    more: bool = False
    subset: bool = False
    classified: bool = False
    joined: bool = False


def find_groups(analysed: Analysed, grammar: Grammar) -> list[Group]:
    """All groups of the sentence in token order."""
    starts = _first_marks(analysed)
    groups: list[Group] = []
    quantities = [quantity for quantity in analysed.quantities if not _tells_an_age(analysed, quantity)]
    ages: list[Group] = []
    for number, quantity in enumerate(quantities):
        if groups and quantity.first < groups[-1].last:
            continue
        limit = _limit(analysed, quantities[number + 1 :])
        group = _group(
            analysed, quantity, min(limit, quantity.last + _REACH * analysed.pace), starts, grammar
        )
        if group is not None and _is_age(analysed, group, groups, ages):
            ages.append(group)
        elif group is not None:
            _left_party(analysed, group, groups)
            _left_masters(analysed, group)
            _note_more(analysed, group)
            groups.append(group)
    return groups


def _tells_an_age(analysed: Analysed, quantity: Quantity) -> bool:
    """Whether a number is somebody's age: "a 14-year-old boy", "his cousin, 11, was wounded"."""
    if any(mark.kind == "age" and mark.first == quantity.last for mark in analysed.marks("unit")):
        return True
    words, first, last = analysed.sentence.words, quantity.first, quantity.last
    if quantity.kind != "digits" or quantity.best is None or not _YOUNGEST < quantity.best < _OLDEST:
        return False
    if first < 2 or last >= len(words) or last - first > 1 or words[first - 1] != ",":
        return False
    return words[last] == "," and words[first - 2].isalpha() and analysed.pace == 1


def _is_age(analysed: Analysed, group: Group, groups: list[Group], ages: list[Group]) -> bool:
    """Whether a bare number tells how old the people are that were just counted: "two men, aged 24 and
    31", «двое контрабандистов 24 и 31 года»."""
    if group.party:
        return False
    if ages and group.first - ages[-1].last == 1:
        return any(mark.first == ages[-1].last for mark in analysed.cue("and"))
    if not groups or not groups[-1].party:
        return False
    units, told = analysed.marks("unit"), groups[-1].last
    if 0 <= group.first - told <= 1:
        following = next((q for q in analysed.quantities if q.first - group.last == 1), None)
        return following is not None and any(mark.first == following.last for mark in units)
    return any(mark.last == group.first and 0 <= mark.first - told <= 1 for mark in units)


def _limit(analysed: Analysed, following: Sequence[Quantity]) -> int:
    """Where the reach of a number ends: at the next one, but not at an article ("members of a band")."""
    return next((q.first for q in following if q.kind not in _ARTICLES), len(analysed.sentence))


def _first_marks(analysed: Analysed) -> dict[str, dict[int, Mark]]:
    layers = analysed.layers
    return {
        layer: {mark.first: mark for mark in layers[layer]} if layer in layers else {} for layer in _LOOKED_AT
    }


def _group(
    analysed: Analysed,
    quantity: Quantity,
    limit: int,
    starts: dict[str, dict[int, Mark]],
    grammar: Grammar,
) -> Group | None:
    """Walk right from the number over adjectives and heads to the party it counts."""
    group = Group(
        quantity.first, quantity.last, quantity.low, quantity.best, quantity.high, "", kind=quantity.kind
    )
    group.last = _past_classifier(analysed, quantity, grammar)
    group.classified = group.last > quantity.last
    if group.classified and analysed.sentence.words[group.last - 1] in grammar.closing_classifiers:
        return group
    armed = _walk(analysed, group, quantity, limit, starts, grammar)
    if armed is None:
        return None
    if _counts_a_band(group, limit, starts):
        return None
    if grammar.head_final:
        words = analysed.sentence.words
        armed = _described_before(group, starts, words, grammar.verb_final) or armed
    _settle_party(group, armed)
    _refine_force(analysed, group, starts)
    if _counts_persons(analysed, group, quantity, grammar):
        group.kind = "word"
    if _speaks(analysed, group):
        return None
    if group.party in _NOBODY.get(group.kind, ()) and not _is_told_to_be_harmed(analysed, group):
        return None
    if group.kind == "article" and group.label is None and _describes_a_thing(analysed, group):
        return None
    if group.inner is not None and not group.party:
        group.inner = None
    elif not group.party and any(counts_events(analysed, quantity, mark) for mark in analysed.cue("events")):
        return None
    if grammar.verb_final is not None:
        take_party_of_members(grammar.verb_final, analysed, group)
    return group


def _walk(
    analysed: Analysed,
    group: Group,
    quantity: Quantity,
    limit: int,
    starts: dict[str, dict[int, Mark]],
    grammar: Grammar,
) -> bool | None:
    """Take the words behind a number into its group; whether they are armed, None where things are
    counted."""
    armed = False
    index = group.last
    while index < limit and not _ends(analysed, group, index, quantity, starts, grammar):
        if index > quantity.last and index - 1 in analysed.sentence.digits and index in starts["unit"]:
            index = starts["unit"][index].last  # "a 14-year-old boy": the years are counted by the 14
            continue
        party = starts["party"].get(index)
        if _is_measured(starts, index, party, group) and not _inside_word(analysed, group, quantity, index):
            governed = any(at in starts["role"] for at in range(quantity.last, index))
            counts_things = not governed and (index - quantity.last <= 1 or not group.party)
            return None if counts_things else armed
        if index - quantity.last <= 1 and not group.classified and _is_thing(starts, index, party):
            return None
        act = starts["act"].get(index) if party is None else None
        if act is not None:
            group.inner = act if _befell(analysed, act, quantity) else None
            index = act.last
            continue
        _note_adjective(group, index, starts)
        event = starts["event"].get(index)
        armed = armed or (event is not None and event.kind == "armed")
        if party is None:
            index += 1
            continue
        if _belongs_to_a_thing(starts, party, grammar) or _is_collective(starts, group, party):
            return None
        index = group.last = party.last
        if party.kind != "people":
            if (other := _other_kind(analysed, group, party, starts, grammar)) is not None:
                group.party, group.last = "people", other.last
                return armed
            _name_party(analysed, group, party, starts, grammar)
            return armed
        group.party = group.party or "people"
    return armed


def _other_kind(
    analysed: Analysed, group: Group, party: Mark, starts: dict[str, dict[int, Mark]], grammar: Grammar
) -> Mark | None:
    """The people of another kind whom the same number counts: "twelve wounded soldiers and civilians".

    Both stand in the plural, but where numbers ask for none: there one person would have a number too.
    """
    joint = starts["cue:and"].get(party.last)
    other = starts["party"].get(joint.last) if joint is not None else None
    if other is None or other.kind in ("people", party.kind) or group.best == 1:
        return None
    words = analysed.sentence.words
    unmarked = grammar.verb_final is not None or bool(grammar.classifiers)
    return other if unmarked or words[party.last - 1][-1] == words[other.last - 1][-1] else None


def _belongs_to_a_thing(starts: dict[str, dict[int, Mark]], party: Mark, grammar: Grammar) -> bool:
    """Whether a word for people only describes what is counted: "two police posts"; not where the thing,
    as the head, stands first."""
    unit = starts["unit"].get(party.last)
    thing = unit is not None and unit.kind == "measure" and party.kind != "people"
    return thing and not grammar.head_first


def _is_collective(starts: dict[str, dict[int, Mark]], group: Group, party: Mark) -> bool:
    """Whether an adjective and a noun for many follow the little word for one: "an armed group"."""
    pair = party.last - party.first == 2
    return group.kind in _ARTICLES and pair and party.last - 1 in starts["unit"]


def _counts_a_band(group: Group, limit: int, starts: dict[str, dict[int, Mark]]) -> bool:
    """Whether what one is counted of, without a noun of its own, is a band: «شدت پسندوں کے ایک بڑے گروہ»."""
    if group.kind not in _ARTICLES or group.label is not None:
        return False
    return any(
        unit.kind == "collective" and group.last <= at < min(limit, group.last + _BAND_REACH)
        for at, unit in starts["unit"].items()
    )


def _counts_persons(analysed: Analysed, group: Group, quantity: Quantity, grammar: Grammar) -> bool:
    """Whether a little word for one says that one more person or one casualty is meant: "un mort",
    "ein weiterer", یک کشته."""
    if group.kind not in _ARTICLES or quantity.first == quantity.last:
        return False
    patient_first = grammar.active == ("before",)
    acts = (
        mark
        for mark in analysed.marks("act")
        if mark.value == "person" or ((patient_first or group.kind == "one") and mark.kind in _BEFALLING)
    )
    return any(mark.first == quantity.last for mark in (*acts, *analysed.cue("more")))


def _is_told_to_be_harmed(analysed: Analysed, group: Group) -> bool:
    """Whether what befell one person is told right behind him: "a man was killed"."""
    if group.party != "people":
        return False
    reach = _TOLD_REACH * analysed.pace
    return any(0 <= m.first - group.last <= reach for m in analysed.marks("act") if m.kind in _BEFALLING)


def _describes_a_thing(analysed: Analysed, group: Group) -> bool:
    """Whether an article and a nationality stand before a noun that is nobody: "a Chinese company"."""
    if group.nationality is None:
        return False
    near = range(group.last, group.last + _TOLD_REACH * analysed.pace + 1)
    people = any(mark.first == group.last for mark in analysed.marks("party"))
    return not people and not any(mark.first in near for mark in analysed.marks("act"))


def _speaks(analysed: Analysed, group: Group) -> bool:
    """Whether one person counted by a little word is the one who tells ("said one resident")."""
    if group.kind not in ("one", "formed"):
        return False
    sentence = analysed.sentence
    start = sentence.starts[group.first]
    if any(mark.first == group.last and mark.kind in _BEFALLING for mark in analysed.marks("act")):
        return False  # "one person died, he said"
    opens_clause = start > 0 and sentence.folded[start - 1] == "'"  # "dit qu'un homme"
    return any(
        0 <= mark.first - group.last <= 1 or (mark.last == group.first and not opens_clause)
        for mark in analysed.cue("speech")
    )


def _past_classifier(analysed: Analysed, quantity: Quantity, grammar: Grammar) -> int:
    """The token after the classifier behind a number (3名, 20多名); after the number where none is."""
    words, at = analysed.sentence.words, quantity.last
    if not grammar.classifiers or quantity.kind == "vague":
        return at
    return at + 1 if at < len(words) and words[at] in grammar.classifiers else quantity.last


def _ends(
    analysed: Analysed,
    group: Group,
    index: int,
    quantity: Quantity,
    starts: dict[str, dict[int, Mark]],
    grammar: Grammar,
) -> bool:
    """Whether the counted phrase ends before this token: a sign, a preposition, "and", or a verb."""
    if analysed.sentence.words[index] in _STOPS:
        return True
    rules = grammar.verb_final
    if rules is not None and ends_phrase(rules, analysed, group, index, starts["party"].get(index)):
        return True
    act = starts["act"].get(index)
    if act is not None and index not in starts["party"]:
        inside = act.kind in _BEFALLING and index - quantity.last <= analysed.pace
        # Where a classifier opens the phrase, whatever describes the people stands before them.
        return not (inside or group.classified) or bool(group.party)
    role = starts["role"].get(index)
    if role is not None and role.kind == "not_origin" and index in starts["party"]:
        role = None  # "elements of": the word for people that the phrase begins with
    if (role is not None or index in starts["cue:genitive"]) and not _heads(group, index, quantity):
        return True
    if role is not None and grammar.verb_first and role.kind != "origin":
        return True  # of all its prepositions only "from" parts a number: ثلاثة من الجنود
    if bool(group.party) and index in starts["cue:agent"]:
        return True
    clauses = ("cue:after", "cue:conjunction")
    if rules is None and group.inner is not None and any(index in starts[layer] for layer in clauses):
        return True
    return index in starts["cue:and"] and bool(group.party)


def _befell(analysed: Analysed, act: Mark, quantity: Quantity) -> bool:
    """Whether an act inside the counted phrase is what this text tells of them: "three wounded men"."""
    return act.kind in _BEFALLING and act.first - quantity.last <= analysed.pace


def _inside_word(analysed: Analysed, group: Group, quantity: Quantity, index: int) -> bool:
    """Whether a measure is only a part of some word: where characters are tokens, measures stand right
    behind their number."""
    return analysed.pace > 1 and (group.classified or index > quantity.last + 1)


def _is_measured(starts: dict[str, dict[int, Mark]], index: int, party: Mark | None, group: Group) -> bool:
    """Whether a unit of measure stands here, and no longer word for people.

    A *collective* is one only right behind the number: "three gangs", but "three members of a gang".
    """
    unit = starts["unit"].get(index)
    if unit is not None and (unit.kind == "age" or (unit.kind == "collective" and group.party)):
        return False
    return unit is not None and (party is None or unit.last >= party.last)


def _is_thing(starts: dict[str, dict[int, Mark]], index: int, party: Mark | None) -> bool:
    """Whether a thing that can be counted stands here, and no trade in it: "nine grenades"."""
    item = starts["item"].get(index)
    if item is None or party is not None or item.kind in _SUBSTANCES:
        return False
    return item.last not in starts["party"]


def _note_adjective(group: Group, index: int, starts: dict[str, dict[int, Mark]]) -> None:
    nation = starts["nation"].get(index)
    if group.inner is not None and not group.party and index > group.inner.last:
        return  # "the bodies of two killed were handed to the Afghan side": another phrase
    if nation is not None and group.nationality is None:
        group.nationality = nation.kind
        group.last = max(group.last, nation.last)


def _name_party(
    analysed: Analysed, group: Group, party: Mark, starts: dict[str, dict[int, Mark]], grammar: Grammar
) -> None:
    group.party = party.kind
    group.label = analysed.sentence.raw(party.first, party.last)
    if not grammar.head_final:
        _nationality_after(analysed, group, starts)


def _heads(group: Group, index: int, quantity: Quantity) -> bool:
    """Whether a preposition here still belongs to the group: "three of them", "members of"."""
    return index == quantity.last or (index == group.last and (group.party == "people" or group.classified))


def _nationality_after(analysed: Analysed, group: Group, starts: dict[str, dict[int, Mark]]) -> None:
    """ "Three citizens of China": the country after the party."""
    if group.nationality is not None:
        return
    for mention in analysed.places:
        if 0 <= mention.first - group.last <= 1 and mention.places and mention.places[0].kind == "country":
            group.nationality = mention.places[0].code
            return
    for at in (group.last, group.last + 1):
        nation = starts["nation"].get(at)
        if nation is not None:
            group.nationality = nation.kind
            group.last = nation.last
            return


def _described_before(
    group: Group, starts: dict[str, dict[int, Mark]], words: Sequence[str], rules: VerbFinal | None
) -> bool:
    """Whether "armed" stands before the number ("куралдуу төрт адам"), or "attacking"; notes a nationality
    there."""
    at = group.first - 1
    nation = starts["nation"].get(at)
    if nation is not None and nation.last == group.first and group.nationality is None:
        group.nationality = nation.kind
    event = next((e for e in starts["event"].values() if e.last == group.first), None)
    if event is None or event.kind not in ("armed", "attack"):
        return False
    attacking = rules is not None and words[at].endswith(rules.participles)
    return event.kind == "armed" or attacking  # "three people who attacked": шабуыл жасаған үш адам


def _settle_party(group: Group, armed: bool) -> None:
    if group.party in ("", "people") and group.nationality is not None:
        group.party = "militants" if armed else "civilians"
    elif group.party in ("", "people") and armed:
        group.party = "militants"


def _left_masters(analysed: Analysed, group: Group) -> None:
    """Whose forces are counted, where that stands right before the number: "of the Taliban two soldiers"."""
    if group.party in _FORCES and any(
        mark.last == group.first and mark.kind == "taliban" for mark in analysed.marks("party")
    ):
        group.party = "taliban"


def _refine_force(analysed: Analysed, group: Group, starts: dict[str, dict[int, Mark]]) -> None:
    """ "Two soldiers from the border guards" are border guards."""
    role = starts["role"].get(group.last)
    if group.party not in ("military", "police") or role is None or role.kind != "origin":
        return
    force = starts["party"].get(role.last)
    if force is not None and force.kind == "border_guards":
        group.party, group.last = force.kind, force.last
        group.label = analysed.sentence.raw(force.first, force.last)


def _left_party(analysed: Analysed, group: Group, groups: list[Group]) -> None:
    """A party that stands right before a bare number: 公民3死1伤, "militants: 4"."""
    if group.party or group.kind == "vague":
        return
    words = analysed.sentence.words
    at = group.first
    if at and words[at - 1] in ":-":
        at -= 1
    elif at and words[at - 1] < _OTHER_SCRIPTS and not ends_phrase_at(analysed, group.last):
        return  # "the Taliban hanged two murderers": whoever else is counted has a name of their own
    for mark in reversed(analysed.cue("topic")):
        if mark.last == at:
            at = mark.first
    for mark in analysed.marks("party"):
        if mark.last == at and mark.kind != "people":
            if any(other.first <= mark.first < other.last for other in groups):
                return
            group.party = mark.kind
            group.label = analysed.sentence.raw(mark.first, mark.last)
            nation = next(
                (n for n in analysed.marks("nation") if n.last in (mark.first, mark.first - 1)), None
            )
            group.nationality = nation.kind if nation else None
            return
    for nation in analysed.marks("nation") if analysed.pace == 1 else ():
        if nation.last == group.first and not any(g.first <= nation.first < g.last for g in groups):
            group.party, group.nationality = "civilians", nation.kind  # صينيين اثنين: two Chinese
            return


def ends_phrase_at(analysed: Analysed, index: int) -> bool:
    """Whether no noun can follow before this token: a sign, a verb, "and" or a preposition stands there."""
    if index >= len(analysed.sentence) or analysed.sentence.words[index] in _STOPS:
        return True
    layers = ("act", "role", "cue:and", "cue:after", "cue:more", "cue:negation", "vague", "formed", "party")
    return any(mark.first == index for layer in layers for mark in analysed.marks(layer))


def _note_more(analysed: Analysed, group: Group) -> None:
    for mark in analysed.cue("more"):
        if mark.last == group.first or group.first <= mark.first <= group.last:
            group.more = True
            group.last = max(group.last, mark.last)
