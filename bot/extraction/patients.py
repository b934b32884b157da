"""Languages that put whom an act befell before the verb, and tell patient and agent apart by small signs.

Persian and Tajik mark the object of an active verb (را, -ро) and put everybody else behind a
preposition; in Pashto whoever acted stands in the oblique case. Which words and endings do so is data
of the pack; nothing here knows a language, and nothing here finds figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.analysis import Analysed, other_matters
from bot.extraction.entries import Mark
from bot.extraction.groups import Group

_MARKER_REACH = 4
_DENIAL_REACH = 1
_SHORTEST_STEM = 3
_RELATIVE_REACH = 2
_LAST_WORDS = 6
_SIGNS = frozenset(",;:()")


@dataclass(frozen=True, slots=True)
class PatientMarking:
    """The signs of one language, folded.

    ``object_markers`` are words and ``object_endings`` endings of whom an active verb befell.
    ``prepositions``: a number right after one is no patient, except of a noun after a ``genitive`` one;
    ``aimed`` are those that stand before the target of an attack. ``oblique_endings`` and
    ``oblique_numbers``: of those who acted, or who belong to a noun. ``plural``: endings that show more
    than one. ``finite``: endings of verbs that end a clause. ``relative``: the word that opens a clause
    about the noun before it.
    """

    object_markers: frozenset[str] = frozenset()
    object_endings: tuple[str, ...] = ()
    prepositions: frozenset[str] = frozenset()
    genitive: frozenset[str] = frozenset()
    aimed: frozenset[str] = frozenset()
    oblique_endings: tuple[str, ...] = ()
    oblique_numbers: frozenset[str] = frozenset()
    plural: tuple[str, ...] = ()
    finite: tuple[str, ...] = ()
    relative: frozenset[str] = frozenset()


def cannot_befall(
    rules: PatientMarking, analysed: Analysed, group: Group, act: Mark, groups: Sequence[Group]
) -> bool:
    """Whether the small signs of the sentence rule out that the act befell the group."""
    if act.last <= group.first:
        return act.value != "noun"
    if act.first == group.last and not group.party:
        return False  # "three dead": the participle itself is what is counted
    if act.value == "noun":
        return (
            is_aside(rules, analysed, group)
            and analysed.sentence.words[group.first - 1] not in rules.genitive
        )
    if is_aside(rules, analysed, group) or is_oblique(rules, analysed, group):
        return True
    before = [other for other in groups if other.last <= act.first]
    if act.value == "active" and _is_other_object(rules, analysed, group, act, before):
        return True
    return _is_other_side(rules, analysed, group, act, before)


def is_aside(rules: PatientMarking, analysed: Analysed, group: Group) -> bool:
    """Whether a preposition stands right before the group: "in a clash with three smugglers"."""
    return group.first > 0 and analysed.sentence.words[group.first - 1] in rules.prepositions


def is_oblique(rules: PatientMarking, analysed: Analysed, group: Group) -> bool:
    """Whether the group stands in the case of those who acted."""
    words = analysed.sentence.words
    if not rules.oblique_numbers.isdisjoint(words[group.first : group.last]):
        return True
    return has_oblique_ending(rules, words[group.last - 1])


def has_oblique_ending(rules: PatientMarking, word: str) -> bool:
    """Whether a noun has the ending of those who acted."""
    return len(word) > _SHORTEST_STEM and word.endswith(rules.oblique_endings)


def _carries_object_sign(rules: PatientMarking, analysed: Analysed, last: int) -> bool:
    """Whether a noun phrase whose head ends before token ``last`` is marked as the object."""
    words = analysed.sentence.words
    if words[last - 1].endswith(rules.object_endings):
        return True
    others = {mark.first for mark in analysed.marks("party")}
    for index in range(last, min(len(words), last + _MARKER_REACH)):
        word = words[index]
        if word in _SIGNS or index in others:
            return False
        if word in rules.object_markers or word.endswith(rules.object_endings):
            return True
    return False


def whom_it_was_aimed_at(rules: PatientMarking, analysed: Analysed, group: Group) -> str | None:
    """The party before a group without one that was attacked: "they fired at the guards and killed two"."""
    words = analysed.sentence.words
    for party in reversed(analysed.marks("party")):
        if party.last > group.first or party.kind == "people" or not party.first:
            continue
        attacked = any(
            party.last <= mark.first < group.first and mark.kind in ("attack", "resistance")
            for mark in analysed.marks("event")
        )
        if attacked and words[party.first - 1] in rules.aimed:
            return party.kind
    return None


def is_unreal(analysed: Analysed, act: Mark) -> bool:
    """Whether a word that denies stands right behind the act, or right before it on its own."""
    words = analysed.sentence.words
    for mark in analysed.cue("negation"):
        behind, ahead = mark.first - act.last, act.first - mark.last
        if 0 <= behind <= _DENIAL_REACH and not _sign_between(words, act.last, mark.first):
            return True
        if ahead == 0 and not _is_part_of_phrase(analysed, mark):
            return True
    return False


def is_one_patient(rules: PatientMarking, analysed: Analysed, party: Mark, act: Mark) -> bool:
    """Whether a noun before a verb without a plural of its own names one person whom it befell."""
    words = analysed.sentence.words
    noun = words[party.last - 1]
    behind = party.first > 0 and words[party.first - 1] in rules.prepositions
    many = shows_many(rules, noun) or has_oblique_ending(rules, noun)
    return party.last <= act.first and not many and not behind


def shows_many(rules: PatientMarking, word: str) -> bool:
    """Whether a noun is in the plural."""
    return any(ending in word[_SHORTEST_STEM:] for ending in rules.plural)


def words_in_relative_clause(rules: PatientMarking, analysed: Analysed, first: int, last: int) -> int:
    """How many words between a noun and its verb belong to a clause about the noun ("who had crossed")."""
    words = analysed.sentence.words
    for index in range(first, min(last, first + _RELATIVE_REACH + 1)):
        if words[index] in rules.relative:
            end = next((at for at in range(index + 2, last) if words[at] == ","), None)
            return end - index if end is not None else 0
    return 0


def ends_in_another_matter(analysed: Analysed) -> bool:
    """Whether the verb at the end is about something else than the harm before it ("... was condemned")."""
    matters = other_matters(analysed)
    if not matters:
        return False
    harm = [m for layer in ("act", "event") for m in analysed.marks(layer) if m.kind != "border"]
    if not harm:
        return False
    end = len(analysed.sentence)
    last = max(mark.last for mark in matters)
    return last > max(mark.last for mark in harm) and end - last <= _LAST_WORDS


def _is_other_object(
    rules: PatientMarking, analysed: Analysed, group: Group, act: Mark, before: Sequence[Group]
) -> bool:
    """Whether somebody else, counted or not, is the marked object of an active verb: "four gunmen killed
    the guards". Who is joined to the object by "and" shares its sign."""
    counted = [(g.first, g.last) for g in before if g.first >= group.last]
    named = [
        (m.first, m.last) for m in analysed.marks("party") if group.last <= m.first and m.last <= act.first
    ]
    marked = sorted(place for place in (*counted, *named) if _carries_object_sign(rules, analysed, place[1]))
    return bool(marked) and not _are_joined(rules, analysed, group.last, marked[0][0])


