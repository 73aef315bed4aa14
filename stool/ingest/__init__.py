"""From the bytes of a file to checked rows and a report of every fix and rejection."""

from stool.ingest.check import check, ingest
from stool.ingest.guess import Guess, guess_mapping
from stool.ingest.mapping import Column, Mapping
from stool.ingest.read import Table, read_table
from stool.ingest.result import CheckedFile, Metric

__all__ = [
    "CheckedFile",
    "Column",
    "Guess",
    "Mapping",
    "Metric",
    "Table",
    "check",
    "guess_mapping",
    "ingest",
    "read_table",
]
