"""Results as files to take away."""

from stool.report.body import actions_body, links_body, reading_body
from stool.report.csv import csv_bytes

__all__ = ["actions_body", "csv_bytes", "links_body", "reading_body"]
