"""The seat: the plane through the tops of three legs that stand 120 degrees apart."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.balance.noise import NOTHING, length_interval, level_test, noise_floor
from stool.errors import MissingLegError
from stool.schema import CSAT, ESAT, LEGS, PROFIT

Floats = NDArray[np.float64]

LEG_ANGLES = {ESAT: 210.0, CSAT: 330.0, PROFIT: 90.0}  # degrees, counter-clockwise from the right
# Rows (2/3)(cos a, sin a): the gradient of the plane from the three heights.
GRADIENT = (2 / 3) * np.array(
    [[np.cos(np.radians(LEG_ANGLES[leg])), np.sin(np.radians(LEG_ANGLES[leg]))] for leg in LEGS]
)


@dataclass(frozen=True, slots=True)
class Tilt:
    """Slope of the seat.

    Attributes
    ----------
    points : float
        Length of the slope vector: sqrt(2) times the population SD of the three scores.
    points_low, points_high : float
        80 % interval of the true seat's slope, whichever way that points, 0 or more: 0 is in it
        where the tilt is at or under its noise floor. NaN where a standard error is unknown or the
        seat has no slope.
    x, y : float
        Slope vector, uphill, in points; y towards the profit leg.
    angle : float
        Downhill direction in degrees, counter-clockwise from the right.
    short_leg : str
        The lowest leg, towards which the seat slopes down.
    gap : float
        Points from the lowest to the highest leg.
    mean_height : float
        Mean of the three scores.
    noise_floor : float
        95 % of level stools measured this well show no more than this; NaN where a standard error
        is unknown.
    level : bool
        Whether the tilt is at or under the noise floor.
    level_p : float
        p of the test that the seat is level, W = g' Cov(g)^-1 g against chi-squared(2).
    debiased : float
        Tilt after removing what noise adds on average, 0 or more.
    index : float
        Balance index 100 (1 - CV / sqrt 2), for heights scaled by their mean; negative scores count
        as 0. NaN when all three are 0.
    """

    points: float
    points_low: float
    points_high: float
    x: float
    y: float
    angle: float
    short_leg: str
    gap: float
    mean_height: float
    noise_floor: float
    level: bool
    level_p: float
    debiased: float
    index: float


TILT_COLUMNS = tuple(Tilt.__dataclass_fields__)


def tilt(scores: Mapping[str, float], errors: Mapping[str, float]) -> Tilt:
    """Slope of the seat on three leg scores.

    Parameters
    ----------
    scores : Mapping of leg to float
        Leg scores, 0 to 110.
    errors : Mapping of leg to float
        Their standard errors in points; 0 for a figure counted in full, NaN where unknown.

    Raises
    ------
    MissingLegError
        A leg has no score: two legs are not a stool.

    References
    ----------
    Slope of the plane through three points; noise floor, test and interval in
    `stool.balance.noise`.
    """
    missing = [leg for leg in LEGS if not np.isfinite(scores.get(leg, np.nan))]
    if missing:
        raise MissingLegError(missing)
    row = {leg: [scores[leg]] for leg in LEGS}
    se = {leg: [errors.get(leg, np.nan)] for leg in LEGS}
    found = _tilts(pd.DataFrame(row), pd.DataFrame(se)).iloc[0]
    return Tilt(**{str(name): value for name, value in found.items()})


def tilt_history(history: pd.DataFrame) -> pd.DataFrame:
    """Tilt of every node and quarter in which all three legs have a score.

    Parameters
    ----------
    history : DataFrame
        As of `stool.measure.leg_history`.

    Returns
    -------
    DataFrame
        ``depth``, ``node``, ``parent``, ``quarter``, the fields of `Tilt` and ``era``, the changes
        of wording or scale behind any of the legs: only tilts of one era compare. By node and
        quarter.
    """
    key = ["depth", "node", "parent", "quarter"]
    if history.empty:
        return pd.DataFrame(columns=[*key, *TILT_COLUMNS, "era"])
    scores = history.pivot(index=key, columns="leg", values="score").reindex(columns=list(LEGS))
    errors = history.pivot(index=key, columns="leg", values="se").reindex(columns=list(LEGS))
    known = scores.notna().all(axis=1)
    found = _tilts(scores[known], errors[known]).join(history.groupby(key)["era"].sum())
    return found.reset_index().sort_values(key, ignore_index=True)


def _tilts(scores: pd.DataFrame, errors: pd.DataFrame) -> pd.DataFrame:
    heights = scores[list(LEGS)].to_numpy(dtype=float)
    variances = errors[list(LEGS)].to_numpy(dtype=float) ** 2
    slope = heights @ GRADIENT
    covariance = np.einsum("nl,li,lj->nij", variances, GRADIENT, GRADIENT)
    points = np.hypot(slope[:, 0], slope[:, 1])
    floor = noise_floor(covariance)
    ends = length_interval(slope, covariance, floor)
    trace = np.trace(covariance, axis1=1, axis2=2)
    columns = {
        "points": points,
        "points_low": ends[:, 0],
        "points_high": ends[:, 1],
        "x": slope[:, 0],
        "y": slope[:, 1],
        "angle": np.degrees(np.arctan2(-slope[:, 1], -slope[:, 0])) % 360,
        "short_leg": np.array(LEGS)[heights.argmin(axis=1)],
        "gap": heights.max(axis=1) - heights.min(axis=1),
        "mean_height": heights.mean(axis=1),
        "noise_floor": floor,
        "level": points <= floor + NOTHING,  # equal scores may differ in the last bit
        "level_p": level_test(slope, covariance),
        "debiased": np.sqrt(np.maximum(points**2 - np.nan_to_num(trace), 0)),
        "index": balance_index(heights),
    }
    return pd.DataFrame(columns, index=scores.index)


def balance_index(heights: Floats) -> Floats:
    """100 (1 - CV / sqrt 2) of each row of three heights; negative heights count as 0.

    The number and the drawn seat cannot disagree: it is also 100 (1 - tan(tilt) / 2) for heights
    scaled by their mean.
    """
    heights = np.maximum(heights, 0)
    mean = heights.mean(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(100 * (1 - heights.std(axis=-1) / mean / np.sqrt(2)), dtype=np.float64)
