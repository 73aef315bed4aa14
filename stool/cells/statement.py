"""The one aggregation statement: rows to sums, in one scan whatever the number of questions.

It is SQLAlchemy Core, so that DuckDB in memory and a company's warehouse run the same text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from stool.schema import SCALES, Better

STAGED = "answers"  # name of the staged table of typed rows
QUARTER, UNIT = "quarter", "unit"

Bands = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class MetricColumn:
    """A column of the staged rows that becomes cells.

    Attributes
    ----------
    metric : str
        Name of the metric and of its column; aggregated rows also have ``<metric>__n`` and
        ``<metric>__sd``.
    leg : str
        One of `stool.schema.SOURCES`.
    scale : str
        Key of `stool.schema.SCALES`.
    better : {"higher", "lower"}
        Which direction is good.
    aggregated : bool
        Whether a row already stands for ``__n`` answers with mean ``metric``.
    """

    metric: str
    leg: str
    scale: str
    better: Better = "higher"
    aggregated: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """A metric that is also summed by the answers to another of the same row.

    Attributes
    ----------
    metric, by : MetricColumn
        What is summed, and by whose values; neither is aggregated.
    dimension : str
        One of `stool.schema.SPLITS`.
    levels : Mapping of level to (float, float)
        Above which value of `by`, and up to which.
    """

    metric: MetricColumn
    by: MetricColumn
    dimension: str
    levels: Bands


def split_columns(splits: Sequence[Split]) -> list[tuple[str, Split, str]]:
    """Every level of every split with the name its sums go by."""
    return [
        (f"split{place}_{number}", split, level)
        for place, split in enumerate(splits)
        for number, level in enumerate(split.levels)
    ]


def aggregation(
    metrics: Sequence[MetricColumn],
    dimensions: Sequence[str],
    splits: Sequence[Split] = (),
    crossed: Sequence[str] = (),
) -> sa.Select[tuple[Any, ...]]:
    """Build the statement over the staged table `STAGED`.

    One row a quarter x unit (everybody) and one a quarter x unit x value of each dimension; a
    column ``grouped_<dimension>`` is 0 where the row is of that dimension. Of several crossed
    dimensions also one row a combination of their values, of all of them. For each metric
    ``<metric>__n``, ``__s``, ``__ss`` (of values within the scale: `BETWEEN` also drops NULL and
    NaN) and, where answers are whole numbers, ``__c0`` to ``__c10``. For each level of a split,
    ``split0_0`` and so on, the sums of its metric.

    Parameters
    ----------
    metrics : sequence of MetricColumn
    dimensions : sequence of str
        Columns whose values are segments.
    splits : sequence of Split
    crossed : sequence of str
        Some of the dimensions; fewer than two cross nothing.
    """
    names = [QUARTER, UNIT, *dimensions]
    for metric in metrics:
        names += _columns(metric)
    staged = _with_parts(sa.table(STAGED, *(sa.column(name) for name in names)), splits)
    base = (staged.c[QUARTER], staged.c[UNIT])
    sums = [total for metric in metrics for total in _sums(staged, metric)]
    for name, split, _ in split_columns(splits):
        sums += _sums(staged, replace(split.metric, metric=name))
    if not dimensions:
        return sa.select(*base, *sums).group_by(*base)
    sets = [sa.tuple_(*base), *(sa.tuple_(*base, staged.c[name]) for name in dimensions)]
    if len(crossed) > 1:
        sets.append(sa.tuple_(*base, *(staged.c[name] for name in crossed)))
    marks = [sa.func.grouping(staged.c[name]).label(grouped(name)) for name in dimensions]
    segments = [staged.c[name] for name in dimensions]
    return sa.select(*base, *segments, *marks, *sums).group_by(sa.func.grouping_sets(*sets))


def grouped(dimension: str) -> str:
    """Column of the totals that is 0 in the rows of a dimension."""
    return f"grouped_{dimension}"


def _columns(metric: MetricColumn) -> list[str]:
    if metric.aggregated:
        return [metric.metric, f"{metric.metric}__n", f"{metric.metric}__sd"]
    return [metric.metric]


def _with_parts(staged: sa.TableClause, splits: Sequence[Split]) -> sa.FromClause:
    """The staged rows with each level of a split: the metric, NULL where the row is of another."""
    if not splits:
        return staged
    parts = [
        _part(staged, split, level).label(name) for name, split, level in split_columns(splits)
    ]
    return sa.select(*staged.c, *parts).subquery("parted")


def _part(staged: sa.FromClause, split: Split, level: str) -> sa.ColumnElement[float]:
    above, up_to = split.levels[level]
    by = staged.c[split.by.metric]
    of_it = sa.and_(_is_valid(staged, split.by), by > above, by <= up_to)
    return sa.case((of_it, staged.c[split.metric.metric]))


def limits(metric: MetricColumn) -> tuple[float, float]:
    """Between what its values count; where a scale has no end this still drops infinities."""
    scale = SCALES[metric.scale]
    low = -1e300 if scale.low is None else scale.low
    high = 1e300 if scale.high is None else scale.high
    return low, high


def _is_valid(staged: sa.FromClause, metric: MetricColumn) -> sa.ColumnElement[bool]:
    return staged.c[metric.metric].between(*limits(metric))


def _sums(staged: sa.FromClause, metric: MetricColumn) -> list[sa.Label[Any]]:
    scale = SCALES[metric.scale]
    value = staged.c[metric.metric]
    valid = _is_valid(staged, metric)
    name = metric.metric
    if metric.aggregated:
        n = staged.c[f"{name}__n"]
        sd = staged.c[f"{name}__sd"]
        squares = (n - 1) * sd * sd + n * value * value
        return [
            sa.func.sum(sa.case((valid, n))).label(f"{name}__n"),
            sa.func.sum(sa.case((valid, n * value))).label(f"{name}__s"),
            sa.case(  # one row without its sd, and the spread of the group is unknown
                (
                    sa.func.count(sa.case((valid, squares))) == sa.func.count(sa.case((valid, n))),
                    sa.func.sum(sa.case((valid, squares))),
                )
            ).label(f"{name}__ss"),
        ]
    sums = [
        sa.func.count(sa.case((valid, 1))).label(f"{name}__n"),
        sa.func.sum(sa.case((valid, value))).label(f"{name}__s"),
        sa.func.sum(sa.case((valid, value * value))).label(f"{name}__ss"),
    ]
    if scale.counted:
        answers = range(int(scale.low or 0), int(scale.high or 0) + 1)
        sums += [
            sa.func.count(sa.case((value == answer, 1))).label(f"{name}__c{answer}")
            for answer in answers
        ]
    return sums
