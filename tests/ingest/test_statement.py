"""Profit-and-loss statements: their totals, their periods and units, and their own check."""

import csv
import io
from pathlib import Path

import pytest

from stool.errors.shape import RepeatedPeriodError, StatementLinesError, StatementMismatchError
from stool.ingest.files.decode import decode
from stool.ingest.files.records import Record
from stool.ingest.tables.statement import Statement, read_statement
from tests.corpus import FORMATS

XERO = """Profit and Loss,,,
Demo Company (UK),,,
For the 3 months ended 31 March 2025,,,
,,,
Account,Mar 2025,Feb 2025,Jan 2025
Turnover,,,
Sales,10.10,20,30
Total Turnover,10.10,20,30
Cost of Sales,,,
Purchases,1,2,3
Total Cost of Sales,1,2,3
Gross Profit,9.10,18,27
Administrative Costs,,,
Rent,4,4,4
Total Administrative Costs,4,4,4
Other Income,,,
Interest,1,1,1
Total Other Income,1,1,1
Net Profit,6.10,15,24
"""
HEADS = "Mar 2025,Feb 2025,Jan 2025"
DESKTOP = """,,"Jan - Mar 24","Apr - Jun 24",TOTAL
,Ordinary Income/Expense,,,
,Income,,,
,4000 Sales,"1.000,00","2.000,50","3.000,50"
,Total Income,"1.000,00","2.000,50","3.000,50"
,Cost of Goods Sold,,,
,Total COGS,"400,00","500,00","900,00"
,Gross Profit,"600,00","1.500,50","2.100,50"
,Expense,,,
,Total Expense,"700,00","300,00","1.000,00"
,Net Ordinary Income,"-100,00","1.200,50","1.100,50"
,Net Income,"-100,00","1.200,50","1.100,50"
"""


def records(text: str) -> list[Record]:
    reader = csv.reader(io.StringIO(text, newline=""))
    found, line = [], 1
    for fields in reader:
        found.append(Record(line, fields))
        line = reader.line_num + 1
    return found


def statement(text: str) -> Statement:
    found = read_statement(records(text), "pnl.csv")
    assert found is not None
    return found


def rows(found: Statement) -> list[list[str]]:
    return [record.fields for record in found.records]


def said(found: Statement) -> str:
    return "\n".join(" | ".join(stage) for stage in found.stages)


def test_months_add_up_to_a_quarter() -> None:
    found = statement(XERO)
    assert found.heads == ("quarter", "unit", "revenue", "cost")
    assert found.records == (Record(8, ["2025Q1", "Demo Company (UK)", "60.10", "18.00"]),)
    assert "months | added up to quarters" in said(found)
    assert "not in it: Total Other Income" in said(found)
    assert "they lead to “Net Profit”" in said(found)


def test_incomplete_quarters_are_left_out_and_said() -> None:
    four = XERO.replace("Jan 2025\n", "Jan 2025,Dec 2024\n")
    body = four.splitlines()
    text = "\n".join(line + ",0" if n > 4 else line for n, line in enumerate(body))
    found = statement(text)
    assert rows(found) == [["2025Q1", "Demo Company (UK)", "60.10", "18.00"]]
    assert "left out: “Dec 2024”" in said(found)


def test_months_that_make_no_quarter_are_no_quarters() -> None:
    found = statement(XERO.replace("Jan 2025", "Dec 2024"))
    assert found.heads[0] == "period"
    assert [row[0] for row in rows(found)] == [
        *("2025-03 to 2025-03", "2025-02 to 2025-02", "2024-12 to 2024-12")
    ]


