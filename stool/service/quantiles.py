"""Quantiles of times and days, with intervals from the order of the values."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import binom, norm

from stool.measure import quantile_of_bands
from stool.schema import ANSWERS
from stool.service.result import ALPHA, Figure


def quantile(key: str, rows: pd.DataFrame, share: float) -> Figure:
    """Hours that this share of the cases stays within, of rows of a metric of bands.

    The ends are those of the share: 95 % of samples hold the true quantile between two others.

    References
    ----------
    David & Nagaraja (2003), Order Statistics, 7.1.
    """
    counts = rows[list(ANSWERS)].sum().tolist()
    n = float(sum(counts))
    if not n:
        return Figure(key, np.nan, kind="hours")
    reach = norm.isf(ALPHA / 2) * np.sqrt(share * (1 - share) / n)
    ends = (share, max(share - reach, 1 / n), min(share + reach, 1.0))
    value, low, high = (quantile_of_bands(counts, end).hours for end in ends)
    return Figure(key, value, low, high, n, "hours")


def median(key: str, days: Sequence[float]) -> Figure:
    """Median of some days.

    Returns
    -------
    Figure
        Ends are NaN with fewer than six values, which hold no such interval.

    References
    ----------
    Thompson (1936), Ann. Math. Stat. 7, 122-128.
    """
    n = len(days)
    if not n:
        return Figure(key, np.nan, n=0, kind="days")
    order, value = sorted(days), float(np.median(days))
    outside = int(binom.ppf(ALPHA / 2, n, 0.5))  # values below the lower end, by luck
    if binom.cdf(outside, n, 0.5) > ALPHA / 2:
        outside -= 1
    if outside < 0:
        return Figure(key, value, n=n, kind="days")
    return Figure(key, value, order[outside], order[n - 1 - outside], n, "days")
