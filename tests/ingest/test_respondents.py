"""Rows of one answer each: what is rejected, fixed and counted."""

import datetime as dt

import numpy as np
import pytest

from stool.errors import (
    AmbiguousDateError,
    BadMappingError,
    MissingColumnError,
    TooManyRejectedError,
    UnitInTwoRegionsError,
    UnsettledColumnError,
)
from stool.ingest import CheckedFile, Mapping, check, ingest, read_table
from stool.schema import PROBLEM_COLUMNS

HEADER = "response_id,date,branch,region,csat,recommend,promise_kept,comment"
GOOD = [f"G{n},2026-0{1 + n % 6}-10,A,North,{1 + n % 5},{n % 11},yes,fine" for n in range(40)]


def checked(*rows: str, header: str = HEADER, mapping: str = "{}") -> CheckedFile:
    text = "\n".join([header, *GOOD, *rows]) + "\n"
    return ingest(text.encode(), "c.csv", Mapping.from_json(mapping))


def test_a_clean_file() -> None:
    result = checked()
    assert (result.accepted, result.rejected, result.fixed) == (40, 0, 0)
    assert list(result.problems.columns) == list(PROBLEM_COLUMNS)
    assert result.problems.empty
    assert list(result.rows.columns) == ["quarter", "unit", "region", "csat", "promise_kept", "nps"]
    assert result.quarters == ("2026Q1", "2026Q2")
    assert result.units == ("A",)
    assert ("csat", "csat", "1-5", "higher") in result.metrics
    assert len(result.preview) == 40
    assert result.preview["comment"][0] == "fine"


@pytest.mark.parametrize(
    ("row", "column", "value", "rule"),
    [
        ("X,2026-01-10,A,North,6,5,yes,", "csat", "6", "off the scale 1-5"),
        ("X,2026-01-10,A,North,0,5,yes,", "csat", "0", "off the scale 1-5"),
        ("X,2026-01-10,A,North,3.5,5,yes,", "csat", "3.5", "off the scale 1-5"),
        ("X,2026-01-10,A,North,good,5,yes,", "csat", "good", "not a number"),
        ("X,2026-01-10,A,North,4,11,yes,", "recommend", "11", "off the scale 0-10"),
        ("X,2026-01-10,A,North,4,5,perhaps,", "promise_kept", "perhaps", "not yes or no"),
        ("X,2026-01-32,A,North,4,5,yes,", "date", "2026-01-32", "names no quarter or date"),
        ("X,,A,North,4,5,yes,", "date", "", "no quarter or date"),
        ("X,1969-12-31,A,North,4,5,yes,", "date", "1969-12-31", "year outside 1970 to"),
        ("X,2999-12-31,A,North,4,5,yes,", "date", "2999-12-31", "year outside 1970 to"),
        ("X,2026-01-10, ,North,4,5,yes,", "branch", " ", "no unit"),
        (
            "G3,2026-01-10,A,North,4,5,yes,",
            "response_id",
            "as in row 5",
            "identifier comes a second",
        ),
        (
            "X,2026-01-10,A,North,4,5,yes",
            "",
            "7 fields",
            "not as many fields as the 8",
        ),
        ("X,2026-01-10,A,North,4,5,y,a,b", "", "9 fields", "not as many fields"),
    ],
)
def test_a_bad_row_is_rejected_and_named(row: str, column: str, value: str, rule: str) -> None:
    mapping = '{"columns": {"csat": {"leg": "csat", "metric": "csat", "scale": "1-5"}}}'
    result = checked(row, mapping=mapping)
    assert (result.accepted, result.rejected) == (40, 1)
    (found,) = result.problems.itertuples(index=False)
    assert (found.row, found.column, found.outcome) == (42, column, "rejected")
    assert found.value.startswith(value)
    assert rule in found.rule
    assert found.remedy.endswith(".")


def test_every_bad_value_of_a_row_is_listed() -> None:
    result = checked("X,never,,North,9,12,perhaps,")
    assert result.rejected == 1
    assert set(result.problems["column"]) == {"date", "branch", "csat", "recommend", "promise_kept"}


@pytest.mark.parametrize("word", ["", "NA", "n/a", "-", "null", "don't know"])
def test_no_answer_is_neither_zero_nor_wrong(word: str) -> None:
    result = checked(f"X,2026-01-10,A,North,{word},{word},{word},")
    assert (result.accepted, result.rejected) == (41, 0)
    assert result.rows.iloc[-1][["csat", "nps", "promise_kept"]].isna().all()


