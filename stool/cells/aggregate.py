"""Rows to cells with DuckDB in memory: stream them in, run the one statement, unpivot."""

from collections.abc import Iterable, Sequence
from itertools import chain

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
    return cells_of_blocks([rows], metrics, dimensions)


def cells_of_blocks(
    blocks: Iterable[pd.DataFrame], metrics: Sequence[MetricColumn], dimensions: Sequence[str] = ()
) -> pd.DataFrame:
    """Summarise rows that come block by block, none of which is kept; see `cells_of_rows`.

    Parameters
    ----------
    blocks : iterable of DataFrame, at least one
        With the same columns, names as categories.
    metrics, dimensions
        As of `cells_of_rows`.
    """
    totals = _run(_staged(blocks, metrics, dimensions), metrics, dimensions)
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
    blocks: Iterable[pd.DataFrame], metrics: Sequence[MetricColumn], dimensions: Sequence[str]
) -> pa.RecordBatchReader:
    """Stream of typed rows with every column the statement names."""
    batches = (_batch(rows, metrics, dimensions) for rows in blocks)
    first = next(batches)
    return pa.RecordBatchReader.from_batches(first.schema, chain([first], batches))


def _batch(
    rows: pd.DataFrame, metrics: Sequence[MetricColumn], dimensions: Sequence[str]
) -> pa.RecordBatch:
    columns = {name: _texts(rows[name]) for name in ("quarter", "unit", *dimensions)}
    for metric in metrics:
        names = [metric.metric]
        if metric.aggregated:
            names += [f"{metric.metric}__n", f"{metric.metric}__sd"]
        for name in names:
            values = rows[name] if name in rows else pd.Series(np.nan, index=rows.index)
            columns[name] = pa.array(values.astype(float), pa.float64(), from_pandas=True)
    return pa.RecordBatch.from_pydict(columns)


def _texts(names: pd.Series) -> pa.Array:
    """Names as Arrow text, each held once where the rows hold it so."""
    coded = isinstance(names.dtype, pd.CategoricalDtype)
    return pa.array(names if coded else pd.Categorical(names))


def _run(
    staged: pa.RecordBatchReader, metrics: Sequence[MetricColumn], dimensions: Sequence[str]
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
        of_it = totals[_grouped(name)] == 0
        dimension = dimension.mask(of_it, name)
        level = level.mask(of_it, totals[name].astype("str"))
    return dimension, level


def _grouped(dimension: str) -> str:
    """Column of the totals that is 0 in the rows of a dimension."""
    return f"grouped_{dimension}"
