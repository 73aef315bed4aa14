"""Rows to cells with DuckDB in memory: stream them in, run the one statement, unpivot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from stool.cells.crosses import crossed_dimensions, crosses_of, is_crossed
from stool.cells.pairs import Pair, PairTotals
from stool.cells.statement import STAGED, MetricColumn, Split, aggregation, grouped, split_columns
from stool.schema import ALL, ANSWERS, CELL_COLUMNS, SCALES, SUM_DIGITS, SUMS


@dataclass(frozen=True, slots=True)
class Summed:
    """What rows add up to.

    Attributes
    ----------
    cells : DataFrame
        Columns `stool.schema.CELL_COLUMNS`, sorted by key; see `cells_of_rows`.
    pairs : DataFrame
        Columns `stool.schema.PAIR_COLUMNS`; see `stool.cells.pairs.PairTotals.cells`.
    crosses : DataFrame
        Columns `stool.schema.CROSS_COLUMNS`; see `stool.cells.crosses.crosses_of`.
    """

    cells: pd.DataFrame
    pairs: pd.DataFrame
    crosses: pd.DataFrame


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
    return summed([rows], metrics, dimensions).cells


def summed(
    blocks: Iterable[pd.DataFrame],
    metrics: Sequence[MetricColumn],
    dimensions: Sequence[str] = (),
    pairs: Sequence[Pair] = (),
    splits: Sequence[Split] = (),
) -> Summed:
    """Summarise rows that come block by block, none of which is kept, in one scan.

    Parameters
    ----------
    blocks : iterable of DataFrame, at least one
        With the same columns, names as categories that are the same in every block.
    metrics, dimensions
        As of `cells_of_rows`.
    pairs : sequence of two of the metrics
        Of which pair cells are made as well; see `stool.cells.pairs.pairs_of`.
    splits : sequence of Split
        Whose levels are cells as well; see `stool.cells.splits.splits_of`.
    """
    paired = PairTotals(pairs, dimensions)
    crossed = crossed_dimensions(metrics, dimensions)
    statement = aggregation(metrics, dimensions, splits, crossed)
    totals = _run(_staged(map(paired.pass_on, blocks), metrics, dimensions), statement)
    is_cross = is_crossed(totals, dimensions)
    crosses = crosses_of(totals[is_cross], metrics, crossed)
    totals = totals[~is_cross]
    dimension, level = _segment(totals, dimensions)
    places = totals[["quarter", "unit"]].assign(dimension=dimension, level=level)
    return Summed(_cells(totals, places, metrics, splits), paired.cells(), crosses)


def _cells(
    totals: pd.DataFrame,
    places: pd.DataFrame,
    metrics: Sequence[MetricColumn],
    splits: Sequence[Split],
) -> pd.DataFrame:
    """Unpivot the sums of metrics: one row a metric and place that has answers."""
    of_all = places["dimension"] == ALL
    parts = [_part(totals, places, metric, metric.metric) for metric in metrics]
    parts += [
        _part(
            totals[of_all],
            places[of_all].assign(dimension=split.dimension, level=level),
            split.metric,
            name,
        )
        for name, split, level in split_columns(splits)
    ]
    cells = pd.concat(parts, ignore_index=True)[list(CELL_COLUMNS)]
    cells[list(SUMS)] = cells[list(SUMS)].round(SUM_DIGITS)
    return cells.sort_values(list(CELL_COLUMNS[:8]), ignore_index=True)


def _part(
    totals: pd.DataFrame, places: pd.DataFrame, metric: MetricColumn, name: str
) -> pd.DataFrame:
    """The sums of one metric, which go by a name among the totals, where there are answers."""
    part = places.assign(
        leg=metric.leg, metric=metric.metric, scale=metric.scale, better=metric.better
    )
    uncounted = metric.aggregated and SCALES[metric.scale].counted
    for each in SUMS:
        column = f"{name}__{each}"
        missing = np.nan if each not in ANSWERS or uncounted else 0.0
        part[each] = totals[column].astype(float) if column in totals else missing
    return part[(part["n"] > 0) & part["level"].notna()]


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


def _run(staged: pa.RecordBatchReader, statement: sa.Select[tuple[Any, ...]]) -> pd.DataFrame:
    text = statement.compile(
        dialect=postgresql.dialect(paramstyle="named"),  # a % in a name is not doubled
        compile_kwargs={"literal_binds": True},
    )
    with duckdb.connect(":memory:") as engine:
        engine.register(STAGED, staged)
        totals: pd.DataFrame = engine.execute(str(text)).df()
        return totals


def _segment(totals: pd.DataFrame, dimensions: Sequence[str]) -> tuple[pd.Series, pd.Series]:
    """Dimension and level of each row; level NaN where the segment of the row is unknown."""
    dimension = pd.Series(ALL, index=totals.index, dtype="str")
    level = pd.Series(ALL, index=totals.index, dtype="str")
    for name in dimensions:
        of_it = totals[grouped(name)] == 0
        dimension = dimension.mask(of_it, name)
        level = level.mask(of_it, totals[name].astype("str"))
    return dimension, level
