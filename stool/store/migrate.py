"""Bring a database to the tables of this version, once, whoever comes first."""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

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
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with reading(engine) as connection:
        if _found(connection) == scripts.get_current_head():
            return
    with _ALEMBIC, founding(engine) as connection:
        # Looked at again under the lock: another process may have just made the tables.
        _refuse_foreign(connection, scripts)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    settle(engine)


def _found(connection: Connection) -> str | None:
    """Migration the database is at; None when none was run."""
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_foreign(connection: Connection, scripts: ScriptDirectory) -> None:
    store = connection.engine.url.render_as_string()
    found = _found(connection)
    if found is None:
        ours = sorted(set(inspect(connection).get_table_names()) & set(METADATA.tables))
        if ours:
            raise ForeignDatabaseError(store=store, table=ours[0])
    elif found not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerStoreError(store=store, found=found)
