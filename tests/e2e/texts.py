"""The texts of ``texts.toml``, dated as a timeline needs them."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date


@dataclass(frozen=True, slots=True)
class Text:
    """A title and a text."""

    title: str
    body: str


@cache
def _all() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))


def _text(name: str, day: date | None = None) -> Text:
    table = _all()[name]
    shown = format_date(day, "d MMMM", locale=table["language"]) if day is not None else ""
    return Text(table["title"], table["body"].strip().replace("{day}", shown))


def four_killed(day: date) -> Text:
    """The first report, by an outlet that quotes the Border Troops."""
    return _text("four_killed", day)


def four_killed_relay(day: date) -> Text:
    """The same statement, passed on in Russian by another outlet."""
    return _text("four_killed_relay", day)


def six_killed(day: date) -> Text:
    """The Border Troops raise their own figure."""
    return _text("six_killed", day)


def workers_killed(day: date) -> Text:
    """A grave attack in Darvoz: civilians dead, so nothing is held back."""
    return _text("workers_killed", day)


def running_total(day: date) -> Text:
    """A count over several months, and nothing else."""
    return _text("running_total", day)


def harvest() -> Text:
    """Unrelated news."""
    return _text("harvest")


def beginning_lost(day: date) -> Text:
    """A page that lost its beginning, under a title that tells no event."""
    return _text("beginning_lost", day)
