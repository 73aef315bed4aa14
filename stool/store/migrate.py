"""Bring a database to the tables of this version, once, whoever comes first."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from stool.errors import ForeignDatabaseError, NewerStoreError
from stool.store.engine import founding, reading, settle
from stool.store.tables import METADATA

MIGRATIONS = Path(__file__).parent / "migrations"

_ALEMBIC = Lock()  # Alembic runs env.py against module globals, so one thread at a time


def migrate(engine: Engine) -> None:
    """Upgrade a database to the newest migration; do nothing when it is there already.

    Raises
    ------
    NewerStoreError
        A later version of the product has upgraded it further.
    ForeignDatabaseError
        It holds a table of ours that no migration made.
    """
    with reading(engine) as connection:
        if migration_of(connection) == _scripts().get_current_head():
            return
    with founding(engine) as connection:
        # Looked at again under the lock: another process may have just made the tables.
        _refuse_foreign(connection)
        _upgrade(connection, "head")
    settle(engine)


@contextmanager
def remade(connection: Connection, migration: str) -> Iterator[None]:
    """Make empty tables as of a migration, and bring what fills them to those of this version.

    Parameters
    ----------
    connection : Connection
        From `founding`; tables it finds are dropped.
    migration : str
        One of `migrations`.

    Raises
    ------
    ForeignDatabaseError
        A table of the name is of something else.
    NewerStoreError
        A later version has made the tables that are there.
    """
    _refuse_foreign(connection)
    METADATA.drop_all(connection)
    if migration_of(connection) is not None:
        connection.execute(text("DELETE FROM alembic_version"))
    _upgrade(connection, migration)
    yield
    _upgrade(connection, "head")


def migration_of(connection: Connection) -> str | None:
    """Migration the database is at; None when none was run."""
    return MigrationContext.configure(connection).get_current_revision()


def migrations() -> set[str]:
    """Migrations that this version knows."""
    return {script.revision for script in _scripts().walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _upgrade(connection: Connection, migration: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(config, migration)


def _refuse_foreign(connection: Connection) -> None:
    store = connection.engine.url.render_as_string()
    found = migration_of(connection)
    if found is None:
        ours = sorted(set(inspect(connection).get_table_names()) & set(METADATA.tables))
        if ours:
            raise ForeignDatabaseError(store=store, table=ours[0])
    elif found not in migrations():
        raise NewerStoreError(store=store, found=found)
