"""A measured figure, its target, and the table of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Whether a missed target fails the run. Machine figures depend on the computer too."""

    RATIO = "ratio"
    MACHINE = "machine"


class Sense(StrEnum):
    """On which side of the target a good value lies."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value. ``value`` None: it could not be measured, and ``note`` says why."""

    name: str
    value: float | None
    unit: str
    sense: Sense
    target: float
    kind: Kind
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the value was measured and lies on the good side of its target."""
        if self.value is None:
            return False
        return self.value >= self.target if self.sense is Sense.AT_LEAST else self.value <= self.target

    @property
    def fails_run(self) -> bool:
        """Whether the whole run must end non-zero because of this figure."""
        return self.value is None or (self.kind is Kind.RATIO and not self.met)


def table(figures: Sequence[Figure]) -> str:
    """All figures as aligned text, notes below their rows."""
    head = ("figure", "value", "target", "kind", "met")
    rows = [head, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = []
    for index, row in enumerate(rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(cells).rstrip())
        if index and figures[index - 1].note:
            lines.append(f"    {figures[index - 1].note}")
    return "\n".join(lines)


def _cells(figure: Figure) -> tuple[str, str, str, str, str]:
    value = "not measured" if figure.value is None else f"{_number(figure.value)} {figure.unit}"
    target = f"{figure.sense} {_number(figure.target)} {figure.unit}"
    return figure.name, value, target, figure.kind.value, "yes" if figure.met else "NO"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"
