"""The table of known speakers: who they are, by which names a text calls them, whose body they are.

A body such as a security committee exists in several countries under one name. The table joins them by
``bodies``, so that a text that names another country, or tells of one, means that country's body. Who of
them speaks in a given text is decided in ``attribution``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.extraction.entries import Entry, Mark, compile_entry, split_words
from bot.model.report import Speaker
from bot.model.vocabulary import SpeakerType

LAYER = "speaker"
_ANYTHING = "authorities"
"""The body that speaks for a country where the one that is meant is not in the table."""


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A row of the speakers table. ``bodies``: what it is in its ``country``, its own kind first;
    ``shared``: its names say no country and may mean that of another."""

    origin: str
    name: str
    type: SpeakerType
    relay: bool
    country: str = ""
    bodies: tuple[str, ...] = ()
    shared: bool = False

    @property
    def is_witness(self) -> bool:
        """Whether it may stand behind a report by itself: no relay, and nobody who only comments."""
        return not self.relay and self.type is not SpeakerType.ANALYST

    def speaker(self, via: tuple[str, ...] = ()) -> Speaker:
        """The same as reports hold it; ``via`` are the relays named beside it."""
        return Speaker(name=self.name, type=self.type, origin=self.origin, via=via)


class Speakers:
    """All known speakers. Built once from the rows of ``speakers.toml``."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Raises ``KeyError`` or ``ValueError`` on a malformed row."""
        self.known: dict[str, KnownSpeaker] = {}
        self._bodies: dict[tuple[str, str], KnownSpeaker] = {}
        entries: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            speaker = _known(row)
            self.known[speaker.origin] = speaker
            for body in speaker.bodies:
                self._bodies.setdefault((body, speaker.country), speaker)
            for language, text in row.get("names", {}).items():
                entries.setdefault(language, []).extend(
                    (speaker.origin, words) for words in split_words(text)
                )
        common = entries.pop("any", [])
        self._entries = {
            language: tuple(compile_entry(LAYER, origin, "", words) for origin, words in (*own, *common))
            for language, own in entries.items()
        }
        self._names = {language: tuple(own) for language, own in entries.items()}
        self._common = tuple(compile_entry(LAYER, origin, "", words) for origin, words in common)

    def languages(self) -> frozenset[str]:
        """Languages for which officials have names."""
        return frozenset(self._entries)

    def entries(self, language: str) -> tuple[Entry, ...]:
        """The names of all speakers in a language, to be joined to its word list."""
        return self._entries.get(language, self._common)

    def same_body(self, speaker: KnownSpeaker, country: str) -> KnownSpeaker | None:
        """The body of that country that has the same name, or None where the table knows none."""
        if not speaker.shared or speaker.country == country:
            return speaker
        return self._bodies.get((speaker.bodies[0], country))

    def authorities(self, country: str) -> KnownSpeaker | None:
        """Whoever stands for a country's authorities at large."""
        return self._bodies.get((_ANYTHING, country))

    def names(self, language: str) -> tuple[tuple[str, str], ...]:
        """Origins with the names that a language has for them, as they stand in word lists."""
        return self._names.get(language, ())

    def known_as(self, origin: str) -> KnownSpeaker | None:
        """The known speaker with this origin, or None."""
        return self.known.get(origin)


def _known(row: Mapping[str, Any]) -> KnownSpeaker:
    return KnownSpeaker(
        origin=row["origin"],
        name=row["name"],
        type=SpeakerType(row["type"]),
        relay=bool(row.get("relay", False)),
        country=row.get("country", ""),
        bodies=tuple(split_words(row.get("bodies", ""))),
        shared=bool(row.get("shared", False)),
    )


def home_of(speaker: Mark) -> str:
    """The country of a known official: the codes of origins begin with it."""
    return "AF" if speaker.kind == "taliban" else speaker.kind.partition("_")[0].upper()
