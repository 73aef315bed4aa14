"""Means, shares and NPS with standard errors and intervals, from sufficient statistics."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm, t

Floats = NDArray[np.float64]

NPS_EXTRA = 3.0  # answers added by the adjusted Wald interval, 3/4 promoters and detractors each


def mean_interval(
    n: ArrayLike, s: ArrayLike, ss: ArrayLike, population: ArrayLike = np.nan, level: float = 0.95
) -> pd.DataFrame:
    """Mean of n answers with its standard error and interval.

    Parameters
    ----------
    n, s, ss : array_like, shape (cells,)
        Number of answers, their sum, and the sum of their squares.
    population : array_like
        People who could have answered; NaN where unknown. Fewer than n is taken as n.
    level : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame
        ``value``, ``se``, ``low``, ``high``. With one answer, or where `ss` is unknown, all but
        the value are NaN.

    References
    ----------
    Cochran (1977), Sampling Techniques, 2.6 (finite population correction); Student (1908).
    """
    n, s, ss = _floats(n), _floats(s), _floats(ss)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = s / n
        variance = np.maximum(ss - n * value**2, 0) / (n - 1)
        se = np.sqrt(variance / n * _unsampled(n, population))
        se = np.where(n > 1, se, np.nan)
        margin = t.ppf((1 + level) / 2, np.maximum(n - 1, 1)) * se
    return pd.DataFrame({"value": value, "se": se, "low": value - margin, "high": value + margin})


def share_interval(
    k: ArrayLike, n: ArrayLike, population: ArrayLike = np.nan, level: float = 0.95
) -> pd.DataFrame:
    """Share k / n with the Wilson interval, narrowed for a finite population.

    Parameters
    ----------
    k, n : array_like, shape (cells,)
        How many of how many.
    population : array_like
        People who could have answered; NaN where unknown.
    level : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame
        ``value``, ``se``, ``low``, ``high``, 0 to 1. When everybody answered, low = high = value.

    References
    ----------
    Wilson (1927), J. Am. Stat. Assoc. 22, 209-212, with n_e = n (N - 1) / (N - n).
    """
    k, n = _floats(k), _floats(n)
    people = np.broadcast_to(_floats(population), n.shape)
    z = float(norm.ppf((1 + level) / 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        value = k / n
        worth = np.where(np.isnan(people), n, n * (people - 1) / (people - n))
        worth = np.where(people <= n, np.inf, worth)
        weight = z**2 / worth  # 0 where everybody answered
        centre = (value + weight / 2) / (1 + weight)
        margin = z * np.sqrt(value * (1 - value) / worth + weight / worth / 4) / (1 + weight)
        se = np.sqrt(value * (1 - value) / worth)
    return pd.DataFrame({"value": value, "se": se, "low": centre - margin, "high": centre + margin})


def nps_interval(
    promoters: ArrayLike,
    detractors: ArrayLike,
    n: ArrayLike,
    population: ArrayLike = np.nan,
    level: float = 0.95,
) -> pd.DataFrame:
    """Net promoter score with the adjusted Wald interval.

    Parameters
    ----------
    promoters, detractors, n : array_like, shape (cells,)
        Answers 9-10, answers 0-6, and all answers.
    population : array_like
        People who could have answered; NaN where unknown.
    level : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame
        ``value``, ``se``, ``low``, ``high``, in points from -100 to 100. When everybody answered,
        low = high = value.

    References
    ----------
    Rocks (2016), J. Mark. Anal. 4, 63-76: add 3 to n, 3/4 to promoters and to detractors.
    """
    up, down, n = _floats(promoters), _floats(detractors), _floats(n)
    people = np.broadcast_to(_floats(population), n.shape)
    z = float(norm.ppf((1 + level) / 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        left = np.where(np.isnan(people), 1, (people - n) / (people - 1))
        left = np.where(people <= n, 0, left)
        value, se = _net(up, down, n)
        centre, spread = _net(up + NPS_EXTRA / 4, down + NPS_EXTRA / 4, n + NPS_EXTRA)
        margin = z * spread * np.sqrt(left)
    centre = np.where(left > 0, centre, value)
    columns = {
        "value": value,
        "se": se * np.sqrt(left),
        "low": np.maximum(centre - margin, -1),
        "high": np.minimum(centre + margin, 1),
    }
    return pd.DataFrame({name: 100 * column for name, column in columns.items()})


def _net(up: Floats, down: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Net share and its standard error: variance of a variable that is 1, 0 or -1."""
    net = (up - down) / n
    return net, np.sqrt(((up + down) / n - net**2) / n)


def _unsampled(n: Floats, population: ArrayLike) -> Floats:
    """Share of the population that did not answer: the finite population correction."""
    people = np.broadcast_to(_floats(population), n.shape)
    left = np.where(np.isnan(people), 1.0, 1 - n / np.maximum(people, n))
    return np.asarray(left, dtype=np.float64)


def _floats(values: ArrayLike) -> Floats:
    return np.atleast_1d(np.asarray(values, dtype=np.float64))
