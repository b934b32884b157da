"""Document to Reading: gate, language, sentences, background, reports, verdict.

A reader is built once from plain data (gazetteer, word lists, speakers) and never changes; it may be
shared by threads. ``read`` answers the same for the same document, reads no clock and never raises on
any text. What has no word list of its own language is at most left for a person to look at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.extraction.analysis import Analysed
from bot.extraction.annotate import Annotator
from bot.extraction.background import mark_background
from bot.extraction.banks import settle_banks
from bot.extraction.claims import read_all_figures
from bot.extraction.decide import Evidence, Verdict, decide
from bot.extraction.elsewhere import mark_elsewhere, opens_elsewhere
from bot.extraction.finding import span_of
from bot.extraction.gate import GATE_TEXT_LIMIT, Gate
from bot.extraction.language import LanguageDetector
from bot.extraction.lead import settle_lead
from bot.extraction.lexicon import Lexicon
from bot.extraction.normalise import TITLE_LIMIT, clean
from bot.extraction.places import PlaceIndex
from bot.extraction.reports import ReportBuilder, Told, is_told
from bot.extraction.scene import SceneFinder
from bot.extraction.speakers import Speakers
from bot.extraction.unnamed import guards_speak, is_denial
from bot.model.document import Document
from bot.model.gazetteer import Borders, Gazetteer
from bot.model.report import Reading, Reason, Report, Segment, Trigger
from bot.model.vocabulary import Decision, SegmentKind

_TRACED_LAYERS = ("act", "event", "party", "nation", "speaker", "item")


class Reader:
    """Reads documents in every language that has a word list, and leaves the rest for review."""

    def __init__(
        self,
        *,
        gazetteer: Gazetteer,
        places: PlaceIndex,
        borders: Borders,
        lexicons: Mapping[str, Lexicon],
        bare: Lexicon,
        detector: LanguageDetector,
        speakers: Speakers,
        gate: Gate,
    ) -> None:
        """``lexicons`` by language; ``bare`` knows no words and serves all other languages. Both know
        the names of the speakers already (``Lexicon.joined``)."""
        self._lexicons = lexicons
        self._bare = bare
        self._detector = detector
        self._gate = gate
        self._countries = frozenset(country for border in borders.all() for country in border.countries)
        self._home = frozenset(c for border in borders.all() if border.primary for c in border.countries)
        self._annotator = Annotator(places)
        self._reports = ReportBuilder(SceneFinder(gazetteer, borders), speakers)

    def gate(self, title: str | None, text: str) -> bool:
        """The cheap first gate: a border place or pair, and a word of harm, crossing or seizure."""
        return self._gate.passes(clean(title or "", TITLE_LIMIT), clean(text, GATE_TEXT_LIMIT))

    def read(self, document: Document, *, traced: bool = False) -> Reading:
        """The reading of one document; ``traced`` adds segments and triggers for people who ask why."""
        title = clean(document.title, TITLE_LIMIT) if document.title else ""
        opening = clean(document.text, GATE_TEXT_LIMIT)
        # What the source claims to be its language is only a hint.
        language = self._detector.detect(f"{title} {opening}", document.language)
        passed = self._gate.passes(title, opening)
        if not passed and not traced:
            return _turned_away(document, language)
        own = self._lexicons.get(language) or self._lexicons.get(language.partition("-")[0])
        lexicon = own or self._bare
        reference = document.reference_date()
        whole = opening if len(document.text) < GATE_TEXT_LIMIT else clean(document.text)
        sentences = self._annotator.annotate(title, whole, lexicon, reference)
        figures = read_all_figures(sentences, lexicon, reference)
        settle_lead(sentences)
        settle_banks(sentences, [finding for found, _ in figures for finding in found], lexicon)
        mark_background(sentences, reference)
        mark_elsewhere(sentences, lexicon, self._countries)
        _move_background(sentences)
        told = self._reports.build(document, sentences, figures, lexicon, reference)
        if passed and own is not None:
            elsewhere = opens_elsewhere(sentences, lexicon, self._countries)
            verdict = self._verdict(sentences, told, other_land=elsewhere)
        else:
            verdict = _without_words(passed=passed)
        main = (told.main,) if is_told(told.main) else ()
        return Reading(
            document_id=document.id,
            language=language,
            decision=verdict.decision,
            score=verdict.score,
            reasons=verdict.reasons,
            reports=_numbered((*main, *told.background)),
            summaries=told.summaries,
            segments=_segments(sentences) if traced else (),
            triggers=tuple(_triggers(sentences)) if traced else (),
        )

    def _verdict(self, sentences: Sequence[Analysed], told: Told, *, other_land: bool) -> Verdict:
        bordered = told.main.scene.border is not None  # else somebody may speak of a border unnamed
        return decide(
            Evidence(
                sentences=sentences,
                current=told.current,
                scene=told.main.scene,
                cells=told.cells,
                summaries=told.summaries,
                dated=told.dated,
                seizures=bool(told.main.seizures),
                lead_lost=_lead_is_lost(sentences),
                inland=told.inland,
                unsaid=told.unsaid,
                other_land=other_land,
                days_late=told.days_late,
                guarded=not bordered and guards_speak(told.current, self._home),
                denied=not bordered and is_denial(told.main, told.current, self._home),
            )
        )


def _without_words(*, passed: bool) -> Verdict:
    """What the gate turns away is not ours; what passes in a language without words is for a person."""
    if passed:
        return Verdict(Decision.REVIEW, 0.4, (Reason(code="language_without_word_list"),))
    return Verdict(Decision.OTHER, 0.0, (Reason(code="gate"),))


def _turned_away(document: Document, language: str) -> Reading:
    return Reading(
        document_id=document.id,
        language=language,
        decision=Decision.OTHER,
        score=0.0,
        reasons=(Reason(code="gate"),),
    )


def _move_background(sentences: Iterable[Analysed]) -> None:
    for sentence in sentences:
        if sentence.background and sentence.kind in (SegmentKind.LEAD, SegmentKind.BODY):
            sentence.kind = SegmentKind.BACKGROUND


def _numbered(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Reports with their place in the list as ordinal."""
    return tuple(
        report if report.ordinal == ordinal else replace(report, ordinal=ordinal)
        for ordinal, report in enumerate(reports)
    )


