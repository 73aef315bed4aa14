"""Crossed counts: everybody once, in the combination of segments they are in."""

import json

import numpy as np
import pandas as pd

from stool.cells import MetricColumn, summed
from stool.schema import ALL, CROSS_COLUMNS, CSAT, ESAT

ITEMS = [MetricColumn("trust", ESAT, "1-5"), MetricColumn("tools", ESAT, "1-5")]
ROWS = pd.DataFrame(
    {
        "quarter": "2025Q1",
        "unit": ["A", "A", "A", "B"],
        "level": ["Front line", None, "Front line", "Head"],
        "tenure": ["new", "new", "new", None],
        "served_by": "Ann",
        "trust": [4.0, 3.0, 5.0, 2.0],
        "tools": [4.0, np.nan, 5.0, 2.0],
    }
)


def counted(dimensions: list[str], metrics: list[MetricColumn]) -> pd.DataFrame:
    return summed([ROWS], metrics, dimensions).crosses


def test_everybody_is_counted_once_in_their_combination() -> None:
    crosses = counted(["level", "tenure"], ITEMS)
    assert list(crosses.columns) == list(CROSS_COLUMNS)
    found = {
        (metric, unit, *sorted(json.loads(cross).items())): n
        for metric, unit, cross, n in crosses[["metric", "unit", "cross", "n"]].to_numpy()
    }
    assert found == {
        ("trust", "A", ("level", "Front line"), ("tenure", "new")): 2,
        ("trust", "A", ("tenure", "new")): 1,  # the level is not known
        ("trust", "B", ("level", "Head")): 1,
        ("tools", "A", ("level", "Front line"), ("tenure", "new")): 2,
        ("tools", "B", ("level", "Head")): 1,
    }


def test_cells_are_the_same_with_and_without_crossing() -> None:
    both = summed([ROWS], ITEMS, ["level", "tenure"]).cells
    each = [summed([ROWS], ITEMS, [name]).cells for name in ("level", "tenure")]
    apart = pd.concat([each[0], each[1][each[1]["dimension"] != ALL]])
    key = ["metric", "unit", "dimension", "level"]
    pd.testing.assert_frame_equal(
        both.sort_values(key, ignore_index=True), apart.sort_values(key, ignore_index=True)
    )


def test_one_segment_and_customers_are_not_crossed() -> None:
    assert counted(["level"], ITEMS).empty
    assert counted(["level", "served_by"], ITEMS).empty  # who serves is no segment of employees
    customers = [MetricColumn("trust", CSAT, "1-5"), MetricColumn("tools", CSAT, "1-5")]
    assert counted(["level", "tenure"], customers).empty
