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