@pytest.mark.parametrize(
    ("title", "heads", "periods"),
    [
        (
            "For the 3 months ended 31 March 2025",
            "31 Mar 2025,31 Dec 2024,30 Sep 2024",
            ["2025Q1", "2024Q4", "2024Q3"],
        ),
        ("", "31 Mar 2025,31 Dec 2024,30 Sep 2024", ["until 31 Mar 2025", "until 31 Dec 2024"]),
        ("", "Q1 2025,Q2 2025,2025", ["2025Q1", "2025Q2"]),
        ("", "FY25 Q1,FY25 Q2,Budget", ["FY25 Q1", "FY25 Q2"]),
        ("", "2025,2024,Change", ["2025-01 to 2025-12", "2024-01 to 2024-12"]),
        ("", "Jan - Jun 2025,Jul - Dec 2025,% of Income", ["2025-01 to 2025-06"]),
    ],
)
def test_periods_of_columns(title: str, heads: str, periods: list[str]) -> None:
    text = XERO.replace(HEADS, heads).replace("For the 3 months ended 31 March 2025", title)
    found = statement(text)
    assert [row[0] for row in rows(found)][: len(periods)] == periods
    is_quarter = "Q" in periods[0]
    assert found.heads[0] == ("quarter" if is_quarter else "period")


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("For the 3 months ended 31 March 2025", "2025Q1"),
        ("January - March 2025", "2025Q1"),
        ("Quarter ended 31 March 2025", "2025Q1"),
        ("Year ended 31 December 2025", "2025-01 to 2025-12"),
        ("From 01 Jan 2025 To 31 Dec 2025", "2025-01 to 2025-12"),
        ("For the month ended 31 March 2025", "2025-03 to 2025-03"),
        ("2 January 2026", ""),  # a day of printing
        ("Basis: Accrual", ""),
    ],
)
def test_units_as_columns_take_the_period_of_the_title(title: str, period: str) -> None:
    text = XERO.replace(HEADS, "North,South,Total")
    found = statement(text.replace("For the 3 months ended 31 March 2025", title))
    assert rows(found) == [
        [period, "North", "10.10", "5.00"],
        [period, "South", "20.00", "6.00"],
    ]
    assert found.heads[0] == ("quarter" if "Q" in period else "period")
    assert "left out: “Total”" in said(found)


@pytest.mark.parametrize("head", ["Budget", "Change", "Prior year", "% of Income"])
def test_a_figure_beside_the_true_one_is_no_unit(head: str) -> None:
    found = statement(XERO.replace(HEADS, f"North,South,{head}"))
    assert [row[1] for row in rows(found)] == ["North", "South"]
    assert f"left out: “{head}”" in said(found)


def test_percentages_are_no_figures() -> None:
    lines = XERO.replace(HEADS, "North,South,Share").splitlines()
    text = "\n".join(
        line + "%" if line[-1].isdigit() and n > 4 else line for n, line in enumerate(lines)
    )
    assert [row[1] for row in rows(statement(text))] == ["North", "South"]


def test_one_column_is_the_whole_statement() -> None:
    text = "\n".join(
        line.rsplit(",", 2)[0] for line in XERO.replace("Mar 2025,Feb", "Total,Feb").splitlines()
    )
    assert rows(statement(text)) == [["2025Q1", "Demo Company (UK)", "10.10", "5.00"]]


def test_labels_in_the_second_column_and_decimal_commas() -> None:
    found = statement(DESKTOP)
    assert rows(found) == [
        ["2024Q1", "", "1000.00", "1100.00"],
        ["2024Q2", "", "2000.50", "800.00"],
    ]
    assert "they lead to “Net Ordinary Income”" in said(found)


def test_totals_go_before_accounts_of_the_same_name() -> None:
    text = XERO.replace("Sales,10.10,20,30\n", "Sales,10.10,20,30\nTotal Sales,9,9,9\n")
    assert rows(statement(text))[0][2] == "60.10"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("Net Profit,6.10", "Net Profit,6.12"),
        ("Total Turnover,10.10", "Total Turnover,-10.10"),
        ("Total Other Income,1,", "Total Other Income,2,"),
    ],
)
def test_totals_that_do_not_lead_to_the_profit_are_refused(was: str, becomes: str) -> None:
    with pytest.raises(StatementMismatchError, match=r"in “Mar 2025” there are “Total Turnover”"):
        statement(XERO.replace(was, becomes))


def test_operating_profit_goes_before_net_profit() -> None:
    found = statement(
        XERO.replace("Other Income,,,", "Operating Profit,5.10,14,23\nOther Income,,,")
    )
    assert rows(found) == [["2025Q1", "Demo Company (UK)", "60.10", "18.00"]]
    assert "they lead to “Operating Profit”" in said(found)


def test_a_line_may_be_rounded_by_itself() -> None:
    assert rows(statement(XERO.replace("Net Profit,6.10", "Net Profit,6.11")))
    whole = XERO.replace("10.10", "10").replace("9.10", "9").replace("6.10", "7")
    assert rows(statement(whole))
    with pytest.raises(StatementMismatchError):
        statement(whole.replace("Net Profit,7", "Net Profit,8"))


