"""Rows to cells with DuckDB in memory: stage, run the one statement, unpivot."""

from collections.abc import Sequence

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
from sqlalchemy.dialects import postgresql

from stool.cells.statement import STAGED, MetricColumn, aggregation
from stool.schema import ALL, ANSWERS, CELL_COLUMNS, SCALES, SUMS

SUM_DIGITS = 9  # engines add floats in different orders; beyond this digit they may differ


def cells_of_rows(
    rows: pd.DataFrame, metrics: Sequence[MetricColumn], dimensions: Sequence[str] = ()
) -> pd.DataFrame:
    """Summarise typed rows into cells.

    Parameters
    ----------
    rows : DataFrame, one row a respondent or an aggregated unit-quarter
        Columns ``quarter`` (labels), ``unit``, the `dimensions` (text, NaN where unknown) and one
        float column a metric, NaN where there is no answer.
    metrics : sequence of MetricColumn
    dimensions : sequence of str

    Returns
    -------
    DataFrame
        Columns `stool.schema.CELL_COLUMNS`, sorted by key; a cell without any answer is absent.
        ``ss`` is NaN where aggregated rows carried no standard deviation, the counts of answers
        where a mean over several answers cannot tell them.
    """
    totals = _run(_staged(rows, metrics, dimensions), metrics, dimensions)
    dimension, level = _segment(totals, dimensions)
    parts = []
    for metric in metrics:
        part = totals[["quarter", "unit"]].copy()
        part["leg"], part["metric"] = metric.leg, metric.metric
        part["scale"], part["better"] = metric.scale, metric.better
        part["dimension"], part["level"] = dimension, level
        uncounted = metric.aggregated and SCALES[metric.scale].counted
        for name in SUMS:
            column = f"{metric.metric}__{name}"
            missing = np.nan if name not in ANSWERS or uncounted else 0.0
            part[name] = totals[column].astype(float) if column in totals else missing
        parts.append(part[(part["n"] > 0) & part["level"].notna()])
    cells = pd.concat(parts, ignore_index=True)[list(CELL_COLUMNS)]
    cells[list(SUMS)] = cells[list(SUMS)].round(SUM_DIGITS)
    return cells.sort_values(list(CELL_COLUMNS[:8]), ignore_index=True)


def _staged(
    rows: pd.DataFrame, metrics: Sequence[MetricColumn], dimensions: Sequence[str]
) -> pa.Table:
    """Typed Arrow table with every column the statement names."""
    columns = {name: pa.array(rows[name], pa.string()) for name in ("quarter", "unit", *dimensions)}
    for metric in metrics:
        names = [metric.metric]
        if metric.aggregated:
            names += [f"{metric.metric}__n", f"{metric.metric}__sd"]
        for name in names:
            values = rows[name] if name in rows else pd.Series(np.nan, index=rows.index)
            columns[name] = pa.array(values.astype(float), pa.float64(), from_pandas=True)
    return pa.table(columns)


def _run(
    staged: pa.Table, metrics: Sequence[MetricColumn], dimensions: Sequence[str]
) -> pd.DataFrame:
    statement = aggregation(metrics, dimensions).compile(
        dialect=postgresql.dialect(paramstyle="named"),  # a % in a name is not doubled
        compile_kwargs={"literal_binds": True},
    )
    with duckdb.connect(":memory:") as engine:
        engine.register(STAGED, staged)
        totals: pd.DataFrame = engine.execute(str(statement)).df()
        return totals


def _segment(totals: pd.DataFrame, dimensions: Sequence[str]) -> tuple[pd.Series, pd.Series]:
    """Dimension and level of each row; level NaN where the segment of the row is unknown."""
    dimension = pd.Series(ALL, index=totals.index, dtype="str")
    level = pd.Series(ALL, index=totals.index, dtype="str")
    for name in dimensions:
        of_it = totals[f"grouped_{name}"] == 0
        dimension = dimension.mask(of_it, name)
        level = level.mask(of_it, totals[name].astype("str"))
    return dimension, level
