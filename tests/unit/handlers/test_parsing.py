"""Command lines as people type them."""

from datetime import date

import pytest

from bot.desk.dates import parse_day
from bot.model.answers import Problem
from handlers import parsing
from handlers.parsing import (
    Addressed,
    LatestQuestion,
    NewSource,
    Payload,
    SourcesQuestion,
    TollQuestion,
)


@pytest.mark.parametrize(
    ("typed", "place", "limit"),
    [
        ("", "", 5),
        ("Khatlon", "Khatlon", 5),
        ("Khatlon 10", "Khatlon", 10),
        ("  shamsiddin   Shohin  3 ", "shamsiddin Shohin", 3),
        ("20", "", 20),
        ("«Хатлон»", "Хатлон", 5),
        ("ختلان ۷", "ختلان", 7),
        ("post 7 Khatlon", "post 7 Khatlon", 5),
        ("TJ-AF", "TJ-AF", 5),
        ("+4", "", 4),
    ],
)
def test_latest_takes_a_place_and_a_number_in_the_end(typed: str, place: str, limit: int) -> None:
    assert parsing.parse_latest(typed) == LatestQuestion(place=place, limit=limit)


@pytest.mark.parametrize("typed", ["0", "21", "Khatlon -3", "99999999999999999999999", "Khatlon 0"])
def test_a_number_out_of_range_is_a_problem_that_names_it(typed: str) -> None:
    found = parsing.parse_latest(typed)
    assert isinstance(found, Problem)
    assert found.code == "number_out_of_range"
    assert dict(found.values) == {"text": typed.rsplit(maxsplit=1)[-1], "most": "20"}


@pytest.mark.parametrize("typed", ["+-3", "--", "- 4x"])
def test_signs_alone_are_words_of_a_place(typed: str) -> None:
    assert parsing.parse_latest(typed) == LatestQuestion(place=typed, limit=5)


@pytest.mark.parametrize(
    ("held", "limit"), [("7", 7), ("0", 1), ("900", 20), ("", 5), ("x", 5), ("99999999", 5), ("-2", 5)]
)
def test_a_button_holds_a_sane_number_or_none(held: str, limit: int) -> None:
    assert parsing.latest_limit(held) == limit


@pytest.mark.parametrize(("typed", "limit"), [("", 5), (" 7 ", 7), ("20", 20), ("+4", 4), ("۷", 7)])
def test_review_takes_a_number(typed: str, limit: int) -> None:
    assert parsing.parse_review(typed) == limit


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0", "number_out_of_range"),
        ("21", "number_out_of_range"),
        ("-1", "number_out_of_range"),
        ("9" * 5000, "number_out_of_range"),
        ("all", "number_unreadable"),
        ("5 6", "number_unreadable"),
        ("½", "number_unreadable"),
        ("x" * 4000, "number_unreadable"),
    ],
)
def test_review_takes_nothing_else(typed: str, code: str) -> None:
    assert parsing.parse_review(typed) == Problem(code=code, values=(("text", typed[:100]), ("most", "20")))


@pytest.mark.parametrize(("held", "limit"), [("7", 7), ("0", 5), ("900", 5), ("", 5), ("x", 5)])
def test_a_button_of_the_review_holds_a_sane_number(held: str, limit: int) -> None:
    assert parsing.review_limit(held) == limit


@pytest.mark.parametrize(
    ("typed", "failing", "page"),
    [
        ("", False, 1),
        ("3", False, 3),
        ("all", False, 1),
        (" ALL  2 ", False, 2),
        ("Failing", True, 1),
        ("failing 2", True, 2),
        ("۲", False, 2),
        ("0", False, 0),
        ("-4", False, -4),
        ("9" * 5000, False, 0),
    ],
)
def test_sources_takes_a_part_of_the_list_and_a_page(typed: str, failing: bool, page: int) -> None:
    assert parsing.parse_sources(typed) == SourcesQuestion(failing=failing, page=page)


@pytest.mark.parametrize("typed", ["Khovar", "failing all", "2 failing", "1 2", "x" * 4000])
def test_what_is_no_part_of_the_list_is_named(typed: str) -> None:
    assert parsing.parse_sources(typed) == Problem(code="list_unreadable", values=(("text", typed[:100]),))


@pytest.mark.parametrize(
    ("typed", "chat"), [("", None), ("@border_news", "@border_news"), ("-1001234", "-1001234")]
)
def test_a_chat_may_be_named_or_not(typed: str, chat: str | None) -> None:
    assert parsing.parse_chat(typed) == chat


@pytest.mark.parametrize("typed", ["border_news", "@border_news Khatlon", "@a @b @c", "x" * 4000])
def test_what_names_no_chat_is_a_problem(typed: str) -> None:
    found = parsing.parse_chat(typed)
    assert isinstance(found, Problem)
    assert found.code == "chat_unreadable"


NOVEMBER, JANUARY = date(2025, 11, 1), date(2026, 1, 31)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", TollQuestion(place="")),
        ("since 2025-11-01", TollQuestion(place="", since=NOVEMBER)),
        ("Since 01.11.2025", TollQuestion(place="", since=NOVEMBER)),
        ("2025-11", TollQuestion(place="", since=NOVEMBER)),
        ("Khatlon since 2025-11-1", TollQuestion(place="Khatlon", since=NOVEMBER)),
        ("since 2025-11-01 Khatlon", TollQuestion(place="Khatlon", since=NOVEMBER)),
        ("Gorno Badakhshan 2025-11-01", TollQuestion(place="Gorno Badakhshan", since=NOVEMBER)),
        (
            "Хатлон until 31/1/2026 since 1/11/2025",
            TollQuestion(place="Хатлон", since=NOVEMBER, until=JANUARY),
        ),
        ("2025-11-01 until 2026-01-31", TollQuestion(place="", since=NOVEMBER, until=JANUARY)),
    ],
)
def test_a_toll_takes_a_place_and_a_period_in_any_order(typed: str, asked: TollQuestion) -> None:
    assert parsing.parse_toll(typed, parse_day) == asked


