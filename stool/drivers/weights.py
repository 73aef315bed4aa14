"""How much of the variance of an outcome goes with each of several correlated items.

Every function takes correlation matrices with the outcome in the first place and any number of
leading axes, so that a bootstrap costs one call.
"""

from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEAST_EIGENVALUE = 1e-6  # of a correlation matrix; below it some items say the same twice
MOST_SHARED_OUT = 12  # items: 4,096 regressions; each further one doubles them


def correlations(products: Floats, spreads: Floats) -> Floats:
    """Pairwise correlations as the nearest matrix that answers of people could have.

    Parameters
    ----------
    products : ndarray (..., k, k)
        Sums of products of deviations of every two variables, over those who have both.
    spreads : ndarray (..., k, k)
        ``spreads[i, j]``: sum of squared deviations of variable i over those who have j as well.

    Returns
    -------
    ndarray (..., k, k)
        Symmetric, 1 on the diagonal, no eigenvalue below `LEAST_EIGENVALUE`; NaN throughout where
        two variables have no correlation because one of them does not vary.

    Notes
    -----
    Correlations over different people need not fit together. Where they do not, negative
    eigenvalues are raised and the diagonal is brought back to 1, which lies close to the nearest
    correlation matrix and costs one decomposition.

    References
    ----------
    Rebonato & Jaeckel (1999), J. Risk 2(2), 17-27 (spectral decomposition).
    """
    k = products.shape[-1]
    scale = spreads * np.swapaxes(spreads, -1, -2)
    possible = scale > 0
    r = np.divide(products, np.sqrt(np.where(possible, scale, 1)))
    r = np.where(possible, np.clip(r, -1, 1), np.nan)
    r[..., np.arange(k), np.arange(k)] = 1
    known = _known(r)
    values, vectors = np.linalg.eigh(np.where(known, r, np.eye(k)))
    raised = np.maximum(values, LEAST_EIGENVALUE)
    fitting = np.einsum("...ik,...k,...jk->...ij", vectors, raised, vectors)
    size = np.sqrt(np.einsum("...ii->...i", fitting))
    fitting = fitting / (size[..., :, None] * size[..., None, :])
    fits = values[..., 0] >= LEAST_EIGENVALUE
    found: Floats = np.where(known, np.where(fits[..., None, None], r, fitting), np.nan)
    return found


def relative_weights(r: Floats) -> Floats:
    """Share of the outcome's variance that goes with each item, correlated or not.

    The items are replaced by the uncorrelated variables nearest to them; what the outcome has in
    common with each of those is handed back to the items by their squared correlations.

    Parameters
    ----------
    r : ndarray (..., 1 + items, 1 + items)
        Correlations, the outcome first.

    Returns
    -------
    ndarray (..., items)
        0 or more; together R squared.

    References
    ----------
    Johnson (2000), Multivariate Behavioral Research 35, 1-19.
    """
    values, vectors = np.linalg.eigh(_solid(r))
    root = np.sqrt(np.maximum(values, LEAST_EIGENVALUE))
    between = np.einsum("...ik,...k,...jk->...ij", vectors, root, vectors)
    beta = np.einsum("...ik,...k,...jk,...j->...i", vectors, 1 / root, vectors, r[..., 1:, 0])
    weights: Floats = np.einsum("...ij,...j->...i", between**2, beta**2)
    return weights


def coefficients(r: Floats) -> Floats:
    """Standardised regression coefficients: what each item adds once the others are known.

    Parameters and axes as of `relative_weights`.
    """
    found = np.linalg.solve(_solid(r), r[..., 1:, :1])
    return np.asarray(found[..., 0], dtype=np.float64)


def shapley(r: Floats) -> Floats:
    """R squared shared out by averaging over every order in which the items could enter.

    Parameters
    ----------
    r : ndarray (1 + items, 1 + items)
        Correlations, the outcome first.

    Returns
    -------
    ndarray (items,)
        Together R squared; NaN for more than `MOST_SHARED_OUT` items.

    References
    ----------
    Lindeman, Merenda & Gold (1980), Introduction to Bivariate and Multivariate Analysis, 119-120;
    Lipovetsky & Conklin (2001), Appl. Stoch. Models Bus. Ind. 17, 319-330.
    """
    items = len(r) - 1
    if items > MOST_SHARED_OUT:
        return np.full(items, np.nan)
    explained = _explained(r)
    share = np.zeros(items)
    sets = np.arange(len(explained))
    size = np.array([int(each).bit_count() for each in sets])
    weight = [factorial(s) * factorial(items - s - 1) / factorial(items) for s in range(items)]
    for item in range(items):
        without = sets[(sets >> item) & 1 == 0]
        gains = explained[without | 1 << item] - explained[without]
        share[item] = np.array(weight)[size[without]] @ gains
    return share


def _explained(r: Floats) -> Floats:
    """R squared of every set of items, by the bits of the set."""
    items = len(r) - 1
    explained = np.zeros(1 << items)
    for size in range(1, items + 1):
        chosen = np.array(list(combinations(range(1, items + 1), size)))
        inner = r[chosen[:, :, None], chosen[:, None, :]]
        outer = r[chosen, 0]
        beta = np.linalg.solve(inner, outer[..., None])[..., 0]
        explained[(1 << (chosen - 1)).sum(axis=1)] = (beta * outer).sum(axis=1)
    return explained


def _solid(r: Floats) -> Floats:
    """Correlations of the items alone, those that are not known replaced by none."""
    inner = r[..., 1:, 1:]
    found: Floats = np.where(_known(r), inner, np.eye(inner.shape[-1]))
    return found


def _known(r: Floats) -> Bools:
    """Which matrices hold no NaN, with two axes to spread over them."""
    return np.asarray(np.isfinite(r).all(axis=(-1, -2), keepdims=True))
