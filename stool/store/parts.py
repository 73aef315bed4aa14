"""Parts: rows of one kind that a batch holds of a quarter beside its cells, a Parquet value each.

The store does not know what a kind means; whoever reads one knows its columns. Of `VOICE` it knows
that people may want their words back: those rows are erased when their batch ends, and what is left
is how many there were.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from stool import period

VOICE = "voice"  # kind of what people wrote: erased when its batch ends
ERASED = b""  # in place of its rows then
QUARTER = "quarter"  # the one column that rows of every kind have


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind and quarter, encoded.

    Attributes
    ----------
    kind, quarter : str
    n : int
        Number of rows.
    parquet : bytes
        The rows, see `encode`.
    """

    kind: str
    quarter: str
    n: int
    parquet: bytes


def parts_of(frames: Mapping[str, pd.DataFrame]) -> list[Part]:
    """Encode the rows of any number of kinds and quarters, one part each.

    Parameters
    ----------
    frames : Mapping of kind to DataFrame
        With a column ``quarter``; one without rows gives no part.

    Raises
    ------
    UnknownQuarterError
        A quarter is not a label like ``2026Q2``.
    ValueError
        There is no column ``quarter``.
    """
    parts = []
    for kind, frame in frames.items():
        if QUARTER not in frame:
            raise ValueError(f"rows of kind {kind!r} have no column {QUARTER!r}, must have one")
        for quarter, rows in frame.groupby(QUARTER, sort=True, dropna=False, observed=True):
            period.ordinal(str(quarter))
            parts.append(Part(kind, str(quarter), len(rows), encode(rows)))
    return parts


def encode(rows: pd.DataFrame) -> bytes:
    """Encode rows as Parquet, in their order; the index is left out."""
    table = pa.Table.from_pandas(rows, preserve_index=False).replace_schema_metadata()
    sink = pa.BufferOutputStream()
    pq.write_table(_plain(table), sink, compression="zstd")
    return bytes(sink.getvalue())


def decode(parquet: bytes) -> pa.Table:
    """Rows of a part; text columns become dictionaries, so that a cached part is small."""
    schema = pq.read_schema(pa.BufferReader(parquet))
    texts = [field.name for field in schema if pa.types.is_string(field.type)]
    return pq.read_table(pa.BufferReader(parquet), read_dictionary=texts)


def frame_of(tables: Iterable[pa.Table]) -> pd.DataFrame:
    """One DataFrame of decoded parts, in their order; a column that one lacks is missing there.

    No parts give no rows, and the column ``quarter`` alone.
    """
    whole = pa.concat_tables([_EMPTY, *tables], promote_options="default")
    rows: pd.DataFrame = _plain(whole).to_pandas()
    return rows


def _plain(table: pa.Table) -> pa.Table:
    """The table with every text column as plain text."""
    fields = [
        field.with_type(pa.string()) if _is_text(field.type) else field for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _is_text(kind: pa.DataType) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner))


_EMPTY = pa.schema([(QUARTER, pa.dictionary(pa.int32(), pa.string()))]).empty_table()
