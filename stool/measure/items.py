"""Every metric as mean, favourable, top box and NPS, each with its interval."""

import numpy as np
import pandas as pd

from stool.measure.interval import mean_interval, nps_interval, share_interval
from stool.schema import ANSWERS, SCALES

PROMOTER_FROM, DETRACTOR_TO = 9, 6  # of 0-10: Reichheld (2003), Harvard Business Review 81(12)
MEASURES = ("mean", "favourable", "top_box", "nps")


def item_measures(table: pd.DataFrame) -> pd.DataFrame:
    """Measure each published row.

    Parameters
    ----------
    table : DataFrame
        Rows of `stool.privacy.Published.table`, any dimension.

    Returns
    -------
    DataFrame
        The key columns and ``hidden`` of the rows, ``n``, ``position`` (the mean as a share of the
        scale, 0 worst to 1 best, NaN where the scale has no ends), and for each of `MEASURES` the
        figure with ``_low`` and ``_high``: the mean in its own unit, shares 0 to 1, NPS in points;
        NaN where the scale has no such measure.
    """
    rows = table.reset_index(drop=True)
    found = rows.drop(columns=["s", "ss", *ANSWERS])
    means = mean_interval(rows["n"], rows["s"], rows["ss"])
    _put(found, "mean", means)
    scales = rows["scale"].map(SCALES.get)
    low = scales.map(lambda scale: scale.low).astype(float)
    high = scales.map(lambda scale: scale.high).astype(float)
    position = (means["value"] - low) / (high - low)
    found["position"] = position.where(rows["better"] == "higher", 1 - position)
    for measure, start in (("favourable", "favourable_from"), ("top_box", "top_from")):
        first = scales.map(lambda scale, start=start: getattr(scale, start)).astype(float)
        share = share_interval(_answers(rows, first, 10), rows["n"])
        _put(found, measure, share.where(first.notna()))
    zero = pd.Series(0.0, index=rows.index)
    nps = nps_interval(
        _answers(rows, zero + PROMOTER_FROM, 10), _answers(rows, zero, DETRACTOR_TO), rows["n"]
    )
    _put(found, "nps", nps.where(rows["scale"] == "0-10"))
    return found


def _answers(rows: pd.DataFrame, first: pd.Series, last: int) -> pd.Series:
    """How many gave an answer from `first` (one a row) to `last`."""
    counts = rows[list(ANSWERS)].to_numpy(dtype=float)
    answer = np.arange(len(ANSWERS))
    wanted = (answer >= first.to_numpy()[:, None]) & (answer <= last)
    return pd.Series((counts * wanted).sum(axis=1), index=rows.index)


def _put(found: pd.DataFrame, name: str, interval: pd.DataFrame) -> None:
    found[name] = interval["value"]
    found[f"{name}_low"], found[f"{name}_high"] = interval["low"], interval["high"]
