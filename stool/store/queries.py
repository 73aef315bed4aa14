"""Reads: what the ledger holds, now or as of a revision."""

from collections.abc import Collection
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Table, func, select, true

from stool.errors import UnknownBatchError, UnknownRevisionError
from stool.schema import PROBLEM_COLUMNS
from stool.store.blocks import SUBJECT, Key, subjects
from stool.store.overlap import BATCH_ID
from stool.store.parts import ERASED
from stool.store.tables import BATCH, BLOCK, DOC, PART, REVISION, is_live

BATCH_COLUMNS = (
    "batch",
    "source",
    "file_name",
    "sha256",
    "rows_accepted",
    "rows_rejected",
    "quarters",  # list of labels, oldest first
    "cells",
    "n",  # sum of the cells' n over metrics and segments: a checksum, not a number of people
    "who",
    "made_at",
    "valid_from",
    "valid_to",
    "live",
)


def latest_revision(connection: Connection) -> int:
    """Number of the newest revision; 0 when nothing has happened yet."""
    return int(connection.execute(select(func.coalesce(func.max(REVISION.c.id), 0))).scalar_one())


def known_revision(connection: Connection, revision: int | None) -> int:
    """That revision, or the newest one for None.

    Raises
    ------
    UnknownRevisionError
        It has not happened.
    """
    latest = latest_revision(connection)
    if revision is None:
        return latest
    if not 0 <= revision <= latest:
        raise UnknownRevisionError(revision=revision, latest=latest)
    return revision


def live_batches(connection: Connection) -> dict[int, dict[str, Any]]:
    """Rows of the batches live now, with who made them live and when, by id."""
    rows = connection.execute(
        select(BATCH, REVISION.c.who, REVISION.c.made_at)
        .join(REVISION, REVISION.c.id == BATCH.c.valid_from)
        .where(BATCH.c.valid_to.is_(None))
        .order_by(BATCH.c.id)
    )
    return {row["id"]: dict(row) for row in rows.mappings()}


def live_documents(connection: Connection, kinds: Collection[str]) -> dict[tuple[str, str], Any]:
    """Rows of the documents of some kinds live now, by (kind, key)."""
    rows = connection.execute(select(DOC).where(DOC.c.kind.in_(kinds), DOC.c.valid_to.is_(None)))
    return {(row["kind"], row["key"]): row for row in rows.mappings()}


def held_subjects(
    connection: Connection, batches: Collection[int], quarters: Collection[str] | None = None
) -> pd.DataFrame:
    """Columns `SUBJECT` and `BATCH_ID` of batches, in some quarters or all."""
    statement = select(BLOCK.c.batch_id, BLOCK.c.parquet).where(BLOCK.c.batch_id.in_(batches))
    if quarters is not None:
        statement = statement.where(BLOCK.c.quarter.in_(quarters))
    frames = [
        subjects(row.parquet).assign(**{BATCH_ID: row.batch_id})
        for row in connection.execute(statement)
    ]
    return pd.concat(frames) if frames else _NOTHING_HELD


def live_keys(connection: Connection, kind: str | None, revision: int) -> list[Key]:
    """Keys of the blocks (kind None) or the parts live as of a revision, oldest quarter first."""
    table, of_kind = _table_of(kind)
    rows = connection.execute(
        select(table.c.batch_id, table.c.quarter)
        .join(BATCH)
        .where(of_kind, is_live(BATCH, revision))
        .order_by(table.c.quarter, table.c.batch_id)
    )
    return [(row.batch_id, row.quarter, kind) for row in rows]


def parquet_of(connection: Connection, keys: Collection[Key]) -> dict[Key, bytes]:
    """Parquet values of blocks and parts by key."""
    wanted: dict[tuple[int, str | None], list[str]] = {}
    for batch, quarter, kind in keys:
        wanted.setdefault((batch, kind), []).append(quarter)
    values: dict[Key, bytes] = {}
    for (batch, kind), quarters in wanted.items():
        table, of_kind = _table_of(kind)
        rows = connection.execute(
            select(table.c.quarter, table.c.parquet).where(
                of_kind, table.c.batch_id == batch, table.c.quarter.in_(quarters)
            )
        )
        values |= {(batch, row.quarter, kind): row.parquet for row in rows}
    return values


def _table_of(kind: str | None) -> tuple[Table, ColumnElement[bool]]:
    """Where the values of a kind stand, and which of the rows are of it."""
    if kind is None:
        return BLOCK, true()
    return PART, (PART.c.kind == kind) & (PART.c.parquet != ERASED)


