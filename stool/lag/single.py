"""One leader, one follower: whitened residual correlations with a max-T null."""

from collections.abc import Sequence
from typing import Literal, TypedDict

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from stool.lag import null, power
from stool.lag.align import Panel, pair
from stool.lag.evidence import Evidence
from stool.lag.linear import Floats, normal_scores
from stool.lag.residuals import Whiten, Whitened, whitened_pair, without_each
from stool.lag.result import (
    NOT_WHITE,
    QUARTER_COLUMNS,
    RESIDUAL_COLUMNS,
    TABLE_COLUMNS,
    Headline,
    LagResult,
    carriers,
    graded,
    headline,
    left_out,
    untested_table,
)

Direction = Literal["both", "forward"]

EXPLORED = 6  # lags each way when the direction was not declared in advance
DECLARED = 4
Z_95 = 1.959963984540054
WHITENESS_ALPHA = 0.05  # over both series together
FLAT = 1e-9  # residual spread, in standard deviations of the series, that is only rounding


class Settings(TypedDict):
    """Options of a call, kept with its result."""

    lags: tuple[int, ...]
    whiten: Whiten
    trend: bool
    season: int
    robust_check: bool
    alpha: float
    n_sim: int
    seed: int


def lagged_correlation(
    x: ArrayLike,
    y: ArrayLike,
    *,
    max_lag: int | None = None,
    lags: Sequence[int] | None = None,
    direction: Direction = "both",
    whiten: Whiten = "auto",
    trend: bool = True,
    season: int = 4,
    robust_check: bool = True,
    alpha: float = 0.05,
    n_sim: int = 4000,
    seed: int = 0,
    names: tuple[str, str] | None = None,
) -> LagResult:
    """Find whether, and after how many quarters, one series moves before another.

    Each series is reduced to what its own past, a trend and the season do not explain; what is left
    is correlated at every lag, and the largest correlation is judged against the largest of
    simulated unrelated series with the same length and the same gaps.

    Parameters
    ----------
    x, y : Series of float, or array of shape (quarters,)
        Leader and follower in any units. A Series is placed by its index (``2026Q2``, whole
        numbers, periods or dates); an array is consecutive quarters. A missing quarter stays
        missing: rows that need it drop out.
    max_lag : int, optional
        Longest lag, 1 or more; 6 each way by default, min(4, T // 5) if `direction` is "forward".
    lags : sequence of int, optional
        Lags to try, instead of `max_lag` and `direction`; positive where x comes first.
    direction : {"both", "forward"}
        Forward tries 1 to K only, for a link declared before looking.
    whiten : "auto" or tuple of int
        Own lags taken out of both series; "auto" lets AICc choose for each (under 20 quarters: 1).
    trend : bool
        Whether a straight line is taken out.
    season : int
        Quarters in a cycle taken out by dummies; 0 for none.
    robust_check : bool
        Whether the normal-score twin is computed; without it nothing is called established.
    alpha : float
        Family-wise limit, between 0 and .5.
    n_sim : int
        Simulated pairs.
    seed : int
        Seed of the simulation: the same call gives the same numbers.
    names : tuple of str, optional
        Leader and follower; by default the names of the Series, else "x" and "y".

    Returns
    -------
    LagResult
        With too little data, or a series that does not vary (also once trend and season are taken
        out), the evidence is level 0, the table holds what could be computed and `warnings` says
        why.

    Raises
    ------
    RepeatedQuarterError, InfiniteScoreError, UnknownQuarterError

    References
    ----------
    Haugh (1976), J. Am. Stat. Assoc. 71, 378-385; Box, Jenkins, Reinsel & Ljung (2015), Time Series
    Analysis, section 12.1 (prewhitening). Westfall & Young (1993), section 2.3 (max-T).
    """
    if not 0 < alpha < 0.5:
        raise ValueError(f"alpha is {alpha}, must be between 0 and 0.5")
    named = names or (_name(x, "x"), _name(y, "y"))
    both = pair(x, y, named)
    family = _family(both.n_quarters(), max_lag, lags, direction)
    settings: Settings = {
        "lags": family,
        "whiten": whiten,
        "trend": trend,
        "season": season,
        "robust_check": robust_check,
        "alpha": alpha,
        "n_sim": n_sim,
        "seed": seed,
    }
    whitened = whitened_pair(both, family, whiten, trend, season)
    cautions = _what_is_flat(both, whitened)
    table, whiteness = untested_table(family), (np.nan, np.nan)
    residuals = pd.DataFrame(columns=list(RESIDUAL_COLUMNS))
    detectable = np.nan
    without = pd.DataFrame(columns=list(QUARTER_COLUMNS))
    if not cautions:
        simulated = null.simulate(whitened.design, n_sim, seed)
        table = _table(whitened, simulated, settings)
        whiteness = _whiteness(whitened, simulated)
        residuals = _residuals(whitened, simulated, named)
        detectable = _detectable(table, simulated, alpha)
        cautions = _cautions(both, table, whiteness, settings)
    head = headline(table, alpha)
    if head["p"] < alpha:
        without = _without_quarter(both, whitened.design, head)
    return graded(
        LagResult(
            leader=named[0],
            follower=named[1],
            table=table,
            **head,
            evidence=Evidence.TOO_SHORT,
            n_units=1,
            n_quarters=both.n_quarters(),
            n_missing=both.n_missing(),
            family=family,
            min_detectable_r=detectable,
            without_quarter=without,
            influential_quarters=carriers(without),
            ar_order={named[0]: whitened.design.own_x, named[1]: whitened.design.own_y},
            ljung_box_p=dict(zip(named, whiteness, strict=True)),
            residuals=residuals,
            warnings=cautions,
            settings=settings,
        ),
        alpha,
    )


