"""Reliability: how much of what moves in a leg is the leg, and not the error of its survey."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def reliability(values: Floats, errors: Floats) -> float:
    """Share of the variance within units that is not survey error.

    Parameters
    ----------
    values : ndarray (units, quarters)
        Scores, or what is left of them once company-wide movements are out; NaN where missing.
    errors : ndarray (units, quarters)
        Standard errors in the same units; 0 for figures counted in full.

    Returns
    -------
    float
        1 - mean(se^2) / within-unit variance, between 0 and 1; NaN when nothing varies or an
        error is not known.

    References
    ----------
    Lord & Novick (1968), Statistical Theories of Mental Test Scores, section 3.4.
    """
    seen = np.isfinite(values)
    count = seen.sum(axis=1, keepdims=True)
    seen = seen & (count > 1)
    free = int((count - 1)[count > 1].sum())
    if not free:
        return float("nan")
    centred = np.where(seen, values, 0.0)
    centred = np.where(seen, centred - centred.sum(axis=1, keepdims=True) / np.maximum(count, 1), 0)
    variance = float((centred**2).sum()) / free
    noise = float((errors[seen] ** 2).mean())
    if not variance > 0 or not np.isfinite(noise):
        return float("nan")
    return max(0.0, 1 - noise / variance)


def highest_r(reliability_x: float, reliability_y: float) -> float:
    """Correlation that two legs tied perfectly would show through their survey errors, 0 to 1.

    References
    ----------
    Spearman (1904), Am. J. Psychol. 15, 72-101.
    """
    return float(np.sqrt(reliability_x * reliability_y))
