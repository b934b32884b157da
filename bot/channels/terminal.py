"""Lines from standard input without blocking the loop, and text to standard output.

A thread waits for the terminal, a pipe or a file alike and hands complete lines to the loop; it can
be stopped at any moment and never keeps the process alive. Must never use the buffered
``sys.stdin``: a thread blocked inside its lock would break the interpreter's exit.
"""

import asyncio
import contextlib
import os
import select
import sys
import threading
from typing import Protocol, TextIO

MAX_LINE_BYTES = 16 * 1024
MAX_WAITING_LINES = 256
_CHUNK_BYTES = 4096
_END = None


class LineSource(Protocol):
    """Where typed lines come from."""

    async def next_line(self) -> str | None:
        """The next line without its end; None when there will be no more."""
        ...

    def close(self) -> None:
        """No more lines are wanted. May be called again."""
        ...


class QueuedLines:
    """Lines that the program itself supplies: for tests and for scripted sessions."""

    def __init__(self, *lines: str, ended: bool = False) -> None:
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._over = False
        for line in lines:
            self.feed(line)
        if ended:
            self.end()

    def feed(self, line: str) -> None:
        """Type a line."""
        self._queue.put_nowait(line)

    def end(self) -> None:
        """End of input."""
        self._queue.put_nowait(_END)

    async def next_line(self) -> str | None:
        """The next line; None for ever after the end."""
        if self._over:
            return None
        line = await self._queue.get()
        self._over = line is _END
        return line

    def close(self) -> None:
        """End of input."""
        self.end()


class FileLines(QueuedLines):
    """Lines of an open file descriptor, standard input unless another is named.

    Reading starts with the first ``next_line`` and ends at end of file, at an error, or with
    ``close``. A last line without an end counts; bytes that are not UTF-8 become U+FFFD.
    """

    def __init__(self, descriptor: int = 0) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._wake: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None
        self._room = threading.Semaphore(MAX_WAITING_LINES)
        self._closed = threading.Event()
        try:
            os.fstat(descriptor)
        except OSError:
            # Nothing is open there; the next file that is opened may get its number.
            self._closed.set()
            self.end()

    async def next_line(self) -> str | None:
        """The next line; None for ever after the end."""
        if self._thread is None and not self._closed.is_set() and not _is_open(self._descriptor):
            # A number that is free now would be given to our own pipe, and we would wait at that.
            self.close()
        if self._thread is None and not self._closed.is_set():
            self._wake = os.pipe()
            loop = asyncio.get_running_loop()
            self._thread = threading.Thread(
                target=self._read, args=(loop, self._wake[0]), name="terminal", daemon=True
            )
            self._thread.start()
        line = await super().next_line()
        self._room.release()
        return line

    def close(self) -> None:
        """Stop the thread and end the input."""
        if self._closed.is_set():
            return
        self._closed.set()
        self.end()
        if self._wake is None or self._thread is None:
            return
        os.write(self._wake[1], b"x")
        self._room.release()
        self._thread.join(timeout=1.0)
        if not self._thread.is_alive():
            for end in self._wake:
                os.close(end)

    def _read(self, loop: asyncio.AbstractEventLoop, wake: int) -> None:
        pending = b""
        while not self._closed.is_set() and (chunk := self._next_chunk(wake)):
            *lines, pending = (pending + chunk).split(b"\n")
            pending = pending[:MAX_LINE_BYTES]
            for line in lines:
                if self._closed.is_set():
                    return
                self._hand_over(loop, line)
        if pending:
            self._hand_over(loop, pending)
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(self.end)

    def _next_chunk(self, wake: int) -> bytes:
        """What has been typed, or nothing at the end of input or when woken to stop."""
        try:
            ready, _, _ = select.select([self._descriptor, wake], [], [])
            return b"" if wake in ready else os.read(self._descriptor, _CHUNK_BYTES)
        except (OSError, ValueError):
            return b""

    def _hand_over(self, loop: asyncio.AbstractEventLoop, line: bytes) -> None:
        self._room.acquire()  # an endless input waits in its pipe, not in our memory
        with contextlib.suppress(RuntimeError):  # the loop has gone: nobody listens any more
            loop.call_soon_threadsafe(self.feed, line.decode("utf-8", "replace").rstrip("\r"))


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def standard_input() -> LineSource:
    """Standard input; an input that is over from the start where the process was given none (its
    descriptor may then belong to something else)."""
    if sys.stdin is None or sys.stdin.closed:
        return QueuedLines(ended=True)
    return FileLines(sys.stdin.fileno())


class TerminalOutput:
    """Writes to standard output at once; what its encoding lacks is shown as a question mark."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stdout

    @property
    def styled(self) -> bool:
        """Whether ANSI styles make sense: a terminal that is not dumb, and no wish against colours."""
        wanted = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        return wanted and self._stream.isatty()

    def __call__(self, text: str) -> None:
        """Write and flush."""
        try:
            self._stream.write(text)
        except UnicodeEncodeError:
            encoding = self._stream.encoding or "ascii"
            self._stream.write(text.encode(encoding, "replace").decode(encoding))
        self._stream.flush()
