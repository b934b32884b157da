"""``severity.toml``: how grave an incident is, by rules that parse and that people can be told.

The rules are judged by the module that uses them, in its own words; here they are only held against
the catalogue of sentences. A catalogue that explains any grade (``severity_why.<code>``) explains all
of them, and no rule that is gone.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.pofile import PoFileError

from bot.incidents.severity import SeverityTable
from bot.knowledge.checks.folder import DataFolder
from bot.knowledge.locales import COMPLETE, DOMAIN, read_catalogue
from bot.render.texts import messages_of

SEVERITY = "severity.toml"

_FAMILY = "severity_why."
_KEYS = ("default", "low_grade_cap", "rule")


def severity_faults(data: DataFolder) -> Iterator[str]:
    """Everything wrong with the table of severities, by the words of the module that uses it."""
    table = data.table(SEVERITY)
    if table is None:
        return
    yield from (f"{SEVERITY}: {key}: unknown key" for key in table if key not in _KEYS)
    if not isinstance(table.get("default"), Mapping) or not _is_list_of_tables(table.get("rule")):
        yield f"{SEVERITY}: file: needs a default and [[rule]] tables"
        return
    try:
        severities = SeverityTable.from_mapping(table)
    except (TypeError, ValueError) as error:
        yield from (f"{SEVERITY}: {fault}" for fault in str(error).split("\n"))
        return
    explained = _explained(data.root / "locale" / COMPLETE / DOMAIN)
    for code in sorted(explained ^ set(severities.codes())) if explained else ():
        if code in explained:
            yield f"{SEVERITY}: {code}: is explained in locale/{COMPLETE}/{DOMAIN}, but is no rule"
        else:
            yield f"{SEVERITY}: {code}: locale/{COMPLETE}/{DOMAIN} has no sentence {_FAMILY}{code}"


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _explained(path: Path) -> set[str]:
    """The codes that the complete catalogue explains; none where its own check has to complain first."""
    try:
        keys = messages_of(read_catalogue(path, COMPLETE))
    except (OSError, PoFileError, ValueError):
        return set()
    return {key.removeprefix(_FAMILY) for key in keys if key.startswith(_FAMILY)}