def _is_other_side(
    rules: PatientMarking, analysed: Analysed, group: Group, act: Mark, before: Sequence[Group]
) -> bool:
    """Whether another group stands nearer to the verb and is not joined to this one by "and" or a comma."""
    between = [
        other
        for other in before
        if group.last <= other.first
        and (other.party or other.last == act.first)
        and not is_aside(rules, analysed, other)
        and not is_oblique(rules, analysed, other)
    ]
    return bool(between) and not _are_joined(rules, analysed, group.last, between[0].first)


def _are_joined(rules: PatientMarking, analysed: Analysed, first: int, last: int) -> bool:
    """Whether "and" or a sign, and no end of a clause, stands between two phrases."""
    words = analysed.sentence.words
    joints = {mark.first for mark in analysed.cue("and")}
    joints.update(index for index in range(first, last) if words[index] in _SIGNS)
    own = sorted(index for index in joints if first <= index < last)
    if not own:
        return False
    return not any(_is_finite(rules, words[index - 1]) for index in own)


def _is_finite(rules: PatientMarking, word: str) -> bool:
    return word in rules.finite or (len(word) > _SHORTEST_STEM and word.endswith(rules.finite))


def _is_part_of_phrase(analysed: Analysed, mark: Mark) -> bool:
    """Whether a word that denies belongs to a phrase of its own: "they did not surrender"."""
    return any(
        other.first <= mark.first < other.last
        for layer in ("event", "act", "cue:no_loss")
        for other in analysed.marks(layer)
    )


def _sign_between(words: Sequence[str], first: int, last: int) -> bool:
    return any(word in _SIGNS for word in words[first:last])