@pytest.mark.parametrize(
    ("typed", "code", "values"),
    [
        ("since yesterday", "date_unreadable", {"text": "yesterday"}),
        ("since 1 November 2025 until 2026-01-01", "date_unreadable", {"text": "1 November 2025"}),
        ("since 31.02.2026", "date_unreadable", {"text": "31.02.2026"}),
        ("since 2025-13", "date_unreadable", {"text": "2025-13"}),
        ("since 1890", "date_unreadable", {"text": "1890"}),
        ("since", "date_missing", {"word": "since"}),
        ("Khatlon UNTIL", "date_missing", {"word": "until"}),
        ("since 2025-11-01 Since 2025-12-01", "date_twice", {"word": "since"}),
        ("since 2025-11-01 2025-12-31", "date_alone", {"text": "2025-12-31"}),
        ("2025-11-01 2025-12-31", "date_alone", {"text": "2025-11-01"}),
        ("Khatlon 01.11.2025 now", "date_alone", {"text": "01.11.2025"}),
        (
            "since 2026-02-01 until 2026-01-01",
            "dates_reversed",
            {"since": "2026-02-01", "until": "2026-01-01"},
        ),
    ],
)
def test_a_wrong_date_is_a_problem_that_shows_it(typed: str, code: str, values: dict[str, str]) -> None:
    found = parsing.parse_toll(typed, parse_day)
    assert isinstance(found, Problem)
    assert (found.code, dict(found.values)) == (code, values)


@pytest.mark.parametrize(
    ("typed", "chat", "places"),
    [
        ("", None, ""),
        ("Khatlon", None, "Khatlon"),
        ("Khatlon, Sughd ; GBAO", None, "Khatlon, Sughd, GBAO"),
        ("Khatlon\nSughd\n", None, "Khatlon, Sughd"),
        ("ختلان، سغد", None, "ختلان, سغد"),
        ("@border_news", "@border_news", ""),
        ("@border_news Khatlon", "@border_news", "Khatlon"),
        ("Khatlon @border_news", "@border_news", "Khatlon"),
        ("@border_news, Khatlon, Sughd", "@border_news", "Khatlon, Sughd"),
        ("https://t.me/border_news Khatlon", "@border_news", "Khatlon"),
        ("t.me/border_news/", "@border_news", ""),
        ("-1001234567890 Khatlon", "-1001234567890", "Khatlon"),
        ("-4123456", "-4123456", ""),
        ("@канал Хатлон", "@канал", "Хатлон"),
        ("@one @two", "@one", "@two"),
        ("-5 Khatlon", None, "-5 Khatlon"),
        (",,, ", None, ""),
    ],
)
def test_a_chat_and_places_are_told_apart(typed: str, chat: str | None, places: str) -> None:
    assert parsing.parse_addressed(typed) == Addressed(chat=chat, places=places)


@pytest.mark.parametrize(
    ("typed", "url", "name"),
    [
        ("https://valley.example/feed", "https://valley.example/feed", ""),
        ("valley.example Valley  Wire", "https://valley.example", "Valley Wire"),
        ("<https://valley.example/feed>", "https://valley.example/feed", ""),
        ("localhost:8080/feed", "https://localhost:8080/feed", ""),
        ("file:///etc/passwd", "file:///etc/passwd", ""),
    ],
)
def test_an_address_may_lack_its_scheme(typed: str, url: str, name: str) -> None:
    assert parsing.parse_new_source(typed) == NewSource(url=url, name=name)


@pytest.mark.parametrize("typed", ["", "valley"])
def test_an_address_is_needed(typed: str) -> None:
    assert parsing.parse_new_source(typed) == Problem(code="address_needed")


def test_what_must_be_given_is_asked_for() -> None:
    assert parsing.parse_name("  ") == Problem(code="source_needed")
    assert parsing.parse_reference("") == Problem(code="reference_needed")
    assert parsing.parse_reference(" tjaf – 2026  7 ") == "tjaf – 2026 7"


def test_lengths_are_capped_before_anything_is_searched() -> None:
    long = "x" * 10_000
    latest = parsing.parse_latest(long)
    assert isinstance(latest, LatestQuestion)
    assert len(latest.place) == parsing.PLACE_LIMIT
    assert len(str(parsing.parse_name(long))) == parsing.NAME_LIMIT
    source = parsing.parse_new_source(f"a.{long} {long}")
    assert isinstance(source, NewSource)
    assert len(source.url) <= parsing.ADDRESS_LIMIT + len("https://")
    assert len(source.name) == parsing.NAME_LIMIT


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("i-TJAF-2026-0007", Payload(kind="i", value="TJAF-2026-0007")),
        ("s-tj-kt", Payload(kind="s", value="tj-kt")),
        ("", None),
        ("i", None),
        ("i-", None),
        ("i-a b", None),
        ("I-TJAF", None),
        ("i-" + "x" * 60, None),
        ("i-<script>", None),
    ],
)
def test_a_deep_link_is_kind_and_value_or_nothing(typed: str, payload: Payload | None) -> None:
    assert parsing.parse_payload(typed) == payload
