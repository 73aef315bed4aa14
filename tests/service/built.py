"""Bases of measures built by hand, from answers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from stool.privacy.coding import with_shares
from stool.schema import (
    ALL,
    ANSWERS,
    COMPANY,
    CSAT,
    ESAT,
    PUBLISHED_COLUMNS,
    PUBLISHED_PAIR_COLUMNS,
    SHOWN,
)
from stool.service import Basis, Cells

NOW = "2026Q1"
PARENTS = {"Ash": "East", "Birch": "East", "Cedar": "West"}


def cell(
    source: str,
    metric: str,
    answers: Sequence[float],
    *,
    node: str = COMPANY,
    quarter: str = NOW,
    dimension: str = ALL,
    level: str = ALL,
    scale: str = "1-5",
) -> dict[str, Any]:
    """One published cell of some answers."""
    given = np.asarray(answers, dtype=float)
    depth = "company" if node == COMPANY else "region" if node in PARENTS.values() else "unit"
    above = {"company": "", "region": COMPANY}.get(depth, PARENTS.get(node, COMPANY))
    counts = {name: float((given == answer).sum()) for answer, name in enumerate(ANSWERS)}
    sums = {"n": float(len(given)), "s": given.sum(), "ss": (given**2).sum()}
    key = dict(
        zip(PUBLISHED_COLUMNS, (source, metric, scale, "higher", quarter, node), strict=False)
    )
    place = {"depth": depth, "parent": above, "dimension": dimension, "level": level}
    return {**key, **place, **sums, **counts, "hidden": SHOWN}


def pair(
    source: str,
    first: tuple[str, Sequence[float]],
    second: tuple[str, Sequence[float]],
    *,
    quarter: str = NOW,
    dimension: str = ALL,
    level: str = ALL,
) -> dict[str, Any]:
    """One published pair cell of the company."""
    (a, x), (b, y) = sorted([first, second])
    one, other = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    return {
        **{"leg": source, "metric_a": a, "metric_b": b, "scale_a": "1-5", "scale_b": "1-5"},
        **{"quarter": quarter, "node": COMPANY, "depth": "company", "parent": ""},
        **{"dimension": dimension, "level": level, "n": float(len(one))},
        **{"sum_a": one.sum(), "sum_b": other.sum(), "cross": (one * other).sum()},
        **{"ss_a": (one**2).sum(), "ss_b": (other**2).sum(), "hidden": SHOWN},
    }


def basis(
    cells: Sequence[dict[str, Any]],
    *,
    node: str = COMPANY,
    quarter: str = NOW,
    pairs: Sequence[dict[str, Any]] = (),
    **other: Any,
) -> Basis:
    """What is measured from those cells."""
    table = with_shares(pd.DataFrame(list(cells), columns=list(PUBLISHED_COLUMNS)))
    return Basis(
        Cells.of([table], {ESAT: ESAT, CSAT: CSAT}, {}),
        pd.DataFrame(list(pairs), columns=list(PUBLISHED_PAIR_COLUMNS)),
        node,
        quarter,
        **{"parents": PARENTS, **other},
    )


def around(mean: float, n: int = 40) -> list[float]:
    """Answers 1 to 5 with exactly that mean to a whole answer, half a point to each side."""
    low = int(np.floor(mean))
    high = round((mean - low) * n)
    return [float(low)] * (n - high) + [float(low + 1)] * high
