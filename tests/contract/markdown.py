"""Just enough Markdown to hold our documents to the program: fences, code spans, tables, links.

Knows the plain form in which our documents are written (pipe tables, backtick spans, inline links) and
nothing else of the language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
_CELL_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: the word after the backticks, and its text without the indentation of the fence."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One document of the repository."""

    path: Path

    @property
    def name(self) -> str:
        """The path as people write it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def source(self) -> str:
        """The whole text."""
        return self.path.read_text(encoding="utf-8")

    @property
    def prose(self) -> str:
        """The text without fenced blocks."""
        return _FENCE.sub("", self.source)

    def fences(self, *languages: str) -> list[Fence]:
        """The fenced blocks, of some languages only if any are named."""
        found = []
        for indent, language, text in _FENCE.findall(self.source):
            lines = [line.removeprefix(indent) for line in text.splitlines()]
            found.append(Fence(language, "\n".join(lines)))
        return [fence for fence in found if not languages or fence.language in languages]

    def spans(self) -> list[str]:
        """What stands between single backticks."""
        return _SPAN.findall(self.prose)

    def code(self) -> Iterator[str]:
        """Everything set as code: spans, and the lines of fenced blocks."""
        yield from self.spans()
        for fence in self.fences():
            yield from fence.text.splitlines()

    def links(self) -> list[str]:
        """Targets of links, as written."""
        return _LINK.findall(self.prose)

    def anchors(self) -> set[str]:
        """What a link may name after ``#``."""
        return {_anchor(heading) for heading in _HEADING.findall(self.prose)}

    def rows(self, heading: str) -> list[list[str]]:
        """The rows of the first table under a heading, without its head; cells as written."""
        section = re.split(rf"^#+ {re.escape(heading)}$", self.prose, maxsplit=1, flags=re.MULTILINE)
        assert len(section) == 2, f"{self.name} has no heading {heading!r}"
        lines = re.split(r"^#+ ", section[1], maxsplit=1, flags=re.MULTILINE)[0].splitlines()
        table = [line for line in lines if line.startswith("|")]
        cells = [_CELL_BAR.split(line)[1:-1] for line in table[2:]]
        return [[cell.strip().replace("\\|", "|") for cell in row] for row in cells]


@cache
def pages() -> tuple[Page, ...]:
    """Every document for people: those at the top, those in ``docs``, and the one beside the data."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "bot" / "data" / "README.md"]
    return tuple(Page(path) for path in sorted(found))


def page(name: str) -> Page:
    """A document by its path from the top."""
    return Page(ROOT / name)


def unquoted(cell: str) -> str:
    """A cell that holds one code span, without its backticks."""
    return cell.strip("`")


def _anchor(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return kept.replace(" ", "-")
