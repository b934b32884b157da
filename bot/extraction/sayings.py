"""What speakers say beside their figures: the word they use for a party, and what they deny.

A label belongs to whoever uses it: the Border Troops' "terrorists" are the spokesman's "drug smugglers",
one group of two labels. Neither counts anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.analysis import Analysed
from bot.extraction.attribution import Attribution
from bot.extraction.claims import span_of
from bot.extraction.lexicon import Mark
from bot.model.report import Claim, Speaker
from bot.model.vocabulary import Aux, Measure, Modality, Party, VerbClass

_NAMED_PARTIES = ("militants", "smugglers")
_DENIABLE = ("clash", "attack", "shelling", "explosion")
_DENIAL_REACH = 6


@dataclass(frozen=True, slots=True)
class Telling:
    """Who says what in a text, and the text's ``main`` speaker, who says whatever nobody else does."""

    said: Attribution
    main: Speaker

    def by(self, sentence: Analysed, first: int, last: int) -> Speaker:
        """The speaker of the clause that tokens ``first`` to ``last`` (excluded) belong to."""
        return self.said.of_clause(sentence, first, last) or self.main


def namings(current: Sequence[Analysed], told: Sequence[Claim], telling: Telling) -> list[Claim]:
    """What a named speaker calls those who came across, without counting them.

    A speaker who is already told with this party says nothing new.
    """
    known = {(claim.speaker.origin, claim.party) for claim in told}
    claims: list[Claim] = []
    for sentence in current:
        for mark in sentence.marks("party"):
            if mark.kind not in _NAMED_PARTIES or _is_refused(sentence, mark):
                continue
            speaker = telling.said.of_clause(sentence, mark.first, mark.last)
            if speaker is not None and (speaker.origin, Party(mark.kind)) not in known:
                known.add((speaker.origin, Party(mark.kind)))
                claims.append(_naming(sentence, mark, speaker))
    return claims


def denials(current: Sequence[Analysed], telling: Telling) -> list[Claim]:
    """Whoever denies that it happened; denying responsibility is not denying the event."""
    for sentence in current:
        for mark in sentence.cue("deny"):
            denied = next(
                (act for act in _events(sentence) if 0 <= act.first - mark.last <= _DENIAL_REACH), None
            )
            if denied is not None:
                return [_denial(sentence, mark, denied, telling.by(sentence, mark.first, mark.last))]
    return []


def _events(sentence: Analysed) -> list[Mark]:
    return [mark for mark in sentence.marks("event") if mark.kind in _DENIABLE]


def _is_refused(sentence: Analysed, mark: Mark) -> bool:
    """Whether the label is refused ("and not terrorists")."""
    return any(0 <= mark.first - word.last <= 1 for word in sentence.cue("negation"))


def _naming(sentence: Analysed, mark: Mark, speaker: Speaker) -> Claim:
    return Claim(
        measure=Measure.KILLED,
        party=Party(mark.kind),
        low=None,
        best=None,
        high=None,
        verb_class=VerbClass.DEATH,
        modality=Modality.CLAIMED,
        aux=Aux.CURRENT,
        speaker=speaker,
        span=span_of(sentence, mark.first, mark.last),
        label=sentence.sentence.raw(mark.first, mark.last),
    )


def _denial(sentence: Analysed, mark: Mark, denied: Mark, speaker: Speaker) -> Claim:
    return Claim(
        measure=Measure.KILLED,
        party=Party.UNKNOWN,
        low=None,
        best=None,
        high=None,
        verb_class=VerbClass.DEATH,
        modality=Modality.DENIED,
        aux=Aux.CURRENT,
        speaker=speaker,
        span=span_of(sentence, mark.first, denied.last),
    )
