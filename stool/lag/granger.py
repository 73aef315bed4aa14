"""Granger's test: does the leader's past improve on the follower's own? One pair, or many units."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import fdtrc, ndtr
from statsmodels.regression.linear_model import OLS

from stool.errors import TooShortForGrangerError, TooShortForPanelGrangerError
from stool.lag.align import pair, units
from stool.lag.linear import COLLINEAR, Bools, Floats, orthonormal, sweep_out

FLAT = 1e-9  # spread, in sizes of the values, that is only rounding


@dataclass(frozen=True, slots=True)
class GrangerTest:
    """F test that the leader's own lags add nothing.

    Attributes
    ----------
    order : int
        Lags of each series in the regression.
    f, p : float
    df_added, df_left : int
        Degrees of freedom of `f`.
    """

    order: int
    f: float
    p: float
    df_added: int
    df_left: int


@dataclass(frozen=True, slots=True)
class PanelGrangerTest:
    """Test that the leader's own lags add nothing in any unit.

    Attributes
    ----------
    order : int
        Lags of each series in every unit's regression.
    w_bar : float
        Mean of the units' Wald statistics.
    z_bar : float
        `w_bar` standardised for long series; misleading in short ones.
    z_tilde, p : float
        `w_bar` standardised with the moments that hold in short series, and its two-sided p. A
        large `z_tilde` says that the leader helps in some units, not that it does in all.
    n_units : int
        Units that entered.
    units : DataFrame, one row a unit that entered
        Columns unit (its name as text), n_quarters (rows of its regression), wald, p (of its own F
        test, as in `granger_test`).
    left_out : DataFrame, one row a unit that did not
        Columns unit, n_quarters, reason: "too_few_quarters", "flat_leader", "flat_follower", or
        "collinear" where lags repeat each other or nothing is left to explain.
    """

    order: int
    w_bar: float
    z_bar: float
    z_tilde: float
    p: float
    n_units: int
    units: pd.DataFrame
    left_out: pd.DataFrame


def granger_test(leader: ArrayLike, follower: ArrayLike, *, order: int) -> GrangerTest:
    """Test whether the last `order` values of the leader help to predict the follower.

    Parameters
    ----------
    leader, follower : Series of float, or array of shape (quarters,)
        Placed as in `lagged_correlation`; rows with a missing value are left out. Both should be
        stationary: difference a series that wanders first.
    order : int
        1 or more.

    Raises
    ------
    TooShortForGrangerError
        No degree of freedom is left.

    References
    ----------
    Granger (1969), Econometrica 37, 424-438.
    """
    if order < 1:
        raise ValueError(f"order is {order}, must be 1 or more")
    both = pair(leader, follower, ("leader", "follower"))
    x, y = both.x[0], both.y[0]
    length = len(y)
    rows = max(length - order, 0)
    columns = [y[order:], *_past(y, order), *_past(x, order)] if rows else []
    table = np.column_stack(columns) if rows else np.empty((0, 2 * order + 1))
    table = table[np.isfinite(table).all(axis=1)]
    if len(table) <= 2 * order + 1:
        raise TooShortForGrangerError(order, len(table), 2 * order + 2)
    regressors = np.column_stack([np.ones(len(table)), table[:, 1:]])
    full = OLS(table[:, 0], regressors).fit()
    own = OLS(table[:, 0], regressors[:, : order + 1]).fit()
    f, p, added = full.compare_f_test(own)
    return GrangerTest(order, float(f), float(p), int(added), int(full.df_resid))


def _past(values: Floats, order: int) -> Sequence[Floats]:
    return [values[order - lag : len(values) - lag] for lag in range(1, order + 1)]


def panel_granger_test(
    frame: pd.DataFrame, x: str, y: str, *, unit: str, time: str, order: int = 1
) -> PanelGrangerTest:
    """Test whether the leader's last values help to predict the follower in any unit.

    Every unit has a regression of its own. Company-wide movements are not taken out, so units that
    share them are not independent and p is too small: a second opinion only.

    Parameters
    ----------
    frame : DataFrame, one row a unit and quarter
        Gaps stay open; rows with a missing lag are left out.
    x, y : str
        Columns of leader and follower, in any units. Both should be stationary.
    unit, time : str
        Columns of the unit and of its quarter (``2026Q2``, whole numbers, periods or dates).
    order : int
        1 or more.

    Raises
    ------
    MissingScoresError, RepeatedQuarterError, InfiniteScoreError, UnknownQuarterError
    TooShortForPanelGrangerError
        No unit can be tested: each needs more than 5 + 2 order complete rows, which is the paper's
        T > 5 + 3 order with the first quarters counted in.

    References
    ----------
    Dumitrescu & Hurlin (2012), Economic Modelling 29, 1450-1460. Where units differ in length each
    has its own moments, as in `pgrangertest` of R's plm.
    """
    if order < 1:
        raise ValueError(f"order is {order}, must be 1 or more")
    panel = units(frame, x, y, unit, time)
    leader, follower = _unit_free(panel.x), _unit_free(panel.y)
    length = max(leader.shape[1] - order, 0)
    past = [*_past_of_units(follower, order), *_past_of_units(leader, order)]
    columns = [follower[:, order:], *past] if length else []
    seen = (
        np.logical_and.reduce([np.isfinite(each) for each in columns], axis=0)
        if length
        else (np.zeros((len(leader), 0), dtype=np.bool_))
    )
    rows = seen.sum(axis=1)
    least = 6 + 2 * order
    wald = _wald(columns, seen, order) if length else np.full(len(leader), np.nan)
    long_enough = rows >= least
    reason = np.full(len(rows), "collinear", dtype=object)
    reason[_flat(panel.y)] = "flat_follower"
    reason[_flat(panel.x)] = "flat_leader"
    reason[~long_enough] = "too_few_quarters"
    entered = long_enough & np.isfinite(wald)
    names = np.array(panel.names, dtype=object)
    if not entered.any():
        longest = int(rows.max(initial=0))
        raise TooShortForPanelGrangerError(order, len(names), longest, least)
    free = rows[entered] - 2 * order - 1
    mean = order * free / (free - 2)
    variance = 2 * order * free**2 * (free + order - 2) / ((free - 2) ** 2 * (free - 4))
    n, w_bar = int(entered.sum()), float(wald[entered].mean())
    z_tilde = float(np.sqrt(n) * (w_bar - mean.mean()) / np.sqrt(variance.mean()))
    tested = {
        "unit": names[entered],
        "n_quarters": rows[entered],
        "wald": wald[entered],
        "p": fdtrc(order, free, wald[entered] / order),
    }
    absent = {"unit": names[~entered], "n_quarters": rows[~entered], "reason": reason[~entered]}
    return PanelGrangerTest(
        order=order,
        w_bar=w_bar,
        z_bar=float(np.sqrt(n / (2 * order)) * (w_bar - order)),
        z_tilde=z_tilde,
        p=float(2 * ndtr(-abs(z_tilde))),
        n_units=n,
        units=pd.DataFrame(tested),
        left_out=pd.DataFrame(absent),
    )


def _wald(columns: Sequence[Floats], seen: Bools, order: int) -> Floats:
    """Each unit's Wald statistic, order times F; NaN where the lags are not all of their own.

    Parameters
    ----------
    columns : sequence of ndarray (units, quarters)
        Follower, its own lags, the leader's lags.
    seen : ndarray (units, quarters)
        Complete rows.
    order : int
    """
    target, *past = (np.where(seen, column, 0.0) for column in columns)
    basis = orthonormal([seen.astype(float), *past])
    own = sweep_out(target, basis[: order + 1])
    left = sweep_out(own, basis[order + 1 :])
    squares_own, squares = (np.einsum("it,it->i", each, each) for each in (own, left))
    free = seen.sum(axis=1) - 2 * order - 1
    whole = np.logical_and.reduce([column.any(axis=1) for column in basis])
    spread = np.einsum("it,it->i", target, target)
    usable = whole & (free > 0) & (squares > COLLINEAR * spread)
    ratio = (squares_own - squares) / np.where(usable, squares, np.nan)
    wald: Floats = ratio * free
    return wald


def _past_of_units(values: Floats, order: int) -> Sequence[Floats]:
    length = values.shape[1]
    return [values[:, order - lag : length - lag] for lag in range(1, order + 1)]


def _unit_free(values: Floats) -> Floats:
    """Each unit's values in standard deviations from their mean; flat and empty units as zeros."""
    seen = np.isfinite(values)
    count = np.maximum(seen.sum(axis=1, keepdims=True), 1)
    left = values - np.where(seen, values, 0.0).sum(axis=1, keepdims=True) / count
    spread = np.sqrt(np.where(seen, left**2, 0.0).sum(axis=1, keepdims=True) / count)
    flat = _flat(values)[:, None]
    scaled: Floats = np.where(flat & seen, 0.0, left / np.where(flat, 1.0, spread))
    return scaled


def _flat(values: Floats) -> Bools:
    """Units that do not vary, or have no value."""
    seen = np.isfinite(values)
    highest = np.where(seen, values, -np.inf).max(axis=1, initial=-np.inf)
    lowest = np.where(seen, values, np.inf).min(axis=1, initial=np.inf)
    size = np.where(seen, np.abs(values), 0.0).max(axis=1, initial=0.0)
    flat: Bools = ~(highest - lowest > FLAT * size)
    return flat
