"""Shares of answers and cases, and two of them set against each other."""

import numpy as np
import pandas as pd
from scipy.stats import norm

from stool.measure import share_interval, share_of_answers, together
from stool.privacy.coding import is_coded
from stool.schema import ANSWERS, FAVOURABLE, SCALES
from stool.service.result import ALPHA, Figure

SHARE_SCALE = "0-1"  # a mean of it is a share


def share_of(key: str, k: float, n: float) -> Figure:
    """So many of so many, with the interval of Wilson (1927); NaN of none."""
    if not n:
        return Figure(key, np.nan, n=0, kind="share")
    value, low, high = share_interval(k, n)[["value", "low", "high"]].iloc[0].tolist()
    return Figure(key, value, low, high, float(n), "share")


def favourable_share(key: str, rows: pd.DataFrame) -> Figure:
    """Share of favourable answers of rows of one metric; NaN where none are known."""
    if rows.empty:
        return Figure(key, np.nan, kind="share")
    found = together(rows, ["leg", "scale"])
    ((value, low, high),) = share_of_answers(found, FAVOURABLE).to_numpy().tolist()
    n, is_least = float(found["n"].iloc[0]), bool(is_coded(found).iloc[0])
    if not np.isfinite(value):
        return Figure(key, np.nan, kind="share")
    return Figure(key, value, low, high, n, "share", n_is_least=is_least)


def top_share(key: str, rows: pd.DataFrame) -> Figure:
    """Share of top answers of customers; NaN where the scale counts none."""
    scale = SCALES[str(rows["scale"].iloc[0])] if len(rows) else None
    if scale is None or scale.top_from is None or not scale.counted:
        return Figure(key, np.nan, kind="share")
    counts = rows[list(ANSWERS)].to_numpy(dtype=float).sum(axis=0)
    return share_of(key, float(counts[int(scale.top_from) :].sum()), float(counts.sum()))


def favourable(rows: pd.DataFrame) -> tuple[Figure, ...]:
    """The favourable share to stand beside a mean; nothing where there is none, or it is the mean.

    A yes/no question has it for its mean.
    """
    if rows.empty or rows["scale"].iloc[0] == SHARE_SCALE:
        return ()
    found = favourable_share(FAVOURABLE, rows)
    return (found,) if found.is_known else ()


def share_difference(key: str, one: Figure, other: Figure) -> Figure:
    """One share less another, in points of percent.

    References
    ----------
    Newcombe (1998), Stat. Med. 17, 873-890, method 10.
    """
    value = one.value - other.value
    down = np.hypot(one.value - one.low, other.high - other.value)
    up = np.hypot(one.high - one.value, other.value - other.low)
    low, high = 100 * (value - down), 100 * (value + up)
    return Figure(key, 100 * value, float(low), float(high), min(one.n, other.n), "points")


def ratio_of_shares(key: str, one: Figure, other: Figure, looks: int = 1) -> Figure:
    """One share over another, by the logarithm, its interval wide enough for so many looks.

    References
    ----------
    Katz et al. (1978), Biometrics 34, 469-474.
    """
    value = one.value / other.value
    se = np.sqrt((1 - one.value) / one.value / one.n + (1 - other.value) / other.value / other.n)
    factor = float(np.exp(norm.isf(ALPHA / 2 / looks) * se))
    return Figure(key, value, value / factor, value * factor, min(one.n, other.n), "share")
