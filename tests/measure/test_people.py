"""People who could have answered: summed over exactly the units that have answers."""

import numpy as np
import pandas as pd
import pytest

from stool.measure.people import population
from stool.privacy import publish
from stool.schema import CSAT, ESAT, PROFIT
from tests.cells.making import answers, cells, ledger, spread

PARENTS = {"A": "North", "B": "North", "C": "South"}
QUARTER = "2025Q1"


def people(
    *, of: str = ESAT, surveyed: str = "ABC", counted: str = "ABC", n: int = 20
) -> pd.Series:
    """Population by node."""
    rows = [answers(of, QUARTER, unit, spread(3.5, n)) for unit in surveyed]
    heads = {"A": 30, "B": 40, "C": 50}
    metric = "headcount" if of == ESAT else "customers"
    rows += [ledger(metric, QUARTER, unit, heads[unit]) for unit in counted]
    table = publish(cells(*rows), PARENTS).table
    answered = table[table["leg"] == of]
    return population(table, of, answered).set_axis(answered["node"])


@pytest.mark.parametrize("leg", [ESAT, CSAT])
def test_adds_up_the_hierarchy(leg: str) -> None:
    found = people(of=leg)
    assert found.to_dict() == {
        "A": 30,
        "B": 40,
        "C": 50,
        "North": 70,
        "South": 50,
        "ALL UNITS": 120,
    }


def test_a_unit_without_headcount_makes_its_region_unknown() -> None:
    found = people(counted="AC")
    assert found[["A", "C", "South"]].tolist() == [30, 50, 50]
    assert found[["B", "North", "ALL UNITS"]].isna().all()


def test_people_of_units_without_answers_do_not_count() -> None:
    found = people(surveyed="AC")
    assert found.to_dict() == {"A": 30, "C": 50, "North": 30, "South": 50, "ALL UNITS": 80}


def test_hidden_units_still_count_among_their_region() -> None:
    assert people(n=4)["North"] == 70


def test_profit_has_no_people_and_no_file_gives_none() -> None:
    rows = cells(ledger("revenue", QUARTER, "A", 5))
    table = publish(rows, {}).table
    assert population(table, PROFIT, table).isna().all()
    assert people(counted="").isna().all()
    assert people(counted="").dtype == np.float64
