"""What holds of every reading, whatever the text: no exception, no invention out of place, no slowness."""

import re
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.normalise import TEXT_LIMIT, clean, fold
from bot.extraction.output import reading_record
from bot.extraction.reader import Reader
from bot.knowledge import load_knowledge
from bot.model.document import Document
from bot.model.report import Claim, Reading, Span
from bot.model.vocabulary import Decision, Measure
from tests.golden.traps.traps import Trap, traps
from tests.golden.traps.traps import document as document_of

MANY = settings(max_examples=150, deadline=None)
SOME = settings(max_examples=60, deadline=None)
SEEN = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
CPU_A_READING_SECONDS = 2.0
"""Far more than any reading needs: only what grows with the square of the text is that slow."""

ANY_SIGN = st.characters(categories=("L", "M", "N", "P", "S", "Z", "C"))
SIGNS = st.sampled_from(
    [
        " ", "\n", "\r\n", "\t", ". ", "! ", ", ", "; ", ": ", " - ", "-", "(", ")", '"', "«", "»", "'", "/",
        "\u200c", "\u200f", "\u202e", "\u2066", "\u2029", "\u0301", "\u0301\u0301\u0301\u0301", "\ud800",
        "\udfff", "\0", "<p>", "</", "<", "&lt;", "&amp;", "№ ", "12", "1,350", "151/2", "00:30",
        "18.01.2026", "4", "۴", "٤", "四", "3名", "в", "of", "and", "и", "no", "не",
        "ё", "İ", "ß", "ﬁ", "½", "𝟒", "👮‍♂️",
    ]
)  # fmt: skip
WORDS = sorted({word for trap in traps() for word in (trap.title or "", *trap.text.split())})
SENTENCES = sorted({part for trap in traps() for part in trap.text.replace("\n", " ").split(". ") if part})
PIECES = st.one_of(SIGNS, st.sampled_from(WORDS), st.sampled_from(SENTENCES), st.text(ANY_SIGN, max_size=6))
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
    st.text(ANY_SIGN, max_size=200),
)
TITLES = st.one_of(st.none(), st.lists(PIECES, max_size=4).map(" ".join))
NOISE_LATIN = [
    "Share on Facebook",
    "Subscribe to our newsletter",
    "Follow us on Telegram",
    "Home | World | Sport | Weather",
    "Related articles",
    "Forty dead in a fire in a far country",
]
NOISE_CYRILLIC = [
    "Поделиться в Фейсбуке",
    "Подписывайтесь на наш канал",
    "Главная | Политика | Спорт | Погода",
    "Популярное",
    "Пятьдесят погибших при пожаре за океаном",
]
NOISE_OF_ANY_SCRIPT = ["© 2026", "* * *", "12:45", " ".join(map(str, range(1, 31)))]


def is_russian(trap: Trap) -> bool:
    return bool(re.search("[а-я]", trap.text))


NOISE = st.lists(st.integers(0, 10**6), min_size=1, max_size=6)
"""Which lines of noise follow: numbers, since the lines depend on the script of the text."""


@cache
def reader() -> Reader:
    return load_knowledge().reader


def make_document(text: str, title: str | None = None, published: date | None = None) -> Document:
    return Document(id="x", outlet="o", title=title, text=text, seen_at=SEEN, published_on=published)


def with_text(document: Document, text: str) -> Document:
    return replace(document, text=text)


def claims_of(reading: Reading) -> list[Claim]:
    return [claim for report in reading.reports for claim in report.claims]


def spans_of(reading: Reading) -> Iterable[Span]:
    for report in reading.reports:
        yield from (claim.span for claim in report.claims)
        yield from (seizure.span for seizure in report.seizures)
    yield from (summary.span for summary in reading.summaries)
    yield from (trigger.span for trigger in reading.triggers)


def without_trace(reading: Reading) -> tuple[object, ...]:
    told = reading.reports, reading.summaries
    return reading.language, reading.decision, reading.score, reading.reasons, told


@MANY
@given(TEXTS, TITLES)
def test_reading_never_raises_and_always_decides(text: str, title: str | None) -> None:
    reading = reader().read(make_document(text, title))
    assert reading.decision in Decision
    assert 0.0 <= reading.score <= 1.0
    assert reading.reasons
    assert reading_record(reading)["id"] == "x"


