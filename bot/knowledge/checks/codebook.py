"""``event_types.toml`` and ``parties.toml``: they cover our vocabularies and use the words of others.

ACLED's and PLOVER's words are closed lists here, because a slip in one of them would only be noticed
by whoever imports our export elsewhere.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.knowledge.checks.folder import DataFolder, Table
from bot.knowledge.checks.packs import TRIGGER_KEYS
from bot.knowledge.checks.shape import Rule, line, lines, matching, one_of, several_of, shape_faults
from bot.knowledge.vocabularies import SIDES
from bot.model.vocabulary import EventType, Party

EVENT_TYPES = "event_types.toml"
PARTIES = "parties.toml"

ACLED = {
    "Battles": ("Armed clash",),
    "Explosions/Remote violence": (
        "Air/drone strike",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": ("Attack", "Abduction/forced disappearance"),
    "Strategic developments": ("Arrests", "Change to group/activity", "Disrupted weapons use", "Other"),
}
"""Events with those of their sub-events that can happen to us."""

PLOVER_EVENTS = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
PLOVER_CONTEXTS = (
    "military", "terrorism", "illegal_drugs", "trafficking", "migration", "territory", "crime",
)  # fmt: skip

_PLOVER_CODE = matching(rf"(?:{'|'.join(PLOVER_EVENTS)})(?::[a-z]+(?:-[a-z]+)*)?", "a PLOVER code")
_EVENT_TYPE_RULES = {
    "when": line(),
    "acled_event": one_of(ACLED).optional(),
    "acled_sub_event": line().optional(),
    "plover": Rule(
        lambda value: isinstance(value, list) and all(map(_PLOVER_CODE.holds, value)),
        "a list of PLOVER codes such as COERCE:seize",
    ),
    "contexts": several_of(PLOVER_CONTEXTS),
    "compatible": several_of(tuple(EventType)),
    "triggers": several_of(TRIGGER_KEYS),
}
_PARTY_RULES = {"side": one_of(SIDES), "includes": lines(), "note": line().optional()}


def codebook_faults(data: DataFolder) -> Iterator[str]:
    """Everything wrong with both files."""
    event_types = data.table(EVENT_TYPES)
    if event_types is not None:
        for fault in _event_type_faults(event_types):
            yield f"{EVENT_TYPES}: {fault}"
    parties = data.table(PARTIES)
    if parties is not None:
        for fault in _covering_faults(parties, tuple(Party), _PARTY_RULES):
            yield f"{PARTIES}: {fault}"


def _covering_faults(table: Table, codes: tuple[str, ...], rules: Mapping[str, Rule]) -> Iterator[str]:
    for code in codes:
        if code not in table:
            yield f"{code}: missing"
    for code, row in table.items():
        if code not in codes:
            yield f"{code}: unknown code"
        else:
            for fault in shape_faults(row, rules):
                yield f"{code}: {fault}"


def _event_type_faults(table: Table) -> Iterator[str]:
    yield from _covering_faults(table, tuple(EventType), _EVENT_TYPE_RULES)
    if [code for code in table if code in tuple(EventType)] != [code for code in EventType if code in table]:
        yield "file: the types do not stand in their order of precedence"
    for code, row in table.items():
        if code in tuple(EventType) and isinstance(row, Mapping):
            for fault in (*_acled_faults(row), *_compatible_faults(code, row, table)):
                yield f"{code}: {fault}"
            if not row.get("triggers") and code != EventType.OTHER:
                yield f"{code}: triggers: none, so no language can tell of it"


def _acled_faults(row: Table) -> Iterator[str]:
    event, sub_event = row.get("acled_event"), row.get("acled_sub_event")
    if (event is None) != (sub_event is None):
        yield "acled_sub_event: event and sub-event stand together or not at all"
    elif isinstance(event, str) and event in ACLED and sub_event not in ACLED[event]:
        yield f"acled_sub_event: {sub_event!r:.80} is no sub-event of {event}"


def _compatible_faults(code: str, row: Table, table: Table) -> Iterator[str]:
    for other in _texts(row.get("compatible")):
        if other == code:
            yield "compatible: names itself"
            continue
        there = table.get(other)
        if isinstance(there, Mapping) and code not in _texts(there.get("compatible")):
            yield f"compatible: {other} does not name {code} in turn"


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
