"""Results as files to take away."""

from stool.report.body import links_body, reading_body
from stool.report.csv import csv_bytes

__all__ = ["csv_bytes", "links_body", "reading_body"]
