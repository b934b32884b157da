"""Opening the database, and the two ways to use it: ``read`` and ``write``.

Behind ``write`` one thread owns the only connection that writes and checkpoints; the functions it
runs are synchronous, short, and never touch the network. Each is one transaction: it commits when
the function returns and rolls back when it raises. Readers have connections of their own that
cannot write and are cut off after five seconds.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

import bot.store.tables  # noqa: F401  (foreign keys between tables resolve only when all are known)
from bot.store import files
from bot.store.connections import (
    READ_SECONDS,
    READERS,
    deadline,
    fault_of,
    reader_engine,
    writer_engine,
)
from bot.store.opening import create_or_check, driver_problem, note_about_sqlite, version_problem
from bot.store.problems import OpenNote, OpenProblem
from bot.store.schema import SCHEMA, Schema

__all__ = ["Database", "Query", "Session"]

_T = TypeVar("_T")
Query = Callable[[Session], _T]


class Database:
    """An open database. ``notes`` are worth a line in the log at start."""

    def __init__(
        self,
        path: Path,
        writer: Engine | None,
        reader: Engine,
        threads: "_Threads",
        notes: tuple[OpenNote, ...],
    ) -> None:
        self.path = path
        self.notes = notes
        self._writer = writer
        self._reader = reader
        self._threads = threads

    @classmethod
    def open(cls, address: str | Path, *, now: datetime, schema: Schema = SCHEMA) -> "Database | OpenProblem":
        """Open for reading and writing; create or migrate if needed, refuse if anything is wrong.

        ``run`` and ``demo`` hold the ``InstanceLock`` before; this does not take it. Blocks.
        """
        path = files.database_path(address)
        if isinstance(path, OpenProblem):
            return path
        threads = _Threads()
        opened = threads.writer.submit(_open_writer, path, now, schema).result()
        if isinstance(opened, OpenProblem):
            threads.stop()
            return opened
        writer, notes = opened
        return cls(
            path, writer, reader_engine(path), threads, (*notes, *note_about_sqlite(sqlite3.sqlite_version))
        )

    @classmethod
    def open_for_reading(cls, address: str | Path, *, schema: Schema = SCHEMA) -> "Database | OpenProblem":
        """Open beside a running bot, for reading only. Never creates, migrates or repairs."""
        path = files.database_path(address)
        if isinstance(path, OpenProblem):
            return path
        if not path.exists():
            values = (("path", str(path)), ("traces", ", ".join(files.traces(path))))
            return OpenProblem(code="database_missing", values=values)
        problem = files.inspect(path)
        if problem is not None:
            return problem
        reader = reader_engine(path)
        problem = version_problem(reader, path, schema)
        if problem is not None:
            reader.dispose()
            return problem
        return cls(path, None, reader, _Threads(), ())

    async def read(self, query: Query[_T]) -> _T:
        """Run ``query`` in a read transaction, in a thread. Raises ``ReadDeadline`` after 5 s."""
        return await asyncio.get_running_loop().run_in_executor(self._threads.readers, self._read, query)

    async def write(self, change: Query[_T]) -> _T:
        """Run ``change`` as one transaction on the writer's thread, after all that came before.

        Raises what ``change`` raises (then nothing is stored), ``StorageFull`` when the disk is
        full and ``StorageBroken`` when it failed. Cancelling the caller does not undo a
        transaction that has begun.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads.writer, self._write, change)

    def read_now(self, query: Query[_T]) -> _T:
        """``read`` for callers without an event loop."""
        return self._threads.readers.submit(self._read, query).result()

    def write_now(self, change: Query[_T]) -> _T:
        """``write`` for callers without an event loop."""
        return self._threads.writer.submit(self._write, change).result()

    def close(self) -> None:
        """Wait for what was begun, empty the write-ahead log and let go of the files. Blocks."""
        self._threads.stop_readers()
        self._reader.dispose()
        if self._writer is not None:
            self._threads.writer.submit(self._writer.dispose).result()
        self._threads.stop()

    def _read(self, query: Query[_T]) -> _T:
        try:
            with Session(self._reader) as session, deadline(session.connection(), READ_SECONDS):
                return query(session)
        except DatabaseError as error:
            fault = fault_of(error)
            if fault is None:
                raise
            raise fault from error

    def _write(self, change: Query[_T]) -> _T:
        if self._writer is None:
            raise RuntimeError("this database was opened for reading only")
        try:
            with Session(self._writer, expire_on_commit=False) as session, session.begin():
                return change(session)
        except DatabaseError as error:
            fault = fault_of(error)
            if fault is None:
                raise
            raise fault from error


class _Threads:
    """One thread that writes, a few that read."""

    def __init__(self) -> None:
        self.writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database-writer")
        self.readers = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="database-reader")

    def stop_readers(self) -> None:
        self.readers.shutdown(wait=True)

    def stop(self) -> None:
        self.stop_readers()
        self.writer.shutdown(wait=True)


def _open_writer(
    path: Path, now: datetime, schema: Schema
) -> tuple[Engine, tuple[OpenNote, ...]] | OpenProblem:
    """Runs on the writer's thread, whose connection must be born there."""
    with files.private_files():
        checked = create_or_check(path, now, schema)
        if isinstance(checked, OpenProblem):
            return checked
        engine = writer_engine(path)
        try:
            with engine.begin():  # creates log and shared memory, and proves that writing is allowed
                pass
        except DatabaseError as error:
            return driver_problem(error, path)
    files.forget_old_backups(path, now)
    return engine, checked
