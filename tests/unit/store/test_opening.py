"""A database is created private, and refused whenever anything about it is wrong."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import files
from bot.store.database import Database
from bot.store.files import InstanceLock
from bot.store.opening import note_about_sqlite
from bot.store.problems import OpenProblem
from bot.store.schema import SCHEMA, Schema
from tests.fakes.database import fresh_database
from tests.unit.store.facts import NOW


@pytest.fixture(autouse=True)
def generous_umask() -> Iterator[None]:
    """The umask most machines have; privacy must not depend on it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def opened(address: str | Path, schema: Schema = SCHEMA) -> Database:
    database = Database.open(address, now=NOW, schema=schema)
    assert isinstance(database, Database), database
    return database


def refusal(address: str | Path, schema: Schema = SCHEMA) -> OpenProblem:
    problem = Database.open(address, now=NOW, schema=schema)
    assert isinstance(problem, OpenProblem)
    return problem


def count_of_sources(database: Database) -> int:
    count = text("SELECT count(*) FROM source")
    return database.read_now(lambda session: int(session.connection().scalar(count) or 0))


def closed_database(folder: Path) -> Path:
    """A sound database that nobody has open."""
    database = fresh_database(folder)
    database.close()
    return database.path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_missing_database_is_created_and_said_so(tmp_path: Path) -> None:
    database = opened(tmp_path / "var" / "borderwatch.db")
    assert "database_created" in [note.code for note in database.notes]
    assert count_of_sources(database) == 0
    database.close()


def test_all_files_and_the_folder_are_private_from_birth(tmp_path: Path) -> None:
    database = opened(tmp_path / "var" / "borderwatch.db")
    assert {file.name: mode(file) for file in (tmp_path / "var").iterdir()} == {
        "borderwatch.db": 0o600,
        "borderwatch.db-wal": 0o600,
        "borderwatch.db-shm": 0o600,
    }
    assert mode(tmp_path / "var") == 0o700
    database.close()


def test_a_url_and_a_path_name_the_same_file(tmp_path: Path) -> None:
    database = opened(f"sqlite:///{tmp_path}/with space%20here.db")
    assert database.path == tmp_path / "with space here.db"
    database.close()
    opened(tmp_path / "with space here.db").close()


@pytest.mark.parametrize("address", ["postgresql://host/db", "mysql+pymysql://host/db"])
def test_another_scheme_is_refused_by_name(address: str) -> None:
    problem = refusal(address)
    assert problem.code == "database_scheme"
    assert problem.value("scheme") == address.partition("://")[0]


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_url_without_a_file_is_refused(address: str) -> None:
    assert refusal(address).code == "database_path"


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("in the way")
    assert refusal(tmp_path / "var" / "borderwatch.db").code == "database_path"


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "borderwatch.db").mkdir()
    assert refusal(tmp_path / "borderwatch.db").code == "database_path"


def test_an_empty_file_is_no_fresh_start(tmp_path: Path) -> None:
    path = tmp_path / "borderwatch.db"
    path.touch(0o600)
    assert refusal(path).code == "database_empty"
    assert path.stat().st_size == 0


@pytest.mark.parametrize(
    "trace", ["borderwatch.db-wal", "borderwatch.db-shm", "borderwatch.db.backup-0001-x"]
)
def test_a_missing_file_beside_traces_of_an_earlier_one_is_refused(tmp_path: Path, trace: str) -> None:
    (tmp_path / trace).write_bytes(b"something")
    problem = refusal(tmp_path / "borderwatch.db")
    assert (problem.code, problem.value("traces")) == ("database_missing", trace)
    assert not (tmp_path / "borderwatch.db").exists()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "borderwatch.db"
    path.write_bytes(b"my shopping list" * 100)
    path.chmod(0o600)
    assert refusal(path).code == "database_not_sqlite"
    assert path.read_bytes() == b"my shopping list" * 100


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    path = closed_database(tmp_path)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 8)
    assert refusal(path).code == "database_damaged"


