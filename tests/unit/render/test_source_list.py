"""The list of sources in pages: trouble first, nothing hidden, each page within Telegram's limits."""

import re

from bot.model.answers import SourceList
from bot.model.message import utf16_length
from bot.model.source import Source
from bot.model.vocabulary import SourceState
from bot.render.builder import TEXT_BUDGET
from bot.render.source_list import (
    PAGE_SIZE,
    SourceView,
    page_count,
    source_list,
    source_list_in_group,
)
from tests.unit.render.builders import TEXTS, make_health, make_source

MANY = tuple(make_source(f"Source {number:03d}", failures=int(number % 4 == 0)) for number in range(92))


def answer(*given: Source) -> SourceList:
    return SourceList(sources=given, health=make_health())


def turn(view: SourceView) -> str:
    return f"{view.failing}|{view.page}"


def named(text: str) -> list[str]:
    return re.findall(r"Source \d{3}", text)


def test_sources_in_trouble_come_first_with_the_reason_in_words() -> None:
    text = source_list(
        answer(
            make_source("Alpha"),
            make_source("Beta", failures=3, last_result="timeout"),
            make_source("Gamma", state=SourceState.PAUSED),
            make_source("Delta", last_ok_at=None),
            make_source("Epsilon", newest_item_at=None),
            make_source("Zeta", failures=1, last_result="something new"),
        ),
        TEXTS,
    ).text
    assert text.split("\n")[2:] == [
        "In trouble:",
        "✗ Beta – failed 3 times in a row: did not answer in time",
        "✗ Zeta – failed once: the visit failed",
        "",
        "✓ Alpha – newest item just now",
        "… Delta – not reached yet",
        "✓ Epsilon – alive, no items so far",
        "‖ Gamma – paused",
    ]


def test_turning_the_pages_shows_every_source_once() -> None:
    pages = page_count(answer(*MANY), failing=False)
    assert pages == 7
    seen: list[str] = []
    for page in range(1, pages + 1):
        message = source_list(answer(*MANY), TEXTS, SourceView(page=page), turn=turn)
        assert f"Page {page} of 7, 92 sources in all." in message.text
        assert " more source" not in message.text
        seen += named(message.text)
    assert sorted(seen) == [source.spec.name for source in MANY]
    troubled = [source.spec.name for source in MANY if source.failures]
    assert seen[: len(troubled)] == troubled


def test_a_page_has_buttons_to_the_pages_beside_it_and_to_those_in_trouble() -> None:
    def buttons(page: int, *, failing: bool = False) -> list[list[tuple[str, str | None]]]:
        view = SourceView(failing=failing, page=page)
        message = source_list(answer(*MANY), TEXTS, view, turn=turn)
        return [[(button.text, button.data) for button in row] for row in message.buttons]

    only = [("Only those in trouble", "True|1")]
    assert buttons(1) == [[("Page 2 ›", "False|2")], only]
    assert buttons(3) == [[("‹ Page 2", "False|2"), ("Page 4 ›", "False|4")], only]
    assert buttons(7) == [[("‹ Page 6", "False|6")], only]
    assert buttons(2, failing=True) == [[("‹ Page 1", "True|1")], [("All sources", "False|1")]]


def test_a_page_says_what_to_write_for_the_others() -> None:
    def copied(page: int, *, failing: bool = False) -> list[str]:
        message = source_list(answer(*MANY), TEXTS, SourceView(failing=failing, page=page))
        found = [style for style in message.styles if style.kind == "code"]
        return [message.text[style.start : style.start + style.length] for style in found]

    assert copied(3) == ["/sources 4", "/sources failing"]
    assert copied(7) == ["/sources 1", "/sources failing"]
    assert copied(1, failing=True) == ["/sources failing 2", "/sources"]
    one = answer(make_source("Alpha", failures=1), make_source("Beta"))
    assert source_list(one, TEXTS, SourceView(failing=True)).text.endswith(
        "Page 1 of 1, 1 source in trouble.\nIn words: /sources"
    )


def test_a_page_that_is_gone_is_the_last_one() -> None:
    last = source_list(answer(*MANY), TEXTS, SourceView(page=7))
    assert source_list(answer(*MANY), TEXTS, SourceView(page=99)) == last


def test_those_in_trouble_can_be_listed_alone() -> None:
    view = SourceView(failing=True, page=2)
    text = source_list(answer(*MANY), TEXTS, view).text
    assert "Page 2 of 2, 23 sources in trouble." in text
    assert named(text) == [source.spec.name for source in MANY if source.failures][PAGE_SIZE:]
    none = source_list(answer(make_source("Alpha")), TEXTS, SourceView(failing=True)).text
    assert none.endswith("No source is in trouble. /sources lists all of them.")


def test_one_page_needs_no_turning() -> None:
    message = source_list(answer(*MANY[:PAGE_SIZE]), TEXTS, turn=turn)
    assert "Page" not in message.text
    assert message.buttons == ()


def test_a_page_of_the_longest_names_and_addresses_hides_nothing() -> None:
    sources = [
        make_source(
            "\N{CROCODILE}" * 80 + str(number),
            failures=1000,
            last_result="tls",
            url="https://news.example/" + "x" * 900,
        )
        for number in range(PAGE_SIZE * 2)
    ]
    linked = [
        make_source(f"Wire {number}", url="https://news.example/" + "x" * 350)
        for number in range(PAGE_SIZE * 2)
    ]
    unlinked = [
        make_source(f"Wire {number}", url="https://news.example/" + "x" * 550)
        for number in range(PAGE_SIZE * 2)
    ]
    for given in (sources, linked, unlinked):
        for page in (1, 2):
            message = source_list(answer(*given), TEXTS, SourceView(page=page))
            assert utf16_length(message.text) <= TEXT_BUDGET
            assert len(re.findall(r"^[✓✗] ", message.text, re.MULTILINE)) == PAGE_SIZE
            assert f"Page {page} of 2" in message.text


def test_a_group_is_told_of_a_few_in_trouble_and_where_the_list_is() -> None:
    message = source_list_in_group(answer(*MANY), TEXTS, home="https://t.me/bot?start=w-all")
    assert message.text.count("\n") < 10
    assert named(message.text) == ["Source 000", "Source 004", "Source 008"]
    assert "+20 more sources" in message.text
    assert message.buttons[0][0].url == "https://t.me/bot?start=w-all"


def test_no_source_at_all_is_said() -> None:
    assert "No source is configured" in source_list(answer(), TEXTS).text
    assert "No source is configured" in source_list_in_group(answer(), TEXTS, home="https://t.me/bot").text
