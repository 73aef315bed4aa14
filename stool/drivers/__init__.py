"""Drivers: which questions of a leg go with its score, how closely, and how sure that is."""

from stool.drivers.drive import drivers
from stool.drivers.groups import APART_COLUMNS, REGION, Groups, by_segment, differences
from stool.drivers.leading import leading_items
from stool.drivers.moments import EVERYBODY, Moments, moments
from stool.drivers.result import (
    DRIVER,
    ENOUGH,
    IMPROVE,
    ITEM_COLUMNS,
    KEEP,
    LATER,
    NONE,
    OPPOSITE,
    QUADRANTS,
    SHARED,
    VERDICTS,
    Drivers,
)
from stool.drivers.weights import coefficients, correlations, relative_weights, shapley

__all__ = [
    "APART_COLUMNS",
    "DRIVER",
    "ENOUGH",
    "EVERYBODY",
    "IMPROVE",
    "ITEM_COLUMNS",
    "KEEP",
    "LATER",
    "NONE",
    "OPPOSITE",
    "QUADRANTS",
    "REGION",
    "SHARED",
    "VERDICTS",
    "Drivers",
    "Groups",
    "Moments",
    "by_segment",
    "coefficients",
    "correlations",
    "differences",
    "drivers",
    "leading_items",
    "moments",
    "relative_weights",
    "shapley",
]
