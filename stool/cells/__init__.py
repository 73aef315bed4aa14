"""Cells: additive sufficient statistics made by one aggregation statement."""

from stool.cells.aggregate import Summed, cells_of_rows, summed
from stool.cells.pairs import pairs_of
from stool.cells.splits import splits_of
from stool.cells.statement import MetricColumn, Split, aggregation
from stool.cells.units import doubled, with_units

__all__ = [
    "MetricColumn",
    "Split",
    "Summed",
    "aggregation",
    "cells_of_rows",
    "doubled",
    "pairs_of",
    "splits_of",
    "summed",
    "with_units",
]
