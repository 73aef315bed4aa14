"""CSV: data stay data in a spreadsheet, numbers stay numbers."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.report import csv_bytes

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", " ", "＝", "＋", "－", "＠"]
PAYLOADS = ["1+1", 'cmd|"/c calc"!A1', 'HYPERLINK("http://e.vil";"x")', "SUM(1,2)"]


def read(data: bytes) -> list[list[str]]:
    """Fields as a spreadsheet splits them: a lone CR ends a row as well."""
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_starts_with_one_byte_order_mark_and_keeps_accents() -> None:
    found = csv_bytes(pd.DataFrame({"Unit": ["Zürich"], "n": [7]}))
    assert found == "\ufeffUnit,n\r\nZürich,7\r\n".encode()


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_can_run_as_a_formula(start: str, payload: str) -> None:
    text = start + payload
    rows = read(csv_bytes(pd.DataFrame({text: [text, "plain"]})))
    assert rows == [[f"'{text}"], [f"'{text}"], ["plain"]]


@pytest.mark.parametrize("dtype", ["str", object, "category"])
def test_every_kind_of_text_column_is_guarded(dtype: object) -> None:
    column = pd.Series(["=1+1", None, "fine"]).astype(dtype)
    assert read(csv_bytes(pd.DataFrame({"n": [1, 2, 3], "t": column}))) == [
        ["n", "t"], ["1", "'=1+1"], ["2", ""], ["3", "fine"],
    ]  # fmt: skip


def test_negative_numbers_stay_numbers() -> None:
    table = pd.DataFrame(
        {
            "whole": [-5, 3],
            "part": [-0.5, np.nan],
            "mixed": pd.Series([-2, "-2"], dtype=object),
            "yes": [True, False],
        }
    )
    assert read(csv_bytes(table))[1:] == [["-5", "-0.5", "-2", "True"], ["3", "", "'-2", "False"]]


def test_a_line_break_inside_a_text_starts_no_row() -> None:
    for end in ("\r", "\n", "\r\n"):
        rows = read(csv_bytes(pd.DataFrame({"t": [f"x{end}=1+1"], "n": [1]})))
        assert rows == [["t", "n"], [f"x{end}=1+1", "1"]]


def test_leaves_the_table_as_it_was() -> None:
    table = pd.DataFrame({"=a": ["=1"]}, index=[7])
    csv_bytes(table)
    assert table.columns.tolist() == ["=a"]
    assert table["=a"].tolist() == ["=1"]


def test_an_empty_table_has_its_header() -> None:
    assert read(csv_bytes(pd.DataFrame({"a": [], "b": []}))) == [["a", "b"]]


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_comes_back_whole_behind_at_most_an_apostrophe(texts: list[str]) -> None:
    rows = read(csv_bytes(pd.DataFrame({"n": range(len(texts)), "t": texts})))[1:]
    for text, row in zip(texts, rows, strict=True):
        assert row[1] in (text, f"'{text}")
        assert not row[1].startswith(tuple(STARTS))
