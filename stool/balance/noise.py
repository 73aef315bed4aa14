"""What survey noise makes of a tilt: the floor of a level stool, the level test, the interval."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf
from scipy.stats import chi2, norm

Floats = NDArray[np.float64]

COVERAGE = 0.95
INTERVAL = 0.80  # of the seat's ends, as of a forecast: what to expect rather than what is certain
NODES, WEIGHTS = np.polynomial.legendre.leggauss(96)  # more change no digit shown
ANGLE, WEIGHT = (NODES + 1) * np.pi / 4, WEIGHTS * np.pi / 4  # on 0 to 90 degrees
NOTHING = 1e-9  # points; a variance or a slope this small is none


def noise_floor(covariance: Floats, coverage: float = COVERAGE) -> Floats:
    """Quantile of the length of a slope vector that is noise only.

    Parameters
    ----------
    covariance : ndarray, shape (cases, 2, 2)
        Covariance of the slope vector, in squared points; NaN where unknown.
    coverage : float
        Share of level stools at or under the floor.

    Returns
    -------
    ndarray, shape (cases,)
        In points; 0 where there is no noise, NaN where it is unknown.

    References
    ----------
    Length of a two-dimensional normal vector: Hoyt (1947), Bell Syst. Tech. J. 26, 318-359; its
    distribution by Gauss-Legendre quadrature, its quantile by bisection.
    """
    spread = _eigenvalues(covariance)
    low = np.zeros(len(spread))
    high = np.sqrt(spread[:, 1] * chi2.ppf(coverage, 2)) + NOTHING  # both axes as wide, at most
    for _ in range(60):
        middle = (low + high) / 2
        under = _share_within(middle, spread) < coverage
        low, high = np.where(under, middle, low), np.where(under, high, middle)
    floor: Floats = np.where(spread.sum(axis=1) > NOTHING, high, spread.sum(axis=1) * 0)
    return floor


def level_test(slope: Floats, covariance: Floats) -> Floats:
    """p-value of W = g' Cov^-1 g against chi-squared with the rank of Cov.

    Parameters
    ----------
    slope : ndarray, shape (cases, 2)
    covariance : ndarray, shape (cases, 2, 2)

    Returns
    -------
    ndarray, shape (cases,)
        0 where the seat slopes in a direction that is known without error; NaN where the
        covariance is unknown.

    References
    ----------
    Wald (1943), Trans. Am. Math. Soc. 54, 426-482.
    """
    known = _known(covariance)
    values, vectors = np.linalg.eigh(np.where(known[:, None, None], covariance, 0))
    along = np.einsum("ni,nij->nj", slope, vectors)
    noisy = values > NOTHING
    w = np.where(noisy, along**2 / np.where(noisy, values, 1), 0).sum(axis=1)
    certain = (~noisy & (np.abs(along) > NOTHING)).any(axis=1)
    rank = noisy.sum(axis=1)
    p = np.where(rank > 0, chi2.sf(w, np.maximum(rank, 1)), 1.0)
    return np.where(known, np.where(certain, 0.0, p), np.nan)


def length_interval(slope: Floats, covariance: Floats, floor: Floats) -> Floats:
    """80 % interval of the length of the true slope, whichever way it points.

    Length plus and minus 1.28 standard errors of the slope along its own direction; where the
    length is at or under its noise floor, a level seat is not ruled out and the low end is 0.
    Noise adds length to a short slope, which the floor makes up for: 79 to 95 of 100 intervals hold
    the true length where two legs or three are about equally uncertain, 74 or more where one is.

    Parameters
    ----------
    slope : ndarray, shape (cases, 2)
        In points.
    covariance : ndarray, shape (cases, 2, 2)
        Of the slope, in squared points; NaN where unknown.
    floor : ndarray, shape (cases,)
        As of `noise_floor`.

    Returns
    -------
    ndarray, shape (cases, 2)
        Low and high end in points, 0 or more; both the length where there is no noise, NaN where
        the covariance is unknown or a slope of 0 has no direction.

    References
    ----------
    Standard error of a length by the delta method; the low end by the noise floor.
    """
    length = np.hypot(slope[:, 0], slope[:, 1])
    along = slope / np.where(length > NOTHING, length, np.nan)[:, None]
    error = np.sqrt(np.einsum("ni,nij,nj->n", along, covariance, along).clip(min=0))
    half = norm.ppf((1 + INTERVAL) / 2) * error
    may_be_level = (length <= floor + NOTHING) & (half > 0)
    low = np.where(may_be_level, 0, np.maximum(length - half, 0))
    return np.column_stack([low, length + half])


def _eigenvalues(covariance: Floats) -> Floats:
    known = _known(covariance)
    values = np.linalg.eigvalsh(np.where(known[:, None, None], covariance, 0))
    return np.where(known[:, None], np.maximum(values, 0), np.nan)


def _known(covariance: Floats) -> NDArray[np.bool_]:
    known: NDArray[np.bool_] = np.isfinite(covariance.sum(axis=(1, 2)))
    return known


def _share_within(radius: Floats, spread: Floats) -> Floats:
    """P(small z1^2 + large z2^2 <= radius^2): the wide axis integrated, the narrow one exact."""
    small, large = np.sqrt(spread[:, :1]), np.sqrt(np.maximum(spread[:, 1:], NOTHING**2))
    narrow = erf(radius[:, None] * np.cos(ANGLE) / np.sqrt(2) / np.maximum(small, NOTHING))
    z = radius[:, None] * np.sin(ANGLE) / large
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) * radius[:, None] * np.cos(ANGLE) / large
    return np.asarray(2 * (density * narrow) @ WEIGHT, dtype=np.float64)
