"""Cells made by hand, for the tests of everything after them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from stool.schema import ALL, ANSWERS, CELL_COLUMNS, CSAT, ESAT, PROFIT, SUMS

Cell = dict[str, Any]


def answers(
    metric: str,
    quarter: str,
    unit: str,
    values: Sequence[float],
    *,
    scale: str = "1-5",
    better: str = "higher",
    leg: str = "",
    segment: tuple[str, str] = (ALL, ALL),
) -> Cell:
    """One cell of people's answers; the leg is the metric where the two share a name."""
    given = np.asarray(values, dtype=float)
    counts = {name: float((given == answer).sum()) for answer, name in enumerate(ANSWERS)}
    key = {"leg": leg or metric, "metric": metric, "scale": scale, "better": better}
    where = {"quarter": quarter, "unit": unit, "dimension": segment[0], "level": segment[1]}
    sums = {"n": float(len(given)), "s": given.sum(), "ss": (given**2).sum()}
    return key | where | sums | counts


def ledger(metric: str, quarter: str, unit: str, value: float) -> Cell:
    """One cell of a figure counted in full."""
    return answers(metric, quarter, unit, [value], scale="ledger", leg=PROFIT)


def cells(*rows: Cell) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(CELL_COLUMNS))
    texts = [name for name in CELL_COLUMNS if name not in SUMS]
    return frame.astype(dict.fromkeys(texts, "str") | dict.fromkeys(SUMS, "float"))


def spread(mean: float, n: int) -> list[float]:
    """n answers around a mean, half a point up and down in turn."""
    return [mean + (0.5 if place % 2 else -0.5) for place in range(n)]


def company(
    quarters: Sequence[str],
    units: Sequence[str],
    *,
    changed: Mapping[tuple[str, str, str], Cell | None] | None = None,
) -> list[Cell]:
    """Cells of an even company: every unit alike in every quarter, 30 of 40 employees answering,
    40 of 200 customers, margin 10 %. `changed` replaces or drops a (metric, quarter, unit).
    """
    made: list[Cell] = []
    for quarter in quarters:
        for unit in units:
            usual: dict[str, Cell] = {
                ESAT: answers(ESAT, quarter, unit, spread(3.5, 30), scale="1-5 mean"),
                CSAT: answers(CSAT, quarter, unit, spread(3.5, 40), scale="1-5 mean"),
                "revenue": ledger("revenue", quarter, unit, 1000),
                "cost": ledger("cost", quarter, unit, 900),
                "headcount": ledger("headcount", quarter, unit, 40),
                "customers": ledger("customers", quarter, unit, 200),
            }
            for metric, cell in usual.items():
                chosen = (changed or {}).get((metric, quarter, unit), cell)
                if chosen is not None:
                    made.append(chosen)
    return made
