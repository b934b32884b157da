"""What every language must have words for, and the gaps that a pack owns up to.

A gap is allowed, an unexplained one is not: ``[exempt]`` names it (``"event.closure" = "why"``). An
exemption for something that has words by now is a fault too, or the list would rot.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.extraction.packkeys import ACTS, CUES, EVENTS, EXCLUSIONS, PARTIES, PLACE_WORDS, VOICES
from bot.knowledge.checks.folder import DataFolder, Table
from bot.knowledge.checks.pack_entries import ONE_LIST, has_words, value_at
from bot.knowledge.checks.shape import is_line
from bot.render.families import SEIZED_ITEMS

OFFICIAL_SPEAKERS = "speakers.official"
"""Not in the pack itself: whether ``speakers.toml`` names officials in this language."""

_LISTED = {
    "event": EVENTS,
    "party": PARTIES,
    "cue": CUES,
    "exclude": EXCLUSIONS,
    "place": PLACE_WORDS,
    "item": SEIZED_ITEMS,
    "unit": ("measure",),
    "calendar": ("today", "yesterday"),
    "role": ("opposite", "not_origin"),
    **{section: (key,) for section, key in ONE_LIST.items()},
}
_ROLES = ("scene", "origin", "direction", "residence")
_COUNTED_TO = 10


def coverage_faults(pack: Table, data: DataFolder) -> Iterator[str]:
    """Gaps without a reason, exemptions without a reason, and exemptions that are no gap."""
    covered = _covered(pack, _countries(data))
    exempt = exemptions(pack)
    for key, present in covered.items():
        if not present and key not in exempt:
            yield f"{key}: has no words{_needed_by(key, data)}; fill it or give a reason in [exempt]"
    for key, reason in exempt.items():
        if key != OFFICIAL_SPEAKERS and key not in covered:
            yield f"exempt.{key}: nothing that a language must have"
        elif covered.get(key):
            yield f"exempt.{key}: has words by now; drop the exemption"
        elif not is_line(reason):
            yield f"exempt.{key}: give the reason in one line"
    yield from _number_faults(pack)
    yield from _calendar_faults(pack)


def exemptions(pack: Table) -> dict[str, Any]:
    """Exempted keys with their reasons; ``"event.mine"`` and ``event.mine`` are written alike."""
    return dict(_flat(pack.get("exempt", {}), ""))


def _flat(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else key)
    elif path:
        yield path, value


def _covered(pack: Table, countries: list[str]) -> dict[str, bool]:
    covered = {
        f"act.{kind}": any(has_words(value_at(pack, "act", kind, voice)) for voice in VOICES) for kind in ACTS
    }
    for section, keys in _LISTED.items():
        covered.update({f"{section}.{key}": has_words(value_at(pack, section, key)) for key in keys})
    for role in _ROLES:
        covered[f"role.{role}"] = any(
            has_words(value_at(pack, "role", key)) for key in (role, f"{role}_after", f"{role}_suffixes")
        )
    covered.update({f"nation.{code}": has_words(value_at(pack, "nation", code)) for code in countries})
    return covered


def _countries(data: DataFolder) -> list[str]:
    """The countries of the watched borders."""
    borders = (data.table("borders.toml") or {}).get("border", [])
    found = [
        country
        for border in (borders if isinstance(borders, list) else [])
        if isinstance(border, Mapping) and isinstance(border.get("countries"), list)
        for country in border["countries"]
        if isinstance(country, str)
    ]
    return list(dict.fromkeys(found))


def _needed_by(key: str, data: DataFolder) -> str:
    types = [
        code
        for code, row in (data.table("event_types.toml") or {}).items()
        if isinstance(row, Mapping) and isinstance(row.get("triggers"), list) and key in row["triggers"]
    ]
    return f" ({', '.join(types)})" if types else ""


def _number_faults(pack: Table) -> Iterator[str]:
    for number in range(1, _COUNTED_TO + 1):
        if not has_words(value_at(pack, "numbers", "values", str(number))):
            yield f"numbers.values: no word for {number}"


def _calendar_faults(pack: Table) -> Iterator[str]:
    for section, length in (("months", 12), ("weekdays", 7)):
        names = value_at(pack, "calendar", section)
        if names is None:
            yield f"calendar.{section}: missing"
        elif isinstance(names, list) and len(names) == length:
            for number, words in enumerate(names, 1):
                if not has_words(words):
                    yield f"calendar.{section}: no word for number {number}"
