"""Tables with a column for every quarter, made long."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.errors.shape import MixedPeriodsError, RepeatedMeasureError, RepeatedPeriodError
from stool.ingest.files.decode import decode
from stool.ingest.files.records import Record
from stool.ingest.tables.wide import Unpivoted, unpivot
from tests.corpus import CORPUS


def wide(text: str) -> Unpivoted | None:
    heads, *rows = csv.reader(io.StringIO(text.strip()))
    return unpivot(heads, [Record(line, row) for line, row in enumerate(rows, 2)], "f.csv")


def long(text: str) -> Unpivoted:
    found = wide(text)
    assert found is not None
    return found


def rows(found: Unpivoted) -> list[list[str]]:
    return [record.fields for record in found.records]


def test_quarters_become_rows() -> None:
    found = long("Branch,Region,2024Q1,2024Q2\nA,North,1,2\nB,South,3,4")
    assert found.heads == ("Branch", "Region", "quarter", "value")
    assert found.records == (
        Record(2, ["A", "North", "2024Q1", "1"]),
        Record(2, ["A", "North", "2024Q2", "2"]),
        Record(3, ["B", "South", "2024Q1", "3"]),
        Record(3, ["B", "South", "2024Q2", "4"]),
    )
    assert found.stage.found == "quarters as columns, “2024Q1” to “2024Q2”"


def test_a_blank_cell_stays_and_a_row_without_figures_goes() -> None:
    found = long("Branch,2024Q1,2024Q2\nA,,2\nB,,\nC,3, ")
    assert rows(found) == [
        ["A", "2024Q1", ""],
        ["A", "2024Q2", "2"],
        ["C", "2024Q1", "3"],
        ["C", "2024Q2", ""],
    ]
    assert "2 in the file, 4 here" in found.stage.why


@pytest.mark.parametrize(
    "beside",
    [
        *("Total", "YTD", "FY2024", "2024", "Full year", "Grand total", "Average", "Change %"),
        *("Total 2024", "H1 2024", "Jan - Jun 2024", "Jan - Dec 2024", "Gesamt", "Mar 2024"),
        *("year to date", "YoY growth", "FY 2024 total"),
    ],
)
def test_what_repeats_the_figures_is_left_out_and_said(beside: str) -> None:
    found = long(f"Branch,2024Q1,2024Q2,{beside}\nA,1,2,3\nB,4,5,9")
    assert found.heads == ("Branch", "quarter", "value")
    assert f"left out because they repeat these figures: “{beside}”" in found.stage.why


@pytest.mark.parametrize("beside", ["Total staff note", "Date opened", "Target group", "Trend"])
def test_other_columns_are_kept(beside: str) -> None:
    found = long(f"Branch,2024Q1,2024Q2,{beside}\nA,1,2,x\nB,4,5,y")
    assert found.heads == ("Branch", beside, "quarter", "value")


@pytest.mark.parametrize("beside", ["Total staff", "Average age", "Headcount 2024", "Seats"])
def test_other_numbers_are_kept(beside: str) -> None:
    found = long(f"Branch,2024Q1,2024Q2,{beside}\nA,1,2,30\nB,4,5,90")
    assert found.heads == ("Branch", beside, "quarter", "value")


def test_dates_of_their_own_keep_their_name() -> None:
    found = long("Branch,Date,2024Q1,2024Q2\nA,2020-05-01,1,2")
    assert found.heads == ("Branch", "Date", "quarter", "value")


def test_headers_with_period_and_measure() -> None:
    found = long(
        "Branch,Revenue 2024Q1,Revenue 2024Q2,2024Q1 n,2024Q2 n,Total revenue,Q3 2024 - Revenue\n"
        "A,1,2,3,4,6,5"
    )
    assert found.heads == ("Branch", "quarter", "Revenue", "n")
    assert rows(found) == [
        ["A", "2024Q1", "1", "3"],
        ["A", "2024Q2", "2", "4"],
        ["A", "Q3 2024", "5", ""],
    ]


def test_a_plain_period_beside_one_with_a_measure() -> None:
    found = long("Branch,2024Q1,2024Q1 n,2024Q2,2024Q2 n\nA,4.1,30,4.2,40")
    assert found.heads == ("Branch", "quarter", "value", "n")
    assert rows(found) == [["A", "2024Q1", "4.1", "30"], ["A", "2024Q2", "4.2", "40"]]


@pytest.mark.parametrize("head", ["Measure", "KPI", "Line item", "", "(column 2)", "Whatever"])
def test_a_column_of_measures_makes_columns(head: str) -> None:
    found = long(
        f"Branch,{head},Q1 2024,Q2 2024\n"
        "A,Revenue,10,20\nA,Operating cost,7,8\nB,Revenue,30,\nB,Operating cost,,9"
    )
    assert found.heads == ("Branch", "quarter", "Revenue", "Operating cost")
    assert found.records == (
        Record(2, ["A", "Q1 2024", "10", "7"]),
        Record(2, ["A", "Q2 2024", "20", "8"]),
        Record(4, ["B", "Q1 2024", "30", ""]),
        Record(4, ["B", "Q2 2024", "", "9"]),
    )


def test_measures_in_a_column_and_in_the_headers() -> None:
    found = long("Unit,Metric,2024Q1 mean,2024Q1 n,2024Q2 mean,2024Q2 n\nA,CSAT,4,30,5,40")
    assert found.heads == ("Unit", "quarter", "CSAT mean", "CSAT n")
    assert rows(found) == [["A", "2024Q1", "4", "30"], ["A", "2024Q2", "5", "40"]]


def test_accounts_are_measures_when_one_of_them_is_known() -> None:
    found = long("Account,2024Q1,2024Q2\nRevenue,10,20\nRent,3,4")
    assert found.heads == ("quarter", "Revenue", "Rent")
    customers = long("Account,2024Q1,2024Q2\nAcme,10,20\nBolt,3,4")
    assert customers.heads == ("Account", "quarter", "value")


def test_a_corner_that_names_the_columns_gives_way() -> None:
    found = long('Year,2000,2001\nTimber,"2,666",1\nSteel,3,4')
    assert found.heads == ("item", "quarter", "value")
    assert rows(found)[0] == ["Timber", "2000", "2,666"]
    assert "“Year” names the columns beside it" in found.stage.why


@pytest.mark.parametrize(
    "text",
    [
        "Branch,quarter,revenue\nA,2024Q1,5",
        "Branch,2024Q1\nA,5",
        "Branch,2024Q1,age,height,weight\nA,5,30,180,80",
        "id,Date,Score,2023,2024\n1,2024-05-05,5,,\n2,2024-05-06,4,1,",
        "Unit,Q1_10,Q1_11,Q1_12\nA,1,2,3",
        "Unit,Q110,Q111,Q112\nA,1,2,3",
        "Unit,2000,2100,2200\nA,1,2,3",
        "Unit,Attended 2023,Attended 2024\nA,yes,no",
        "Unit,2023,2024,x,y,z\nA,1,2,3,4,5",
        "Unit,H1 2024,H2 2024\nA,1,2",
        "Unit,2024Q1 5,2024Q2 6\nA,1,2",
        "Unit,2024Q1 vs 2023Q1,2024Q2 vs 2023Q2\nA,1,2",
    ],
)
def test_not_wide(text: str) -> None:
    assert wide(text) is None


@pytest.mark.parametrize(
    "heads",
    ["Jan 2024,Feb 2024,Mar 2024", "31.03.2024,30.06.2024,30.09.2024", "FY24 Q1,FY24 Q2,FY24 Q3"],
)
def test_other_periods(heads: str) -> None:
    found = long(f"Unit,{heads}\nA,1,2,3")
    assert rows(found) == [["A", head, str(n)] for n, head in enumerate(heads.split(","), start=1)]


def test_months_of_the_quarters_are_left_out() -> None:
    found = long("Unit,Jan 2024,Feb 2024,Mar 2024,Q1 2024,Q2 2024\nA,1,2,3,6,7")
    assert rows(found) == [["A", "Q1 2024", "6"], ["A", "Q2 2024", "7"]]


def test_months_outside_the_quarters_are_refused() -> None:
    with pytest.raises(
        MixedPeriodsError, match=r"quarters \(“Q1 2024” and “Q2 2024”\).*“Oct 2024”"
    ):
        wide("Unit,Q1 2024,Q2 2024,Oct 2024\nA,1,2,3")


@pytest.mark.parametrize(
    "heads",
    [
        *("2024Q1,2024Q1,2024Q2", "Q1 2024,2024Q2,2024-Q1", "2024Q1,Jan-Mar 2024,2024Q2"),
        *("2000,2001,2000", "Cost 2024Q1,Cost 2024Q2,2024Q1 cost"),
    ],
)
def test_two_columns_for_one_period_are_refused(heads: str) -> None:
    with pytest.raises(RepeatedPeriodError, match=r"f\.csv the columns “.*” and “.*” are for"):
        wide(f"Unit,{heads}\nA,1,2,3")


def test_a_measure_twice_is_refused_with_its_rows() -> None:
    with pytest.raises(RepeatedMeasureError, match=r"rows 2 and 4 all hold “Revenue”"):
        wide("Unit,Measure,2024Q1,2024Q2\nA,Revenue,1,2\nA,Cost,1,2\nA,Revenue,3,4")


def test_two_rows_of_one_unit_stay_two() -> None:
    found = long("Unit,2024Q1,2024Q2\nA,1,2\nA,3,4")
    assert [record.line for record in found.records] == [2, 2, 3, 3]


def test_a_key_column_called_value_keeps_its_name() -> None:
    found = long("Unit,value,2024Q1,2024Q2\nA,x,1,2")
    assert found.heads == ("Unit", "value", "quarter", "value 2")


CELLS = st.one_of(st.just(""), st.integers(1, 999).map(str))


@given(
    st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8),
    st.booleans(),
    st.booleans(),
)
def test_no_figure_is_lost(cells: list[list[str]], measured: bool, combined: bool) -> None:
    periods = ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]
    heads = [f"{period} mean" for period in periods] if combined else periods
    keys = [[f"U{n // 2}", ("Revenue", "Cost")[n % 2]] for n in range(len(cells))]
    records = [
        Record(n, [*(key if measured else key[:1]), *figures])
        for n, (key, figures) in enumerate(zip(keys, cells, strict=True), start=2)
    ]
    found = unpivot(["Unit", *(["Measure"] if measured else []), *heads], records, "f.csv")
    assert found is not None
    before = [int(cell) for figures in cells for cell in figures if cell]
    start = found.heads.index("quarter") + 1
    after = [int(cell) for record in found.records for cell in record.fields[start:] if cell]
    assert (len(after), sum(after)) == (len(before), sum(before))
    assert all(len(record.fields) == len(found.heads) for record in found.records)


@pytest.mark.corpus
def test_years_pasted_from_a_spreadsheet() -> None:
    path = CORPUS / "nasty" / "messytables_excel_pasting.csv"
    text = decode(path.read_bytes(), path.name).text
    records = [Record(n, row) for n, row in enumerate(csv.reader(io.StringIO(text, newline="")), 1)]
    heads, body = records[3].fields, records[4:17]
    found = unpivot(heads, body, path.name)
    assert found is not None
    assert found.heads == ("item", "quarter", "value")
    assert len(found.records) == 13 * 8
    assert found.records[0].fields == ["Timber", "2000", "2,666"]
    of_2007 = [row for row in found.records if row.fields[1] == "2007"]
    total = sum(int(row.fields[2].replace(",", "")) for row in of_2007)
    assert total == 108_610  # its own Total says 108,609, rounded by itself
