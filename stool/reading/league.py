"""Every unit of a node beside the others, and every segment beside the rest."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from stool.measure import clear_among, leg_history, leg_score, pooled, segment_gaps
from stool.measure.score import AT_TARGET
from stool.measure.target import Target
from stool.reading.analysis import Analysis
from stool.reading.hierarchy import units_under
from stool.schema import COMPANY, NO_SEGMENTS

POOLED = ("pooled", "pooled_low", "pooled_high")


def league(analysis: Analysis, quarter: str, node: str, leg: str) -> pd.DataFrame:
    """Units of a node in a quarter, best score first.

    Parameters
    ----------
    analysis : Analysis
    quarter : str
    node : str
    leg : str

    Returns
    -------
    DataFrame
        Columns of `stool.measure.LEG_COLUMNS`, of which ``change_is_clear`` is corrected for how
        many units are compared here, and the leg score pulled towards that of all units of the
        company by what little is known of each: ``pooled`` with ``_low`` and ``_high``,
        ``pooled_raw`` in the unit of the figure, and ``own``, 0 to 1, the weight of the unit's own
        answers. These are NaN for figures counted in full, and see `stool.measure.pooled`.
    """
    rows = analysis.legs[(analysis.legs["leg"] == leg) & (analysis.legs["quarter"] == quarter)]
    everybody = rows[rows["depth"] == "unit"].reset_index(drop=True)
    found = units_under(_pooled(everybody, analysis.targets), node)
    found = found.assign(change_is_clear=clear_among(found))
    return found.sort_values("score", ascending=False, na_position="last", ignore_index=True)


def rest(analysis: Analysis, quarter: str, node: str, leg: str) -> pd.DataFrame:
    """Hidden units of a node taken together, region by region.

    Which units they are may differ from quarter to quarter, so that no change is told.

    Parameters
    ----------
    analysis : Analysis
    quarter, node, leg : str

    Returns
    -------
    DataFrame, one row a region that has some
        Columns of `stool.measure.LEG_COLUMNS`, ``node`` being whose units they are, and ``units``,
        how many; see `stool.privacy.rest.rest_of`.
    """
    rows = analysis.published.rest
    rows = rows[(rows["leg"] == leg) & (rows["quarter"] == quarter)]
    rows = rows if node == COMPANY else rows[rows["node"] == node]
    asked = rows[rows["metric"] == analysis.headline.get(leg)]
    found = leg_history(rows, analysis.headline, analysis.targets)
    return found.merge(asked[["node", "units"]], on="node").sort_values("node", ignore_index=True)


def segments(analysis: Analysis, quarter: str, node: str, leg: str) -> pd.DataFrame:
    """Segments of the headline figure of a leg against each other; see `segment_gaps`.

    `NO_SEGMENTS` are none here. Profit has none: the result is empty.
    """
    table = analysis.published.table
    return segment_gaps(
        table[
            (table["leg"] == leg)
            & (table["metric"] == analysis.headline.get(leg))
            & (table["node"] == node)
            & (table["quarter"] == quarter)
            & ~table["dimension"].isin(NO_SEGMENTS)
        ]
    )


def _pooled(units: pd.DataFrame, targets: Mapping[str, Target]) -> pd.DataFrame:
    """Units with their partially pooled scores."""
    found = units.assign(**dict.fromkeys((*POOLED, "pooled_raw", "own"), np.nan))
    if units.empty or not units["sampled"].all():
        return found
    target = targets.get(str(units["metric"].iloc[0]))
    if target is None:
        return found
    # On the straight line of the score, so that nothing is bent or clipped before it is averaged.
    lines = pooled(units["linear"], units["linear_se"])
    raw = target.floor + lines[["value", "low", "high"]] / AT_TARGET * (
        target.target - target.floor
    )
    scores = leg_score(raw, target)
    return found.assign(
        **dict(zip(POOLED, scores.T, strict=True)), pooled_raw=raw["value"], own=lines["own"]
    )
