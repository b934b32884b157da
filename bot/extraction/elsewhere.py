"""What happened in another country: the brief at the end of a page, or all that the page tells.

The body fills what title and lead leave open, so seven dead of a blast in a far capital would become
the dead of a border that has none: such sentences are background. Where title and lead themselves tell
of a country that has none of our borders, what the body says of one is an aside. Harm at a place that may
lie on either bank stays where it is.
"""

from collections.abc import Collection, Sequence

from bot.extraction.analysis import COUNTED_ACTS, Analysed
from bot.extraction.lexicon import Lexicon
from bot.extraction.places import PlaceMention
from bot.extraction.roles import assign_roles
from bot.model.vocabulary import SegmentKind

_OPENING = (SegmentKind.TITLE, SegmentKind.LEAD)
_NAME_REACH = 1


def mark_elsewhere(sentences: Sequence[Analysed], lexicon: Lexicon, watched: Collection[str]) -> None:
    """Say of body sentences that their harm happened elsewhere; ``watched``: countries of our borders.

    What follows in the same paragraph without a place of its own belongs to it.
    """
    body = [s for s in sentences if s.kind is SegmentKind.BODY and not s.background]
    if not any(_harms(sentence) for sentence in body):
        return
    home = {
        country
        for sentence in sentences
        if sentence.kind in _OPENING
        for mention in _scenes(sentence, lexicon)
        for country in _countries(mention)
        if not _is_country(mention) and any(place.borders for place in mention.places)
    }
    line = -1
    for sentence in body:
        same_paragraph = sentence.sentence.line == line
        if not same_paragraph and not _harms(sentence):
            line = -1
            continue
        scenes = _scenes(sentence, lexicon)
        if _is_elsewhere(sentence, scenes, home, watched, lexicon) or (same_paragraph and not scenes):
            line = sentence.sentence.line
            sentence.background = "elsewhere"
        else:
            line = -1


def opens_elsewhere(sentences: Sequence[Analysed], lexicon: Lexicon, watched: Collection[str]) -> bool:
    """Whether title and lead tell harm in a country without a border of ours, and name no place of ours."""
    opening = [s for s in sentences if s.kind in _OPENING and not s.background]
    far = [s for s in opening if any(mark.kind not in watched for mark in s.marks("nation"))]
    if not far or not any(_harms(sentence) for sentence in opening):
        return False
    if not any(_lands(sentence, lexicon) - set(watched) for sentence in far):
        return False
    ours = (mention for sentence in opening for mention in sentence.places if mention.places)
    return all(_is_country(mention) for mention in ours)


def _harms(sentence: Analysed) -> bool:
    return any(mark.kind in COUNTED_ACTS for mark in sentence.marks("act"))


def _is_elsewhere(
    sentence: Analysed,
    scenes: Sequence[PlaceMention],
    home: Collection[str],
    watched: Collection[str],
    lexicon: Lexicon,
) -> bool:
    if not _harms(sentence):
        return False
    fine = [mention for mention in scenes if not _is_country(mention)]
    if fine:
        return bool(home) and not any(_countries(mention) & set(home) for mention in fine)
    countries = {country for mention in scenes for country in _countries(mention)}
    countries |= _lands(sentence, lexicon)
    return bool(countries) and countries.isdisjoint(watched)


def _scenes(sentence: Analysed, lexicon: Lexicon) -> list[PlaceMention]:
    roles = assign_roles(sentence, lexicon)
    return [
        mention
        for mention, role in zip(sentence.places, roles, strict=True)
        if mention.places and (role == "scene" or (mention.sure and not role and not _is_country(mention)))
    ]


def _is_country(mention: PlaceMention) -> bool:
    return mention.places[0].kind == "country"


def _countries(mention: PlaceMention) -> set[str]:
    return {place.country for place in mention.places if place.country is not None}


def _lands(sentence: Analysed, lexicon: Lexicon) -> set[str]:
    """Countries outside the gazetteer that the pack names as where it was: "in" or the like stands before
    them, or behind them, or they end in it."""
    nations = sentence.marks("nation")
    if not nations:
        return set()
    before = {mark.last for mark in sentence.marks("role") if mark.kind == "scene"}
    behind = {mark.first for mark in sentence.marks("role") if mark.kind == "scene_after"}
    endings = next((endings for role, endings in lexicon.suffix_roles if role == "scene"), ())
    words = sentence.sentence.words
    return {
        mark.kind
        for mark in nations
        if any(mark.first - gap in before for gap in range(_NAME_REACH + 1))
        or any(mark.last + gap in behind for gap in range(_NAME_REACH + 1))
        or (bool(endings) and words[mark.last - 1].endswith(endings))
    }
