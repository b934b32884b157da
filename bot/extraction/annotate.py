"""From a document to its sentences with everything recognised in them.

Words, speakers, places, days, hours and quantities are found here, each token claimed once: what
belongs to a day, a place or the number of a post counts nobody. Which of it is current, and what it
adds up to, is judged later.
"""

from collections.abc import Collection, Sequence
from datetime import date

from bot.extraction.analysis import Analysed, other_matters
from bot.extraction.dates import find_dates
from bot.extraction.entries import Mark
from bot.extraction.homonyms import is_number
from bot.extraction.lexicon import Lexicon
from bot.extraction.normalise import exactly
from bot.extraction.numbers import find_quantities
from bot.extraction.packkeys import SPELT
from bot.extraction.patients import ends_in_another_matter
from bot.extraction.places import PlaceIndex, PlaceMention
from bot.extraction.segments import cut_page
from bot.extraction.tokens import Sentence
from bot.extraction.verbfinal import leads_to_another
from bot.model.vocabulary import SegmentKind

_COMPANY_REACH = 2
_POST_REACH = 4
_NUMBER_WORDS = frozenset(("no", "n", "nr"))
_NUMBER_STOPS = frozenset(".°")


class Annotator:
    """Annotates documents of any language, given its word list."""

    def __init__(self, places: PlaceIndex) -> None:
        """``places`` is shared and never changed."""
        self._places = places

    def annotate(self, title: str, text: str, lexicon: Lexicon, reference: date) -> list[Analysed]:
        """The sentences of cleaned title and text in reading order; page noise stays, as ``tail``."""
        sentences: list[Analysed] = []
        for index, cut in enumerate(cut_page(title, text, lexicon)):
            analysed = Analysed(cut.sentence, cut.kind, index, lexicon.matcher.by_layer(cut.sentence.words))
            analysed.pace = lexicon.grammar.tokens_per_word
            analysed.date_first = lexicon.grammar.date_first
            analysed.verb_first = lexicon.grammar.verb_first
            analysed.verb_final = lexicon.grammar.verb_final is not None
            if cut.kind is not SegmentKind.TAIL:
                if lexicon.distinct:
                    _take_spelt(analysed, lexicon.distinct)
                if "cue:pluperfect" in analysed.layers:
                    _take_pluperfect(analysed)
                self._recognise(analysed, lexicon, reference, _last_day(sentences))
            sentences.append(analysed)
        return sentences

    def _recognise(self, analysed: Analysed, lexicon: Lexicon, reference: date, told: date | None) -> None:
        sentence, layers = analysed.sentence, analysed.layers
        numbered = _numbered_names(analysed, number_behind=not lexicon.grammar.head_final)
        analysed.dates, analysed.times, taken = find_dates(
            sentence,
            lexicon.numerals,
            layers,
            reference,
            solar_months=lexicon.solar_months,
            told=told,
        )
        behind = lexicon.grammar.postpositions
        analysed.places = places = [
            m
            for m in self._places.find(sentence, layers, units_behind=lexicon.grammar.head_final)
            if taken.isdisjoint(range(m.first, m.last))
            and not _is_employer(analysed, m, behind=behind)
            and not is_number(analysed, m, lexicon)
        ]
        taken |= numbered
        for mention in places:
            if mention.sure:
                taken.update(range(mention.first, mention.last))
        _drop_adjectives(layers)
        analysed.quantities = find_quantities(sentence, lexicon.numerals, layers, taken)
        if lexicon.numerals.classifiers:
            _drop_uncounted(analysed, lexicon.numerals.classifiers)
        if not all(m.sure for m in places):
            counted = {index for q in analysed.quantities for index in range(q.first, q.last)}
            analysed.places = [m for m in places if m.sure or m.first not in counted]
        rules = lexicon.grammar.verb_final
        analysed.subordinate = (
            _is_subordinate(analysed) if rules is None else leads_to_another(rules, analysed)
        )
        if lexicon.grammar.patients is not None:
            analysed.subordinate = analysed.subordinate or ends_in_another_matter(analysed)


def _last_day(sentences: Sequence[Analysed]) -> date | None:
    """The last calendar day named in the sentence before, for "the next morning"."""
    named = [m.stop for m in (sentences[-1].dates if sentences else ()) if m.kind in ("day", "weekday")]
    return named[-1] if named else None


def _numbered_names(analysed: Analysed, *, number_behind: bool) -> set[int]:
    """Tokens that number a post or unit ("post No. 5", "5-я застава"); their "no" negates nothing.

    ``number_behind``: a bare number may follow the word for the post.
    """
    sentence: Sentence = analysed.sentence
    words = sentence.words
    found: set[int] = set()
    if not sentence.digits:
        return found
    for index in sentence.digits:
        if index >= 2 and words[index - 1] in _NUMBER_STOPS and words[index - 2] in _NUMBER_WORDS:
            found.update((index - 2, index))
    if found:
        kept = [m for m in analysed.cue("negation") if m.first not in found]
        analysed.layers["cue:negation"] = kept
    for mark in analysed.marks("place"):
        if mark.kind not in ("post", "detachment") or not number_behind:
            continue
        for index in range(mark.last, min(len(words), mark.last + _POST_REACH)):
            if words[index] in ",;:()":
                break
            if words[index].isdigit() and len(words[index]) <= 3:
                found.add(index)
                break
    return found


