"""Whether the units of a panel still carry their own past after prewhitening."""

from dataclasses import dataclass

import numpy as np

from stool.lag.linear import Floats, column_means, orthonormal, sweep_out
from stool.lag.null import WHITENESS_LAGS, at_least

LEAST_QUARTERS = 5


@dataclass(frozen=True, slots=True)
class OwnPast:
    """What a prewhitened leg still remembers.

    Attributes
    ----------
    p : float
        Over the four lags together; NaN when no unit has 5 quarters.
    r : ndarray (lags,)
        Autocorrelation at one to four quarters, pooled over units.
    band : ndarray (lags,)
        What the largest |r| of the lags stays within in a share 1 - alpha of the draws.
    """

    p: float
    r: Floats
    band: Floats

    @property
    def largest(self) -> float:
        """Largest absolute autocorrelation of the four; NaN when there is none."""
        return float(np.abs(self.r).max()) if len(self.r) else float("nan")


def own_past(values: Floats, signs: Floats, alpha: float) -> OwnPast:
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
    alpha : float
        For the band.
    """
    seen = np.isfinite(values)
    seen &= seen.sum(axis=1, keepdims=True) >= LEAST_QUARTERS
    if not seen.any():
        return OwnPast(float("nan"), np.empty(0), np.empty(0))
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
    whole = max(float(squares.sum()), np.finfo(float).tiny)
    reach = np.sqrt((stacked**2).sum(axis=0)) * float(np.quantile(maxima, 1 - alpha))
    return OwnPast(
        p=at_least(maxima, float(sizes.max())),
        r=stacked.sum(axis=0) / whole,
        band=reach / whole,
    )