def erased(connection: Connection, revision: int) -> pd.DataFrame:
    """Parts that were live as of a revision and are erased since: ``batch``, ``quarter``, ``n``."""
    rows = connection.execute(
        select(PART.c.batch_id, PART.c.quarter, PART.c.n)
        .join(BATCH)
        .where(PART.c.parquet == ERASED, is_live(BATCH, revision))
        .order_by(PART.c.quarter, PART.c.batch_id)
    )
    return pd.DataFrame(rows.all(), columns=["batch", "quarter", "n"])


def documents(connection: Connection, kind: str, revision: int) -> dict[str, Any]:
    """Bodies of one kind by key as of a revision, in the order of their keys."""
    rows = connection.execute(
        select(DOC.c.key, DOC.c.body).where(DOC.c.kind == kind, is_live(DOC, revision))
    )
    return dict(sorted((row.key, row.body) for row in rows))


def sources(connection: Connection, revision: int) -> frozenset[str]:
    """Legs and other sources that batches made by a revision are of, live or not."""
    rows = connection.execute(
        select(BATCH.c.source).where(BATCH.c.valid_from <= revision).distinct()
    )
    return frozenset(source for row in rows for source in row.source.split("+"))


def files(connection: Connection, quarter: str, revision: int) -> list[tuple[str, str]]:
    """Source and SHA-256 of the batches live as of a revision that have figures of a quarter."""
    rows = connection.execute(
        select(BATCH.c.source, BATCH.c.sha256)
        .join(BLOCK)
        .where(BLOCK.c.quarter == quarter, is_live(BATCH, revision))
    )
    return [(row.source, row.sha256) for row in rows]


def revisions(connection: Connection) -> pd.DataFrame:
    """One row a revision, oldest first."""
    rows = connection.execute(
        select(REVISION.c.id.label("revision"), *REVISION.c[1:]).order_by(REVISION.c.id)
    )
    columns = ["revision", "made_at", "who", "action", "detail"]
    return _with_times(pd.DataFrame([tuple(row) for row in rows], columns=columns))


def batches(connection: Connection, revision: int) -> pd.DataFrame:
    """Columns `BATCH_COLUMNS` of every batch made by a revision, as it was then, newest first."""
    rows = connection.execute(
        select(BATCH, REVISION.c.who, REVISION.c.made_at)
        .join(REVISION, REVISION.c.id == BATCH.c.valid_from)
        .where(BATCH.c.valid_from <= revision)
        .order_by(BATCH.c.id.desc())
    )
    frame = pd.DataFrame(
        [dict(row) for row in rows.mappings()], columns=[*BATCH.c.keys(), "who", "made_at"]
    )
    frame = frame.rename(columns={"id": "batch"})
    blocks = pd.DataFrame(
        connection.execute(
            select(BLOCK.c.batch_id, BLOCK.c.quarter, BLOCK.c.cells, BLOCK.c.n).order_by(
                BLOCK.c.quarter
            )
        ).all(),
        columns=["batch", "quarter", "cells", "n"],
    )
    totals = blocks.groupby("batch").agg(
        quarters=("quarter", list), cells=("cells", "sum"), n=("n", "sum")
    )
    frame = frame.join(totals, on="batch")
    ended = frame["valid_to"].astype("Int64")
    frame["valid_to"] = ended.mask(ended > revision)
    frame["live"] = frame["valid_to"].isna()
    return _with_times(frame)[list(BATCH_COLUMNS)]


def rejects(connection: Connection, batch: int) -> pd.DataFrame:
    """Rows of a batch's file that were not taken, live or not.

    Raises
    ------
    UnknownBatchError
        There never was such a batch.
    """
    found = connection.execute(select(BATCH.c.rejects).where(BATCH.c.id == batch)).one_or_none()
    if found is None:
        raise UnknownBatchError(batch=batch, live=list(live_batches(connection)))
    return pd.DataFrame(found.rejects, columns=None if found.rejects else list(PROBLEM_COLUMNS))


def _with_times(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(made_at=pd.to_datetime(frame["made_at"], utc=True, format="ISO8601"))


_NOTHING_HELD = pd.DataFrame(
    {**{name: pd.Series(dtype="str") for name in SUBJECT}, BATCH_ID: pd.Series(dtype="int64")}
)