def test_years_one_ahead_are_allowed_and_two_are_not() -> None:
    table = read_table("\n".join([HEADER, *GOOD]).encode(), "c.csv")
    assert check(table, Mapping(), today=dt.date(2025, 1, 1)).accepted == 40
    with pytest.raises(TooManyRejectedError, match="year outside 1970 to 2025"):
        check(table, Mapping(), today=dt.date(2024, 12, 31))


def test_one_person_may_answer_in_each_quarter_but_not_twice_in_one() -> None:
    rows = [
        "1,2026Q1,A,5",
        "1,2026Q2,A,4",
        *(f"{n},2026Q1,A,3" for n in range(2, 9)),
        "1,2026Q1,A,2",
    ]
    text = "\n".join(["customer_id,quarter,branch,csat", *rows])
    result = ingest(text.encode(), "c.csv")
    assert (result.accepted, result.rejected) == (9, 1)
    assert result.problems["value"].tolist() == ["as in row 2"]
    assert result.problems["row"].tolist() == [11]


def test_spaces_and_capitals_of_units_are_mended() -> None:
    result = checked(
        "X1,2026-01-10,  A ,North,4,5,yes,",
        "X2,2026-01-10,a,North,4,5,yes,",
        "X3,2026-01-10,A,north,4,5,yes,",
    )
    assert (result.accepted, result.rejected, result.fixed) == (43, 0, 3)
    assert result.units == ("A",)
    assert set(result.problems["outcome"]) == {"fixed"}
    assert "commonest spelling" in " ".join(result.problems["rule"])


def test_a_blank_region_is_filled_from_the_unit() -> None:
    result = checked("X,2026-01-10,A,,4,5,yes,")
    assert result.fixed == 1
    assert set(result.rows["region"]) == {"North"}


def test_a_unit_in_two_regions_is_refused_with_the_problems() -> None:
    with pytest.raises(
        UnitInTwoRegionsError, match="“A” is placed under “North” and “South”"
    ) as caught:
        checked("X,2026-01-10,A,South,4,5,yes,", "Y,2026-01-10,A,North,7,5,yes,")
    assert caught.value.problems is not None
    assert caught.value.problems["row"].tolist() == [43]


def test_a_rejected_row_does_not_place_a_unit() -> None:
    assert checked("X,2026-01-10,A,South,4,50,yes,").rejected == 1


def test_one_row_in_five_may_fail_and_no_more() -> None:
    bad = [f"B{n},never,A,North,4,5,yes," for n in range(11)]
    assert checked(*bad[:10]).rejected == 10
    with pytest.raises(
        TooManyRejectedError, match=r"11 of the 51 rows.*names no quarter"
    ) as caught:
        checked(*bad)
    assert caught.value.problems is not None
    assert len(caught.value.problems) == 11


def test_a_gap_is_noted_once() -> None:
    rows = [f"B{q},2024Q{q},B,North,4,5,yes," for q in (1, 3)] + ["B4,2025Q1,B,North,4,5,yes,"]
    found = checked(*rows).problems
    assert found["outcome"].tolist() == ["noted"]
    assert found["value"].tolist() == ["B"]
    assert found["rule"].tolist() == ["no row in 2024Q2, 2024Q4"]
    assert found["row"].tolist() == [43]


DATES = ["03/04/2025", "02/03/2025", "05/06/2025", "01/10/2025", "07/12/2025", "04/04/2025"]


def dated(*dates: str, mapping: str = "{}") -> CheckedFile:
    rows = "\n".join(f"{date},A,{1 + n % 5}" for n, date in enumerate(dates))
    return ingest(f"date,branch,csat\n{rows}\n".encode(), "d.csv", Mapping.from_json(mapping))


def test_dates_that_nothing_settles_are_refused_with_rows_and_key() -> None:
    with pytest.raises(AmbiguousDateError) as caught:
        dated(*DATES)
    assert "row 2 has “03/04/2025”" in str(caught.value)
    assert '"day_first": true' in str(caught.value)


def test_one_date_settles_them_all() -> None:
    assert dated(*DATES, "31/01/2025").rows["quarter"].tolist()[:2] == ["2025Q2", "2025Q1"]
    assert dated(*DATES, "01/31/2025").rows["quarter"].tolist()[:2] == ["2025Q1", "2025Q1"]
    assert dated(*DATES, "31/01/2025").mapping.day_first is True


