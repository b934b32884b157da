"""What happened: one event type from the words met in the current sentences.

The strongest type of the precedence list that the text bears out wins; what
else was met is kept as ``types_seen``. Words about workplaces, plots and weapons found are no acts.
"""

from collections.abc import Sequence

from bot.extraction.analysis import Analysed, covered
from bot.extraction.entries import Mark
from bot.extraction.figures import Cells
from bot.model.vocabulary import EventType, Measure, Party, SegmentKind

_OPENING = (SegmentKind.TITLE, SegmentKind.LEAD)
_STATE = frozenset((Party.BORDER_GUARDS, Party.MILITARY, Party.POLICE))
_FORCES = frozenset((*_STATE, Party.TALIBAN)) - {Party.POLICE}
_HOSTILE = ("militants", "smugglers")
_ARMIES = ("military", "taliban")
_FIRE = ("attack", "shelling", "resistance")
_FIRE_REACH, _FIRE_FROM, _SPEECH_REACH = 3, 14, 3


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
        self.drone_over_border = False
        self.armies_fire = False
        self.retreat = False
        for sentence in current:
            if sentence.layers.keys().isdisjoint(_LAYERS):
                continue
            words = {f"event:{kind}" for kind in sentence.kinds("event")}
            words |= {f"act:{kind}" for kind in _acts(sentence)}
            speaking = _speaking(sentence)
            words |= {f"party:{m.kind}" for m in sentence.marks("party") if m.first not in speaking}
            words |= {f"item:{kind}" for kind in sentence.kinds("item")}
            if sentence.cue("hypothetical") and sentence.cue("plot"):
                words -= {"event:attack", "event:explosion"}
            self.all |= words
            if sentence.kind in _OPENING:
                self.opening |= words
                self.armies_fire = self.armies_fire or _army_fires(sentence)
                self.retreat = self.retreat or _soldiers_flee(sentence)
            if sentence.kind is SegmentKind.TITLE:
                self.title |= words
            if "event:drone" in words and not _drone_seized(sentence):
                violent = {"event:attack", "event:armed", "event:explosion", "act:death", "act:injury"}
                violent |= {"act:euphemism", "event:resistance", "event:shelling"}
                self.armed_drone = self.armed_drone or bool(words & violent)
                self.drone_over_border = self.drone_over_border or sentence.kind in _OPENING

    def opens(self, *words: str) -> bool:
        return any(word in self.opening for word in words)

    def has(self, *words: str) -> bool:
        return any(word in self.all for word in words)


def _acts(sentence: Analysed) -> set[str]:
    """The kinds of acts; "border crossing closed" tells of no crossing."""
    closed = covered(mark for mark in sentence.marks("event") if mark.kind == "closure")
    return {mark.kind for mark in sentence.marks("act") if mark.kind != "cross" or mark.first not in closed}


def _speaking(sentence: Analysed) -> set[int]:
    """The tokens of those who only tell of it: speakers beside a word for speech."""
    speakers = sentence.marks("speaker")
    if not speakers:
        return set()
    reach = _SPEECH_REACH * sentence.pace
    told = sentence.cue("speech")
    return covered(
        m
        for m in speakers
        if any(-reach <= m.first - said.last and said.first - m.last <= reach for said in told)
    )


def _army_fires(sentence: Analysed) -> bool:
    """Whether soldiers or the Taliban shoot: they stand before the shots in their clause, or right behind
    them ("fire by Pakistani forces"); so do border guards where two countries are named."""
    shots = [m for m in sentence.marks("event") if m.kind in _FIRE]
    if not shots:
        return False
    speaking = _speaking(sentence)
    kinds = _ARMIES if len(_countries(sentence)) < 2 else (*_ARMIES, "border_guards")
    armies = [m for m in sentence.marks("party") if m.kind in kinds and m.first not in speaking]
    return any(_shoots(sentence, army, shot) for army in armies for shot in shots)


def _countries(sentence: Analysed) -> set[str]:
    """The countries that a sentence names, by their people or by themselves."""
    named = {place.country for m in sentence.places for place in m.places if place.kind == "country"}
    return {country for country in named if country} | sentence.kinds("nation")


def _shoots(sentence: Analysed, army: Mark, shot: Mark) -> bool:
    before = army.last <= shot.first
    first, last = (army.last, shot.first) if before else (shot.last, army.first)
    reach = (_FIRE_FROM if before else _FIRE_REACH) * sentence.pace
    return last - first <= reach and not any(word in ",;:" for word in sentence.sentence.words[first:last])


