"""Whatever comes from outside: the card stays ours, whole, and within Telegram's limits."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.answers import (
    IncidentFile,
    OtherCount,
    Problem,
    ReviewQueue,
    SourceList,
    SourceRemoval,
    SourceTrial,
    TollAnswer,
)
from bot.model.incident import Change, Toll, TollRow
from bot.model.message import Message, utf16_length
from bot.model.source import Source, SourceSpec
from bot.model.vocabulary import EventType
from bot.render import cards, outside, sources, tolls, updates
from bot.render.incident_file import incident_file
from bot.render.problems import PROBLEMS, problem
from bot.render.review import review
from bot.render.source_list import PAGE_SIZE, SourceView, page_count, source_list
from tests.property.hostile import ADDRESSES, HOSTILE, hostile_facts, hostile_reports
from tests.unit.render.builders import SHOHIN_SCENE, TEXTS, make_health, make_incident, make_review_text

# What Telegram turns into links by itself, as far as outside words could make it.
SELF_LINKING = re.compile(
    r"https?://|tg://|(?<!\w)@\w|(?<![\w/<])/[a-zA-Z]|(?<!\w)[#$][^\W\d]|\S\.\u200c?[^\W\d]\w|\d\.\d+\.\d|\+\s?\(?\d{5}"
)


def check(message: Message, *, links: set[str]) -> None:
    """Valid for Telegram, no link but ours, direction marks in pairs."""
    assert 0 < utf16_length(message.text) <= 4096
    assert len(message.styles) <= 60
    assert message.text == message.text.strip()
    ends = 0
    for style in message.styles:
        assert style.start >= ends
        ends = style.start + style.length
        assert style.length > 0
        assert ends <= len(message.text)
        if style.kind == "link":
            assert style.url is not None
            assert style.url in links or style.url.startswith("https://www.openstreetmap.org/?mlat=")
            assert outside.link(style.url) is not None
    covered = {
        index
        for style in message.styles
        if style.kind in ("link", "code")
        for index in range(style.start, style.start + style.length)
    }
    bare = "".join(" " if index in covered else letter for index, letter in enumerate(message.text))
    assert not SELF_LINKING.search(bare), SELF_LINKING.search(bare)
    assert not re.search("[\u202a-\u202e\u2066\u2067\u200e\u200f\u061c]", message.text)
    depth = 0
    for letter in message.text:
        depth += {"\u2068": 1, "\u2069": -1}.get(letter, 0)
        assert depth in (0, 1)
    assert depth == 0


@settings(max_examples=150, deadline=None)
@given(facts=hostile_facts(), reports=hostile_reports(), late=st.booleans(), repeat=st.booleans())
def test_no_outside_words_can_break_or_lead_away_from_a_card(
    facts: dict[str, Any], reports: list[Any], late: bool, repeat: bool
) -> None:
    incident = make_incident(**facts)
    links = {report.url for report in reports if report.url}
    ours = tuple(replace(item, speakers=(), nationality=None, others=()) for item in facts["figures"])
    calm = make_incident(contested=facts["contested"], figures=ours, scene=SHOHIN_SCENE)
    card = cards.incident_card(incident, TEXTS, late=late, repeat=repeat, sources=reports)
    check(card, links=links)
    assert card.text.split("\n")[0] == cards.incident_card(calm, TEXTS).text.split("\n")[0]
    found = IncidentFile(asked="x", incident=incident, reports=tuple(reports), revisions=())
    check(incident_file(found, TEXTS), links=links)
    check(incident_file(found, TEXTS, compact=True), links=links)


@settings(max_examples=100, deadline=None)
@given(
    facts=hostile_facts(),
    details=st.lists(
        st.tuples(
            st.sampled_from(["killed", "killed.militants", "place", "seizures", "date", "severity"])
            | HOSTILE,
            HOSTILE,
            HOSTILE,
        ),
        max_size=20,
    ),
    reports=hostile_reports(),
)
def test_no_change_can_break_an_update(
    facts: dict[str, Any], details: list[tuple[str, str, str]], reports: list[Any]
) -> None:
    change = Change(reason=None, sound=True, details=tuple(details))
    message = updates.update(make_incident(**facts), change, TEXTS, sources=reports)
    check(message, links={report.url for report in reports if report.url})


@settings(max_examples=100, deadline=None)
@given(code=st.sampled_from(sorted(PROBLEMS)), value=HOSTILE)
def test_what_a_person_typed_comes_back_harmless(code: str, value: str) -> None:
    found = Problem(code=code, values=tuple((name, value) for name in PROBLEMS[code]))
    text = problem(found, TEXTS).text
    ours = dict.fromkeys(PROBLEMS[code], "")
    known = SELF_LINKING.findall(problem(Problem(code=code, values=tuple(ours.items())), TEXTS).text)
    assert len(SELF_LINKING.findall(text)) <= len(known)
    assert utf16_length(text) <= 1000


@settings(max_examples=40, deadline=None)
@given(names=st.lists(HOSTILE, min_size=1, max_size=120), address=ADDRESSES)
def test_long_lists_keep_to_the_limits(names: list[str], address: str | None) -> None:
    listed = tuple(
        Source(
            id=number,
            spec=SourceSpec(slug=f"s{number}", name=name, url=address or "https://news.example/"),
            failures=number % 3,
            last_result=name,
        )
        for number, name in enumerate(names)
    )
    links = {source.spec.url for source in listed}
    answer = SourceList(sources=listed, health=make_health())
    told = 0
    for page in range(1, page_count(answer, failing=False) + 1):
        shown = source_list(answer, TEXTS, SourceView(page=page))
        check(shown, links=links)
        rows_shown = sum(line[:2] in ("✗ ", "… ", "✓ ", "‖ ") for line in shown.text.split("\n"))
        assert rows_shown == min(PAGE_SIZE, len(listed) - told)
        told += rows_shown
    assert told == len(listed)
    rows = tuple(
        TollRow(
            ref="TJAF-2026-0001",
            day=datetime(2026, 1, 18, tzinfo=UTC).date(),
            where=name,
            killed=None,
            by_party=(),
            event_type=EventType.OTHER,
        )
        for name in names
    )
    toll = Toll(
        since=None,
        until=None,
        place=names[0],
        incidents=len(rows),
        killed=0,
        killed_low=0,
        killed_high=None,
        by_party=(),
        rows=rows,
        undecided=rows,
    )
    others = tuple(
        OtherCount(by=name, measure="killed", value=1, since=name, outlet=name, published_at=None)
        for name in names
    )
    check(tolls.toll_answer(TollAnswer(toll=toll, others=others, health=make_health()), TEXTS), links=set())
    trial = SourceTrial(
        token="t", url=names[0], asked=names[-1], name=names[0], items=(), total_items=len(names)
    )
    check(sources.source_trial(trial, TEXTS, confirm_data=None, cancel_data=None), links=set())


@settings(max_examples=200, deadline=None)
@given(text=HOSTILE, limit=st.integers(2, 200))
def test_outside_words_keep_to_their_limit_and_cannot_be_cleaned_further(text: str, limit: int) -> None:
    shown = outside.words(text, limit)
    bare, _ = outside.unwrap(shown)
    assert len(bare) <= limit
    assert outside.clean(bare, limit) == bare
    assert outside.defang(bare) == bare
    without_numbers = re.sub(r"(?<![\w.])\d+\.\d+(?![\w.])", "", bare)
    assert not re.search(r"\.(?!\s|…?\Z)", without_numbers)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(HOSTILE, min_size=1, max_size=20), address=ADDRESSES)
def test_the_review_keeps_to_the_limits_and_passes_no_text_over(
    words: list[str], address: str | None
) -> None:
    told = [
        make_review_text("border", "lead_lost", id_=number, title=text, text=text, outlet=text, url=address)
        for number, text in enumerate(words)
    ]
    seen = 0
    while seen < len(told):
        queue = ReviewQueue(texts=tuple(told[seen:]), skipped=seen, waiting=len(told), doubles=())
        message = review(queue, TEXTS, limit=20, turn=str)
        check(message, links={address} if address else set())
        shown = message.text.count("\n   for: ")
        assert shown
        seen += shown
        older = [button.data for row in message.buttons for button in row if button.text == "Older ›"]
        assert older == ([str(seen)] if seen < len(told) else [])


@settings(max_examples=60, deadline=None)
@given(name=HOSTILE, address=ADDRESSES)
def test_the_question_before_a_removal_stays_ours(name: str, address: str | None) -> None:
    spec = SourceSpec(slug="s", name=name, url=address or "https://news.example/")
    removal = SourceRemoval(token="t0ken", source=Source(id=1, spec=spec), texts=3, reports=1)
    text = sources.source_removal(removal, TEXTS, confirm_data="v1|x", cancel_data="v1|y").text
    assert utf16_length(text) <= 1000
    assert text.count("\n") == 3
