"""Connections: one engine a store, readers that never wait, one writer at a time."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Executable,
    create_engine,
    event,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from stool.errors import (
    StoolError,
    StoreAddressError,
    StoreBusyError,
    StoreFullError,
    StoreUnavailableError,
)

SQLITE = "sqlite"
POSTGRESQL = "postgresql+psycopg"
DRIVERS = {
    "sqlite": SQLITE,
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    "postgresql+psycopg": POSTGRESQL,
}

PATIENCE = 30  # seconds a writer waits for its turn before it gives up
SETTLING = 2  # seconds to wait for readers before the log is left as it is
CONNECTING = 10  # seconds to reach a PostgreSQL server

# What a PostgreSQL writer says first. EXCLUSIVE shuts out other writers and lets readers go on.
LOCK_PATIENCE = select(func.set_config("lock_timeout", f"{PATIENCE}s", True))  # True: until commit
LOCK_LEDGER = text("LOCK TABLE revision IN EXCLUSIVE MODE")
LOCK_FOUNDING = select(func.pg_advisory_xact_lock(7_306_640_017))  # before there is a table to lock

_BEGIN = "stool_begin"  # execution option: how SQLite begins

FULL = {"SQLITE_FULL", "53100"}  # disk full
UNWRITTEN = {  # what SQLite says of a quota, a limit of the file's size, or a failing disk
    *("SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_SHMSIZE"),
}
BUSY = {"SQLITE_BUSY", "55P03", "40P01"}  # lock not available, deadlock
REFUSED = {"42501", "25006"}  # insufficient privilege, read-only server
BUG = {"SQLITE_ERROR"}  # a statement SQLite does not understand


def connect(address: str | os.PathLike[str]) -> Engine:
    """Engine for an address; nothing is opened yet.

    Parameters
    ----------
    address : str or path
        A path, ``sqlite:///path`` or ``postgresql://user@host/database``.

    Raises
    ------
    StoreAddressError
        The address names neither, or an SQLite database in memory.
    """
    url = _url(os.fspath(address))
    if url.drivername == POSTGRESQL:
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECTING})
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Connection for a reader: it waits for nobody and sees only what was committed."""
    with _explained(engine.url), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def reading_one_moment(engine: Engine) -> Iterator[Connection]:
    """Connection for a reader of several tables, who sees all of them as of the same moment."""
    with _explained(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # SQLite reads no other way
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Connection of the only writer: committed at the end, undone on any error."""
    with _exclusive(engine, LOCK_LEDGER) as connection:
        yield connection


@contextmanager
def noting(engine: Engine) -> Iterator[Connection]:
    """Connection that writes what no other writer looks at; on PostgreSQL it waits for nobody."""
    with _exclusive(engine) as connection:
        yield connection


@contextmanager
def founding(engine: Engine) -> Iterator[Connection]:
    """Connection of the only one who may make or upgrade the tables."""
    with _exclusive(engine, LOCK_FOUNDING) as connection:
        yield connection


@contextmanager
def _exclusive(engine: Engine, lock: Executable | None = None) -> Iterator[Connection]:
    with _explained(engine.url), engine.connect() as connection:
        connection.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        with connection.begin():
            if lock is not None and engine.dialect.name == "postgresql":
                connection.execute(LOCK_PATIENCE)
                connection.execute(lock)
            yield connection


def settle(engine: Engine) -> None:
    """Bring what was committed into the file and empty the log beside it, on SQLite.

    What was erased is then in neither. Where readers are in the way for longer than `SETTLING`, or
    the disk is full, this is left to the next one: what was committed stands.
    """
    if engine.dialect.name != SQLITE:
        return
    with suppress(sqlite3.Error), closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {1000 * SETTLING}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute(f"PRAGMA busy_timeout = {1000 * PATIENCE}")


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create(SQLITE, database=_file(address, address))
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreAddressError(address) from error
    if url.drivername not in DRIVERS:
        raise StoreAddressError(url.render_as_string())
    if url.drivername == SQLITE:
        _file(url.database, address)
    return url.set(drivername=DRIVERS[url.drivername])


def _file(path: str | None, address: str) -> str:
    """A path that outlives the connection."""
    if not path or path == ":memory:":
        raise StoreAddressError(address)
    return path


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 must not begin or commit on its own
    _enter_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten with zeros


def _enter_wal(connection: sqlite3.Connection) -> None:
    """Turn the file to WAL; a file being turned by another says busy without waiting."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) not in BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


@contextmanager
def _explained(url: URL) -> Iterator[None]:
    """Turn trouble with the database into a sentence; let mistakes in our statements through."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreBusyError(url.render_as_string(), PATIENCE) from error
    except DBAPIError as error:
        sentence = _sentence(url.render_as_string(), error)
        if sentence is None:
            raise
        raise sentence from error


def _sentence(store: str, error: DBAPIError) -> StoolError | None:
    code = _code(error.orig)
    if code in BUSY:
        return StoreBusyError(store, PATIENCE)
    if code in FULL or getattr(error.orig, "sqlite_errorname", None) in UNWRITTEN:
        return StoreFullError(store)
    trouble = isinstance(error, OperationalError) or type(error) is DatabaseError
    if code in REFUSED or (trouble and code not in BUG):
        return StoreUnavailableError(store, reason=str(error.orig).strip())
    return None


def _code(error: BaseException | None) -> str | None:
    """SQLite's primary code, as SQLITE_BUSY of SQLITE_BUSY_RECOVERY, or PostgreSQL's SQLSTATE."""
    name: str | None = getattr(error, "sqlite_errorname", None)
    if name is not None:
        return "_".join(name.split("_")[:2])
    return getattr(error, "sqlstate", None)
