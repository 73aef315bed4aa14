"""Gaps between segments: each against everybody else of the same unit and quarter."""

import numpy as np
import pandas as pd
from scipy.stats import norm

from stool.measure.holm import holm
from stool.measure.interval import mean_interval
from stool.privacy.coding import is_coded
from stool.schema import ALL, SHOWN

ALPHA = 0.05


def segment_gaps(table: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Each segment's mean against the mean of all other answers of its dimension.

    Parameters
    ----------
    table : DataFrame
        Rows of `stool.privacy.Published.table` of one metric, node and quarter, all dimensions.
    level : float
        Coverage of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame, one row a segment
        ``dimension``, ``level``, ``hidden``, ``n`` with ``n_is_least`` (it is the number its band
        begins at: of employees), ``mean`` with ``_low`` and ``_high``, ``gap`` (this segment less
        the others, in the metric's unit) with ``_low`` and ``_high``, ``p`` (two-sided, after
        Holm's correction over all segments here) and ``is_clear``. NaN and False where hidden,
        where fewer than two segments are shown, or where a spread is unknown.

    References
    ----------
    Welch (1938), Biometrika 29, 350-362, with normal quantiles; Holm (1979), Scand. J. Stat. 6,
    65-70.
    """
    rows = table[table["dimension"] != ALL].reset_index(drop=True)
    means = mean_interval(rows["n"], rows["s"], rows["ss"], level=level)
    found = rows[["dimension", "level", "hidden", "n"]].assign(n_is_least=is_coded(rows))
    found["mean"], found["mean_low"], found["mean_high"] = (
        means["value"],
        means["low"],
        means["high"],
    )
    shown = rows["hidden"] == SHOWN
    sums = rows[["n", "s", "ss"]].where(shown)
    others = sums.groupby(rows["dimension"]).transform("sum", min_count=1) - sums
    others = others.where(others["n"] > 0)
    rest = mean_interval(others["n"], others["s"], others["ss"], level=level)
    found["gap"] = means["value"] - rest["value"]
    se = (means["se"] ** 2 + rest["se"] ** 2) ** 0.5
    margin = float(norm.ppf((1 + level) / 2)) * se
    found["gap_low"], found["gap_high"] = found["gap"] - margin, found["gap"] + margin
    p = pd.Series(2 * norm.sf((found["gap"] / se.where(se > 0)).abs()), index=rows.index)
    found["p"] = np.nan
    found.loc[p.notna(), "p"] = holm(p.dropna())
    found["is_clear"] = found["p"] < ALPHA
    return found
