"""Shares of the answers of published rows, alone and together, with their intervals."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.measure.interval import nps_interval, share_interval
from stool.privacy.coding import beyond, is_coded
from stool.schema import DETRACTORS, PROMOTERS, SHARES, SUMS

Floats = NDArray[np.float64]


def share_of_answers(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """One of `stool.schema.SHARES` with the interval of Wilson (1927).

    Parameters
    ----------
    rows : DataFrame
        Columns of `stool.privacy.Published.table`.
    name : str

    Returns
    -------
    DataFrame, one row a row
        ``value``, ``low``, ``high``, 0 to 1; where the share is coded the ends are as much further
        out as the exact share may lie.
    """
    n, share = _of(rows, name)
    found = share_interval(share * n, n)
    below, above = _room(rows, share)
    found["low"] = (found["low"] - below).clip(lower=0)
    found["high"] = (found["high"] + above).clip(upper=1)
    return found[["value", "low", "high"]]


def net_promoters(rows: pd.DataFrame) -> pd.DataFrame:
    """Net promoter score, -100 to 100, with its interval, likewise; see `nps_interval`."""
    n, promoters = _of(rows, PROMOTERS)
    _, detractors = _of(rows, DETRACTORS)
    found = nps_interval(promoters * n, detractors * n, n)
    (less, more), (fewer, further) = _room(rows, promoters), _room(rows, detractors)
    found["low"] = (found["low"] - 100 * (less + further)).clip(lower=-100)
    found["high"] = (found["high"] + 100 * (more + fewer)).clip(upper=100)
    return found[["value", "low", "high"]]


def together(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Published rows of several nodes or quarters as one.

    Parameters
    ----------
    rows : DataFrame
        Columns of `stool.privacy.Published.table`; those with the same `by` share nobody.
    by : sequence of str
        Columns that stay apart, ``leg`` and ``scale`` among them.

    Returns
    -------
    DataFrame
        `by`, the sums, and the shares, each row weighing as many as answered. Hidden rows are left
        out; an unknown part makes the whole unknown.
    """
    shown = rows[rows["n"].notna()]
    weighed = shown.assign(**{name: shown[name] * shown["n"] for name in SHARES})
    groups = weighed.groupby(list(by), as_index=False, observed=True)
    found = groups[[*SUMS, *SHARES]].sum(skipna=False)
    return found.assign(**{name: found[name] / found["n"] for name in SHARES})


def _of(rows: pd.DataFrame, name: str) -> tuple[Floats, Floats]:
    return rows["n"].to_numpy(dtype=np.float64), rows[name].to_numpy(dtype=np.float64)


def _room(rows: pd.DataFrame, share: Floats) -> tuple[Floats, Floats]:
    """How far below and above what is shown the exact share may lie; 0 where that is exact."""
    coded = is_coded(rows).to_numpy()
    below, above = beyond(share, rows["n"])
    return np.where(coded, below, 0.0), np.where(coded, above, 0.0)
