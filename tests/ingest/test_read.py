"""Reading: encoding, delimiter, header, line numbers, and what is refused."""

import numpy as np
import pytest

from stool.errors import (
    DuplicateHeadersError,
    EmptyFileError,
    FileTooLargeError,
    NoDataRowsError,
    NotTextError,
    UnclosedQuoteError,
    UndecodableError,
)
from stool.ingest.files import body, decode
from stool.ingest.tables import table
from stool.ingest.tables.read import read_table
from stool.ingest.tables.table import Table

PLAIN = "quarter,unit,score\n2026Q1,Nord,4\n2026Q1,Süd,5\n"


def table_of(text: str) -> Table:
    return read_table(text.encode(), "file.csv")


@pytest.mark.parametrize(
    ("codec", "words"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with BOM"),
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "cp1252 (Windows Western)"),
    ],
)
def test_encodings_read_alike_and_are_named(codec: str, words: str) -> None:
    table = read_table(PLAIN.encode(codec), "file.csv")
    assert table.encoding == words
    assert list(table.cells.columns) == ["quarter", "unit", "score"]
    assert table.cells["unit"].tolist() == ["Nord", "Süd"]


def test_utf16_big_endian_with_mark() -> None:
    table = read_table(b"\xfe\xff" + PLAIN.encode("utf-16-be"), "file.csv")
    assert table.cells["unit"].tolist() == ["Nord", "Süd"]


def test_another_alphabet_is_not_taken_for_western() -> None:
    text = "имя,оценка\n" + "Москва отвечает хорошо,5\nСамара отвечает плохо,2\n" * 20
    table = read_table(text.encode("cp1251"), "file.csv")
    assert table.encoding == "cp1251"
    assert table.cells["имя"][0] == "Москва отвечает хорошо"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    table = table_of(PLAIN.replace(",", delimiter))
    assert table.delimiter == delimiter
    assert table.cells.shape == (2, 3)


def test_a_decimal_comma_does_not_make_a_delimiter() -> None:
    table = table_of("quarter;unit;score\n2026Q1;A;4,5\n2026Q1;B;3,5\n")
    assert table.delimiter == ";"
    assert table.cells["score"].tolist() == ["4,5", "3,5"]


def test_delimiter_inside_quotes_does_not_count() -> None:
    table = table_of('unit;text\nA;"a,b,c"\nB;"d,e,f"\n')
    assert table.delimiter == ";"


def test_sep_line_is_followed_and_counted_as_a_line() -> None:
    table = table_of("sep=|\nquarter|unit\n2026Q1|A\n")
    assert table.delimiter == "|"
    assert np.concatenate(table.lines).tolist() == [3]


def test_lines_are_those_of_the_file_despite_newlines_in_fields_and_blank_lines() -> None:
    table = table_of('unit,text\r\n\r\nA,"one\r\ntwo"\r\nB,x\r\n,\r\nC,y\r\n\r\n\r\n')
    assert table.cells["unit"].tolist() == ["A", "B", "C"]
    assert np.concatenate(table.lines).tolist() == [3, 5, 7]
    assert table.row_count == 3


def test_rows_of_the_wrong_length_are_kept_apart() -> None:
    table = table_of("a,b,c\n1,2,3\n1,2\n1,2,3,4\n" + "4,5,6\n" * 20)
    assert table.cells["a"].tolist() == ["1", *["4"] * 20]
    assert [(row.line, row.fields) for row in table.ragged] == [(3, 2), (4, 4)]
    assert table.row_count == 23


def test_blank_headers_are_named_by_place_or_dropped_with_blank_columns() -> None:
    table = table_of("a,,b,\n1,x,2,\n3,,4,\n")
    assert list(table.cells.columns) == ["a", "(column 2)", "b"]


def test_duplicate_headers_are_refused_by_name() -> None:
    with pytest.raises(DuplicateHeadersError, match=r"“id”.*Rename or delete"):
        table_of("id,x,id \n1,2,3\n")


@pytest.mark.parametrize("data", [b"", b"   \r\n\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyFileError, match=r"file\.csv is empty"):
        read_table(data, "file.csv")


def test_header_only() -> None:
    with pytest.raises(NoDataRowsError, match="header of 2 columns and no data rows"):
        table_of("a,b\n\n")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0rest", "an old Excel"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "a gzip"),
        (b"a,b\n1,\x002\n", "a NUL character in line 2"),
        (bytes(range(1, 32)) * 40, "a binary file"),
    ],
)
def test_what_is_no_text(data: bytes, words: str) -> None:
    with pytest.raises(NotTextError, match=words):
        read_table(data, "file.csv")


def test_a_cut_utf16_file_is_refused() -> None:
    with pytest.raises(UndecodableError, match=r"begins as UTF-16 .* byte"):
        read_table(PLAIN.encode("utf-16")[:-1], "file.csv")


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,2\n3,"4\n5,6\n7,8\n',  # swallows the rest
        'a,b,c\n5,a,"x\n6,b,"y\n7,c,z\n',  # swallows one row and would fit the header
    ],
)
def test_a_quote_that_swallows_rows_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(UnclosedQuoteError, match=r"line [23] is never closed"):
        table_of(text)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MAX_BYTES", 10)
    with pytest.raises(FileTooLargeError, match="at most"):
        table_of(PLAIN)
    monkeypatch.undo()
    monkeypatch.setattr(body, "MAX_ROWS", 1)
    with pytest.raises(FileTooLargeError, match="1 rows"):
        table_of(PLAIN)
    monkeypatch.undo()
    monkeypatch.setattr(table, "MAX_COLUMNS", 2)
    with pytest.raises(FileTooLargeError, match="3 columns"):
        table_of(PLAIN)
