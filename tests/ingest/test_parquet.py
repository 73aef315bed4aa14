"""Parquet: every type as a CSV export would write it, in batches, and what is refused."""

import datetime as dt
import decimal
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stool.errors import FileTooLargeError, RefusedFileError
from stool.errors.container import BombError, ColumnTypeError, DamagedFileError, EncryptedFileError
from stool.ingest.files import parquet
from stool.ingest.files.parquet import is_parquet, read_parquet
from stool.ingest.files.source import Source

CODED = pa.dictionary(pa.int32(), pa.string())
NOON = dt.datetime(2026, 3, 31, 12, 30, 15, 250_000)
MIDNIGHT = dt.datetime(2026, 3, 31)
LATE = dt.datetime(2026, 3, 31, 23, 30)  # in UTC; the next quarter has begun in Berlin
FUZZED = 300


def packed(columns: dict[str, pa.Array] | pa.Table, **options: Any) -> bytes:
    stream = pa.BufferOutputStream()
    pq.write_table(
        columns if isinstance(columns, pa.Table) else pa.table(columns), stream, **options
    )
    return bytes(stream.getvalue())


def read(data: bytes) -> tuple[list[str], list[list[str]]]:
    """Headers and rows; every column is coded text without a gap."""
    headers, batches = read_parquet(Source.of(data, "file.parquet"))
    rows: list[list[str]] = []
    for batch in batches:
        assert batch.schema.names == headers
        for column in batch.columns:
            assert column.type == CODED
            assert column.null_count == 0
            assert column.dictionary.null_count == 0
        rows += [list(row) for row in zip(*(c.to_pylist() for c in batch.columns), strict=True)]
    return headers, rows


def texts(values: list[Any], kind: pa.DataType | None = None) -> list[str]:
    """A column of values, with a gap behind them, as it is read."""
    _, rows = read(packed({"a": pa.array([*values, None], kind)}))
    assert rows[-1] == [""]
    return [row[0] for row in rows[:-1]]


@pytest.mark.parametrize(
    ("values", "kind", "found"),
    [
        (["Süd", "", "007", " x\n"], pa.string(), ["Süd", "", "007", " x\n"]),
        (["a", "b", "a"], pa.large_string(), ["a", "b", "a"]),
        (["a", "b", "a"], pa.string_view(), ["a", "b", "a"]),
        (["a", "b", "a"], pa.dictionary(pa.int8(), pa.string()), ["a", "b", "a"]),
        ([5, 4, 5], pa.dictionary(pa.int16(), pa.int64()), ["5", "4", "5"]),
        ([b"S\xc3\xbcd"], pa.binary(), ["Süd"]),
        ([4, -5, 0], pa.int8(), ["4", "-5", "0"]),
        ([2**63], pa.uint64(), ["9223372036854775808"]),
        ([4.0, 3.5, -0.0, 1200.0, float("nan")], pa.float64(), ["4", "3.5", "0", "1200", ""]),
        ([4.0, 0.1], pa.float32(), ["4", "0.1"]),
        ([4.0, 0.5], pa.float16(), ["4", "0.5"]),
        ([decimal.Decimal("4.00"), decimal.Decimal("1200.50")], None, ["4", "1200.50"]),
        ([True, False, True], None, ["TRUE", "FALSE", "TRUE"]),
        ([dt.date(2026, 3, 31)], pa.date32(), ["2026-03-31"]),
        ([dt.date(2026, 3, 31)], pa.date64(), ["2026-03-31"]),
        ([NOON, MIDNIGHT], pa.timestamp("us"), ["2026-03-31 12:30:15", "2026-03-31"]),
        ([NOON, MIDNIGHT], pa.timestamp("ns"), ["2026-03-31 12:30:15", "2026-03-31"]),
        ([MIDNIGHT], pa.timestamp("s"), ["2026-03-31"]),
        ([LATE], pa.timestamp("us", tz="UTC"), ["2026-03-31 23:30:00"]),
        ([LATE], pa.timestamp("us", tz="Europe/Berlin"), ["2026-04-01 01:30:00"]),
        ([LATE], pa.timestamp("us", tz="-05:00"), ["2026-03-31 18:30:00"]),
        ([dt.time(8, 5, 9, 120_000)], pa.time64("us"), ["08:05:09"]),
        ([], pa.null(), []),
    ],
)
def test_a_value_reads_as_in_a_csv_export(
    values: list[Any], kind: pa.DataType | None, found: list[str]
) -> None:
    assert texts(values, kind) == found


def test_what_is_no_number_is_blank_where_nothing_else_is() -> None:
    assert read(packed({"n": pa.array([4.0, float("nan")])})) == (["n"], [["4"], [""]])


def test_world_time_needs_no_list_of_time_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet.pc, "local_timestamp", lambda _: pytest.fail("was asked"))
    assert texts([LATE], pa.timestamp("us", tz="UTC")) == ["2026-03-31 23:30:00"]


