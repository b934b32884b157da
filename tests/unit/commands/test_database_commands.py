"""``migrate`` and ``export``, and what any command says of a database that it cannot use."""

import csv
import shutil
import sqlite3
import stat
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.files import InstanceLock
from bot.store.problems import OpenProblem
from tests.builders import NOON, make_snapshot
from tests.unit.commands.conftest import Prompt
from tests.unit.store.facts import stored_incident


def database_file(prompt: Prompt) -> Path:
    return prompt.folder / "var" / "borderwatch.db"


def test_migrate_makes_a_database_and_then_finds_it_current(prompt: Prompt) -> None:
    first, second = prompt("migrate"), prompt("migrate")
    assert first.stderr == "The database var/borderwatch.db was created.\n"
    assert second.stderr == "The database is current.\n"
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert stat.S_IMODE(database_file(prompt).stat().st_mode) == 0o600


def test_migrate_names_the_schemas_and_the_backup(prompt: Prompt) -> None:
    from bot.store.schema import SCHEMA, Schema

    scripts = prompt.folder / "scripts"
    shutil.copytree(SCHEMA.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    for step in (scripts / "versions").glob("[0-9]*.py"):
        if not step.name.startswith("0001"):
            step.unlink()
    older = Database.open(database_file(prompt), now=NOON, schema=Schema(head="0001", scripts=scripts))
    assert isinstance(older, Database)
    older.close()

    result = prompt("migrate")

    assert result.exit_code == 0
    assert "was brought from schema 0001 to " in result.stderr
    backup = prompt.folder / result.stderr.rpartition("a backup lies at ")[2].strip().removesuffix(".")
    assert backup.stat().st_size > 0


def test_export_writes_what_is_stored(prompt: Prompt) -> None:
    prompt("migrate")
    opened = Database.open(database_file(prompt), now=NOON)
    assert isinstance(opened, Database)
    for day in ("2026-01-18", "2025-11-20"):
        opened.write_now(lambda session, day=day: stored_incident(session, make_snapshot(day=day)))  # type: ignore[misc]
    opened.close()

    everything = prompt("export")
    table = prompt("export", "--format", "csv", "--since", "2026-01-01")

    assert everything.exit_code == table.exit_code == 0
    assert len(everything.stdout.splitlines()) == 2
    (record,) = csv.DictReader(StringIO(table.stdout))
    assert record["date_start"] == "2026-01-18"


def test_export_without_a_database_says_where_it_looked(prompt: Prompt) -> None:
    result = prompt("export")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("There is no database var/borderwatch.db yet: start the bot first")
    assert not (prompt.folder / "var").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--since", "2025-99-01"), "--since takes a day such as 2025-11-01."),
        (("--until", "soon"), "--until takes a day such as 2025-11-01."),
        (("--since", "2026-01-02", "--until", "2026-01-01"), "--until is a day before --since"),
    ],
)
def test_a_wrong_day_is_one_sentence(prompt: Prompt, options: tuple[str, ...], sentence: str) -> None:
    result = prompt("export", *options)
    assert result.exit_code == 1
    assert result.stderr.startswith(sentence)


@pytest.mark.parametrize("command", ["run", "migrate", "export"])
def test_another_kind_of_database_is_one_sentence(prompt: Prompt, command: str) -> None:
    prompt.settings(DATABASE_URL="postgresql://somewhere/borderwatch")
    result = prompt(command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("DATABASE_URL: postgresql:// is not supported yet; use sqlite:///")


@pytest.mark.parametrize("command", ["run", "migrate", "export"])
def test_a_database_of_a_newer_version_is_refused_and_left_as_it_was(prompt: Prompt, command: str) -> None:
    prompt("migrate")
    with closing(sqlite3.connect(database_file(prompt))) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
    before = database_file(prompt).read_bytes()

    result = prompt(command)

    assert (result.exit_code, result.stdout) == (1, "")
    (sentence,) = result.stderr.splitlines()
    assert "was written by a newer borderwatch (schema 0999" in sentence
    assert database_file(prompt).read_bytes() == before


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_second_instance_says_who_has_the_database(prompt: Prompt, command: str) -> None:
    prompt("migrate")
    lock = InstanceLock.take(str(database_file(prompt)))
    assert not isinstance(lock, OpenProblem)
    try:
        result = prompt(command)
    finally:
        lock.release()
    assert result.exit_code == 1
    assert result.stderr.startswith("Another borderwatch (process ")


@pytest.mark.parametrize("command", ["run", "check", "export", "migrate", "explain x"])
def test_a_broken_settings_file_is_said_line_by_line(prompt: Prompt, command: str) -> None:
    prompt.file(".env", "TELEGRAM_TOKEN=abc\nthis is no setting\nnor this\n")
    result = prompt(*command.split())
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-2:] == [
        ".env line 2 is not NAME=value: correct it or put # before it.",
        ".env line 3 is not NAME=value: correct it or put # before it.",
    ]


def test_a_settings_file_that_others_can_read_is_tightened_and_that_is_said(prompt: Prompt) -> None:
    prompt.settings(LOCALE="en")
    (prompt.folder / ".env").chmod(0o644)
    result = prompt("migrate")
    assert ".env was readable by others (0644); it is now 0600." in result.stderr
    assert stat.S_IMODE((prompt.folder / ".env").stat().st_mode) == 0o600


def test_a_broken_settings_file_still_tells_what_was_noticed(prompt: Prompt) -> None:
    prompt.file(".env", "LOCAL=en\nPOLL_SECONDS=soon\n")
    (prompt.folder / ".env").chmod(0o644)
    result = prompt("run")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        ".env was readable by others (0644); it is now 0600.",
        ".env line 1: LOCAL is not a setting; LOCALE is meant, perhaps.",
        "POLL_SECONDS: takes a number of seconds between 5 and 86400.",
    ]


def test_a_database_of_two_names_or_a_link_to_none_is_refused_with_a_sentence(prompt: Prompt) -> None:
    prompt.settings(DATABASE_URL="sqlite:///link.db")
    (prompt.folder / "link.db").symlink_to(prompt.folder / "gone.db")
    result = prompt("migrate")
    assert result.exit_code == 1
    assert result.stderr.startswith("The database link.db is a link to a file that does not exist: ")
    assert not (prompt.folder / "gone.db").exists()


def test_a_catalogue_that_cannot_be_used_ends_run_before_anything_is_made(prompt: Prompt) -> None:
    prompt.settings(SOURCES_FILE="nowhere.toml")
    result = prompt("run")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "The catalogue of sources (SOURCES_FILE) cannot be used:"
    assert not (prompt.folder / "var").exists()


def test_a_data_file_that_is_wrong_is_one_sentence(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.knowledge import DataFileError

    def broken() -> None:
        raise DataFileError("data file borders.toml: cannot be read")

    monkeypatch.setattr("bot.knowledge.load_knowledge", broken)
    result = prompt("read", "-", typed="")
    assert result.exit_code == 1
    assert result.stderr == "data file borders.toml: cannot be read: install borderwatch anew.\n"


def test_nothing_secret_is_ever_said(prompt: Prompt) -> None:
    from bot.commands.terminal import say

    token = "123456789:" + "s" * 35
    prompt.settings(TELEGRAM_TOKEN=token + "!")
    assert "sss" not in prompt("run").output
    say(f"trouble at https://api.example/bot{token}/getMe")


@pytest.mark.parametrize("command", ["read", "replay", "explain", "--format"])
def test_a_command_given_wrongly_shows_how_it_is_given(prompt: Prompt, command: str) -> None:
    result = prompt(command)
    assert result.exit_code == 2
    assert "Usage:" in result.output
