"""Crossed counts: how many employees there are in each combination of their segments.

Two segmentations of the same people, by level and by tenure say, tell about each other where few
people are in one and not in the other. Only the counts of their combinations show where.
"""

import json
from collections.abc import Sequence

import pandas as pd

from stool.cells.statement import QUARTER, UNIT, MetricColumn, grouped
from stool.schema import CROSS_COLUMNS, CROSS_KEY, EMPLOYEES, NO_SEGMENTS


def crossed_dimensions(metrics: Sequence[MetricColumn], dimensions: Sequence[str]) -> list[str]:
    """Segments of employees that are crossed; none where there are fewer than two."""
    found = [name for name in dimensions if name not in NO_SEGMENTS]
    confidential = any(metric.leg in EMPLOYEES for metric in metrics)
    return found if confidential and len(found) > 1 else []


def is_crossed(totals: pd.DataFrame, dimensions: Sequence[str]) -> "pd.Series[bool]":
    """Which totals are of a combination of several dimensions."""
    marks = totals[[grouped(name) for name in dimensions]]
    return (marks == 0).sum(axis=1) > 1


def crosses_of(
    totals: pd.DataFrame, metrics: Sequence[MetricColumn], crossed: Sequence[str]
) -> pd.DataFrame:
    """Counts of the combinations that have answers.

    Parameters
    ----------
    totals : DataFrame, one row a quarter, unit and combination
        As the statement gives them.
    metrics : sequence of MetricColumn
    crossed : sequence of str
        The dimensions that are combined.

    Returns
    -------
    DataFrame
        Columns `stool.schema.CROSS_COLUMNS`, sorted. ``cross`` is a JSON object of dimension to
        level; a dimension whose level is unknown is not in it.
    """
    levels = totals[list(crossed)].astype(object)
    levels = levels.where(levels.notna(), None)
    names = [
        json.dumps(
            {name: level for name, level in zip(crossed, row, strict=True) if level is not None},
            ensure_ascii=False,
        )
        for row in levels.itertuples(index=False)
    ]
    parts = [
        pd.DataFrame(
            {
                "leg": metric.leg,
                "metric": metric.metric,
                "quarter": totals[QUARTER].astype("str"),
                "unit": totals[UNIT].astype("str"),
                "cross": pd.Series(names, index=totals.index, dtype="str"),
                "n": totals[f"{metric.metric}__n"].astype(float),
            }
        )
        for metric in metrics
        if metric.leg in EMPLOYEES
    ]
    if not parts:
        return pd.DataFrame(columns=list(CROSS_COLUMNS))
    counts = pd.concat(parts, ignore_index=True)
    return counts[counts["n"] > 0].sort_values(list(CROSS_KEY), ignore_index=True)
