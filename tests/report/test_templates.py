"""Templates: they load as they are, open in Excel, and run nothing."""

import pandas as pd
import pytest

from stool.ingest import ingest
from stool.report.templates import EXAMPLE_UNITS, KINDS, template, unit_quarter_sheet
from stool.schema import CSAT, ESAT, PROFIT
from stool.text.forms import CUSTOMER, EMPLOYEE, EXPLAINED, REVENUE_ROWS, UNIT_QUARTER
from tests.report.test_csv import read

FOUND = {  # metrics, and scales of the surveys
    EMPLOYEE: {"esat": "1-5", "clear_goals": "1-5", "good_tools": "1-5", "recognised": "1-5"},
    CUSTOMER: {"csat": "1-5", "nps": "0-10", "promise_kept": "0-1", "complaint": "0-1"},
    REVENUE_ROWS: dict.fromkeys(
        ("revenue", "cost", "revenue_target", "headcount", "customers"), "ledger"
    ),
    UNIT_QUARTER: {"esat": "1-5 mean", "csat": "1-5 mean", "revenue": "ledger", "cost": "ledger"},
}
LEGS = {
    EMPLOYEE: {ESAT},
    CUSTOMER: {CSAT},
    REVENUE_ROWS: {PROFIT},
    UNIT_QUARTER: {ESAT, CSAT, PROFIT},
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_loads_as_it_is(kind: str) -> None:
    file = ingest(template(kind), f"{kind}.csv")
    assert file.problems.empty
    assert (file.rejected, file.fixed) == (0, 0)
    assert file.accepted in (2, 3)
    assert {each.metric: each.scale for each in file.metrics} == FOUND[kind]
    assert {each.leg for each in file.metrics} == LEGS[kind]
    assert file.units == EXAMPLE_UNITS
    assert set(file.rows["region"]) == {"Example region"}


@pytest.mark.parametrize("kind", KINDS)
def test_excel_opens_a_template_and_it_holds_nothing_but_the_table(kind: str) -> None:
    data = template(kind)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    header, *rows = read(data)
    assert all(header)
    assert {len(row) for row in rows} == {len(header)}
    assert EXPLAINED[kind]


def test_an_unknown_kind_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="kind is “people”, must be one of employee, customer"):
        template("people")


def test_the_sheet_has_every_unit_in_every_quarter() -> None:
    rows = read(unit_quarter_sheet({"Süd": "", "nord": "North"}, ["2026Q2", "2026Q1"]))
    assert rows[0] == [
        *("unit", "region", "quarter", "esat_score", "esat_n", "csat_score", "csat_n"),
        *("revenue", "cost"),
    ]
    assert [row[:3] for row in rows[1:]] == [
        ["nord", "North", "2026Q1"],
        ["nord", "North", "2026Q2"],
        ["Süd", "", "2026Q1"],
        ["Süd", "", "2026Q2"],
    ]
    assert {field for row in rows[1:] for field in row[3:]} == {""}


def test_the_sheet_loads_once_it_is_filled_in() -> None:
    sheet = read(unit_quarter_sheet({"Nord": "North", "Süd": "North"}, ["2026Q1"]))
    sheet[1][3:] = ["3.9", "41", "4.2", "180", "1000", "900"]
    sheet[2][3:] = ["", "", "3.5", "20", "800", ""]
    text = pd.DataFrame(sheet[1:], columns=sheet[0]).to_csv(index=False)
    file = ingest(text.encode(), "by hand.csv")
    assert (file.accepted, file.rejected) == (2, 0)
    assert file.rows["esat"].tolist()[0] == 3.9
    assert file.rows["esat__n"].tolist()[0] == 41
    assert file.rows[["esat", "cost"]].iloc[1].isna().all()


def test_no_name_of_a_unit_can_run() -> None:
    rows = read(unit_quarter_sheet({"=1+1": "@r", "-x": "North"}, ["2026Q1"]))
    assert [row[:2] for row in rows[1:]] == [["'-x", "North"], ["'=1+1", "'@r"]]


def test_no_units_leave_the_header() -> None:
    assert len(read(unit_quarter_sheet({}, ["2026Q1"]))) == 1
