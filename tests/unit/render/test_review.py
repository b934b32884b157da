"""The review queue in words: what, who, when, why, where; nothing passed over."""

import ast
import inspect
from dataclasses import replace
from types import ModuleType

import pytest

from bot.extraction import decide, genre, reader
from bot.model.answers import ReviewQueue, ReviewText
from bot.model.incident import Incident
from bot.model.message import utf16_length
from bot.render.builder import TEXT_BUDGET
from bot.render.review import FOR, review
from tests.unit.render.builders import CLASH, NOW, TEXTS, make_review_text

NEVER_IN_REVIEW = {"no_watched_border", "no_current_act", "gate"}


def queue(
    *texts: ReviewText, skipped: int = 0, waiting: int | None = None, doubles: tuple[Incident, ...] = ()
) -> ReviewQueue:
    total = skipped + len(texts) if waiting is None else waiting
    return ReviewQueue(texts=texts, skipped=skipped, waiting=total, doubles=doubles)


def test_a_text_is_shown_with_outlet_date_reasons_and_link() -> None:
    told = make_review_text("border", "act_in_opening", "figures", "against_court", "lead_lost")
    message = review(queue(told), TEXTS, limit=5)
    assert message.text == (
        "1 text waits for a person to look at it\n"
        "• Valley Wire, 18 Jan 2026, 12:00 UTC (17:00 Dushanbe): “Shots at the river 1” valley.example\n"
        "   for: Tajikistan–Afghanistan border, an act in title or lead, figures; against: a court,"
        " its beginning is lost\n"
        "\n"
        "“borderwatch explain” with the address of a text shows how it was read."
    )
    assert [style.url for style in message.styles if style.kind == "link"] == ["https://valley.example/1"]


@pytest.mark.parametrize(
    ("codes", "why"),
    [
        (
            ("border", "act_in_body"),
            "for: Tajikistan–Afghanistan border, an act in the body alone; too little for an incident",
        ),
        (("language_without_word_list",), "against: its language has no word list"),
    ],
)
def test_the_reason_is_a_sentence_whatever_spoke(codes: tuple[str, ...], why: str) -> None:
    assert f"\n   {why}\n" in review(queue(make_review_text(*codes)), TEXTS, limit=5).text


def test_a_text_without_title_or_date_shows_its_words_and_when_it_was_seen() -> None:
    bare = make_review_text(title=None, published_at=None, url=None)
    text = review(queue(bare), TEXTS, limit=5).text
    assert "• Valley Wire, seen 18 Jan 2026, 12:00 UTC (17:00 Dushanbe): “Shots were heard.”\n" in text
    dated = make_review_text(published_at=None, published_on=NOW.date())
    assert "• Valley Wire, 18 January 2026: “" in review(queue(dated), TEXTS, limit=5).text


def codes_of(module: ModuleType) -> set[str]:
    """Every reason that a module gives, as its source names them."""
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Call)]
    given = [word.value for call in calls for word in call.keywords if word.arg == "code"]
    given += [call.args[1] for call in calls if getattr(call.func, "id", "") == "_add"]
    return {node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_reason_that_can_leave_a_text_to_a_person_is_worded() -> None:
    against = {f"against_{kind}" for kind in genre._AGAINST}
    codes = codes_of(decide) | codes_of(reader) | codes_of(genre) | against
    assert set(FOR) < codes
    assert {code for code in codes - NEVER_IN_REVIEW if not TEXTS.has(f"verdict.{code}")} == set()


@pytest.mark.parametrize(
    ("words", "address"), [("\N{CROCODILE}" * 300, ""), ("", "x" * 500)], ids=["long words", "long addresses"]
)
def test_pages_go_on_where_the_last_one_ended_so_that_no_text_is_passed_over(
    words: str, address: str
) -> None:
    waiting = [
        make_review_text(
            "border", "inland",
            id_=number,
            title=f"No. {number:02d} x{words}",
            outlet=words or "Valley Wire",
            url=f"https://valley.example/{number}/{address}",
        )
        for number in range(40)
    ]  # fmt: skip
    seen: list[str] = []
    pages = 0
    while len(seen) < len(waiting):
        begin = len(seen)
        page = queue(*waiting[begin : begin + 20], skipped=begin, waiting=len(waiting))
        message = review(page, TEXTS, limit=20, turn=str)
        assert utf16_length(message.text) <= TEXT_BUDGET
        shown = [
            text.document.title or ""
            for text in page.texts
            if (text.document.title or "")[:6] in message.text
        ]
        assert shown == [text.document.title for text in page.texts[: len(shown)]]
        assert f"Here {begin + 1} to {begin + len(shown)}, newest first." in message.text
        seen += shown
        older = [button.data for row in message.buttons for button in row if button.text == "Older ›"]
        assert older == ([str(len(seen))] if len(seen) < len(waiting) else [])
        pages += 1
    assert 1 < pages < len(waiting)


def test_one_can_go_back_to_newer_ones() -> None:
    message = review(queue(make_review_text(), skipped=3, waiting=9), TEXTS, limit=5, turn=str)
    assert [(button.text, button.data) for button in message.buttons[0]] == [
        ("‹ Newer", "0"),
        ("Older ›", "4"),
    ]


def test_incidents_that_may_be_one_stand_below_on_the_first_page() -> None:
    double = replace(CLASH, snapshot=replace(CLASH.snapshot, possible_duplicate_of="TJAF-2025-0009"))
    text = review(queue(doubles=(double,) * 7), TEXTS, limit=5).text
    assert text.startswith(
        "No text waits for a person to look at it.\n\n7 incidents may be the same as another\n"
    )
    assert f"· {CLASH.ref} – perhaps TJAF-2025-0009\n" in text
    assert text.endswith("+2 more")
    later = review(queue(make_review_text(), skipped=1, doubles=(double,)), TEXTS, limit=5).text
    assert "may be the same" not in later
