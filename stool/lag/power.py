"""What a design could have seen: the smallest correlation found four times in five."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import t

from stool.lag import null, whitening
from stool.lag.linear import Floats

POWER = 0.8
POWER_QUANTILE = 0.8416212335729143  # of the normal, for 80 % power


def minimum_detectable_r(
    n_quarters: int,
    *,
    lags: Sequence[int],
    own_lags: tuple[int, ...] = (1,),
    trend: bool = True,
    season: int = 4,
    alpha: float = 0.05,
    n_sim: int = 4000,
    seed: int = 0,
) -> float:
    """Smallest |r| one pair of complete series would show four times in five.

    Parameters
    ----------
    n_quarters : int
        Quarters of both series, none missing.
    lags : sequence of int
        Lags tried together, for instance ``range(-6, 7)``.
    own_lags : tuple of int
        Own lags taken out of both series.
    trend, season, alpha, n_sim, seed
        As in `lagged_correlation`.

    Returns
    -------
    float
        Between 0 and 1; NaN when no lag leaves 5 pairs or too few quarters are left to whiten.
    """
    seen = (True,) * n_quarters
    regressors = whitening.terms(n_quarters, trend, season)
    rows = whitening.complete_rows(np.array(seen, dtype=np.bool_), own_lags)
    if whitening.freedom(rows, regressors, own_lags) < whitening.LEAST_FREEDOM:
        return float("nan")
    tried = tuple(sorted(set(lags)))
    simulated = null.simulate(
        null.Design(seen, seen, own_lags, own_lags, tried, trend, season), n_sim, seed
    )
    row = np.where(rows, 0.0, np.nan)[None, :]
    _, pairs = null.lag_correlations(row, row, tried)
    if not len(simulated.maxima):
        return float("nan")
    return of_pair(float(np.quantile(simulated.maxima, 1 - alpha)), simulated.sd, pairs)


def of_pair(critical: float, sd: Floats, pairs: Floats) -> float:
    """Minimum detectable |r| of a single pair, at the middling lag of its family.

    Parameters
    ----------
    critical : float
        Critical value of the largest |z| / sd.
    sd : ndarray (lags,)
        Null standard deviation of z = atanh(r) sqrt(pairs - 3); NaN where untested.
    pairs : ndarray (lags,)

    Returns
    -------
    float
        tanh((critical + .84) sd / sqrt(pairs - 3)), between 0 and 1; NaN when nothing is tested.
    """
    tested = np.isfinite(sd)
    if not tested.any():
        return float("nan")
    reach = (critical + POWER_QUANTILE) * sd[tested] / np.sqrt(pairs[tested] - 3)
    return float(np.tanh(np.median(reach)))


def of_panel(critical: float, se: Floats, n_units: int) -> float:
    """Minimum detectable |r| of a panel at the middling lag, at most 1.

    (critical + q) se, where q is Student's 80 % point on units - 1 degrees of freedom.

    Parameters
    ----------
    critical : float
        Critical value of the largest |r| / se.
    se : ndarray (lags,)
        Standard error of r; NaN where untested.
    n_units : int
        2 or more.
    """
    tested = np.isfinite(se)
    if not tested.any():
        return float("nan")
    reach = critical + float(t.ppf(POWER, n_units - 1))
    return float(min(1.0, reach * np.median(se[tested])))
