"""How strongly a text speaks of each country: by its name, its adjective, its officials, a place in it.

An adjective that tells whose citizens or whose embassy says nothing of where. Countries are only weighed
here; which border they mean is decided in ``bordering``.
"""

from collections.abc import Iterable

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.placed import WEIGHT
from bot.extraction.speakers import home_of

_SPEAKING = frozenset(("TJ", "AF", "KG", "UZ", "PK", "IR"))
"""Countries whose officials speak of their own border; embassies from farther away do not."""


def countries_of(sentences: Iterable[Analysed]) -> dict[str, float]:
    """How strongly each country is spoken of: by name, by adjective, by a place in it."""
    found: dict[str, float] = {}
    for sentence in sentences:
        weight = WEIGHT.get(sentence.kind, 0.5)
        for mark in sentence.marks("nation"):
            if not _is_of_people(sentence, mark):
                found[mark.kind] = found.get(mark.kind, 0.0) + weight
        for mark in sentence.marks("pair"):
            for country in mark.kind.split("-"):
                found[country] = found.get(country, 0.0) + weight
        if sentence.has("party", "taliban"):
            found["AF"] = found.get("AF", 0.0) + weight
        for country in _SPEAKING.intersection(map(home_of, sentence.marks("speaker"))):
            found[country] = found.get(country, 0.0) + weight / 2
        for mention in sentence.places:
            if mention.sure and len({place.country for place in mention.places}) == 1:
                country = mention.places[0].country or ""
                found[country] = found.get(country, 0.0) + weight
    return found


def _is_of_people(sentence: Analysed, nation: Mark) -> bool:
    """Whether an adjective tells whose citizens or whose embassy, and not where: "three Chinese workers"."""
    speakers = ((mark.first, mark.last) for mark in sentence.marks("speaker"))
    groups = ((group.first, group.last) for group in sentence.groups)
    return any(first <= nation.first < last for first, last in (*speakers, *groups))
