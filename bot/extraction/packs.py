"""From the mapping of a lexicon file to a compiled ``Lexicon``.

Which sections and keys a pack may have is fixed in ``packkeys``. Building is pure; reading files is not
done here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.extraction.clitics import Clitics
from bot.extraction.entries import GAP, Entry, LexiconError, compile_entry, split_words
from bot.extraction.grammar import Grammar
from bot.extraction.lexicon import Lexicon, Matcher
from bot.extraction.normalise import exactly, fold
from bot.extraction.numerals import Numerals
from bot.extraction.packkeys import (
    ACTS,
    CALENDAR_PHRASES,
    CUES,
    EVENTS,
    EXCLUSIONS,
    OPTIONAL_CUES,
    PARTIES,
    PLACE_WORDS,
    ROLES,
    SIDES,
    SPELT,
    SUFFIX_ROLES,
    VOICES,
)
from bot.extraction.patients import PatientMarking
from bot.extraction.tokens import tokenise
from bot.extraction.verbfinal import VerbFinal


def _section(pack: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = pack.get(name, {})
    if not isinstance(section, Mapping):
        raise LexiconError(f"[{name}] is not a table")
    return section


def _entries(pack: Mapping[str, Any]) -> Iterator[Entry]:
    """Every word list of a pack as entries of its layer."""
    yield from _acts(pack)
    listed: tuple[tuple[str, Iterable[str]], ...] = (
        ("event", EVENTS), ("party", PARTIES), ("place", PLACE_WORDS), ("role", ROLES),
        *((layer, _section(pack, layer)) for layer in ("nation", "pair", "unit", "item")),
    )  # fmt: skip
    for layer, kinds in listed:
        for kind in kinds:
            for words in split_words(_section(pack, layer).get(kind, "")):
                yield compile_entry(layer, kind, "", words)
    phrased: tuple[tuple[str, str, str], ...] = (
        *(("cue", kind, kind) for kind in (*CUES, *OPTIONAL_CUES)),
        *(("exclude", kind, kind) for kind in EXCLUSIONS),
        *(("calendar", kind, kind) for kind in CALENDAR_PHRASES),
        *((section, "words", section) for section in ("company", "correction", "retraction")),
    )
    for section, key, kind in phrased:
        layer = section if section in ("exclude", "calendar") else "cue"
        for words in split_words(_section(pack, section).get(key, "")):
            yield compile_entry(f"{layer}:{kind}", kind, words, words)
    yield from _vague(pack)
    yield from _calendar_names(_section(pack, "calendar"))


def _acts(pack: Mapping[str, Any]) -> Iterator[Entry]:
    acts = _section(pack, "act")
    distinct = frozenset(split_words(_section(pack, "language").get("distinct", "")))
    for kind in ACTS:
        for voice in VOICES:
            for words in split_words(acts.get(kind, {}).get(voice, "")):
                layer = "act" if distinct.isdisjoint(words.split()) else SPELT
                yield compile_entry(layer, kind, voice, words)


def _calendar_names(calendar: Mapping[str, Any]) -> Iterator[Entry]:
    """Months and weekdays, Monday 1; a name may have several words."""
    for layer, key in (("month", "months"), ("solar", "solar"), ("weekday", "weekdays")):
        for number, names in enumerate(calendar.get(key, ()), 1):
            for words in split_words(names):
                yield compile_entry(layer, str(number), "", words)


def _vague(pack: Mapping[str, Any]) -> Iterator[Entry]:
    """ "Several", "dozens": the key says from how many on (``vague_12``); ``formed_2``: nouns whose
    form alone says that they are two."""
    for key, text in _section(pack, "numbers").items():
        layer, _, count = key.partition("_")
        if layer in ("vague", "formed"):
            for words in split_words(text):
                yield compile_entry(layer, count, "", words)


def _numbered(table: Mapping[str, str]) -> tuple[dict[str, int], list[tuple[str, int]]]:
    exact: dict[str, int] = {}
    stems: list[tuple[str, int]] = []
    for number, text in table.items():
        for word in split_words(text):
            folded = fold(word).replace("'", "")
            if folded.endswith("-"):
                stems.append((folded[:-1], int(number)))
            else:
                exact[folded] = int(number)
    stems.sort(key=lambda item: -len(item[0]))
    return exact, stems


def _sides(grammar: Mapping[str, Any], key: str) -> tuple[str, ...]:
    sides = tuple(split_words(grammar.get(key, "")))
    if not sides or not SIDES.issuperset(sides):
        raise LexiconError(f"[grammar] {key}: expected before, after or both, got {sides}")
    return sides


def _folded(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in split_words(table.get(key, "")))


def _numerals(
    table: Mapping[str, Any], classifiers: Iterable[str], *, ordinal_stop: bool = False
) -> Numerals:
    values, stems = _numbered(table["values"])
    multipliers, _ = _numbered(table.get("multipliers", {}))
    ordinals, ordinal_stems = _numbered(table.get("ordinals", {}))
    return Numerals(
        values={word: value for word, value in values.items() if " " not in word and "-" not in word},
        phrases=_number_phrases(values),
        stems=stems,
        ordinals=(*ordinals.items(), *((stem + "-", value) for stem, value in ordinal_stems)),
        multipliers=multipliers,
        articles=_folded(table, "articles"),
        suffixes=_folded(table, "suffixes"),
        prefixes=_folded(table, "prefixes"),
        joiners=_folded(table, "joiners"),
        units_first=bool(table.get("units_first", False)),
        shy=_folded(table, "shy"),
        ordinal_suffixes=_folded(table, "ordinal_suffixes"),
        classifiers=classifiers,
        ordinal_stop=ordinal_stop,
    )


def _number_phrases(values: Mapping[str, int]) -> dict[tuple[str, ...], int]:
    """Numbers of several words: quatre-vingt-deux, двайсет и един."""
    spoken = {tuple(tokenise(words)): value for words, value in values.items()}
    return {words: value for words, value in spoken.items() if len(words) > 1}


def build_lexicon(pack: Mapping[str, Any]) -> Lexicon:
    """Compile one language. Raises ``LexiconError`` (or ``KeyError``) where the pack is malformed."""
    language = _section(pack, "language")
    roles = _section(pack, "role")
    entries = [*_entries(pack)]
    noise = [
        compile_entry("noise", "lines", "", words)
        for words in split_words(_section(pack, "noise").get("lines", ""))
    ]
    grammar = _grammar(
        _section(pack, "grammar"), _section(pack, "verb_final"), _section(pack, "patient_marking")
    )
    numerals = _numerals(_section(pack, "numbers"), grammar.classifiers, ordinal_stop=grammar.ordinal_stop)
    gap = int(_section(pack, "grammar").get("gap", GAP))
    if gap != GAP:
        entries = [entry.spanning(gap) for entry in entries]
    clitics = _clitics(language, entries, numerals)
    if clitics is not None:
        entries, noise = [*map(clitics.bare, entries)], [*map(clitics.bare, noise)]
    return Lexicon(
        code=language["code"],
        matcher=Matcher(entries),
        noise=Matcher(noise),
        numerals=numerals,
        grammar=grammar,
        abbreviations=frozenset(_folded(language, "abbreviations")),
        script=language["script"],
        solar_months=any(split_words(names) for names in _section(pack, "calendar").get("solar", [])),
        suffix_roles=tuple((role.removesuffix("_suffixes"), _folded(roles, role)) for role in SUFFIX_ROLES),
        clitics=clitics,
        distinct=tuple(
            (fold(word).replace("'", ""), exactly(word)) for word in split_words(language.get("distinct", ""))
        ),
    )


def _grammar(table: Mapping[str, Any], verb_final: Mapping[str, Any], marking: Mapping[str, Any]) -> Grammar:
    return Grammar(
        active=_sides(table, "active"),
        passive=_sides(table, "passive"),
        noun=_sides(table, "noun"),
        auxiliaries=frozenset(_folded(table, "auxiliaries")),
        singular_auxiliaries=frozenset(_folded(table, "singular_auxiliaries")),
        singular_objects=_folded(table, "singular_objects"),
        postpositions=bool(table.get("postpositions", False)),
        ordinal_stop=bool(table.get("ordinal_stop", False)),
        verb_bracket=bool(table.get("verb_bracket", False)),
        date_first=bool(table.get("date_first", False)),
        verb_first=bool(table.get("verb_first", False)),
        head_final=bool(table.get("head_final", False)),
        head_first=bool(table.get("head_first", False)),
        tokens_per_word=int(table.get("tokens_per_word", 1)),
        classifiers=frozenset((*_folded(table, "classifiers"), *_folded(table, "closing_classifiers"))),
        closing_classifiers=frozenset(_folded(table, "closing_classifiers")),
        verb_final=_verb_final(verb_final) if verb_final else None,
        patients=_patient_marking(marking) if marking else None,
    )


def _verb_final(table: Mapping[str, Any]) -> VerbFinal:
    return VerbFinal(
        participles=_spelt_together(table, "participles"),
        finite=_spelt_together(table, "finite"),
        unreal=_spelt_together(table, "unreal"),
        oblique=_spelt_together(table, "oblique"),
        objects=_spelt_together(table, "objects"),
        beside=frozenset(_spelt_together(table, "beside")),
        made_of=frozenset(_spelt_together(table, "made_of")),
        plural=_spelt_together(table, "plural"),
        heads=frozenset(_spelt_together(table, "heads")),
        members=_spelt_together(table, "members"),
        whole=frozenset(_spelt_together(table, "whole")),
        ordinals=_spelt_together(table, "ordinals"),
    )


def _spelt_together(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Words and endings as they stand in sentences: folded, and without their apostrophes."""
    return tuple(word.replace("'", "") for word in _folded(table, key))