def _lead_is_lost(sentences: Sequence[Analysed]) -> bool:
    """Whether the page begins in the middle of a sentence."""
    first = next((s for s in sentences if s.kind is not SegmentKind.TITLE), None)
    if first is None:
        return False
    text = first.sentence.text.lstrip("\"'«“„(")
    return text[:1].islower() or text.startswith(("…", "..."))


def _segments(sentences: Sequence[Analysed]) -> tuple[Segment, ...]:
    """Runs of sentences of one kind; the note says why a run is background."""
    segments: list[Segment] = []
    for sentence in sentences:
        text: tuple[str, ...] = (sentence.sentence.text,)
        if segments and segments[-1].kind is sentence.kind and segments[-1].note == sentence.background:
            last = segments.pop()
            text = (*last.sentences, *text)
        segments.append(Segment(kind=sentence.kind, sentences=text, note=sentence.background))
    return tuple(segments)


def _triggers(sentences: Iterable[Analysed]) -> Iterable[Trigger]:
    for sentence in sentences:
        if sentence.kind is SegmentKind.TAIL:
            continue
        phrases = sorted(name for name in sentence.layers if name.startswith(("cue:", "exclude:")))
        for layer in (*_TRACED_LAYERS, *phrases):
            for mark in sentence.marks(layer):
                yield Trigger(
                    kind=layer.removeprefix("cue:"),
                    value=mark.kind,
                    span=span_of(sentence, mark.first, mark.last),
                )
