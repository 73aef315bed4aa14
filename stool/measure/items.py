"""Every metric as mean, favourable, top box and NPS, each with its interval."""

import numpy as np
import pandas as pd

from stool.measure.interval import mean_interval, share_interval
from stool.measure.shares import net_promoters, share_of_answers
from stool.privacy.coding import is_coded
from stool.schema import ANSWERS, FAVOURABLE, SCALES, SHARES

MEASURES = ("mean", FAVOURABLE, "top_box", "nps")


def item_measures(table: pd.DataFrame) -> pd.DataFrame:
    """Measure each published row.

    Parameters
    ----------
    table : DataFrame
        Rows of `stool.privacy.Published.table`, any dimension.

    Returns
    -------
    DataFrame
        The key columns and ``hidden`` of the rows, ``n``, ``n_is_least`` (it is the number its band
        begins at: of employees), ``position`` (the mean as a share of the
        scale, 0 worst to 1 best, NaN where the scale has no ends), and for each of `MEASURES` the
        figure with ``_low`` and ``_high``: the mean in its own unit, shares 0 to 1, NPS in points;
        NaN where the scale has no such measure. There is no top box of employees: beside mean and
        favourable share it would tell the answers of a few.
    """
    rows = table.reset_index(drop=True)
    found = rows.drop(columns=["s", "ss", *ANSWERS, *SHARES])
    found["n_is_least"] = is_coded(rows)
    means = mean_interval(rows["n"], rows["s"], rows["ss"])
    _put(found, "mean", means)
    scales = rows["scale"].map(SCALES.get)
    low = scales.map(lambda scale: scale.low).astype(float)
    high = scales.map(lambda scale: scale.high).astype(float)
    position = (means["value"] - low) / (high - low)
    found["position"] = position.where(rows["better"] == "higher", 1 - position)
    _put(found, FAVOURABLE, share_of_answers(rows, FAVOURABLE))
    first = scales.map(lambda scale: scale.top_from).astype(float)
    _put(found, "top_box", share_interval(_from(rows, first), rows["n"]).where(first.notna()))
    _put(found, "nps", net_promoters(rows))
    return found


def _from(rows: pd.DataFrame, first: pd.Series) -> pd.Series:
    """How many gave an answer from `first` (one a row) on."""
    counts = rows[list(ANSWERS)].to_numpy(dtype=float)
    wanted = np.arange(len(ANSWERS)) >= first.to_numpy()[:, None]
    return pd.Series((counts * wanted).sum(axis=1), index=rows.index)


def _put(found: pd.DataFrame, name: str, interval: pd.DataFrame) -> None:
    found[name] = interval["value"]
    found[f"{name}_low"], found[f"{name}_high"] = interval["low"], interval["high"]
