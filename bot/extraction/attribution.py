"""Who says what in one text: the speaker of a clause, and of the text as a whole.

A figure belongs to whoever is named for its own clause, then for its sentence, then to the text's main
speaker; that is whoever tells the main facts, not whoever is named for a detail. A body that is merely
named speaks no word, and one that is said not to have commented has said nothing. Officials, embassies
and the other side come before the agencies that carry them, and an outlet speaks for itself only where
nobody else is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.extraction.analysis import Analysed, covered
from bot.extraction.belonging import owner_of
from bot.extraction.entries import Mark
from bot.extraction.finding import Finding
from bot.extraction.grammar import Grammar
from bot.extraction.silence import silent
from bot.extraction.speakers import LAYER, KnownSpeaker, Speakers
from bot.extraction.speech import speech_of
from bot.model.report import Speaker
from bot.model.vocabulary import Measure, SegmentKind, SpeakerType

_WEIGHT = {SegmentKind.LEAD: 3, SegmentKind.TITLE: 2, SegmentKind.BODY: 1}
_OPENING = (SegmentKind.TITLE, SegmentKind.LEAD)
_IN_A_ROW = 2
_SHORT = 7
_TOLLS = (Measure.KILLED, Measure.CASUALTIES)
_ASIDES = ("escape", "missing")
_SCENERY = ("border", "armed", "workplace")
"""Kinds of events that only describe; all others tell what happened."""
_DASHES = "-–—"
_TOLL, _EVENT, _DETAIL, _ASIDE = 3, 2, 1, 0
_CONTRAST, _BREAK, _BEHIND_ITS_CLAUSE = 6.0, 4.0, 6.0


@dataclass(frozen=True, slots=True)
class Said:
    """A speaker named in a sentence with the verb of speech: tokens ``first`` to ``last`` (excluded)."""

    first: int
    last: int
    by: KnownSpeaker


class Attribution:
    """Who says what in one document. ``country`` is the scene's, ``usual`` whom its outlet repeats."""

    def __init__(
        self,
        speakers: Speakers,
        sentences: Sequence[Analysed],
        grammar: Grammar,
        *,
        country: str | None = None,
        usual: str | None = None,
    ) -> None:
        """Hears the sentences once; all answers come from that."""
        self._speakers = speakers
        self._grammar = grammar
        self._usual = speakers.known.get(usual or "")
        self._country = (self._usual.country if self._usual is not None else "") or country or ""
        naming = [sentence for sentence in sentences if LAYER in sentence.layers]
        self._named = self._bodies_with_a_country(naming)
        self._said: Mapping[int, tuple[Said, ...]] = {s.index: self._hear(s) for s in naming}

    def of_clause(self, sentence: Analysed, first: int, last: int) -> Speaker | None:
        """The speaker to whom the clause of tokens ``first`` to ``last`` is attributed, or None."""
        said = self._governing(sentence, first, last)
        return said.by.speaker() if said is not None else None

    def of_sentence(self, sentence: Analysed) -> Speaker | None:
        """The first speaker to whom a sentence attributes itself, or None."""
        return next((s.by.speaker() for s in self._said.get(sentence.index, ()) if not s.by.relay), None)

    def counter(self, sentence: Analysed) -> Speaker | None:
        """Any known speaker met in a sentence: who counts in "an AFP tally"."""
        said = self._said.get(sentence.index, ())
        heard = next((s.by for s in sorted(said, key=lambda s: s.by.relay)), None)
        named = (self._meant(sentence, mark) for mark in _heads(sentence, self._grammar))
        found = heard or next((speaker for speaker in named if speaker is not None), None)
        return found.speaker() if found is not None else None

    def party_as_speaker(self, sentence: Analysed) -> Speaker | None:
        """Whoever speaks where only a party is named, and nobody's spokesman: "the Taliban deny"."""
        known = self._speakers.known_as("taliban") if sentence.has("party", "taliban") else None
        return known.speaker() if known is not None else None

    def of_document(self, current: Sequence[Analysed], findings: Sequence[Finding], outlet: str) -> Speaker:
        """The speaker behind a document's main facts."""
        ranked = sorted(self._ranked(current, findings), key=lambda item: item[0], reverse=True)
        if ranked:
            _, chosen = ranked[0]
            relays = (said.by for s in current for said in self._said.get(s.index, ()) if said.by.relay)
            return chosen.speaker(via=tuple(dict.fromkeys(r.name for r in relays if r is not chosen)))
        if self._usual is not None:
            return self._usual.speaker()
        return Speaker(name=outlet, type=SpeakerType.MEDIA, origin=f"outlet:{outlet}")

    def _ranked(
        self, current: Sequence[Analysed], findings: Sequence[Finding]
    ) -> Iterator[tuple[tuple[int, ...], KnownSpeaker]]:
        """Speakers of the current sentences: by what they tell, witnesses before relays, lead first.

        A relay stands for the text only where no witness tells of the event itself; whoever is named for an
        aside of the body ("the attackers fled, says the committee") does not.
        """
        toll = [f for f in findings if f.measure in _TOLLS] or list(findings)
        for sentence in current:
            for said in self._said.get(sentence.index, ()):
                told = self._told(sentence, said, toll)
                if told == _ASIDE and sentence.kind not in _OPENING:
                    continue
                standing = _standing(said.by, told)
                yield (standing, told, _WEIGHT.get(sentence.kind, 0), -sentence.index, -said.first), said.by

    def _told(self, sentence: Analysed, said: Said, toll: Sequence[Finding]) -> int:
        """How much of the main facts a speaker is named for: the toll, the event, a detail, an aside."""
        if any(f.sentence is sentence and self._speaks(said, sentence, f.first, f.last) for f in toll):
            return _TOLL
        acts = sentence.marks("act")
        events = [mark for mark in sentence.marks("event") if mark.kind not in _SCENERY]
        telling = (*(m for m in acts if m.kind not in _ASIDES), *events, *sentence.cue("case"))
        if any(self._speaks(said, sentence, m.first, m.last) for m in telling) or _only_refers(
            sentence, said
        ):
            return _EVENT
        return _ASIDE if any(self._speaks(said, sentence, m.first, m.last) for m in acts) else _DETAIL

    def _speaks(self, said: Said, sentence: Analysed, first: int, last: int) -> bool:
        return said.by.relay or self._governing(sentence, first, last) is said

    def _governing(self, sentence: Analysed, first: int, last: int) -> Said | None:
        """The nearest attribution that governs these tokens; relays never govern a clause."""
        costs = [
            (cost, said)
            for said in self._said.get(sentence.index, ())
            if not said.by.relay and (cost := _cost(sentence, said, first, last)) is not None
        ]
        return min(costs, key=lambda item: item[0])[1] if costs else None

    def _hear(self, sentence: Analysed) -> tuple[Said, ...]:
        """Who speaks in a sentence, in the order of their names."""
        names = _heads(sentence, self._grammar)
        if not names:
            return ()
        quiet = silent(sentence, names, self._speakers)
        spoken = speech_of(sentence, names, self._grammar)
        found: list[Said] = []
        for name in names:
            speaker = self._meant(sentence, name)
            if name in quiet or speaker is None:
                continue
            verb = spoken.get(name)
            if verb is not None:
                found.append(Said(min(name.first, verb.first), max(name.last, verb.last), speaker))
            elif _announces(sentence, name, relay=speaker.relay):
                found.append(Said(name.first, name.last, speaker))
        return tuple(found)

    def _meant(self, sentence: Analysed, mark: Mark) -> KnownSpeaker | None:
        """Whom a name means here: the body of the country beside it, else of the text's country."""
        speaker = self._speakers.known[mark.kind]
        if not speaker.shared:
            return speaker
        owner = owner_of(sentence, mark, self._grammar)
        if owner is None:
            country = self._named.get(speaker.bodies[0], self._country)
            return self._speakers.same_body(speaker, country) or speaker
        same = self._speakers.same_body(speaker, owner.country)
        if same is None and owner.whole:
            return self._speakers.authorities(owner.country)
        return same or speaker

    def _bodies_with_a_country(self, sentences: Sequence[Analysed]) -> dict[str, str]:
        """Bodies that the text names once with their country: the same name later means the same."""
        named: dict[str, str] = {}
        for sentence in sentences:
            for mark in sentence.marks(LAYER):
                speaker = self._speakers.known[mark.kind]
                if speaker.shared and speaker.type is not SpeakerType.ANONYMOUS:
                    owner = owner_of(sentence, mark, self._grammar)
                    if owner is not None and owner.whole:
                        named.setdefault(speaker.bodies[0], owner.country)
        return named


