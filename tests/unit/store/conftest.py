"""Fixtures of the store's tests: a fresh, real database each time."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.fakes.database import fresh_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = fresh_database(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def generous_umask() -> Iterator[None]:
    """The umask most machines have; privacy must not depend on it."""
    before = os.umask(0o022)
    yield
    os.umask(before)
