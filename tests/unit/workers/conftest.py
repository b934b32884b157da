"""Fixtures of the workers' tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.fakes.database import fresh_database
from tests.unit.workers.sending import Post
from tests.unit.workers.world import World


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = fresh_database(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def post(database: Database) -> Post:
    return Post(database)
