"""Changes: what one writer does between taking the lock and committing."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_fields
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_scalar
from sqlalchemy import Connection, Table, func, insert, select, update

from stool import clock
from stool.errors import EmptyUploadError, UnknownBatchError
from stool.store import queries
from stool.store.blocks import SUBJECT, Block, blocks_of
from stool.store.overlap import (
    BATCH_ID,
    FILE,
    refuse_loss,
    refuse_overlap,
    refuse_overlap_among,
    refuse_shared,
)
from stool.store.parts import ERASED, VOICE, Part, parts_of
from stool.store.records import Change, Document, Renaming, RenamingOf, Upload, storable
from stool.store.standing import Sequel, Standing
from stool.store.tables import BATCH, BLOCK, DOC, PART, REVISION

ALIAS = "alias"  # kind of the documents that give units other names
FORECAST, GRANT, LINK = "forecast", "grant", "link"
# Kinds of documents beside the data, each the action too of the revisions that hold it alone: what
# somebody reads of the data is the same before and after.
BESIDE = (FORECAST, GRANT, LINK)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An upload with everything done that needs no lock."""

    upload: Upload
    blocks: list[Block]
    parts: list[Part]
    subjects: pd.DataFrame


def prepare(uploads: Sequence[Upload]) -> list[Prepared]:
    """Encode uploads; one named twice counts once.

    Raises
    ------
    EmptyUploadError
        An upload has no cells.
    """
    prepared = []
    for position, upload in enumerate({upload.identity: upload for upload in uploads}.values()):
        blocks = blocks_of(upload.cells)
        if not blocks:
            raise EmptyUploadError(file=upload.file_name, rejected=upload.rows_rejected)
        held = upload.cells[SUBJECT].drop_duplicates().astype("str")
        parts = parts_of(upload.parts)
        prepared.append(Prepared(upload, blocks, parts, held.assign(**{FILE: position})))
    return prepared


def publish(
    connection: Connection,
    prepared: Sequence[Prepared],
    documents: Sequence[Document],
    *,
    who: str,
    replace: bool,
    without: Collection[int],
    renaming: RenamingOf,
    sequel: Sequel,
) -> Change:
    """Make uploads and documents live in one revision; see `Store.publish`."""
    for document in documents:
        if document.kind in BESIDE:
            raise ValueError(f"documents have one of kind {document.kind}, must go in beside them")
    before = queries.latest_revision(connection)
    changed = _changed(connection, documents)
    renamed = renaming(_aliases(connection, changed))
    prepared = [_under(renamed, one) for one in prepared]
    names = [one.upload.file_name for one in prepared]
    if len(prepared) > 1:
        refuse_overlap_among(_subjects_of(prepared), names)
    live = queries.live_batches(connection)
    ended = tuple(batch for batch in live if batch in without)
    live = {batch: row for batch, row in live.items() if batch not in ended}
    identities = {
        (row["source"], row["sha256"], row["mapping_sha256"]): batch for batch, row in live.items()
    }
    unchanged = tuple(
        identities[one.upload.identity] for one in prepared if one.upload.identity in identities
    )
    fresh = [one for one in prepared if one.upload.identity not in identities]
    if not fresh and not changed and not ended:
        return Change(before, unchanged=unchanged)

    # A file of this very call that is live since earlier is meant to stay.
    replaceable = set(live) - set(unchanged) if replace else set()
    replaced = (
        _superseded(connection, fresh, names, live, replaceable, renamed=renamed) if fresh else ()
    )
    if any(document.kind == ALIAS for document in changed):
        kept = [batch for batch in live if batch not in replaced]
        refuse_shared(renamed(queries.held_subjects(connection, kept)))
    replaced = (*ended, *replaced)
    first = _next_id(connection, BATCH)
    published = tuple(range(first, first + len(fresh)))
    detail = {
        "batches": published,
        "files": [storable(one.upload.file_name) for one in fresh],
        "replaced": replaced,
        "documents": [(document.kind, document.key) for document in changed],
    }
    action = "replace" if replaced else "publish" if fresh else "put"
    revision = open_revision(connection, who, action, detail)
    close(connection, BATCH, replaced, revision)
    erase(connection, replaced)
    for batch, one in zip(published, fresh, strict=True):
        add_batch(connection, batch, one, revision)
    add_documents(connection, changed, revision)
    follow(connection, sequel, before, revision)
    return Change(revision, published, unchanged, replaced)