def _only_refers(sentence: Analysed, said: Said) -> bool:
    """Whether a sentence tells nothing but who says all this: "the agency reports it, citing the troops"."""
    names = covered(sentence.marks(LAYER))
    if sentence.has("act") or any(mark.first not in names for mark in sentence.marks("party")):
        return False
    span = names.union(range(said.first, said.last))
    words = sentence.sentence.words
    others = sum(1 for at, word in enumerate(words) if at not in span and word[0].isalnum())
    refers = any(said.first <= mark.first < said.last for mark in sentence.cue("citing"))
    return refers or others <= _SHORT * sentence.pace


def _standing(speaker: KnownSpeaker, told: int) -> int:
    """Who comes before whom as the speaker of a text, given what they are named for."""
    if speaker.is_witness:
        return 3 if told > _DETAIL else 1
    return 2 if speaker.relay and told > _DETAIL else 0


def _heads(sentence: Analysed, grammar: Grammar) -> list[Mark]:
    """The speakers of a sentence; of two names in a row only the head speaks.

    "The security committee's border troops' press centre" is the border troops', and so are the "troops of
    the committee" where what describes a name stands behind it.
    """
    marks = sentence.marks(LAYER)
    heads: list[Mark] = []
    for mark in marks:
        if not heads or not _in_a_row(sentence, heads[-1], mark):
            heads.append(mark)
        elif sentence.verb_final or grammar.postpositions or grammar.head_final:
            heads[-1] = mark
    return heads


