"""Which leg follows which, after how many quarters, and how sure that is."""

from stool.lag.correlate import cross_correlation, effective_sample_size, prewhiten
from stool.lag.evidence import WORDS, Evidence
from stool.lag.forecast import forecast_next, project_mean, rolling_origin
from stool.lag.gain import LoopGain, loop_gain
from stool.lag.grading import grade, grade_quarters
from stool.lag.granger import (
    GrangerTest,
    PanelGrangerTest,
    granger_test,
    panel_granger_test,
)
from stool.lag.links import loop_links, over_links, reverse_links
from stool.lag.panel import panel_lagged_correlation
from stool.lag.planning import detectable_table
from stool.lag.power import minimum_detectable_r
from stool.lag.projection import ImpulseResponse, local_projection
from stool.lag.result import TABLE_COLUMNS, LagResult, PanelLagResult
from stool.lag.sensitivity import sensitivity
from stool.lag.single import lagged_correlation

__all__ = [
    "TABLE_COLUMNS",
    "WORDS",
    "Evidence",
    "GrangerTest",
    "ImpulseResponse",
    "LagResult",
    "LoopGain",
    "PanelGrangerTest",
    "PanelLagResult",
    "cross_correlation",
    "detectable_table",
    "effective_sample_size",
    "forecast_next",
    "grade",
    "grade_quarters",
    "granger_test",
    "lagged_correlation",
    "local_projection",
    "loop_gain",
    "loop_links",
    "minimum_detectable_r",
    "over_links",
    "panel_granger_test",
    "panel_lagged_correlation",
    "prewhiten",
    "project_mean",
    "reverse_links",
    "rolling_origin",
    "sensitivity",
]
