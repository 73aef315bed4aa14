"""Within units: pooled prewhitening, and what is left after company-wide movements."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from stool.lag.linear import Floats, column_means, residuals_on, two_way

Common = Literal["cce", "cce_both", "twfe", "none"]

HIGHEST_RHO = 0.98
ROUNDING = 1e-20  # share of the largest unit's squares that is arithmetic, not data
LEAST_OVERLAP = 5  # quarters with both legs, for a unit to enter
BOTH_QUARTERS = 10  # the same with two means more
CCE_QUARTERS = 8  # quarters left after the lag, for the projection on two means to be affordable


@dataclass(frozen=True, slots=True)
class LagScores:
    """Cross-products of one lag, unit by unit.

    Attributes
    ----------
    leader, follower : ndarray (units, quarters)
        Residuals at the follower's quarter, the leader's shifted by the lag; 0 where not both.
    products, squares_x, squares_y : ndarray (units,)
        Sums over quarters; 0 for a unit that did not enter.
    quarters : ndarray (units,)
        Quarters with both legs; 0 for a unit that did not enter.
    """

    leader: Floats
    follower: Floats
    products: Floats
    squares_x: Floats
    squares_y: Floats
    quarters: NDArray[np.int_]

    @property
    def pairs(self) -> int:
        """Unit-quarters that entered."""
        return int(self.quarters.sum())

    @property
    def n_units(self) -> int:
        """Units that entered."""
        return int((self.quarters > 0).sum())

    @property
    def r(self) -> float:
        """Pooled correlation, -1 to 1; NaN when nothing is left of a leg."""
        squares = float(self.squares_x.sum() * self.squares_y.sum())
        return float(self.products.sum()) / np.sqrt(squares) if squares > 0 else float("nan")

    def r_without_each(self) -> Floats:
        """Pooled correlation of all units but one, for each: (units,)."""
        left_x = self.squares_x.sum() - self.squares_x
        left_y = self.squares_y.sum() - self.squares_y
        squares = left_x * left_y
        rest: Floats = self.products.sum() - self.products
        return rest / np.sqrt(np.where(squares > 0, squares, np.nan))


def pooled_rho(values: Floats) -> float:
    """Autocorrelation at one quarter, common to all units, within units and quarters.

    Parameters
    ----------
    values : ndarray (units, quarters)
        NaN where missing.

    Returns
    -------
    float
        Between -.98 and .98; 0 when nothing varies.

    References
    ----------
    Nickell (1981), Econometrica 49, 1417-1426: the within estimate of rho is low by about
    (1 + rho) / (T - 1), which is added back.
    """
    now, before = values[:, 1:], values[:, :-1]
    both = np.isfinite(now) & np.isfinite(before)
    left_now, _ = two_way(np.where(both, now, np.nan))
    left_before, _ = two_way(np.where(both, before, np.nan))
    squares = float(np.nansum(left_before**2))
    if not squares > 0:
        return 0.0
    rows = both.sum(axis=1)
    rho = float(np.nansum(left_now * left_before)) / squares
    rho += (1 + rho) / float(rows[rows > 0].mean())
    return float(np.clip(rho, -HIGHEST_RHO, HIGHEST_RHO))


def whiten_panel(values: Floats, rho: float) -> Floats:
    """Each value less its prediction from the quarter before: v[t] - rho v[t-1].

    Parameters
    ----------
    values : ndarray (units, quarters)
        NaN where missing.
    rho : float
        From `pooled_rho`.

    Returns
    -------
    ndarray (units, quarters)
        NaN where either value is missing, so in the first quarter.
    """
    new = np.full(values.shape, np.nan)
    new[:, 1:] = values[:, 1:] - rho * values[:, :-1]
    return new


def whiten_without(whitened: Floats, values: Floats, rho: float, quarter: int) -> Floats:
    """`whiten_panel` of the values as if one quarter had not been observed.

    The quarter after it is predicted from the quarter before it, by rho squared, so that leaving a
    quarter out costs each leg that quarter's news and nothing more.
    """
    new = whitened.copy()
    new[:, quarter] = np.nan
    if quarter + 1 < values.shape[1]:
        bridged = values[:, quarter + 1] - rho**2 * values[:, quarter - 1]
        new[:, quarter + 1] = bridged if quarter > 0 else np.nan
    return new


def lag_scores(
    x: Floats, y: Floats, lag: int, common: Common, standardise: bool = False
) -> LagScores:
    """Cross-products of x[t - lag] and y[t] within units.

    Parameters
    ----------
    x, y : ndarray (units, quarters)
        Prewhitened; NaN where missing.
    lag : int
    common : {"cce", "cce_both", "twfe", "none"}
        What is taken out of each unit: a constant and the two cross-section means with the unit's
        own slopes; the same with both means in both quarters; unit and quarter means; unit means.
    standardise : bool
        Whether each unit's residuals are brought to a standard deviation of 1, so that a noisy
        unit weighs no more than a quiet one.

    References
    ----------
    Pesaran (2006), Econometrica 74, 967-1012, section 3 (common correlated effects). Chudik &
    Pesaran (2015), J. Econometrics 188, 393-420 (more means, for several shocks).
    """
    length = x.shape[1]
    first, last = max(lag, 0), max(length + min(lag, 0), 0)
    then, now = slice(first - lag, max(last - lag, 0)), slice(first, last)
    a, b = x[:, then], y[:, now]
    both = np.isfinite(a) & np.isfinite(b)
    both &= both.sum(axis=1, keepdims=True) >= LEAST_OVERLAP
    if common == "twfe":
        a, b = (np.nan_to_num(two_way(np.where(both, leg, np.nan))[0]) for leg in (a, b))
    else:
        a, b = np.where(both, a, 0.0), np.where(both, b, 0.0)
        shared = [np.ones(a.shape[1])]
        if common in ("cce", "cce_both"):
            entered = np.maximum(both.sum(axis=0), 1)
            shared += [a.sum(axis=0) / entered, b.sum(axis=0) / entered]
        if common == "cce_both":
            shared += [column_means(x[:, now]), column_means(y[:, then])]
        a, b = residuals_on(np.column_stack(shared), [a, b], both)
    if standardise:
        a, b = (_unit_spread(leg, both.sum(axis=1)) for leg in (a, b))
    return LagScores(
        leader=a,
        follower=b,
        products=np.einsum("it,it->i", a, b),
        squares_x=np.einsum("it,it->i", a, a),
        squares_y=np.einsum("it,it->i", b, b),
        quarters=both.sum(axis=1),
    )


def _unit_spread(left: Floats, counts: NDArray[np.int_]) -> Floats:
    """Every unit's residuals at a mean square of 1; a unit with nothing left stays at 0."""
    squares = np.einsum("it,it->i", left, left)
    varies = squares > ROUNDING * squares.max(initial=0)
    scale = np.sqrt(np.divide(counts, squares, where=varies, out=np.zeros(len(left))))
    even: Floats = left * scale[:, None]
    return even
