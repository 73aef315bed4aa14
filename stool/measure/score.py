"""The leg score: 0 at the floor, 75 at the target, 100 at stretch, straight lines between."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stool.measure.target import Target

AT_TARGET = 75.0
AT_STRETCH = 100.0
HIGHEST = 110.0
Floats = NDArray[np.float64]


def leg_score(raw: ArrayLike, target: Target) -> Floats:
    """Score raw figures against floor, target and stretch.

    Parameters
    ----------
    raw : array_like
        Figures in the unit of the target; NaN stays NaN.
    target : Target
        Falls from floor to stretch where lower is better.

    Returns
    -------
    ndarray
        0 to `HIGHEST`, same shape as `raw`.
    """
    return np.clip(_lines(_raw(raw), target), 0, HIGHEST)


def score_per_unit(raw: ArrayLike, target: Target) -> Floats:
    """Score points per unit of raw at that figure, 0 or more: carries a standard error over."""
    raw = _raw(raw)
    below = line_per_unit(target)
    above = (AT_STRETCH - AT_TARGET) / abs(target.stretch - target.target)
    return np.where(_below(raw, target), below, above)


def line_per_unit(target: Target) -> float:
    """Score points per unit of raw on the line through floor and target."""
    return AT_TARGET / abs(target.target - target.floor)


def linear_score(raw: ArrayLike, target: Target) -> Floats:
    """Score on the one line through floor and target, neither bent at the target nor clipped.

    The lag analysis uses it: correlations are then exactly those of the raw figures, and slopes
    read in score points.
    """
    return AT_TARGET * (_raw(raw) - target.floor) / (target.target - target.floor)


def _lines(raw: Floats, target: Target) -> Floats:
    rest = AT_STRETCH - AT_TARGET
    above = AT_TARGET + rest * (raw - target.target) / (target.stretch - target.target)
    return np.where(_below(raw, target), linear_score(raw, target), above)


def _below(raw: Floats, target: Target) -> NDArray[np.bool_]:
    if target.target > target.floor:
        return raw < target.target
    return raw > target.target


def _raw(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)
