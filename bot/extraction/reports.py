"""From annotated sentences to reports: the one the text was written for, and older events it dates.

The main report takes its figures from title, lead and body; sentences about an older event never feed
it. Where such a sentence names the day, the place and the harm, it becomes a *background* report of
its own, which may update the incident of that day and never opens one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.extraction.analysis import Analysed
from bot.extraction.claims import Finding, span_of
from bot.extraction.datescan import DateMention
from bot.extraction.details import find_anchors, find_seizures
from bot.extraction.eventdate import event_date
from bot.extraction.eventtype import event_types
from bot.extraction.figures import Cells, settle
from bot.extraction.happened import is_untrue
from bot.extraction.lexicon import Lexicon, Mark
from bot.extraction.scene import SceneFinder
from bot.extraction.speakers import Speakers
from bot.model.document import Document
from bot.model.report import Claim, EventDate, Report, Speaker, Summary
from bot.model.vocabulary import Aux, EventType, Measure, Modality, Party, SegmentKind, VerbClass

_EVIDENCE_CHARACTERS = 300
_NAMED_PARTIES = ("militants", "smugglers")
_DENIAL_REACH = 6
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
        summaries = self._summaries(sentences, figures)
        speaker = self._speakers.of_document(current, document.outlet, document.origin)
        cells = settle(f for f in findings if f.sentence.kind in _CURRENT and not _is_made_up(f))
        main, day = self._main(current, everywhere, cells, speaker, lexicon, reference)
        older = [s for s in everywhere if s.kind is SegmentKind.BACKGROUND]
        background = self._background(older, findings, speaker, lexicon, reference, main)
        return Told(
            main=main,
            cells=cells,
            background=background,
            summaries=tuple(summaries),
            current=current,
            dated=day is not None,
            inland=self._scenes.is_inland(main.scene, current),
            unsaid=self._scenes.says_nothing_of_border(main.scene, everywhere),
            days_late=_days_late(document, day, current),
        )

    def _summaries(
        self, sentences: Sequence[Analysed], figures: Sequence[tuple[list[Finding], list[Summary]]]
    ) -> list[Summary]:
        """Running totals with who counts: whoever is named beside them."""
        summaries: list[Summary] = []
        for sentence, (_, totals) in zip(sentences, figures, strict=True):
            if totals:
                counter = self._speakers.nearest(sentence)
                summaries.extend(_counted(total, counter, sentence.kind) for total in totals)
        return summaries

    def _main(
        self,
        current: Sequence[Analysed],
        everywhere: Sequence[Analysed],
        cells: Cells,
        speaker: Speaker,
        lexicon: Lexicon,
        reference: date,
    ) -> tuple[Report, DateMention | None]:
        scene, placed = self._scenes.find(current, lexicon, everywhere)
        day, mention = event_date(current, reference)
        kind, seen = event_types(current, cells)
        seizures = find_seizures(current)
        counted = [self._claim(key, finding, speaker, cells) for key, finding in cells.items()]
        claims = [*counted, *self._namings(current, counted), *self._denials(current, speaker)]
        corrected = any(
            s.cue("correction") for s in current if s.kind in (SegmentKind.TITLE, SegmentKind.LEAD)
        )
        report = Report(
            ordinal=0,
            event_type=kind,
            date=day,
            scene=scene,
            speaker=speaker,
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
        speaker: Speaker,
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
            report = self._older(sentence, own, day, speaker, lexicon, len(reports) + 1)
            if report is not None:
                reports.append(report)
        return tuple(reports)

    def _older(
        self,
        sentence: Analysed,
        own: Sequence[Finding],
        day: EventDate,
        speaker: Speaker,
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
            speaker=self._speakers.of_sentence(sentence) or speaker,
            claims=tuple(self._claim(key, finding, speaker, cells) for key, finding in cells.items()),
            anchors=find_anchors([sentence], placed, day, scene, ()),
            background=True,
            evidence=_evidence([sentence]),
            types_seen=seen,
        )

    def _claim(self, key: tuple[Measure, Party], finding: Finding, speaker: Speaker, cells: Cells) -> Claim:
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
            speaker=self._speakers.of_sentence(finding.sentence) or speaker,
            span=finding.span(),
            label=finding.label,
            nationality=finding.nationality,
        )

    def _namings(self, current: Sequence[Analysed], told: Sequence[Claim]) -> list[Claim]:
        """What a named speaker calls those who came across, without counting them.

        The Border Troops' "terrorists" are the spokesman's "drug smugglers": one group, two labels. A
        speaker who is already told with this party says nothing new.
        """
        known = {(claim.speaker.origin, claim.party) for claim in told}
        claims: list[Claim] = []
        for sentence in current:
            named = [m for m in sentence.marks("party") if m.kind in _NAMED_PARTIES]
            speaker = self._speakers.of_sentence(sentence) if named else None
            if speaker is None:
                continue
            for mark in named:
                if _is_denied(sentence, mark):
                    continue
                if (speaker.origin, Party(mark.kind)) not in known:
                    known.add((speaker.origin, Party(mark.kind)))
                    claims.append(_naming(sentence, mark, speaker))
        return claims

    def _denials(self, current: Sequence[Analysed], speaker: Speaker) -> list[Claim]:
        """Whoever denies that it happened; denying responsibility is not denying the event."""
        claims: list[Claim] = []
        for sentence in current:
            for mark in sentence.cue("deny"):
                denied = next(
                    (act for act in _events(sentence) if 0 <= act.first - mark.last <= _DENIAL_REACH), None
                )
                if denied is not None:
                    claims.append(
                        _denial(sentence, mark, denied, self._speakers.of_sentence(sentence) or speaker)
                    )
        return claims[:1]


_CURRENT = frozenset((SegmentKind.TITLE, SegmentKind.LEAD, SegmentKind.BODY))


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


def _events(sentence: Analysed) -> list[Mark]:
    return [m for m in sentence.marks("event") if m.kind in ("clash", "attack", "shelling", "explosion")]


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


def _is_denied(sentence: Analysed, mark: Mark) -> bool:
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


def _evidence(sentences: Sequence[Analysed]) -> str:
    """The sentence that best stands for the report: the lead, else the first."""
    lead = next((s for s in sentences if s.kind is SegmentKind.LEAD), sentences[0] if sentences else None)
    return lead.sentence.text[:_EVIDENCE_CHARACTERS] if lead is not None else ""


def is_told(report: Report) -> bool:
    """Whether a report says anything at all: a place on a border, a figure, or an event."""
    return report.scene.border is not None or bool(report.claims) or report.event_type is not EventType.OTHER
