"""What is usually done instead, as p at every lag; each is checked against its library.

All take legs (batch, quarters), or (batch, units, quarters) for panels, with the same quarters
missing in the whole batch, and give p (batch, lags), already multiplied by the number of lags
where the yardstick corrects for it. A lag is flagged below .05.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import statsmodels.api as sm
from linearmodels import PanelOLS
from scipy.stats import norm
from scipy.stats import t as student
from statsmodels.tsa.stattools import ccf

from benchmarks.support.noise import Floats

Yardstick = Callable[[Floats, Floats, Sequence[int]], Floats]

LEAST_ROWS = (
    5  # fewer quarters give no p, so that no yardstick is blamed for a fit through 3 points
)


def ccf_bands(x: Floats, y: Floats, lags: Sequence[int]) -> Floats:
    """`statsmodels.tsa.stattools.ccf` against +-1.96 / sqrt(T), incomplete quarters dropped."""
    seen = np.isfinite(x[0]) & np.isfinite(y[0])
    r = np.array([_ccf(one[seen], other[seen], lags) for one, other in zip(x, y, strict=True)])
    p: Floats = 2 * norm.sf(np.abs(r) * np.sqrt(seen.sum()))
    return p


def _ccf(x: Floats, y: Floats, lags: Sequence[int]) -> list[float]:
    forward, backward = ccf(y, x, adjusted=False), ccf(x, y, adjusted=False)
    return [float(forward[lag] if lag >= 0 else backward[-lag]) for lag in lags]


def shifted_correlation(x: Floats, y: Floats, lags: Sequence[int]) -> Floats:
    """Pearson's r of `x.shift(lag)` and `y`, each lag at .05."""
    return _each_lag(x, y, lags, _pearson)


def newey_west(x: Floats, y: Floats, lags: Sequence[int]) -> Floats:
    """OLS of y on x lagged, Newey-West errors over 4 (n / 100)^(2/9) quarters, Bonferroni.

    With statsmodels' `use_correction` and `use_t`, its most cautious form.
    """
    return len(lags) * _each_lag(x, y, lags, _hac)


def pooled_correlation(x: Floats, y: Floats, lags: Sequence[int]) -> Floats:
    """Pearson's r over all unit-quarters, each lag at .05."""
    return _each_lag(x, y, lags, _pearson)


def clustered(x: Floats, y: Floats, lags: Sequence[int]) -> Floats:
    """Unit effects, errors clustered by unit, t with units - 1 degrees of freedom, Bonferroni.

    The errors are those of linearmodels' PanelOLS with `group_debias`, which with this t is what
    Stata's ``xtreg, fe vce(cluster)`` does; PanelOLS's own defaults flag more.
    """
    p = np.full((len(x), len(lags)), np.nan)
    for place, lag in enumerate(lags):
        slope, error, units = clustered_slope(*_at_lag(x, y, lag))
        p[:, place] = 2 * student.sf(np.abs(slope) / error, units - 1)
    return len(lags) * p


def clustered_slope(a: Floats, b: Floats) -> tuple[Floats, Floats, int]:
    """Within slope of b on a (batch, units, quarters), its clustered error, the units."""
    seen = np.isfinite(a[0]) & np.isfinite(b[0])
    kept = seen & (seen.sum(axis=1, keepdims=True) > 1)
    rows = np.maximum(kept.sum(axis=1, keepdims=True), 1)
    a, b = np.where(kept, a, 0.0), np.where(kept, b, 0.0)
    a, b = (kept * (leg - leg.sum(axis=2, keepdims=True) / rows) for leg in (a, b))
    squares = np.einsum("bit,bit->b", a, a)
    slope = np.einsum("bit,bit->b", a, b) / squares
    scores = np.einsum("bit,bit->bi", a, b - slope[:, None, None] * a)
    units = int(kept.any(axis=1).sum())
    error = np.sqrt((scores**2).sum(axis=1) * units / (units - 1)) / squares
    return slope, error, units


SINGLE: dict[str, Yardstick] = {
    "ccf": ccf_bands,
    "shift": shifted_correlation,
    "newey_west": newey_west,
}
PANEL: dict[str, Yardstick] = {"pooled": pooled_correlation, "clustered": clustered}
TITLES = {
    "ours": "ours",
    "twin": "ours, twin agrees",
    "ccf": "ccf ±1.96/√T",
    "shift": "shift().corr()",
    "newey_west": "Newey-West, Bonf.",
    "pooled": "pooled Pearson",
    "clustered": "unit FE, clustered, Bonf.",
}


