"""What a lag analysis answers: one frozen result, its table, and its settings."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from stool.lag.evidence import Evidence

TABLE_COLUMNS = (
    "lag",  # quarters from leader to follower; negative: the follower came first
    "n_pairs",  # pairs behind r; in a panel, unit-quarters
    "r",  # correlation of what is new in each series, -1 to 1
    "se",  # of r (panel) or of atanh r (single pair)
    "ci_low",
    "ci_high",
    "slope",  # follower's units per unit of the leader
    "slope_low",
    "slope_high",
    "p",  # this lag alone
    "p_adj",  # family-wise over the lags tried (max-T)
    "r_robust",  # the normal-score twin
    "p_adj_robust",
)


@dataclass(frozen=True, slots=True)
class LagResult:
    """Answer for one leader and one follower.

    Attributes
    ----------
    leader, follower : str
        Names of the two series.
    table : DataFrame, one row a lag
        Columns `TABLE_COLUMNS`.
    best_lag : int or None
        Lag of the smallest `p_adj` (largest |r| on ties); None when no lag could be tested.
    lag_set : tuple of int
        Lags whose `p_adj` is below alpha (the best lag alone when none is): lags are a set, never
        one number without its neighbours.
    best_r, low, high : float
        Correlation at `best_lag` with its 95 % interval; NaN when no lag could be tested.
    slope, slope_low, slope_high : float
        Follower's units per unit of the leader at `best_lag`, with its 95 % interval.
    p : float
        Family-wise p of the best lag, over lags and, in `loop_links`, over the three links (Holm).
    evidence : Evidence
    n_obs : int
        Pairs (unit-quarters in a panel) at the best lag.
    n_units : int
        Units that entered; 1 for a single pair.
    n_quarters : int
        Quarters from first to last observation.
    n_missing : int
        Unit-quarters in that span where either series is missing.
    family : tuple of int
        Lags tested together.
    min_detectable_r : float
        Smallest |r| this design finds four times in five; NaN when nothing can be tested.
    influential_quarters : tuple of str or int
        Quarters without which the link would not be called established.
    ar_order : Mapping of str to tuple of int
        Own lags removed from each series.
    ljung_box_p : Mapping of str to float
        Whiteness of what is left of each series.
    warnings : tuple of str
        Keys of the cautions of `stool.text` that apply.
    settings : Mapping of str to object
        Every option of the call, the seed included, so that it can be repeated.
    """

    leader: str
    follower: str
    table: pd.DataFrame
    best_lag: int | None
    lag_set: tuple[int, ...]
    best_r: float
    low: float
    high: float
    slope: float
    slope_low: float
    slope_high: float
    p: float
    evidence: Evidence
    n_obs: int
    n_units: int
    n_quarters: int
    n_missing: int
    family: tuple[int, ...]
    min_detectable_r: float
    influential_quarters: tuple[str | int, ...]
    ar_order: Mapping[str, tuple[int, ...]]
    ljung_box_p: Mapping[str, float]
    warnings: tuple[str, ...]
    settings: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PanelLagResult(LagResult):
    """Answer for many units at once: within units, company-wide shocks removed.

    Attributes
    ----------
    aggregate : LagResult or None
        The single-pair answer on the means over units, quarter by quarter.
    between_r : float
        Correlation of the units' own means: not evidence of a lead.
    pooled_r : float
        Plain correlation over all unit-quarters at `best_lag`, which mixes the two; shown so that
        the difference can be explained.
    """

    aggregate: LagResult | None
    between_r: float
    pooled_r: float
