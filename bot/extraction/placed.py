"""Mentions of places with the role that their sentence gives them, and how much they weigh.

Title and lead weigh more than the body, sentences that tell of an act more than others; a dateline says
where somebody wrote and is left out. What may be asked of a single mention is answered here; what all of
them add up to is decided in ``scene``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.extraction.analysis import Analysed
from bot.extraction.lexicon import Lexicon
from bot.extraction.places import PlaceMention
from bot.extraction.roles import assign_roles
from bot.extraction.speakers import home_of
from bot.model.place import Place
from bot.model.vocabulary import SegmentKind

WEIGHT = {SegmentKind.TITLE: 2.0, SegmentKind.LEAD: 3.0, SegmentKind.BODY: 1.5}
NOT_SCENE = frozenset(("origin", "direction", "residence", "opposite", "seat"))


@dataclass(slots=True)
class Placed:
    """A mention with its role and weight."""

    mention: PlaceMention
    role: str
    weight: float
    sentence: Analysed


def place_mentions(sentences: Iterable[Analysed], lexicon: Lexicon) -> list[Placed]:
    """All mentions in these sentences but datelines, in reading order."""
    placed: list[Placed] = []
    for sentence in sentences:
        if not sentence.places:
            continue
        weight = WEIGHT.get(sentence.kind, 0.5)
        if sentence.has("act") or sentence.has("event", "clash", "attack", "shelling", "mine", "drone"):
            weight += 1.0
        for mention, role in zip(sentence.places, assign_roles(sentence, lexicon), strict=True):
            if _is_dateline(sentence, mention):
                continue
            bonus = 0.5 if role == "scene" else 0.0
            placed.append(Placed(mention, role, weight + bonus, sentence))
    return placed


def _is_dateline(analysed: Analysed, mention: PlaceMention) -> bool:
    """A name at the very start of a text, set off by a comma, dash, colon or bracket."""
    if analysed.index > 2 or analysed.kind is SegmentKind.TITLE or mention.first > 2:
        return False
    words = analysed.sentence.words
    head = words[: mention.first]
    if any(word not in '("' for word in head):
        return False
    following = words[mention.last] if mention.last < len(words) else ""
    return following in ("(", "-", ":", "/", ",")


def is_country(item: Placed) -> bool:
    """Whether a mention names no more than a country."""
    return bool(item.mention.places) and item.mention.places[0].kind == "country"


def homeland(item: Placed) -> list[Place]:
    """Places of a name inside a speaker's name lie in the speaker's country: "Badakhshan police"."""
    mention = item.mention
    speaker = next((m for m in item.sentence.marks("speaker") if m.first <= mention.first < m.last), None)
    named = (*mention.places, *mention.others)
    home = [] if speaker is None else [p for p in named if p.country == home_of(speaker)]
    return home or list(mention.places)


def country_near(item: Placed) -> str | None:
    """The country that an adjective or name beside the mention gives it."""
    mention, sentence = item.mention, item.sentence
    if any(m.first == mention.last and m.kind.endswith("_after") for m in sentence.marks("role")):
        return None  # a postposition ends the phrase; what follows belongs to the next
    countries = [
        p for p in sentence.places if p is not mention and p.places and p.places[0].kind == "country"
    ]
    if sentence.verb_final:
        # What describes a noun precedes it there: "of Afghanistan the province Badakhshan".
        before = [p for p in countries if 0 <= mention.first - p.last <= 2]
        if before:
            return before[-1].places[0].country
    for mark in sentence.marks("nation"):
        behind = 0 <= mark.first - mention.last <= 2 and not sentence.verb_final
        behind = behind and not any(mention.last <= act.first < mark.first for act in sentence.marks("act"))
        if 0 <= mention.first - mark.last <= 2 or behind:
            return mark.kind
    if not sentence.verb_final:
        for other in countries:
            if 0 <= other.first - mention.last <= 2:
                return other.places[0].country
    return None
