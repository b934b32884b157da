"""Own sentences taken through the stages of the reader, for the tests of single stages.

``sentence("Two men were killed.")`` is one annotated sentence with its figures read; ``page`` is a whole
text with lead and background settled; ``read`` is the answer of the real reader. Everything is seen from
Wednesday, 4 March 2026.
"""

from datetime import date, datetime, time
from functools import cache

from bot.extraction.analysis import Analysed
from bot.extraction.annotate import Annotator
from bot.extraction.background import mark_background
from bot.extraction.claims import read_all_figures
from bot.extraction.figures import settle
from bot.extraction.finding import Finding
from bot.extraction.lead import settle_lead
from bot.extraction.lexicon import Lexicon
from bot.extraction.normalise import TITLE_LIMIT, clean
from bot.extraction.packs import build_lexicon
from bot.extraction.placenames import PlaceNames
from bot.extraction.places import PlaceIndex
from bot.extraction.speakers import Speakers
from bot.knowledge import Knowledge, files, load_knowledge
from bot.model.document import DUSHANBE, Document
from bot.model.report import Reading, Report, Summary
from bot.model.vocabulary import Measure, SegmentKind

WEDNESDAY = date(2026, 3, 4)

Bounds = tuple[str, str, int | None, int | None, int | None]


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


@cache
def speakers() -> Speakers:
    return files.load_speakers()


@cache
def annotator() -> Annotator:
    names = PlaceNames(files.place_names(files.gazetteer_rows()))
    return Annotator(PlaceIndex(knowledge().gazetteer, names))


@cache
def lexicon(language: str) -> Lexicon:
    """The pack of a language with the names of speakers, as the reader uses it."""
    pack = build_lexicon(files.read_toml(f"lexicon/{language}.toml"))
    return pack.joined(speakers().entries(language))


def document(
    text: str,
    *,
    title: str | None = None,
    published: date | datetime = WEDNESDAY,
    language: str | None = None,
    origin: str | None = None,
) -> Document:
    moment = published if isinstance(published, datetime) else None
    return Document(
        id="own",
        outlet="The Daily Test",
        title=title,
        text=text,
        seen_at=moment or datetime.combine(published, time(12), DUSHANBE),
        language=language,
        published_at=moment,
        published_on=None if moment else published,
        origin=origin,
    )


def annotated(
    text: str, language: str = "en", *, title: str | None = None, published: date = WEDNESDAY
) -> list[Analysed]:
    """The sentences of a text with all words, days, places and quantities found."""
    return annotator().annotate(clean(title or "", TITLE_LIMIT), clean(text), lexicon(language), published)


def with_figures(
    text: str, language: str = "en", *, title: str | None = None, published: date = WEDNESDAY
) -> tuple[list[Analysed], list[Finding], list[Summary]]:
    sentences = annotated(text, language, title=title, published=published)
    figures = read_all_figures(sentences, lexicon(language), published)
    findings = [finding for found, _ in figures for finding in found]
    return sentences, findings, [summary for _, totals in figures for summary in totals]


def sentence(text: str, language: str = "en", *, published: date = WEDNESDAY) -> Analysed:
    """The first sentence of a text, its figures read."""
    return with_figures(text, language, published=published)[0][0]


def page(
    text: str, language: str = "en", *, title: str | None = None, published: date = WEDNESDAY
) -> list[Analysed]:
    """The sentences with lead and background settled."""
    sentences, _, _ = with_figures(text, language, title=title, published=published)
    settle_lead(sentences)
    mark_background(sentences, published)
    return sentences


def figures(text: str, language: str = "en") -> list[Bounds]:
    """Measure, party ('' for none), low, best and high of every finding, as they stand in the text."""
    _, findings, _ = with_figures(text, language)
    return [(f.measure.value, f.party, f.low, f.best, f.high) for f in findings]


def best(text: str, language: str = "en") -> dict[str, int | None]:
    """The best figure of every finding under "measure party"."""
    return {f"{measure} {party}".strip(): figure for measure, party, _, figure, _ in figures(text, language)}


def cells(text: str, title: str | None = None, language: str = "en") -> dict[str, int | None]:
    """The best figures of the event under "measure party", sentences of older events left out."""
    sentences, findings, _ = with_figures(text, language, title=title)
    settle_lead(sentences)
    mark_background(sentences, WEDNESDAY)
    settled = settle(f for f in findings if f.sentence.kind is not SegmentKind.BACKGROUND)
    return {f"{measure} {party}": finding.best for (measure, party), finding in settled.items()}


def read(
    text: str,
    *,
    title: str | None = None,
    published: date | datetime = WEDNESDAY,
    language: str | None = None,
    origin: str | None = None,
) -> Reading:
    source = document(text, title=title, published=published, language=language, origin=origin)
    return knowledge().reader.read(source, traced=True)


def report(text: str, *, title: str | None = None, published: date | datetime = WEDNESDAY) -> Report:
    """The main report of a text that holds one."""
    main = read(text, title=title, published=published).main
    assert main is not None, text
    return main


def killed(found: Report) -> dict[str, int | None]:
    """Who was killed by a report, by party; parties that are only named are left out."""
    return {
        claim.party.value: claim.best
        for claim in found.claims
        if claim.measure is Measure.KILLED and (claim.low, claim.best, claim.high) != (None, None, None)
    }
