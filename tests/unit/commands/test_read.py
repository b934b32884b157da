"""``read``: one reading a line, in order; what cannot be read is said and passed over."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from bot.commands.feed_of_documents import BadLine, documents
from bot.commands.read import read
from bot.knowledge import load_knowledge
from bot.model.document import Document
from tests.unit.commands.conftest import Prompt
from tests.unit.commands.documents import APRICOTS, FOUR_KILLED, line, records

ROOT = Path(__file__).parents[3]


def only(text: str) -> Document | BadLine:
    (one,) = documents([text])
    return one


def test_each_document_becomes_one_line_in_order(prompt: Prompt) -> None:
    prompt.file("news.jsonl", line("b") + line("a", APRICOTS) + "\n" + line("c"))

    result = prompt("read", "news.jsonl")

    assert result.exit_code == 0
    found = records(result.stdout)
    assert [record["id"] for record in found] == ["b", "a", "c"]
    assert [record["decision"] for record in found] == ["incident", "other", "incident"]
    assert found[0]["killed_by_party"] == {"militants": 4}


def test_standard_input_is_read_as_a_file_is(prompt: Prompt) -> None:
    from_file = prompt("read", prompt.file("news.jsonl", line("a")))
    assert prompt("read", "-", typed=line("a")).stdout == from_file.stdout


def test_bad_lines_are_named_and_the_others_read(prompt: Prompt) -> None:
    bad = ("nonsense", "[1]", '{"id": "x"}', '{"seen": "2026-01-18"}', line("t", title=7))
    text = line("a") + "".join(one.strip() + "\n" for one in bad) + line("z")

    result = prompt("read", "-", typed=text)

    assert result.exit_code == 0
    assert [record["id"] for record in records(result.stdout)] == ["a", "z"]
    assert result.stderr.splitlines() == [
        "line 2: not JSON",
        "line 3: not a JSON object",
        "line 4: seen is missing or no moment",
        "line 5: id is missing",
        "line 6: title is no text",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"id": ' + "9" * 5000 + "}",
        '{"id": true, "seen": "2026-01-18T10:00:00Z"}',
        '{"id": "a", "seen": "0001-01-01T00:00:00+14:00"}',
        '{"id": "a", "seen": 7}',
        "\x00",
        '"text"',
        "null",
    ],
)
def test_no_line_breaks_the_reading_of_lines(text: str) -> None:
    assert isinstance(only(text), BadLine)


def test_half_a_surrogate_pair_does_not_reach_the_output(prompt: Prompt) -> None:
    typed = '{"id": "\\ud800", "seen": "2026-01-18T10:00:00Z", "text": "\\udc00 killed"}\n'
    result = prompt("read", "-", typed=typed)
    assert records(result.stdout)[0]["id"] == "?"


def test_broken_bytes_are_replaced(prompt: Prompt) -> None:
    typed = line("a").encode().replace(b"Khovar", b"Kho\xff\xfe")
    assert records(prompt("read", "-", typed=typed).stdout)[0]["id"] == "a"


@pytest.mark.parametrize(
    ("published", "moment", "day"),
    [
        ("2026-01-18", None, "2026-01-18"),
        ("2026-01-18T10:00:00+05:00", "2026-01-18T05:00:00+00:00", None),
        ("2026-01-18T10:00:00", "2026-01-18T05:00:00+00:00", None),
        ("yesterday", None, None),
        (None, None, None),
        (20260118, None, None),
    ],
)
def test_a_date_of_publication_is_believed_as_far_as_it_can_be_read(
    published: object, moment: str | None, day: str | None
) -> None:
    document = only(line("a", published=published))
    assert isinstance(document, Document)
    assert (document.published_at.isoformat() if document.published_at else None) == moment
    assert (document.published_on.isoformat() if document.published_on else None) == day


def test_a_text_that_breaks_the_reader_is_said_and_the_next_one_read(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.extraction.reader import Reader

    whole = Reader.read

    def broken(reader: Reader, document: Document, **more: bool) -> object:
        if document.id == "a":
            raise KeyError("a fault of ours")
        return whole(reader, document, **more)

    monkeypatch.setattr(Reader, "read", broken)
    result = prompt("read", "-", typed=line("a") + line("b"))

    assert [record["id"] for record in records(result.stdout)] == ["b"]
    assert result.stderr == "document a: reading broke (KeyError)\n"
    assert result.exit_code == 0


def test_a_reading_is_written_before_the_next_document_is_asked_for() -> None:
    output = StringIO()
    seen: list[int] = []

    def endless() -> Iterator[str]:
        for number in range(3):
            seen.append(len(output.getvalue().splitlines()))
            yield line(str(number), APRICOTS)

    read(endless(), load_knowledge().reader, output)

    assert seen == [0, 1, 2]


def test_output_comes_while_the_input_is_still_open() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "read", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii"},
        cwd=ROOT,
    )
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line("Хатлон", FOUR_KILLED).encode())
        process.stdin.flush()
        first = json.loads(process.stdout.readline().decode("utf-8"))
        assert first["id"] == "Хатлон"
        assert process.poll() is None
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait(20) == 0
    finally:
        process.kill()
        if process.stdout is not None:
            process.stdout.close()


@pytest.mark.parametrize("command", ["read", "replay"])
@pytest.mark.parametrize(("path", "why"), [("nowhere.jsonl", "No such file"), (".", "Is a directory")])
def test_a_file_that_cannot_be_read_is_one_sentence(
    prompt: Prompt, command: str, path: str, why: str
) -> None:
    result = prompt(command, path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path} cannot be read ({why}")
    assert result.stdout == ""


def test_no_documents_are_no_readings(prompt: Prompt) -> None:
    result = prompt("read", "-", typed="\n\n")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
