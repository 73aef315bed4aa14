"""Backup and restore: the whole store as one file, the same whichever engine holds it.

A backup is a ZIP archive of one Parquet file a table and a manifest with the number of rows and the
SHA-256 of each. It is read in one transaction, so that it is the store as of a moment, and written
beside its place first, so that a name it has is that of a whole backup. What comes back is all
there was: figures, documents, the ledger of releases, the audit. Sessions are not in it: one that
was ended since would live again.
"""

import datetime as dt
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import JSON, Connection, Engine, Table, func, insert, inspect, select

from stool.errors import (
    BackupDamagedError,
    BackupNewerError,
    BackupUnreadableError,
    BackupUnwritableError,
    StoreInUseError,
)
from stool.store.engine import founding, reading_one_moment, settle
from stool.store.migrate import migration_of, migrations, remade
from stool.store.tables import LASTING, REVISION

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 256  # rows held at once; a block may be megabytes
PIECE = 1 << 20  # bytes read at once


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Attributes
    ----------
    path : str
        Where it is.
    made_at : str
        ISO 8601, UTC.
    migration : str
        Of the tables it was made of; see `stool.store.migrate`.
    revision : int
        Newest revision in it; 0 of an empty store.
    rows : dict of table to int
    sha256 : dict of table to str
        Digests of the files in it.
    """

    path: str
    made_at: str
    migration: str
    revision: int
    rows: dict[str, int]
    sha256: dict[str, str]

    def manifest(self) -> dict[str, Any]:
        """Body of its manifest."""
        return {
            "format": FORMAT,
            "made_at": self.made_at,
            "migration": self.migration,
            "revision": self.revision,
            "rows": self.rows,
            "sha256": self.sha256,
        }

    @classmethod
    def of_manifest(cls, path: str, body: dict[str, Any]) -> Self:
        """The backup that a manifest tells of."""
        names = ("made_at", "migration", "revision", "rows", "sha256")
        return cls(path, *(body[name] for name in names))


def back_up(engine: Engine, place: str | os.PathLike[str]) -> Backup:
    """Write everything a store holds to a file.

    Parameters
    ----------
    engine : Engine
    place : str or path
        A file, which is replaced once the new one is whole, or a folder, in which the file is named
        by the time and the newest revision.

    Raises
    ------
    BackupUnwritableError
        The file cannot be written.
    """
    now = dt.datetime.now(dt.UTC)
    with reading_one_moment(engine) as connection:
        revision = connection.execute(select(func.max(REVISION.c.id))).scalar() or 0
        path = Path(place)
        if path.is_dir():
            path /= f"stool-{now:%Y%m%dT%H%M%SZ}-r{revision}.zip"
        with _whole(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            rows, digests = {}, {}
            for table in LASTING:
                with archive.open(_name(table), "w", force_zip64=True) as member:
                    told = _Digested(member)
                    rows[table.name] = _write(connection, table, told)
                digests[table.name] = told.sha256.hexdigest()
            made_at = now.isoformat(timespec="seconds")
            migration = str(migration_of(connection))
            made = Backup(str(path), made_at, migration, revision, rows, digests)
            archive.writestr(MANIFEST, json.dumps(made.manifest(), indent=1))
    return made


def restore(engine: Engine, path: str | os.PathLike[str]) -> Backup:
    """Fill a store that holds nothing with what a backup holds: all of it, or nothing.

    Parameters
    ----------
    engine : Engine
        Of an empty database, or of a store in which nothing has happened yet.
    path : str or path

    Raises
    ------
    BackupUnreadableError
        The file cannot be opened; `BackupDamagedError` if it is no backup or not as it was written,
        `BackupNewerError` if a later version of the product has made it.
    StoreInUseError
        The store holds something.
    """
    with _opened(path) as archive:
        made = _checked(archive, os.fspath(path))
        with founding(engine) as connection:
            _refuse_used(connection)
            with remade(connection, made.migration):
                for table in LASTING:
                    if table.name in made.rows:
                        _fill(connection, table, archive)
    settle(engine)
    return made


def _checked(archive: zipfile.ZipFile, path: str) -> Backup:
    """What a backup says it holds, once that is what it holds."""
    try:
        body = json.loads(archive.read(MANIFEST))
        made = Backup.of_manifest(path, body)
        is_known = body["format"] == FORMAT and made.migration in migrations()
        digests = {name: _digest(archive, f"{name}.parquet") for name in made.sha256}
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise BackupDamagedError(path) from error
    if digests != made.sha256 or not made.rows.keys() == made.sha256.keys():
        raise BackupDamagedError(path)
    if not is_known:
        raise BackupNewerError(path)
    return made


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    sha256 = hashlib.sha256()
    with archive.open(name) as member:
        while piece := member.read(PIECE):
            sha256.update(piece)
    return sha256.hexdigest()


def _refuse_used(connection: Connection) -> None:
    if inspect(connection).has_table(REVISION.name) and migration_of(connection) is not None:
        newest = connection.execute(select(func.max(REVISION.c.id))).scalar()
        if newest:
            raise StoreInUseError(connection.engine.url.render_as_string(), newest)


class _Digested:
    """A file that is hashed as it is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()
        self.closed = False

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return self._file.write(data)

    def tell(self) -> int:
        return self._file.tell()

    def flush(self) -> None:
        self._file.flush()


def _name(table: Table) -> str:
    return f"{table.name}.parquet"


def _schema(table: Table) -> pa.Schema:
    kinds = {"Integer": pa.int64(), "Double": pa.float64(), "LargeBinary": pa.binary()}
    return pa.schema(
        (column.name, kinds.get(type(column.type).__name__, pa.string()))
        for column in table.columns
    )


def _write(connection: Connection, table: Table, file: _Digested) -> int:
    """Write the rows of a table, a few at a time, and return their number."""
    schema, documents = _schema(table), _documents(table)
    rows = connection.execution_options(yield_per=CHUNK).execute(
        select(table).order_by(*table.primary_key.columns)
    )
    count = 0
    with pq.ParquetWriter(pa.PythonFile(file, mode="w"), schema, compression="zstd") as writer:
        for part in rows.mappings().partitions():
            told = [
                {
                    name: json.dumps(value, ensure_ascii=False) if name in documents else value
                    for name, value in row.items()
                }
                for row in part
            ]
            writer.write_table(pa.Table.from_pylist(told, schema))
            count += len(told)
    return count


def _fill(connection: Connection, table: Table, archive: zipfile.ZipFile) -> None:
    """Insert the rows of a table, a few at a time."""
    documents = _documents(table)
    with archive.open(_name(table)) as member:
        source = pq.ParquetFile(pa.PythonFile(member, mode="r"))
        for batch in source.iter_batches(batch_size=CHUNK):
            rows = [
                {
                    name: json.loads(value) if name in documents else value
                    for name, value in row.items()
                }
                for row in batch.to_pylist()
            ]
            connection.execute(insert(table), rows)
    _go_on(connection, table)


def _go_on(connection: Connection, table: Table) -> None:
    """Let ids that the database gives go on after those that are there."""
    column = table.autoincrement_column
    if column is not None and connection.dialect.name == "postgresql":  # SQLite looks at the rows
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(select(func.setval(sequence, func.max(column))))


def _documents(table: Table) -> set[str]:
    return {column.name for column in table.columns if isinstance(column.type, JSON)}


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name once it is on the disk, for nobody else's eyes."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise BackupUnwritableError(str(path), error.strerror or str(error)) from error


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (OSError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BackupUnreadableError(os.fspath(path), reason) from error
