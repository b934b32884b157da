"""The schema of the models is the sum of the migrations, and migrating is safe."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import bot.store.tables  # noqa: F401  (fills the metadata)
from bot.store import files
from bot.store.database import Database
from bot.store.problems import OpenProblem
from bot.store.schema import SCHEMA, Schema
from tests.unit.store.facts import NOW

Definitions = dict[tuple[str, str], tuple[str, ...]]


def definitions(path: Path) -> Definitions:
    """Every table and index with its parts in a comparable order."""
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {(kind, name): parts(sql) for kind, name, sql in rows if name != "alembic_version"}


def parts(sql: str) -> tuple[str, ...]:
    lines = [re.sub(r"\s+", " ", line).strip().rstrip(",") for line in sql.splitlines()]
    return tuple(sorted(line for line in lines if line))


def opened(path: Path, schema: Schema = SCHEMA) -> Database:
    database = Database.open(path, now=NOW, schema=schema)
    assert isinstance(database, Database), database
    return database


def scripts_until(folder: Path, last: str) -> Schema:
    """The steps up to a version, as an older release had them."""
    shutil.copytree(SCHEMA.scripts, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for step in (folder / "versions").glob("[0-9]*.py"):
        if step.name[:4] > last:
            step.unlink()
    return Schema(head=last, scripts=folder)


def add_step(schema: Schema, head: str, body: str) -> Schema:
    step = schema.scripts / "versions" / f"{head}_test.py"
    step.write_text(
        f'from alembic import op\nrevision = "{head}"\ndown_revision = "{schema.head}"\n\n'
        f"def upgrade():\n    {body}\n"
    )
    return Schema(head=head, scripts=schema.scripts)


def test_the_models_make_the_same_schema_as_the_migrations(tmp_path: Path) -> None:
    opened(tmp_path / "migrated.db").close()
    engine = create_engine(f"sqlite:///{tmp_path}/modelled.db")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    assert definitions(tmp_path / "migrated.db") == definitions(tmp_path / "modelled.db")


def test_the_constant_names_the_last_step_and_steps_are_one_chain() -> None:
    steps = sorted(SCHEMA.scripts.glob("versions/[0-9]*.py"))
    numbers = [step.name[:4] for step in steps]
    assert numbers == [f"{number:04d}" for number in range(1, len(steps) + 1)]
    assert numbers[-1] == SCHEMA.head
    for step, number, before in zip(steps, numbers, [None, *numbers], strict=False):
        text = step.read_text(encoding="utf-8")
        assert f'revision = "{number}"' in text
        assert f"down_revision = {before!r}".replace("'", '"') in text


def test_an_older_database_is_backed_up_and_migrated_with_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "borderwatch.db"
    opened(path, scripts_until(tmp_path / "scripts", "0001")).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO incident_alias VALUES ('TJAF-2026-0001', 1)")
        raw.execute("DELETE FROM incident_alias")
        raw.execute(
            "INSERT INTO source (id, slug, name, url, kind, reliability, tier, interval_seconds, enabled,"
            " from_catalogue, state, failures, polls, added_at) VALUES"
            " (1, 'khovar', 'Khovar', 'u', 'feed', 'B', 1, 900, 1, 1, 'active', 0, 0, '2026-01-18 06:00:00')"
        )
    database = opened(path)
    note = next(note for note in database.notes if note.code == "database_migrated")
    assert (dict(note.values)["found"], dict(note.values)["known"]) == ("0001", SCHEMA.head)
    database.close()
    (backup,) = files.backups(path)
    assert str(backup) == dict(note.values)["backup"]
    assert backup.stat().st_mode & 0o777 == 0o600
    for file, version in ((path, SCHEMA.head), (backup, "0001")):
        with closing(sqlite3.connect(file)) as raw:
            assert raw.execute("SELECT slug FROM source").fetchall() == [("khovar",)]
            assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(version,)]


def test_a_step_that_fails_leaves_the_last_whole_version_and_the_backup(tmp_path: Path) -> None:
    path = tmp_path / "borderwatch.db"
    opened(path).close()
    schema = scripts_until(tmp_path / "scripts", SCHEMA.head)
    good = add_step(schema, "0090", 'op.execute("CREATE TABLE added (a INTEGER)")')
    bad = add_step(good, "0091", 'op.execute("CREATE TABLE half (a INTEGER)"); op.execute("nonsense")')
    problem = Database.open(path, now=NOW, schema=bad)
    assert isinstance(problem, OpenProblem)
    assert problem.code == "database_migration"
    assert Path(problem.value("backup")).exists()
    with closing(sqlite3.connect(path)) as raw:
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        version = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    assert "added" in tables
    assert "half" not in tables
    assert version == ("0090",)


def test_a_step_that_breaks_a_reference_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "borderwatch.db"
    opened(path).close()
    schema = scripts_until(tmp_path / "scripts", SCHEMA.head)
    bad = add_step(schema, "0090", 'op.execute("INSERT INTO told VALUES (1, 0, 1, 1, 1, 1, NULL)")')
    problem = Database.open(path, now=NOW, schema=bad)
    assert isinstance(problem, OpenProblem)
    assert problem.code == "database_damaged"


def test_a_release_whose_steps_do_not_reach_its_head_is_a_bug(tmp_path: Path) -> None:
    schema = scripts_until(tmp_path / "scripts", "0001")
    with pytest.raises(RuntimeError, match="0001"):
        Database.open(
            tmp_path / "borderwatch.db", now=NOW, schema=Schema(head="0002", scripts=schema.scripts)
        )
    assert not (tmp_path / "borderwatch.db").exists()
