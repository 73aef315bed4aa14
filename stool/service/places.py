"""Places side by side, the worst first, clear where they are worse beyond noise."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm, t

from stool.measure import holm, mean_interval, share_interval
from stool.privacy.coding import is_coded
from stool.schema import SEGMENT
from stool.service.basis import Basis
from stool.service.estimates import SUMS, Estimate, average
from stool.service.result import ALPHA, PLACE_COLUMNS, no_rows, table_of
from stool.service.shares import SHARE_SCALE


def clear(p: ArrayLike) -> NDArray[np.bool_]:
    """Which of several tests, looked at together, find something; NaN is no test.

    References
    ----------
    Holm (1979), Scand. J. Stat. 6, 65-70.
    """
    chances = np.asarray(p, dtype=float)
    known = np.isfinite(chances)
    found = np.zeros(len(chances), dtype=bool)
    found[known] = holm(chances[known]) < ALPHA
    return found


def ranked(table: pd.DataFrame, kind: str, p: ArrayLike, better: str) -> pd.DataFrame:
    """Figures of places as their table; columns `PLACE_COLUMNS`.

    Parameters
    ----------
    table : DataFrame
        ``place``, ``value``, ``low``, ``high``, ``n`` and ``n_is_least``, one row a place.
    kind : str
        What the places are.
    p : array_like, shape (places,)
        One-sided chance that a place looks so much worse than the others where it is not.
    better : {"higher", "lower"}
    """
    found = table.assign(kind=kind, is_clear=clear(p))
    order = found.sort_values(["value", "place"], ascending=[better == "higher", True])
    return order[list(PLACE_COLUMNS)].reset_index(drop=True)


def places(rows: pd.DataFrame, kind: str, by: str, better: str) -> pd.DataFrame:
    """Means of one metric side by side, each tested against all others together.

    Parameters
    ----------
    rows : DataFrame
        Shown cells, of one or several quarters.
    kind : str
        What the places are.
    by : str
        Column that names them.
    better : {"higher", "lower"}

    Returns
    -------
    DataFrame
        Columns `PLACE_COLUMNS`; no row with fewer than two places.

    References
    ----------
    Welch (1947), Biometrika 34, 28-35, with the variance of a place no smaller than that within all
    of them, since few answers are alike by luck.
    """
    if rows[by].nunique() < 2:
        return no_rows(PLACE_COLUMNS)
    sums = rows.groupby(by, sort=True, observed=True)[SUMS].sum(skipna=False).reset_index()
    n, s, ss = (sums[name] for name in SUMS)
    coded = bool(is_coded(rows).any())
    named = sums[[by, "n"]].rename(columns={by: "place"}).assign(n_is_least=coded)
    if rows["scale"].iloc[0] == SHARE_SCALE:
        worse = n - s if better == "higher" else s
        return ranked(share_interval(s, n).join(named), kind, more_often(worse, n), better)
    rest = sums[SUMS].sum() - sums[SUMS]
    means, rest = mean_interval(n, s, ss), mean_interval(rest["n"], rest["s"], rest["ss"])
    within = (ss - s**2 / n).sum() / (n - 1).sum()
    least = 0 * n if coded else within / n  # what is coded has a least variance of its own
    own, others = np.maximum(means["se"] ** 2, least), rest["se"] ** 2
    spent = own**2 / (n - 1) + others**2 / (n.sum() - n - 1)
    freedom = (own + others) ** 2 / spent.where(spent > 0)
    se = np.sqrt(own + others)
    gap = rest["value"] - means["value"] if better == "higher" else means["value"] - rest["value"]
    return ranked(means.join(named), kind, t.sf(gap / se.where(se > 0), freedom), better)


def beside(found: Mapping[str, Estimate], kind: str, better: str) -> pd.DataFrame:
    """Estimates of places side by side, each tested against the mean of all others.

    Returns
    -------
    DataFrame
        Columns `PLACE_COLUMNS`; no row with fewer than two places whose value is known.
    """
    known = {name: each for name, each in found.items() if np.isfinite(each.value)}
    if len(known) < 2:
        return no_rows(PLACE_COLUMNS)
    p = []
    for name, each in known.items():
        others = [other for place, other in known.items() if place != name]
        gap = each.less(average(others, alike=False))
        is_worse = gap.value < 0 if better == "higher" else gap.value > 0
        p.append(gap.p / 2 if is_worse else 1 - gap.p / 2)
    figures = (each.figure(name) for name, each in known.items())
    return ranked(table_of("place", figures), kind, p, better)


def more_often(k: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """One-sided chance of so many more than in all other places together where there are not.

    Parameters
    ----------
    k, n : array_like, shape (places,)
        How many of how many. Two shares are compared, with one variance for both; NaN where all
        places together have none or all.
    """
    some, of = np.asarray(k, dtype=float), np.asarray(n, dtype=float)
    rest = of.sum() - of
    share = some.sum() / of.sum()
    se = np.sqrt(share * (1 - share) * (1 / of + 1 / rest))
    gap = some / of - (some.sum() - some) / rest
    return np.asarray(norm.sf(gap / np.where(se > 0, se, np.nan)), dtype=np.float64)


def everywhere(
    basis: Basis, source: str, meaning: str, better: str, dimensions: Iterable[str] = (SEGMENT,)
) -> pd.DataFrame:
    """Where a figure is worst in the quarter: its units, and the levels of some dimensions."""
    units = basis.now(basis.of_units(source, meaning))
    levels = {each: basis.now(basis.of_node(source, meaning, each)) for each in dimensions}
    return stacked(
        places(units, "unit", "node", better),
        *(places(rows, each, "level", better) for each, rows in levels.items()),
    )


def stacked(*tables: pd.DataFrame) -> pd.DataFrame:
    """Tables of places of several kinds as one."""
    shown = [table for table in tables if len(table)]
    return pd.concat(shown, ignore_index=True) if shown else no_rows(PLACE_COLUMNS)
