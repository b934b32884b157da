"""Standard input and output as they come: pipes, files, nothing at all."""

import asyncio
import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.terminal import MAX_WAITING_LINES, FileLines, QueuedLines, TerminalOutput


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    for end in (reading, writing):
        try:
            os.close(end)
        except OSError:
            continue


def reader_threads() -> int:
    return sum(thread.name == "terminal" for thread in threading.enumerate())


async def everything(lines: FileLines) -> list[str]:
    found: list[str] = []
    while (line := await lines.next_line()) is not None:
        found.append(line)
    return found


async def test_lines_of_a_pipe_come_whole_and_in_order(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    lines = FileLines(reading)

    os.write(writing, b"/latest Kha")
    os.write(writing, "tlon\r\n/latest Хатлон\nno end".encode())
    os.close(writing)

    assert await everything(lines) == ["/latest Khatlon", "/latest Хатлон", "no end"]
    assert await lines.next_line() is None
    lines.close()


async def test_a_line_typed_later_is_waited_for_without_blocking_the_loop(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    lines = FileLines(reading)
    waiting = asyncio.create_task(lines.next_line())
    await asyncio.sleep(0)

    os.write(writing, b"hello\n")

    assert await waiting == "hello"
    lines.close()


async def test_an_empty_device_ends_at_once() -> None:
    descriptor = os.open(os.devnull, os.O_RDONLY)
    lines = FileLines(descriptor)

    assert await everything(lines) == []

    lines.close()
    os.close(descriptor)


async def test_a_file_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "typed"
    path.write_bytes(b"one\ntwo\n\xff\n")
    descriptor = os.open(path, os.O_RDONLY)
    lines = FileLines(descriptor)

    assert await everything(lines) == ["one", "two", "\ufffd"]

    lines.close()
    os.close(descriptor)


async def test_a_descriptor_that_is_closed_ends_the_input(pipe: tuple[int, int]) -> None:
    reading, _ = pipe
    os.close(reading)
    lines = FileLines(reading)

    assert await lines.next_line() is None
    lines.close()


async def test_closing_stops_the_thread_although_nothing_was_typed(pipe: tuple[int, int]) -> None:
    lines = FileLines(pipe[0])
    waiting = asyncio.create_task(lines.next_line())
    await asyncio.sleep(0)
    assert reader_threads() == 1

    lines.close()
    lines.close()

    assert await waiting is None
    assert reader_threads() == 0


async def test_an_endless_input_waits_in_its_pipe(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.write(writing, b"x\n" * (MAX_WAITING_LINES + 500))
    os.close(writing)
    lines = FileLines(reading)

    first = await lines.next_line()
    lines_in_all = 1 + len(await everything(lines))

    assert (first, lines_in_all) == ("x", MAX_WAITING_LINES + 500)
    lines.close()


async def test_a_full_queue_does_not_keep_the_thread_from_stopping(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.write(writing, b"x\n" * (MAX_WAITING_LINES + 500))
    lines = FileLines(reading)
    await lines.next_line()

    lines.close()

    assert reader_threads() == 0


async def test_queued_lines_end_for_ever() -> None:
    lines = QueuedLines("one", ended=True)

    assert [await lines.next_line() for _ in range(3)] == ["one", None, None]


def test_a_process_waiting_for_input_can_still_end() -> None:
    """The loop ends while the thread still waits at an open pipe; nothing hangs, nothing is said."""
    program = (
        "import asyncio\n"
        "from bot.channels.terminal import standard_input\n"
        "async def main():\n"
        "    lines = standard_input()\n"
        "    try:\n"
        "        await asyncio.wait_for(lines.next_line(), 0.05)\n"
        "    except TimeoutError:\n"
        "        print('left')\n"
        "asyncio.run(main())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.wait(20) == 0
        assert (process.stdout.read(), process.stderr.read()) == (b"left\n", b"")
    finally:
        process.kill()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def test_output_that_the_encoding_lacks_is_shown_as_question_marks() -> None:
    raw = io.BytesIO()
    output = TerminalOutput(io.TextIOWrapper(raw, encoding="ascii"))

    output("Хатлон 3\n")

    assert raw.getvalue() == b"?????? 3\n"
    assert not output.styled


def test_an_input_that_was_never_given_is_over() -> None:
    program = (
        "import asyncio, sys\n"
        "from bot.channels.terminal import standard_input\n"
        "sys.stdin = None\n"
        "print(asyncio.run(standard_input().next_line()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=Path(__file__).parents[3], check=True
    )

    assert done.stdout == b"None\n"


def test_standard_input_is_that_of_the_process() -> None:
    program = (
        "import asyncio\n"
        "from bot.channels.terminal import standard_input\n"
        "async def main():\n"
        "    lines = standard_input()\n"
        "    print(await lines.next_line(), await lines.next_line())\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=b"one",
        capture_output=True,
        cwd=Path(__file__).parents[3],
        check=True,
    )

    assert done.stdout == b"one None\n"