@MANY
@given(st.sampled_from(traps()), st.integers(0, 10**6), st.integers(0, 10**6), st.booleans())
def test_a_text_cut_off_anywhere_is_read(trap: Trap, begin: int, end: int, titled: bool) -> None:
    first, last = sorted((begin % (len(trap.text) + 1), end % (len(trap.text) + 1)))
    title = (trap.title or "")[: end % 80] if titled else None
    assert reader().read(make_document(trap.text[first:last], title), traced=True).language


@SOME
@given(TEXTS, TITLES)
def test_the_same_document_is_always_read_the_same(text: str, title: str | None) -> None:
    first = reader().read(make_document(text, title))
    reader().read(make_document("Something else altogether was killed in Khatlon.", text[:40]))
    again = reader().read(make_document(text, title))
    assert again == first


@SOME
@given(TEXTS, TITLES)
def test_a_trace_changes_nothing_in_a_reading_that_passes_the_gate(text: str, title: str | None) -> None:
    plain = reader().read(make_document(text, title))
    traced = reader().read(make_document(text, title), traced=True)
    assert traced.decision is plain.decision
    if reader().gate(title, text):
        assert without_trace(traced) == without_trace(plain)


@MANY
@given(TEXTS, TITLES)
def test_every_span_points_at_its_own_words(text: str, title: str | None) -> None:
    reading = reader().read(make_document(text, title), traced=True)
    sentences = [(segment.kind, sentence) for segment in reading.segments for sentence in segment.sentences]
    for span in spans_of(reading):
        kind, sentence = sentences[span.sentence]
        assert sentence[span.start : span.end] == span.text
        assert span.start < span.end
        assert span.segment is kind


@MANY
@given(TEXTS, TITLES)
def test_bounds_hold_the_best_figure(text: str, title: str | None) -> None:
    for claim in claims_of(reader().read(make_document(text, title), traced=True)):
        stated = [value for value in (claim.low, claim.best, claim.high) if value is not None]
        assert stated == sorted(stated)
        assert all(value >= 0 for value in stated)


@MANY
@given(TEXTS, TITLES)
def test_a_running_total_is_never_claimed_from_the_same_words(text: str, title: str | None) -> None:
    reading = reader().read(make_document(text, title), traced=True)
    claimed = {(c.span.sentence, c.span.start, c.span.end, c.best) for c in claims_of(reading)}
    for summary in reading.summaries:
        span = summary.span
        assert (span.sentence, span.start, span.end, summary.value) not in claimed


@MANY
@given(TEXTS)
def test_folding_keeps_every_position_and_folding_twice_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert len(fold(cleaned)) == len(cleaned)
    assert fold(fold(cleaned)) == fold(cleaned)


@MANY
@given(st.one_of(TEXTS, st.text(st.sampled_from("&amp;lt<>b/p#38 \u200b\u0301\n"), max_size=60)))
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "<p>" not in cleaned


