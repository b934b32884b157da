"""The database's files on disk: where they are, that they are private, and that one bot owns them.

What we keep says who reads about whom; so every file is 0600 from birth and a database that others
can read is refused. A database is created only where no trace of an earlier one is left: an empty
or missing file beside a write-ahead log is an accident, never a fresh start.
"""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

from bot.store.problems import OpenProblem

_HEADER = b"SQLite format 3\x00"
_OTHERS_MAY = 0o077
BACKUPS_KEPT = timedelta(days=7)


def database_path(address: str | Path) -> Path | OpenProblem:
    """The file behind a path or a ``sqlite:///`` URL; another scheme is a problem.

    A link is followed to its end, so that lock, log and backups lie beside the file itself whatever
    name it is called by. A link that leads nowhere is an accident, never a fresh start.
    """
    if isinstance(address, Path):
        return _behind_link(address)
    scheme, found, rest = address.partition("://")
    if not found:
        return _behind_link(Path(address))
    if scheme.lower() != "sqlite":
        return OpenProblem(code="database_scheme", values=(("scheme", scheme),))
    path = unquote(rest.removeprefix("/").partition("?")[0])
    if not rest.startswith("/") or path in ("", ":memory:"):
        return OpenProblem(code="database_path", values=(("path", address), ("detail", "no file named")))
    return _behind_link(Path(path))


def _behind_link(path: Path) -> Path | OpenProblem:
    if "\0" in str(path):
        values = (("path", str(path).replace("\0", "?")), ("detail", "holds a null character"))
        return OpenProblem(code="database_path", values=values)
    try:
        if not path.is_symlink():
            return path
        if not path.exists():
            return OpenProblem(code="database_link", values=(("path", str(path)),))
        return path.resolve()
    except OSError as error:
        values = (("path", str(path)), ("detail", error.strerror or str(error)))
        return OpenProblem(code="database_path", values=values)


@contextmanager
def private_files() -> Iterator[None]:
    """Whatever is created inside belongs to the user alone (the umask is that of the process)."""
    before = os.umask(_OTHERS_MAY)
    try:
        yield
    finally:
        os.umask(before)


def prepare_directory(path: Path) -> OpenProblem | None:
    """Make the folder of the database (0700) if it is missing; refuse one in which anybody may write.

    Who can write there can put another file in the place of ours, however private ours is.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = stat.S_IMODE(path.parent.stat().st_mode)
    except OSError as error:
        values = (("path", str(path.parent)), ("detail", error.strerror or str(error)))
        return OpenProblem(code="database_path", values=values)
    if mode & stat.S_IWOTH:
        values = (("path", str(path.parent)), ("mode", f"{mode:04o}"))
        return OpenProblem(code="database_folder", values=values)
    return None


def traces(path: Path) -> tuple[str, ...]:
    """Names of files that tell of an earlier database at this place."""
    beside = [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]
    return tuple(file.name for file in [*beside, *backups(path)] if file.exists())


def backups(path: Path) -> list[Path]:
    """Backups made before migrations, oldest first."""
    start = f"{path.name}.backup-"
    if not path.parent.is_dir():
        return []
    return sorted(file for file in path.parent.iterdir() if file.name.startswith(start))


def backup_path(path: Path, version: str, now: datetime) -> Path:
    """Where the backup before a migration from ``version`` goes."""
    return path.with_name(f"{path.name}.backup-{version}-{now:%Y%m%dT%H%M%SZ}")


def forget_old_backups(path: Path, now: datetime) -> None:
    """Delete backups past their seven days. Only called beside a sound database."""
    limit = (now - BACKUPS_KEPT).timestamp()
    for file in backups(path):
        if file.stat().st_mtime < limit:
            file.unlink()


def inspect(path: Path) -> OpenProblem | None:
    """What a look from outside tells: an ordinary, private, non-empty SQLite file of one name.

    Under two names (hard links) two bots would find neither each other's lock nor each other's log.
    """
    if not path.is_file():
        return OpenProblem(
            code="database_path", values=(("path", str(path)), ("detail", "not an ordinary file"))
        )
    try:
        with path.open("rb") as file:
            start = file.read(len(_HEADER))
    except OSError as error:
        values = (("path", str(path)), ("detail", error.strerror or str(error)))
        return OpenProblem(code="database_path", values=values)
    if not start:
        return OpenProblem(code="database_empty", values=(("path", str(path)),))
    if start != _HEADER:
        return OpenProblem(code="database_not_sqlite", values=(("path", str(path)),))
    if path.stat().st_nlink > 1:
        return OpenProblem(code="database_names", values=(("path", str(path)),))
    return _too_open(path)


def _too_open(path: Path) -> OpenProblem | None:
    for end in ("", "-wal", "-shm"):
        file = path.with_name(path.name + end)
        mode = file.stat().st_mode & 0o777 if file.exists() else 0
        if mode & _OTHERS_MAY:
            values = (("path", str(file)), ("mode", f"{mode:04o}"))
            return OpenProblem(code="database_permissions", values=values)
    return None


def put_in_place(new: Path, path: Path) -> None:
    """Give a finished database its name; a kill before leaves no half database behind."""
    new.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class InstanceLock:
    """The right to be the one running bot on a database. The kernel frees it when we die."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, address: str | Path) -> "InstanceLock | OpenProblem":
        """Take the lock beside the database, or say who holds it. Never waits."""
        path = database_path(address)
        if isinstance(path, OpenProblem):
            return path
        if problem := prepare_directory(path):
            return problem
        try:
            file = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            values = (("path", f"{path}.lock"), ("detail", error.strerror or str(error)))
            return OpenProblem(code="database_path", values=values)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 20).decode("ascii", "replace").strip()
            os.close(file)
            return OpenProblem(code="database_running", values=(("path", str(path)), ("pid", holder)))
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode("ascii"))
        return cls(file)

    def release(self) -> None:
        """Give the lock back. The file stays: deleting it would let two hold different files."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
