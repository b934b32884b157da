"""No pattern of the reader can be made slow by a text, whatever it is flooded with."""

import re
import time
from importlib import import_module
from pkgutil import iter_modules

import pytest

import bot.extraction

CPU_A_PATTERN_SECONDS = 0.02
SLACK = 5


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of the package, also those that stand in tuples and mappings."""
    found: dict[str, re.Pattern[str]] = {}
    for info in iter_modules(bot.extraction.__path__):
        module = import_module(f"bot.extraction.{info.name}")
        for name, value in vars(module).items():
            _collect(f"{info.name}.{name}", value, found)
    return found


def _collect(name: str, value: object, found: dict[str, re.Pattern[str]], depth: int = 0) -> None:
    if isinstance(value, re.Pattern):
        found[name] = value
    elif isinstance(value, dict) and depth < 3:
        for key, inner in list(value.items())[:200]:
            _collect(f"{name}[{key!r}]", inner, found, depth + 1)
    elif isinstance(value, tuple | list) and depth < 3:
        for position, inner in enumerate(value[:200]):
            _collect(f"{name}[{position}]", inner, found, depth + 1)


PATTERNS = patterns()
HOSTILE = [
    " ", "<", "<p ", "<a", ">", ".", "...!", "?!", "1", "1 ", "12 3 ", "1/2", "1/", "1.", "1:", "a-", "-",
    "a'", "'", '"', '"ab', '"a" ', "a", "A ", "я", "ب", "国", "\u0301", "a\u0301", "\u202e", "\u200c", "_",
    "&", "&lt;", "\n", "\t", "<a" + "b" * 399, "</", "ก", "अ", "\ud800", "<p>", "1 a.", "1 2 3 4 5 6 7 8 9 ",
    "٣", "年月日", "1年1月", "(", ")", "«", "»", "№", "#1 ", "kg ", "1kg",
]  # fmt: skip


def test_the_patterns_of_the_package_are_found() -> None:
    assert len(PATTERNS) >= 15


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_pattern_can_be_made_slow(name: str) -> None:
    pattern = PATTERNS[name]
    for sign in HOSTILE:
        flood = (sign * 20_000)[:20_000]
        for text in (flood, flood[:-1] + "\0", "x" + flood):
            assert _cpu_seconds(pattern, text) <= CPU_A_PATTERN_SECONDS * SLACK, (name, sign)


def _cpu_seconds(pattern: re.Pattern[str], text: str) -> float:
    """CPU of the quicker of two goes through the text."""
    spent = []
    for _ in range(2):
        begin = time.process_time()
        for _match in pattern.finditer(text):
            pass
        pattern.search(text)
        spent.append(time.process_time() - begin)
        if spent[-1] <= CPU_A_PATTERN_SECONDS:
            break
    return min(spent)
