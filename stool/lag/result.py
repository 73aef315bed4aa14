"""What a lag analysis answers: one frozen result, its table, and its settings.

Results print, explain and draw themselves in a notebook; words and figures stand further down the
road, so they are fetched when asked for and nothing here needs them before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypedDict, TypeVar

import numpy as np
import pandas as pd

from stool.lag.evidence import Evidence, decide

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

NOT_WHITE = "residuals_not_white"
SHARED = "rests_on_shared_movements"

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
    "r_band",  # beyond plus or minus this, r stands out over all lags tried (p_adj < alpha)
)

RESIDUAL_COLUMNS = (
    "leg",  # name of the series
    "lag",  # 1 to 4 quarters
    "r",  # autocorrelation of what is left
    "band",  # beyond plus or minus this, the series still remembers its own past
)

UNIT_COLUMNS = (
    "unit",
    "n_quarters",  # quarters with both legs at the lag
    "r",  # -1 to 1; NaN where nothing is left of a leg
    "low",
    "high",
    "r_without",  # r of all the other units
)

QUARTER_COLUMNS = (
    "quarter",
    "r",  # without that quarter
    "lost",  # share of r that goes with it; below 0 where r grows, above 1 where it turns round
)

CARRIED = 1 / 3  # share of r that a quarter must take with it to be said to carry the link


@dataclass(frozen=True, slots=True, repr=False)
class LagResult:
    """Answer for one leader and one follower.

    `print` shows the paragraph, the table and the settings; `explain` and `draw` give the words and
    the figure that the app shows.

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
        Quarters from the later of the two first observations to the earlier of the two last.
    n_missing : int
        Unit-quarters in that window where either series is missing.
    family : tuple of int
        Lags tested together.
    min_detectable_r : float
        Smallest |r| this design finds four times in five, at the middling lag of the family; NaN
        when nothing can be established.
    without_quarter : DataFrame, one row a quarter
        Columns `QUARTER_COLUMNS`: r at `best_lag` as if that quarter had not been observed; empty
        unless some lag is below alpha.
    influential_quarters : tuple of str or int
        Quarters that carry the link: without one of them r loses more than a third.
    ar_order : Mapping of str to tuple of int
        Own lags removed from each series.
    ljung_box_p : Mapping of str to float
        Whiteness of what is left of each series.
    residuals : DataFrame, one row a series and lag of 1 to 4 quarters
        Columns `RESIDUAL_COLUMNS`: autocorrelation of what is left of each series.
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
    without_quarter: pd.DataFrame
    influential_quarters: tuple[str | int, ...]
    ar_order: Mapping[str, tuple[int, ...]]
    ljung_box_p: Mapping[str, float]
    residuals: pd.DataFrame
    warnings: tuple[str, ...]
    settings: Mapping[str, object]

    def __repr__(self) -> str:
        from stool.text import evidence

        return evidence.printed(self)

    def explain(self) -> str:
        """The result in one paragraph: what may be said, what it rests on, what to doubt."""
        from stool.text import evidence

        return evidence.paragraph(self)

    def draw(self, mode: Literal["light", "dark"] = "light") -> "Figure":
        """The result as a figure: r at every lag with its interval and the band of luck."""
        from stool import charts

        return charts.lollipop(self, mode=mode)


@dataclass(frozen=True, slots=True, repr=False)
class PanelLagResult(LagResult):
    """Answer for many units at once: within units, company-wide shocks removed.

    Attributes
    ----------
    aggregate : LagResult or None
        The single-pair answer on the means over units, quarter by quarter.
    units : DataFrame, one row a unit that entered
        Columns `UNIT_COLUMNS`: each unit's own correlation at `best_lag`, partial to the company-
        wide movements, with its 95 % interval. One unit's r says little; their spread says more.
    between_r : float
        Correlation of the units' own means: not evidence of a lead.
    pooled_r : float
        Plain correlation over all unit-quarters at `best_lag`, which mixes the two; shown so that
        the difference can be explained.
    """

    aggregate: LagResult | None
    units: pd.DataFrame
    between_r: float
    pooled_r: float


Result = TypeVar("Result", bound=LagResult)


