"""One language in two alphabets: the word list of the second made from that of the first.

Uzbek newsrooms write the same sentences in Latin and in Cyrillic letters. A second list by hand would
drift from the first, so the table of letters in the pack's ``[writing]`` section rewrites it, entry by
entry. What is no word of the language (codes, sides of a verb, reasons) stays as it is. Pure; raises
``LexiconError`` on a table that cannot be used.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.extraction.entries import LexiconError, split_words

_KEPT = {
    "language": ("code", "script"),
    "grammar": ("active", "passive", "noun"),
    "writing": None,
    "exempt": None,
}
"""Sections, and keys of sections, that hold no words of the language; None: the whole section."""

_Letters = Sequence[tuple[str, str]]


class Writing:
    """Rewrites words of one alphabet in the other, longest letters first."""

    def __init__(self, table: Mapping[str, str]) -> None:
        """``table``: the ``[writing]`` section: code, script, letters, initial."""
        self.code = table["code"]
        self.script = table["script"]
        self._letters = _pairs(table["letters"])
        self._initial = _pairs(table.get("initial", ""))

    def rewrite(self, text: str) -> str:
        """The text in the other alphabet; signs, digits and letters that it shares stay."""
        written: list[str] = []
        index, starts_word = 0, True
        while index < len(text):
            pairs = (*self._initial, *self._letters) if starts_word else self._letters
            old, new = next(
                ((old, new) for old, new in pairs if text.startswith(old, index)), (text[index], text[index])
            )
            written.append(new)
            starts_word = not text[index].isalpha()
            index += len(old)
        return "".join(written)


def second_writing(pack: Mapping[str, Any]) -> dict[str, Any] | None:
    """The pack of the same language in its second alphabet, or None where it has only one."""
    if "writing" not in pack:
        return None
    writing = Writing(pack["writing"])
    second = {
        section: _rewritten(table, writing, _KEPT.get(section, ()))
        for section, table in pack.items()
        if section != "writing"
    }
    second["language"] |= {"code": writing.code, "script": writing.script}
    return second


def with_second_names(rows: Sequence[Mapping[str, Any]], pack: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of the speakers table with the names of the pack's language in its second alphabet too."""
    writing = Writing(pack["writing"])
    code = pack["language"]["code"]
    return [
        {**row, "names": {writing.code: writing.rewrite(row["names"][code].lower()), **row["names"]}}
        if code in row.get("names", {})
        else dict(row)
        for row in rows
    ]


def _rewritten(value: Any, writing: Writing, kept: Sequence[str] | None) -> Any:
    if kept is None:
        return value
    if isinstance(value, str):
        return writing.rewrite(value.lower())
    if isinstance(value, Mapping):
        return {key: inner if key in kept else _rewritten(inner, writing, ()) for key, inner in value.items()}
    return [_rewritten(inner, writing, ()) for inner in value] if isinstance(value, list) else value


def _pairs(text: str) -> _Letters:
    """``sh ш, oʻ ў`` as pairs, longest first."""
    pairs: list[tuple[str, str]] = []
    for entry in split_words(text):
        old, _, new = entry.partition(" ")
        if not old or " " in new:
            raise LexiconError(f"writing: {entry!r} is not a letter and what it is written as")
        pairs.append((old, new))
    return sorted(pairs, key=lambda pair: -len(pair[0]))