def test_a_time_zone_that_is_unknown_is_refused_by_name() -> None:
    with pytest.raises(ColumnTypeError, match=r"“a” is of the type timestamp.*Nowhere"):
        texts([LATE], pa.timestamp("us", tz="Mars/Nowhere"))


def test_headers_and_columns_keep_their_order_and_doubles() -> None:
    columns = [pa.array(["Nord"]), pa.array([4]), pa.array([5])]
    data = packed(pa.Table.from_arrays(columns, names=["unit", "n", "n"]))
    assert read(data) == (["unit", "n", "n"], [["Nord", "4", "5"]])


def test_row_labels_of_pandas_are_left_out() -> None:
    data = packed({"__index_level_0__": pa.array([7, 9]), "n": pa.array([4, 5])})
    assert read(data) == (["n"], [["4"], ["5"]])


def test_a_file_without_rows_has_its_headers() -> None:
    assert read(packed({"unit": pa.array([], pa.string()), "n": pa.array([], pa.int64())})) == (
        ["unit", "n"],
        [],
    )


@pytest.mark.parametrize("use_dictionary", [True, False])
def test_groups_come_in_batches_with_the_words_of_each(
    monkeypatch: pytest.MonkeyPatch, use_dictionary: bool
) -> None:
    monkeypatch.setattr(parquet, "BATCH", 10)
    names = [f"unit {n}" for n in range(95)]
    data = packed(
        {"unit": pa.array([*names, None]), "n": pa.array([n % 3 for n in range(96)])},
        row_group_size=40,
        use_dictionary=use_dictionary,
    )
    _, batches = read_parquet(Source.of(data, "f"))
    held = list(batches)
    assert max(len(batch) for batch in held) == 10
    assert max(len(batch.column(0).dictionary) for batch in held) <= 11
    found = [text for batch in held for text in batch.column(0).to_pylist()]
    assert found == [*names, ""]
    assert [t for b in held for t in b.column(1).to_pylist()] == [str(n % 3) for n in range(96)]


def test_a_path_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    path.write_bytes(packed({"n": pa.array([4])}))
    assert is_parquet(Source.of(path))
    headers, batches = read_parquet(Source.of(path))
    assert (headers, next(batches).column(0).to_pylist()) == (["n"], ["4"])


def test_is_parquet_looks_at_the_first_bytes() -> None:
    assert is_parquet(Source.of(packed({"n": pa.array([4])})))
    assert not is_parquet(Source.of(b"PAR,n\n1,2\n"))
    assert not is_parquet(Source.of(b""))


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (pa.array([["a", "b"]]), "list"),
        (pa.array([{"x": 1}]), "struct"),
        (pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())), "map"),
        (pa.array([dt.timedelta(hours=1)]), "duration"),
        (pa.array([b"\xff\xfe"]), "binary"),
        (pa.array([b"\xff\xfe"]).view(pa.string()), "string .*UTF8"),
        (pa.array([b"0123456789abcdef"], pa.binary(16)), "fixed_size_binary"),
    ],
)
def test_a_column_of_no_single_values_is_refused_by_name(column: pa.Array, words: str) -> None:
    data = packed({"unit": pa.array(["Nord"]), "tags": column})
    with pytest.raises(ColumnTypeError, match=rf"“tags” is of the type .*{words}.*leave it out"):
        read(data)


def test_limits_are_those_of_the_footer(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({"a": pa.array(range(50)), "b": pa.array(range(50))})
    for limit, value, error, words in (
        ("MAX_ROWS", 49, FileTooLargeError, "50 rows; at most 49 rows"),
        ("MAX_COLUMNS", 1, FileTooLargeError, "2 columns; at most 1 columns"),
        ("MAX_VALUES", 99, FileTooLargeError, "100 values; at most 99 values"),
        ("MAX_GROUP", 100, BombError, "one group of its rows would unpack to"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(parquet, limit, value)
            with pytest.raises(error, match=words):
                read_parquet(Source.of(data, "f"))
    assert len(read(data)[1]) == 50


def test_an_encrypted_file_is_said_to_be() -> None:
    with pytest.raises(EncryptedFileError):
        read_parquet(Source.of(b"PARE" + b"\0" * 40 + b"PARE", "f"))


def test_a_file_cut_short_anywhere_is_refused() -> None:
    data = packed({"unit": pa.array(["Nord", "Süd"]), "n": pa.array([4, 5])})
    for length in range(4, len(data), 23):
        with pytest.raises(DamagedFileError):
            read(data[:length])


def test_broken_files_are_read_or_refused() -> None:
    chance = random.Random(3)
    whole = packed({"unit": pa.array(["Nord", "Süd", None]), "n": pa.array([4.5, 5, 6])})
    refused = 0
    for _ in range(FUZZED):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        try:
            read(bytes(broken))
        except RefusedFileError:
            refused += 1
    assert refused > FUZZED / 4
