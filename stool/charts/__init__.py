"""Figures, drawn from results; they compute nothing that is not geometry.

Every function takes ``mode`` ("light" or "dark") and returns a `plotly.graph_objects.Figure` that
brings its own colours, so pages show it with ``theme=None``.
"""

from stool.charts.chain import service_chain, team_matrix
from stool.charts.control import control
from stool.charts.detectable import detectable
from stool.charts.difference import difference
from stool.charts.drivers import importance_performance, importance_ranks
from stool.charts.fan import fan
from stool.charts.heat import heat_map
from stool.charts.impulse import impulse
from stool.charts.level import spirit_level
from stool.charts.links import lollipop, within_between
from stool.charts.loop import loop
from stool.charts.ranges import forest, sensitivity
from stool.charts.record import record
from stool.charts.residuals import residuals
from stool.charts.seat import stool
from stool.charts.service import measure_ranges, measure_trend
from stool.charts.slope import slope
from stool.charts.small import small_stools
from stool.charts.spark import sparkline
from stool.charts.theme import PALETTES, Mode, Palette
from stool.charts.topics import topic_trend
from stool.charts.trail import tilt_trend
from stool.charts.trend import trend
from stool.charts.units import tilt_by_unit

__all__ = [
    "PALETTES",
    "Mode",
    "Palette",
    "control",
    "detectable",
    "difference",
    "fan",
    "forest",
    "heat_map",
    "importance_performance",
    "importance_ranks",
    "impulse",
    "lollipop",
    "loop",
    "measure_ranges",
    "measure_trend",
    "record",
    "residuals",
    "sensitivity",
    "service_chain",
    "slope",
    "small_stools",
    "sparkline",
    "spirit_level",
    "stool",
    "team_matrix",
    "tilt_by_unit",
    "tilt_trend",
    "topic_trend",
    "trend",
    "within_between",
]
