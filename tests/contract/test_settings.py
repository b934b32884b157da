"""The settings stand in three places, and all three say the same: code, ``.env.example``, README."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.settings import SETTING_NAMES, Loaded, Settings, load_settings
from tests.contract.markdown import ROOT, page, unquoted

ASSIGNMENT = re.compile(r"([A-Z_]+)=(.*)")
EMPTY = "empty"


def shown(default: Any) -> str:
    """A default as it is written in ``.env``; nothing for one that stands for "none"."""
    return "" if default in (None, frozenset(), "") else str(default)


def example() -> dict[str, tuple[str, str]]:
    """Name to (value, the comment before it), in the order of ``.env.example``."""
    found: dict[str, tuple[str, str]] = {}
    comment: list[str] = []
    for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines():
        assignment = ASSIGNMENT.fullmatch(line)
        if assignment is not None:
            found[assignment[1]] = (assignment[2], " ".join(comment))
        comment = [*comment, line.removeprefix("# ")] if line.startswith("# ") else []
    return found


def in_readme() -> dict[str, tuple[str, str]]:
    """Name to (value, sentence), in the order of the README's table."""
    rows = page("README.md").rows("Settings")
    return {unquoted(name): ("" if value == EMPTY else unquoted(value), text) for name, value, text in rows}


@pytest.mark.parametrize("written", [example, in_readme], ids=["example", "README"])
def test_every_setting_is_written_down_and_no_other_is(written: Any) -> None:
    assert tuple(written()) == SETTING_NAMES


@pytest.mark.parametrize("written", [example, in_readme], ids=["example", "README"])
@pytest.mark.parametrize("name", SETTING_NAMES)
def test_the_default_that_is_written_down_is_the_one_that_holds(written: Any, name: str) -> None:
    assert written()[name][0] == shown(Settings.model_fields[name.lower()].default)


@pytest.mark.parametrize("name", SETTING_NAMES)
def test_a_setting_is_explained_by_one_sentence_that_is_the_same_in_both_places(name: str) -> None:
    sentence = example()[name][1]
    assert sentence.endswith(".")
    assert in_readme()[name][1] == sentence


def test_a_copy_of_the_example_changes_nothing(tmp_path: Path) -> None:
    copy = tmp_path / ".env"
    copy.write_bytes((ROOT / ".env.example").read_bytes())
    copy.chmod(0o600)
    loaded = load_settings({}, copy)
    assert isinstance(loaded, Loaded)
    assert loaded == Loaded(settings=Settings())
