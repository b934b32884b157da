"""A terminal for the tests of the console: a person who types, and what he sees."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.channels.console import OPERATOR_ID, ConsoleRequest
from bot.channels.terminal import QueuedLines
from bot.model.alert import ChatAddress
from bot.model.message import Button, Message, Style

HERE = ChatAddress(channel="telegram", chat_id=OPERATOR_ID)
CARD = Message(
    text="😀 Khatlon: 3 killed\nsource said\nso",
    styles=(
        Style(kind="bold", start=2, length=7),
        Style(kind="link", start=20, length=6, url="https://e.org/1"),
        Style(kind="quote", start=20, length=14),
    ),
    buttons=((Button(text="Why", data="why|1"), Button(text="Map", url="https://e.org/m")),),
)


@dataclass
class Terminal:
    """A person at a terminal: types lines, sees output, and owns the clock."""

    lines: QueuedLines = field(default_factory=QueuedLines)
    now: datetime = datetime(2025, 11, 20, 17, 51, tzinfo=UTC)
    written: list[str] = field(default_factory=list)

    def request(self, **options: object) -> ConsoleRequest:
        return ConsoleRequest(self.lines, self.written.append, lambda: self.now, **options)  # type: ignore[arg-type]

    @property
    def seen(self) -> list[str]:
        return "".join(self.written).splitlines()


def header(line: str) -> str:
    return line.strip("─ ")
