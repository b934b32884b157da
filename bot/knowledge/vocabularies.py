"""The codebook: how event types and parties are called in the schemes of the field.

Reads ``event_types.toml`` and ``parties.toml``; that both cover our vocabularies exactly is the
validator's work. The codes themselves are closed (``bot.model.vocabulary``) and never come from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.knowledge.files import DataFileError, read_toml
from bot.model.vocabulary import EventType, Party

SIDES = ("a", "b", "civilians", "unknown")
"""Columns of deaths: forces of the state, those they met, civilians, nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Rows of both files by code, with the few questions that an export asks."""

    event_types: Mapping[str, Mapping[str, Any]]
    parties: Mapping[str, Mapping[str, Any]]

    def acled(self, event_type: EventType) -> tuple[str | None, str | None]:
        """ACLED's event and sub-event, or (None, None) where its codebook has no place for the type."""
        row = self.event_types[event_type]
        return row.get("acled_event"), row.get("acled_sub_event")

    def contexts(self, event_type: EventType) -> tuple[str, ...]:
        """The PLOVER contexts that usually go with a type."""
        return tuple(self.event_types[event_type]["contexts"])

    def side(self, side: str) -> tuple[Party, ...]:
        """The parties whose dead stand on one of ``SIDES``."""
        return tuple(party for party in Party if self.parties[party]["side"] == side)


def load_event_types() -> Mapping[str, Mapping[str, Any]]:
    """Event type to its row. Raises ``DataFileError`` where the file is unreadable or lacks a type."""
    return _complete("event_types.toml", tuple(EventType))


def load_parties() -> Mapping[str, Mapping[str, Any]]:
    """Party to its row. Raises ``DataFileError`` where the file is unreadable or lacks a party."""
    return _complete("parties.toml", tuple(Party))


def load_codebook() -> Codebook:
    """Both files as one value. Raises ``DataFileError``."""
    return Codebook(event_types=load_event_types(), parties=load_parties())


def _complete(name: str, codes: tuple[str, ...]) -> Mapping[str, Mapping[str, Any]]:
    table = read_toml(name)
    for code in codes:
        if not isinstance(table.get(code), dict):
            raise DataFileError(f"data file {name}: {code} is missing")
    return table
