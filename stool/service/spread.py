"""How far those who serve differ from each other, once the noise of few answers is taken out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import chi2

from stool.service.result import ALPHA

Floats = NDArray[np.float64]

NO_GROUPS = pd.DataFrame(columns=["group", "value", "low", "high", "members", "n", "p"])
HALVINGS = 40
ENDS = (1 - ALPHA / 2, ALPHA / 2)  # quantiles of chi-squared at the low and at the high end


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Standard deviation between members of the same group, sampling noise taken out.

    Attributes
    ----------
    value, low, high : float
        In the unit of the answers, 0 or more; NaN without two members in a group.
    members, answers : int
        Those compared, and the answers behind them.
    groups : DataFrame, one row a group
        ``group``, ``value``, ``low``, ``high``, ``members``, ``n`` and ``p``, the chance that its
        members look so much further apart where they differ by `value`.
    """

    value: float
    low: float
    high: float
    members: int
    answers: int
    groups: pd.DataFrame


def spread_within(cells: pd.DataFrame, *, each: bool = True) -> Spread:
    """Estimate how far members of a group differ, groups and quarters set aside.

    The model is one mean for every group and quarter, a deviation of each member that stays the
    same, and the noise of single answers, whose variance is the one within cells. A quarter in
    which a group has one member says nothing and is left out.

    Parameters
    ----------
    cells : DataFrame
        ``group``, ``member`` and ``quarter`` with the sums ``n``, ``s`` and ``ss``; one row each.
    each : bool
        Estimate it for every group by itself too; without, the table of groups is empty.

    References
    ----------
    Estimate: Paule & Mandel (1982), J. Res. Natl. Bur. Stand. 87, 377-385, on the sum of squares
    between members, with fixed effects as DerSimonian & Kacker (2007), Contemp. Clin. Trials 28,
    105-114. Interval: Q-profile, Viechtbauer (2007), Stat. Med. 26, 37-52.
    """
    rows = cells[(cells["n"] > 0) & cells["ss"].notna()]
    together = rows.groupby(["group", "quarter"], observed=True)["member"].transform("nunique")
    rows = rows[together > 1]
    noise = (rows["ss"] - rows["s"] ** 2 / rows["n"]).sum() / max((rows["n"] - 1).sum(), 1)
    if rows.empty or noise <= 0:
        return Spread(np.nan, np.nan, np.nan, 0, 0, NO_GROUPS)
    means = (rows["s"] / rows["n"]).rename("mean")
    means -= (
        means.groupby([rows["group"], rows["quarter"]], observed=True).transform("mean").to_numpy()
    )
    index = ["group", "member"]
    weights = rows.assign(w=rows["n"] / noise).pivot_table("w", index, "quarter", observed=True)
    figures = rows.assign(y=means).pivot_table("y", index, "quarter", observed=True)
    groups = weights.index.get_level_values("group")
    found = _Squares(weights.fillna(0).to_numpy(), figures.fillna(0).to_numpy(), groups.to_numpy())
    freedom = found.members - 1
    total = int(freedom.sum())

    def whole(square: float) -> float:
        return float(found.between(np.full(len(freedom), square)).sum())

    value, low, high = (
        _root(whole, wanted) for wanted in (total, *(float(chi2.ppf(q, total)) for q in ENDS))
    )
    groups_of = NO_GROUPS
    if each:
        answers = rows.groupby("group", observed=True)["n"].sum()
        groups_of = _groups(found, value).assign(n=answers.reindex(found.names).to_numpy())
    return Spread(value, low, high, len(weights), int(rows["n"].sum()), groups_of)


def _groups(found: "_Squares", overall: float) -> pd.DataFrame:
    """Every group by itself, and the chance of it if its members differ as overall."""
    freedom = (found.members - 1).astype(float)
    value, low, high = (
        _halve(found.between, wanted)
        for wanted in (freedom, *(np.asarray(chi2.ppf(q, freedom)) for q in ENDS))
    )
    p = chi2.sf(found.between(np.full(len(freedom), overall**2)), freedom)
    return pd.DataFrame(
        {
            "group": found.names,
            "value": value,
            "low": low,
            "high": high,
            "members": found.members,
            "p": p,
        }
    )


class _Squares:
    """The weighted sum of squares between the members of each group.

    Parameters
    ----------
    weights, figures : ndarray (members, quarters)
        Answers over their variance, 0 where there are none; and means.
    groups : ndarray (members,)
        Sorted.
    """

    def __init__(self, weights: Floats, figures: Floats, groups: NDArray[np.object_]) -> None:
        self.names, self._first, self.members = np.unique(
            groups, return_index=True, return_counts=True
        )
        self._w, self._wy = weights, weights * figures
        self._all, self._sum = weights.sum(axis=1), self._wy.sum(axis=1)
        self._fixed = self._quadratic(1 / self._all)

    def between(self, squares: Floats) -> Floats:
        """What is left between members when those of a group differ by so much; falls with it.

        Parameters
        ----------
        squares : ndarray (groups,)
            Variances supposed between members.
        """
        supposed = squares.repeat(self.members)
        return self._quadratic(supposed / (1 + supposed * self._all)) - self._fixed

    def _quadratic(self, pull: Floats) -> Floats:
        """y' P y of each group less what does not depend on `pull`, by Woodbury's identity."""
        over = self._first
        w, wy = self._w, self._wy
        inner = w[:, :, None] * w[:, None, :] * pull[:, None, None]
        a = np.add.reduceat(np.eye(w.shape[1]) * w[:, :, None] - inner, over, axis=0)
        b = np.add.reduceat(wy - pull[:, None] * w * self._sum[:, None], over, axis=0)
        squares = np.add.reduceat(pull * self._sum**2, over)
        explained = np.einsum("gi,gij,gj->g", b, np.linalg.pinv(a, hermitian=True), b)
        return np.asarray(-squares - explained, dtype=np.float64)


def _root(falls: Callable[[float], float], wanted: float) -> float:
    """Standard deviation at which what falls with the variance reaches a value; 0 if never."""
    if falls(0.0) <= wanted:
        return 0.0
    high = 1.0
    while falls(high) > wanted:
        high *= 4
    return float(np.sqrt(brentq(lambda square: falls(square) - wanted, 0.0, high)))


def _halve(falls: Callable[[Floats], Floats], wanted: Floats) -> Floats:
    """As `_root`, for every group at once."""
    low, high = np.zeros_like(wanted), np.ones_like(wanted)
    while (falls(high) > wanted).any():
        high *= 4
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = falls(middle) > wanted
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.asarray(np.sqrt(np.where(falls(np.zeros_like(low)) > wanted, high, 0.0)))
