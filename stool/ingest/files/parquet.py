"""Parquet files: every column as text, each different value written out once."""

import re
from collections.abc import Iterator
from io import BufferedIOBase

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stool.catalogue import say
from stool.errors.container import BombError, ColumnTypeError, DamagedFileError, EncryptedFileError
from stool.errors.reading import FileTooLargeError
from stool.ingest.files.source import Source

MAGIC, ENCRYPTED_MAGIC = b"PAR1", b"PARE"
BATCH = 65_536  # rows held at a time
MAX_ROWS = 100_000_000  # more belongs in a warehouse
MAX_COLUMNS = 1_000
MAX_VALUES = 2_000_000_000  # rows times columns; a few bytes can stand for any number of them
MAX_GROUP = 2 * 2**30  # bytes of one group of rows, which is read through in one go
FOOTER_THINGS, FOOTER_TEXT = 1_000_000, 16 * 2**20  # columns times groups, bytes of a name
PANDAS_INDEX = re.compile(r"__index_level_[0-9]+__")  # row labels that pandas adds unasked
UTC = ("UTC", "Etc/UTC", "Z", "+00:00")


def is_parquet(source: Source) -> bool:
    """Whether a file begins as Parquet files do."""
    return source.start(len(MAGIC)) in (MAGIC, ENCRYPTED_MAGIC)


def read_parquet(source: Source) -> tuple[list[str], Iterator[pa.RecordBatch]]:
    """Headers of a Parquet file, and its rows in batches.

    Row labels that pandas added unasked (``__index_level_0__``) are left out.

    Parameters
    ----------
    source : Source

    Returns
    -------
    headers : list of str
    batches : iterator of pyarrow.RecordBatch
        At most `BATCH` rows each; every column is text, coded (int32 to string), with "" where
        there is no value. Whole numbers have no decimals, days are ISO dates, moments have the time
        unless it is midnight, as their own time zone shows it; true is TRUE.

    Raises
    ------
    ColumnTypeError
        A column holds lists, records or bytes.
    FileTooLargeError, BombError
        See the limits of this module; nothing is read beyond them.
    EncryptedFileError
    DamagedFileError
        Also raised while the batches are drawn.
    """
    stream = source.open()
    file = _opened(stream, source.name)
    _require_size(file.metadata, source.name)
    headers = [name for name in file.schema_arrow.names if not PANDAS_INDEX.fullmatch(name)]
    for field in file.schema_arrow:
        if not _is_single(field.type):
            raise ColumnTypeError(source.name, field.name, str(field.type))
    return headers, _batches(file, stream, source.name)


def _opened(stream: BufferedIOBase, name: str) -> pq.ParquetFile:
    limits = {
        "thrift_container_size_limit": FOOTER_THINGS,
        "thrift_string_size_limit": FOOTER_TEXT,
    }
    try:
        schema = pq.ParquetFile(stream, **limits).schema_arrow
        texts = [field.name for field in schema if _is_text(field.type)]
        stream.seek(0)
        return pq.ParquetFile(stream, read_dictionary=texts, **limits)
    except (pa.ArrowException, OSError, ValueError) as error:
        if "encrypt" in str(error).lower():
            raise EncryptedFileError(name) from error
        raise DamagedFileError(
            name, say("it is no whole Parquet file ({short})", short=_short(error))
        ) from error


def _require_size(metadata: pq.FileMetaData, name: str) -> None:
    """Refuse by what the footer says, before any column is read."""
    if metadata.num_rows > MAX_ROWS:
        raise FileTooLargeError(
            name,
            say("{num_rows} rows", num_rows=f"{metadata.num_rows:,}"),
            say("{max_rows} rows", max_rows=f"{MAX_ROWS:,}"),
        )
    if metadata.num_columns > MAX_COLUMNS:
        found = say("{num_columns} columns", num_columns=f"{metadata.num_columns:,}")
        raise FileTooLargeError(
            name, found, say("{max_columns} columns", max_columns=f"{MAX_COLUMNS:,}")
        )
    values = metadata.num_rows * metadata.num_columns
    if values > MAX_VALUES:
        raise FileTooLargeError(
            name,
            say("{values} values", values=f"{values:,}"),
            say("{max_values} values", max_values=f"{MAX_VALUES:,}"),
        )
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    largest = max((group.total_byte_size for group in groups), default=0)
    if largest > MAX_GROUP:
        raise BombError(
            name,
            say(
                "one group of its rows would unpack to {largest} MB",
                largest=f"{largest // 2**20:,}",
            ),
            say("{max_group} MB", max_group=f"{MAX_GROUP // 2**20:,}"),
        )


