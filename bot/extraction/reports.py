"""From annotated sentences to reports: the one the text was written for, and older events it dates.

The main report takes its figures from title, lead and body; sentences about an older event never feed
it. Where such a sentence names the day, the place and the harm, it becomes a *background* report of
its own, which may update the incident of that day and never opens one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from bot.extraction.analysis import Analysed
from bot.extraction.attribution import Attribution
from bot.extraction.datescan import DateMention
from bot.extraction.details import find_anchors, find_seizures
from bot.extraction.eventdate import event_date
from bot.extraction.eventtype import event_types
from bot.extraction.figures import Cells, settle
from bot.extraction.finding import Finding
from bot.extraction.happened import is_untrue
from bot.extraction.lexicon import Lexicon
from bot.extraction.placed import Placed
from bot.extraction.sayings import Telling, denials, namings
from bot.extraction.scene import SceneFinder
from bot.extraction.speakers import Speakers
from bot.model.document import Document
from bot.model.report import Claim, EventDate, Report, Scene, Speaker, Summary
from bot.model.vocabulary import Aux, EventType, Measure, Modality, Party, SegmentKind

_EVIDENCE_CHARACTERS = 300
_BACKGROUND_REPORTS = 8


@dataclass(slots=True)
class Told:
    """What the sentences of a document tell: the main report and what weighs in the verdict."""

    main: Report
    cells: Cells
    background: tuple[Report, ...]
    summaries: tuple[Summary, ...]
    current: tuple[Analysed, ...]
    dated: bool
    inland: bool
    unsaid: bool
    days_late: int


class ReportBuilder:
    """Builds reports; holds what is needed to name places and speakers."""

    def __init__(self, scenes: SceneFinder, speakers: Speakers) -> None:
        """Both are shared and never changed."""
        self._scenes = scenes
        self._speakers = speakers

    def build(
        self,
        document: Document,
        sentences: Sequence[Analysed],
        figures: Sequence[tuple[list[Finding], list[Summary]]],
        lexicon: Lexicon,
        reference: date,
    ) -> Told:
        """All reports of a document whose background is already marked."""
        current = tuple(s for s in sentences if s.kind in _CURRENT)
        everywhere = tuple(s for s in sentences if s.kind is not SegmentKind.TAIL)
        leads = {s.index for s in sentences if s.kind is SegmentKind.LEAD}
        findings = [f for found, _ in figures for f in found if not _repeats_total(f, figures, leads)]
        told_here = [f for f in findings if f.sentence.kind in _CURRENT and not _is_made_up(f)]
        cells = settle(_without_mistaken(told_here, sentences))
        scene, placed = self._scenes.find(current, lexicon, everywhere)
        said = Attribution(
            self._speakers, everywhere, lexicon.grammar, country=scene.country, usual=document.origin
        )
        told = Telling(said, said.of_document(current, tuple(cells.values()), document.outlet))
        main, day = self._main(current, cells, told, scene, placed, reference)
        older = [s for s in everywhere if s.kind is SegmentKind.BACKGROUND]
        return Told(
            main=main,
            cells=cells,
            background=self._background(older, findings, told, lexicon, reference, main),
            summaries=tuple(_summaries(sentences, figures, said)),
            current=current,
            dated=day is not None,
            inland=self._scenes.borders.is_inland(main.scene, current),
            unsaid=self._scenes.borders.says_nothing_of_border(main.scene, everywhere),
            days_late=_days_late(document, day, current),
        )

    def _main(
        self,
        current: Sequence[Analysed],
        cells: Cells,
        told: Telling,
        scene: Scene,
        placed: Sequence[Placed],
        reference: date,
    ) -> tuple[Report, DateMention | None]:
        day, mention = event_date(current, reference)
        kind, seen = event_types(current, cells)
        seizures = find_seizures(current)
        counted = [_claim(key, finding, told, cells) for key, finding in cells.items()]
        claims = [*counted, *namings(current, counted, told), *denials(current, told)]
        corrected = any(
            s.cue("correction") for s in current if s.kind in (SegmentKind.TITLE, SegmentKind.LEAD)
        )
        report = Report(
            ordinal=0,
            event_type=kind,
            date=day,
            scene=scene,
            speaker=told.main,
            claims=tuple(_corrected(claim) if corrected else claim for claim in claims),
            seizures=seizures,
            anchors=find_anchors(current, placed, day, scene, seizures),
            evidence=_evidence(current),
            types_seen=seen,
        )
        return report, mention

    def _background(
        self,
        older: Sequence[Analysed],
        findings: Sequence[Finding],
        told: Telling,
        lexicon: Lexicon,
        reference: date,
        main: Report,
    ) -> tuple[Report, ...]:
        reports: list[Report] = []
        for sentence in older:
            own = [f for f in findings if f.sentence is sentence]
            if not own or len(reports) == _BACKGROUND_REPORTS:
                continue
            day, mention = event_date([sentence], reference)
            if mention is None or mention.kind != "day" or not mention.explicit:
                continue
            if day.start == main.date.start and day.explicit and main.date.explicit:
                continue
            report = self._older(sentence, own, day, told, lexicon, len(reports) + 1)
            if report is not None:
                reports.append(report)
        return tuple(reports)

    def _older(
        self,
        sentence: Analysed,
        own: Sequence[Finding],
        day: EventDate,
        told: Telling,
        lexicon: Lexicon,
        ordinal: int,
    ) -> Report | None:
        scene, placed = self._scenes.find([sentence], lexicon, [sentence])
        if scene.border is None or not scene.place_ids:
            return None
        cells = settle(own)
        kind, seen = event_types([sentence], cells)
        return Report(
            ordinal=ordinal,
            event_type=kind,
            date=day,
            scene=scene,
            speaker=told.said.of_sentence(sentence) or told.main,
            claims=tuple(_claim(key, finding, told, cells) for key, finding in cells.items()),
            anchors=find_anchors([sentence], placed, day, scene, ()),
            background=True,
            evidence=_evidence([sentence]),
            types_seen=seen,
        )


_CURRENT = frozenset((SegmentKind.TITLE, SegmentKind.LEAD, SegmentKind.BODY))


def _claim(key: tuple[Measure, Party], finding: Finding, told: Telling, cells: Cells) -> Claim:
    """A cell as it was asserted: a figure without a party is a total, and its parts are in it."""
    measure, party = key
    parts = _named_parts(measure, cells) if party is Party.UNKNOWN else 0
    return Claim(
        measure=measure,
        party=party,
        low=_plus(finding.low, parts),
        best=_plus(finding.best, parts),
        high=_plus(finding.high, parts),
        verb_class=finding.verb_class,
        modality=finding.modality,
        aux=Aux.CURRENT,
        speaker=told.by(finding.sentence, finding.first, finding.last),
        span=finding.span(),
        label=finding.label,
        nationality=finding.nationality,
    )


def _summaries(
    sentences: Sequence[Analysed], figures: Sequence[tuple[list[Finding], list[Summary]]], said: Attribution
) -> list[Summary]:
    """Running totals with who counts: whoever is named beside them."""
    summaries: list[Summary] = []
    for sentence, (_, totals) in zip(sentences, figures, strict=True):
        if totals:
            counter = said.counter(sentence)
            summaries.extend(_counted(total, counter, sentence.kind) for total in totals)
    return summaries


def _is_made_up(finding: Finding) -> bool:
    """Whether a figure is that of a rumour; "it is not true, nobody was hurt" is no rumour."""
    return finding.best != 0 and is_untrue(finding.sentence)


def _days_late(document: Document, day: DateMention | None, current: Sequence[Analysed]) -> int:
    """How long before its publication title and lead date the event; 0 where either is not known."""
    published = document.published_on or document.published_at
    if day is None or published is None:
        return 0
    opens = any(day is named for s in current if s.kind is not SegmentKind.BODY for named in s.dates)
    return max(0, (document.reference_date() - day.stop).days) if opens else 0


def _repeats_total(
    finding: Finding, figures: Sequence[tuple[list[Finding], list[Summary]]], leads: Collection[int]
) -> bool:
    """Whether a title only shortens what the lead calls a total: "five killed in attacks"."""
    if finding.sentence.kind is not SegmentKind.TITLE or finding.best is None:
        return False
    told = [f for found, _ in figures for f in found if f.sentence.kind is not SegmentKind.TITLE]
    if any(f.measure is finding.measure and f.best == finding.best for f in told):
        return False
    return any(
        total.span.sentence in leads and total.measure is finding.measure and total.value == finding.best
        for _, totals in figures
        for total in totals
    )


def _without_mistaken(findings: Sequence[Finding], sentences: Sequence[Analysed]) -> list[Finding]:
    """The figures but for those of a sentence that the next one calls wrong, where others are given."""
    wrong = {before.index for before, after in pairwise(sentences) if "cue:mistaken" in after.layers}
    if not wrong:
        return list(findings)
    right = {f.measure for f in findings if f.sentence.index not in wrong}
    return [f for f in findings if f.sentence.index not in wrong or f.measure not in right]


def _counted(summary: Summary, counter: Speaker | None, kind: SegmentKind) -> Summary:
    """A total with who counts it, and the part of the text it stands in: that is settled after reading."""
    span = replace(summary.span, segment=kind)
    return replace(summary, by=counter.name if counter is not None else summary.by, span=span)


def _named_parts(measure: Measure, cells: Cells) -> int:
    """How many the named parties account for."""
    return sum(
        finding.best or 0
        for (other, party), finding in cells.items()
        if other is measure and party is not Party.UNKNOWN
    )


def _plus(count: int | None, parts: int) -> int | None:
    return None if count is None else count + parts


def _corrected(claim: Claim) -> Claim:
    """A figure of a text that corrects an earlier one: it replaces, and says so."""
    if claim.best is None or claim.modality is not Modality.ASSERTED:
        return claim
    return replace(claim, modality=Modality.CORRECTED)


def _evidence(sentences: Sequence[Analysed]) -> str:
    """The sentence that best stands for the report: the lead, else the first."""
    lead = next((s for s in sentences if s.kind is SegmentKind.LEAD), sentences[0] if sentences else None)
    return lead.sentence.text[:_EVIDENCE_CHARACTERS] if lead is not None else ""


def is_told(report: Report) -> bool:
    """Whether a report says anything at all: a place on a border, a figure, or an event."""
    return report.scene.border is not None or bool(report.claims) or report.event_type is not EventType.OTHER
