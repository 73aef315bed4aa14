"""Identifiers that come a second time."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from stool.catalogue import say
from stool.ingest.checking.problems import LISTED, ProblemLog
from stool.ingest.files.coding import Coded, hashes
from stool.ingest.language.values import no_answers
from stool.ingest.language.words import PERSON_ID, normalise
from stool.ingest.mapping import Mapping
from stool.ingest.meaning.judged import Judged
from stool.ingest.tables.table import Table

RULE = say("the identifier comes a second time")
REMEDY = say("Delete the row that is not wanted, or give it an identifier of its own.")


def reject_repeated_answers(
    table: Table, mapping: Mapping, quarter: Judged, log: ProblemLog
) -> None:
    """Reject rows whose identifier an earlier row that counts has.

    A person may answer once in each quarter, a case once at all. Of an identifier that hardly
    repeats only 64-bit hashes are held; that two of ten million differ and share one has a chance
    of 3 in a million.
    """
    for column in mapping.having("respondent"):
        coded = table.columns[column.column]
        if coded.kept == "nothing":
            coded = table.whole(column.column)
        keys = _keys(coded)
        standing = ~log.rejected & _answered(coded, keys)
        if normalise(column.column) in PERSON_ID:
            labels, numbers = np.unique(quarter.values.astype(str), return_inverse=True)
            keys = keys * np.uint64(len(labels)) + numbers.astype(np.uint64)[quarter.column.codes]
        later, first = _repeats(keys, standing)
        shown = [say("as in row {line}", line=log.line(int(row))) for row in first[:LISTED]]
        log.reject(later, column.column, shown, RULE, REMEDY)


def _keys(coded: Coded) -> NDArray[np.uint64]:
    """A number for each row, the same for the same identifier but for spaces around it."""
    if coded.kept == "hashes":
        return coded.codes.astype(np.uint64, copy=False)
    places: dict[str, int] = {}
    same = [places.setdefault(str(text).strip(), len(places)) for text in coded.texts]
    keys: NDArray[np.uint64] = np.array(same, dtype=np.uint64)[coded.codes]
    return keys


def _answered(coded: Coded, keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Rows that have an identifier."""
    blank = no_answers(coded.texts)
    if coded.kept == "hashes":
        none = hashes(pa.array(coded.texts[blank], pa.string()))
        return ~np.isin(keys, none)
    answered: NDArray[np.bool_] = ~blank[coded.codes]
    return answered


def _repeats(
    keys: NDArray[np.uint64], standing: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows whose key an earlier standing row has, and for each the first such row."""
    ordered = keys[standing]
    ordered.sort()
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        none = np.empty(0, dtype=np.int64)
        return none, none
    rows = np.flatnonzero(standing & np.isin(keys, twice))
    _, first, which = np.unique(keys[rows], return_index=True, return_inverse=True)
    first_row = rows[first[which]]
    later = first_row != rows
    return rows[later], first_row[later]
