"""Tests of a panel by flipping the signs of its units, and by exchanging them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from stool.lag.linear import Floats
from stool.lag.null import at_least
from stool.lag.within import LagScores

FEW_UNITS = 30  # below this the sign-flip alone is liberal (5-10 %), so exchange must agree
LEAST_UNITS = 2
LEAST_SPREAD = 1e-10  # two units under two-way effects repeat each other: t is then only rounding
TINY = np.finfo(float).tiny


@dataclass(frozen=True, slots=True)
class PanelTest:
    """Correlation and p at each lag.

    Attributes
    ----------
    r, se, slope, slope_se, p, p_adj : ndarray (lags,)
        NaN where fewer than two units entered or a leg has nothing left.
    reach : ndarray (lags,)
        Standard errors in half a 95 % interval: Student's quantile on units - 1 degrees of freedom.
    critical : float
        r / se that the largest over the lags passes in a share alpha of the draws; NaN when
        nothing is tested.
    """

    r: Floats
    se: Floats
    slope: Floats
    slope_se: Floats
    p: Floats
    p_adj: Floats
    reach: Floats
    critical: float


def draw_signs(n_draws: int, n_units: int, seed: int) -> Floats:
    """Signs +1 and -1, one draw a row, the same for every lag: (n_draws, n_units)."""
    generator = np.random.default_rng(seed)
    return generator.choice(np.array([-1.0, 1.0]), size=(n_draws, n_units))


def draw_orders(n_draws: int, n_units: int, seed: int) -> NDArray[np.intp]:
    """Orders of the units, one draw a row, the same for every lag: (n_draws, n_units)."""
    generator = np.random.default_rng([seed, 1])
    return generator.random((n_draws, n_units)).argsort(axis=1)


def judge_lags(scores: Sequence[LagScores], signs: Floats, seed: int, alpha: float) -> PanelTest:
    """Pooled correlation at each lag, with p over all the lags together.

    Parameters
    ----------
    scores : sequence of LagScores, one a lag
    signs : ndarray (draws, units)
        From `draw_signs`.
    seed : int
        Of the exchanges of units, drawn only with fewer than 30 units.
    alpha : float
        For `critical`.

    Returns
    -------
    PanelTest
        With fewer than 30 units each p is the larger of the two tests. Standard errors are
        clustered by unit, with the factor N / (N - 1) on the variance.

    References
    ----------
    Canay, Romano & Shaikh (2017), Econometrica 85, 1013-1030 (sign changes of cluster scores).
    Westfall & Young (1993), Resampling-Based Multiple Testing, section 2.3 (max-T).
    """
    usable = [
        lag.n_units >= LEAST_UNITS and min(lag.squares_x.sum(), lag.squares_y.sum()) > 0
        for lag in scores
    ]
    tested = [place for place, ready in enumerate(usable) if ready]
    r, se, slope, slope_se, p, p_adj, reach = (np.full(len(scores), np.nan) for _ in range(7))
    if not tested:
        return PanelTest(r, se, slope, slope_se, p, p_adj, reach, float("nan"))
    kept = [scores[place] for place in tested]
    for place, lag in zip(tested, kept, strict=True):
        square_x, square_y = lag.squares_x.sum(), lag.squares_y.sum()
        slope[place] = lag.products.sum() / square_x
        r[place] = lag.r
        deviations = lag.products - slope[place] * lag.squares_x
        slope_se[place] = np.linalg.norm(deviations) / square_x * _few(lag.n_units)
        reach[place] = t.ppf(0.975, lag.n_units - 1)
        se[place] = slope_se[place] * np.sqrt(square_x / square_y)
    observed = _flipped(kept, np.ones((1, signs.shape[1])))[0]
    draws = [_flipped(kept, signs)]
    if signs.shape[1] < FEW_UNITS:
        draws.append(_exchanged(kept, draw_orders(len(signs), signs.shape[1], seed)))
    maxima = [np.sort(drawn.max(axis=1)) for drawn in draws]
    for i, place in enumerate(tested):
        p[place] = max(at_least(np.sort(drawn[:, i]), observed[i]) for drawn in draws)
        p_adj[place] = max(at_least(largest, observed[i]) for largest in maxima)
    critical = max(float(np.quantile(largest, 1 - alpha)) for largest in maxima)
    most = max(lag.n_units for lag in kept)
    return PanelTest(r, se, slope, slope_se, p, p_adj, reach, critical / _few(most))


def _few(units: int) -> float:
    """What a standard error clustered by few units lacks."""
    return float(np.sqrt(units / (units - 1)))


def _flipped(scores: Sequence[LagScores], signs: Floats) -> Floats:
    """|t| of every draw and lag with the units' signs flipped: (draws, lags)."""
    products = np.column_stack([lag.products for lag in scores])
    squares = np.column_stack([lag.squares_x for lag in scores])
    total, cross = signs @ products, signs @ (products * squares)
    return _sizes(total, cross, (products**2).sum(axis=0), squares)


def _exchanged(scores: Sequence[LagScores], orders: NDArray[np.intp]) -> Floats:
    """|t| of every draw and lag with each leader given another unit's follower."""
    sizes = []
    units = np.arange(orders.shape[1])
    for lag in scores:
        products = (lag.leader @ lag.follower.T)[units, orders]
        squares = lag.squares_x[:, None]
        total, cross = products.sum(axis=1, keepdims=True), products @ squares
        sizes.append(_sizes(total, cross, (products**2).sum(axis=1, keepdims=True), squares))
    return np.hstack(sizes)


def _sizes(total: Floats, cross: Floats, own: Floats, squares: Floats) -> Floats:
    """|t| from sums over units of the products, of products x squares, of products squared."""
    slope = total / np.maximum(squares.sum(axis=0), TINY)
    spread = own - 2 * slope * cross + slope**2 * (squares**2).sum(axis=0)
    sizes: Floats = np.abs(total) / np.sqrt(np.maximum(spread, LEAST_SPREAD * own) + TINY)
    return sizes