def put_beside(
    connection: Connection, kind: str, bodies: Mapping[str, Any], *, who: str, told: bool
) -> int | None:
    """Make documents of one kind of `BESIDE` live in a revision of their own, and return it.

    `told` is whether the audit repeats their bodies. None if nothing was new.
    """
    if kind not in BESIDE:
        raise ValueError(f"kind is {kind}, must be one of {BESIDE}")
    changed = _changed(connection, [Document(kind, key, body) for key, body in bodies.items()])
    if not changed:
        return None
    detail = {
        "documents": [(kind, document.key) for document in changed],
        "bodies": [document.body for document in changed] if told else [],
    }
    revision = open_revision(connection, who, kind, detail)
    add_documents(connection, changed, revision)
    return revision


def revert(connection: Connection, batch: int, *, who: str, sequel: Sequel) -> Change:
    """End a live batch in a revision of its own.

    Raises
    ------
    UnknownBatchError
        It is not live.
    """
    live = queries.live_batches(connection)
    if batch not in live:
        ended = select(BATCH.c.valid_to).where(BATCH.c.id == batch)
        raise UnknownBatchError(
            batch=batch, live=list(live), ended=connection.execute(ended).scalar_one_or_none()
        )
    before = queries.latest_revision(connection)
    detail = {"replaced": [batch], "files": [live[batch]["file_name"]]}
    revision = open_revision(connection, who, "revert", detail)
    close(connection, BATCH, [batch], revision)
    erase(connection, [batch])
    follow(connection, sequel, before, revision)
    return Change(revision, replaced=(batch,))


def follow(connection: Connection, sequel: Sequel, before: int, revision: int) -> None:
    """Write what follows from a change into its own revision."""
    further = sequel(Standing(connection, before), Standing(connection, revision))
    add_documents(connection, _changed(connection, further), revision)


def open_revision(
    connection: Connection, who: str, action: str, detail: Mapping[str, Collection[Any]]
) -> int:
    """Enter the next revision into the ledger; empty details are left out."""
    revision = _next_id(connection, REVISION)
    connection.execute(
        insert(REVISION).values(
            id=revision,
            made_at=clock.stamp(clock.now()),
            who=storable(who),
            action=action,
            detail={name: list(value) for name, value in detail.items() if value},
        )
    )
    return revision


def close(connection: Connection, table: Table, ids: Collection[int], revision: int) -> None:
    """End live rows of `BATCH` or `DOC` at a revision."""
    connection.execute(
        update(table)
        .where(table.c.id.in_(ids), table.c.valid_to.is_(None))
        .values(valid_to=revision)
    )


def erase(connection: Connection, batches: Collection[int]) -> None:
    """Erase what people wrote in batches that have ended."""
    connection.execute(
        update(PART)
        .where(PART.c.batch_id.in_(batches), PART.c.kind == VOICE)
        .values(parquet=ERASED)
    )


