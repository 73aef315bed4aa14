"""The profit leg's figures: margin, and revenue against its target, from ledger cells."""

import numpy as np
import pandas as pd

from stool.schema import ATTAINMENT, COMPANY, COST, MARGIN, PROFIT, REVENUE, REVENUE_TARGET

RATIOS = {  # figure: the two ledger metrics it needs
    MARGIN: (REVENUE, COST),
    ATTAINMENT: (REVENUE, REVENUE_TARGET),
}


def profit_figures(table: pd.DataFrame) -> pd.DataFrame:
    """Margin and attainment of every node and quarter.

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
    """100 (revenue - cost) / revenue, or 100 revenue / target."""
    top, bottom = (first - second, first) if figure == MARGIN else (first, second)
    return 100 * top / bottom.where(bottom > 0, np.nan)