def _batches(file: pq.ParquetFile, stream: BufferedIOBase, name: str) -> Iterator[pa.RecordBatch]:
    """Rows as text."""
    with stream:
        try:
            for batch in file.iter_batches(BATCH, use_threads=False):
                kept = [
                    (field.name, column)
                    for field, column in zip(batch.schema, batch.columns, strict=True)
                    if not PANDAS_INDEX.fullmatch(field.name)
                ]
                coded = [_coded(column, header, name) for header, column in kept]
                yield pa.RecordBatch.from_arrays(coded, names=[header for header, _ in kept])
        except (pa.ArrowException, OSError) as error:
            raise DamagedFileError(
                name, say("its columns break off ({short})", short=_short(error))
            ) from error


def _coded(column: pa.Array, header: str, name: str) -> pa.DictionaryArray:
    """A column as codes of text, "" where there is no value."""
    if pa.types.is_dictionary(column.type) and len(column.dictionary) > len(column):
        column = pc.cast(column, column.type.value_type)  # the rest of the file's words
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(column)
    try:
        texts = _texts(column.dictionary)
        texts.validate(full=True)  # a text may hold bytes that are none
    except pa.ArrowInvalid as error:  # bytes that are no text, a time zone that is not known
        raise ColumnTypeError(
            name, header, f"{column.dictionary.type} ({_short(error)})"
        ) from error
    indices = pc.cast(column.indices, pa.int32())
    if indices.null_count or texts.null_count:
        blank = pc.fill_null(pc.take(pc.is_null(texts), indices), True)
        texts = pa.concat_arrays([pc.fill_null(texts, ""), pa.array([""], pa.string())])
        indices = pc.if_else(blank, pa.scalar(len(texts) - 1, pa.int32()), indices)
    return pa.DictionaryArray.from_arrays(indices, texts)


def _texts(values: pa.Array) -> pa.Array:
    """Different values as text, null where a value says nothing."""
    write = next((write for fits, write in WRITERS if fits(values.type)), _plain)
    return write(values)


def _truths(values: pa.Array) -> pa.Array:
    return pc.if_else(values, "TRUE", "FALSE")


def _floats(values: pa.Array) -> pa.Array:
    known = pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
    return pc.replace_substring_regex(_plain(known), "^-0$", "0")


def _decimals(values: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(_plain(values), r"\.0+$", "")


def _moments(values: pa.Array) -> pa.Array:
    zone = values.type.tz
    if zone in UTC:  # needs no list of time zones, which not every machine has
        values = pc.cast(values, pa.timestamp(values.type.unit))
    elif zone is not None:
        values = pc.local_timestamp(values)
    seconds = pc.cast(values, pa.timestamp("s"), safe=False)
    return pc.replace_substring_regex(_plain(seconds), " 00:00:00$", "")


def _days(values: pa.Array) -> pa.Array:
    return _plain(pc.cast(values, pa.date32()))


def _times(values: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(_plain(values), r"\.[0-9]+$", "")


def _plain(values: pa.Array) -> pa.Array:
    return pc.cast(values, pa.string())


def _is_text(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def _is_single(kind: pa.DataType) -> bool:
    """Whether a type holds one value a row that can be written out as text."""
    if pa.types.is_dictionary(kind):
        return _is_single(kind.value_type)
    types = pa.types
    numeric = types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind)
    timed = types.is_timestamp(kind) or types.is_date(kind) or types.is_time(kind)
    textual = _is_text(kind) or types.is_binary(kind) or types.is_large_binary(kind)
    return bool(numeric or timed or textual or types.is_boolean(kind) or types.is_null(kind))


def _short(error: Exception) -> str:
    """First words of what the library says."""
    return " ".join(str(error).split())[:80]


WRITERS = (
    (pa.types.is_boolean, _truths),
    (pa.types.is_floating, _floats),
    (pa.types.is_decimal, _decimals),
    (pa.types.is_timestamp, _moments),
    (pa.types.is_date, _days),
    (pa.types.is_time, _times),
)
