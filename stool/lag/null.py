"""The simulated null: what unrelated series of this length, with these gaps, would show."""

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from stool.lag import shelf
from stool.lag.linear import Bools, Floats, normal_scores
from stool.lag.whitening import complete_rows, terms, whiten

SIMULATED_AR = 0.5  # critical values move under 2 % from 0 to .99, so one value serves all
LEAST_PAIRS = 5
R_LIMIT = 1 - 1e-12  # keeps atanh finite when the fit is perfect
TIE = 1e-9  # draws this near are the same value, computed in another order
WHITENESS_LAGS = 4  # a year: what a season leaves behind shows at the fourth


@dataclass(frozen=True, slots=True)
class Design:
    """Everything the null depends on.

    Attributes
    ----------
    observed_x, observed_y : tuple of bool, one a quarter
    own_x, own_y : tuple of int
        Own lags removed from each series.
    lags : tuple of int
        Lags tested together.
    trend : bool
    season : int
        As in `whitening.terms`.
    """

    observed_x: tuple[bool, ...]
    observed_y: tuple[bool, ...]
    own_x: tuple[int, ...]
    own_y: tuple[int, ...]
    lags: tuple[int, ...]
    trend: bool
    season: int


@dataclass(frozen=True, slots=True)
class Null:
    """Simulated distribution under no relation.

    Attributes
    ----------
    sd : ndarray (lags,)
        Standard deviation of z = atanh(r) sqrt(n - 3) at each lag; NaN where untested.
    sizes : ndarray (draws, lags)
        |z| / sd, sorted within each lag.
    maxima : ndarray (draws,)
        Largest |z| / sd over the lags of each draw, sorted.
    whiteness_x, whiteness_y : ndarray (draws,)
        Ljung-Box statistic of each series' residuals, sorted; empty for the twin.
    own_x, own_y : ndarray (draws,)
        Largest absolute autocorrelation of each series' residuals, sorted; empty for the twin.
    """

    sd: Floats
    sizes: Floats
    maxima: Floats
    whiteness_x: Floats
    whiteness_y: Floats
    own_x: Floats
    own_y: Floats


def at_least(sorted_draws: Floats, value: float) -> float:
    """Monte Carlo p: share of draws as large as `value`, the value itself counted in."""
    if not np.isfinite(value):
        return float("nan")
    below = int(np.searchsorted(sorted_draws, value * (1 - TIE), side="left"))
    return (1 + len(sorted_draws) - below) / (1 + len(sorted_draws))