def _in_a_row(sentence: Analysed, one: Mark, other: Mark) -> bool:
    between = sentence.sentence.words[one.last : other.first]
    joined = any(one.last <= mark.first < other.first for mark in sentence.cue("and"))
    spoken = any(one.last <= mark.first < other.first for mark in sentence.cue("speech"))
    return len(between) <= _IN_A_ROW and not (joined or spoken or any(word in ",;:()" for word in between))


def _announces(sentence: Analysed, name: Mark, *, relay: bool) -> bool:
    """Whether a sign stands for the verb: "Border Troops: four killed", the "(AFP) -" of a dateline."""
    words = sentence.sentence.words
    before = words[name.first - 1] if name.first else ""
    behind = words[name.last] if name.last < len(words) else ""
    if ":" in (behind, words[name.last - 1]) or (
        before and before in _DASHES and len(words) - name.last <= 1
    ):
        return True
    return relay and ((before == "(" and behind == ")") or (bool(behind) and behind in _DASHES))


def _cost(sentence: Analysed, said: Said, first: int, last: int) -> float | None:
    """How far an attribution is from what it may govern; None where it governs another clause."""
    if said.first < last and first < said.last:
        return 0.0
    ahead = said.last <= first
    start, stop = (said.last, first) if ahead else (last, said.first)
    words = sentence.sentence.words
    turns = [mark for mark in sentence.cue("contrast") if start <= mark.first and mark.last <= stop + 1]
    cost = (stop - start) / sentence.pace + _CONTRAST * len(turns)
    cost += _BREAK * sum(1 for word in words[start:stop] if word == ";")
    if not ahead and any(0 <= said.first - mark.last <= 1 for mark in turns):
        return None  # "three were killed, while according to the committee the attackers fled"
    if ahead and any(word == "," for word in words[max(0, said.first - 2) : said.first]):
        cost += _BEHIND_ITS_CLAUSE
    return cost
