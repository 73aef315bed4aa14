"""Internal service: told by its columns; the unit is the team that serves."""

import pytest

from stool.errors import MissingCountError
from stool.examine import examine
from stool.ingest import guess_mapping, ingest, read_table
from stool.schema import CUSTOMER_TEAM, INTERNAL

HEADER = "quarter,customer_team,supplier_team,score,self_score"
ROWS = ["2026Q1,Sales,IT,2,", "2026Q1,HR,IT,5,", "2026Q1,,IT,,4", "2026Q1,IT,HR,1,"]


def text_of(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def test_columns_are_told_by_their_names() -> None:
    guess = guess_mapping(read_table(text_of(*ROWS), "internal.csv"))
    found = {column.column: column for column in guess.mapping.columns}
    assert found["supplier_team"].role == "unit"
    assert found["customer_team"].dimension == CUSTOMER_TEAM
    assert (found["score"].leg, found["score"].metric) == (INTERNAL, "internal_score")
    assert (found["self_score"].leg, found["self_score"].metric) == (INTERNAL, "self_score")
    assert found["score"].scale == found["self_score"].scale == "1-5"
    assert guess.mapping.headline == {}
    assert guess.mapping.labels == {}


def test_rows_become_cells_of_the_supplier_by_customer() -> None:
    table = read_table(text_of(*ROWS), "internal.csv")
    cells = examine(table, guess_mapping(table).mapping).cells
    assert set(cells["leg"]) == {INTERNAL}
    sums = cells.set_index(["metric", "unit", "level"])[["n", "s"]].apply(tuple, axis=1)
    assert sums.to_dict() == {
        ("internal_score", "IT", "ALL"): (2, 7),
        ("internal_score", "IT", "Sales"): (1, 2),
        ("internal_score", "IT", "HR"): (1, 5),
        ("internal_score", "HR", "ALL"): (1, 1),
        ("internal_score", "HR", "IT"): (1, 1),
        ("self_score", "IT", "ALL"): (1, 4),
    }


def test_means_with_their_counts_are_taken_too() -> None:
    header = "quarter,customer_team,supplier_team,score,n,sd"
    rows = ["2026Q1,Sales,IT,2.5,8,1", "2026Q1,HR,IT,4.5,12,1"]
    table = read_table(text_of(*rows, header=header), "internal.csv")
    cells = examine(table, guess_mapping(table).mapping).cells
    whole = cells[cells["level"] == "ALL"].iloc[0]
    assert (whole["n"], whole["s"]) == (20, 74)
    assert set(cells["level"]) == {"ALL", "Sales", "HR"}


def test_means_without_counts_are_refused_as_of_any_employees() -> None:
    rows = ["2026Q1,Sales,IT,2.5,", "2026Q1,HR,IT,4.25,"]
    with pytest.raises(MissingCountError, match=r"smallest group of employees"):
        ingest(text_of(*rows), "internal.csv")


def test_a_score_off_the_scale_is_rejected_by_row() -> None:
    many = [f"2026Q1,Sales,IT,{1 + number % 5}," for number in range(40)]
    file = ingest(text_of("2026Q1,Sales,IT,9,", *many), "internal.csv")
    [problem] = file.problems.to_dict("records")
    assert (problem["row"], problem["column"], problem["rule"]) == (2, "score", "off the scale 1-5")


def test_a_file_without_a_team_served_is_another() -> None:
    rows = ["2026Q1,IT,2", "2026Q1,HR,5"]
    guess = guess_mapping(read_table(text_of(*rows, header="quarter,supplier_team,score"), "x.csv"))
    assert INTERNAL not in {column.leg for column in guess.mapping.columns}