def lag_correlations(x: Floats, y: Floats, lags: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Correlation of x[t - lag] with y[t] in every series of a batch.

    Parameters
    ----------
    x, y : ndarray (batch, quarters)
        The same quarters missing (NaN) in every series of the batch.
    lags : tuple of int

    Returns
    -------
    r : ndarray (batch, lags)
        NaN where fewer than 5 pairs remain.
    pairs : ndarray (lags,)
        Number of quarters with both.
    """
    length = x.shape[1]
    seen_x, seen_y = np.isfinite(x[0]), np.isfinite(y[0])
    r = np.full((len(x), len(lags)), np.nan)
    pairs = np.zeros(len(lags))
    for column, lag in enumerate(lags):
        follows = np.arange(max(lag, 0), length + min(lag, 0))
        follows = follows[seen_x[follows - lag] & seen_y[follows]]
        pairs[column] = len(follows)
        if len(follows) < LEAST_PAIRS:
            continue
        a, b = x[:, follows - lag], y[:, follows]
        a = a - a.mean(axis=1, keepdims=True)
        b = b - b.mean(axis=1, keepdims=True)
        squares = np.einsum("bn,bn->b", a, a) * np.einsum("bn,bn->b", b, b)
        products = np.einsum("bn,bn->b", a, b)
        r[:, column] = products / np.sqrt(np.where(squares > 0, squares, np.nan))
    return r, pairs


def z_scores(r: Floats, pairs: Floats) -> Floats:
    """Fisher's z in units of 1 / sqrt(pairs - 3): shapes (batch, lags) and (lags,)."""
    limited = np.clip(r, -R_LIMIT, R_LIMIT)
    z: Floats = np.arctanh(limited) * np.sqrt(np.maximum(pairs - 3, 1))
    return z


def autocorrelations(left: Floats) -> Floats:
    """Autocorrelation of every series of a batch at one to four quarters, skipping gaps.

    Parameters
    ----------
    left : ndarray (batch, quarters)
        Residuals, mean 0; the same quarters missing in every series.

    Returns
    -------
    ndarray (batch, lags)
        0 for a series with nothing left.
    """
    n = int(np.isfinite(left[0]).sum())
    filled = np.nan_to_num(left)
    squares = np.einsum("bn,bn->b", filled, filled)
    squares = np.where(squares > 0, squares, 1.0)
    lags = range(1, min(WHITENESS_LAGS, n - 1) + 1)
    products = [np.einsum("bn,bn->b", filled[:, lag:], filled[:, :-lag]) for lag in lags]
    return np.reshape(products, (len(products), len(left))).T / squares[:, None]


def ljung_box(left: Floats) -> Floats:
    """Ljung-Box statistic over the first four lags, skipping pairs with a gap.

    Parameters
    ----------
    left : ndarray (batch, quarters)
        Residuals; the same quarters missing in every series.

    Returns
    -------
    ndarray (batch,)

    References
    ----------
    Ljung & Box (1978), Biometrika 65, 297-303. Its chi-squared law does not hold after a fit on
    this few quarters, so p comes from simulation.
    """
    n = int(np.isfinite(left[0]).sum())
    r = autocorrelations(left)
    statistic: Floats = n * (n + 2) * (r**2 / (n - np.arange(1, r.shape[1] + 1))).sum(axis=1)
    return statistic


@lru_cache(maxsize=128)
def simulate(design: Design, n_sim: int, seed: int, twin: bool = False) -> Null:
    """Null distribution of the whole pipeline over `n_sim` pairs of independent series.

    Computed once and kept in `stool.lag.shelf`, since it depends on nothing but its arguments.

    Parameters
    ----------
    design : Design
    n_sim : int
        Pairs of Gaussian AR(.5) series.
    seed : int
    twin : bool
        Whether residuals are replaced by their normal scores.

    References
    ----------
    Westfall & Young (1993), Resampling-Based Multiple Testing, section 2.3 (max-T).
    """
    name = shelf.key((design, n_sim, seed, twin))
    stored = shelf.get(name)
    if stored is not None and stored.keys() == {field.name for field in fields(Null)}:
        return Null(**stored)
    made = _simulated(design, n_sim, seed, twin)
    shelf.put(name, {field.name: getattr(made, field.name) for field in fields(Null)})
    return made


def _simulated(design: Design, n_sim: int, seed: int, twin: bool) -> Null:
    x, y = _residual_draws(design, n_sim, seed)
    whiteness: list[Floats] = [np.empty(0), np.empty(0)]
    own: list[Floats] = [np.empty(0), np.empty(0)]
    if twin:
        x, y = normal_scores(x), normal_scores(y)
    else:
        whiteness = [np.sort(ljung_box(leg)) for leg in (x, y)]
        own = [np.sort(np.abs(autocorrelations(leg)).max(axis=1, initial=0)) for leg in (x, y)]
    r, pairs = lag_correlations(x, y, design.lags)
    z = z_scores(r, pairs)
    tested = np.isfinite(z).any(axis=0)
    sd = np.full(len(design.lags), np.nan)
    sd[tested] = z[:, tested].std(axis=0)
    sizes = np.abs(z) / sd
    maxima = sizes[:, tested].max(axis=1) if tested.any() else np.empty(0)
    return Null(sd, np.sort(sizes, axis=0), np.sort(maxima), *whiteness, *own)


def _residual_draws(design: Design, n_sim: int, seed: int) -> tuple[Floats, Floats]:
    """Simulated residuals of leader and follower, each (n_sim, quarters)."""
    length = len(design.observed_x)
    draws = _autoregressive_draws(length, n_sim, seed)
    regressors = terms(length, design.trend, design.season)
    rows_x = complete_rows(np.array(design.observed_x, dtype=np.bool_), design.own_x)
    rows_y = complete_rows(np.array(design.observed_y, dtype=np.bool_), design.own_y)
    x = whiten(draws[0], rows_x, regressors, design.own_x)
    y = whiten(draws[1], rows_y, regressors, design.own_y)
    return x, y


@lru_cache(maxsize=2)
def _autoregressive_draws(length: int, n_sim: int, seed: int) -> Floats:
    """Stationary AR(.5) series: (2, n_sim, length). Read only."""
    draws = np.random.default_rng(seed).standard_normal((2, n_sim, length))
    draws[:, :, 0] /= np.sqrt(1 - SIMULATED_AR**2)
    for quarter in range(1, length):
        draws[:, :, quarter] += SIMULATED_AR * draws[:, :, quarter - 1]
    draws.flags.writeable = False
    return draws


def mask(observed: Bools) -> tuple[bool, ...]:
    """Observed quarters in the hashable form a `Design` holds."""
    return tuple(observed.tolist())
