"""A database is created private, opened by one bot at a time, and found again under its other names."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
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
from tests.unit.store.facts import NOW
from tests.unit.store.openings import closed_database, opened

pytestmark = pytest.mark.usefixtures("generous_umask")


def count_of_sources(database: Database) -> int:
    count = text("SELECT count(*) FROM source")
    return database.read_now(lambda session: int(session.connection().scalar(count) or 0))


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
