"""What speakers say beside their figures: the word they use for a party, and what they deny.

A label belongs to whoever uses it: the Border Troops' "terrorists" are the spokesman's "drug smugglers",
one group of two labels. Neither counts anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.extraction.analysis import Analysed
from bot.extraction.attribution import Attribution
from bot.extraction.entries import Mark
from bot.extraction.finding import span_of
from bot.model.report import Claim, Span, Speaker
from bot.model.vocabulary import Aux, Measure, Modality, Party, VerbClass

_NAMED_PARTIES = ("militants", "smugglers")
_DENIABLE = ("clash", "attack", "shelling", "explosion", "drone")
_DENIAL_REACH = 10
_VERB_REACH = 2


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
            denied = _what_is_denied(sentence, mark)
            if denied is not None:
                own = telling.said.of_clause(sentence, mark.first, mark.last)
                speaker = own or telling.said.party_as_speaker(sentence) or telling.main
                return [_denial(sentence, mark, denied, speaker)]
    return []


def _what_is_denied(sentence: Analysed, mark: Mark) -> Mark | None:
    """The event that a word of denial refers to, None where only a part in it is denied.

    Where the verb ends the sentence the event stands before it, else behind.
    """
    reach = _DENIAL_REACH * sentence.pace
    for event in sentence.marks("event"):
        first, last = (mark.last, event.first) if event.first >= mark.last else (event.last, mark.first)
        if event.kind not in _DENIABLE or not 0 <= last - first <= reach:
            continue
        ordered = event.last <= mark.first if sentence.verb_final else event.first >= mark.last
        begin, end = min(event.first, mark.first), max(event.last, mark.last)
        if ordered and not any(begin <= word.first < end for word in sentence.cue("responsibility")):
            return event
    return None


def _is_refused(sentence: Analysed, mark: Mark) -> bool:
    """Whether the label is refused: "and not terrorists", or with the verb behind it in the same clause."""
    words = sentence.sentence.words
    for word in sentence.cue("negation"):
        between = words[mark.last : word.first]
        behind = 0 <= word.first - mark.last <= _VERB_REACH * sentence.pace
        if 0 <= mark.first - word.last <= 1 or (behind and not any(sign in ",;:" for sign in between)):
            return True
    return False


def _naming(sentence: Analysed, mark: Mark, speaker: Speaker) -> Claim:
    party, span = Party(mark.kind), span_of(sentence, mark.first, mark.last)
    return replace(
        _uncounted(party, Modality.CLAIMED, speaker, span), label=sentence.sentence.raw(mark.first, mark.last)
    )


def _denial(sentence: Analysed, mark: Mark, denied: Mark, speaker: Speaker) -> Claim:
    span = span_of(sentence, mark.first, denied.last)
    return _uncounted(Party.UNKNOWN, Modality.DENIED, speaker, span)


def _uncounted(party: Party, modality: Modality, speaker: Speaker, span: Span) -> Claim:
    """A claim that says something of a party and counts nobody."""
    return Claim(
        measure=Measure.KILLED,
        party=party,
        low=None,
        best=None,
        high=None,
        verb_class=VerbClass.DEATH,
        modality=modality,
        aux=Aux.CURRENT,
        speaker=speaker,
        span=span,
    )
