"""The reward fund: surplus margin, then spending on rewards, then how employees feel about them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stool.lag import LagResult, over_links, panel_lagged_correlation
from stool.lag.single import declared_lags
from stool.measure.profit import profit_figures
from stool.reading.analysis import Analysis
from stool.schema import (
    ALL,
    COMPANY,
    COST,
    ESAT,
    HEADCOUNT,
    MARGIN,
    PROFIT,
    REVENUE,
    REWARD_SPEND,
)

SURPLUS = "surplus"  # margin less its target, in percentage points
SPEND = "reward_spend_per_head"
ITEMS = ("reward_fair", "recognised")  # of the employee survey
LEDGER = (REVENUE, COST, REWARD_SPEND, HEADCOUNT)
UNIT, TIME = "unit", "quarter"


@dataclass(frozen=True, slots=True)
class Fund:
    """Whether margin over target comes back to employees as rewards, and whether they feel it.

    Attributes
    ----------
    quarter : str
        Last quarter with a margin.
    surplus : float
        Margin of the company less its target then, in percentage points; NaN where unknown.
    money : float
        The same in the money of the revenue file; below 0 where the target is missed.
    spend : float
        Spent on rewards a head in the last quarter in which it is known; NaN where it is not.
    links : tuple of LagResult
        Surplus to spending a head, then spending to each item on reward, within units; p-values
        pay for every lag and link. Empty where nothing can be tested.
    missing : tuple of str
        Metrics that would have to be loaded.
    """

    quarter: str
    surplus: float
    money: float
    spend: float
    links: tuple[LagResult, ...]
    missing: tuple[str, ...]


def fund(analysis: Analysis) -> Fund:
    """Follow the surplus through spending on rewards to the items on reward.

    Parameters
    ----------
    analysis : Analysis
    """
    table = analysis.published.table
    table = table[(table["dimension"] == ALL) & table["n"].notna()]
    asked = (table["leg"] == ESAT) & table["metric"].isin(ITEMS)
    table = table[asked | ((table["leg"] == PROFIT) & table["metric"].isin(LEDGER))]
    known = set(table["metric"])
    items = [item for item in ITEMS if item in known]
    missing = [metric for metric in LEDGER if metric not in known]
    missing += [] if items else [ITEMS[0]]
    target = analysis.targets.get(MARGIN)
    aim = np.nan if target is None else target.target
    figures = profit_figures(table).reindex(columns=["depth", "node", "quarter", MARGIN])
    units = _panel(table[table["depth"] == "unit"], figures, aim)
    margin = figures[figures["node"] == COMPANY].dropna().sort_values("quarter").tail(1)
    quarter = "" if margin.empty else str(margin["quarter"].iloc[0])
    surplus = np.nan if margin.empty else float(margin[MARGIN].iloc[0]) - aim
    behind = units[(units["quarter"] == quarter) & units[MARGIN].notna()]
    spent = units.dropna(subset=[SPEND])
    spent = spent[spent["quarter"] == spent["quarter"].max()]
    return Fund(
        quarter=quarter,
        surplus=surplus,
        money=surplus * float(behind[REVENUE].sum()) / 100,
        spend=np.nan if spent.empty else float(spent[REWARD_SPEND].sum() / spent[HEADCOUNT].sum()),
        links=() if missing else tuple(_links(units, items).values()),
        missing=tuple(missing),
    )


def _panel(rows: pd.DataFrame, figures: pd.DataFrame, aim: float) -> pd.DataFrame:
    """``unit``, ``quarter``, the ledger, margin, surplus, spending a head and each item's mean."""
    ratio = rows["s"] / rows["n"].where(rows["metric"].isin(ITEMS), 1)
    wide = rows.assign(value=ratio).pivot(
        index=["node", "quarter"], columns="metric", values="value"
    )
    wide = wide.reindex(columns=[*LEDGER, *ITEMS]).astype(float).reset_index()
    wide = wide.merge(figures[["node", "quarter", MARGIN]], how="left", on=["node", "quarter"])
    heads = wide[HEADCOUNT].where(wide[HEADCOUNT] > 0)
    found = wide.assign(**{SURPLUS: wide[MARGIN] - aim, SPEND: wide[REWARD_SPEND] / heads})
    return found.rename(columns={"node": UNIT})


def _links(panel: pd.DataFrame, items: Sequence[str]) -> dict[tuple[str, str], LagResult]:
    """Every step within units, its p corrected over the steps; none where no unit has a surplus."""
    if panel[SURPLUS].isna().all():
        return {}
    lags = range(1, declared_lags(panel[TIME].nunique()) + 1)
    return over_links(
        {
            pair: panel_lagged_correlation(panel, *pair, unit=UNIT, time=TIME, lags=lags)
            for pair in [(SURPLUS, SPEND), *((SPEND, item) for item in items)]
        }
    )
