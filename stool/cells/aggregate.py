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
MOST_BLOCKS = 16  # totals of blocks held before they are added up


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
    summary = Summary(metrics, dimensions)
    summary.add(rows)
    return summary.cells()


class Summary:
    """Cells of rows that come block by block: sums add up, so no block is kept.

    Parameters
    ----------
    metrics : sequence of MetricColumn
        Aggregated ones only where all their rows come in one block, since a group without its
        spread is unknown as a whole.
    dimensions : sequence of str
    """

    def __init__(self, metrics: Sequence[MetricColumn], dimensions: Sequence[str] = ()) -> None:
        self._metrics, self._dimensions = tuple(metrics), tuple(dimensions)
        self._totals: list[pd.DataFrame] = []

    def add(self, rows: pd.DataFrame) -> None:
        """Add a block of rows, as `cells_of_rows` takes them."""
        staged = _staged(rows, self._metrics, self._dimensions)
        self._totals.append(_run(staged, self._metrics, self._dimensions))
        if len(self._totals) > MOST_BLOCKS:
            self._totals = [self._added()]

    def cells(self) -> pd.DataFrame:
        """Cells of all rows so far; see `cells_of_rows`."""
        totals = self._added()
        dimension, level = _segment(totals, self._dimensions)
        parts = []
        for metric in self._metrics:
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

    def _added(self) -> pd.DataFrame:
        """Totals of all blocks, one row a group."""
        if len(self._totals) == 1:
            return self._totals[0]
        totals = pd.concat(self._totals, ignore_index=True)
        key = ["quarter", "unit", *self._dimensions, *map(_grouped, self._dimensions)]
        groups = totals.groupby(key, sort=False, dropna=False, as_index=False)
        return groups.sum(min_count=1)


def _staged(
    rows: pd.DataFrame, metrics: Sequence[MetricColumn], dimensions: Sequence[str]
) -> pa.Table:
    """Typed Arrow table with every column the statement names."""
    columns = {name: _texts(rows[name]) for name in ("quarter", "unit", *dimensions)}
    for metric in metrics:
        names = [metric.metric]
        if metric.aggregated:
            names += [f"{metric.metric}__n", f"{metric.metric}__sd"]
        for name in names:
            values = rows[name] if name in rows else pd.Series(np.nan, index=rows.index)
            columns[name] = pa.array(values.astype(float), pa.float64(), from_pandas=True)
    return pa.table(columns)


def _texts(names: pd.Series) -> pa.Array:
    """Names as Arrow text, each held once where the rows hold it so."""
    coded = isinstance(names.dtype, pd.CategoricalDtype)
    return pa.array(names if coded else pd.Categorical(names))


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
        of_it = totals[_grouped(name)] == 0
        dimension = dimension.mask(of_it, name)
        level = level.mask(of_it, totals[name].astype("str"))
    return dimension, level


def _grouped(dimension: str) -> str:
    """Column of the totals that is 0 in the rows of a dimension."""
    return f"grouped_{dimension}"