@SOME
@given(TEXTS, st.integers(1, 80))
def test_cleaning_keeps_its_limit_and_leaves_no_control_sign(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert all(sign.isprintable() or sign in "\n\u200c" for sign in cleaned)
    cleaned.encode()  # no lone surrogate is left


@SOME
@given(st.sampled_from([trap for trap in traps() if trap.subject != "languages"]), NOISE)
def test_noise_after_a_text_changes_none_of_its_figures(trap: Trap, noise: list[int]) -> None:
    plain = document_of(trap)
    lines = NOISE_OF_ANY_SCRIPT + (NOISE_CYRILLIC if is_russian(trap) else NOISE_LATIN)
    noisy = with_text(plain, "\n".join((trap.text, *(lines[number % len(lines)] for number in noise))))
    before, after = reader().read(plain), reader().read(noisy)
    assert after.decision is before.decision
    assert [figures(claim) for claim in claims_of(after)] == [figures(claim) for claim in claims_of(before)]
    assert [(s.measure, s.value) for s in after.summaries] == [(s.measure, s.value) for s in before.summaries]


def figures(claim: Claim) -> tuple[object, ...]:
    return claim.measure, claim.party, claim.low, claim.best, claim.high


@SOME
@given(st.sampled_from(traps()))
def test_carriage_returns_and_blank_lines_change_nothing(trap: Trap) -> None:
    plain = document_of(trap)
    other = with_text(plain, plain.text.replace("\n", "\r\n\r\n"))
    assert without_trace(reader().read(other)) == without_trace(reader().read(plain))


ONE_SIGN = [
    " ", "\n", "<", "<a", "<p>", "&", "&amp;", "&lt;", ".", "!", "1", "1 ", "12 3 ", "1,000 ", "1/2 ", "1-2 ",
    "a", "a-", "a'", "'", '"', '"ab ', "я", "ب", "国", "四", "十万", "1年", "1月", "a\u0301", "\u0301",
    "\u202e", "\u200f", "\u200c", "\ud800", "\udfff", "_", "\u2029", "İ", "ก", "1 a.", "1. a ",
    "four killed ", "убиты ", "two guards, ", "from Khatlon ", "Khatlon, ", "Badakhshan district ",
    "18 January ", "Monday ", "4 attacks since November ", "post No. 5 ", "if ", "and ", "or ", "no ",
    "said ", "an ", "including ",
    "four killed in Khatlon. ", "четверо убиты\n", "панҷ нафар кушта шуданд ", "۴ نفر کشته شدند ",
    "4名恐怖分子被击毙", "3 kişi öldürüldü ", "اموات ", "drei Tote ", "trois morts ",
]  # fmt: skip
HOST = "Four armed men were killed on the Tajik-Afghan border in Khatlon on Tuesday."


@pytest.mark.parametrize("sign", ONE_SIGN, ids=ascii)
def test_twenty_thousand_signs_of_one_kind_are_read_in_time(sign: str) -> None:
    flood = (sign * TEXT_LIMIT)[:TEXT_LIMIT]
    for text, title in ((flood, None), (HOST + flood, flood[:300]), (HOST[:-1] + " " + flood, None)):
        begin = time.process_time()
        reader().read(make_document(text, title), traced=True)
        assert time.process_time() - begin < CPU_A_READING_SECONDS


def test_a_hundred_thousand_combining_marks_are_read_in_time_and_piled_no_higher_than_three() -> None:
    pile = "a" + "\u0301" * 100_000
    begin = time.process_time()
    reader().read(make_document(HOST + pile, pile))
    assert time.process_time() - begin < CPU_A_READING_SECONDS
    assert clean(pile).count("\u0301") <= 3


def test_marks_of_direction_do_not_hide_a_figure() -> None:
    marked = HOST.replace("Four", "\u202eFour\u202c").replace("killed", "kil\u200bl\u2066ed\u2069")
    assert [figures(c) for c in claims_of(reader().read(make_document(marked)))] == [
        figures(c) for c in claims_of(reader().read(make_document(HOST)))
    ]


PEOPLE = ("women", "workers", "shepherds", "border guards", "soldiers", "smugglers", "children", "policemen")
LISTS = st.lists(st.tuples(st.integers(2, 40), st.sampled_from(PEOPLE)), min_size=1, max_size=4)


def dead(groups: list[tuple[int, str]]) -> dict[str, int]:
    """The dead by party of a list of people who were killed together."""
    listed = [f"{count} {people}" for count, people in groups]
    joined = " and ".join((", ".join(listed[:-1]), listed[-1]) if listed[1:] else listed)
    text = f"Shelling from Afghanistan on Khatlon in Tajikistan: {joined} were killed on Tuesday."
    killed = [c for c in claims_of(reader().read(make_document(text))) if c.measure is Measure.KILLED]
    return {claim.party.value: claim.best or 0 for claim in killed}


@MANY
@given(LISTS)
def test_joining_people_to_a_list_lowers_no_figure_and_loses_nobody(groups: list[tuple[int, str]]) -> None:
    shorter, longer = dead(groups[:-1]) if groups[1:] else {}, dead(groups)
    assert all(longer.get(party, 0) >= count for party, count in shorter.items())
    assert sum(longer.values()) == sum(count for count, _ in groups)


AGE = ("He is 14 years old.", "Ему 14 лет.")


@SOME
@given(st.sampled_from([trap for trap in traps() if trap.subject != "languages"]))
def test_an_age_told_behind_a_text_changes_none_of_its_figures(trap: Trap) -> None:
    plain = document_of(trap)
    aged = with_text(plain, f"{trap.text} {AGE[is_russian(trap)]}")
    before, after = reader().read(plain), reader().read(aged)
    assert after.decision is before.decision
    assert [figures(claim) for claim in claims_of(after)] == [figures(claim) for claim in claims_of(before)]
