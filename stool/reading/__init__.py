"""The reading: is the stool level, which leg is short, what follows what, what needs somebody."""

from stool.reading.analysis import Analysis, analyse, panel_of_scores
from stool.reading.changes import Effect, effect
from stool.reading.hierarchy import units_under
from stool.reading.league import league, segments
from stool.reading.matches import match_table
from stool.reading.money import money
from stool.reading.outlook import outlook
from stool.reading.quarterly import read
from stool.reading.record import TrackRecord, track_record
from stool.reading.result import Finding, Implication, LegReading, Reading, State

__all__ = [
    "Analysis",
    "Effect",
    "Finding",
    "Implication",
    "LegReading",
    "Reading",
    "State",
    "TrackRecord",
    "analyse",
    "effect",
    "league",
    "match_table",
    "money",
    "outlook",
    "panel_of_scores",
    "read",
    "segments",
    "track_record",
    "units_under",
]
