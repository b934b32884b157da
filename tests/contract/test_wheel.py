"""The wheel carries the two packages with their data, nothing else, and works where it is unpacked.

Built from a copy, so that a build leaves nothing in the tree, and run without ``site``: the editable
installation of the developer's tree cannot lend the wheel what it lacks. Needs no network.
"""

import json
import os
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from shutil import copy2, copytree
from zipfile import ZipFile

import pytest

from bot.store.schema import SCHEMA

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "handlers")
BESIDE = ("tests", "bench", "docs")
"""Folders of the tree that must stay out of the wheel."""
DOCUMENT = {
    "id": "one",
    "outlet": "Demo Wire",
    "language": "en",
    "published": "2026-01-18T12:00:00Z",
    "seen": "2026-01-18T12:05:00Z",
    "title": "Four armed men killed on the Tajik-Afghan border",
    "text": (
        "Border guards killed four armed men who crossed from Afghanistan into Shamsiddin Shohin "
        "district of Khatlon region on Sunday, the State Committee for National Security said."
    ),
}


def run(*arguments: str, cwd: Path, given: str = "", **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run Python elsewhere, with a clean environment but for ``variables``."""
    environment: Mapping[str, str] = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **variables}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    tree = tmp_path_factory.mktemp("tree")
    for folder in (*PACKAGES, *BESIDE):
        copytree(ROOT / folder, tree / folder)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        copy2(ROOT / name, tree / name)
    built = tmp_path_factory.mktemp("wheel")
    result = run(
        *("-m", "build", "--wheel", "--no-isolation", "--skip-dependency-check", "--outdir", str(built)),
        str(tree),
        cwd=built,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's files and nothing else."""
    folder = tmp_path_factory.mktemp("unpacked")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run_unpacked(
    unpacked: Path, cwd: Path, *arguments: str, given: str = "", **variables: str
) -> "subprocess.CompletedProcess[str]":
    """Run the unpacked wheel beside our dependencies; ``-S`` keeps the tree's own path file away."""
    path = os.pathsep.join((str(unpacked), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    return run("-S", *arguments, cwd=cwd, given=given, PYTHONPATH=path, **variables)


def test_the_wheel_is_named_after_the_project(wheel: Path) -> None:
    assert wheel.name.startswith("borderwatch-")
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_wheel_carries_both_packages_whole_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if not name.split("/")[0].endswith(".dist-info")}
    ours = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sorted(carried) == sorted(ours)
    assert "bot/data/gazetteer.tsv" in carried
    assert any(name.startswith("bot/store/migrations/versions/0001") for name in carried)


def test_the_wheel_brings_its_command_and_its_licence(unpacked: Path) -> None:
    (about,) = unpacked.glob("*.dist-info")
    assert "borderwatch = bot.__main__:main" in (about / "entry_points.txt").read_text(encoding="utf-8")
    assert [*about.rglob("LICENSE")]


def test_the_repository_is_not_importable_where_the_wheel_is_tried(unpacked: Path, tmp_path: Path) -> None:
    program = "import bot, handlers; print(bot.__file__); print(handlers.__file__)"
    result = run_unpacked(unpacked, tmp_path, "-c", program)
    assert [Path(line).is_relative_to(unpacked) for line in result.stdout.splitlines()] == [True, True]
    nothing = run("-S", "-c", "import bot", cwd=tmp_path)
    assert "ModuleNotFoundError" in nothing.stderr


def test_the_unpacked_wheel_reads_a_document(unpacked: Path, tmp_path: Path) -> None:
    line = json.dumps(DOCUMENT) + "\n"
    result = run_unpacked(unpacked, tmp_path, "-m", "bot", "read", "-", given=line)
    assert result.returncode == 0, result.stderr
    reading = json.loads(result.stdout)
    assert reading["id"] == "one"
    assert reading["decision"] == "incident"


def test_the_unpacked_wheel_makes_a_database_from_its_own_migrations(unpacked: Path, tmp_path: Path) -> None:
    result = run_unpacked(unpacked, tmp_path, "-m", "bot", "migrate", DATA_DIR=str(tmp_path / "var"))
    assert result.returncode == 0, result.stderr
    with closing(sqlite3.connect(tmp_path / "var" / "borderwatch.db")) as database:
        ((version,),) = database.execute("SELECT version_num FROM alembic_version")
    assert version == SCHEMA.head
