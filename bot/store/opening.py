"""The checks before a database is used: make it, or prove that it is whole, ours and current.

Order: file and header, private mode, quick check, foreign keys, version, backup, migration.
Whatever is wrong ends in a refusal that leaves the files as they were; we never guess or repair.
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from bot.store import files
from bot.store.connections import driver_of, migration_engine
from bot.store.problems import OpenNote, OpenProblem
from bot.store.schema import Schema, stored_version, upgrade

Checked = tuple[OpenNote, ...] | OpenProblem


def create_or_check(path: Path, now: datetime, schema: Schema) -> Checked:
    """Make ``path`` a sound database of the newest version, or say why it cannot be."""
    if problem := files.prepare_directory(path):
        return problem
    if path.exists():
        return files.inspect(path) or _check_and_migrate(path, now, schema)
    left = files.traces(path)
    if left:
        values = (("path", str(path)), ("traces", ", ".join(left)))
        return OpenProblem(code="database_missing", values=values)
    return _create(path, schema)


def version_problem(engine: Engine, path: Path, schema: Schema) -> OpenProblem | None:
    """Why this database cannot be read as it is; the read-only twin of a migration."""
    try:
        with engine.connect() as connection:
            found = stored_version(connection)
    except DatabaseError as error:
        return driver_problem(error, path)
    if found == schema.head:
        return None
    return _unusable(found, path, schema) or OpenProblem(
        code="database_outdated", values=_versions(path, found or "", schema)
    )


def driver_problem(error: DatabaseError, path: Path) -> OpenProblem:
    """What the driver's refusal to open a file means."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return OpenProblem(code="database_busy", values=(("path", str(path)),))
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return OpenProblem(code="database_path", values=(("path", str(path)), ("detail", _plain(error))))
    return OpenProblem(code="database_damaged", values=(("path", str(path)), ("detail", _plain(error))))


def note_about_sqlite(version: str) -> tuple[OpenNote, ...]:
    """A note on versions whose write-ahead log may be damaged when two connections write.

    Fixed in 3.51.3, 3.50.7 and 3.44.6; our single writer makes it moot, but a second program that
    writes to the same file would not be safe.
    """
    parts = [int(part) for part in version.split(".")[:3]]
    release = (parts[0], parts[1], parts[2] if len(parts) > 2 else 0)
    fixed = release >= (3, 51, 3) or (3, 50, 7) <= release < (3, 51) or (3, 44, 6) <= release < (3, 45)
    if fixed or release < (3, 7, 0):
        return ()
    return (OpenNote(code="sqlite_wal_reset", values=(("version", version),)),)


def _create(path: Path, schema: Schema) -> Checked:
    """Build under another name, so that a kill half-way leaves nothing that looks like a database."""
    new = path.with_name(path.name + ".new")
    try:
        for end in ("", "-journal", "-wal", "-shm"):
            new.with_name(new.name + end).unlink(missing_ok=True)
        engine = migration_engine(new, create=True)
        try:
            upgrade(engine, schema)
        finally:
            engine.dispose()
        files.put_in_place(new, path)
    except (OSError, DatabaseError) as error:
        return OpenProblem(code="database_path", values=(("path", str(path)), ("detail", _plain(error))))
    return (OpenNote(code="database_created", values=(("path", str(path)),)),)


def _check_and_migrate(path: Path, now: datetime, schema: Schema) -> Checked:
    engine = migration_engine(path)
    try:
        with engine.connect() as connection:
            problem = _damage(connection, path)
            found = None if problem else stored_version(connection)
        if problem:
            return problem
        if found == schema.head:
            return ()
        return _unusable(found, path, schema) or _migrate(engine, path, found or "", now, schema)
    except DatabaseError as error:
        return driver_problem(error, path)
    finally:
        engine.dispose()


def _damage(connection: Connection, path: Path) -> OpenProblem | None:
    verdict = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    if verdict == "ok":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        verdict = f"foreign key of table {broken[0]}" if broken else "ok"
    if verdict == "ok":
        return None
    return OpenProblem(code="database_damaged", values=(("path", str(path)), ("detail", verdict)))


def _unusable(found: str | None, path: Path, schema: Schema) -> OpenProblem | None:
    if found is None:
        return OpenProblem(code="database_foreign", values=(("path", str(path)),))
    if found > schema.head:
        return OpenProblem(code="newer_database", values=_versions(path, found, schema))
    return None


def _migrate(engine: Engine, path: Path, found: str, now: datetime, schema: Schema) -> Checked:
    backup = files.backup_path(path, found, now)
    _back_up(engine, backup)
    try:
        upgrade(engine, schema)
        with engine.connect() as connection:
            problem = _damage(connection, path)
    except Exception as error:  # noqa: BLE001  (a step may fail in any way; the last version stands)
        values = (("path", str(path)), ("backup", str(backup)), ("detail", _plain(error)))
        return OpenProblem(code="database_migration", values=values)
    if problem:
        return problem
    note = (*_versions(path, found, schema), ("backup", str(backup)))
    return (OpenNote(code="database_migrated", values=note),)


def _back_up(engine: Engine, backup: Path) -> None:
    """A whole copy by SQLite itself, proven readable; copying live files would be no backup."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        backup.unlink(missing_ok=True)
        driver_of(connection).execute("VACUUM INTO ?", (str(backup),))
    with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the backup is not readable")


def _versions(path: Path, found: str, schema: Schema) -> tuple[tuple[str, str], ...]:
    return (("path", str(path)), ("found", found), ("known", schema.head))


def _plain(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]
