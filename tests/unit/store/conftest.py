"""Fixtures of the store's tests: a fresh, real database each time."""

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
