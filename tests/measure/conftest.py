"""A published table with spread in it."""

import numpy as np
import pandas as pd
import pytest

from stool.privacy import publish
from stool.schema import CSAT, ESAT
from tests.cells.making import answers, cells, ledger

PARENTS = {"A": "North", "B": "North", "C": "South", "D": "South"}


@pytest.fixture(scope="session")
def random_table() -> pd.DataFrame:
    """Four units in two regions over six quarters; D has too few employees, and C hides them."""
    random = np.random.default_rng(3)
    rows = []
    for quarter in ("2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4"):
        for unit in PARENTS:
            people = 5 if unit == "D" else 25
            rows += [
                answers(ESAT, quarter, unit, random.integers(1, 6, people)),
                answers(CSAT, quarter, unit, random.integers(1, 6, 40)),
                ledger("revenue", quarter, unit, float(random.integers(900, 1100))),
                ledger("cost", quarter, unit, float(random.integers(700, 950))),
                ledger("headcount", quarter, unit, 40),
                ledger("customers", quarter, unit, 400),
            ]
    return publish(cells(*rows), PARENTS).table
