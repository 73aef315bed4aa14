"""Names that a download guards against formulas come back as they were."""

import pandas as pd
import pytest

from stool.ingest import ingest
from stool.report.csv import FORMULA_STARTS, csv_bytes

RULE = "an apostrophe that guards against formulas"
MARKS = [sign for sign in FORMULA_STARTS if sign.strip()]


def loaded(*units: str, header: str = "branch") -> tuple[tuple[str, ...], pd.DataFrame]:
    """Units of a downloaded file that is uploaded again, and what was found in it."""
    rows = [(unit, "2026Q1", 5) for unit in units]
    data = csv_bytes(pd.DataFrame(rows, columns=[header, "quarter", "csat"]))
    result = ingest(data, "units.csv")
    assert result.rejected == 0
    return result.units, result.problems


@pytest.mark.parametrize("sign", MARKS)
def test_every_guarded_name_comes_back(sign: str) -> None:
    units, problems = loaded(f"{sign}X", "North", f"{sign} Y")
    assert units == tuple(sorted([f"{sign}X", "North", f"{sign} Y"]))
    assert problems["outcome"].tolist() == ["fixed", "fixed"]
    assert problems["value"].tolist() == [f"'{sign}X", f"'{sign} Y"]
    assert set(problems["rule"]) == {RULE}


def test_a_guarded_name_and_the_name_are_one_unit() -> None:
    data = b"branch,quarter,csat\n'=X,2026Q1,5\n=x,2026Q1,4\n=X,2026Q1,4\n"
    assert ingest(data, "f.csv").units == ("=X",)


def test_a_guarded_space_and_a_guarded_dash() -> None:
    assert ingest(b"branch,quarter,csat\n' =X,2026Q1,5\n", "f.csv").units == ("=X",)
    result = ingest(b"branch,quarter,csat\n" + b"A,2026Q1,5\n" * 9 + b"'-,2026Q1,5\n", "f.csv")
    assert result.problems["rule"].tolist() == ["no unit"]  # a dash alone is no name


@pytest.mark.parametrize("unit", ["'s-Hertogenbosch", "'North'", "O'=X", "''=X"])
def test_other_apostrophes_stay(unit: str) -> None:
    units, problems = loaded(unit)
    assert units == (unit,)
    assert problems.empty
