"""Results as files to take away."""

from stool.report.csv import csv_bytes

__all__ = ["csv_bytes"]
