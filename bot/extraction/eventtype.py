"""What happened: one event type from the words met in the current sentences.

The strongest type of the precedence list that the text bears out wins; what
else was met is kept as ``types_seen``. Words about workplaces, plots and weapons found are no acts.
"""

from collections.abc import Sequence

from bot.extraction.analysis import Analysed, covered
from bot.extraction.figures import Cells
from bot.model.vocabulary import EventType, Measure, Party, SegmentKind

_OPENING = (SegmentKind.TITLE, SegmentKind.LEAD)
_STATE = frozenset((Party.BORDER_GUARDS, Party.MILITARY, Party.POLICE))
_HOSTILE = ("militants", "smugglers")


_LAYERS = ("event", "act", "party", "item")


class _Seen:
    """Which words stand in the opening, which anywhere in the current text, and who was harmed."""

    def __init__(self, current: Sequence[Analysed], cells: Cells) -> None:
        self.cells = cells
        self.harmed = {
            party
            for (measure, party), finding in cells.items()
            if measure in (Measure.KILLED, Measure.WOUNDED) and finding.best != 0
        }
        self.title: set[str] = set()
        self.opening: set[str] = set()
        self.all: set[str] = set()
        self.armed_drone = False
        for sentence in current:
            if sentence.layers.keys().isdisjoint(_LAYERS):
                continue
            words = {f"event:{kind}" for kind in sentence.kinds("event")}
            words |= {f"act:{kind}" for kind in _acts(sentence)}
            words |= {f"party:{kind}" for kind in sentence.kinds("party")}
            words |= {f"item:{kind}" for kind in sentence.kinds("item")}
            if sentence.cue("hypothetical") and sentence.cue("plot"):
                words -= {"event:attack", "event:explosion"}
            self.all |= words
            if sentence.kind in _OPENING:
                self.opening |= words
            if sentence.kind is SegmentKind.TITLE:
                self.title |= words
            if "event:drone" in words and not _drone_seized(sentence):
                violent = {"event:attack", "event:armed", "event:explosion", "act:death", "act:injury"}
                violent |= {"act:euphemism", "event:resistance", "event:shelling"}
                self.armed_drone = self.armed_drone or bool(words & violent) or sentence.kind in _OPENING

    def opens(self, *words: str) -> bool:
        return any(word in self.opening for word in words)

    def has(self, *words: str) -> bool:
        return any(word in self.all for word in words)


def _acts(sentence: Analysed) -> set[str]:
    """The kinds of acts; "border crossing closed" tells of no crossing."""
    closed = covered(mark for mark in sentence.marks("event") if mark.kind == "closure")
    return {mark.kind for mark in sentence.marks("act") if mark.kind != "cross" or mark.first not in closed}


def _drone_seized(sentence: Analysed) -> bool:
    """A drone among things taken, or on people taken, is no attack by drone."""
    return sentence.has("act", "seize", "detain") and not sentence.has("event", "attack", "explosion")


def event_types(current: Sequence[Analysed], cells: Cells) -> tuple[EventType, tuple[EventType, ...]]:
    """The type of the event, and every type that the text bears out, strongest first."""
    seen = _Seen(current, cells)
    found = [kind for kind in EventType if _borne_out(kind, seen)]
    if not found:
        return EventType.OTHER, ()
    if "event:closure" in seen.title and not seen.harmed:
        # the news is the closure; the fight that it followed is its cause
        found.sort(key=lambda kind: kind is not EventType.BORDER_CLOSURE)
    return found[0], tuple(found)


def _borne_out(kind: EventType, seen: _Seen) -> bool:
    rule = _RULES.get(kind)
    return rule is not None and rule(seen)


def _drone(seen: _Seen) -> bool:
    if not seen.armed_drone:
        return False
    return bool(seen.harmed) or seen.opens("event:attack", "event:drone") or bool(seen.cells)


def _abduction(seen: _Seen) -> bool:
    return seen.opens("act:abduct") or any(m is Measure.ABDUCTED for m, _ in seen.cells)


def _attack_on_civilians(seen: _Seen) -> bool:
    gunmen = seen.opens(*(f"party:{name}" for name in _HOSTILE))
    struck = seen.has("event:attack") or gunmen
    attacked = seen.opens("event:attack") or (struck and Party.CIVILIANS in seen.harmed)
    if not attacked or seen.opens("event:mine"):
        return False
    if seen.opens("event:shelling") and not gunmen:
        return False
    if seen.harmed - {Party.UNKNOWN}:
        return Party.CIVILIANS in seen.harmed and not seen.harmed & {Party.MILITANTS, Party.SMUGGLERS}
    return seen.opens("party:civilians") and not seen.opens("event:clash", "party:border_guards")


def _mine(seen: _Seen) -> bool:
    if seen.opens("event:mine"):
        return True
    return seen.opens("event:explosion") and not seen.has("event:attack", "event:clash", "event:drone")


def _clash(seen: _Seen) -> bool:
    if _across(seen) and not seen.harmed & {Party.MILITANTS, Party.SMUGGLERS}:
        return False
    if seen.opens("event:clash") or (seen.has("event:clash", "event:resistance") and seen.harmed):
        return True
    if seen.harmed & {Party.MILITANTS, Party.SMUGGLERS}:
        return True
    if seen.has("event:resistance") and seen.has(*(f"party:{name}" for name in _HOSTILE)):
        return True
    hostile = (f"party:{name}" for name in _HOSTILE)
    return bool(seen.harmed & _STATE) and seen.has("event:attack", "event:armed", "act:cross", *hostile)


def _across(seen: _Seen) -> bool:
    """Fire over the line between two states' forces."""
    hostile = seen.opens(*(f"party:{name}" for name in _HOSTILE)) or seen.has("act:cross")
    if seen.opens("event:shelling") or (seen.has("event:shelling") and not hostile):
        return True
    forces = seen.has("party:border_guards", "party:military") and seen.has("party:taliban", "party:military")
    return seen.has("event:clash") and forces and not hostile


def _shelling(seen: _Seen) -> bool:
    return _across(seen)


def _infiltration(seen: _Seen) -> bool:
    return seen.opens("act:cross") or (seen.has("act:cross") and seen.has("party:militants"))


def _drugs(seen: _Seen) -> bool:
    return seen.has("event:drugs", "item:drugs") and seen.has("act:seize")


def _weapons(seen: _Seen) -> bool:
    return seen.opens("act:seize") and seen.opens("event:arms_cache", "event:armed", "item:weapons")


def _detention(seen: _Seen) -> bool:
    return seen.opens("act:detain") or any(m is Measure.DETAINED for m, _ in seen.cells)


def _closure(seen: _Seen) -> bool:
    return seen.opens("event:closure")


_RULES = {
    EventType.DRONE_ATTACK: _drone,
    EventType.ABDUCTION: _abduction,
    EventType.ATTACK_ON_CIVILIANS: _attack_on_civilians,
    EventType.EXPLOSION_MINE: _mine,
    EventType.ARMED_CLASH: _clash,
    EventType.SHELLING_CROSSFIRE: _shelling,
    EventType.INFILTRATION: _infiltration,
    EventType.DRUG_SEIZURE: _drugs,
    EventType.WEAPONS_SEIZURE: _weapons,
    EventType.DETENTION: _detention,
    EventType.BORDER_CLOSURE: _closure,
}
