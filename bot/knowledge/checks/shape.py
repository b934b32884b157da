"""The form of one table: which keys it may have, which it must have, and what they may hold.

Rules are small predicates with a phrase that says what was wanted; meaning across tables and files
is the business of the checks that use them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_LINE_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """What a key may hold; ``wanted`` completes "is not …"."""

    holds: Callable[[Any], bool]
    wanted: str
    required: bool = True

    def optional(self) -> "Rule":
        """The same rule for a key that may be left out."""
        return Rule(self.holds, self.wanted, required=False)


def shape_faults(table: Any, rules: Mapping[str, Rule]) -> Iterator[str]:
    """Yield ``key: what`` for unknown keys, missing keys and values of another form."""
    if not isinstance(table, Mapping):
        yield "write it as a table"
        return
    for key in table:
        if key not in rules:
            yield f"{key}: unknown key"
    for key, rule in rules.items():
        if key not in table:
            if rule.required:
                yield f"{key}: missing"
        elif not rule.holds(table[key]):
            yield f"{key}: {table[key]!r:.80} is not {rule.wanted}"


def matching(pattern: str, wanted: str) -> Rule:
    """A string that the whole pattern fits."""
    compiled = re.compile(pattern)
    return Rule(lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None, wanted)


def one_of(words: Collection[str]) -> Rule:
    """One word of a closed list."""
    allowed = frozenset(words)
    return Rule(
        lambda value: isinstance(value, str) and value in allowed, f"one of {', '.join(sorted(allowed))}"
    )


def several_of(words: Collection[str], *, least: int = 0) -> Rule:
    """A list of different words of a closed list."""
    allowed = frozenset(words)

    def holds(value: Any) -> bool:
        return (
            is_list_of_text(value)
            and len(value) >= least
            and len(set(value)) == len(value)
            and allowed.issuperset(value)
        )

    return Rule(holds, f"a list of at least {least}, each once, out of {', '.join(sorted(allowed))}")


def line() -> Rule:
    """One printable line that is not empty."""
    return Rule(is_line, f"one line of up to {_LINE_LIMIT} characters")


def lines() -> Rule:
    """A list of lines, at least one."""
    return Rule(
        lambda value: is_list_of_text(value) and bool(value) and all(map(is_line, value)), "a list of lines"
    )


def text() -> Rule:
    """A string, perhaps empty."""
    return Rule(lambda value: isinstance(value, str), "a string")


def flag() -> Rule:
    """True or false."""
    return Rule(lambda value: isinstance(value, bool), "true or false")


def whole_number(numbers: range) -> Rule:
    """An integer of a range."""
    return Rule(
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value in numbers,
        f"a whole number from {numbers.start} to {numbers.stop - 1}",
    )


def is_line(value: Any) -> bool:
    """Whether this is one printable line with something on it; U+200C is ordinary Persian."""
    if not isinstance(value, str) or not value.replace("\u200c", "").isprintable():
        return False
    return 0 < len(value.strip()) <= _LINE_LIMIT


def is_list_of_text(value: Any) -> bool:
    """Whether this is a list that holds strings only."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def doubled(values: Iterable[Any]) -> list[str]:
    """The strings that stand more than once, sorted; what is no string is passed over."""
    seen: set[str] = set()
    twice: set[str] = set()
    for value in values:
        if isinstance(value, str):
            (twice if value in seen else seen).add(value)
    return sorted(twice)