def _at_lag(x: Floats, y: Floats, lag: int) -> tuple[Floats, Floats]:
    """The leader's values and the follower's `lag` quarters later."""
    length = x.shape[-1]
    follows = np.arange(max(lag, 0), length + min(lag, 0))
    return x[..., follows - lag], y[..., follows]


def _each_lag(
    x: Floats, y: Floats, lags: Sequence[int], p_value: Callable[[Floats, Floats], Floats]
) -> Floats:
    """p of every lag over its complete rows, flattened to (batch, rows)."""
    p = np.full((len(x), len(lags)), np.nan)
    for place, lag in enumerate(lags):
        a, b = (leg.reshape(len(leg), -1) for leg in _at_lag(x, y, lag))
        rows = np.isfinite(a[0]) & np.isfinite(b[0])
        if rows.sum() >= LEAST_ROWS:
            p[:, place] = p_value(a[:, rows], b[:, rows])
    return p


def _centred(values: Floats) -> Floats:
    centred: Floats = values - values.mean(axis=1, keepdims=True)
    return centred


def _pearson(a: Floats, b: Floats) -> Floats:
    a, b = _centred(a), _centred(b)
    r = (a * b).sum(axis=1) / np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
    free = a.shape[1] - 2
    p: Floats = 2 * student.sf(np.abs(r) * np.sqrt(free / np.maximum(1 - r**2, 1e-15)), free)
    return p


def _hac(a: Floats, b: Floats) -> Floats:
    """p of the slope by Student's t, Bartlett weights, n / (n - 2) for the two coefficients."""
    a, b = _centred(a), _centred(b)
    squares = (a**2).sum(axis=1)
    slope = (a * b).sum(axis=1) / squares
    scores = a * (b - slope[:, None] * a)
    longest = _hac_lags(a.shape[1])
    meat = (scores**2).sum(axis=1)
    for lag in range(1, longest + 1):
        weight = 1 - lag / (longest + 1)
        meat += 2 * weight * (scores[:, lag:] * scores[:, :-lag]).sum(axis=1)
    free = a.shape[1] - 2
    meat *= a.shape[1] / free
    p: Floats = 2 * student.sf(np.abs(slope) * squares / np.sqrt(meat), free)
    return p


def _hac_lags(rows: int) -> int:
    return int(4 * (rows / 100) ** (2 / 9))


def check_single(x: Floats, y: Floats, lag: int) -> dict[str, float]:
    """Largest difference of p from pandas' r and from statsmodels' OLS, on one batch.

    Parameters
    ----------
    x, y : ndarray (batch, quarters)
    lag : int

    Returns
    -------
    dict of yardstick to difference
    """
    ours_shift, ours_hac = shifted_correlation(x, y, [lag]), newey_west(x, y, [lag])
    shift, hac = [], []
    for one, other in zip(x, y, strict=True):
        pairs = pd.DataFrame({"x": pd.Series(one).shift(lag), "y": other}).dropna()
        r, free = pairs["x"].corr(pairs["y"]), len(pairs) - 2
        shift.append(2 * student.sf(abs(r) * np.sqrt(free / (1 - r**2)), free))
        fit = sm.OLS(pairs["y"].to_numpy(), sm.add_constant(pairs["x"].to_numpy())).fit(
            cov_type="HAC",
            cov_kwds={"maxlags": _hac_lags(len(pairs)), "use_correction": True},
            use_t=True,
        )
        hac.append(fit.pvalues[1])
    return {
        "shift, of pandas": float(np.abs(ours_shift[:, 0] - shift).max()),
        "newey_west, of statsmodels": float(np.abs(ours_hac[:, 0] - hac).max()),
    }


def check_panel(x: Floats, y: Floats, lag: int) -> dict[str, float]:
    """Relative difference of the clustered error from linearmodels', on the first of a batch."""
    a, b = (leg[0] for leg in _at_lag(x, y, lag))
    slope, error, _ = clustered_slope(a[None], b[None])
    unit, quarter = np.indices(a.shape)
    frame = pd.DataFrame(
        {"unit": unit.ravel(), "quarter": quarter.ravel(), "a": a.ravel(), "b": b.ravel()}
    ).dropna()
    frame = frame.set_index(["unit", "quarter"])
    fit = PanelOLS(frame["b"], frame[["a"]], entity_effects=True).fit(
        cov_type="clustered", cluster_entity=True, group_debias=True
    )
    return {
        "clustered, slope, of linearmodels": abs(float(slope[0] / fit.params["a"]) - 1),
        "clustered, error, of linearmodels": abs(float(error[0] / fit.std_errors["a"]) - 1),
    }
