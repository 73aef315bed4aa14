"""One link in depth, worked out when somebody asks: second opinions, response, choices, ceiling."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t

from stool.errors import TooShortForGrangerError, TooShortForPanelGrangerError
from stool.lag import (
    ImpulseResponse,
    LagResult,
    PanelLagResult,
    granger_test,
    local_projection,
    panel_granger_test,
    panel_lagged_correlation,
    sensitivity,
)
from stool.lag.align import Panel, units
from stool.lag.linear import two_way
from stool.lag.within import Common
from stool.measure import highest_r, reliability
from stool.reading.analysis import Analysis, panel_of_scores

Link = tuple[str, str]
LONGEST_ORDER = 4
LEAST_HORIZON = 4
UNIT, TIME = "unit", "quarter"  # columns of the panel of scores
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What the surveys' own error lets a correlation show.

    Attributes
    ----------
    r_max : float
        Largest r within units that two perfectly tied legs would show, 0 to 1.
    reliability_x, reliability_y : float
        Of leader and follower, quarter by quarter within units once company-wide movements are
        out; 1 for figures counted in full.
    """

    r_max: float
    reliability_x: float
    reliability_y: float


def ceiling(analysis: Analysis, link: Link) -> Ceiling:
    """The reliability of both legs of a link; NaN where an error is not known."""
    scores, errors = panel_of_scores(analysis.legs), panel_of_scores(analysis.legs, "linear_se")
    both, noise = (units(frame, *link, unit=UNIT, time=TIME) for frame in (scores, errors))
    found = [
        reliability(two_way(seen)[0], error)
        for seen, error in ((both.x, noise.x), (both.y, noise.y))
    ]
    return Ceiling(highest_r(*found), *found)


def response(analysis: Analysis, link: Link) -> ImpulseResponse:
    """What follows a surprise in the leader, quarter by quarter: `stool.lag.local_projection`."""
    longest = max(analysis.links[link].family, default=0)
    horizon = max(LEAST_HORIZON, longest)
    frame = panel_of_scores(analysis.legs)
    return local_projection(frame, *link, unit=UNIT, time=TIME, max_horizon=horizon)


def choices(
    analysis: Analysis, link: Link, progress: Callable[[int, int], None] | None = None
) -> pd.DataFrame:
    """The link with each choice of its method changed: `stool.lag.sensitivity`."""
    return sensitivity(panel_of_scores(analysis.legs), analysis.links[link], progress=progress)


@dataclass(frozen=True, slots=True)
class Trial:
    """Settings an analyst tries, as in `stool.lag.panel_lagged_correlation`."""

    max_lag: int
    common: Common
    whiten: bool
    standardise: bool
    n_draws: int
    seed: int


def trial(analysis: Analysis, link: Link, options: Trial) -> PanelLagResult:
    """The link with settings of one's own, by itself: no correction over the three links."""
    frame = panel_of_scores(analysis.legs)
    return panel_lagged_correlation(frame, *link, unit=UNIT, time=TIME, **asdict(options))


def opinions(analysis: Analysis, link: Link) -> list[Row]:
    """What other methods say of a link, both ways.

    Returns
    -------
    list of dict
        ``method`` ("max_t", "granger", "panel_granger", "local_projection", "aggregate",
        "between"), ``direction`` ("forward", "backward"), ``statistic``, ``p`` (NaN where there is
        none) and ``note``, a key of `stool.text.opinions.NOTE` or empty.
    """
    frame = panel_of_scores(analysis.legs)
    ways = {
        "forward": (link, analysis.links.get(link)),
        "backward": (link[::-1], analysis.reverse.get((link[1], link[0]))),
    }
    rows: list[Row] = []
    for direction, (pair, result) in ways.items():
        if result is None or result.best_lag is None:
            continue
        order = min(max(result.best_lag, 1), LONGEST_ORDER)
        panel = units(frame, *pair, unit=UNIT, time=TIME)
        rows += [
            each | {"direction": direction}
            for each in (
                _own(result, direction),
                *_company(result),
                _granger(panel, order),
                *_panel_granger(frame, pair, order, result),
                _projection(frame, pair, result.best_lag),
                *_between(result, direction),
            )
        ]
    return rows


def _own(result: LagResult, direction: str) -> Row:
    return _row("max_t", result.best_r, result.p, "exploratory" if direction == "backward" else "")


def _company(result: LagResult) -> list[Row]:
    if not isinstance(result, PanelLagResult) or result.aggregate is None:
        return []
    alone = result.aggregate
    return [_row("aggregate", alone.best_r, alone.p, "" if np.isfinite(alone.p) else "too_short")]


def _granger(panel: Panel, order: int) -> Row:
    """Granger's test of the averages over units, their trend taken out by first differences."""
    legs = []
    for leg in (panel.x, panel.y):
        seen = np.isfinite(leg).any(axis=0)
        level = np.where(seen, two_way(leg)[1], np.nan)
        legs.append(pd.Series(np.diff(level), list(panel.quarters[1:])))
    try:
        test = granger_test(*legs, order=order)
    except TooShortForGrangerError:
        return _row("granger", np.nan, np.nan, "too_short")
    return _row("granger", test.f, test.p, "lags_not_paid")


def _panel_granger(frame: pd.DataFrame, pair: Link, order: int, result: LagResult) -> list[Row]:
    if not isinstance(result, PanelLagResult):
        return []
    try:
        test = panel_granger_test(frame, *pair, order=order, unit=UNIT, time=TIME)
    except TooShortForPanelGrangerError:
        return [_row("panel_granger", np.nan, np.nan, "too_short")]
    return [_row("panel_granger", test.z_tilde, test.p, "")]


def _projection(frame: pd.DataFrame, pair: Link, lag: int) -> Row:
    """The response at the link's own lag."""
    found = local_projection(frame, *pair, unit=UNIT, time=TIME, max_horizon=max(lag, 1)).table
    at = found[found["horizon"] == lag].iloc[0]
    size = float(at["response"] / at["se"]) if at["se"] > 0 else float("nan")
    if not np.isfinite(size):
        return _row("local_projection", np.nan, np.nan, "too_short")
    free = max(int(at["n_units"]) - 1, 1) if at["n_units"] > 1 else np.inf
    return _row("local_projection", size, 2 * float(t.sf(abs(size), free)), "lags_not_paid")


def _between(result: LagResult, direction: str) -> list[Row]:
    if not isinstance(result, PanelLagResult) or direction == "backward":
        return []  # it has no direction
    return [_row("between", result.between_r, np.nan, "")]


def _row(method: str, statistic: float, p: float, note: str) -> Row:
    return {"method": method, "statistic": float(statistic), "p": float(p), "note": note}