def _drop_adjectives(layers: dict[str, list[Mark]]) -> None:
    """Words for people that only describe the noun before them name nobody: the "armed" of an armed
    attack. Behind another word for people they count nobody of their own, and "another" counts one only
    right behind what befell him."""
    if "formed" not in layers:
        return
    inside = {at for event in layers.get("event", ()) for at in range(event.first + 1, event.last)}
    described = {mark.last for mark in layers.get("party", ())}
    more = {mark.first for mark in layers.get("cue:more", ())}
    befallen = {mark.last for mark in layers.get("act", ())}
    layers["formed"] = [
        mark
        for mark in layers["formed"]
        if mark.first not in described and (mark.first not in more or mark.first in befallen)
    ]
    for layer in ("formed", "party"):
        layers[layer] = [mark for mark in layers.get(layer, ()) if mark.first not in inside]


def _drop_uncounted(analysed: Analysed, classifiers: Collection[str]) -> None:
    """Syllables that are acts only right behind a number stay only there: 3死1伤, but not 死 alone."""
    acts = analysed.marks("act")
    if not any(mark.value == "counted" for mark in acts):
        return
    words = analysed.sentence.words
    ends = {quantity.last for quantity in analysed.quantities}
    ends |= {last + 1 for last in ends if last < len(words) and words[last] in classifiers}
    analysed.layers["act"] = [mark for mark in acts if mark.value != "counted" or mark.first in ends]


def _take_spelt(analysed: Analysed, distinct: Sequence[tuple[str, str]]) -> None:
    """Take acts for which folding is too coarse where they are spelt so: "öldü", but not "oldu"."""
    spelt = [mark for mark in analysed.marks(SPELT) if _is_spelt(analysed.sentence, mark, distinct)]
    if spelt:
        acts = [Mark(m.first, m.last, "act", m.kind, m.value) for m in spelt]
        analysed.layers["act"] = sorted([*analysed.marks("act"), *acts])


def _take_pluperfect(analysed: Analysed) -> None:
    """The pluperfect tells of an older event, except where a verb of saying before it asks for it: "said
    that one soldier had been killed"."""
    told = analysed.cue("pluperfect")
    said = min((mark.first for mark in analysed.cue("speech")), default=len(analysed.sentence))
    older = [mark for mark in told if mark.first < said]
    if older:
        analysed.layers["cue:background"] = sorted([*analysed.cue("background"), *older])


def _is_spelt(sentence: Sentence, mark: Mark, distinct: Sequence[tuple[str, str]]) -> bool:
    for index in range(mark.first, mark.last):
        word = sentence.words[index]
        for folded, wanted in distinct:
            stem = folded.endswith("-")
            if word == folded or (stem and word.startswith(folded[:-1])):
                written = exactly(sentence.raw(index, index + 1))
                if not (written.startswith(wanted[:-1]) if stem else written == wanted):
                    return False
    return True


def _is_employer(analysed: Analysed, mention: PlaceMention, *, behind: bool) -> bool:
    """A place name as the name of a company: "the company Shohin SM", ООО «Шохин СМ».

    ``behind``: the word for a company may follow its name.
    """
    for mark in analysed.cue("company"):
        between = analysed.sentence.words[mark.last : mention.first]
        if 0 <= mention.first - mark.last <= _COMPANY_REACH and all(word == '"' for word in between):
            return True
        if behind and _is_name_before(analysed, mention, mark):
            return True
    return False


def _is_name_before(analysed: Analysed, mention: PlaceMention, company: Mark) -> bool:
    """Whether a name in quotation marks, or of two words, stands right before the word for a company."""
    words = analysed.sentence.words
    between = words[mention.last : company.first]
    quoted = '"' in between and '"' in words[max(0, mention.first - 2) : mention.first]
    return (
        0 <= len(between) <= _COMPANY_REACH + quoted
        and mention.last <= company.first
        and (quoted or not between)
    )


def _is_subordinate(analysed: Analysed) -> bool:
    """Whether harm stands only in a clause about something else ("voiced sorrow over the deaths of")."""
    others = [mark.first for mark in other_matters(analysed)]
    if not others:
        return False
    acts = [
        mark.first for layer in ("act", "event") for mark in analysed.marks(layer) if mark.kind != "border"
    ]
    if not acts:
        return False
    return any(
        min(others) < after.first < min(acts) or (min(others) < min(acts) and after.last <= min(acts))
        for after in analysed.cue("after")
        if after.first > min(others)
    )
