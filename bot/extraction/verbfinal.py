"""Languages that end the clause with its verb and say by endings who did what to whom.

There agent and patient both stand before the verb, a participle may stand before the noun it tells
of, and what denies a verb is its own ending or the word after it. Which endings do so is data of the
pack; nothing here knows a language, and nothing here finds figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.analysis import Analysed, other_matters
from bot.extraction.entries import Mark
from bot.extraction.groups import Group

DISTANCE = 0.5
"""What a word between a patient and the verb at the end costs, where elsewhere one costs 1."""
_PARTICIPLE_REACH = 3
_DENIALS = (("negation", 1), ("hypothetical", 1), ("loss_unknown", 5))
"""Cues behind a verb that deny it, and how far they reach back."""
_SHORTEST_STEM = 3
_NO_HARM = ("border", "seize")
_SIGNS = frozenset(",;:()")


@dataclass(frozen=True, slots=True)
class VerbFinal:
    """The endings and little words of one language, folded.

    ``participles``: of verbs that may stand before whom they befell. ``finite``: of verbs that end a
    clause. ``unreal``: of verbs that did not happen (denied, intended, possible). ``oblique``: of nouns
    that are no patient; ``objects``: of those that an active verb befell. ``beside``: words after a noun
    that make it none ("with", "against"). ``made_of``: words that let such a noun be counted again ("a
    group made of four persons"). ``plural``: endings and words that show more than one. ``heads``: forms
    of words for people that end the counted phrase; ``members``: stems of words for members. ``whole``:
    nouns that only look inflected. ``ordinals``: what makes an ordinal of digits (3'üncü).
    """

    participles: tuple[str, ...] = ()
    finite: tuple[str, ...] = ()
    unreal: tuple[str, ...] = ()
    oblique: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()
    made_of: frozenset[str] = frozenset()
    plural: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()
    ordinals: tuple[str, ...] = ()


def is_unreal(rules: VerbFinal, analysed: Analysed, act: Mark) -> bool:
    """Whether the act's own ending or a word right after it says that it did not happen."""
    words = analysed.sentence.words
    if words[act.last - 1].endswith(rules.unreal):
        return True
    return any(
        act.first < mark.first
        and mark.first - act.last <= reach
        and act.last < mark.last
        and not _sign_between(words, act.last, mark.first)
        for cue, reach in _DENIALS
        for mark in analysed.cue(cue)
    )


def may_precede(rules: VerbFinal, analysed: Analysed, act: Mark, group: Group) -> bool:
    """Whether an act may stand before the group it befell: a noun, or a participle close to it."""
    if act.value == "noun":
        return True
    words = analysed.sentence.words
    close = group.first - act.last <= _PARTICIPLE_REACH and not _sign_between(words, act.last, group.first)
    return close and words[act.last - 1].endswith(rules.participles)


def is_aside(rules: VerbFinal, analysed: Analysed, group: Group) -> bool:
    """Whether the ending of a group or the word after it says that the act befell somebody else."""
    words = analysed.sentence.words
    following = words[group.last] if group.last < len(words) else ""
    if following in rules.beside and not any(q.first == group.last + 1 for q in analysed.quantities):
        return True  # before another number the word for "with" joins: "3 saldırgan ile 2 asker"
    if any(mark.first == group.last for mark in analysed.cue("agent_after")):
        return True
    if not group.party and following and (is_oblique(rules, following) or _counts_agents(analysed, group)):
        return True  # the number counts the noun behind it: "from two sides", "by three militants"
    return is_oblique(rules, words[group.last - 1]) and following not in rules.made_of


def _counts_agents(analysed: Analysed, group: Group) -> bool:
    """Whether a number stands before those who acted."""
    return any(party.first == group.last and is_agent(analysed, party) for party in analysed.marks("party"))


def ends_phrase(rules: VerbFinal, analysed: Analysed, group: Group, index: int, party: Mark | None) -> bool:
    """Whether a counted phrase ends before this token: after a word for people that is its head, at a
    noun in another case, at those who acted."""
    words = analysed.sentence.words
    if group.party == "people" and index == group.last and words[index - 1] in rules.heads:
        return True
    return is_oblique(rules, words[index]) if party is None else is_agent(analysed, party)


def is_agent(analysed: Analysed, party: Mark) -> bool:
    """Whether the word after a party shows that it acted: "by the border guards"."""
    return any(mark.first == party.last for mark in analysed.cue("agent_after"))


def is_oblique(rules: VerbFinal, word: str) -> bool:
    """Whether a noun stands in a case that no patient has, and none that describes one."""
    if not word.endswith(rules.oblique) or word in rules.whole:
        return False
    return any(word.endswith(end) and len(word) >= len(end) + _SHORTEST_STEM for end in rules.oblique)


def is_other_side(
    rules: VerbFinal, analysed: Analysed, group: Group, act: Mark, groups: Sequence[Group]
) -> bool:
    """Whether another group stands between, to which the act belongs: this one did it, or its clause ends.

    "Two guards killed three intruders" is two groups before one verb there; groups joined by "and" or a
    comma share it, unless a verb has ended the clause of the first.
    """
    between = [other for other in groups if group.last <= other.first and other.last <= act.first]
    if not between:
        return False
    words = analysed.sentence.words
    first, last = group.last, between[0].first
    if any(_ends_clause(rules, analysed, index) for index in range(first, last)):
        return True
    if act.value != "active" or any(first <= mark.first < last for mark in analysed.cue("and")):
        return False
    is_object = words[between[0].last - 1].endswith(rules.objects)
    listed = _sign_between(words, first, last)
    return not listed or (is_object and not words[group.last - 1].endswith(rules.objects))


def take_party_of_toll(analysed: Analysed, group: Group) -> None:
    """Give a number to which a toll rose the party whose toll it is: "ölen asker sayısı 23'e yükseldi"."""
    tolls = {mark.first for mark in analysed.cue("toll") if mark.last <= group.first}
    for party in analysed.marks("party"):
        if party.last in tolls and party.kind != "people":
            group.party = party.kind
            group.label = analysed.sentence.raw(party.first, party.last)


def take_party_of_members(rules: VerbFinal, analysed: Analysed, group: Group) -> None:
    """Give counted members the party before their number: "террордук уюмдун үч мүчөсү"."""
    words = analysed.sentence.words
    if group.party != "people" or not words[group.last - 1].startswith(rules.members):
        return
    for party in analysed.marks("party"):
        if party.last == group.first and party.kind != "people":
            group.party = party.kind
            group.label = analysed.sentence.raw(party.first, party.last)


def leads_to_another(rules: VerbFinal, analysed: Analysed) -> bool:
    """Whether harm only leads up to a verb about something else: "after the attack that killed three
    the ministers met", "the guards who fell were honoured". Behind the harm, without a sign between,
    stands the word for "after", or the harm itself is a participle or the object of that verb."""
    words = analysed.sentence.words
    others = [mark.first for mark in other_matters(analysed)]
    if not others:
        return False
    harm = [m for name in ("act", "event") for m in analysed.marks(name) if m.kind not in _NO_HARM]
    if not harm:
        return False
    end = max(mark.last for mark in harm)
    other = min((first for first in others if first >= end), default=0)
    if not other or _sign_between(words, end, other):
        return False
    after = any(0 <= mark.first - end <= 1 and mark.last <= other for mark in analysed.cue("after"))
    return after or words[end - 1].endswith(rules.participles) or other - end <= 1


def shows_many(rules: VerbFinal, word: str) -> bool:
    """Whether a noun is in the plural or names people in the mass."""
    return any(ending in word[_SHORTEST_STEM:] or word == ending for ending in rules.plural)


def _ends_clause(rules: VerbFinal, analysed: Analysed, index: int) -> bool:
    """Whether a comma, or "and", stands here right after a verb that ends a clause."""
    words = analysed.sentence.words
    joint = words[index] in _SIGNS or any(mark.first == index for mark in analysed.cue("and"))
    if not joint or not index:
        return False
    return words[index - 1].endswith(rules.finite) and len(words[index - 1]) > _SHORTEST_STEM


def _sign_between(words: Sequence[str], first: int, last: int) -> bool:
    return any(word in _SIGNS for word in words[first:last])
