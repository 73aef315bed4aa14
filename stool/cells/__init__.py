"""Cells: additive sufficient statistics made by one aggregation statement."""

from stool.cells.aggregate import cells_of_rows
from stool.cells.statement import MetricColumn, aggregation

__all__ = ["MetricColumn", "aggregation", "cells_of_rows"]
