"""What needs somebody: ranked findings, at most four.

The ranking rule, stated on the Help page: a leg under its floor first; then regions whose score
fell over a year by more than noise; then actions that are due to show in this very quarter; then
units whose score fell; then data that is missing; then falling response; then small groups that
stay hidden; then targets nobody has set. Within a kind the larger number comes first.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.stats import norm

from stool.measure import holm
from stool.period import shift
from stool.plan import progress
from stool.reading.analysis import Analysis
from stool.reading.hierarchy import units_under
from stool.reading.result import Finding, LegReading
from stool.schema import COMPANY, HIDDEN_FEW, LEGS, SHOWN

MOST = 4
ALPHA = 0.05
YEAR = 4  # quarters: the same season is compared with itself
RESPONSE_FALL = 0.05  # of the people asked; a smaller fall is not news
ALWAYS_HIDDEN = 0.5  # share of a unit's quarters
UNDER_FLOOR, SLIPPING_REGION, DUE = 600.0, 550.0, 525.0
SLIPPING, MISSING, RESPONSE, HIDDEN, TARGETS = 500.0, 400.0, 300.0, 200.0, 100.0


def attention(
    analysis: Analysis, quarter: str, node: str, legs: Mapping[str, LegReading]
) -> tuple[Finding, ...]:
    """Rank what needs somebody in this node and quarter, worst first."""
    units = units_under(analysis.legs, node)
    found = [
        *_under_floor(legs),
        *_slipping_regions(analysis, quarter, node),
        *_due(analysis, node, quarter),
        *_slipping(units, quarter),
        *_missing(units, legs, quarter, node),
        *_response(analysis, node, quarter),
        *_hidden(units, quarter),
        *_targets(legs),
    ]
    return tuple(sorted(found, key=lambda finding: -finding.weight)[:MOST])


def slipping(nodes: pd.DataFrame, quarter: str, leg: str) -> pd.DataFrame:
    """Nodes of one depth whose score of a survey leg fell over a year by more than noise.

    Parameters
    ----------
    nodes : DataFrame
        Rows of `stool.measure.leg_history`: all units, or all regions.
    quarter : str
    leg : str

    Returns
    -------
    DataFrame
        ``node``, ``parent``, ``fall`` in points and ``compared``, the number of nodes compared,
        for nodes whose fall stays significant at `ALPHA` after Holm's correction over those. One
        whose wording or scale changed meanwhile is not compared.

    References
    ----------
    Holm (1979), Scand. J. Stat. 6, 65-70.
    """
    rows = nodes[(nodes["leg"] == leg) & nodes["sampled"].astype(bool)]
    now = rows[rows["quarter"] == quarter].set_index("node")[["parent", "score", "se", "era"]]
    before = rows[rows["quarter"] == shift(quarter, -YEAR)].set_index("node")
    before = before[["score", "se", "era"]]
    both = now.join(before.add_suffix("_before")).dropna()
    both = both[(both["se"] + both["se_before"] > 0) & (both["era"] == both["era_before"])]
    if both.empty:
        return pd.DataFrame({"node": [], "parent": [], "fall": [], "compared": []})
    fall = both["score_before"] - both["score"]
    p = 2 * norm.sf(np.abs(fall) / np.hypot(both["se"], both["se_before"]))
    clear = holm(p) < ALPHA
    found = both.assign(fall=fall, compared=len(both))[clear & (fall > 0).to_numpy()]
    ranked: pd.DataFrame = found.sort_values("fall", ascending=False).reset_index()
    return ranked[["node", "parent", "fall", "compared"]]


def _under_floor(legs: Mapping[str, LegReading]) -> list[Finding]:
    return [
        Finding("under_floor", UNDER_FLOOR, "legs", {"leg": leg, "reading": reading})
        for leg, reading in legs.items()
        if reading.score <= 0
    ]


def _slipping(units: pd.DataFrame, quarter: str) -> list[Finding]:
    found = []
    for leg in LEGS:
        falling = slipping(units, quarter, leg)
        if falling.empty:
            continue
        facts = {
            "leg": leg,
            "units": falling["node"].tolist(),
            "of": int(falling["compared"].iloc[0]),
            "worst": float(falling["fall"].iloc[0]),
            "since": shift(quarter, -YEAR),
        }
        found.append(Finding("slipping", SLIPPING + len(falling) / 1000, "legs", facts))
    return found


def _slipping_regions(analysis: Analysis, quarter: str, node: str) -> list[Finding]:
    """Whole regions that fell: more answers behind them than behind one unit."""
    if node != COMPANY:
        return []
    regions = analysis.legs[analysis.legs["depth"] == "region"]
    found = []
    for leg in LEGS:
        falling = slipping(regions, quarter, leg)
        if len(falling):
            facts = {
                "leg": leg,
                "regions": falling["node"].tolist(),
                "falls": falling["fall"].tolist(),
                "since": shift(quarter, -YEAR),
            }
            worst = float(falling["fall"].iloc[0])
            found.append(Finding("regions_slip", SLIPPING_REGION + worst / 1000, "legs", facts))
    return found


def _due(analysis: Analysis, node: str, quarter: str) -> list[Finding]:
    """Actions in the node, above or below it, that are due to show in the quarter.

    All of them make one finding, about the one whose leg moved most.
    """
    moved = progress(analysis.actions, analysis.legs, quarter).to_dict("records")
    above = analysis.nodes.set_index("node")["parent"]
    around = {node, above.get(node, ""), COMPANY}
    due = [
        (action, so_far)
        for action, so_far in zip(analysis.actions, moved, strict=True)
        if action.due == quarter
        and action.has_begun(quarter)
        and (
            node == COMPANY
            or any(unit in around or above.get(unit) == node for unit in action.units)
        )
    ]
    if not due:
        return []
    action, so_far = max(due, key=lambda pair: abs(np.nan_to_num(pair[1]["change"])))
    facts = {"action": action, "so_far": so_far, "others": len(due) - 1}
    return [Finding("action_due", DUE, "plan", facts)]


def _missing(
    units: pd.DataFrame, legs: Mapping[str, LegReading], quarter: str, node: str
) -> list[Finding]:
    """Legs without data in the quarter; units that report other legs or quarters but not this."""
    found = [
        Finding("leg_missing", MISSING + 50, "data", {"leg": leg, "quarter": quarter})
        for leg in LEGS
        if leg not in legs
    ]
    if units["node"].nunique() <= 1 and node != COMPANY:
        return found
    for leg in legs:
        rows = units[units["leg"] == leg]
        present = set(rows.loc[rows["quarter"] == quarter, "node"])
        recent = rows[rows["quarter"].isin([shift(quarter, -back) for back in range(1, YEAR + 1)])]
        gone = sorted(set(recent["node"]) - present)
        if gone:
            facts = {"leg": leg, "units": gone, "quarter": quarter}
            found.append(Finding("units_missing", MISSING + len(gone) / 1000, "data", facts))
    return found


def _response(analysis: Analysis, node: str, quarter: str) -> list[Finding]:
    rows = analysis.legs[(analysis.legs["node"] == node) & (analysis.legs["hidden"] == SHOWN)]
    found = []
    for leg in LEGS:
        rates = rows[rows["leg"] == leg].set_index("quarter")
        before = rates["response_rate"].get(shift(quarter, -YEAR), np.nan)
        now = rates["response_rate_high"].get(quarter, np.nan)  # fallen at least so far
        if before - now >= RESPONSE_FALL:
            facts = {"leg": leg, "now": float(now), "before": float(before)}
            found.append(Finding("response_falls", RESPONSE + before - now, "data", facts))
    return found


def _hidden(units: pd.DataFrame, quarter: str) -> list[Finding]:
    """Units with too few answers now and in most of their quarters: nobody hears them.

    Those hidden to protect others have answers enough; nothing is asked of them.
    """
    hidden = units[units["hidden"] == HIDDEN_FEW]
    found = []
    for leg in LEGS:
        rows = units[units["leg"] == leg]
        share = (rows["hidden"] == HIDDEN_FEW).groupby(rows["node"]).mean()
        now = set(hidden.loc[(hidden["quarter"] == quarter) & (hidden["leg"] == leg), "node"])
        names = sorted(name for name in now if share[name] > ALWAYS_HIDDEN)
        if names:
            facts = {"leg": leg, "units": names}
            found.append(Finding("stays_hidden", HIDDEN + len(names) / 1000, "data", facts))
    return found


def _targets(legs: Mapping[str, LegReading]) -> list[Finding]:
    names = [leg for leg, each in legs.items() if each.target is None or each.target.provisional]
    return [Finding("provisional", TARGETS, "data", {"legs": names})] if names else []
