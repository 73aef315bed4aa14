"""Money and customers kept, against their targets."""

import numpy as np
import pandas as pd

from stool.measure.profit import RATIOS, profit_figures
from stool.period import shift
from stool.reading.analysis import Analysis
from stool.schema import ALL

YEAR = 4  # quarters
MONEY_COLUMNS = ("figure", "now", "year_ago", "target", "provisional", "reached")


def money(analysis: Analysis, quarter: str, node: str) -> pd.DataFrame:
    """Margin, revenue against target, customers kept and repeat share, as far as they are loaded.

    Returns
    -------
    DataFrame, one row a figure
        Columns `MONEY_COLUMNS`: percentages, NaN where unknown; ``reached`` says whether the
        target is, False where either is unknown.
    """
    table = analysis.published.table
    figures = profit_figures(table[table["dimension"] == ALL])
    rows = figures[figures["node"] == node].set_index("quarter")
    found = []
    for figure in (name for name in RATIOS if name in rows):
        target = analysis.targets.get(figure)
        now = float(rows[figure].get(quarter, np.nan))
        aim = target.target if target else np.nan
        found.append(
            {
                "figure": figure,
                "now": now,
                "year_ago": float(rows[figure].get(shift(quarter, -YEAR), np.nan)),
                "target": aim,
                "provisional": target is None or target.provisional,
                "reached": bool(now >= aim),
            }
        )
    return pd.DataFrame(found, columns=list(MONEY_COLUMNS))