def _patient_marking(table: Mapping[str, Any]) -> PatientMarking:
    return PatientMarking(
        object_markers=frozenset(_folded(table, "object_markers")),
        object_endings=_folded(table, "object_endings"),
        prepositions=frozenset(_folded(table, "prepositions")),
        genitive=frozenset(_folded(table, "genitive")),
        aimed=frozenset(_folded(table, "aimed")),
        oblique_endings=_folded(table, "oblique_endings"),
        oblique_numbers=frozenset(_folded(table, "oblique_numbers")),
        plural=_folded(table, "plural"),
        finite=_folded(table, "finite"),
        relative=frozenset(_folded(table, "relative")),
    )


def _clitics(language: Mapping[str, Any], entries: Sequence[Entry], numerals: Numerals) -> Clitics | None:
    particles = _folded(language, "particles")
    if not particles:
        return None
    return Clitics(
        particles=particles,
        article=fold(language.get("article", "")),
        whole=_folded(language, "whole"),
        entries=entries,
        numbers=numerals.words(),
    )


def bare_lexicon() -> Lexicon:
    """A lexicon without words: figures in digits, numeric days and places can still be read with it."""
    return build_lexicon(
        {
            "language": {"code": "und", "script": "any"},
            "grammar": {"active": "after, before", "passive": "after, before", "noun": "after, before"},
            "calendar": {"months": [""] * 12, "weekdays": [""] * 7},
            "numbers": {"values": {}},
        }
    )
