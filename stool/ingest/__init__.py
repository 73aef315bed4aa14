"""From the bytes of a file to checked rows and a report of every fix and rejection."""

from stool.ingest.aliases import Alias, Aliases, read_aliases
from stool.ingest.check import check, ingest
from stool.ingest.guess import Guess, guess_mapping
from stool.ingest.hierarchy import Hierarchy, Placement, read_hierarchy
from stool.ingest.mapping import SAID_KEYS, Column, Mapping
from stool.ingest.names import Proposal, propose
from stool.ingest.read import read_table
from stool.ingest.result import CheckedFile, Confidence, Metric, Reason, Reasons
from stool.ingest.source import Source
from stool.ingest.stages import Stage
from stool.ingest.table import Table
from stool.ingest.units import require_no_circle

__all__ = [
    "SAID_KEYS",
    "Alias",
    "Aliases",
    "CheckedFile",
    "Column",
    "Confidence",
    "Guess",
    "Hierarchy",
    "Mapping",
    "Metric",
    "Placement",
    "Proposal",
    "Reason",
    "Reasons",
    "Source",
    "Stage",
    "Table",
    "check",
    "guess_mapping",
    "ingest",
    "propose",
    "read_aliases",
    "read_hierarchy",
    "read_table",
    "require_no_circle",
]
