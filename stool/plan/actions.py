"""What the legs of actions did since they began."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stool.actions import Action
from stool.measure import clear_among, moves, with_changes
from stool.period import shift

PROGRESS_COLUMNS = (
    "title",
    "since",  # the quarter before it began
    "until",
    "units",  # how many have a figure in both quarters, of one wording and scale
    "of",  # how many it reaches
    "change",  # of their mean score between the two, in points
    "noise",  # a smaller change is within noise; NaN where unknown
    "is_clear",
    "is_comparable",  # False where wording or scale changed between the two in all of them
)


def progress(actions: Sequence[Action], legs: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """What the legs of the actions' units did since the actions began.

    The mean score of the units, each counting alike, in `quarter` less that in the quarter before
    the action began. It is what happened meanwhile, not what the action did.

    Parameters
    ----------
    actions : sequence of Action
    legs : DataFrame
        As of `stool.measure.leg_history`.
    quarter : str
        Later ones are left out.

    Returns
    -------
    DataFrame, one row an action, in their order
        Columns `PROGRESS_COLUMNS`. The change is NaN for an action that has not begun, and where no
        unit can be compared. Noise is as of `stool.measure.with_changes` between the two quarters;
        clear is what stays so when all these actions are looked at together (Holm).
    """
    rows = [_since_start(action, legs, quarter) for action in actions]
    found = pd.DataFrame(rows, columns=list(PROGRESS_COLUMNS))
    numbers = ["change", "noise"]
    found = found.astype(dict.fromkeys(numbers, float))
    found["is_clear"] = clear_among(found.rename(columns={"noise": "change_noise"}))
    return found


def _since_start(action: Action, legs: pd.DataFrame, quarter: str) -> dict[str, object]:
    since = shift(action.start, -1)
    found: dict[str, object] = {
        "title": action.title,
        "since": since,
        "until": quarter,
        "units": 0,
        "of": len(action.units),
        "change": np.nan,
        "noise": np.nan,
        "is_comparable": True,
    }
    if not action.has_begun(quarter):
        return found
    rows = legs[(legs["leg"] == action.leg) & legs["node"].isin(action.units)]
    rows = rows[rows["score"].notna() & (rows["quarter"] <= quarter)]
    eras = rows.pivot(index="node", columns="quarter", values="era")
    eras = eras.reindex(columns=[since, quarter]).dropna()
    alike = eras.index[eras[since] == eras[quarter]]
    if alike.empty:
        return found | {"is_comparable": eras.empty}
    moved = moves(_together(rows[rows["node"].isin(alike)]), since, quarter).iloc[0]
    return found | {"units": len(alike), "change": moved["change"], "noise": moved["noise"]}


def _together(rows: pd.DataFrame) -> pd.DataFrame:
    """Mean score of the nodes in every quarter that has a score of all of them."""
    nodes = rows["node"].nunique()
    quarters = rows.assign(variance=rows["se"] ** 2).groupby("quarter")
    mean = quarters.agg(
        leg=("leg", "first"),
        score=("score", "mean"),
        variance=("variance", lambda each: each.sum(skipna=False)),
        sampled=("sampled", "first"),
        era=("era", "sum"),
        nodes=("node", "nunique"),
    ).reset_index()
    mean = mean[mean["nodes"] == nodes].assign(depth="unit", node="mean")
    return with_changes(mean.assign(se=np.sqrt(mean["variance"].astype(float)) / nodes))
