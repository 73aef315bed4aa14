"""The next quarters, as far as established links reach: a fan for each leg that follows another."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.lag import Evidence, project_mean
from stool.measure import leg_score, linear_score
from stool.measure.score import AT_TARGET, HIGHEST
from stool.period import shift
from stool.reading.analysis import Analysis, panel_of_scores
from stool.reading.hierarchy import units_under
from stool.schema import COMPANY

Floats = NDArray[np.float64]

OUTLOOK_COLUMNS = ("leader", "leg", "ahead", "quarter", "now", "score", "low", "high", "units")


def outlook(analysis: Analysis, node: str = COMPANY) -> pd.DataFrame:
    """Leg scores of the quarters to come, of a node, from established links alone.

    The mean of the units under the node is projected from what their leaders did already (see
    `stool.lag.project_mean`), and its change is added to the node's own last figure.

    Parameters
    ----------
    analysis : Analysis
        Of the data up to the quarter to look ahead from.
    node : str

    Returns
    -------
    DataFrame, one row a leg and quarter ahead
        Columns `OUTLOOK_COLUMNS`: ``now`` is the node's last score, ``score`` with ``low`` and
        ``high`` (80 %) the projected one, 0 to 110; ``units`` how many are behind it. Empty where
        no link is established, or the node has no score in its leg's last quarter.
    """
    panel = panel_of_scores(analysis.legs)
    rows = units_under(analysis.legs, node)
    names = set(rows["node"]) if len(rows) else {node}
    found = [
        _of_link(analysis, node, leader, follower, projected)
        for (leader, follower), link in analysis.links.items()
        if link.evidence >= Evidence.ESTABLISHED
        and len(projected := project_mean(panel, leader, follower, link.lag_set, among=names))
    ]
    found = [each for each in found if len(each)]
    if not found:
        return pd.DataFrame(columns=list(OUTLOOK_COLUMNS))
    return pd.concat(found, ignore_index=True)[list(OUTLOOK_COLUMNS)]


def _of_link(
    analysis: Analysis, node: str, leader: str, follower: str, projected: pd.DataFrame
) -> pd.DataFrame:
    """Projected changes on top of the node's own last score."""
    legs = analysis.legs
    own = legs[(legs["node"] == node) & (legs["leg"] == follower) & legs["linear"].notna()]
    last = own[own["quarter"] == _before(projected)]
    if last.empty:
        return last
    row = last.iloc[0]
    lines = projected[["forecast", "low", "high"]].sub(projected["now"], axis=0) + row["linear"]
    scores = pd.DataFrame(_bent(analysis, row, lines.to_numpy()), columns=["score", "low", "high"])
    return scores.assign(
        leader=leader,
        leg=follower,
        ahead=projected["ahead"],
        quarter=projected["quarter"],
        now=row["score"],
        units=projected["units"],
    )


def _before(projected: pd.DataFrame) -> str:
    """The quarter that is looked ahead from."""
    return shift(str(projected["quarter"].iloc[0]), -int(projected["ahead"].iloc[0]))


def _bent(analysis: Analysis, row: pd.Series, lines: Floats) -> Floats:
    """Scores of figures on the straight line: through the raw figure where one stands behind it."""
    target = analysis.targets.get(str(row["metric"]))
    if target is not None and np.isclose(linear_score(row["raw"], target), row["linear"]):
        raw = target.floor + lines / AT_TARGET * (target.target - target.floor)
        return leg_score(raw, target)
    moved: Floats = np.clip(row["score"] + lines - row["linear"], 0, HIGHEST)
    return moved
