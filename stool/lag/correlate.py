"""Plain tools beside the tests: cross-correlations, prewhitened series, effective sample size."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from stool.lag.align import pair
from stool.lag.linear import Floats
from stool.lag.residuals import Whiten, whitened_pair


def cross_correlation(x: ArrayLike, y: ArrayLike, *, lags: Sequence[int]) -> pd.DataFrame:
    """Cross-correlations without any test: for a lead that counts, use `lagged_correlation`.

    Parameters
    ----------
    x, y : Series of float, or array of shape (quarters,)
        Placed as in `lagged_correlation`; pairs with a missing value are left out.
    lags : sequence of int
        Positive where x comes first.

    Returns
    -------
    DataFrame, one row a lag
        Columns lag, n_pairs, r. Means and variances are those of the whole series, as in R's `ccf`;
        r is NaN where there is no pair or a series does not vary.

    References
    ----------
    Box, Jenkins, Reinsel & Ljung (2015), Time Series Analysis, section 12.1.
    """
    both = pair(x, y, ("x", "y"))
    deviations_x, deviations_y = _deviations(both.x[0]), _deviations(both.y[0])
    length = len(both.quarters)
    rows = []
    for lag in lags:
        follows = np.arange(max(lag, 0), length + min(lag, 0))
        a, b = deviations_x[follows - lag], deviations_y[follows]
        pairs = np.isfinite(a) & np.isfinite(b)
        r = _covariance(a, b, deviations_x, deviations_y) if pairs.any() else np.nan
        rows.append({"lag": lag, "n_pairs": int(pairs.sum()), "r": r})
    return pd.DataFrame(rows, columns=["lag", "n_pairs", "r"])


def prewhiten(
    series: ArrayLike, *, whiten: Whiten = "auto", trend: bool = True, season: int = 4
) -> pd.Series:
    """What is new in a series: its residuals on its own past, a line and the season.

    Parameters
    ----------
    series : Series of float, or array of shape (quarters,)
        Placed as in `lagged_correlation`.
    whiten : "auto" or tuple of int
        Own lags; "auto" lets AICc choose.
    trend, season
        As in `lagged_correlation`.

    Returns
    -------
    Series of float
        In the units of `series`, on the complete run of quarters from its first to its last
        observation; NaN where a quarter or one of its own lags is missing, and everywhere when
        fewer than 3 degrees of freedom are left.
    """
    both = pair(series, series, ("x", "x"))
    left = whitened_pair(both, (), whiten, trend, season).x[0]
    return pd.Series(left, index=pd.Index(list(both.quarters)))


def effective_sample_size(x: ArrayLike, y: ArrayLike) -> float:
    """Independent pairs the paired quarters of two persistent series are worth.

    Parameters
    ----------
    x, y : Series of float, or array of shape (quarters,)

    Returns
    -------
    float
        Between 2 and the number of pairs; NaN with fewer than 3 pairs or a series that is flat.

    References
    ----------
    Pyper & Peterman (1998), Can. J. Fish. Aquat. Sci. 55, 2127-2140, equation 1, with
    autocorrelations up to a fifth of the pairs.
    """
    both = pair(x, y, ("x", "y"))
    kept = np.isfinite(both.x[0]) & np.isfinite(both.y[0])
    a, b = (_deviations(np.where(kept, leg[0], np.nan)) for leg in (both.x, both.y))
    n = int(kept.sum())
    if n < 3 or not (np.nanmax(np.abs(a)) > 0 and np.nanmax(np.abs(b)) > 0):
        return float("nan")
    shared = sum(
        (n - lag) / n * _covariance(a[:-lag], a[lag:], a, a) * _covariance(b[:-lag], b[lag:], b, b)
        for lag in range(1, max(1, n // 5) + 1)
    )
    return float(np.clip(n / max(1 + 2 * shared, 1.0), 2, n))


def _deviations(values: Floats) -> Floats:
    """Values less their mean; a series without values stays as it is."""
    return values - np.nanmean(values) if np.isfinite(values).any() else values


def _covariance(a: Floats, b: Floats, whole_a: Floats, whole_b: Floats) -> float:
    """Sum of products over the root of both whole sums of squares; NaN for a flat series."""
    squares = float(np.nansum(whole_a**2) * np.nansum(whole_b**2))
    return float(np.nansum(a * b)) / np.sqrt(squares) if squares > 0 else float("nan")