def graded(result: Result, alpha: float, p: float | None = None) -> Result:
    """The result with its evidence decided from its own facts.

    Parameters
    ----------
    result : LagResult or PanelLagResult
    alpha : float
        Limit of "established".
    p : float, optional
        Replaces `result.p`, for instance after Holm's correction over several links.
    """
    p = result.p if p is None else p
    evidence = decide(
        n_quarters=result.n_quarters,
        n_units=result.n_units,
        most_pairs=int(result.table["n_pairs"].max()) if len(result.table) else 0,
        p=p,
        twin_agrees=_twin_agrees(result, alpha),
        white=NOT_WHITE not in result.warnings,
        rests_on_shared=SHARED in result.warnings,
        rests_on_one_quarter=bool(result.influential_quarters),
        seen_in_aggregate=_seen_in_aggregate(result),
        alpha=alpha,
    )
    return replace(result, p=p, evidence=evidence)


class Headline(TypedDict):
    """The fields of a `LagResult` that repeat one row of its table."""

    best_lag: int | None
    lag_set: tuple[int, ...]
    best_r: float
    low: float
    high: float
    slope: float
    slope_low: float
    slope_high: float
    p: float
    n_obs: int


def left_out(quarters: Sequence[str | int], r: Sequence[float], whole: float) -> pd.DataFrame:
    """Columns `QUARTER_COLUMNS`, from r without each quarter and r of them all."""
    columns = (pd.Series(quarters, dtype=object), r, [lost(without, whole) for without in r])
    return pd.DataFrame(dict(zip(QUARTER_COLUMNS, columns, strict=True)))


def carriers(without: pd.DataFrame) -> tuple[str | int, ...]:
    """Quarters that take more than a third of r with them, or all that is known of it."""
    return tuple(without.loc[~(without["lost"] <= CARRIED).to_numpy(dtype=bool), "quarter"])


def lost(r_without: float, r: float) -> float:
    """Share of a correlation that goes when something is taken away.

    A limit on r rather than on p: leaving out a quarter always costs some significance, so a limit
    on p turns away most true links of short series (of leads with r = .7 in 24 quarters 24 % pass,
    against 41 %), while a shock of five standard deviations in both legs is caught as often.
    """
    return 1 - r_without / r


def headline(table: pd.DataFrame, alpha: float) -> Headline:
    """The row of the smallest `p_adj`, the largest |r| on ties, and the lags flagged with it."""
    tested = table[np.isfinite(table["p_adj"].to_numpy())]
    if tested.empty:
        return Headline(
            best_lag=None,
            lag_set=(),
            best_r=np.nan,
            low=np.nan,
            high=np.nan,
            slope=np.nan,
            slope_low=np.nan,
            slope_high=np.nan,
            p=np.nan,
            n_obs=0,
        )
    order = np.lexsort((-tested["r"].abs().to_numpy(), tested["p_adj"].to_numpy()))
    best = tested.iloc[int(order[0])]
    flagged = tuple(int(lag) for lag in tested.loc[tested["p_adj"] < alpha, "lag"])
    return Headline(
        best_lag=int(best["lag"]),
        lag_set=flagged or (int(best["lag"]),),
        best_r=float(best["r"]),
        low=float(best["ci_low"]),
        high=float(best["ci_high"]),
        slope=float(best["slope"]),
        slope_low=float(best["slope_low"]),
        slope_high=float(best["slope_high"]),
        p=float(best["p_adj"]),
        n_obs=int(best["n_pairs"]),
    )


def untested_table(lags: tuple[int, ...]) -> pd.DataFrame:
    """The table of a design in which no lag can be tested."""
    table = pd.DataFrame(np.nan, index=range(len(lags)), columns=list(TABLE_COLUMNS))
    return table.assign(lag=list(lags), n_pairs=0)


def _twin_agrees(result: LagResult, alpha: float) -> bool:
    """Whether the normal-score twin flags the best lag too, with the same sign."""
    row = result.table[result.table["lag"] == result.best_lag]
    if row.empty:
        return False
    twin, p = float(row["r_robust"].iloc[0]), float(row["p_adj_robust"].iloc[0])
    return p < alpha and twin * result.best_r > 0


def _seen_in_aggregate(result: LagResult) -> bool:
    """Whether the company-wide series establish the link at a lag this result flags too."""
    if not isinstance(result, PanelLagResult) or result.aggregate is None:
        return False
    aggregate = result.aggregate
    return (
        aggregate.evidence >= Evidence.ESTABLISHED
        and aggregate.best_r * result.best_r > 0
        and bool(set(aggregate.lag_set) & set(result.lag_set))
    )
