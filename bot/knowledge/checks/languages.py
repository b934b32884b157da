"""``languages.toml``: how languages are told apart, and words of harm for those without a word list.

The check also lets the detector read each language's own small words: a language that is taken for
another by its commonest words would be read with the wrong numbers.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from bot.extraction.entries import LexiconError, compile_entry, split_words
from bot.extraction.language import LanguageDetector
from bot.knowledge.checks.folder import DataFolder, Table
from bot.knowledge.checks.shape import matching, one_of, shape_faults, text

LANGUAGES = "languages.toml"
CODE = matching(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?", "a language tag such as ru or uz-Cyrl")
SCRIPTS = ("latin", "cyrillic", "arabic", "han", "armenian", "georgian", "devanagari")
"""The scripts that the detector tells apart by their letters alone."""
SCRIPT = one_of(SCRIPTS)

_RULES = {
    "script": SCRIPT,
    "letters": text(),
    "own_letters": text().optional(),
    "stopwords": text(),
    "harm": text().optional(),
}


def language_faults(data: DataFolder) -> Iterator[str]:
    """Everything wrong with the table of languages."""
    table = data.table(LANGUAGES)
    if table is None:
        return
    packs = _codes_with_lists(data)
    formed = True
    for code, row in table.items():
        if not CODE.holds(code):
            yield f"{LANGUAGES}: {code}: is not {CODE.wanted}"
        faults = [*shape_faults(row, _RULES)]
        formed = formed and not faults
        if not faults:
            faults += _word_faults(row, has_pack=code in packs)
        for fault in faults:
            yield f"{LANGUAGES}: {code}: {fault}"
    if formed:
        for fault in _detection_faults(table):
            yield f"{LANGUAGES}: {fault}"


def _codes_with_lists(data: DataFolder) -> set[str]:
    """Languages with a word list of their own, or made from that of the same language in other letters."""
    codes: set[str] = set()
    for name in data.names("lexicon/*.toml"):
        codes.add(PurePosixPath(name).stem)
        writing = (data.table(name) or {}).get("writing")
        if isinstance(writing, Mapping) and isinstance(writing.get("code"), str):
            codes.add(writing["code"])
    return codes


def _word_faults(row: Table, *, has_pack: bool) -> Iterator[str]:
    harm = split_words(row.get("harm", ""))
    if not has_pack and not harm:
        yield "harm: a language without a word list needs words for the first gate"
    for words in harm:
        try:
            compile_entry("", "", "", words)
        except LexiconError:
            yield f"harm: nothing to match in {words!r}"


def _detection_faults(table: Table) -> Iterator[str]:
    shared: dict[str, int] = {}
    for row in table.values():
        shared[row["script"]] = shared.get(row["script"], 0) + 1
    detector = LanguageDetector(table)
    for code, row in table.items():
        if row["script"] == "han" or shared[row["script"]] == 1:
            continue
        words = split_words(row["stopwords"])
        found = detector.detect(" ".join(words), None) if words else None
        if found != code:
            yield f"{code}: stopwords: " + (f"are taken for {found}" if words else "none, in a shared script")


def listed_languages(data: DataFolder) -> frozenset[str]:
    """The codes of the table; empty where it cannot be read."""
    table = data.table(LANGUAGES)
    return frozenset(table) if isinstance(table, Mapping) else frozenset()
