"""What all commands share: settings, the database, and sentences on standard error.

A command that cannot go on ends with one sentence per fault and exit code 1; never a traceback.
"""

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import typer

from bot.logs import redact
from bot.settings import Loaded, Settings, Unusable, load_settings
from bot.store.problems import OpenProblem

if TYPE_CHECKING:
    from bot.knowledge import Knowledge

ENV_FILE = Path(".env")


def standard_output() -> TextIO:
    """Standard output for data, which is UTF-8 whatever the terminal speaks."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout


def say(text: str) -> None:
    """One line on standard error, without anything secret."""
    sys.stderr.write(redact(text) + "\n")


def give_up(sentences: Iterable[str]) -> NoReturn:
    """End with what is wrong, one sentence a line."""
    for sentence in sentences:
        say(sentence)
    raise typer.Exit(1)


def sentence(code: str, values: Iterable[tuple[str, str]] = ()) -> str:
    """The sentence ``terminal.<code>`` of the catalogue; English, for no setting is sure to be readable."""
    from bot.knowledge.locales import load_texts

    return load_texts().say(f"terminal.{code}", **dict(values))


def database_sentence(problem: OpenProblem) -> str:
    """Why a database cannot be opened, and what to do."""
    if problem.code == "database_missing" and not problem.value("traces"):
        return sentence("no_database", problem.values)
    return sentence(problem.code, problem.values)


def knowledge_or_exit() -> "Knowledge":
    """What the bot knows, or the end with the data file that is wrong."""
    from bot.knowledge import DataFileError, load_knowledge

    try:
        return load_knowledge()
    except DataFileError as error:
        give_up([f"{error}: install borderwatch anew."])


def settings_or_exit() -> Settings:
    """The settings of ``.env`` and the environment, or the end with a sentence for each fault."""
    result = load_settings(os.environ, ENV_FILE)
    if isinstance(result, Unusable):
        give_up([*result.notes, *result.faults])
    return tell_notes(result)


def tell_notes(loaded: Loaded) -> Settings:
    """Say what was noticed in the settings, and hand them on."""
    for note in loaded.notes:
        say(note)
    return loaded.settings
