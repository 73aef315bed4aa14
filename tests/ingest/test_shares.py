"""Shares of worded answers made means."""

import csv
import io

import numpy as np
import pytest

from stool.ingest.files.decode import decode
from stool.ingest.files.records import Record
from stool.ingest.tables.shares import Shares, answer_shares
from tests.corpus import FORMATS

HEADS = [
    *("Agency", "Very satisfied", "Satisfied", "Neither satisfied nor dissatisfied"),
    *("Dissatisfied", "Very dissatisfied", "Responses"),
]


def shares(*rows: str, heads: list[str] = HEADS) -> Shares | None:
    records = [Record(n, row.split(";")) for n, row in enumerate(rows, 2)]
    return answer_shares(heads, records, "f.csv")


def test_mean_spread_and_count() -> None:
    found = shares("A;20 %;30%;10;30;10.0;1,000")
    assert found is not None
    assert found.heads == ("Agency", *(f"satisfaction 1-5 {kind}" for kind in ("mean", "sd", "n")))
    answers = np.repeat([5, 4, 3, 2, 1], [200, 300, 100, 300, 100])
    expected = [f"{answers.mean():.4f}", f"{answers.std(ddof=1):.4f}", "1000"]
    assert found.records == (Record(2, ["A", *expected]),)


def test_shares_of_one() -> None:
    found = shares("A;0.2;0.3;0.1;0.3;0.1;10")
    assert found is not None
    assert found.records[0].fields[1:] == ["3.2000", "1.3984", "10"]


def test_one_answer_has_no_spread() -> None:
    found = shares("A;100;0;0;0;0;1")
    assert found is not None
    assert found.records[0].fields == ["A", "5.0000", "", "1"]


def test_those_who_gave_no_answer_are_taken_out() -> None:
    found = shares("A;40;40;0;0;0;20;50", heads=[*HEADS[:6], "Don't know", "n"])
    assert found is not None
    assert found.records[0].fields == ["A", "4.5000", "0.5064", "40"]


def test_everyone_and_rows_without_shares_are_left_out() -> None:
    found = shares("Report 2020;;;;;;", "All Responses;20;30;10;30;10;90", "A;20;30;10;30;10;90")
    assert found is not None
    assert [record.line for record in found.records] == [4]
    assert "answers from “Very dissatisfied” to “Very satisfied”" in found.stage.why
    assert "rows left out: “Report 2020”, “All Responses”" in found.stage.why


@pytest.mark.parametrize(
    "rows",
    [
        ["A;20;30;10;30;20;100"],  # 110 %
        ["A;20;30;10;30;10;100", "B;20;30;10;30;8;100"],
        ["A;20;30;10;30;10;"],
        ["A;;;;;;"],
        ["A;20;30;10;30;x;100"],
    ],
)
def test_what_does_not_add_up_is_no_shares(rows: list[str]) -> None:
    assert shares(*rows) is None


def test_rounding_is_let_pass() -> None:
    assert shares("A;20;30;10;30;9.1;100") is not None


@pytest.mark.parametrize(
    "heads",
    [
        [*HEADS[:6], "Weight"],
        ["Agency", "Rent", "Wages", "Travel", "Food", "Other", "n"],
        ["Agency", "A", "B", "C", "Responses", "Base", "n"],
    ],
)
def test_other_columns_are_no_shares(heads: list[str]) -> None:
    assert shares("A;20;30;10;30;10;100", heads=heads) is None


def test_two_counts_or_an_open_scale_are_no_shares() -> None:
    turned = ["5 - Dissatisfied", "3", "1 - Satisfied"]  # which end is the good one?
    assert shares("A;20;30;10;30;10;100;90", heads=[*HEADS, "Base"]) is None
    assert shares("A;50;40;10;100", heads=["Agency", *turned, "n"]) is None
    answers = ["Very satisfied", "Satisfied", "Dissatisfied", "Very dissatisfied"]
    assert shares("A;50;30;10;10;100", heads=["Agency", *answers, "n"]) is not None


@pytest.mark.corpus
def test_federal_employees() -> None:
    path = FORMATS / "opm_fevs_2020_Q36_report_sheet.csv"
    text = decode(path.read_bytes(), path.name).text
    rows = list(csv.reader(io.StringIO(text, newline="")))
    start = next(n for n, row in enumerate(rows) if row[0] == "Agency")
    records = [Record(n, row) for n, row in enumerate(rows[start + 1 :], start + 2)]
    found = answer_shares(rows[start], records, path.name)
    assert found is not None
    units = {record.fields[0]: record.fields[1:] for record in found.records}
    assert len(units) == 42
    # (5*22.2 + 4*43.2 + 3*18.3 + 2*10.4 + 5.9) / 100
    assert units["DHS"] == ["3.6540", "1.1101", "82929"]
    assert "Marine Corps" in units
    assert "All Responses" not in units
