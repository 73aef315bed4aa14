"""Cells: additive sufficient statistics made by one aggregation statement."""

from stool.cells.aggregate import cells_of_blocks, cells_of_rows
from stool.cells.statement import MetricColumn, aggregation
from stool.cells.units import doubled, with_units

__all__ = [
    "MetricColumn",
    "aggregation",
    "cells_of_blocks",
    "cells_of_rows",
    "doubled",
    "with_units",
]
