"""A database is refused whenever anything about it is wrong."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.files import InstanceLock
from bot.store.problems import OpenProblem
from bot.store.schema import SCHEMA
from tests.unit.store.openings import closed_database, opened, refusal

pytestmark = pytest.mark.usefixtures("generous_umask")


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
