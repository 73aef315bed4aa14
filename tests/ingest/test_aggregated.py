"""Rows of a unit's whole quarter: counts, repeats, zeros that stand for missing."""

import numpy as np
import pytest

from stool.errors import MissingCountError, TooManyRejectedError
from stool.ingest import CheckedFile, Mapping, ingest

QUARTERS = [f"{year}Q{quarter}" for year in range(2020, 2025) for quarter in (1, 2, 3, 4)]


def checked(header: str, *rows: str, name: str = "f.csv", mapping: str = "{}") -> CheckedFile:
    text = "\n".join([header, *rows]) + "\n"
    return ingest(text.encode(), name, Mapping.from_json(mapping))


SCORES = "quarter,branch,csat_mean,csat_n,csat_sd"
GOOD = [f"{quarter},A,4.{n:02d},{n + 10},0.9" for n, quarter in enumerate(QUARTERS)]


def test_counts_and_spreads_stand_beside_their_metric() -> None:
    result = checked(SCORES, *GOOD)
    assert list(result.rows.columns) == ["quarter", "unit", "csat", "csat__n", "csat__sd"]
    assert result.rows["csat__n"].tolist()[:2] == [10.0, 11.0]
    assert result.metrics == (("csat", "csat", "1-5 mean", "higher"),)


def test_one_count_serves_every_score() -> None:
    rows = [f"{quarter},A,4.2,3.5,30" for quarter in QUARTERS]
    mapping = '{"columns": {"fair": {"leg": "esat"}, "heard": {"leg": "esat"}}}'
    result = checked("quarter,branch,fair,heard,n", *rows, mapping=mapping)
    assert set(result.rows) == {"quarter", "unit", "fair", "heard", "fair__n", "heard__n"}
    assert {metric.scale for metric in result.metrics} == {"1-5 mean"}


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("2025Q1,A,4.5,12.5,1", "csat_n", "not a whole number of 0 or more"),
        ("2025Q1,A,4.5,-3,1", "csat_n", "not a whole number of 0 or more"),
        ("2025Q1,A,4.5,many,1", "csat_n", "not a whole number of 0 or more"),
        ("2025Q1,A,4.5,12,-1", "csat_sd", "not a number of 0 or more"),
        ("2025Q1,A,9.5,12,1", "csat_mean", "off the scale 1-5 mean"),
        ("2025Q1,A,4.5,,1", "csat_mean", "a score without a number of answers"),
        ("2025Q1,A,4.5,0,1", "csat_mean", "a score without a number of answers"),
    ],
)
def test_bad_counts_and_spreads(row: str, column: str, rule: str) -> None:
    result = checked(SCORES, *GOOD, row)
    assert (result.accepted, result.rejected) == (20, 1)
    assert (column, rule) in set(
        zip(result.problems["column"], result.problems["rule"], strict=True)
    )


def test_no_score_and_no_count_is_a_row_without_answers() -> None:
    result = checked(SCORES, *GOOD, "2025Q1,A,,0,", "2025Q2,A,,,")
    assert result.rejected == 0
    assert result.rows[["csat", "csat__n"]].tail(2).isna().all(axis=None)


def test_equal_repeats_keep_the_first_and_name_it() -> None:
    result = checked(SCORES, *GOOD, GOOD[3])
    assert (result.accepted, result.rejected) == (20, 1)
    (found,) = result.problems.itertuples(index=False)
    assert (found.row, found.value, found.rule) == (
        22,
        "A 2020Q4",
        "the unit and quarter come more than once",
    )
    assert "row 5" in found.remedy


def test_repeats_that_differ_are_all_rejected_and_name_each_other() -> None:
    result = checked(SCORES, *GOOD, "2020-Q4,a,1.5,10,1")
    rejected = result.problems[result.problems["outcome"] == "rejected"]
    assert (result.accepted, result.rejected) == (19, 2)
    assert rejected["row"].tolist() == [5, 22]
    assert "row 22 is for them too, with other figures" in rejected["remedy"].iloc[0]
    assert "row 5 is for them too, with other figures" in rejected["remedy"].iloc[1]


