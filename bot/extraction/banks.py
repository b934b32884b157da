"""Names that both banks of a border bear: Ishkashim, Darwaz, Shughnan, Badakhshan.

Where no unit word and no larger place beside the name says which bank is meant, people do: guards and
villagers fall at home, guards act on their own side, fire from one side hits the other, and officials
speak of their own. The sentence of the name is asked first, then title, lead and body, but not for
provinces, nor is it enough there who speaks: so large a name is often only near. What stays open stays
open, for a wrong bank is worse than none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.finding import Finding
from bot.extraction.lexicon import Lexicon
from bot.extraction.places import PlaceMention
from bot.extraction.roles import assign_roles, other_sides
from bot.extraction.speakers import home_of
from bot.model.vocabulary import Measure, Party, SegmentKind

_AT_HOME = frozenset(
    party.value for party in (Party.BORDER_GUARDS, Party.POLICE, Party.MILITARY, Party.TALIBAN)
)
_MAY_CROSS = (Party.CIVILIANS.value, Party.TALIBAN.value)
_HARMED = frozenset((Measure.KILLED, Measure.WOUNDED, Measure.ABDUCTED, Measure.CASUALTIES))
_OTHER_SIDE, _FORCES_FELL, _PEOPLE_FELL, _FORCES_ACT, _SPOKEN = 6, 6, 5, 4, 2
"""What a sign is worth: where fire came from, whose guards or villagers fell, whose acted, who speaks."""
_BESIDE = 1
_TELLING = ("party", "speaker", "role")
_CURRENT = (SegmentKind.TITLE, SegmentKind.LEAD, SegmentKind.BODY)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What sentences tell: countries in which it happened, and countries from which it came."""

    here: dict[str, int]
    there: dict[str, int]

    def add(self, others: "_Signs") -> None:
        """Take these signs as well."""
        for own, more in ((self.here, others.here), (self.there, others.there)):
            for country, weight in more.items():
                _add(own, country, weight)

    def bank(self, countries: Iterable[str], more_than: int = 0) -> str | None:
        """The one country of these that most signs point to; fire from the one is a sign for the other."""
        weight = {country: self.here.get(country, 0) for country in countries}
        for country in weight:
            for other in weight:
                if other != country:
                    weight[other] += self.there.get(country, 0)
        ranked = sorted(weight.values(), reverse=True)
        if len(ranked) < 2 or ranked[0] - ranked[1] <= more_than:
            return None
        return max(weight, key=lambda country: weight[country])


def settle_banks(sentences: Sequence[Analysed], findings: Iterable[Finding], lexicon: Lexicon) -> None:
    """Give every name that both banks bear the bank that the text gives it, where it gives one.

    Asks who was harmed, so figures must have been read before.
    """
    if not any(mention.twins for sentence in sentences for mention in sentence.places):
        return
    harmed: dict[int, list[Finding]] = {}
    for finding in (one for one in findings if one.measure in _HARMED and one.high != 0):
        harmed.setdefault(finding.sentence.index, []).append(finding)
    around = _Signs({}, {})
    shared: list[tuple[Analysed, _Signs]] = []
    for sentence in sentences:
        names = any(mention.twins for mention in sentence.places)
        if not names and (sentence.kind not in _CURRENT or sentence.layers.keys().isdisjoint(_TELLING)):
            continue
        signs = _signs(sentence, harmed.get(sentence.index, ()), lexicon)
        if sentence.kind in _CURRENT:
            around.add(signs)
        if names:
            shared.append((sentence, signs))
    for sentence, signs in shared:
        roles = assign_roles(sentence, lexicon)
        sentence.places = [
            # Whence they came lies on no bank where anything happened.
            mention if role == "origin" else _settled(mention, signs, around)
            for mention, role in zip(sentence.places, roles, strict=True)
        ]


def _settled(mention: PlaceMention, own: _Signs, around: _Signs) -> PlaceMention:
    if not mention.twins:
        return mention
    countries = {place.country for place in mention.twins if place.country is not None}
    wide = any(place.kind == "adm1" for place in mention.twins)
    bank = own.bank(countries, more_than=_SPOKEN if wide else 0)
    if bank is None and not wide:
        bank = around.bank(countries) or _spelt(mention)
    if bank is None:
        return mention
    meant = tuple(place for place in mention.twins if place.country == bank)
    others = tuple(place for place in mention.twins if place.country != bank)
    return mention._replace(places=meant, others=others, sure=True, twins=())


def _spelt(mention: PlaceMention) -> str | None:
    """The bank of a spelling that only one bank uses: Shughnon, but not Ishkashim."""
    named = {place.country for place in mention.places}
    return next(iter(named)) if len(named) == 1 else None


def _signs(sentence: Analysed, harmed: Sequence[Finding], lexicon: Lexicon) -> _Signs:
    here: dict[str, int] = {}
    reporting = bool(sentence.cue("speech"))
    crossed = sentence.has("act", "cross")
    for party in sentence.marks("party"):
        country = "AF" if party.kind == Party.TALIBAN.value else _whose(sentence, party)
        if country is None:
            continue
        if any(finding.first <= party.first < finding.last for finding in harmed):
            if crossed and party.kind in _MAY_CROSS:
                continue
            if party.kind in _AT_HOME:
                _add(here, country, _FORCES_FELL)
            elif party.kind == Party.CIVILIANS.value:
                _add(here, country, _PEOPLE_FELL)
        elif party.kind in _AT_HOME and not (reporting and _is_speaker(sentence, party)):
            _add(here, country, _FORCES_ACT)
    for country in {home_of(speaker) for speaker in sentence.marks("speaker")}:
        _add(here, country, _SPOKEN)
    placed = sentence.places or "nation" in sentence.layers
    there = dict.fromkeys(other_sides(sentence, lexicon), _OTHER_SIDE) if placed else {}
    return _Signs(here, there)


def _add(weights: dict[str, int], country: str, weight: int) -> None:
    weights[country] = weights.get(country, 0) + weight


def _whose(sentence: Analysed, party: Mark) -> str | None:
    """The country whose people these are, by the adjective or the country beside the word for them."""
    reach = _BESIDE * sentence.pace
    nations = sentence.marks("nation")
    before = [nation for nation in nations if 0 <= party.first - nation.last <= reach]
    if before:
        return before[-1].kind
    taken = {other.first for other in sentence.marks("party")}
    for nation in nations:
        if 0 <= nation.first - party.last <= reach and nation.last not in taken:
            return nation.kind
    roles = {mark.last for mark in sentence.marks("role") if mark.kind == "origin"}
    for mention in sentence.places:
        beside = 0 <= mention.first - party.last <= reach and mention.first not in roles
        if beside and mention.places and mention.places[0].kind == "country":
            return mention.places[0].country
    return None


def _is_speaker(sentence: Analysed, party: Mark) -> bool:
    """Whether a word for forces only names who tells of it: "the Taliban said"."""
    if any(speaker.first <= party.first < speaker.last for speaker in sentence.marks("speaker")):
        return True
    return any(0 <= mark.first - party.last <= _BESIDE * sentence.pace for mark in sentence.cue("speech"))
