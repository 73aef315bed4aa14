"""Measures: figures with their intervals, and the leg scores made of them."""

from stool.measure.bands import BandQuantile, quantile_of_bands, share_within
from stool.measure.change import clear_among, moves, with_changes
from stool.measure.control import Control, control_limits, leg_control
from stool.measure.holm import holm
from stool.measure.interval import mean_interval, nps_interval, share_interval
from stool.measure.items import item_measures
from stool.measure.legs import LEG_COLUMNS, headline_metrics, leg_history, resolve_targets
from stool.measure.pooling import pooled
from stool.measure.reliability import highest_r, reliability
from stool.measure.score import leg_score, linear_score
from stool.measure.segments import segment_gaps
from stool.measure.shares import net_promoters, share_of_answers, together
from stool.measure.target import Target, default_target

__all__ = [
    "LEG_COLUMNS",
    "BandQuantile",
    "Control",
    "Target",
    "clear_among",
    "control_limits",
    "default_target",
    "headline_metrics",
    "highest_r",
    "holm",
    "item_measures",
    "leg_control",
    "leg_history",
    "leg_score",
    "linear_score",
    "mean_interval",
    "moves",
    "net_promoters",
    "nps_interval",
    "pooled",
    "quantile_of_bands",
    "reliability",
    "resolve_targets",
    "segment_gaps",
    "share_interval",
    "share_of_answers",
    "share_within",
    "together",
    "with_changes",
]
