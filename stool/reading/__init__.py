"""The reading: is the stool level, which leg is short, what follows what, what needs somebody."""

from stool.reading.acted import Acted, acted
from stool.reading.analysis import Analysis, analyse, panel_of_scores
from stool.reading.changes import Effect, effect
from stool.reading.driving import (
    DRIVEN_LEGS,
    dimensions_of,
    drivers_of,
    groups_of,
    last_year,
    leading,
    worth,
)
from stool.reading.figures import figures
from stool.reading.fund import Fund, fund
from stool.reading.hierarchy import units_under
from stool.reading.items import headline_items, items
from stool.reading.league import league, rest, segments
from stool.reading.matches import match_table
from stool.reading.money import money
from stool.reading.outlook import outlook
from stool.reading.part import pairs_of, part_of, voice_of
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
from stool.reading.service import paired_quarters, service, service_cells

__all__ = [
    "DRIVEN_LEGS",
    "EVERYBODY",
    "Acted",
    "Analysis",
    "Effect",
    "Finding",
    "Fund",
    "Implication",
    "LegReading",
    "Reading",
    "Segment",
    "State",
    "TrackRecord",
    "acted",
    "analyse",
    "dimensions_of",
    "drivers_of",
    "effect",
    "figures",
    "fund",
    "groups_of",
    "headline_items",
    "items",
    "last_year",
    "leading",
    "league",
    "match_table",
    "money",
    "narrowed",
    "outlook",
    "paired_quarters",
    "pairs_of",
    "panel_of_scores",
    "part_of",
    "read",
    "read_segment",
    "rest",
    "segments",
    "segments_of",
    "service",
    "service_cells",
    "track_record",
    "units_under",
    "voice_of",
    "worth",
]
