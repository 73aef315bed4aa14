"""Change since the quarter before, marked only when it is larger than noise."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from stool.measure.holm import holm
from stool.period import label, ordinal

ALPHA = 0.05
Z = float(norm.ppf(1 - ALPHA / 2))
MOST_LINES = 40  # units drawn together
MIN_CHANGES = 8  # earlier changes; with fewer a ledger figure's usual swing is unknown


def with_changes(history: pd.DataFrame) -> pd.DataFrame:
    """Add ``change``, ``change_noise``, ``change_is_clear`` and ``is_comparable``.

    A survey score's change is clear when it exceeds 1.96 standard errors of the difference. A
    ledger figure has no sampling error; its change is clear when it exceeds 1.96 standard
    deviations of its own earlier changes. Where the noise is unknown, nothing is marked. Figures
    of two eras are not compared, and the usual swing of one says nothing of the next.

    Parameters
    ----------
    history : DataFrame
        ``depth``, ``node``, ``leg``, ``quarter``, ``score``, ``se``, ``sampled``, and ``era`` as of
        `stool.measure.era.eras`.

    Returns
    -------
    DataFrame
        The rows sorted by leg, node and quarter, with the four columns; NaN and False where the
        quarter before is missing or of another era. ``is_comparable`` is False in the latter alone.
    """
    keys = ["leg", "depth", "node"]
    rows = history.assign(number=history["quarter"].map(ordinal))
    rows = rows.sort_values([*keys, "number"], ignore_index=True)
    follows_any = rows.groupby(keys, sort=False)["number"].diff() == 1
    keys.append("era")
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
    rows["is_comparable"] = follows | ~follows_any
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


def moves(rows: pd.DataFrame, before: str, after: str, *, most: int = MOST_LINES) -> pd.DataFrame:
    """Scores of every unit in two quarters.

    Parameters
    ----------
    rows : DataFrame
        Rows of `stool.measure.leg_history` of one leg and of the units compared, any quarters.
    before, after : str
        Quarters, the earlier one first. A change over more than one quarter is told from noise as
        `with_changes` does, one step as long as the time between the two.
    most : int
        Units drawn: those whose change is clear come first, then those that changed most.

    Returns
    -------
    DataFrame
        ``node``, ``start`` and ``end`` (scores), ``change``, ``noise`` (NaN where unknown),
        ``is_clear`` after allowing for how many are compared, ``is_comparable`` and ``drawn``;
        largest end first. A unit with a score in one of the quarters has NaN for the other and is
        not drawn, nor is one whose wording or scale changed between them: it has no change.
    """
    step = ordinal(after) - ordinal(before)
    if step < 1:
        raise ValueError(f"before is {before}, must be a quarter before {after}")
    if step > 1:
        rows = _strides(rows, after, step)
        before = label(ordinal(after) - 1)
    ends = rows[rows["quarter"].isin([before, after]) & rows["score"].notna()]
    scores, eras = (
        ends.pivot(index="node", columns="quarter", values=column)
        .reindex(columns=[before, after])
        .astype(float)
        for column in ("score", "era")
    )
    found = scores.set_axis(["start", "end"], axis=1).reset_index()
    broken = eras.notna().all(axis=1) & (eras[before] != eras[after])
    found["is_comparable"] = ~broken.to_numpy()
    found["change"] = (found["end"] - found["start"]).where(found["is_comparable"])
    now = ends[ends["quarter"] == after].set_index("node").reindex(found["node"])
    found["noise"] = now["change_noise"].to_numpy(dtype=float)
    found["is_clear"] = clear_among(found.rename(columns={"noise": "change_noise"}))
    rank = found.assign(size=found["change"].abs()).dropna(subset="size")
    rank = rank.sort_values(["is_clear", "size", "node"], ascending=[False, False, True])
    found["drawn"] = found.index.isin(rank.index[:most])
    return found.sort_values(["end", "node"], ascending=[False, True], ignore_index=True)


def _strides(rows: pd.DataFrame, after: str, step: int) -> pd.DataFrame:
    """Quarters `step` apart as if they followed each other, with the changes between them."""
    steps, rest = np.divmod(ordinal(after) - rows["quarter"].map(ordinal), step)
    kept = rows[(rest == 0) & (steps >= 0)]
    quarters = [label(ordinal(after) - int(back)) for back in steps[kept.index]]
    return with_changes(kept.assign(quarter=quarters))
