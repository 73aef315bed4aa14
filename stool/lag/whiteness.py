"""Whether the units of a panel still carry their own past after prewhitening."""

import numpy as np

from stool.lag.linear import Floats, column_means, orthonormal, sweep_out
from stool.lag.null import WHITENESS_LAGS, at_least

LEAST_QUARTERS = 5


def own_past(values: Floats, signs: Floats) -> tuple[float, float]:
    """Test a prewhitened leg for autocorrelation within units at one to four quarters.

    Each unit is reduced to its residuals on a constant and the cross-section mean. The fit alone
    makes neighbours of a short series negatively correlated by an amount that follows from the
    projection; it is taken out before the units are summed, which keeps the test at its level in
    short panels. Units change sign at random for the null, one draw for all four lags.

    Parameters
    ----------
    values : ndarray (units, quarters)
        From `within.whiten_panel`; NaN where missing.
    signs : ndarray (draws, units)
        From `signflip.draw_signs`.

    Returns
    -------
    p : float
        Over the four lags together; NaN when no unit has 5 quarters.
    largest : float
        Largest absolute autocorrelation of the four, pooled over units.
    """
    seen = np.isfinite(values)
    seen &= seen.sum(axis=1, keepdims=True) >= LEAST_QUARTERS
    if not seen.any():
        return float("nan"), float("nan")
    means = column_means(np.where(seen, values, np.nan))
    basis = orthonormal([seen.astype(float), seen * means])
    left = sweep_out(np.where(seen, values, 0.0), basis) * seen
    squares = np.einsum("it,it->i", left, left)
    free = seen.sum(axis=1) - sum(np.einsum("it,it->i", part, part) for part in basis)
    scores = []
    for lag in range(1, min(WHITENESS_LAGS, values.shape[1] - 1) + 1):
        expected = -sum(np.einsum("it,it->i", part[:, lag:], part[:, :-lag]) for part in basis)
        products = np.einsum("it,it->i", left[:, lag:], left[:, :-lag])
        scores.append(products - expected / np.maximum(free, 1) * squares)
    stacked = np.column_stack(scores)
    spread = np.sqrt((stacked**2).sum(axis=0))
    spread = np.where(spread > 0, spread, np.inf)
    sizes = np.abs(stacked.sum(axis=0)) / spread
    maxima = np.sort((np.abs(signs @ stacked) / spread).max(axis=1))
    pooled = np.abs(stacked.sum(axis=0)) / max(float(squares.sum()), np.finfo(float).tiny)
    return at_least(maxima, float(sizes.max())), float(pooled.max())
