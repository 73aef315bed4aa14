"""Prewhitening: what is new in a series once its own past, trend and season are taken out."""

import numpy as np

from stool.lag.linear import Bools, Floats, orthonormal, sweep_out

OWN_LAG_SETS = ((1,), (1, 2), (1, 4), (1, 2, 4))
SHORT = 20  # below this many quarters AICc has too little to choose by, so the set is {1}
BRIDGE_ROUNDS = 30  # each takes off a share 1 - leverage of what is left to correct
LEAST_FREEDOM = 3  # residuals with fewer degrees of freedom are arithmetic, not news


def terms(length: int, trend: bool, season: int) -> Floats:
    """Deterministic regressors.

    Parameters
    ----------
    length : int
        Quarters.
    trend : bool
        Whether a straight line is among them.
    season : int
        Quarters in a year cycle; 0 or 1 for none.

    Returns
    -------
    ndarray (length, k)
        A constant, the line if asked for, and one dummy for each season but the first.
    """
    clock = np.arange(length)
    columns = [np.ones(length)]
    if trend:
        columns.append(clock / max(length, 1))
    columns.extend((clock % season == phase).astype(float) for phase in range(1, season))
    return np.column_stack(columns)


def complete_rows(observed: Bools, own_lags: tuple[int, ...]) -> Bools:
    """Quarters observed together with every own lag: shape of `observed` (quarters,)."""
    complete = observed.copy()
    for lag in own_lags:
        complete[:lag] = False
        complete[lag:] &= observed[:-lag]
    return complete


def whiten(values: Floats, rows: Bools, regressors: Floats, own_lags: tuple[int, ...]) -> Floats:
    """Residuals of every series of a batch on the regressors and on its own lags.

    Parameters
    ----------
    values : ndarray (batch, quarters)
        The same quarters missing in every series of the batch.
    rows : ndarray (quarters,)
        Quarters to fit, from `complete_rows`.
    regressors : ndarray (quarters, k)
        From `terms`.
    own_lags : tuple of int
        Lags of the series itself, in quarters; empty for none.

    Returns
    -------
    ndarray (batch, quarters)
        NaN outside `rows`.

    References
    ----------
    Haugh (1976), J. Am. Stat. Assoc. 71, 378-385: both series are whitened, each by itself.
    """
    at = np.flatnonzero(rows)
    fixed = [column[None, :] for column in regressors[at].T]
    basis = orthonormal(fixed)
    shared = np.vstack([column[0] for column in basis])  # (k, n), the same for the whole batch

    def without_terms(block: Floats) -> Floats:
        left: Floats = block - (block @ shared.T) @ shared
        return left

    own = orthonormal([without_terms(values[:, at - lag]) for lag in own_lags])
    left = np.full(values.shape, np.nan)
    left[:, at] = sweep_out(without_terms(values[:, at]), own)
    return left


def whiten_without_each(values: Floats, regressors: Floats, own_lags: tuple[int, ...]) -> Floats:
    """Residuals of one series with each quarter in turn taken as not observed.

    The quarter left out is bridged by its own prediction, fitted without it, so that it costs its
    own residual and not those of the quarters it would have helped to predict. A quarter too early
    to be predicted costs those as well.

    Parameters
    ----------
    values : ndarray (quarters,)
        NaN where missing.
    regressors : ndarray (quarters, k)
        From `terms`.
    own_lags : tuple of int

    Returns
    -------
    ndarray (quarters, quarters)
        Row q: residuals without quarter q; NaN where there is none.
    """
    length = len(values)
    rows = complete_rows(np.isfinite(values), own_lags)
    bridged = np.tile(values, (length, 1))
    own = np.flatnonzero(rows)
    for _ in range(BRIDGE_ROUNDS):
        left = whiten(bridged, rows, regressors, own_lags)
        bridged[own, own] -= left[own, own]
    left[own, own] = np.nan
    for early in np.flatnonzero(np.isfinite(values) & ~rows):
        rest = values.copy()
        rest[early] = np.nan
        kept = complete_rows(np.isfinite(rest), own_lags)
        left[early] = whiten(rest[None, :], kept, regressors, own_lags)[0]
    return left


def freedom(rows: Bools, regressors: Floats, own_lags: tuple[int, ...]) -> int:
    """Residual degrees of freedom of `whiten` on these rows."""
    rank = int(np.linalg.matrix_rank(regressors[rows])) if rows.any() else 0
    return int(rows.sum()) - rank - len(own_lags)


def choose_own_lags(values: Floats, regressors: Floats) -> tuple[int, ...]:
    """Own-lag set with the least AICc, all sets fitted on the same quarters.

    Parameters
    ----------
    values : ndarray (quarters,)
        NaN where missing.
    regressors : ndarray (quarters, k)
        From `terms`.

    Returns
    -------
    tuple of int
        One of `OWN_LAG_SETS`; the first of them with fewer than 20 quarters.

    References
    ----------
    Hurvich & Tsai (1989), Biometrika 76, 297-307.
    """
    if len(values) < SHORT:
        return OWN_LAG_SETS[0]
    every = tuple(sorted({lag for lags in OWN_LAG_SETS for lag in lags}))
    rows = complete_rows(np.isfinite(values), every)
    scores = [_aicc(values, rows, regressors, lags) for lags in OWN_LAG_SETS]
    return OWN_LAG_SETS[int(np.argmin(scores))]


def _aicc(values: Floats, rows: Bools, regressors: Floats, own_lags: tuple[int, ...]) -> float:
    """AICc of one own-lag set; infinite where too few rows are left to tell."""
    n = int(rows.sum())
    parameters = n - freedom(rows, regressors, own_lags) + 1  # the variance is one of them
    if n - parameters - 1 <= 0:
        return np.inf
    left = whiten(values[None, :], rows, regressors, own_lags)[0, rows]
    squares = max(float(left @ left), np.finfo(float).tiny)
    return float(n * np.log(squares / n) + 2 * parameters * n / (n - parameters - 1))