def _table(whitened: Whitened, simulated: null.Null, settings: Settings) -> pd.DataFrame:
    """One row a lag, columns `TABLE_COLUMNS`."""
    lags = whitened.design.lags
    r, pairs = (part.ravel() for part in null.lag_correlations(whitened.x, whitened.y, lags))
    sizes = np.abs(null.z_scores(r, pairs)) / simulated.sd
    se = simulated.sd / np.sqrt(np.maximum(pairs - 3, 1))
    z = np.arctanh(np.clip(r, -null.R_LIMIT, null.R_LIMIT))
    low, high = np.tanh(z - Z_95 * se), np.tanh(z + Z_95 * se)
    ratio = _spread_ratio(whitened)
    r_robust = p_robust = np.full(len(lags), np.nan)
    if settings["robust_check"]:
        r_robust, p_robust = _twin(whitened, settings["n_sim"], settings["seed"])
    columns = {
        "lag": list(lags),
        "n_pairs": pairs.astype(int),
        "r": r,
        "se": se,
        "ci_low": low,
        "ci_high": high,
        "slope": r * ratio,
        "slope_low": low * ratio,
        "slope_high": high * ratio,
        "p": [null.at_least(simulated.sizes[:, i], size) for i, size in enumerate(sizes)],
        "p_adj": [null.at_least(simulated.maxima, size) for size in sizes],
        "r_robust": r_robust,
        "p_adj_robust": p_robust,
        "r_band": np.tanh(_critical(simulated, settings["alpha"]) * se),
    }
    return pd.DataFrame(columns, columns=list(TABLE_COLUMNS))


def _twin(whitened: Whitened, n_sim: int, seed: int) -> tuple[Floats, Floats]:
    """Correlation and family-wise p at each lag with normal scores in place of residuals."""
    lags = whitened.design.lags
    x, y = normal_scores(whitened.x), normal_scores(whitened.y)
    r, pairs = (part.ravel() for part in null.lag_correlations(x, y, lags))
    simulated = null.simulate(whitened.design, n_sim, seed, twin=True)
    sizes = np.abs(null.z_scores(r, pairs)) / simulated.sd
    return r, np.array([null.at_least(simulated.maxima, size) for size in sizes])


def _spread_ratio(whitened: Whitened) -> float:
    """Follower's residual spread over the leader's: turns r into a slope."""
    return float(np.nanstd(whitened.y) / np.nanstd(whitened.x))


def _whiteness(whitened: Whitened, simulated: null.Null) -> tuple[float, float]:
    """Ljung-Box p of leader and follower, against the same fit on simulated series."""
    x, y = (float(null.ljung_box(left)[0]) for left in (whitened.x, whitened.y))
    return null.at_least(simulated.whiteness_x, x), null.at_least(simulated.whiteness_y, y)


