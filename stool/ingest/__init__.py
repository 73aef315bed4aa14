"""From the bytes of a file to checked rows and a report of every fix and rejection."""

from stool.ingest.checking.check import check, ingest, text_column
from stool.ingest.checking.units import require_no_circle
from stool.ingest.files.source import Source
from stool.ingest.files.stages import Stage
from stool.ingest.join.actions import actions_csv, read_actions
from stool.ingest.join.aliases import Alias, Aliases, read_aliases
from stool.ingest.join.events import events_csv, read_events
from stool.ingest.join.hierarchy import Hierarchy, Placement, read_hierarchy
from stool.ingest.join.names import Proposal, propose
from stool.ingest.join.people import people_csv, read_people
from stool.ingest.join.standards import read_standards, standards_csv
from stool.ingest.mapping import SAID_KEYS, Column, Mapping
from stool.ingest.meaning.guess import Guess, guess_mapping
from stool.ingest.meaning.result import CheckedFile, Confidence, Metric, Reason, Reasons
from stool.ingest.tables.read import read_table
from stool.ingest.tables.table import Table

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
    "actions_csv",
    "check",
    "events_csv",
    "guess_mapping",
    "ingest",
    "people_csv",
    "propose",
    "read_actions",
    "read_aliases",
    "read_events",
    "read_hierarchy",
    "read_people",
    "read_standards",
    "read_table",
    "require_no_circle",
    "standards_csv",
    "text_column",
]
