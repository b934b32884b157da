"""Reads the catalogues of sentences, and checks them against the code that uses them.

The only reader of ``bot/data/locale``. A language is one folder with one ``borderwatch.po``; English
is complete and stands in for what another language lacks. The validator reads our own source files
as text and never runs them.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from io import BytesIO
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from bot.render.families import FAMILIES
from bot.render.problems import PROBLEMS
from bot.render.texts import PlaceNames, Texts, entries_of, messages_of

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE_FOLDER = PACKAGE / "data" / "locale"
CODE_FOLDERS = (
    *(PACKAGE / room for room in ("render", "channels", "commands", "demo", "workers")),
    PACKAGE.parent / "handlers",
)
DOMAIN = "borderwatch.po"
COMPLETE = "en"
WORDING_CALLS = frozenset({"say", "count"})
MENU_LIMIT = 60
COMMAND_TEXTS = ("usage", "menu", "help")
HIGHEST_COUNT_TRIED = 200


def available_locales(folder: Path = LOCALE_FOLDER) -> tuple[str, ...]:
    """The languages that have a catalogue."""
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{DOMAIN}")))


def load_texts(
    locale: str = COMPLETE,
    timezone: str | tzinfo = "UTC",
    places: PlaceNames | None = None,
    *,
    folder: Path = LOCALE_FOLDER,
) -> Texts:
    """The sentences of a language; a language without a catalogue speaks English.

    ``fa_AF`` falls back to ``fa``, then to English. ``timezone`` is where local times are shown.
    """
    zone = ZoneInfo(timezone) if isinstance(timezone, str) else timezone
    english = read_catalogue(folder / COMPLETE / DOMAIN, COMPLETE)
    for name in dict.fromkeys((locale, locale.partition("_")[0])):
        path = folder / name / DOMAIN
        if name != COMPLETE and path.is_file():
            catalogue = read_catalogue(path, name)
            return Texts.from_catalogue(
                catalogue, locale=locale, timezone=zone, places=places, fallback=english
            )
    return Texts.from_catalogue(english, locale=COMPLETE, timezone=zone, places=places)


def read_catalogue(path: Path, locale: str) -> Catalog:
    """Parse one ``.po`` file; a malformed one raises (``PoFileError``): it is part of the program."""
    return read_po(BytesIO(path.read_bytes()), locale=locale, abort_invalid=True)


@dataclass(slots=True)
class _Uses:
    """What the code asks of the catalogue: exact keys with their values, and key prefixes."""

    keys: dict[str, list[tuple[str, frozenset[str] | None]]] = field(default_factory=dict)
    prefixes: set[str] = field(default_factory=set)
    constants: set[str] = field(default_factory=set)


def validate_locales(folder: Path = LOCALE_FOLDER) -> list[str]:
    """All faults of the catalogues, each one line ``file: where: what``; empty means fine."""
    faults: list[str] = []
    uses = _uses_in(path for code in CODE_FOLDERS for path in sorted(code.rglob("*.py")))
    catalogues: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for locale in available_locales(folder):
        label = f"locale/{locale}/{DOMAIN}"
        try:
            Locale.parse(locale)
            catalogue = read_catalogue(folder / locale / DOMAIN, locale)
        except (PoFileError, UnknownLocaleError, ValueError) as error:
            faults.append(f"{label}: file: cannot be read ({error})")
            continue
        catalogues[locale] = messages_of(catalogue)
        faults += [f"{label}: {fault}" for fault in _form_faults(catalogue, locale)]
    english = catalogues.get(COMPLETE)
    if english is None:
        return [*faults, f"locale/{COMPLETE}/{DOMAIN}: file: is missing"]
    label = f"locale/{COMPLETE}/{DOMAIN}"
    faults += [f"{label}: {fault}" for fault in _use_faults(english, uses)]
    for locale, messages in catalogues.items():
        if locale != COMPLETE:
            faults += [f"locale/{locale}/{DOMAIN}: {fault}" for fault in _agreement_faults(english, messages)]
    return faults


def _form_faults(catalogue: Catalog, locale: str) -> Iterator[str]:
    """Sentences that cannot be filled, or lack a plural form that the language needs."""
    needed = _categories(locale)
    for key, forms, plural in entries_of(catalogue):
        if not all(forms):
            yield f"{key}: is not translated"
            continue
        if plural and len(forms) != needed:
            yield f"{key}: has {len(forms)} plural forms, the language has {needed}"
        for form in forms:
            try:
                placeholders(form)
            except ValueError as error:
                yield f"{key}: {error}"
        if key.endswith(".menu") and len(forms[0]) > MENU_LIMIT:
            yield f"{key}: is longer than {MENU_LIMIT} characters"


def _categories(locale: str) -> int:
    """How many plural categories whole numbers have in a language."""
    return len({Locale.parse(locale).plural_form(n) for n in range(HIGHEST_COUNT_TRIED)})


def placeholders(sentence: str) -> frozenset[str]:
    """The names in braces. ValueError for broken braces or anything but plain names."""
    names = set()
    for _text, name, spec, conversion in Formatter().parse(sentence):
        if name is None:
            continue
        if not re.fullmatch(r"[a-z_]+", name) or spec or conversion:
            raise ValueError(f"placeholder {{{name}}} must be a plain name")
        names.add(name)
    return frozenset(names)


def _use_faults(english: Mapping[str, tuple[str, ...]], uses: _Uses) -> Iterator[str]:
    """Keys that the code uses and the catalogue lacks, and the other way round."""
    for key, calls in sorted(uses.keys.items()):
        if key not in english:
            yield f"{key}: used in {calls[0][0]}, but there is no such sentence"
            continue
        wanted = frozenset().union(*(_safe_placeholders(form) for form in english[key]))
        for where, given in calls:
            if given is not None and not wanted <= given:
                yield f"{key}: {where} does not give {{{'}, {'.join(sorted(wanted - given))}}}"
    known = _family_keys() | {f"problem.{code}" for code in PROBLEMS}
    for key in sorted(known - english.keys()):
        yield f"{key}: is missing"
    for code, values in PROBLEMS.items():
        sentence = english.get(f"problem.{code}", ("",))[0]
        if not _safe_placeholders(sentence) <= frozenset(values):
            yield f"problem.{code}: names a value that this problem does not have"
    closed = tuple(f"{family}." for family in (*FAMILIES, "problem"))
    for key in sorted(english):
        used = key in uses.keys or key in known or key in uses.constants
        open_prefix = any(key.startswith(prefix) for prefix in uses.prefixes if prefix not in closed)
        if not used and not open_prefix:
            yield f"{key}: is used nowhere"


def _agreement_faults(
    english: Mapping[str, tuple[str, ...]], messages: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    for key in sorted(messages.keys() - english.keys()):
        yield f"{key}: English has no such sentence"
    for key in sorted(messages.keys() & english.keys()):
        wanted = frozenset().union(*(_safe_placeholders(form) for form in english[key]))
        for form in messages[key]:
            if not _safe_placeholders(form) <= wanted:
                yield f"{key}: has other placeholders than English"
                break
        if wanted - {"n"} - frozenset().union(*(_safe_placeholders(form) for form in messages[key])):
            yield f"{key}: lacks a placeholder that English has"


def _safe_placeholders(sentence: str) -> frozenset[str]:
    try:
        return placeholders(sentence)
    except ValueError:
        return frozenset()


def _family_keys() -> set[str]:
    return {f"{family}.{value}" for family, values in FAMILIES.items() for value in values}


def _uses_in(paths: Iterable[Path]) -> _Uses:
    """Collect ``texts.say("key", …)``, ``texts.count(…)``, ``texts.word("family", …)`` in the code."""
    uses = _Uses()
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                uses.constants.add(node.value)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                _note_call(uses, node, node.func.attr, f"{path.parent.name}/{path.name}:{node.lineno}")
    return uses


def _note_call(uses: _Uses, call: ast.Call, method: str, where: str) -> None:
    first = call.args[0]
    if method == "word" and isinstance(first, ast.Constant) and isinstance(first.value, str):
        uses.prefixes.add(first.value + ".")
    if method not in WORDING_CALLS:
        return
    given: frozenset[str] | None = frozenset(word.arg for word in call.keywords if word.arg is not None)
    if any(word.arg is None for word in call.keywords):
        given = None
    elif method == "count" and given is not None:
        given |= {"n"}
    for key in _keys_of(call.args[0], uses):
        uses.keys.setdefault(key, []).append((where, given))


def _keys_of(argument: ast.expr, uses: _Uses) -> Iterator[str]:
    """The constant keys an argument may have; an f-string counts by its constant beginning."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _keys_of(argument.body, uses)
        yield from _keys_of(argument.orelse, uses)
    elif isinstance(argument, ast.JoinedStr) and argument.values:
        head = argument.values[0]
        if isinstance(head, ast.Constant) and isinstance(head.value, str):
            uses.prefixes.add(head.value)
