"""How far a link depends on the choices of its method: the same link, differently made."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from stool.lag.align import Panel, units
from stool.lag.panel import panel_lagged_correlation
from stool.lag.result import LagResult, PanelLagResult
from stool.lag.single import lagged_correlation

COLUMNS = ("variant", "best_lag", "r", "low", "high", "p")
PUBLISHED = "published"
PANEL_VARIANTS: dict[str, dict[str, Any]] = {
    "unwhitened": {"whiten": False},
    "wider_means": {"common": "cce_both"},
    "unit_and_quarter_means": {"common": "twfe"},
    "unit_means": {"common": "none"},
    "standardised": {"standardise": True},
}
PAIR_VARIANTS: dict[str, dict[str, Any]] = {
    "unwhitened": {"whiten": ()},
    "no_season": {"season": 0},
    "no_trend": {"trend": False},
}
Progress = Callable[[int, int], None]


def sensitivity(
    frame: pd.DataFrame,
    result: LagResult,
    *,
    unit: str = "unit",
    time: str = "quarter",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Repeat a link with each of its choices changed, one at a time.

    Parameters
    ----------
    frame : DataFrame, one row a unit and quarter
        What `result` was made from.
    result : LagResult or PanelLagResult
        Its lags, alpha, draws and seed are used again.
    unit, time : str
        Columns of `frame`.
    progress : callable, optional
        Called with the variants done and their number.

    Returns
    -------
    DataFrame, one row a variant, the published one first
        ``variant`` (key); ``best_lag`` of that variant; ``r``, ``low``, ``high`` and family-wise
        ``p`` at the published lag. The two "weakest_without" rows and "normal_scores" have no
        interval of their own; a variant that cannot be tested is NaN. Empty when the link itself
        could not be tested.
    """
    if result.best_lag is None:
        return pd.DataFrame(columns=list(COLUMNS))
    panel = units(frame, result.leader, result.follower, unit, time)
    makers = _makers(panel, frame, result, unit, time)
    rows = [_row(PUBLISHED, result, result.best_lag)]
    for done, (variant, make) in enumerate(makers.items(), start=1):
        rows.append(_row(variant, make(), result.best_lag))
        if progress is not None:
            progress(done, len(makers))
    rows += _from_result(result)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _makers(
    panel: Panel, frame: pd.DataFrame, result: LagResult, unit: str, time: str
) -> Mapping[str, Callable[[], LagResult]]:
    """Every variant that is a run of its own."""
    settings: dict[str, Any] = dict(result.settings)
    names = (result.leader, result.follower)
    if isinstance(result, PanelLagResult):
        again = partial(panel_lagged_correlation, x=names[0], y=names[1], unit=unit, time=time)
        halves = {variant: _long(half, names, unit, time) for variant, half in _halves(panel)}
        return {
            variant: partial(again, frame, **(settings | changed))
            for variant, changed in PANEL_VARIANTS.items()
        } | {variant: partial(again, half, **settings) for variant, half in halves.items()}
    alone = int(panel.overlap().argmax())
    legs = [pd.Series(leg[alone], list(panel.quarters)) for leg in (panel.x, panel.y)]
    return {
        variant: partial(lagged_correlation, *legs, names=names, **(settings | changed))
        for variant, changed in PAIR_VARIANTS.items()
    }


def _halves(panel: Panel) -> Iterator[tuple[str, Panel]]:
    """The earlier and the later half of the quarters in which both legs run."""
    window = panel.window()
    middle = (window.start + window.stop) // 2
    spans = {"first_half": slice(window.start, middle), "second_half": slice(middle, window.stop)}
    for name, span in spans.items():
        yield name, Panel(panel.x[:, span], panel.y[:, span], panel.quarters[span], panel.names)


def _long(panel: Panel, names: tuple[str, str], unit: str, time: str) -> pd.DataFrame:
    """A panel as a long frame."""
    return pd.DataFrame(
        {
            unit: np.repeat(np.array(panel.names, dtype=object), len(panel.quarters)),
            time: list(panel.quarters) * len(panel.names),
            names[0]: panel.x.ravel(),
            names[1]: panel.y.ravel(),
        }
    )


def _row(variant: str, made: LagResult, lag: int) -> tuple[Any, ...]:
    """What a run says at the published lag."""
    at = made.table[made.table["lag"] == lag]
    if at.empty:
        return (variant, made.best_lag, np.nan, np.nan, np.nan, np.nan)
    row = at.iloc[0]
    return (variant, made.best_lag, row["r"], row["ci_low"], row["ci_high"], row["p_adj"])


def _from_result(result: LagResult) -> list[tuple[Any, ...]]:
    """Variants that the run itself already answered."""
    lag, toward = result.best_lag, np.sign(result.best_r)
    row = result.table[result.table["lag"] == lag].iloc[0]
    rows = [_bare("normal_scores", lag, row["r_robust"], row["p_adj_robust"])]
    if isinstance(result, PanelLagResult):
        if result.aggregate is not None and lag is not None:
            rows.append(_row("aggregate", result.aggregate, lag))
        without = result.units["r_without"].dropna()
        if len(without):
            rows.append(_bare("weakest_without_unit", lag, toward * (toward * without).min()))
    without = result.without_quarter["r"].astype(float).dropna()
    if len(without):
        rows.append(_bare("weakest_without_quarter", lag, toward * (toward * without).min()))
    if isinstance(result, PanelLagResult):
        rows.append(_bare("between_units", None, result.between_r))
    return rows


def _bare(variant: str, lag: int | None, r: float, p: float = np.nan) -> tuple[Any, ...]:
    """A row without an interval."""
    return (variant, lag, float(r), np.nan, np.nan, float(p))
