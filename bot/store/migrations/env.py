"""Run by alembic: how migrations reach the database that ``bot.store.schema`` handed in.

Every step is one transaction, on SQLite too (alembic does not do that by itself), so a kill in
the middle of a migration leaves the last complete version.
"""

import sqlmodel
from alembic import context

import bot.store.tables  # noqa: F401  (fills the metadata that autogenerate compares with)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=sqlmodel.SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
