"""A real, migrated database for tests, quickly: migrated once, then copied."""

import atexit
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.store.database import Database
from bot.store.problems import OpenProblem

OPENED_AT = datetime(2026, 1, 18, 6, 0, tzinfo=UTC)


def fresh_database(folder: Path, now: datetime = OPENED_AT) -> Database:
    """An empty database of the newest version in ``folder``. Close it after use."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "borderwatch.db"
    shutil.copy2(_template(), path)
    database = Database.open(path, now=now)
    if isinstance(database, OpenProblem):
        raise RuntimeError(f"the test database does not open: {database}")
    return database


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="borderwatch-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = Database.open(folder / "template.db", now=OPENED_AT)
    if isinstance(database, OpenProblem):
        raise RuntimeError(f"no database can be made: {database}")
    database.close()
    return folder / "template.db"
