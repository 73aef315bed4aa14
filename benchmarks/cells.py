"""Rows to cells: a million respondents and twelve items, against DuckDB grouping them by hand."""

import tempfile
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from benchmarks import best_of, finish
from stool.cells import MetricColumn, cells_of_rows
from stool.schema import ALL, ESAT

ROWS = 1_000_000
ITEMS = [f"item_{number}" for number in range(1, 13)]
UNITS, QUARTERS, LEVELS = 24, 20, 4
SEED = 1
ROUNDS = 3
LIMIT = 2
CELLS = "cells_of_rows of 1,000,000 rows x 12 items"
YARDSTICK = "DuckDB: the same sums by hand from Parquet"


def respondents() -> pd.DataFrame:
    """Synthetic answers 1 to 5, one in twenty missing."""
    random = np.random.default_rng(SEED)
    quarters = [f"{2020 + number // 4}Q{number % 4 + 1}" for number in range(QUARTERS)]
    rows = pd.DataFrame(
        {
            "quarter": random.choice(quarters, ROWS),
            "unit": random.choice([f"Branch {number:02}" for number in range(UNITS)], ROWS),
            "level": random.choice([f"Level {number}" for number in range(LEVELS)], ROWS),
        }
    )
    for item in ITEMS:
        answers = random.integers(1, 6, ROWS).astype(float)
        rows[item] = np.where(random.random(ROWS) < 0.05, np.nan, answers)
    return rows


def statement(parquet: Path) -> str:
    """SQL a person would write for the sums behind the cells."""
    sums = ", ".join(
        f"count({item}), sum({item}), sum({item} * {item}), "
        + ", ".join(f"count(*) FILTER ({item} = {answer})" for answer in range(1, 6))
        for item in ITEMS
    )
    return (
        f"SELECT quarter, unit, level, {sums} FROM read_parquet('{parquet}') "
        "GROUP BY GROUPING SETS ((quarter, unit), (quarter, unit, level))"
    )


def main() -> None:
    """Time both, and make sure that they counted the same answers."""
    rows = respondents()
    metrics = [MetricColumn(item, ESAT, "1-5") for item in ITEMS]
    with tempfile.TemporaryDirectory() as folder:
        parquet = Path(folder) / "answers.parquet"
        rows.to_parquet(parquet)
        query = statement(parquet)
        with duckdb.connect(":memory:") as engine:
            by_hand = engine.execute(query).df()
            steps = {
                CELLS: best_of(ROUNDS, lambda: cells_of_rows(rows, metrics, ["level"])),
                YARDSTICK: best_of(ROUNDS, lambda: engine.execute(query).fetchall()),
            }
    cells = cells_of_rows(rows, metrics, ["level"])
    answers = rows[ITEMS].count().sum()
    assert cells.loc[cells["dimension"] == ALL, "n"].sum() == answers
    assert len(cells) == len(by_hand) * len(ITEMS)
    finish("cells", steps, of=CELLS, yardstick=YARDSTICK, limit=LIMIT)


if __name__ == "__main__":
    main()
