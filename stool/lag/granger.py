"""Granger's test of one pair: does the leader's past improve on the follower's own?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from statsmodels.regression.linear_model import OLS

from stool.errors import TooShortForGrangerError
from stool.lag.align import pair
from stool.lag.linear import Floats


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
