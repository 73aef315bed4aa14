"""Alembic's entry point; the connection comes from `stool.store.migrate`, which owns the lock."""

from alembic import context

from stool.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
