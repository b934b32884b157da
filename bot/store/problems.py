"""Why a database could not be opened, what was noticed on the way, and what may fail later.

Codes are stable and name sentences of the text catalogue (``problem.<code>``); nothing here is
text for people. Expected refusals at the start are values; a failing disk is an exception.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProblem:
    """A refusal to start on this database; it was left as it was found.

    Codes and their values: ``database_scheme`` (scheme) · ``database_path`` (path, detail) ·
    ``database_link`` (path; leads nowhere) · ``database_names`` (path; has several hard links) ·
    ``database_folder`` (path, mode) · ``database_running`` (path, pid) ·
    ``database_missing`` (path, traces) · ``database_empty`` (path) · ``database_not_sqlite`` (path) ·
    ``database_damaged`` (path, detail) · ``database_permissions`` (path, mode) ·
    ``database_foreign`` (path) · ``newer_database`` (path, found, known) ·
    ``database_outdated`` (path, found, known; read-only opening) ·
    ``database_busy`` (path) · ``database_migration`` (path, backup, detail).
    """

    code: str
    values: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """One of the values, or an empty string."""
        return dict(self.values).get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNote:
    """Something worth a line in the log at start: ``database_created`` (path),
    ``database_migrated`` (path, found, known, backup) or ``sqlite_wal_reset`` (version)."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


class StoragePause(Exception):  # noqa: N818  (a state of the machine, not a mistake)
    """Nothing can be stored right now; the transaction was rolled back. Pause and try later."""


class StorageFull(StoragePause):
    """No space left: the transaction was rolled back and the file is sound. Pause and try later."""


class StorageBusy(StoragePause):
    """Another process holds the file, such as a backup or a person's shell: it will let go."""


class StorageBroken(Exception):  # noqa: N818  (a state of the machine, not a mistake)
    """The disk failed or the file is damaged: stop the process, never repeat the commit."""


class ReadDeadline(Exception):  # noqa: N818  (a state of the machine, not a mistake)
    """A read ran longer than it may; it was cut off so that the write-ahead log can be emptied."""