def test_the_mapping_settles_them() -> None:
    assert dated(*DATES, mapping='{"day_first": true}').quarters == ("2025Q1", "2025Q2", "2025Q4")
    assert dated(*DATES, mapping='{"day_first": false}').quarters == ("2025Q1", "2025Q2", "2025Q3")


def test_both_orders_in_one_column_are_refused() -> None:
    with pytest.raises(AmbiguousDateError, match=r"row 8 has “31/01/2025”, row 9 has “01/31/2025”"):
        dated(*DATES, "31/01/2025", "01/31/2025")


ITEMS = "quarter,team,level,fair,heard,tools,pride"


def items(*rows: str, mapping: str = "{}") -> CheckedFile:
    text = "\n".join([ITEMS, *rows])
    return ingest(text.encode(), "staff.csv", Mapping.from_json(mapping))


def test_the_index_is_the_mean_of_the_items_answered() -> None:
    result = items("2026Q1,A,x,5,4,3,4", "2026Q1,A,x,1,3,,", "2026Q1,A,x,2,,,", "2026Q1,A,x,5,5,5,")
    np.testing.assert_array_equal(result.rows["esat"], [4.0, 2.0, np.nan, 5.0])
    assert ("esat", "esat", "1-5 mean", "higher") in result.metrics
    assert result.mapping.headline == {"esat": "esat"}


def test_an_item_where_low_is_good_is_turned_round_in_the_index() -> None:
    mapping = '{"columns": {"pride": {"leg": "esat", "better": "lower"}}}'
    result = items(
        "2026Q1,A,x,5,5,5,1", "2026Q1,A,x,1,1,1,5", "2026Q1,A,x,1,2,3,3", mapping=mapping
    )
    assert result.rows["esat"].tolist() == [5.0, 1.0, 2.25]
    assert result.rows["pride"].tolist() == [1.0, 5.0, 3.0]


def test_an_overall_question_takes_the_place_of_the_index() -> None:
    text = (
        "quarter,team,level,fair,heard,overall_satisfaction\n2026Q1,A,x,5,4,3\n2026Q1,A,x,1,2,5\n"
    )
    result = ingest(text.encode(), "staff.csv")
    assert result.rows["esat"].tolist() == [3.0, 5.0]
    assert ("esat", "esat", "1-5", "higher") in result.metrics


def test_decimal_commas_are_settled_by_the_column() -> None:
    rows = ("2026Q1;A;5;1,5", "2026Q1;A;4;1.234,5", "2026Q1;A;3;2.000")
    text = "\n".join(["quarter;branch;csat;first_reply_hours", *rows])
    rows = ingest(text.encode(), "c.csv").rows
    assert rows["first_reply_hours"].tolist() == [1.5, 1234.5, 2000.0]


def test_what_is_missing_is_asked_for() -> None:
    with pytest.raises(MissingColumnError, match=r"the quarter or date, nor one as the unit"):
        ingest(b"a,b\n1,2\n", "x.csv")
    with pytest.raises(MissingColumnError, match="a figure to measure"):
        ingest(b"quarter,unit,b\n2026Q1,A,x\n", "x.csv")


def test_what_nothing_settles_is_asked_for() -> None:
    with pytest.raises(UnsettledColumnError, match=r"employees or about customers.*\"leg\""):
        ingest(b"quarter,unit,overall_satisfaction\n2026Q1,A,4\n2026Q1,A,5\n", "x.csv")
    with pytest.raises(UnsettledColumnError, match=r"do not settle its scale.*\"scale\""):
        ingest(b"quarter,unit,csat\n2026Q1,A,0\n2026Q1,A,1\n", "x.csv")


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ('{"unit": ["branch", "region"]}', "are all unit"),
        ('{"columns": {"csat": {"leg": "csat", "metric": "unit"}}}', "a name used otherwise"),
        (
            '{"columns": {"csat": {"leg": "csat", "metric": "x"},'
            ' "recommend": {"leg": "csat", "metric": "x"}}}',
            "more than one column is the metric “x”",
        ),
        ('{"headline": {"csat": "y"}}', "headline of csat is “y”"),
        ('{"columns": {"csat": {"role": "n", "of": "y"}}}', "belongs to the metric “y”"),
    ],
)
def test_a_mapping_that_contradicts_itself(mapping: str, words: str) -> None:
    with pytest.raises(BadMappingError) as caught:
        checked(mapping=mapping)
    assert words in str(caught.value)
