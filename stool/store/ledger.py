"""The store: publish, replace, revert, and read as of any revision."""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace as with_fields
from types import TracebackType
from typing import Any, Self

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, Engine, func, select

from stool.store import blocks, changes, parts, queries
from stool.store.access import Visits
from stool.store.backup import Backup, back_up, restore
from stool.store.blocks import BlockCache
from stool.store.changes import BESIDE, FORECAST
from stool.store.engine import connect, reading, settle, writing
from stool.store.migrate import migrate
from stool.store.records import Change, Document, RenamingOf, Upload, as_written
from stool.store.standing import Sequel, nothing_more
from stool.store.tables import REVISION

OF_DATA = REVISION.c.action.not_in(BESIDE)


class Store(Visits):
    """A versioned database of cells and documents; open it with `Store.open`.

    Every change makes one revision, numbered 1, 2, 3... without gaps, and everything can be read
    as of any of them. One store may be shared by the threads of a server; any number of processes
    may open the same database. Any method may raise a `StoolError` that says what is wrong with
    the database.

    Forecasts are made of the data and never change them, and neither do grants and links: a
    revision that holds one kind of these is part of the version of the data before it. `latest`
    passes over it, and `forecasts` as of a version reads on to the last of them before the data
    changed again.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._cache = BlockCache()

    @classmethod
    def open(cls, url: str | os.PathLike[str]) -> Self:
        """Open a store, making its tables when there are none.

        Parameters
        ----------
        url : str or path
            A path, ``sqlite:///path`` or ``postgresql://user@host/database``.

        Raises
        ------
        StoolError
            The address, the database or its tables cannot be used; says why.
        """
        return cls._ready(url, migrate)

    @classmethod
    def restored(cls, url: str | os.PathLike[str], path: str | os.PathLike[str]) -> Self:
        """Open a store filled with what a backup holds; see `stool.store.backup.restore`."""
        return cls._ready(url, lambda engine: restore(engine, path))

    @classmethod
    def _ready(cls, url: str | os.PathLike[str], prepare: Callable[[Engine], object]) -> Self:
        engine = connect(url)
        try:
            prepare(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def back_up(self, place: str | os.PathLike[str]) -> Backup:
        """Write everything to a file, or to a new one in a folder; see `stool.store.backup`."""
        return back_up(self._engine, place)

    def close(self) -> None:
        """Close every idle connection; the store opens new ones when used again."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def publish(
        self,
        uploads: Sequence[Upload],
        *,
        who: str,
        replace: bool = False,
        without: Collection[int] = (),
        documents: Sequence[Document] = (),
        renaming: RenamingOf = as_written,
        sequel: Sequel = nothing_more,
    ) -> Change:
        """Make uploads and documents live: all of them in one revision, or none.

        Parameters
        ----------
        uploads : sequence of Upload
            One that is live already is left as it is.
        who : str
            Who asks, for the audit.
        replace : bool
            Whether live batches that overlap the uploads are replaced.
        without : collection of int
            Batches that end in the same revision whatever they hold; one that is not live is
            passed over.
        documents : sequence of Document
            As in `put`.
        renaming : callable
            Makes of the bodies of kind "alias" by key, as they are once the call is done, what
            gives rows with ``unit`` and ``quarter`` the names units go by then: figures overlap by
            these, while the names stored are those of the uploads.
        sequel : callable
            Makes of what the store held and of what it holds now documents that go into the same
            revision, before anybody sees it; not asked where nothing is new.

        Returns
        -------
        Change
            If nothing was new, no revision was made, and `revision` is that of the data.

        Raises
        ------
        OverlapError
            An upload speaks about a leg, metric, quarter, unit that a live batch or another
            upload of the call speaks about, and `replace` does not settle it.
        ReplaceWouldLoseError
            A batch to be replaced holds more than the uploads do.
        AliasesOverlapError
            A document of kind "alias" is new, and live batches overlap by the names it gives.
        EmptyUploadError
            An upload has no cells.
        """
        prepared = changes.prepare(uploads)
        with writing(self._engine) as connection:
            before = queries.latest_revision(connection)
            change = changes.publish(
                connection,
                prepared,
                documents,
                who=who,
                replace=replace,
                without=without,
                renaming=renaming,
                sequel=sequel,
            )
            if change.revision == before:
                change = with_fields(change, revision=_newest_data(connection))
        self._settle(change)
        return change

    def revert(self, batch_id: int, *, who: str, sequel: Sequel = nothing_more) -> Change:
        """End a live batch; what it held is no longer there from the new revision on.

        What people wrote in it is erased, and is in no version any more; so it is where a batch is
        replaced. On SQLite its bytes are overwritten; on PostgreSQL they go when the server next
        vacuums the table, and from its own logs and backups when those expire. `sequel` is as in
        `publish`.

        Raises
        ------
        UnknownBatchError
            There is no such batch, or it is not live.
        """
        with writing(self._engine) as connection:
            change = changes.revert(connection, batch_id, who=who, sequel=sequel)
        self._settle(change)
        return change

    def _settle(self, change: Change) -> None:
        """Leave nothing of what was erased with the batches that ended."""
        if change.replaced:
            self._cache.drop(parts.VOICE, change.replaced)
            settle(self._engine)

    def put(
        self,
        documents: Sequence[Document],
        *,
        who: str,
        renaming: RenamingOf = as_written,
        sequel: Sequel = nothing_more,
    ) -> Change:
        """Make documents live, each in place of the one of its kind and key.

        An identical body changes nothing; a body of None withdraws the document. `renaming` and
        `sequel` are as in `publish`.
        """
        return self.publish((), who=who, documents=documents, renaming=renaming, sequel=sequel)

    def put_beside(self, kind: str, bodies: Mapping[str, Any], *, who: str) -> Change:
        """Make documents that change nothing anybody reads of the data live, in their own revision.

        Parameters
        ----------
        kind : {"grant", "link"}
        bodies : Mapping of key to JSON value
            As in `put`: an identical body changes nothing, None withdraws the document. The
            revision repeats them, so that the audit says what was given.
        who : str
            Who asks, for the audit.
        """
        with writing(self._engine) as connection:
            made = changes.put_beside(connection, kind, bodies, who=who, told=True)
            return Change(_newest_data(connection) if made is None else made)

    def put_forecasts(
        self, bodies: Mapping[str, Any], *, who: str, made_from: int
    ) -> Change | None:
        """Make documents of kind "forecast" live in a revision of their own.

        Parameters
        ----------
        bodies : Mapping of key to JSON value
            As in `put`: an identical body changes nothing, None withdraws the document.
        who : str
            Who asks, for the audit.
        made_from : int
            Revision of the data that the forecasts were made of.

        Returns
        -------
        Change or None
            None if nothing was new, or the data are no longer those of `made_from`: what has been
            seen by then cannot be forecast any more.
        """
        with writing(self._engine) as connection:
            if _newest_data(connection) != made_from:
                return None
            made = changes.put_beside(connection, FORECAST, bodies, who=who, told=False)
            return None if made is None else Change(made)

    def forecasts(self, revision: int | None = None) -> dict[str, Any]:
        """Bodies of the forecasts by key as of a version of the data, the newest by default.

        Those made from that version are among them, though they came into the store after it; what
        was made, rewritten or withdrawn after the data changed again is not.

        Raises
        ------
        UnknownRevisionError
        """
        with reading(self._engine) as connection:
            revision = queries.known_revision(connection, revision)
            return queries.documents(connection, FORECAST, _last_of_version(connection, revision))

    def latest(self) -> int:
        """Number of the newest revision of the data; 0 when nothing has happened yet.

        Revisions of what is beside the data have numbers of their own and may be newer.
        """
        with reading(self._engine) as connection:
            return _newest_data(connection)

    def versions(self) -> list[int]:
        """Revisions of the data, newest first: those that a reader can choose between."""
        with reading(self._engine) as connection:
            chosen = select(REVISION.c.id).where(OF_DATA)
            return [
                int(row.id) for row in connection.execute(chosen.order_by(REVISION.c.id.desc()))
            ]

    def revisions(self) -> pd.DataFrame:
        """The audit: columns revision, made_at (UTC), who, action, detail (dict), oldest first."""
        with reading(self._engine) as connection:
            return queries.revisions(connection)

    def cells(
        self,
        revision: int | None = None,
        *,
        quarters: Collection[str] | None = None,
        without: Collection[int] = (),
    ) -> pd.DataFrame:
        """Every cell live as of a revision, the newest by default.

        Parameters
        ----------
        revision : int, optional
        quarters : collection of str, optional
            Only those; all by default.
        without : collection of int
            Batches that are left out.

        Returns
        -------
        DataFrame, one row a cell
            Columns `stool.schema.CELL_COLUMNS`, keys text and sums float64, oldest quarter first.

        Raises
        ------
        UnknownRevisionError
        """
        return blocks.frame_of(self._held(None, revision, without, quarters))

    def parts(
        self,
        kind: str,
        revision: int | None = None,
        *,
        quarters: Collection[str] | None = None,
        without: Collection[int] = (),
    ) -> pd.DataFrame:
        """Every row of a kind live as of a revision, the newest by default.

        Parameters
        ----------
        kind : str
        revision : int, optional
        quarters : collection of str, optional
            Only those; all by default.
        without : collection of int
            Batches that are left out.

        Returns
        -------
        DataFrame
            The columns they were published with, ``quarter`` among them, oldest quarter first; a
            column that some files lack is missing in their rows.

        Raises
        ------
        UnknownRevisionError
        """
        return parts.frame_of(self._held(kind, revision, without, quarters))

    def erased(self, revision: int | None = None) -> pd.DataFrame:
        """Parts that were live as of a revision, and whose rows are erased since.

        Returns
        -------
        DataFrame, one row a batch and quarter
            ``batch``, ``quarter`` and ``n``, how many rows it had.

        Raises
        ------
        UnknownRevisionError
        """
        with reading(self._engine) as connection:
            return queries.erased(connection, queries.known_revision(connection, revision))

    def _held(
        self,
        kind: str | None,
        revision: int | None,
        without: Collection[int],
        quarters: Collection[str] | None = None,
    ) -> list[pa.Table]:
        """Decoded blocks (kind None) or parts live as of a revision, in their order."""
        decode = blocks.decode if kind is None else parts.decode
        with reading(self._engine) as connection:
            revision = queries.known_revision(connection, revision)
            live = queries.live_keys(connection, kind, revision)
            tables = {
                key: self._cache.get(key)
                for key in live
                if key[0] not in without and (quarters is None or key[1] in quarters)
            }
            missing = [key for key, table in tables.items() if table is None]
            encoded = queries.parquet_of(connection, missing)
        for key, parquet in encoded.items():
            tables[key] = decode(parquet)
            self._cache.put(key, tables[key])
        return list(tables.values())

    def documents(self, kind: str, revision: int | None = None) -> dict[str, Any]:
        """Bodies of one kind by key as of a revision, the newest by default.

        Raises
        ------
        UnknownRevisionError
        """
        with reading(self._engine) as connection:
            revision = queries.known_revision(connection, revision)
            return queries.documents(connection, kind, revision)

    def newest(self, *kinds: str) -> dict[str, dict[str, Any]]:
        """Bodies of some kinds as they are now, by kind and key; quick enough to ask at each visit.

        An index holds what is live alone, so that this takes as long in a store of many years.
        """
        found: dict[str, dict[str, Any]] = {kind: {} for kind in kinds}
        with reading(self._engine) as connection:
            for (kind, key), row in queries.live_documents(connection, kinds).items():
                found[kind][key] = row["body"]
        return found

    def batches(self, revision: int | None = None) -> pd.DataFrame:
        """Every batch made by a revision, live then or not, newest first.

        Returns
        -------
        DataFrame, one row a batch
            Columns `stool.store.queries.BATCH_COLUMNS`; `valid_to` and `live` as of the revision.

        Raises
        ------
        UnknownRevisionError
        """
        with reading(self._engine) as connection:
            return queries.batches(connection, queries.known_revision(connection, revision))

    def rejects(self, batch_id: int) -> pd.DataFrame:
        """Rows of a batch's file that were not taken, one row each, with the reason.

        Raises
        ------
        UnknownBatchError
            There never was such a batch.
        """
        with reading(self._engine) as connection:
            return queries.rejects(connection, batch_id)


def _newest_data(connection: Connection) -> int:
    """Newest revision that changed the data or what users have set."""
    newest = select(func.coalesce(func.max(REVISION.c.id), 0)).where(OF_DATA)
    return int(connection.execute(newest).scalar_one())


def _last_of_version(connection: Connection, revision: int) -> int:
    """Last revision before the data changed after `revision`."""
    following = select(func.min(REVISION.c.id)).where(REVISION.c.id > revision, OF_DATA)
    found = connection.execute(following).scalar_one()
    return queries.latest_revision(connection) if found is None else int(found) - 1