def test_the_refusal_shows_the_numbers() -> None:
    with pytest.raises(StatementMismatchError) as refusal:
        statement(XERO.replace("Net Profit,6.10", "Net Profit,1000.5"))
    for part in ("10.10", "“Total Cost of Sales” 1.00", "“Net Profit” is 1,000.50", "Correct it"):
        assert part in str(refusal.value)


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("Net Profit,6.10,15,24\n", "line of net profit"),
        ("Sales,10.10,20,30\nTotal Turnover,10.10,20,30\n", "total of income"),
    ],
)
def test_a_missing_line_is_named(line: str, missing: str) -> None:
    with pytest.raises(StatementLinesError, match=missing):
        statement(XERO.replace(line, ""))


def test_two_columns_for_one_quarter_are_refused() -> None:
    with pytest.raises(RepeatedPeriodError, match="“Q1 2025” and “2025Q1”"):
        statement(XERO.replace(HEADS, "Q1 2025,2025Q1,Q2 2025"))


def test_columns_without_a_head_are_refused() -> None:
    with pytest.raises(StatementLinesError, match="which quarter or unit"):
        statement(XERO.replace(HEADS, "Amount,Total,Actual"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "unit,quarter,revenue,cost\nA,2024Q1,5,4",
        "Line,2024Q1,2024Q2\nRevenue,5,6\nCost,3,4\nProfit,2,2",
        "Unit,2024Q1,2024Q2\nA,5,6\nTotal,5,6",
        "Line,2024Q1,2024Q2\nRevenue,5,6\nExpenses,3,4\nNet profit,2,2",
        "Profit and Loss\nunit,quarter,revenue\nA,2024Q1,5",
        "Line,2024Q1\nTotal revenue,5\nTotal headcount,3",
    ],
)
def test_no_statement(text: str) -> None:
    assert read_statement(records(text), "a.csv") is None


def test_a_short_statement_with_a_title() -> None:
    found = statement(
        "Income statement\nAcme\n,Q1 2025,Q2 2025\nRevenue,10,20\nOperating expenses,7,8\n"
        "Operating profit,3,12\nNet income,2,9\n"
    )
    assert rows(found) == [["2025Q1", "Acme", "10.00", "7.00"], ["2025Q2", "Acme", "20.00", "8.00"]]


def of_corpus(name: str) -> Statement:
    path = FORMATS / name
    found = read_statement(records(decode(path.read_bytes(), path.name).text), path.name)
    assert found is not None
    return found


@pytest.mark.corpus
def test_quickbooks() -> None:
    found = of_corpus("RECON_quickbooks_pnl_by_quarter.csv")
    assert [row[:2] for row in rows(found)] == [
        [f"2025Q{n}", "Example Services LLC"] for n in (1, 2, 3, 4)
    ]
    revenue = [float(row[2]) for row in rows(found)]
    cost = [float(row[3]) for row in rows(found)]
    assert round(sum(revenue), 2) == 515_566.85
    assert round(sum(cost), 2) == 249_400 + 245_250
    assert round(revenue[2] - cost[2], 2) == -4_775.90
    assert "left out: “Total”" in said(found)


@pytest.mark.corpus
def test_zoho_by_cost_centre() -> None:
    found = of_corpus("zohobooks_pnl_by_cost_centre_scrubbed.csv")
    assert found.heads[0] == "period"
    assert {row[0] for row in rows(found)} == {"2025-01 to 2025-12"}
    units = {row[1]: (float(row[2]), float(row[3])) for row in rows(found)}
    assert len(units) == 22
    assert round(sum(revenue for revenue, _ in units.values()), 1) == 21_229_921.1
    cost = sum(cost for _, cost in units.values())
    assert cost == pytest.approx(13_765_098.84 + 1_413_572.42, abs=0.1)  # each rounded
    assert units["8023010 - مركز تكلفة 9"] == (4_343_709.40, 4_039_649.74)
    assert "Example Trading Company" in said(found)


@pytest.mark.corpus
@pytest.mark.parametrize(
    "path",
    [path for path in sorted(FORMATS.glob("*.csv")) if "pnl" not in path.name],
    ids=lambda path: path.name,
)
def test_no_other_file_is_a_statement(path: Path) -> None:
    text = decode(path.read_bytes(), path.name).text
    assert read_statement(records(text), path.name) is None
