"""Whether an act that a sentence names took place, and as one of the kind we watch.

A crossing that is feared, a fight that a rumour made up and one of which it is said that there was none
did not take place; a death of cold or by one's own hand did, but is no incident of a border. What a whole
text is about is not judged here (``genre``).
"""

from collections.abc import Sequence

from bot.extraction.analysis import COUNTED_ACTS, Analysed
from bot.extraction.entries import Mark
from bot.model.vocabulary import SegmentKind

FIGHTS = ("clash", "attack", "armed", "drone", "shelling", "mine", "resistance")
HOSTILE = ("militants", "smugglers", "taliban")

_EVENT_KINDS = ("clash", "attack", "shelling", "mine", "drone", "closure", "explosion", "resistance")
_ENDS = ("death", "injury", "missing")
_SUPPOSED_REACH = 2
_NEGATED_REACH = 1


def tells_event(sentences: Sequence[Analysed]) -> bool:
    """Whether a sentence tells of an act that took place."""
    return any(not sentence.subordinate and _has_act(sentence) for sentence in sentences)


def is_no_violence(sentence: Analysed) -> bool:
    """Whether whoever came to harm in a sentence did so in no fight: by his own hand or a comrade's, of an
    illness or the cold, or, beside what the text is about, in an accident."""
    layers = sentence.layers
    if "exclude:own_hand" in layers and not sentence.has("party", *HOSTILE):
        return True
    mishap = "exclude:illness" in layers or (
        "exclude:accident" in layers and sentence.kind is SegmentKind.BODY
    )
    return mishap and not sentence.has("event", *FIGHTS) and not sentence.has("party", *HOSTILE)


def is_untrue(sentence: Analysed) -> bool:
    """Whether a sentence says of what it tells that it is made up."""
    return "exclude:rumour" in sentence.layers


def _has_act(sentence: Analysed) -> bool:
    """An act of the sentence's own event, not of a running total."""
    if ("act" not in sentence.layers and "event" not in sentence.layers) or is_untrue(sentence):
        return False
    natural = is_no_violence(sentence)
    for act in sentence.marks("act"):
        if act.kind == "cross":
            counts = not _is_supposed(sentence, act)
        elif act.kind == "seize":
            counts = sentence.has("item")
        else:
            counts = act.kind in COUNTED_ACTS and not (natural and act.kind in _ENDS)
        if counts and not sentence.is_total(act.first):
            return True
    return any(
        event.kind in _EVENT_KINDS and not sentence.is_total(event.first) and _took_place(sentence, event)
        for event in sentence.marks("event")
    )


def _took_place(sentence: Analysed, event: Mark) -> bool:
    """Whether an event was neither denied nor, if an attack, only feared."""
    return not _is_negated(sentence, event) and not (event.kind == "attack" and _is_supposed(sentence, event))


def _is_supposed(sentence: Analysed, act: Mark) -> bool:
    """Whether it is only feared or planned: "thousands may slip across", "could attack the posts"."""
    supposed = sentence.cue("hypothetical")
    if sentence.verb_final and any(-1 <= mark.first - act.last <= 1 for mark in supposed):
        return True
    return any(mark.first <= act.first and act.first - mark.last <= _SUPPOSED_REACH for mark in supposed)


def _is_negated(sentence: Analysed, event: Mark) -> bool:
    """Whether a sentence says that there was none: "no clashes on that stretch"."""
    return any(0 <= event.first - mark.last <= _NEGATED_REACH for mark in sentence.cue("negation"))
