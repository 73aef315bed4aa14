"""A small company most of whose employees say the same: what is hidden there is easily solved for.

Customers and money are there so that every page has something to show; only what employees of each
unit and tenure answered is confidential.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from stool.book import Book
from tests.privacy.attacker import Small

REGIONS = {"Abbey": "North", "Birch": "North", "Cedar": "North"}
REGIONS |= {"Dell": "South", "Elm": "South", "Fern": "South"}
TENURE = "tenure"
NEW, OLD = "new", "old"
SIZES = {"Abbey": (10, 2), "Birch": (8, 6), "Cedar": (11, 10)}  # answers a quarter, new and old
SIZES |= {"Dell": (11, 16), "Elm": (9, 8), "Fern": (1, 1)}
STAFF = Small(
    REGIONS,
    {
        (unit, level): n
        for unit, sizes in SIZES.items()
        for level, n in zip((NEW, OLD), sizes, strict=True)
    },
)
DAYS = {"2025Q4": "2025-11-03", "2026Q1": "2026-02-03"}
MOSTLY = {"2025Q4": 5, "2026Q1": 4}  # what nearly all answer
NEWEST = max(DAYS)
NEARLY_ALL = 0.85
CUSTOMERS = 20  # of each unit


def load(path: Path) -> None:
    """Make a store with the company in it."""
    made = {"employees": _employees(), "customers": _customers(), "revenue": _revenue()}
    with Book.open(path) as book:
        read = [
            book.examine(table.to_csv(index=False).encode(), f"{name}.csv")
            for name, table in made.items()
        ]
        book.publish(read, who="tests")


def _employees() -> pd.DataFrame:
    draw = np.random.default_rng(7)
    return pd.DataFrame(
        [
            _of(unit) | {"date": day, TENURE: level, "overall_satisfaction": answer}
            for quarter, day in DAYS.items()
            for (unit, level), n in STAFF.counts.items()
            for answer in np.where(
                draw.random(n) < NEARLY_ALL, MOSTLY[quarter], draw.integers(1, 6, n)
            )
        ]
    )


def _customers() -> pd.DataFrame:
    draw = np.random.default_rng(4)
    return pd.DataFrame(
        [
            _of(unit) | {"date": day, "csat": answer}
            for day in DAYS.values()
            for unit in REGIONS
            for answer in draw.integers(1, 6, CUSTOMERS)
        ]
    )


def _revenue() -> pd.DataFrame:
    draw = np.random.default_rng(5)
    return pd.DataFrame(
        [
            _of(unit) | {"quarter": quarter, "revenue": 1000 + draw.integers(200), "cost": 800}
            for quarter in DAYS
            for unit in REGIONS
        ]
    )


def _of(unit: str) -> dict[str, object]:
    return {"branch": unit, "region": REGIONS[unit]}
