"""Figures of money and customers kept, from ledger cells; two of them make the profit leg."""

import numpy as np
import pandas as pd

from stool.schema import (
    ATTAINMENT,
    COMPANY,
    COST,
    CUSTOMERS_LOST,
    CUSTOMERS_START,
    MARGIN,
    PROFIT,
    REPEAT_REVENUE,
    REPEAT_SHARE,
    RETENTION,
    REVENUE,
    REVENUE_TARGET,
)

RATIOS = {  # figure: the two ledger metrics it needs
    MARGIN: (REVENUE, COST),
    ATTAINMENT: (REVENUE, REVENUE_TARGET),
    RETENTION: (CUSTOMERS_START, CUSTOMERS_LOST),
    REPEAT_SHARE: (REPEAT_REVENUE, REVENUE),
}
OF_LEG = (MARGIN, ATTAINMENT)  # figures whose scores make the profit leg
WHAT_IS_LEFT = (MARGIN, RETENTION)  # the second metric is taken from the first


def profit_figures(table: pd.DataFrame) -> pd.DataFrame:
    """Margin, attainment, retention and repeat share of every node and quarter.

    A ratio of a region is the ratio of sums over exactly the units that have both parts, so that a
    unit with revenue and no cost cannot pass for pure profit.

    Parameters
    ----------
    table : DataFrame
        Published rows over everybody (dimension ALL).

    Returns
    -------
    DataFrame
        ``depth``, ``node``, ``parent``, ``quarter`` and one column a figure, in percent; NaN where
        a part is missing or the denominator is not positive.
    """
    ledger = table[(table["leg"] == PROFIT) & (table["depth"] == "unit")]
    wide = ledger.pivot_table(
        index=["node", "parent", "quarter"], columns="metric", values="s", aggfunc="sum"
    ).reset_index()
    wide.columns.name = None
    levels = [
        wide.assign(depth="unit"),
        wide[wide["parent"] != COMPANY].assign(
            depth="region", node=lambda part: part["parent"], parent=COMPANY
        ),
        wide.assign(depth="company", node=COMPANY, parent=""),
    ]
    rows = pd.concat(levels, ignore_index=True)
    key = ["depth", "node", "parent", "quarter"]
    figures = rows[key].drop_duplicates().set_index(key).sort_index()
    for figure, (first, second) in RATIOS.items():
        if first in rows and second in rows:
            both = rows.dropna(subset=[first, second]).groupby(key)[[first, second]].sum()
            figures[figure] = _ratio(figure, both[first], both[second])
    return figures.reset_index()


def _ratio(figure: str, first: pd.Series, second: pd.Series) -> pd.Series:
    """100 (first - second) / first, or 100 first / second."""
    top, bottom = (first - second, first) if figure in WHAT_IS_LEFT else (first, second)
    return 100 * top / bottom.where(bottom > 0, np.nan)
