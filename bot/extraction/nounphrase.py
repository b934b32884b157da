"""The noun phrase behind a number: which words belong to it, where it ends, and whom it counts.

"Four heavily armed men from Afghanistan" goes on over adjectives, nationalities and acts that already
befell them to the word for people; a sign, a verb or a preposition ends it. Only words are walked here:
what the neighbours of the phrase say of it is asked in ``groupparty``.
"""

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.groups import ARTICLES, BEFALLING, STOPS, Group
from bot.extraction.numbers import Quantity
from bot.extraction.verbfinal import ends_phrase

_SUBSTANCES = frozenset(("drugs", "heroin", "opium", "hashish", "cannabis", "methamphetamine", "money"))


def walk_phrase(
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
    return group.kind in ARTICLES and pair and party.last - 1 in starts["unit"]


def past_classifier(analysed: Analysed, quantity: Quantity, grammar: Grammar) -> int:
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
    if analysed.sentence.words[index] in STOPS:
        return True
    rules = grammar.verb_final
    if rules is not None and ends_phrase(rules, analysed, group, index, starts["party"].get(index)):
        return True
    act = starts["act"].get(index)
    if act is not None and index not in starts["party"]:
        inside = act.kind in BEFALLING and index - quantity.last <= analysed.pace
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
    return act.kind in BEFALLING and act.first - quantity.last <= analysed.pace


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