def add_batch(connection: Connection, batch: int, one: Prepared, revision: int) -> None:
    """Write a batch with its blocks and parts, live from a revision on."""
    connection.execute(
        insert(BATCH).values(
            id=batch,
            source=one.upload.source,
            file_name=storable(one.upload.file_name),
            sha256=one.upload.sha256,
            mapping_sha256=one.upload.mapping_sha256,
            rows_accepted=one.upload.rows_accepted,
            rows_rejected=one.upload.rows_rejected,
            rejects=[
                {name: _plain(value) for name, value in reject.items()}
                for reject in one.upload.rejects
            ],
            valid_from=revision,
        )
    )
    connection.execute(
        insert(BLOCK),
        [
            {
                "batch_id": batch,
                "quarter": block.quarter,
                "cells": block.cells,
                "n": block.n,
                "parquet": block.parquet,
            }
            for block in one.blocks
        ],
    )
    if one.parts:
        connection.execute(
            insert(PART),
            [
                {
                    "batch_id": batch,
                    "quarter": part.quarter,
                    "kind": part.kind,
                    "n": part.n,
                    "parquet": part.parquet,
                }
                for part in one.parts
            ],
        )


def add_documents(connection: Connection, changed: Sequence[Document], revision: int) -> None:
    """End the live rows of documents and open new ones."""
    live = queries.live_documents(connection, {document.kind for document in changed})
    named = [(document.kind, document.key) for document in changed]
    close(connection, DOC, [live[name]["id"] for name in named if name in live], revision)
    first = _next_id(connection, DOC)
    kept = [document for document in changed if document.body is not None]
    for position, document in enumerate(kept):
        connection.execute(
            insert(DOC).values(
                id=first + position,
                kind=document.kind,
                key=document.key,
                body=document.body,
                valid_from=revision,
            )
        )


def _superseded(
    connection: Connection,
    fresh: Sequence[Prepared],
    names: Sequence[str],
    live: Mapping[int, Mapping[str, Any]],
    replaceable: Collection[int],
    *,
    renamed: Renaming,
) -> tuple[int, ...]:
    """Live batches that fresh uploads replace; refused unless replaceable and covered."""
    uploads = _subjects_of(fresh)
    held = renamed(queries.held_subjects(connection, list(live), set(uploads["quarter"])))
    shared = held.merge(uploads, on=SUBJECT)
    refuse_overlap(shared[~shared[BATCH_ID].isin(replaceable)], names, live)
    replaced = tuple(sorted(shared[BATCH_ID].unique().tolist()))
    if replaced:
        refuse_loss(uploads, renamed(queries.held_subjects(connection, replaced)), live)
    return replaced


def _changed(connection: Connection, documents: Sequence[Document]) -> list[Document]:
    """Documents whose body is not the live one, with those that are made of it."""
    named = {
        (storable(document.kind), storable(document.key)): document.body for document in documents
    }
    if len(named) < len(documents):
        raise ValueError("documents name one (kind, key) twice, must name each once")
    rows = queries.live_documents(connection, {kind for kind, _ in named})
    live = {name: row["body"] for name, row in rows.items()}
    new = {name: body(live.get(name)) if callable(body) else body for name, body in named.items()}
    return [
        Document(*name, body) for name, body in new.items() if _json(body) != _json(live.get(name))
    ]


def _aliases(connection: Connection, changed: Sequence[Document]) -> dict[str, Any]:
    """Bodies of the documents that give units other names, by key, once some are changed."""
    rows = queries.live_documents(connection, {ALIAS})
    live = {key: row["body"] for (_, key), row in rows.items()}
    new = {document.key: document.body for document in changed if document.kind == ALIAS}
    return {key: body for key, body in (live | new).items() if body is not None}


def _json(body: Any) -> str:
    return json.dumps(body, allow_nan=False)


def _under(renamed: Renaming, one: Prepared) -> Prepared:
    """An upload with its subjects under the names that units go by."""
    return with_fields(one, subjects=renamed(one.subjects).drop_duplicates())


def _subjects_of(prepared: Sequence[Prepared]) -> pd.DataFrame:
    return pd.concat([one.subjects for one in prepared])


def _next_id(connection: Connection, table: Table) -> int:
    """One more than the largest id; the lock makes it ours, on both engines the same."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0) + 1)).scalar_one())


def _plain(value: Any) -> Any:
    """A field of a reject as JSON knows it: no NaN, no NumPy number."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, np.generic):
        value = value.item()
    return None if is_scalar(value) and pd.isna(value) else value
