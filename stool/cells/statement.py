"""The one aggregation statement: rows to sums, in one scan whatever the number of questions.

It is SQLAlchemy Core, so that DuckDB in memory and a company's warehouse run the same text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from stool.schema import SCALES, Better

STAGED = "answers"  # name of the staged table of typed rows
QUARTER, UNIT = "quarter", "unit"


@dataclass(frozen=True, slots=True)
class MetricColumn:
    """A column of the staged rows that becomes cells.

    Attributes
    ----------
    metric : str
        Name of the metric and of its column; aggregated rows also have ``<metric>__n`` and
        ``<metric>__sd``.
    leg : str
        One of `stool.schema.LEGS`.
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


def aggregation(
    metrics: Sequence[MetricColumn], dimensions: Sequence[str]
) -> sa.Select[tuple[Any, ...]]:
    """Build the statement over the staged table `STAGED`.

    One row a quarter x unit (everybody) and one a quarter x unit x value of each dimension; a
    column ``grouped_<dimension>`` is 0 where the row is of that dimension. For each metric
    ``<metric>__n``, ``__s``, ``__ss`` (of values within the scale: `BETWEEN` also drops NULL and
    NaN) and, where answers are whole numbers, ``__c0`` to ``__c10``.

    Parameters
    ----------
    metrics : sequence of MetricColumn
    dimensions : sequence of str
        Columns whose values are segments.
    """
    names = [QUARTER, UNIT, *dimensions]
    for metric in metrics:
        names += _columns(metric)
    staged = sa.table(STAGED, *(sa.column(name) for name in names))
    base = (staged.c[QUARTER], staged.c[UNIT])
    sums = [total for metric in metrics for total in _sums(staged, metric)]
    if not dimensions:
        return sa.select(*base, *sums).group_by(*base)
    sets = [sa.tuple_(*base), *(sa.tuple_(*base, staged.c[name]) for name in dimensions)]
    marks = [sa.func.grouping(staged.c[name]).label(f"grouped_{name}") for name in dimensions]
    segments = [staged.c[name] for name in dimensions]
    return sa.select(*base, *segments, *marks, *sums).group_by(sa.func.grouping_sets(*sets))


def _columns(metric: MetricColumn) -> list[str]:
    if metric.aggregated:
        return [metric.metric, f"{metric.metric}__n", f"{metric.metric}__sd"]
    return [metric.metric]


def _sums(staged: sa.TableClause, metric: MetricColumn) -> list[sa.Label[Any]]:
    scale = SCALES[metric.scale]
    value = staged.c[metric.metric]
    low = -1e300 if scale.low is None else scale.low  # a bound still drops NaN and infinities
    high = 1e300 if scale.high is None else scale.high
    valid = value.between(low, high)
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
        answers = range(int(low), int(high) + 1)
        sums += [
            sa.func.count(sa.case((value == answer, 1))).label(f"{name}__c{answer}")
            for answer in answers
        ]
    return sums
