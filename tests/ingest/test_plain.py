"""Plain tables: read as they stand, every row of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.errors import (
    DuplicateHeadersError,
    EmptyFileError,
    FileTooLargeError,
    NoDataRowsError,
    NotTextError,
    RefusedFileError,
    UnclosedQuoteError,
)
from stool.ingest.files import plain
from stool.ingest.files.plain import read_plain


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,x\nTotal,\n",
        b'a;b\n1;x\n"Total";\n',
        b"a\tb\r\n1\tx\r\nTotal\t\r\n",
        b"a|b\r1|x\rTotal|\r",
        b"sep=;\na;b\n1;x\nTotal;\n",
        b"\n\na,b\n\n1,x\n,\nTotal,\n",
        b"a,b,\n1,x,\nTotal,,\n",
        "\ufeffa,b\n1,x\nTotal,\n".encode("utf-16-le"),
    ],
)
def test_every_row_is_kept(data: bytes) -> None:
    table = read_plain(data, "t.csv")
    assert table.cells.to_dict("list") == {"a": ["1", "Total"], "b": ["x", ""]}
    assert table.ragged == ()


def test_rows_know_their_line() -> None:
    table = read_plain(b'sep=,\na,b\n"1\n2",x\n\n3,y,z\n4\n5,z\n', "t.csv")
    assert table.lines == (3, 8)
    assert table.ragged == ((6, 3), (7, 1))
    assert (table.width, table.cells["a"].tolist()) == (2, ["1\n2", "5"])


def test_a_delimiter_in_a_name_is_quoted() -> None:
    table = read_plain(b'a;b\n"x;y";"p, q, r"\n', "t.csv")
    assert table.cells.to_numpy().tolist() == [["x;y", "p, q, r"]]


def test_a_column_without_a_header_is_seen() -> None:
    assert list(read_plain(b"a,b,\n1,x,note\n", "t.csv").cells) == ["a", "b", "(column 3)"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b" \n\n", EmptyFileError),
        (b"a,b\n", NoDataRowsError),
        (b"a,b\n,\n", NoDataRowsError),
        (b"a,b, a\n1,2,3\n", DuplicateHeadersError),
        (b'a,b\n"1,2\n3,4\n', UnclosedQuoteError),
        (b"PK\x03\x04rest", NotTextError),
        (b"a,b\n1,\x00\n", NotTextError),
    ],
)
def test_refuses_what_is_no_table(data: bytes, error: type[RefusedFileError]) -> None:
    with pytest.raises(error):
        read_plain(data, "t.csv")


def test_refuses_what_is_not_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MOST_BYTES", 10)
    assert len(read_plain(b"a,b\n12,34\n", "t.csv").cells) == 1
    with pytest.raises(FileTooLargeError):
        read_plain(b"a,b\n12,345\n", "t.csv")


@given(st.binary(max_size=60) | st.text("ab,;\n\r\" \t'=|", max_size=60).map(str.encode))
def test_whatever_comes_is_a_table_or_refused(data: bytes) -> None:
    try:
        table = read_plain(data, "t.csv")
    except RefusedFileError:
        return
    assert len(table.cells) == len(table.lines)
    assert len(table.cells) + len(table.ragged) > 0
