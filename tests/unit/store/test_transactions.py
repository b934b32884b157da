"""One writer, separate readers, and all or nothing, also when the process dies."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from bot.store import connections, meta
from bot.store.database import Database
from bot.store.problems import ReadDeadline, StorageBusy, StorageFull
from tests.unit.store.facts import NOW


async def test_two_hundred_concurrent_increments_lose_none(database: Database) -> None:
    def increment(session: Session) -> None:
        meta.put(session, "count", str(int(meta.get(session, "count") or "0") + 1))

    await asyncio.gather(*(database.write(increment) for _ in range(200)))
    assert await database.read(lambda session: meta.get(session, "count")) == "200"


async def test_all_writes_run_on_one_thread_and_hold_the_write_lock(database: Database) -> None:
    def thread_of_write(session: Session) -> tuple[str, bool]:
        connection = session.connection()
        return threading.current_thread().name, connections.driver_of(connection).in_transaction

    seen = set(await asyncio.gather(*(database.write(thread_of_write) for _ in range(20))))
    assert seen == {("database-writer_0", True)}


async def test_a_write_that_raises_stores_nothing(database: Database) -> None:
    def change(session: Session) -> None:
        meta.put(session, "a", "1")
        raise LookupError("changed my mind")

    with pytest.raises(LookupError, match="changed my mind"):
        await database.write(change)
    assert await database.read(lambda session: meta.get(session, "a")) is None


async def test_a_broken_rule_is_the_error_itself_and_the_writer_goes_on(database: Database) -> None:
    def twice(session: Session) -> None:
        for _ in range(2):
            session.connection().execute(text("INSERT INTO meta VALUES ('a', '1')"))

    with pytest.raises(IntegrityError):
        await database.write(twice)
    await database.write(lambda session: meta.put(session, "a", "2"))
    assert await database.read(lambda session: meta.get(session, "a")) == "2"


async def test_a_reader_sees_one_moment_while_the_writer_goes_on(database: Database) -> None:
    started, written = threading.Event(), threading.Event()

    def look_twice(session: Session) -> tuple[str | None, str | None]:
        first = meta.get(session, "a")
        started.set()
        written.wait(5)
        session.expire_all()
        return first, meta.get(session, "a")

    reading = asyncio.create_task(database.read(look_twice))
    await asyncio.to_thread(started.wait, 5)
    await database.write(lambda session: meta.put(session, "a", "1"))
    written.set()
    assert await reading == (None, None)
    assert await database.read(lambda session: meta.get(session, "a")) == "1"


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match="readonly"):
        await database.read(lambda session: meta.put(session, "a", "1"))


def test_a_statement_past_its_deadline_is_cut_off(database: Database) -> None:
    endless = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")

    def read(session: Session) -> None:
        with connections.deadline(session.connection(), 0.05):
            session.connection().execute(endless)

    with pytest.raises(ReadDeadline):
        database.read_now(read)
    assert database.read_now(lambda session: meta.get(session, "a")) is None


def test_the_read_deadline_is_five_seconds() -> None:
    assert connections.READ_SECONDS == 5


def test_a_full_disk_is_told_apart_and_leaves_a_sound_file(database: Database) -> None:
    def limit(session: Session) -> None:
        driver = connections.driver_of(session.connection())
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages + 2}")

    database.write_now(lambda session: meta.put(session, "before", "1"))
    database.write_now(limit)
    with pytest.raises(StorageFull):
        database.write_now(lambda session: meta.put(session, "big", "x" * 1_000_000))
    assert database.read_now(lambda session: meta.get(session, "before")) == "1"
    database.write_now(lambda session: meta.put(session, "small", "1"))


def test_a_file_that_another_process_holds_is_told_apart_and_the_writer_goes_on(
    database: Database,
) -> None:
    database.write_now(lambda session: session.connection().exec_driver_sql("PRAGMA busy_timeout=0"))
    (file,) = database.read_now(lambda s: s.connection().exec_driver_sql("PRAGMA database_list").all())
    with closing(sqlite3.connect(file[2], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageBusy):
            database.write_now(lambda session: meta.put(session, "a", "1"))
        other.execute("ROLLBACK")
    database.write_now(lambda session: meta.put(session, "a", "2"))
    assert database.read_now(lambda session: meta.get(session, "a")) == "2"


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY_SNAPSHOT, sqlite3.SQLITE_LOCKED])
def test_every_kind_of_lock_counts_as_busy(code: int) -> None:
    locked = sqlite3.OperationalError("locked")
    locked.sqlite_errorcode = code
    assert isinstance(connections.fault_of(OperationalError("x", None, locked)), StorageBusy)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("secure_delete", 1),
        ("journal_size_limit", 67108864),
    ],
)
def test_the_writer_works_under_the_agreed_pragmas(database: Database, pragma: str, value: object) -> None:
    found = database.write_now(lambda s: s.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar())
    assert found == value


def in_a_process_that_dies(path: Path, death: str) -> None:
    script = f"""
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.store import meta
from bot.store.database import Database

database = Database.open(Path(sys.argv[1]), now=datetime.now(UTC))
def change(session):
    meta.put(session, "a", "1")
    if {death!r} == "before commit":
        os.kill(os.getpid(), 9)
database.write_now(change)
os.kill(os.getpid(), 9)
"""
    ran = subprocess.run([sys.executable, "-c", script, str(path)], check=False, cwd=Path.cwd())
    assert ran.returncode == -9


@pytest.mark.parametrize(("death", "left"), [("before commit", None), ("after commit", "1")])
def test_a_kill_keeps_what_was_committed_and_nothing_else(
    tmp_path: Path, death: str, left: str | None
) -> None:
    path = tmp_path / "borderwatch.db"
    in_a_process_that_dies(path, death)
    assert (tmp_path / "borderwatch.db-wal").exists()
    database = Database.open(path, now=NOW)
    assert isinstance(database, Database)
    assert database.read_now(lambda session: meta.get(session, "a")) == left
    database.close()
    assert not (tmp_path / "borderwatch.db-wal").exists()
