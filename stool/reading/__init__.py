"""The reading: is the stool level, which leg is short, what follows what, what needs somebody."""

from stool.reading.analysis import Analysis, analyse, panel_of_scores
from stool.reading.changes import Effect, effect
from stool.reading.hierarchy import units_under
from stool.reading.items import headline_items, items
from stool.reading.league import league, segments
from stool.reading.matches import match_table
from stool.reading.money import money
from stool.reading.outlook import outlook
from stool.reading.quarterly import read
from stool.reading.record import TrackRecord, track_record
from stool.reading.result import (
    EVERYBODY,
    Finding,
    Implication,
    LegReading,
    Reading,
    Segment,
    State,
)
from stool.reading.segment import narrowed, read_segment, segments_of

__all__ = [
    "EVERYBODY",
    "Analysis",
    "Effect",
    "Finding",
    "Implication",
    "LegReading",
    "Reading",
    "Segment",
    "State",
    "TrackRecord",
    "analyse",
    "effect",
    "headline_items",
    "items",
    "league",
    "match_table",
    "money",
    "narrowed",
    "outlook",
    "panel_of_scores",
    "read",
    "read_segment",
    "segments",
    "segments_of",
    "track_record",
    "units_under",
]
