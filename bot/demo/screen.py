"""The demo's terminal: messages scroll, and a line for the season stays below them.

On a terminal the line is redrawn in place; elsewhere (a pipe, a file) it is left out but for one
line a month, so that the output stays readable.
"""

from bot.channels.terminal import TerminalOutput

CLEAR_LINE = "\r\x1b[K"


class Screen:
    """A write function for the console that keeps one status line under what was written."""

    def __init__(self, output: TerminalOutput) -> None:
        self._output = output
        self._redraws = output.styled
        self._status = ""
        self._last_month = ""

    @property
    def styled(self) -> bool:
        """Whether styles make sense here."""
        return self._output.styled

    def __call__(self, text: str) -> None:
        """Write above the status line."""
        if not self._redraws or not self._status:
            self._output(text)
            return
        ending = "" if text.endswith("\n") or not text else "\n"
        self._output(f"{CLEAR_LINE}{text}{ending}{self._status}")

    def line(self, text: str = "") -> None:
        """Write a line above the status line."""
        self(f"{text}\n")

    def status(self, line: str) -> None:
        """Show how far the season is; ``line`` starts with the date."""
        if self._redraws:
            self._status = line
            self._output(f"{CLEAR_LINE}{line}")
        elif line[:7] != self._last_month:
            self._last_month = line[:7]
            self.line(line)

    def end_status(self) -> None:
        """Leave the status line as it stands and go on below it."""
        if self._status:
            self._output("\n")
        self._status = ""