def test_a_row_without_its_parent_is_damage(tmp_path: Path) -> None:
    path = closed_database(tmp_path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO told VALUES (1, 0, 1, 1, 1, 1, NULL)")
    problem = refusal(path)
    assert (problem.code, problem.value("detail")) == ("database_damaged", "foreign key of table told")


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "borderwatch.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    path.chmod(0o600)
    assert refusal(path).code == "database_foreign"


def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    path = closed_database(tmp_path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    problem = refusal(path)
    assert problem.code == "newer_database"
    assert (problem.value("found"), problem.value("known")) == ("9999", SCHEMA.head)
    assert path.read_bytes() == before


@pytest.mark.parametrize("others", [0o640, 0o604, 0o660])
def test_a_database_that_others_can_read_is_refused(tmp_path: Path, others: int) -> None:
    path = closed_database(tmp_path)
    path.chmod(others)
    problem = refusal(path)
    assert (problem.code, problem.value("mode")) == ("database_permissions", f"{others:04o}")


def test_reading_beside_a_running_bot_works_and_cannot_write(database: Database) -> None:
    reader = Database.open_for_reading(database.path)
    assert isinstance(reader, Database)
    assert count_of_sources(reader) == 0
    with pytest.raises(RuntimeError, match="reading only"):
        reader.write_now(lambda session: None)
    with pytest.raises(Exception, match="readonly"):
        reader.read_now(lambda session: session.connection().execute(text("DELETE FROM source")))
    reader.close()


def test_reading_needs_a_database_of_this_version(tmp_path: Path) -> None:
    missing = Database.open_for_reading(tmp_path / "none.db")
    assert isinstance(missing, OpenProblem)
    assert missing.code == "database_missing"
    assert list(tmp_path.iterdir()) == []
    path = closed_database(tmp_path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")
    outdated = Database.open_for_reading(path)
    assert isinstance(outdated, OpenProblem)
    assert outdated.code == "database_outdated"


def test_only_one_bot_runs_on_a_database(tmp_path: Path) -> None:
    path = tmp_path / "var" / "borderwatch.db"
    first = InstanceLock.take(path)
    assert isinstance(first, InstanceLock)
    assert mode(Path(f"{path}.lock")) == 0o600
    second = InstanceLock.take(path)
    assert isinstance(second, OpenProblem)
    assert (second.code, second.value("pid")) == ("database_running", str(os.getpid()))
    first.release()
    third = InstanceLock.take(f"sqlite:///{path}")
    assert isinstance(third, InstanceLock)
    third.release()


def test_the_lock_of_a_killed_bot_is_free(tmp_path: Path) -> None:
    path = tmp_path / "borderwatch.db"
    script = (
        "import os, sys; from pathlib import Path; from bot.store.files import InstanceLock;"
        "lock = InstanceLock.take(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False, cwd=Path.cwd())
    lock = InstanceLock.take(path)
    assert isinstance(lock, InstanceLock)
    lock.release()


def test_the_lock_file_is_no_trace_of_an_earlier_database(tmp_path: Path) -> None:
    lock = InstanceLock.take(tmp_path / "borderwatch.db")
    assert isinstance(lock, InstanceLock)
    opened(tmp_path / "borderwatch.db").close()
    lock.release()


def test_a_creation_that_was_killed_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "borderwatch.db.new").write_bytes(b"half a database")
    (tmp_path / "borderwatch.db.new-journal").write_bytes(b"half a journal")
    database = opened(tmp_path / "borderwatch.db")
    assert count_of_sources(database) == 0
    database.close()
    assert [file.name for file in tmp_path.iterdir()] == ["borderwatch.db"]


def test_backups_are_deleted_after_seven_days(tmp_path: Path) -> None:
    path = closed_database(tmp_path)
    old, young = (path.with_name(f"{path.name}.backup-0001-{name}") for name in ("old", "young"))
    for file, age in ((old, timedelta(days=7, minutes=1)), (young, timedelta(days=6))):
        file.touch(0o600)
        moment = (NOW - age).timestamp()
        os.utime(file, (moment, moment))
    opened(path).close()
    assert files.backups(path) == [young]


@pytest.mark.parametrize("version", ["3.40.1", "3.44.5", "3.45.0", "3.50.6", "3.51.2"])
def test_sqlite_versions_with_the_wal_reset_fault_are_noted(version: str) -> None:
    (note,) = note_about_sqlite(version)
    assert (note.code, dict(note.values)["version"]) == ("sqlite_wal_reset", version)


@pytest.mark.parametrize("version", ["3.44.6", "3.50.7", "3.51.3", "3.52.0", "4.0", "3.6.23"])
def test_sound_sqlite_versions_are_not_noted(version: str) -> None:
    assert note_about_sqlite(version) == ()


def test_opening_a_current_database_does_not_load_alembic(tmp_path: Path) -> None:
    path = closed_database(tmp_path)
    script = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from bot.store.database import Database;"
        "Database.open(Path(sys.argv[1]), now=datetime.now(UTC)).close();"
        "print('alembic' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True, cwd=Path.cwd()
    )
    assert ran.stdout.strip() == "False"


def test_a_copied_database_opens_elsewhere(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "one")
    copy = tmp_path / "copy.db"
    shutil.copy2(path, copy)
    opened(copy).close()


def test_a_link_to_the_database_leads_to_the_same_lock_and_the_same_file(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "var")
    link = tmp_path / "link.db"
    link.symlink_to(path)
    first = InstanceLock.take(path)
    second = InstanceLock.take(link)
    third = InstanceLock.take(f"sqlite:///{link}")
    assert isinstance(first, InstanceLock)
    for other in (second, third):
        assert isinstance(other, OpenProblem)
        assert other.code == "database_running"
    first.release()
    database = opened(link)
    assert database.path == path
    database.close()
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("link")] == ["link.db"]


def test_a_database_of_two_names_is_refused_under_both(tmp_path: Path) -> None:
    path = closed_database(tmp_path)
    other = tmp_path / "other.db"
    other.hardlink_to(path)
    assert {refusal(path).code, refusal(other).code} == {"database_names"}
    reader = Database.open_for_reading(other)
    assert isinstance(reader, OpenProblem)
    other.unlink()
    opened(path).close()


def test_a_link_that_leads_nowhere_is_no_fresh_start(tmp_path: Path) -> None:
    link = tmp_path / "borderwatch.db"
    link.symlink_to(tmp_path / "gone.db")
    assert refusal(link).code == "database_link"
    lock = InstanceLock.take(link)
    assert isinstance(lock, OpenProblem)
    assert [file.name for file in tmp_path.iterdir()] == ["borderwatch.db"]


def test_a_folder_in_which_anybody_may_write_is_refused(tmp_path: Path) -> None:
    path = closed_database(tmp_path / "var")
    path.parent.chmod(0o777)
    problem = refusal(path)
    assert (problem.code, problem.value("mode")) == ("database_folder", "0777")
    lock = InstanceLock.take(path)
    assert isinstance(lock, OpenProblem)
    path.parent.chmod(0o755)
    opened(path).close()


def test_an_address_with_a_null_character_is_refused() -> None:
    assert refusal("sqlite:///a%00b.db").code == "database_path"
