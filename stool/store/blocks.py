"""Blocks: a batch's cells of one quarter as an immutable Parquet value."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from stool import period
from stool.schema import CELL_COLUMNS, CELL_KEY, SUMS

# What a figure is about. No two live batches may both speak about one of these.
SUBJECT = ["leg", "metric", "quarter", "unit"]

# Order of the rows of a block: subject and segment first, so that repeats are neighbours.
_ORDER = (*SUBJECT, "dimension", "level", "scale", "better")
_UNIQUE = _ORDER[:6]

CACHE_BYTES = 512 * 2**20  # about four million decoded cells

Key = tuple[int, str, str | None]  # batch, quarter and kind of a part; None for a block of cells


@dataclass(frozen=True, slots=True)
class Block:
    """Cells of one quarter, encoded.

    Attributes
    ----------
    quarter : str
        Label of the quarter.
    cells : int
        Number of cells.
    n : float
        Sum of their ``n``, a checksum.
    parquet : bytes
        The cells, see `encode`.
    """

    quarter: str
    cells: int
    n: float
    parquet: bytes


def blocks_of(cells: pd.DataFrame) -> list[Block]:
    """Encode cells of any number of quarters, one block a quarter, oldest first.

    Raises
    ------
    UnknownQuarterError
        A quarter is not a label like ``2026Q2``.
    ValueError
        A column is missing, a key is missing, or two rows are one cell.
    """
    absent = [name for name in CELL_COLUMNS if name not in cells]
    if absent:
        raise ValueError(f"cells lack the columns {absent}, must have all of CELL_COLUMNS")
    blocks = []
    for quarter, part in cells.groupby("quarter", sort=True, dropna=False, observed=True):
        period.ordinal(str(quarter))
        blocks.append(Block(str(quarter), len(part), float(part["n"].sum()), encode(part)))
    return blocks


def encode(cells: pd.DataFrame) -> bytes:
    """Encode cells as Parquet; the same cells in any row order give the same bytes.

    Parameters
    ----------
    cells : DataFrame, one row a cell
        Columns `stool.schema.CELL_COLUMNS` of one quarter. Keys are text and never missing; sums
        are kept as float64, bit for bit, NaN as null.

    Raises
    ------
    ValueError
        A key is missing, or two rows are one cell.
    """
    codes, texts = {}, {}
    for name in CELL_KEY:
        codes[name], texts[name] = pd.factorize(cells[name].astype("str"), sort=True)
        if (codes[name] < 0).any():
            raise ValueError(f"cells have no {name} in some rows, must have one in every row")
    order = np.lexsort([codes[name] for name in reversed(_ORDER)])
    keys = np.column_stack([codes[name][order] for name in _UNIQUE])
    repeats = np.flatnonzero((keys[1:] == keys[:-1]).all(axis=1))
    if len(repeats):
        twice = cells.iloc[order[repeats[0]]][list(_UNIQUE)].to_dict()
        raise ValueError(f"cells hold {twice} twice, must hold it once")
    columns = {
        name: pa.DictionaryArray.from_arrays(
            pa.array(codes[name][order], pa.int32()), pa.array(texts[name], pa.string())
        )
        for name in CELL_KEY
    }
    for name in SUMS:
        values = cells[name].to_numpy(np.float64, na_value=np.nan)[order]
        columns[name] = pa.array(values, pa.float64(), from_pandas=True)
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink, compression="zstd", use_dictionary=list(CELL_KEY))
    return bytes(sink.getvalue())


def decode(parquet: bytes) -> pa.Table:
    """Cells of a block; text columns stay dictionaries, so that a cached block is small."""
    return _read(parquet, list(CELL_COLUMNS))


def subjects(parquet: bytes) -> pd.DataFrame:
    """The different `SUBJECT` of a block, one row each, without decoding its sums."""
    held: pd.DataFrame = _read(parquet, SUBJECT).to_pandas()
    return held.drop_duplicates(ignore_index=True).astype("str")


def frame_of(tables: Iterable[pa.Table]) -> pd.DataFrame:
    """One DataFrame of decoded blocks, in their order; no blocks give no rows."""
    cells: pd.DataFrame = pa.concat_tables([_EMPTY, *tables]).cast(_PLAIN).to_pandas()
    return cells


class BlockCache:
    """Decoded blocks and parts by their keys in the store, the least used dropped beyond a size.

    Neither ever changes, so an entry is never stale. Safe to share between threads.
    """

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._size = 0
        self._tables: OrderedDict[Key, pa.Table] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> pa.Table | None:
        """The decoded value, or None when it has to be read."""
        with self._lock:
            if key in self._tables:
                self._tables.move_to_end(key)
            return self._tables.get(key)

    def put(self, key: Key, table: pa.Table) -> None:
        """Remember a decoded value."""
        with self._lock:
            if key not in self._tables:
                self._tables[key] = table
                self._size += table.nbytes
            while self._size > self._limit:
                _, dropped = self._tables.popitem(last=False)
                self._size -= dropped.nbytes

    def drop(self, kind: str, batches: Collection[int]) -> None:
        """Forget the parts of a kind that some batches had."""
        with self._lock:
            for key in [key for key in self._tables if key[2] == kind and key[0] in batches]:
                self._size -= self._tables.pop(key).nbytes


def _schema(text: pa.DataType) -> pa.Schema:
    return pa.schema([(name, text if name in CELL_KEY else pa.float64()) for name in CELL_COLUMNS])


_PLAIN = _schema(pa.string())
_EMPTY = _schema(pa.dictionary(pa.int32(), pa.string())).empty_table()


def _read(parquet: bytes, columns: list[str]) -> pa.Table:
    dictionaries = [name for name in columns if name in CELL_KEY]
    return pq.read_table(pa.BufferReader(parquet), columns=columns, read_dictionary=dictionaries)
