"""One node in one quarter, read off an analysis."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from stool.balance import Tilt
from stool.errors import NoDataError, QuarterNotLoadedError, UnknownNodeError
from stool.lag import Evidence
from stool.period import ordinal, shift
from stool.reading.analysis import Analysis
from stool.reading.attention import attention
from stool.reading.result import Implication, LegReading, Reading
from stool.reading.state import state_of
from stool.reading.trust import trust
from stool.schema import COMPANY, LEGS, SCALES

LEDGER = SCALES["ledger"].name
YEAR = 4  # quarters


def read(analysis: Analysis, quarter: str | None = None, node: str = COMPANY) -> Reading:
    """Read the stool of a node in a quarter.

    Parameters
    ----------
    analysis : Analysis
    quarter : str, optional
        Label like ``2026Q2``; the last one with data when not given.
    node : str
        Name of a unit or region, or `COMPANY`.

    Raises
    ------
    NoDataError
        Nothing is loaded.
    QuarterNotLoadedError, UnknownNodeError
        The data know no such quarter or node.
    """
    if analysis.legs.empty:
        raise NoDataError
    quarters = analysis.quarters
    quarter = quarter or quarters[-1]
    if quarter not in quarters:
        raise QuarterNotLoadedError(quarter, quarters[0], quarters[-1])
    names = analysis.nodes
    if node not in set(names["node"]):
        raise UnknownNodeError(node, names["node"].tolist())
    depth = str(names.loc[names["node"] == node, "depth"].iloc[0])
    history = analysis.legs[analysis.legs["node"] == node]
    legs = read_legs(analysis, history[history["quarter"] == quarter])
    tilt = _tilt(analysis, node, quarter)
    return Reading(
        quarter=quarter,
        depth=depth,
        node=node,
        revision=analysis.revision,
        state=state_of(legs, tilt),
        legs=legs,
        missing=legs_missing(legs),
        tilt=tilt,
        tilt_year_ago=_tilt_before(analysis, node, quarter),
        links=analysis.links,
        implication=_implication(analysis, history, quarter),
        attention=attention(analysis, quarter, node, legs),
        trust=trust(analysis, quarter, node, legs),
        root=analysis.root,
    )


def read_legs(analysis: Analysis, rows: pd.DataFrame) -> dict[str, LegReading]:
    """Legs of one node in one quarter: `rows` of the analysis's legs, at most one a leg."""
    fields = [name for name in LegReading.__dataclass_fields__ if name in rows]
    found = {}
    for row in rows[fields].to_dict("records"):
        metric = str(row["metric"])
        values = {str(name): value for name, value in row.items()}
        found[str(row["leg"])] = LegReading(
            **values,
            scale=_scale(analysis, metric),
            target=analysis.targets.get(metric),
            minimum=analysis.published.minimum(str(row["leg"])),
        )
    return {leg: found[leg] for leg in LEGS if leg in found}


def legs_missing(legs: Mapping[str, LegReading]) -> tuple[str, ...]:
    """Legs without a score, in their order."""
    return tuple(leg for leg in LEGS if leg not in legs or np.isnan(legs[leg].score))


def _scale(analysis: Analysis, metric: str) -> str:
    table = analysis.published.table
    scales = table.loc[table["metric"] == metric, "scale"]
    return str(scales.iloc[-1]) if len(scales) else LEDGER


def _tilt(analysis: Analysis, node: str, quarter: str) -> Tilt | None:
    tilts = analysis.tilts
    rows = tilts[(tilts["node"] == node) & (tilts["quarter"] == quarter)]
    if rows.empty:
        return None
    row = rows.iloc[0]
    return Tilt(**{name: row[name] for name in Tilt.__dataclass_fields__})


def _tilt_before(analysis: Analysis, node: str, quarter: str) -> float:
    """Tilt a year before, NaN where there is none to compare with."""
    tilts = analysis.tilts[analysis.tilts["node"] == node].set_index("quarter")
    ends = tilts.reindex([shift(quarter, -YEAR), quarter])
    before, now = ends["era"]
    return float(ends["points"].iloc[0]) if before == now else np.nan


def _implication(analysis: Analysis, history: pd.DataFrame, quarter: str) -> Implication | None:
    """The largest clear change of a leader whose follower is due after `quarter`."""
    now = ordinal(quarter)
    found = []
    for (leader, follower), link in analysis.links.items():
        if link.evidence < Evidence.ESTABLISHED or link.best_r <= 0:
            continue
        moves = history[(history["leg"] == leader) & history["change_is_clear"]]
        for when, change in zip(moves["quarter"], moves["change"], strict=True):
            first, last = (ordinal(when) + lag for lag in (min(link.lag_set), max(link.lag_set)))
            if ordinal(when) <= now < last:
                due = shift(when, max(first, now + 1) - ordinal(when))
                end = shift(when, last - ordinal(when))
                found.append(Implication(leader, follower, float(change), when, due, end))
    return max(found, key=lambda each: abs(each.change), default=None)
