"""The version of the schema, and the way from an older one to it.

The stored version is compared with a constant first, because loading alembic costs a third of a
second: it is imported only when a step has to be taken. A test ties the constant to the scripts.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The newest version known, and the folder of the steps that lead there.

    Versions are four digits and grow, so that a newer database is recognised without its scripts.
    """

    head: str
    scripts: Path


SCHEMA = Schema(head="0002", scripts=Path(__file__).parent / "migrations")


def stored_version(connection: Connection) -> str | None:
    """The version that the database says it has; None if this is no database of ours."""
    tables = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    )
    if not tables.scalar():
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return version if isinstance(version, str) and version.isdecimal() and len(version) == 4 else None


def upgrade(engine: Engine, schema: Schema) -> None:
    """Take all missing steps, each in a transaction of its own. Works offline and when installed."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(schema.scripts).replace("%", "%%"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        reached = stored_version(connection)
    if reached != schema.head:
        raise RuntimeError(f"the steps lead to {reached}, the code asks for {schema.head}")