def _soldiers_flee(sentence: Analysed) -> bool:
    """Whether soldiers come over the line to save themselves: a war behind the border, and no fight on it."""
    if not sentence.has("party", "military"):
        return False
    flee = sentence.has("act", "escape")
    crossing = sentence.has("act", "cross") and not sentence.has("party", *_HOSTILE)
    return flee or crossing


def _drone_seized(sentence: Analysed) -> bool:
    """A drone among things taken, or on people taken, is no attack by drone."""
    return sentence.has("act", "seize", "detain") and not sentence.has("event", "attack", "explosion")


def event_types(current: Sequence[Analysed], cells: Cells) -> tuple[EventType, tuple[EventType, ...]]:
    """The type of the event, and every type that the text bears out, strongest first."""
    seen = _Seen(current, cells)
    found = [kind for kind in EventType if _borne_out(kind, seen)]
    if not found and seen.opens("event:attack"):
        found = [EventType.SHELLING_CROSSFIRE]  # shots, and nobody is said to have come over
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
    carrier = not seen.harmed and seen.has("event:drugs", "item:drugs") and seen.has("act:seize")
    if not seen.armed_drone and (carrier or not seen.drone_over_border):
        return False
    return bool(seen.harmed) or seen.opens("event:attack", "event:drone") or bool(seen.cells)


def _abduction(seen: _Seen) -> bool:
    if seen.opens("act:abduct") or any(m is Measure.ABDUCTED for m, _ in seen.cells):
        return True
    held = seen.has("act:abduct") and seen.opens("party:militants")
    return held and not seen.harmed and not seen.opens("event:clash", "event:attack")


def _attack_on_civilians(seen: _Seen) -> bool:
    gunmen = seen.opens(*(f"party:{name}" for name in _HOSTILE))
    struck = seen.has("event:attack") or gunmen or seen.opens("event:resistance")
    attacked = seen.opens("event:attack") or (struck and Party.CIVILIANS in seen.harmed)
    if not attacked or seen.opens("event:mine"):
        return False
    if not gunmen and _forces_fight(seen):
        return False
    if seen.harmed - {Party.UNKNOWN}:
        return Party.CIVILIANS in seen.harmed and not seen.harmed & {Party.MILITANTS, Party.SMUGGLERS}
    return seen.opens("party:civilians") and not seen.opens(
        "event:clash", "party:border_guards", "party:smugglers"
    )


def _forces_fight(seen: _Seen) -> bool:
    """Whether those who shoot are the forces of two states: civilians are then hit by crossfire.

    Fighting or shelling tells so, and an army beside the shots; guards or soldiers among the harmed do.
    """
    if seen.opens("event:clash") or seen.has("event:shelling") or seen.armies_fire:
        return True
    return bool(seen.harmed & _FORCES)


def _mine(seen: _Seen) -> bool:
    if seen.opens("event:mine"):
        return True
    return seen.opens("event:explosion") and not seen.has("event:attack", "event:clash", "event:drone")


def _clash(seen: _Seen) -> bool:
    if _is_retreat(seen):
        return False
    if _across(seen) and not seen.harmed & {Party.MILITANTS, Party.SMUGGLERS}:
        return False
    if seen.opens("event:clash") or (seen.has("event:clash", "event:resistance") and seen.harmed):
        return True
    if seen.harmed & {Party.MILITANTS, Party.SMUGGLERS}:
        return True
    if seen.has("event:resistance") and seen.has(*(f"party:{name}" for name in _HOSTILE)):
        return True
    hostile = (f"party:{name}" for name in _HOSTILE)
    if seen.retreat and not seen.has(*hostile):
        return False
    return bool(seen.harmed & _STATE) and seen.has("event:attack", "event:armed", "act:cross", *hostile)


def _is_retreat(seen: _Seen) -> bool:
    """Soldiers who came over the border after a fight elsewhere, nobody harmed on it."""
    return seen.retreat and not seen.harmed and not seen.opens("event:attack", "event:resistance")


def _across(seen: _Seen) -> bool:
    """Fire over the line between two states' forces."""
    if _is_retreat(seen):
        return False
    hostile = seen.opens(*(f"party:{name}" for name in _HOSTILE)) or seen.has("act:cross")
    if seen.opens("event:shelling") or (seen.has("event:shelling") and not hostile):
        return True
    forces = seen.has("party:border_guards", "party:military") and seen.has("party:taliban", "party:military")
    return seen.has("event:clash") and forces and not hostile


def _shelling(seen: _Seen) -> bool:
    return _across(seen) or (seen.armies_fire and seen.opens("event:attack"))


def _infiltration(seen: _Seen) -> bool:
    if _is_retreat(seen):
        return False
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
