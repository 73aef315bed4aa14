"""A file on its way in: checked, and summed up into cells block by block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import pandas as pd

from stool.cells import MetricColumn, cells_of_blocks
from stool.ingest import CheckedFile, Mapping, Metric, Reasons, Table, check
from stool.schema import CELL_COLUMNS


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that passed, and what it adds up to.

    Attributes
    ----------
    checked : CheckedFile
        Its verdict; `rows` is empty.
    cells : DataFrame
        Columns `schema.CELL_COLUMNS`.
    """

    checked: CheckedFile
    cells: pd.DataFrame


def examine(table: Table, mapping: Mapping, reasons: Reasons | None = None) -> Examined:
    """Check a table that was read, and sum it up; see `stool.ingest.checking.check`.

    Raises
    ------
    RefusedFileError
    """
    cells = pd.DataFrame(columns=list(CELL_COLUMNS))

    def sum_up(
        blocks: Iterator[pd.DataFrame], metrics: Sequence[Metric], dimensions: Sequence[str]
    ) -> None:
        nonlocal cells
        first = next(blocks)
        columns = [_column(each, first) for each in metrics]
        cells = cells_of_blocks(chain([first], blocks), columns, dimensions)

    checked = check(table, mapping, reasons, take=sum_up)
    return Examined(checked, cells)


def _column(metric: Metric, rows: pd.DataFrame) -> MetricColumn:
    return MetricColumn(
        metric.metric,
        metric.leg,
        metric.scale,
        metric.better,
        aggregated=f"{metric.metric}__n" in rows,
    )
