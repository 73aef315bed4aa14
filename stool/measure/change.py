"""Change since the quarter before, marked only when it is larger than noise."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from stool.measure.holm import holm
from stool.period import ordinal

ALPHA = 0.05
Z = float(norm.ppf(1 - ALPHA / 2))
MIN_CHANGES = 8  # earlier changes; with fewer a ledger figure's usual swing is unknown


def with_changes(history: pd.DataFrame) -> pd.DataFrame:
    """Add ``change``, ``change_noise`` and ``change_is_clear``.

    A survey score's change is clear when it exceeds 1.96 standard errors of the difference. A
    ledger figure has no sampling error; its change is clear when it exceeds 1.96 standard
    deviations of its own earlier changes. Where the noise is unknown, nothing is marked.

    Parameters
    ----------
    history : DataFrame
        ``depth``, ``node``, ``leg``, ``quarter``, ``score``, ``se``, ``sampled``.

    Returns
    -------
    DataFrame
        The rows sorted by leg, node and quarter, with the three columns; NaN and False where the
        quarter before is missing.
    """
    keys = ["leg", "depth", "node"]
    rows = history.assign(number=history["quarter"].map(ordinal))
    rows = rows.sort_values([*keys, "number"], ignore_index=True)
    groups = rows.groupby(keys, sort=False)
    follows = groups["number"].diff() == 1
    rows["change"] = groups["score"].diff().where(follows)
    before = groups["se"].shift().where(follows)
    sampling = Z * np.sqrt(rows["se"] ** 2 + before**2)
    rows["earlier"] = rows.groupby(keys, sort=False)["change"].shift()
    expanding = rows.groupby(keys, sort=False)["earlier"].expanding(MIN_CHANGES)
    earlier = expanding.std().droplevel([*keys]).reindex(rows.index)
    noise = np.where(rows["sampled"], sampling, Z * earlier)
    rows["change_noise"] = np.where(rows["change"].notna(), noise, np.nan)
    rows["change_is_clear"] = rows["change"].abs() > rows["change_noise"]
    return rows.drop(columns=["number", "earlier"])


def clear_among(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Which changes stay clear when all of them are looked at together.

    One unit in twenty would show a "clear" change by noise alone; the chance that any of these does
    stays under `ALPHA`.

    Parameters
    ----------
    rows : DataFrame
        ``change`` and ``change_noise`` as of `with_changes`: one leg of several units in a quarter.

    Returns
    -------
    ndarray of bool, shape (rows,)
        False where the change or its noise is unknown.

    References
    ----------
    Holm (1979), Scand. J. Stat. 6, 65-70.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        p = 2 * norm.sf(np.abs(rows["change"]) / (rows["change_noise"] / Z))
    known = np.isfinite(p)
    clear = np.zeros(len(rows), dtype=np.bool_)
    clear[known] = holm(p[known]) < ALPHA
    return clear
