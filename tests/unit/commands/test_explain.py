"""``explain``: the trace of a text, a page or JSON lines; one sentence for what cannot be read."""

import asyncio

import pytest

from tests.fakes.web import FakeWeb
from tests.unit.commands.conftest import Prompt
from tests.unit.commands.documents import FOUR_KILLED, line

PAGE = f"<html><body><article><h1>Four killed</h1><p>{FOUR_KILLED}</p></article></body></html>"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("note.txt", f"Four killed at the border\n{FOUR_KILLED}\n"),
        ("page.html", PAGE),
        ("news.jsonl", line("a")),
    ],
)
def test_text_pages_and_lines_are_explained_alike(prompt: Prompt, name: str, text: str) -> None:
    prompt.file(name, text)
    result = prompt("explain", name)
    assert result.exit_code == 0
    for shown in ("decision   incident", "TJ-AF", "Shamsiddin Shohin", "killed"):
        assert shown in result.stdout


def test_a_first_line_that_only_looks_like_json_is_text(prompt: Prompt) -> None:
    result = prompt("explain", prompt.file("note.txt", "{brace yourselves}\n" + FOUR_KILLED))
    assert result.exit_code == 0
    assert "decision" in result.stdout


def test_bad_lines_are_named_and_nothing_is_explained(prompt: Prompt) -> None:
    result = prompt("explain", prompt.file("news.jsonl", line("a") + "nonsense\n"))
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "line 2: not JSON\n")


@pytest.mark.parametrize("what", ["nowhere.txt", ".", "ftp://example.org/x", ""])
def test_what_is_no_file_and_no_address_is_one_sentence(prompt: Prompt, what: str) -> None:
    result = prompt("explain", what)
    assert result.exit_code == 1
    assert result.stderr.endswith("is neither a file nor an http address.\n")


def test_a_file_that_is_too_large_is_one_sentence(prompt: Prompt) -> None:
    with (prompt.folder / "huge.txt").open("wb") as file:
        file.truncate(8 * 1024 * 1024 + 1)
    result = prompt("explain", "huge.txt")
    assert result.exit_code == 1
    assert "larger than 8 MiB" in result.stderr


async def test_a_page_is_fetched_by_the_guarded_client(prompt: Prompt) -> None:
    async with FakeWeb() as web:
        web.publish("/page", PAGE, "text/html")
        refused = await asyncio.to_thread(prompt, "explain", web.url("/page"))
        assert refused.exit_code == 1
        assert "could not be read (" in refused.stderr
        assert web.requests == []

        prompt.settings(FETCH_ALLOW=f"{web.host}:{web.port}")
        result = await asyncio.to_thread(prompt, "explain", web.url("/page"))
    assert result.exit_code == 0
    assert "decision   incident" in result.stdout


async def test_a_page_that_is_not_there_is_one_sentence(prompt: Prompt) -> None:
    async with FakeWeb() as web:
        prompt.settings(FETCH_ALLOW=f"{web.host}:{web.port}")
        result = await asyncio.to_thread(prompt, "explain", web.url("/gone"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("could not be read (status 404).\n")


YESTERDAY = "Four killed\nFour armed men were killed yesterday in the Farkhor district of Khatlon.\n"


def test_days_are_counted_from_the_day_of_publication_that_is_asked_for(prompt: Prompt) -> None:
    note = prompt.file("note.txt", YESTERDAY)
    result = prompt("explain", note, "--published", "2025-11-27")
    assert "counted from Thursday 2025-11-27  (published then)" in result.stdout
    assert "when     2025-11-26" in result.stdout


def test_a_text_without_a_day_is_read_as_of_now_and_says_so(prompt: Prompt) -> None:
    result = prompt("explain", prompt.file("note.txt", YESTERDAY))
    assert result.exit_code == 0
    assert "(seen then; nothing says when it was published)" in result.stdout


def test_a_document_that_says_when_it_was_published_keeps_its_day(prompt: Prompt) -> None:
    note = prompt.file("news.jsonl", line("a", published="2026-01-19"))
    result = prompt("explain", note, "--published", "2020-02-02")
    assert "counted from Monday 2026-01-19" in result.stdout


def test_what_is_no_day_is_one_sentence(prompt: Prompt) -> None:
    result = prompt("explain", prompt.file("note.txt", YESTERDAY), "--published", "yesterday")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("yesterday is no day such as 2025-11-27")
