"""Overlap: no two live batches may speak about the same leg, metric, quarter, unit."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from stool.errors import (
    AliasesOverlapError,
    OverlapError,
    ReplaceWouldLoseError,
    UploadsOverlapError,
)
from stool.store.blocks import SUBJECT

BATCH_ID = "batch"  # beside `SUBJECT` in a frame of what live batches hold
FILE = "file"  # beside `SUBJECT` in a frame of what uploads hold: position of the upload


def refuse_overlap_among(uploads: pd.DataFrame, names: Sequence[str]) -> None:
    """Refuse uploads of one call that overlap each other.

    Parameters
    ----------
    uploads : DataFrame, one row a subject of an upload
        Columns `SUBJECT` and `FILE`.
    names : sequence of str
        File names by position.

    Raises
    ------
    UploadsOverlapError
        Names the first two that do.
    """
    pairs = uploads.merge(uploads, on=SUBJECT, suffixes=("", "_other"))
    pairs = pairs[pairs[FILE] < pairs[f"{FILE}_other"]]
    if pairs.empty:
        return
    first, second = pairs[[FILE, f"{FILE}_other"]].min().tolist()
    both = pairs[(pairs[FILE] == first) & (pairs[f"{FILE}_other"] == second)]
    raise UploadsOverlapError(files=(names[first], names[second]), **facts(both))


def refuse_overlap(
    shared: pd.DataFrame, names: Sequence[str], batches: Mapping[int, Mapping[str, Any]]
) -> None:
    """Refuse uploads that speak about what live batches hold.

    Parameters
    ----------
    shared : DataFrame, one row a subject that both hold
        Columns `SUBJECT`, `FILE` and `BATCH_ID`.
    names : sequence of str
        File names by position.
    batches : mapping of batch id to its row
        Fields ``file_name``, ``who``, ``made_at``.

    Raises
    ------
    OverlapError
        Names the first upload that does, and every batch it meets.
    """
    if shared.empty:
        return
    first = shared[FILE].min()
    shared = shared[shared[FILE] == first]
    holders = {batch: batches[batch] for batch in sorted(shared[BATCH_ID].unique().tolist())}
    raise OverlapError(file=names[first], batches=holders, **facts(shared))


def refuse_loss(
    uploads: pd.DataFrame, held: pd.DataFrame, batches: Mapping[int, Mapping[str, Any]]
) -> None:
    """Refuse to replace batches by uploads that do not cover all those batches hold.

    Parameters
    ----------
    uploads : DataFrame, one row a subject of an upload
        Columns `SUBJECT` and `FILE`.
    held : DataFrame, one row a subject of a batch to be replaced
        Columns `SUBJECT` and `BATCH_ID`.
    batches : mapping of batch id to its row
        Fields ``file_name``, ``who``, ``made_at``.

    Raises
    ------
    ReplaceWouldLoseError
        Names what would be lost from the first batch that is not covered.
    """
    covered = held.merge(uploads[SUBJECT], on=SUBJECT, how="left", indicator=True)
    lost = covered[covered["_merge"] == "left_only"]
    if lost.empty:
        return
    batch = lost[BATCH_ID].min()
    raise ReplaceWouldLoseError(
        batch=batch, file=batches[batch]["file_name"], **facts(lost[lost[BATCH_ID] == batch])
    )


def refuse_shared(held: pd.DataFrame) -> None:
    """Refuse names by which two live batches speak about the same.

    Parameters
    ----------
    held : DataFrame, one row a subject of a live batch
        Columns `SUBJECT`, by those names, and `BATCH_ID`.

    Raises
    ------
    AliasesOverlapError
    """
    once = held.drop_duplicates([*SUBJECT, BATCH_ID])
    shared = once[once.duplicated(SUBJECT, keep=False)]
    if len(shared):
        batches = sorted(int(batch) for batch in shared[BATCH_ID].unique())
        raise AliasesOverlapError(batches=batches, **facts(shared))


def facts(subjects: pd.DataFrame) -> dict[str, list[str]]:
    """The different legs, metrics, quarters and units, each sorted."""
    return {
        f"{name}s": sorted(subjects[name].unique().tolist())
        for name in ("leg", "metric", "quarter", "unit")
    }
