"""Databases opened and refused in one line each."""

from pathlib import Path

from bot.store.database import Database
from bot.store.problems import OpenProblem
from bot.store.schema import SCHEMA, Schema
from tests.fakes.database import fresh_database
from tests.unit.store.facts import NOW


def opened(address: str | Path, schema: Schema = SCHEMA) -> Database:
    database = Database.open(address, now=NOW, schema=schema)
    assert isinstance(database, Database), database
    return database


def refusal(address: str | Path, schema: Schema = SCHEMA) -> OpenProblem:
    problem = Database.open(address, now=NOW, schema=schema)
    assert isinstance(problem, OpenProblem)
    return problem


def closed_database(folder: Path) -> Path:
    """A sound database that nobody has open."""
    database = fresh_database(folder)
    database.close()
    return database.path
