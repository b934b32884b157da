"""Engines over SQLite: one that writes and checkpoints, and one that can only read.

The driver stays in autocommit and SQLAlchemy's ``begin`` event issues the statement itself:
``BEGIN IMMEDIATE`` for the writer (a read that turns into a write would fail at once with
SQLITE_BUSY_SNAPSHOT), plain ``BEGIN`` for readers (one leaked read must not lock the bot).
``synchronous=FULL`` keeps a commit over a power cut, ``secure_delete`` leaves nothing of what was
deleted in the file, and the size limit lets the log shrink again after a burst.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine, event
from sqlalchemy.exc import DatabaseError

from bot.store.problems import ReadDeadline, StorageBroken, StorageBusy, StorageFull

READERS = 2
READ_SECONDS = 5.0
_BUSY_SECONDS = 5.0
_OPCODES_BETWEEN_LOOKS = 5_000
_WRITER_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "journal_size_limit=67108864",
    "trusted_schema=OFF",
)
_MIGRATION_PRAGMAS = ("synchronous=FULL", "foreign_keys=OFF", "secure_delete=ON")
_READER_PRAGMAS = ("query_only=ON", "trusted_schema=OFF")


def writer_engine(path: Path) -> Engine:
    """The engine of the only connection that writes. Use it from one thread."""
    return _engine(path, "rw", _WRITER_PRAGMAS, "BEGIN IMMEDIATE", single=True)


def migration_engine(path: Path, *, create: bool = False) -> Engine:
    """Like the writer, with foreign keys off: a step may have to rebuild a table."""
    return _engine(path, "rwc" if create else "rw", _MIGRATION_PRAGMAS, "BEGIN IMMEDIATE", single=True)


def reader_engine(path: Path) -> Engine:
    """An engine whose few connections cannot write."""
    return _engine(path, "ro", _READER_PRAGMAS, "BEGIN", single=False)


def _engine(path: Path, mode: str, pragmas: tuple[str, ...], begin: str, *, single: bool) -> Engine:
    address = f"{path.resolve().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=_BUSY_SECONDS, check_same_thread=single
        )
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    if single:
        engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
    else:
        engine = create_engine(
            "sqlite://", creator=connect, poolclass=QueuePool, pool_size=READERS, max_overflow=0
        )

    def issue_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", issue_begin)
    return engine


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection, for what only SQLite has."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"not a connection to SQLite: {driver!r}")
    return driver


@contextmanager
def deadline(connection: Connection, seconds: float) -> Iterator[None]:
    """Cut off statements of this connection once the time is up.

    A reader that stays open lets the write-ahead log grow without end.
    """
    driver = driver_of(connection)
    end = time.monotonic() + seconds
    driver.set_progress_handler(lambda: time.monotonic() > end, _OPCODES_BETWEEN_LOOKS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def fault_of(error: DatabaseError) -> Exception | None:
    """What a failure of the driver means for the process; None when it is an ordinary error."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    kinds: dict[int, Callable[[str], Exception]] = {
        sqlite3.SQLITE_FULL: StorageFull,
        sqlite3.SQLITE_BUSY: StorageBusy,
        sqlite3.SQLITE_LOCKED: StorageBusy,
        sqlite3.SQLITE_IOERR: StorageBroken,
        sqlite3.SQLITE_CORRUPT: StorageBroken,
        sqlite3.SQLITE_NOTADB: StorageBroken,
        sqlite3.SQLITE_INTERRUPT: ReadDeadline,
    }
    kind = kinds.get(code)
    return kind(str(error.orig)) if kind else None