def test_an_employee_score_without_count_is_refused() -> None:
    rows = [f"{quarter},A,4.{n:02d}" for n, quarter in enumerate(QUARTERS)]
    with pytest.raises(MissingCountError, match="smallest group of employees") as caught:
        checked("quarter,team,esat_mean", *rows)
    assert '"role": "n"' in str(caught.value)


def test_a_customer_score_without_count_must_be_a_ledger_figure() -> None:
    rows = [f"{quarter},A,4.{n:02d}" for n, quarter in enumerate(QUARTERS)]
    assert checked("quarter,team,csat", *rows).metrics[0].scale == "ledger"
    mapping = '{"columns": {"csat": {"leg": "csat", "scale": "1-5 mean"}}}'
    with pytest.raises(MissingCountError, match='"scale": "ledger"'):
        checked("quarter,team,csat", *rows, mapping=mapping)


MONEY = "quarter,branch,revenue,cost"
SOLD = [f"{quarter},A,{n + 10},{n + 8}" for n, quarter in enumerate(QUARTERS)]


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        ("2025Q1,A,0,5", ["revenue"]),
        ("2025Q1,A,5,0", ["cost"]),
        ("2025Q1,A,0,0", ["revenue", "cost"]),
        ("2025Q1,B,0,5", ["revenue"]),
    ],
)
def test_zero_money_stands_for_missing(row: str, missing: list[str]) -> None:
    result = checked(MONEY, *SOLD, row)
    assert (result.accepted, result.rejected, result.fixed) == (21, 0, 1)
    last = result.rows.iloc[-1]
    assert [metric for metric in ("revenue", "cost") if np.isnan(last[metric])] == missing
    assert set(result.problems["rule"]) == {"zero stands for missing"}
    assert set(result.problems["row"]) == {22}


def test_a_unit_that_never_had_revenue_or_cost_keeps_its_zeros() -> None:
    result = checked(MONEY, *SOLD, "2025Q1,B,0,0")
    assert result.rows.iloc[-1]["revenue"] == 0
    assert result.fixed == 0


def test_other_zeros_are_zeros() -> None:
    rows = [f"{quarter},A,{n + 10},0" for n, quarter in enumerate(QUARTERS)]
    result = checked("quarter,branch,revenue,reward_spend", *rows)
    assert (result.rows["reward_spend"] == 0).all()


def test_money_as_people_write_it() -> None:
    rows = ['2026Q1,A,"$1,234.50",(200)', '2026Q2,A,"$1,300.00",210-', "2026Q3,A,n/a,$ 220"]
    result = checked(MONEY, *rows)
    np.testing.assert_array_equal(result.rows["revenue"], [1234.5, 1300, np.nan])
    assert result.rows["cost"].tolist() == [-200, -210, 220]


def test_year_and_month_columns_make_quarters() -> None:
    rows = [f"2025,{month},A,{month}" for month in range(1, 13)]
    result = checked("year,month,branch,revenue", *rows)
    assert result.mapping.rows == "respondent"  # three entries a quarter, summed in the cells
    assert result.quarters == ("2025Q1", "2025Q2", "2025Q3", "2025Q4")


def test_one_file_of_many_repeats_is_refused() -> None:
    with pytest.raises(TooManyRejectedError, match="branch: the unit and quarter come"):
        checked(MONEY, *SOLD, *SOLD[:10], mapping='{"rows": "aggregated"}')


def test_a_percentage_is_no_number_of_customers_but_may_be_a_share_of_hires() -> None:
    head = "quarter,branch,customers_start,customers_lost,hires_screened"
    rows = [f"{quarter},A,100,5,80%" for quarter in QUARTERS]
    result = checked(head, *rows, "2025Q1,A,100,5%,80%")
    assert result.problems[["row", "column", "rule"]].to_numpy().tolist() == [
        [22, "customers_lost", "a percentage, not an amount"]
    ]
    assert set(result.rows["hires_screened"]) == {80.0}
    assert ("customers_lost", "profit", "ledger", "lower") in result.metrics
