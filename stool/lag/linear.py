"""Batched projections: many small least-squares fits at once, with missing values."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

COLLINEAR = 1e-10  # share of a column's squares that must be its own for the column to count
SETTLED = 1e-9  # alternating means stop when they move by less, in standard deviations
MOST_ROUNDS = 200
RANK_DECIMALS = 10  # values nearer than this are ties: arithmetic, not data, set them apart


def orthonormal(columns: Sequence[Floats]) -> list[Floats]:
    """Gram-Schmidt in every row of a batch, skipping what earlier columns already span.

    Parameters
    ----------
    columns : sequence of ndarray, each (batch, n)
        0 where a row of the batch has no observation.

    Returns
    -------
    list of ndarray, each (batch, n)
        Orthonormal within each row; a collinear column comes back as zeros.
    """
    basis: list[Floats] = []
    for column in columns:
        before = np.einsum("bn,bn->b", column, column)
        own = sweep_out(column, basis)
        after = np.einsum("bn,bn->b", own, own)
        counts = after > COLLINEAR * before
        size = np.sqrt(np.where(counts, after, 1))
        basis.append(own / size[:, None] * counts[:, None])
    return basis


def sweep_out(values: Floats, basis: Sequence[Floats]) -> Floats:
    """What is left of each row of `values` (batch, n) after projection on its basis."""
    left = values
    for column in basis:
        left = left - np.einsum("bn,bn->b", left, column)[:, None] * column
    return left


def residuals_on(columns: Floats, values: Sequence[Floats], seen: Bools) -> list[Floats]:
    """What is left of each row after least squares on columns common to all rows.

    Parameters
    ----------
    columns : ndarray (n, k)
        Regressors, the same for every row.
    values : sequence of ndarray, each (batch, n)
        0 where not seen.
    seen : ndarray (batch, n)
        Which observations of each row count.

    Returns
    -------
    list of ndarray, each (batch, n)
        0 where not seen; a column that earlier ones span within a row is skipped there.
    """
    basis = np.vstack([part[0] for part in orthonormal([column[None, :] for column in columns.T])])
    k = len(basis)
    weights = seen.astype(float)
    crossed = np.einsum("an,bn->nab", basis, basis).reshape(-1, k * k)
    gram = (weights @ crossed).reshape(-1, k, k)
    slopes = _least_squares(gram, np.stack([each @ basis.T for each in values], axis=2))
    left = []
    for place, each in enumerate(values):
        fitted = np.ascontiguousarray(slopes[:, :, place]) @ basis
        np.subtract(each, fitted, out=fitted)
        fitted *= weights
        left.append(fitted)
    return left


def _least_squares(gram: Floats, inner: Floats) -> Floats:
    """Solve the normal equations (batch, k, k) of every row for (batch, k, m) by elimination."""
    left, right = gram.copy(), inner.copy()
    k = gram.shape[1]
    inverse = np.zeros(gram.shape[:2])
    for j in range(k):
        counts = left[:, j, j] > COLLINEAR * gram[:, j, j]
        inverse[counts, j] = 1 / left[counts, j, j]
        for later in range(j + 1, k):
            factor = (left[:, later, j] * inverse[:, j])[:, None]
            left[:, later] -= factor * left[:, j]
            right[:, later] -= factor * right[:, j]
    for j in reversed(range(k)):
        known = np.einsum("bl,blm->bm", left[:, j, j + 1 :], right[:, j + 1 :])
        right[:, j] = (right[:, j] - known) * inverse[:, j, None]
    return right


def two_way(values: Floats) -> tuple[Floats, Floats]:
    """Remove unit means and quarter means together.

    Parameters
    ----------
    values : ndarray (units, quarters)
        NaN where missing; an unbalanced panel is solved by alternating means.

    Returns
    -------
    left : ndarray (units, quarters)
        NaN where `values` is; every observed row and column has mean 0.
    quarter_effects : ndarray (quarters,)
        Mean 0 over the quarters with observations, 0 in quarters without any.
    """
    seen = np.isfinite(values)
    left = np.where(seen, values, 0.0)
    in_row = np.maximum(seen.sum(axis=1), 1)
    in_column = np.maximum(seen.sum(axis=0), 1)
    effects = np.zeros(values.shape[1])
    scale = float(np.sqrt((left**2).sum() / max(seen.sum(), 1))) or 1.0
    for _ in range(MOST_ROUNDS):
        left -= (left.sum(axis=1) / in_row)[:, None] * seen
        step = left.sum(axis=0) / in_column
        left -= step * seen
        effects += step
        if np.abs(step).max(initial=0) < SETTLED * scale:
            break
    used = seen.any(axis=0)
    effects = np.where(used, effects - effects[used].mean(), 0.0) if used.any() else effects
    return np.where(seen, left, np.nan), effects


def column_means(values: Floats) -> Floats:
    """Mean of each column over its observed rows; 0 for a column without any."""
    seen = np.isfinite(values)
    total = np.where(seen, values, 0.0).sum(axis=0)
    means: Floats = total / np.maximum(seen.sum(axis=0), 1)
    return means


def normal_scores(values: Floats) -> Floats:
    """Replace each row's values by the normal quantiles of their ranks.

    Parameters
    ----------
    values : ndarray (batch, n)
        NaN where missing, and NaN in the result; ties share their mean rank.

    References
    ----------
    Blom (1958), Statistical Estimates and Transformed Beta-Variables, section 6.9.
    """
    ranks = pd.DataFrame(np.round(values, RANK_DECIMALS)).rank(axis=1).to_numpy()
    n = np.isfinite(values).sum(axis=1, keepdims=True)
    scores: Floats = ndtri((ranks - 0.375) / (n + 0.25))
    return scores
