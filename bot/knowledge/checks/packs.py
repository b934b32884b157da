"""``lexicon/*.toml``: the word lists have the form that ``bot.extraction.packs`` builds from.

Sections and keys are the same in every language. What a language leaves empty is the business of
``pack_coverage``, single entries that of ``pack_entries``; a pack that has the right form and still
cannot be built is reported with the builder's own words.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from bot.extraction.entries import LexiconError
from bot.extraction.gate import gate_words
from bot.extraction.packkeys import (
    ACTS,
    CALENDAR_PHRASES,
    CUES,
    EVENTS,
    EXCLUSIONS,
    OPTIONAL_CUES,
    PARTIES,
    PATIENT_MARKING,
    PLACE_WORDS,
    ROLES,
    SUFFIX_ROLES,
    VERB_FINAL,
    VOICES,
)
from bot.extraction.packs import build_lexicon
from bot.extraction.writings import second_writing
from bot.knowledge.checks.folder import DataFolder, Table
from bot.knowledge.checks.languages import CODE, SCRIPT
from bot.knowledge.checks.pack_coverage import coverage_faults
from bot.knowledge.checks.pack_entries import COUNTED, ONE_LIST, entry_faults, section_of
from bot.knowledge.checks.shape import (
    Rule,
    flag,
    is_list_of_text,
    matching,
    shape_faults,
    text,
    whole_number,
)
from bot.render.families import SEIZED_ITEMS

PACKS = "lexicon/*.toml"
TRIGGER_KEYS = (
    *(f"act.{kind}" for kind in ACTS),
    *(f"event.{kind}" for kind in EVENTS),
    *(f"party.{kind}" for kind in PARTIES),
)
"""Keys of a pack that may bear out an event type."""

_SIDES = matching(r"(?:before|after)(?:, *(?:before|after))?", "before, after or both")
_WORDS = text()


def _texts(keys: tuple[str, ...]) -> dict[str, Rule]:
    return dict.fromkeys(keys, _WORDS.optional())


def _names(length: int) -> Rule:
    return Rule(
        lambda value: is_list_of_text(value) and len(value) == length,
        f"a list of {length} names",
        required=False,
    )


_ACT = _texts(VOICES)
_WRITING = {"code": CODE, "script": SCRIPT, "letters": _WORDS, "initial": _WORDS.optional()}
_SECTIONS: dict[str, dict[str, Rule]] = {
    "language": {
        "code": CODE,
        "script": SCRIPT,
        "abbreviations": _WORDS.optional(),
        "particles": _WORDS.optional(),
        "article": _WORDS.optional(),
        "whole": _WORDS.optional(),
        "distinct": _WORDS.optional(),
    },
    "grammar": {
        "active": _SIDES,
        "passive": _SIDES,
        "noun": _SIDES,
        "auxiliaries": _WORDS.optional(),
        "singular_auxiliaries": _WORDS.optional(),
        "singular_objects": _WORDS.optional(),
        "postpositions": flag().optional(),
        "ordinal_stop": flag().optional(),
        "verb_bracket": flag().optional(),
        "gap": whole_number(range(1, 25)).optional(),
        "date_first": flag().optional(),
        "verb_first": flag().optional(),
        "head_final": flag().optional(),
        "head_first": flag().optional(),
        "classifiers": _WORDS.optional(),
        "closing_classifiers": _WORDS.optional(),
        "tokens_per_word": Rule(lambda value: value in (1, 2), "1 or 2", required=False),
    },
    "verb_final": _texts(VERB_FINAL),
    "patient_marking": _texts(PATIENT_MARKING),
    "writing": {key: rule.optional() for key, rule in _WRITING.items()},
    "event": _texts(EVENTS),
    "party": _texts(PARTIES),
    "cue": _texts((*CUES, *OPTIONAL_CUES)),
    "exclude": _texts(EXCLUSIONS),
    "calendar": {
        **_texts(CALENDAR_PHRASES),
        "months": _names(12),
        "weekdays": _names(7),
        "solar": Rule(
            lambda value: is_list_of_text(value) and len(value) in (0, 12),
            "a list of 12 names or none",
            False,
        ),
    },
    "place": _texts(PLACE_WORDS),
    "role": _texts((*ROLES, *SUFFIX_ROLES)),
    "unit": _texts(("measure", "collective", "age")),
    "item": _texts(SEIZED_ITEMS),
    **{section: _texts((key,)) for section, key in ONE_LIST.items()},
}
_NUMBER_LISTS = ("articles", "suffixes", "prefixes", "joiners", "shy", "ordinal_suffixes")
_OPEN_SECTIONS = ("act", "numbers", "nation", "pair", "exempt")
_VAGUE = matching(r"(?:vague|formed)_[1-9][0-9]*", "")
_COUNTRY = matching(r"[A-Z]{2}", "")
_PAIR = matching(r"[A-Z]{2}-[A-Z]{2}", "")
_NUMBER = matching(r"0|[1-9][0-9]*", "")


def pack_faults(data: DataFolder) -> Iterator[str]:
    """Everything wrong with the word lists."""
    names = data.names(PACKS)
    if not names:
        yield "lexicon: folder: holds no word list"
    for name in names:
        pack = data.table(name)
        if pack is not None:
            for fault in _faults_of(name, pack, data):
                yield f"{name}: {fault}"


def _faults_of(name: str, pack: Table, data: DataFolder) -> Iterator[str]:
    form = [*_form_faults(pack)]
    yield from form
    yield from _language_faults(name, pack, data)
    entries = [*entry_faults(pack)]
    yield from entries
    yield from coverage_faults(pack, data)
    if not form and not any("nothing to match" in fault for fault in entries):
        yield from _building_faults(pack)


def _form_faults(pack: Table) -> Iterator[str]:
    for section in pack:
        if section not in _SECTIONS and section not in _OPEN_SECTIONS:
            yield f"{section}: unknown section"
    for section, rules in _SECTIONS.items():
        yield from _table_faults(section, pack.get(section, {}), rules)
    for section in ("act", "numbers", "nation"):
        if not isinstance(pack.get(section, {}), Mapping):
            yield f"{section}: write it as a table"
    yield from _act_faults(section_of(pack, "act"))
    yield from _number_faults(section_of(pack, "numbers"))
    yield from _keyed_faults("nation", section_of(pack, "nation"), _COUNTRY, "no country code")
    yield from _keyed_faults("pair", section_of(pack, "pair"), _PAIR, "no pair of country codes")


def _keyed_faults(section: str, table: Table, key_rule: Rule, fault: str) -> Iterator[str]:
    for key, words in table.items():
        if not key_rule.holds(key):
            yield f"{section}.{key}: {fault}"
        elif not isinstance(words, str):
            yield f"{section}.{key}: {words!r:.80} is not a string"


def _table_faults(where: str, table: Any, rules: Mapping[str, Rule]) -> Iterator[str]:
    if isinstance(table, Mapping):
        yield from (f"{where}.{fault}" for fault in shape_faults(table, rules))
    else:
        yield f"{where}: write it as a table"


def _act_faults(acts: Table) -> Iterator[str]:
    for kind, voices in acts.items():
        if kind not in ACTS:
            yield f"act.{kind}: unknown key"
        else:
            yield from _table_faults(f"act.{kind}", voices, _ACT)


def _number_faults(numbers: Table) -> Iterator[str]:
    for key, value in numbers.items():
        if key in COUNTED:
            if not isinstance(value, Mapping):
                yield f"numbers.{key}: write it as a table"
                continue
            for number, words in value.items():
                if not _NUMBER.holds(number) or not isinstance(words, str):
                    yield f"numbers.{key}.{number}: expected a number and its words"
        elif key == "units_first":
            if not isinstance(value, bool):
                yield f"numbers.{key}: {value!r:.80} is not true or false"
        elif key not in _NUMBER_LISTS and not _VAGUE.holds(key):
            yield f"numbers.{key}: unknown key"
        elif not isinstance(value, str):
            yield f"numbers.{key}: {value!r:.80} is not a string"


def _language_faults(name: str, pack: Table, data: DataFolder) -> Iterator[str]:
    language: Any = pack.get("language")
    if not isinstance(language, Mapping):
        return
    code = language.get("code")
    if code != PurePosixPath(name).stem:
        yield f"language.code: {code!r:.80} is not the name of the file"
    yield from _listing_faults("language", language, data)
    if isinstance(pack.get("writing"), Mapping):
        yield from _listing_faults("writing", pack["writing"], data)


def _listing_faults(section: str, table: Table, data: DataFolder) -> Iterator[str]:
    """Whether the table of languages knows a code under the same script."""
    code, listed = table.get("code"), data.table("languages.toml")
    if listed is None or not isinstance(code, str):
        return
    row = listed.get(code)
    if not isinstance(row, Mapping):
        yield f"{section}.code: {code} does not stand in languages.toml"
    elif row.get("script") != table.get("script"):
        yield f"{section}.script: is another one than in languages.toml"


def _building_faults(pack: Table) -> Iterator[str]:
    try:
        build_lexicon(pack)
        second = second_writing(pack)
        if second is not None:
            build_lexicon(second)
    except (LexiconError, KeyError, TypeError, ValueError) as error:
        yield f"file: cannot be built: {error}"
    try:
        gate_words([pack], {}, pack["language"]["script"])
    except (LexiconError, KeyError, TypeError, ValueError) as error:
        yield f"file: gives no words to the first gate: {error} is missing"
