"""What goes together: two answers of the same people, two figures of the same places."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from stool.service.estimates import Estimate
from stool.service.result import ALPHA, Figure

LEAST_FREEDOM = 3
MOST_R = 1 - 1e-12  # keeps the interval finite where the fit is perfect
SWEEPS = 50  # alternating means; a complete table needs one


@dataclass(frozen=True, slots=True)
class Together:
    """How a figure moves with another within places and quarters.

    Attributes
    ----------
    slope : Estimate
        Of the second on one point of the first.
    r : Figure
        Correlation, named "r".
    """

    slope: Estimate
    r: Figure


def together(pairs: pd.DataFrame) -> Together | None:
    """How two answers of the same people go together within rows.

    Parameters
    ----------
    pairs : DataFrame
        As of `Basis.pair`, one row a place and quarter.

    Returns
    -------
    Together or None
        Least squares with a mean for every row; None where one of them never varies or too few
        gave both.
    """
    rows = pairs[pairs["n"] > 1]
    n = float(rows["n"].sum())
    freedom = n - len(rows) - 1
    xx = float((rows["ss_a"] - rows["sum_a"] ** 2 / rows["n"]).sum())
    yy = float((rows["ss_b"] - rows["sum_b"] ** 2 / rows["n"]).sum())
    xy = float((rows["cross"] - rows["sum_a"] * rows["sum_b"] / rows["n"]).sum())
    if xx <= 0 or yy <= 0 or freedom < LEAST_FREEDOM:
        return None
    error = float(np.sqrt(max(yy - xy**2 / xx, 0.0) / freedom / xx))
    return Together(
        Estimate(xy / xx, error, n, freedom=freedom),
        _correlation("r", xy / np.sqrt(xx * yy), freedom, n),
    )


def over_quarters(first: pd.DataFrame, second: pd.DataFrame) -> Together | None:
    """How means of two figures of units go together over the quarters.

    Parameters
    ----------
    first, second : DataFrame
        Cells of units, one row a unit and quarter.

    Returns
    -------
    Together or None
        Unit and quarter means taken out, errors by unit, since its quarters may go together; None
        where one of them never varies or there are too few.
    """
    x, y = (
        (rows["s"] / rows["n"]).groupby([rows["quarter"], rows["node"]]).first().unstack()
        for rows in (first, second)
    )
    x, y = x.align(y, join="inner")
    known = x.notna() & y.notna()
    x, y = (_residuals(each.where(known)) for each in (x, y))
    units, quarters = (int(known.any(axis=side).sum()) for side in (0, 1))
    n = int(known.to_numpy().sum())
    freedom = n - units - quarters  # the two means and the slope
    xx, yy, xy = (float(np.nansum(a * b)) for a, b in ((x, x), (y, y), (x, y)))
    if xx <= 0 or yy <= 0 or freedom < LEAST_FREEDOM:
        return None
    left = y - xy / xx * x
    scores = (left * x).sum(axis=0)
    error = float(np.sqrt(float((scores**2).sum()) * units / max(units - 1, 1)) / xx)
    return Together(
        Estimate(xy / xx, error, n, freedom=units - 1),
        _correlation("r", xy / np.sqrt(xx * yy), freedom, n),
    )


def over_places(key: str, first: "pd.Series[float]", second: "pd.Series[float]") -> Figure:
    """Correlation of two values a place; NaN of fewer than four or where one never varies."""
    n = len(first)
    if n <= LEAST_FREEDOM or not (np.ptp(first) > 0 and np.ptp(second) > 0):
        return Figure(key, np.nan, n=n, kind="r")
    return _correlation(key, float(np.corrcoef(first, second)[0, 1]), n - 2, n)


def _correlation(key: str, r: float, freedom: float, n: float) -> Figure:
    """A correlation with its interval.

    Parameters
    ----------
    freedom : float
        Independent pairs less the means taken out and the slope: n - 2 of one plain sample.

    References
    ----------
    Fisher (1921), Metron 1, 3-32.
    """
    r = float(np.clip(r, -MOST_R, MOST_R))
    margin = norm.isf(ALPHA / 2) / np.sqrt(freedom - 1)
    low, high = np.tanh(np.arctanh(r) + np.array([-margin, margin])).tolist()
    return Figure(key, r, low, high, n, "r")


def _residuals(figures: pd.DataFrame) -> pd.DataFrame:
    """Quarters x units with both means taken out, whatever is missing."""
    left = figures
    for _ in range(SWEEPS):
        left = left.sub(left.mean(axis=0), axis=1)
        left = left.sub(left.mean(axis=1), axis=0)
    return left
