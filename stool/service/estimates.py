"""Means, differences and averages with their standard errors, on the way to figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import t

from stool.privacy.coding import is_coded
from stool.schema import CSAT, ESAT, SCALES
from stool.service.result import ALPHA, Figure, Kind
from stool.service.shares import SHARE_SCALE, favourable_share, share_of

MEAN = "mean"
SUMS = ["n", "s", "ss"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its standard error.

    Attributes
    ----------
    value, se, n : float
        As of `Figure`; NaN where unknown.
    kind, scale : str
        As of `Figure`.
    freedom : float
        Degrees of freedom behind the error; infinite for a normal law.
    n_is_least : bool
        As of `Figure`.
    """

    value: float
    se: float
    n: float
    kind: Kind = "gap"
    scale: str = ""
    freedom: float = np.inf
    n_is_least: bool = False

    @property
    def p(self) -> float:
        """Two-sided chance of as large a one where there is none; NaN without an error."""
        return float(2 * t.sf(abs(self.value) / self.se, self.freedom)) if self.se > 0 else np.nan

    def figure(self, key: str, looks: int = 1) -> Figure:
        """As a figure, its interval wide enough for so many looks."""
        margin = float(t.isf(ALPHA / 2 / looks, self.freedom)) * self.se
        ends = (self.value - margin, self.value + margin)
        return Figure(
            *(key, self.value, *ends, self.n, self.kind, self.scale), n_is_least=self.n_is_least
        )

    def less(self, other: "Estimate") -> "Estimate":
        """This one less another in the same kind and scale, of other people.

        References
        ----------
        Welch (1947), Biometrika 34, 28-35; degrees of freedom by Satterthwaite (1946).
        """
        errors = (self.se, other.se)
        return Estimate(
            self.value - other.value,
            float(np.hypot(*errors)),
            self.n + other.n,
            "gap" if self.kind == "mean" else self.kind,
            self.scale,
            _satterthwaite(errors, (self.freedom, other.freedom)),
            self.n_is_least or other.n_is_least,
        )


UNKNOWN = Estimate(np.nan, np.nan, np.nan)


def pooled(rows: pd.DataFrame) -> Estimate:
    """Mean of all rows of one metric together; NaN where there are none or one is unknown."""
    if rows.empty:
        return replace(UNKNOWN, kind="mean")
    n, s, ss = rows[SUMS].to_numpy(dtype=float).sum(axis=0).tolist()
    scale = str(rows["scale"].iloc[0])
    kind: Kind = "share" if scale == SHARE_SCALE else "mean"
    se = np.sqrt(max(ss - s**2 / n, 0) / (n - 1) / n) if n > 1 else np.nan
    is_least = bool(is_coded(rows).any())
    return Estimate(s / n, float(se), n, kind, scale, max(n - 1, 1), is_least)


def figure_of(key: str, rows: pd.DataFrame) -> Figure:
    """The mean of rows of one metric as a figure, of yes and no the share; NaN of no rows."""
    mean = pooled(rows)
    if mean.kind != "share":
        return mean.figure(key)
    if mean.n_is_least:
        return favourable_share(key, rows.assign(favourable=rows["s"] / rows["n"]))
    return share_of(key, mean.value * mean.n, mean.n)


def by_level(rows: pd.DataFrame) -> list[Figure]:
    """Means of the levels of a dimension, named for them."""
    return [figure_of(str(level), part) for level, part in rows.groupby("level", observed=True)]


def difference(first: pd.DataFrame, second: pd.DataFrame) -> Estimate:
    """Mean of some rows less that of others that nobody is in both of.

    In points of the scale they share; of two scales, or of yes and no, in hundredths of the way
    from the low end to the high one.
    """
    one, other = pooled(first), pooled(second)
    if one.scale == other.scale != SHARE_SCALE:
        return one.less(other)
    return _on_the_way(one).less(_on_the_way(other))


def staff_less_customers(rows: pd.DataFrame) -> Estimate:
    """Mean of staff less that of customers, of rows of both."""
    return difference(rows[rows["leg"] == ESAT], rows[rows["leg"] == CSAT])


def average(parts: Sequence[Estimate], *, alike: bool) -> Estimate:
    """Mean of several estimates, each weighing the same.

    Parameters
    ----------
    parts : sequence of Estimate
        In one kind and scale; one or more.
    alike : bool
        Answers of the same people, which may go fully together: the standard error is then the
        largest it can be. Else they are of different people.
    """
    errors, freedoms = ([getattr(part, name) for part in parts] for name in ("se", "freedom"))
    value = float(np.mean([part.value for part in parts]))
    if alike:
        se, n, freedom = np.mean(errors), min(part.n for part in parts), min(freedoms)
    else:
        se, n = np.linalg.norm(errors) / len(parts), sum(part.n for part in parts)
        freedom = _satterthwaite(errors, freedoms)
    is_least = any(part.n_is_least for part in parts)
    return Estimate(value, float(se), n, parts[0].kind, parts[0].scale, freedom, is_least)


def _on_the_way(mean: Estimate) -> Estimate:
    """How far up its scale a mean stands, 0 to 100; NaN of a scale without ends."""
    scale = SCALES.get(mean.scale)
    if scale is None or scale.low is None or scale.high is None:
        return replace(UNKNOWN, kind="points")
    step = 100 / (scale.high - scale.low)
    value, se = (mean.value - scale.low) * step, mean.se * step
    return Estimate(value, se, mean.n, "points", "", mean.freedom, mean.n_is_least)


def _satterthwaite(errors: ArrayLike, freedoms: ArrayLike) -> float:
    """Degrees of freedom of a sum of independent parts; infinite where no error is known."""
    variances = np.square(np.asarray(errors, dtype=float))
    spent = float((variances**2 / np.asarray(freedoms, dtype=float)).sum())
    return float(variances.sum()) ** 2 / spent if spent > 0 else np.inf
