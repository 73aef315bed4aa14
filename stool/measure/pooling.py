"""Unit figures pulled towards the mean of all units, the more the less is known of each."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.stats import norm

Floats = NDArray[np.float64]

LEAST_UNITS = 4  # with fewer the spread between units is anybody's guess


def pooled(values: ArrayLike, errors: ArrayLike, level: float = 0.95) -> pd.DataFrame:
    """Partially pooled figures of units: empirical Bayes under a normal model.

    Parameters
    ----------
    values : array_like, shape (units,)
        Figures in one unit of measure; NaN where hidden or missing.
    errors : array_like, shape (units,)
        Their standard errors; 0 for a figure counted in full, NaN where unknown.
    level : float
        Coverage of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        ``value``, ``se``, ``low``, ``high`` and ``own``, 0 to 1, the weight of the unit's own
        figure (the rest is that of the mean of all). All are NaN where the figure or its error is
        unknown, and everywhere with fewer than `LEAST_UNITS` such units.

    References
    ----------
    Efron & Morris (1975), J. Am. Stat. Assoc. 70, 311-319; variance between units by Paule &
    Mandel (1982), J. Res. Natl. Bur. Stand. 87, 377-385. Weights and intervals allow for mean and
    spread being estimates: Morris (1983), J. Am. Stat. Assoc. 78, 47-55, section 5.
    """
    value, error = np.asarray(values, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    found = pd.DataFrame(np.nan, index=range(len(value)), columns=["value", "se", "low", "high"])
    found["own"] = np.nan
    known = np.isfinite(value) & np.isfinite(error)
    if known.sum() < LEAST_UNITS:
        return found
    y, sampling = value[known], error[known] ** 2
    between = spread_between(y, sampling)
    total, units = sampling + between, len(y)
    mean, leverage = _mean(y, total)
    fair = (units - 3) / (units - 1)  # the spread is itself an estimate
    rest = fair * np.divide(sampling, total, out=np.zeros_like(total), where=total > 0)
    centre = mean + (1 - rest) * (y - mean)
    average = sampling.mean() + between
    uneven = np.divide(average, total, out=np.ones_like(total), where=total > 0)
    doubt = 2 / (units - 3) * rest**2 * uneven
    se = np.sqrt(sampling * (1 - (1 - leverage) * rest) + doubt * (y - mean) ** 2)
    margin = float(norm.ppf((1 + level) / 2)) * se
    found.loc[known] = np.column_stack([centre, se, centre - margin, centre + margin, 1 - rest])
    return found


def spread_between(values: Floats, sampling: Floats) -> float:
    """Variance between units that sampling does not explain, 0 or more (Paule & Mandel 1982).

    Parameters
    ----------
    values, sampling : ndarray (units,)
        Figures and their sampling variances, none missing.
    """

    def excess(between: float) -> float:
        total = sampling + between
        mean, _ = _mean(values, total)
        return float(((values - mean) ** 2 / total).sum()) - (len(values) - 1)

    low = 0.0 if (sampling > 0).all() else 1e-12 * max(1.0, float(np.var(values)))
    if excess(low) <= 0:
        return 0.0
    high = float(np.var(values, ddof=1)) + 1e-9
    while excess(high) > 0:
        high *= 2
    return float(brentq(excess, low, high))


def _mean(values: Floats, total: Floats) -> tuple[float, Floats]:
    """Mean weighted by 1 / variance, and each unit's share in it; the plain mean where one is 0."""
    weights = 1 / total if (total > 0).all() else np.ones_like(total)
    shares: Floats = weights / weights.sum()
    return float((shares * values).sum()), shares