def _residuals(whitened: Whitened, simulated: null.Null, names: tuple[str, str]) -> pd.DataFrame:
    """Autocorrelation of what is left of each leg, with what luck leaves."""
    legs = (
        (names[0], whitened.x, simulated.own_x),
        (names[1], whitened.y, simulated.own_y),
    )
    rows = [
        (name, lag, float(r), float(np.quantile(largest, 1 - WHITENESS_ALPHA / 2)))
        for name, left, largest in legs
        for lag, r in enumerate(null.autocorrelations(left)[0], start=1)
    ]
    return pd.DataFrame(rows, columns=list(RESIDUAL_COLUMNS))


def _detectable(table: pd.DataFrame, simulated: null.Null, alpha: float) -> float:
    critical = _critical(simulated, alpha)
    return power.of_pair(critical, simulated.sd, table["n_pairs"].to_numpy(dtype=float))


def _critical(simulated: null.Null, alpha: float) -> float:
    """What the largest |z| over the lags exceeds by luck in a share alpha of unrelated pairs."""
    if not len(simulated.maxima):
        return float("nan")
    return float(np.quantile(simulated.maxima, 1 - alpha))


def _without_quarter(both: Panel, design: null.Design, best: Headline) -> pd.DataFrame:
    """Correlation at the best lag with each quarter left out, columns `QUARTER_COLUMNS`."""
    if best["best_lag"] is None:
        return pd.DataFrame(columns=list(QUARTER_COLUMNS))
    lag = best["best_lag"]
    x, y = without_each(both, design)
    r = [
        float(null.lag_correlations(x[[position]], y[[position]], (lag,))[0][0, 0])
        for position in range(len(both.quarters))
    ]
    return left_out(both.quarters, r, best["best_r"])


def _what_is_flat(both: Panel, whitened: Whitened) -> tuple[str, ...]:
    """Keys of what stops every test: too few quarters, or a leg with nothing new in it."""
    cautions = []
    for key, values, left in (
        ("flat_leader", both.x, whitened.x),
        ("flat_follower", both.y, whitened.y),
    ):
        seen = values[np.isfinite(values)]
        if len(seen) and np.ptp(seen) <= FLAT * np.abs(seen).max():
            cautions.append(key)
        elif not np.isfinite(left).any():
            cautions.append("too_few_quarters")
        elif np.nanstd(left) <= FLAT * np.std(seen):
            cautions.append(key)
    return tuple(dict.fromkeys(cautions))


def _cautions(
    both: Panel,
    table: pd.DataFrame,
    whiteness: tuple[float, float],
    settings: Settings,
) -> tuple[str, ...]:
    """Keys of the cautions that apply to a tested pair."""
    cautions = []
    if both.n_missing():
        cautions.append("missing_quarters")
    if min(whiteness) < WHITENESS_ALPHA / 2:
        cautions.append(NOT_WHITE)
    if not settings["robust_check"]:
        cautions.append("no_robust_check")
    if table["p_adj"].isna().any():
        cautions.append("lags_not_tested")
    return tuple(cautions)


def _family(
    n_quarters: int,
    max_lag: int | None,
    lags: Sequence[int] | None,
    direction: Direction,
) -> tuple[int, ...]:
    """Lags to test together, ascending."""
    if lags is not None:
        return tuple(sorted({int(lag) for lag in lags}))
    if max_lag is not None and max_lag < 1:
        raise ValueError(f"max_lag is {max_lag}, must be 1 or more")
    if direction == "forward":
        return tuple(range(1, (max_lag or declared_lags(n_quarters)) + 1))
    longest = max_lag or EXPLORED
    return tuple(range(-longest, longest + 1))


def declared_lags(n_quarters: int, max_lag: int = DECLARED) -> int:
    """Longest lag of a link declared in advance: min(max_lag, T // 5), at least 1."""
    return max(1, min(max_lag, n_quarters // 5))


def _name(series: ArrayLike, otherwise: str) -> str:
    name = series.name if isinstance(series, pd.Series) else None
    return otherwise if name is None else str(name)
